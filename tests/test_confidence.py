"""Confidence: a probability that rises with what speaks for an answer."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.confidence import ENOUGH, confidence, signals
from index import Hit
from sources import Passage, Span

COSINES, SHARES = st.floats(-1, 1), st.floats(0, 1)


def hit(similarities: list[float], coverage: float) -> Hit:
    spans = tuple(Span(5 * number, 5 * number + 4) for number in range(len(similarities)))
    text = "Tea. " * len(spans)
    numbers = np.array(similarities, np.float32)
    return Hit("d", Passage(text, 0, len(text), None, None, "", spans), 1.0, 0.5, coverage, False, np.ones((len(spans), 2), np.float32), numbers, numbers)  # fmt: skip


def test_nothing_found_is_no_answer() -> None:
    assert confidence([]) == 0


@given(COSINES, SHARES)
def test_confidence_is_a_probability(similarity: float, coverage: float) -> None:
    assert 0 < confidence([hit([similarity], coverage)]) < 1


def test_confidence_rises_with_similarity() -> None:
    rising = [confidence([hit([similarity], 0.5)]) for similarity in np.linspace(-1, 1, 9)]
    assert all(one < other for one, other in pairwise(rising))


def test_confidence_rises_with_the_words_found() -> None:
    rising = [confidence([hit([0.5], coverage)]) for coverage in np.linspace(0, 1, 9)]
    assert all(one < other for one, other in pairwise(rising))


def test_the_same_words_and_meaning_are_enough_and_neither_is_not() -> None:
    assert confidence([hit([0.9], 1)]) > 0.95
    assert confidence([hit([0.1], 0.1)]) < 0.05
    assert 0.05 < ENOUGH < 0.95


def test_the_best_sentence_of_all_hits_counts() -> None:
    hits = [hit([0.1, 0.2], 0.5)] * 5 + [hit([0.0, 0.75], 0.5)]
    assert signals(hits) == (0.75, 0.5)


def test_the_words_of_the_three_best_passages_count_each_for_itself() -> None:
    assert signals([hit([0.5], share) for share in (0.2, 0.25, 0.5, 1.0)]) == (0.5, 0.5)
