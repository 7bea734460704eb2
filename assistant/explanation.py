"""Why an answer is what it is: what was searched, found, weighed and chosen."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from index import Found

from .confidence import ENOUGH, Signals
from .outcome import Outcome
from .question import Question
from .ranking import ScoredSentence

_SENTENCES = 8


@dataclass(frozen=True, slots=True)
class Considered:
    """A passage or sentence that was weighed; ``score`` orders those of one kind.

    ``place`` is its title and section, ``chosen`` whether it is quoted.
    """

    place: str
    text: str
    score: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer came about.

    ``terms`` are the index terms searched for with their share of the question's weight,
    ``kinds`` the kinds of words that the question asks for, ``form`` how much text answers it.
    ``signals`` are those of `assistant.confidence.Signals`, by name; ``enough`` is the confidence
    from which a question is answered.
    """

    searched: str
    terms: tuple[tuple[str, float], ...]
    kinds: tuple[str, ...]
    form: str
    passages: tuple[Considered, ...]
    sentences: tuple[Considered, ...]
    signals: tuple[tuple[str, float], ...]
    enough: float


def explain(
    question: Question,
    found: Found,
    ranked: Sequence[ScoredSentence],
    outcome: Outcome,
    signals: Signals | None,
) -> Explanation:
    """Return how an answer came about."""
    quoted = {(each.hit.document_id, each.span) for each in outcome.chosen}
    passages = {(each.hit.document_id, each.hit.passage.start) for each in outcome.chosen}
    return Explanation(
        searched=question.text,
        terms=tuple((term, round(share, 3)) for term, share in found.weights.shares()),
        kinds=tuple(kind.value for kind in question.kinds),
        form=question.form.value,
        passages=tuple(
            Considered(
                hit.passage.context,
                hit.passage.text,
                round(hit.score, 3),
                (hit.document_id, hit.passage.start) in passages,
            )
            for hit in found.hits
        ),
        sentences=tuple(
            Considered(
                each.hit.passage.context,
                each.text,
                round(each.score, 3),
                (each.hit.document_id, each.span) in quoted,
            )
            for each in ranked[:_SENTENCES]
        ),
        signals=tuple((name, round(value, 3)) for name, value in asdict(signals).items())
        if signals
        else (),
        enough=ENOUGH,
    )
