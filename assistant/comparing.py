"""Questions that compare: both sides are looked for, each in documents of its own."""

from collections.abc import Callable, Sequence

from index import Found, terms

from . import layout
from .outcome import Outcome
from .question import Question, years_of
from .ranking import ScoredSentence, rank_sentences
from .rows import header_of
from .status import Status

_OF_EACH = 2
# The share of a side's weight that a sentence, its title and section must hold to be about it.
_ABOUT = 0.7


def compare(
    question: Question,
    sides: Sequence[str],
    ranked: Sequence[ScoredSentence],
    look_for: Callable[[Question], Found],
) -> Outcome:
    """Return the outcome of a comparison: what speaks of all sides first, then of each by itself.

    ``ranked`` are the sentences found for the whole question; ``look_for`` finds passages.
    """
    searched = [(side, look_for(Question.read(f"{side}: {question.text}"))) for side in sides]
    joint = [each for each in ranked if _names_all(each, searched)]
    tables = [each for each in joint if layout.CELLS in each.text]
    chosen = [*tables[:1], *(each for each in joint if each not in tables)][:_OF_EACH]
    if tables:
        return Outcome(Status.ANSWERED, chosen)
    missing = []
    for side, found in searched:
        best = _best(side, found)
        known = {(each.hit.document_id, each.span) for each in chosen}
        chosen += [each for each in best if (each.hit.document_id, each.span) not in known]
        if not best and not joint:
            missing.append(side)
    if len(missing) == len(sides):
        return Outcome(Status.NOT_FOUND)
    return Outcome(Status.PARTIAL if missing else Status.ANSWERED, chosen, tuple(missing))


def _names_all(sentence: ScoredSentence, searched: Sequence[tuple[str, Found]]) -> bool:
    """Tell whether a sentence is about all sides, or a row of a table that compares them."""
    text = sentence.text
    if layout.CELLS in text:
        header = header_of(sentence.hit, sentence.number)
        text = f"{sentence.hit.passage.context}. {header}"
        # Each side heads a column of its own.
        if header.count(layout.CELLS) < len(searched):
            return False
    return all(_about(text, side, found) for side, found in searched)


def _best(side: str, found: Found) -> list[ScoredSentence]:
    """Return the best sentences about a side: by themselves, or else by their title and section."""
    ranked = rank_sentences(Question.read(side), found)
    alone = [each for each in ranked if _about(each.text, side, found)]
    return (alone or [each for each in ranked if _about(_in_context(each), side, found)])[:_OF_EACH]


def _in_context(sentence: ScoredSentence) -> str:
    return f"{sentence.hit.passage.context}. {sentence.text}"


def _about(text: str, side: str, found: Found) -> bool:
    """Tell whether a text holds most of a side's words by weight, and all of its years."""
    asked = Question.read(side)
    words = asked.names or asked.words
    named = found.weights.share(words & set(terms(text)))
    return named >= _ABOUT * found.weights.share(words) > 0 and asked.years <= years_of(text)
