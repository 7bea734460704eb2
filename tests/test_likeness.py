"""How far the words of a text hold those of a question."""

import numpy as np
import pytest

from index import TermWeights
from index.likeness import Likeness, content_words
from tests.conftest import WordEmbedder

WEIGHTS = TermWeights({"tea": 5, "cup": 5, "zebra": 5}, 100)


class Alike(WordEmbedder):
    """Knows that a mug is a cup."""

    def embed_question(self, question: str) -> np.ndarray:
        return super().embed_question(question.replace("mug", "cup"))


def test_a_word_is_held_by_itself_in_any_form_and_by_one_that_means_the_same() -> None:
    likeness = Likeness(Alike())
    sought = likeness.sought("Tea in a cup, zebra?", WEIGHTS)
    assert sought.words == ("Tea", "cup", "zebra")
    matches = likeness.matches(sought, ["Teas and mugs", "A zebra", ""])
    np.testing.assert_allclose(matches, [[1, 1, 0], [0, 0, 1], [0, 0, 0]])


def test_coverage_weighs_the_words_sought() -> None:
    sought = Likeness(WordEmbedder()).sought("tea cup", WEIGHTS)
    assert sought.coverage(np.array([1, 0], np.float32)) == pytest.approx(0.5)
    assert sought.coverage(np.array([1, 1], np.float32)) == pytest.approx(1)


def test_a_question_without_words_is_held_by_nothing() -> None:
    likeness = Likeness(WordEmbedder())
    sought = likeness.sought("what is it?", WEIGHTS)
    assert sought.words == ()
    assert likeness.matches(sought, ["tea"]).shape == (1, 0)
    assert sought.coverage(np.zeros(0, np.float32)) == 0


def test_content_words_come_once_and_without_stop_words() -> None:
    assert content_words("The tea, the Tea and a cup of tea") == ["tea", "Tea", "cup"]


def test_words_that_a_model_finds_unlike_may_mean_the_same() -> None:
    weights = TermWeights({"withdraw": 5, "found": 5}, 100)
    likeness = Likeness(WordEmbedder())
    sought = likeness.sought("withdraw, founded", weights)
    matches = likeness.matches(sought, ["notice of denunciation", "Created by six", "tea"])
    np.testing.assert_allclose(matches, [[1, 0], [0, 1], [0, 0]])
