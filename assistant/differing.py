"""Documents that give different figures or dates for the same thing."""

from collections.abc import Sequence

from sources.patterns import pattern

from .question import Question
from .question_kinds import Kind, words_that_answer
from .ranking import ScoredSentence

# How like two sentences must be to speak of the same thing: cosine similarity, and the share of the
# question's words in the one that the other has too.
_ALIKE, _SAME_WORDS = 0.7, 0.99
_LOOKED_AT = 10
_NOT_DIGITS = pattern(r"\D+")


def differing(question: Question, ranked: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """Return the best of some ranked sentences and one that differs from it, empty if none does.

    Only where the question asks when or how many: another document says the same with another
    date or number. A date within the other ("1949", "4 April 1949") does not differ.
    """
    kinds = [kind for kind in question.kinds if kind in (Kind.WHEN, Kind.HOW_MANY)]
    if len(kinds) != 1 or not ranked:
        return []
    best = ranked[0]
    given = _values(kinds[0], question, best)
    for other in ranked[1:_LOOKED_AT]:
        values = _values(kinds[0], question, other)
        if given and values and _same_thing(question, best, other) and _differ(given, values):
            return [best, other]
    return []


def _values(kind: Kind, question: Question, sentence: ScoredSentence) -> list[str]:
    return [
        sentence.text[slice(*span)].casefold()
        for span in words_that_answer(kind, question.text, sentence.text)
    ]


def _same_thing(question: Question, one: ScoredSentence, other: ScoredSentence) -> bool:
    asked = question.names | question.words
    shared = asked & one.window & other.window
    alike = float(one.hit.vectors[one.number] @ other.hit.vectors[other.number])
    return (
        one.hit.document_id != other.hit.document_id
        and alike >= _ALIKE
        and len(shared) >= _SAME_WORDS * len(asked & one.window)
        and (bool(shared & question.words) or not question.words)
    )


def _differ(values: Sequence[str], others: Sequence[str]) -> bool:
    return not any(_agree(value, other) for value in values for other in others)


def _agree(value: str, other: str) -> bool:
    digits, others = (
        _NOT_DIGITS.sub(" ", each.replace(",", "")).split() for each in (value, other)
    )
    if digits and others:
        return set(digits) <= set(others) or set(others) <= set(digits)
    return value in other or other in value
