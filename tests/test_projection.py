"""What is learnt of a library's vectors: which directions tell them apart."""

import numpy as np
import pytest

from index.embedder import Vector
from index.projection import NONE_LEARNT, learnt


def unit_vectors(count: int, dimension: int, directions: int, mean: float = 0.0) -> Vector:
    """Return vectors that differ in some directions alone, around a mean of some length."""
    random = np.random.default_rng(0)
    axes, _ = np.linalg.qr(random.normal(size=(dimension, directions + 1)))
    vectors = random.normal(size=(count, directions)) @ axes[:, 1:].T / directions**0.5
    vectors += mean * axes[:, 0]
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_vectors_that_differ_in_few_directions_need_few_numbers() -> None:
    vectors = unit_vectors(500, 96, 30)
    projection = learnt(vectors, 7_000)
    assert projection.matrix is not None
    assert projection.matrix.shape == (96, 32)
    assert projection.learnt_of == 7_000
    projected = vectors @ projection.matrix
    np.testing.assert_allclose(projected @ projected.T, vectors @ vectors.T, atol=1e-4)


@pytest.mark.parametrize("mean", [0.0, 2.0], ids=["around nothing", "all near to each other"])
def test_the_order_of_products_with_a_question_stays(mean: float) -> None:
    vectors, question = unit_vectors(500, 96, 30, mean), unit_vectors(501, 96, 60, mean)[-1]
    matrix = learnt(vectors, 500).matrix
    assert matrix is not None
    products = (vectors @ matrix) @ (question @ matrix)
    exact = vectors @ question
    assert np.corrcoef(products, exact)[0, 1] > 0.999


def test_each_number_tells_about_as_much_as_another() -> None:
    vectors = unit_vectors(500, 96, 30)
    vectors[:, 5] *= 4  # one direction is far greater than the others
    matrix = learnt(vectors, 500).matrix
    assert matrix is not None
    spread = (vectors @ matrix).std(axis=0)
    assert spread.max() < 3 * spread.min()


def test_vectors_that_differ_in_all_directions_are_kept_whole() -> None:
    projection = learnt(unit_vectors(500, 96, 95), 500)
    assert (projection.matrix, projection.learnt_of) == (None, 500)


def test_of_no_vectors_nothing_is_learnt() -> None:
    assert learnt(np.empty((0, 96), np.float32), 0) == NONE_LEARNT
