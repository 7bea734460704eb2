"""How probable it is that what was found answers a question."""

import math
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass

import numpy as np

from index import Found

from .question import Question, order_words
from .ranking import ScoredSentence, answers_in_kind, lacks_number


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells whether the best sentence answers a question.

    ``similarity`` is the highest cosine similarity of a sentence to the question. Shares are parts
    of the question's words, weighted by rarity: ``in_window`` those that the best sentence, its
    title and section, and what it leans on hold, by meaning too, ``in_passage`` those that its
    passage holds; ``names_not_in_window`` and ``names_not_in_passage`` the names that they lack,
    and ``worst`` the word of which the passage lacks most. ``year_missing``,
    ``order_missing`` and ``in_kind`` are 0 or 1: the question names a year or number, or a
    repetition ("the second time"), that the sentence does not, and the sentence has a word of the
    kind asked for.
    """

    similarity: float
    in_window: float
    in_passage: float
    year_missing: float
    names_not_in_window: float
    names_not_in_passage: float
    worst: float
    order_missing: float
    in_kind: float


@dataclass(frozen=True, slots=True)
class ReadSignals(Signals):
    """The same with what a reader said, as logits.

    ``reader_passage`` is the highest of all passages, ``reader_sentence`` that of the sentence
    which is best without the reader: where both judge alike, an answer is likely.
    """

    reader_passage: float
    reader_sentence: float


# A logistic model, fitted by tests/quality/fit_confidence.py on questions of SQuAD and of the
# starter library, answerable ones and near misses made from them by rule.
_BIAS = -4.57
PLAIN_WEIGHTS = Signals(2.55, 0.80, 3.22, -4.11, -2.66, -2.34, -1.08, -2.88, 0.57)
# The same where a reader has read the passages: halfway between what was fitted with it and the
# weights above. It was trained on questions like SQuAD's, and people ask otherwise. With the bias
# one in twenty of SQuAD's own questions is refused.
_READ_BIAS = -3.51
_READ_WEIGHTS = ReadSignals(2.34, 0.46, 2.31, -2.79, -1.96, -1.94, -0.68, -2.04, 0.66, 0.29, 0.09)
# Below this a question is refused: of the starter library's own questions three in a hundred are,
# of SQuAD's, which are asked of one sentence each and often in other words, thirteen.
ENOUGH = 0.36


def confidence(signals: Signals | None) -> float:
    """Return the estimated probability that what gave some signals is an answer, 0 to 1."""
    if signals is None:
        return 0.0
    read = isinstance(signals, ReadSignals)
    bias, weights = (_READ_BIAS, _READ_WEIGHTS) if read else (_BIAS, PLAIN_WEIGHTS)
    pairs = zip(astuple(weights), astuple(signals), strict=True)
    return 1 / (1 + math.exp(-(bias + sum(weight * value for weight, value in pairs))))


def signals_of(
    question: Question, found: Found, ranked: Sequence[ScoredSentence]
) -> Signals | None:
    """Return the signals of what was found, its sentences ranked; None where nothing was."""
    if not ranked:
        return None
    best, share = ranked[0], found.weights.share
    passage = frozenset().union(*best.hit.terms, best.hit.context_terms)
    held = np.vstack([best.hit.matches, best.hit.context_matches]).max(axis=0)
    text = f"{best.text} {best.hit.passage.context}"
    signals = Signals(
        similarity=max(float(hit.similarities.max()) for hit in found.hits),
        in_window=found.sought.coverage(best.held),
        in_passage=found.sought.coverage(held),
        year_missing=float(lacks_number(question, best.hit, best.number)),
        names_not_in_window=share(question.names - best.window),
        names_not_in_passage=share(question.names - passage),
        worst=float(max(found.sought.shares * (1 - held), default=0.0)),
        order_missing=float(bool(question.order - order_words(text))),
        in_kind=float(answers_in_kind(question, best.text)),
    )
    first = max(ranked, key=lambda sentence: sentence.unread)
    if first.hit.reading is None:
        return signals
    return ReadSignals(
        **asdict(signals),
        reader_passage=max(hit.reading.passage for hit in found.hits if hit.reading),
        reader_sentence=float(first.hit.reading.sentences[first.number]),
    )
