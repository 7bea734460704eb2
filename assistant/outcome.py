"""What becomes of a question: answered, answered in part, or not found, and by which sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from index import Found

from .confidence import ENOUGH
from .demands import has_asked_thing, may_answer, meets, names_it
from .differing import differing
from .evidence import choose
from .premises import Instead, answering, contradicting, instead
from .question import Question
from .question_kinds import words_that_answer
from .ranking import ScoredSentence
from .reasons import gives_reason
from .status import Beside, Status

# Sentences looked at, best first, for those that answer.
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """The status of an answer, the sentences to be quoted, and what is to be said of them.

    ``missing`` names what was asked and is not there, ``beside`` tells how the sentences
    stand to the question where they do not answer it, ``differing`` are those that contradict each
    other.
    """

    status: Status
    chosen: Sequence[ScoredSentence] = ()
    missing: tuple[str, ...] = ()
    beside: Beside | None = None
    differing: Sequence[ScoredSentence] = ()


def judge(
    question: Question,
    found: Found,
    ranked: Sequence[ScoredSentence],
    answers: Sequence[ScoredSentence],
    sure: float,
) -> Outcome:
    """Return the outcome for what was found, its sentences ranked, at some confidence.

    ``answers`` are those of the ranked sentences that are able to answer.
    """
    contrary = contradicting(question, ranked, found.weights)
    chosen = choose(question, answers)
    if not chosen or sure < ENOUGH or (contrary and _lacks_all(question, chosen)):
        return _not_found(contrary)
    if said := instead(question, choose(question, ranked), found.weights):
        return _not_found(said)
    unlike = differing(question, answers)
    chosen += [each for each in unlike if each not in chosen]
    missing = _missing(question, chosen)
    status = Status.PARTIAL if missing else Status.ANSWERED
    return Outcome(status, chosen, missing, differing=unlike)


def _not_found(said: Instead | None) -> Outcome:
    sentence, beside = said or (None, None)
    return Outcome(Status.NOT_FOUND, [sentence] if sentence else [], beside=beside)


def _lacks_all(question: Question, chosen: Sequence[ScoredSentence]) -> bool:
    """Tell whether nothing that a question asks for is in the chosen sentences."""
    return bool(question.kinds) and len(_missing(question, chosen)) == len(question.kinds)


def able_to_answer(question: Question, ranked: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """Return those of the best of ranked sentences that are about what is asked, and say it."""
    best = answering(question, ranked[:_LOOKED_AT])
    return [each for each in best if may_answer(question, each.hit, each.number)]


def _missing(question: Question, chosen: Sequence[ScoredSentence]) -> tuple[str, ...]:
    """Return the question words to which no chosen sentence has words that answer."""
    met = [each for each in chosen if meets(question, each.hit, each.number)]
    missing = [
        kind.value
        for kind in question.kinds
        if not any(
            words_that_answer(kind, question.text, each.text)
            for each in (chosen if question.reason else met)
        )
    ]
    if question.reason and not _gives_reason(question, chosen):
        missing.append("why")
    if not any(has_asked_thing(question, each.hit, each.number) for each in chosen):
        missing.append("which")
    return tuple(missing)


def _gives_reason(question: Question, chosen: Sequence[ScoredSentence]) -> bool:
    """Tell whether the best of the chosen sentences may give a reason, or another surely does."""
    first, *others = chosen
    return meets(question, first.hit, first.number) or any(
        gives_reason(each.text)
        and names_it(question, each.hit, each.number)
        and question.words & each.hit.terms[each.number]
        for each in others
    )
