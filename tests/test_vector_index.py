"""The FAISS index in memory: both kinds find what comparing with all vectors finds."""

from concurrent.futures import ThreadPoolExecutor

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedder import Vector
from index.projection import learnt
from index.vector_index import Ids, Kind, VectorIndex, empty_index, read_index

DIMENSION = 8
kinds = pytest.mark.parametrize("kind", list(Kind))


def unit_vectors(count: int, seed: int = 0, dimension: int = DIMENSION) -> Vector:
    vectors = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class Kept:
    """Vectors by id, in the place of the database."""

    def __init__(self) -> None:
        self.vectors: dict[int, Vector] = {}

    def __call__(self, ids: Ids) -> tuple[Ids, Vector]:
        there = [id for id in ids.tolist() if id in self.vectors]
        found = [self.vectors[id] for id in there]
        return np.array(there, np.int64), np.array(found, np.float32).reshape(-1, DIMENSION)

    def index(self, kind: Kind, count: int, seed: int = 0) -> VectorIndex:
        """Return an index of vectors that are kept under the ids 1 to ``count``."""
        index = empty_index(kind, DIMENSION, self)
        self.add(index, range(1, count + 1), unit_vectors(count, seed))
        return index

    def add(self, index: VectorIndex, ids: range, vectors: Vector) -> None:
        self.vectors.update(zip(ids, vectors, strict=True))
        index.add(ids, vectors)


@kinds
@given(st.integers(0, 40), st.integers(1, 50), st.integers(0, 2**32 - 1))
def test_a_search_finds_what_comparing_with_all_finds(
    kind: Kind, count: int, limit: int, seed: int
) -> None:
    vectors, question = unit_vectors(count, seed), unit_vectors(1, seed + 1)[0]
    found = Kept().index(kind, count, seed).search(question, limit)
    similarities = vectors @ question
    best = np.argsort(-similarities)[:limit]
    assert [id for id, _ in found] == list(best + 1)
    np.testing.assert_allclose([score for _, score in found], similarities[best], atol=1e-6)


@kinds
def test_a_question_keeps_one_processor_busy_whichever_thread_asks_it(kind: Kind) -> None:
    index = Kept().index(kind, 10)

    def threads_while_searching() -> int:
        faiss.omp_set_num_threads(3)
        index.search(unit_vectors(1)[0], 5)
        return int(faiss.omp_get_max_threads())

    with ThreadPoolExecutor(1) as beside:
        assert beside.submit(threads_while_searching).result() == 1


@kinds
@given(st.sets(st.integers(1, 30)), st.integers(1, 30))
def test_a_search_among_some_ids_finds_the_best_of_those(
    kind: Kind, among: set[int], limit: int
) -> None:
    question = unit_vectors(1, seed=1)[0]
    similarities = dict(enumerate(unit_vectors(30) @ question, start=1))
    found = Kept().index(kind, 30).search(question, limit, np.array(sorted(among), np.int64))
    best = sorted(among, key=lambda each: -similarities[each])[:limit]
    assert [id for id, _ in found] == best


@kinds
def test_what_is_removed_is_not_found(kind: Kind) -> None:
    index = Kept().index(kind, 20)
    index.remove([3, 7, 999])
    assert len(index) == 18
    assert not {3, 7} & {id for id, _ in index.search(unit_vectors(1)[0], 20)}


@kinds
def test_an_id_that_was_removed_can_be_added_again(kind: Kind) -> None:
    kept = Kept()
    index = kept.index(kind, 3)
    index.remove([2])
    kept.add(index, range(2, 3), unit_vectors(1, seed=5))
    assert index.search(unit_vectors(1, seed=5)[0], 1)[0][0] == 2


@kinds
def test_adding_or_removing_nothing_changes_nothing(kind: Kind) -> None:
    index = Kept().index(kind, 2)
    index.add([], np.empty((0, DIMENSION), np.float32))
    index.remove([])
    assert len(index) == 2


@kinds
def test_an_empty_index_finds_nothing(kind: Kind) -> None:
    assert Kept().index(kind, 0).search(unit_vectors(1)[0], 5) == []


@pytest.mark.parametrize(
    "greatest", [1.0, 5.0], ids=["even vectors", "vectors with one great number"]
)
def test_bytes_miss_none_of_the_nearest_among_many_vectors(greatest: float) -> None:
    # Vectors that lie in clusters, as those of texts do, and more of them than are compared exactly.
    centres = unit_vectors(200, dimension=128)
    centres[:, 7] *= greatest
    near = np.repeat(centres, 100, axis=0) + unit_vectors(20_000, seed=1, dimension=128)
    vectors = near / np.linalg.norm(near, axis=1, keepdims=True)
    index = empty_index(Kind.BYTES, 128, lambda ids: (ids, vectors[ids]))
    index.add(range(20_000), vectors)
    questions = vectors[::400] + 0.7 * unit_vectors(50, seed=2, dimension=128)
    found = [{id for id, _ in index.search(each, 10)} for each in questions]
    best = [set(np.argsort(-(vectors @ each))[:10]) for each in questions]
    assert sum(len(a & b) for a, b in zip(found, best, strict=True)) >= 0.999 * 10 * 50


def test_bytes_of_a_projection_find_what_comparing_with_all_finds() -> None:
    random = np.random.default_rng(0)
    # Most that tells them apart lies in 60 of 384 directions, as it does with texts.
    spread = np.concatenate([np.ones(60), np.full(324, 0.03)])
    made = random.normal(size=(5_020, 384)) * spread
    vectors = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    vectors, questions = vectors[:5_000], vectors[5_000:]
    projection = learnt(vectors[::2], 5_000)
    index = empty_index(Kind.BYTES, 384, lambda ids: (ids, vectors[ids]), projection)
    index.add(range(5_000), vectors)
    assert len(index.dump()) < 384 * 5_000, "with the ids, eight bytes each, and the projection"
    read = read_index(Kind.BYTES, index.dump(), 384, lambda ids: (ids, vectors[ids]), 5_000)
    for question in questions:
        found = read.search(question, 50)
        assert found == index.search(question, 50)
        assert [id for id, _ in found] == np.argsort(-(vectors @ question))[:50].tolist()
    read.remove([found[0][0]])
    assert read.search(question, 1)[0] == found[1]
    assert (read.learnt_of, len(read)) == (5_000, 4_999)


def test_bytes_take_a_quarter_of_the_room() -> None:
    exact, rounded = (empty_index(kind, 384, lambda ids: (ids, ids)) for kind in Kind)
    for index in (exact, rounded):
        index.add(range(1_000), unit_vectors(1_000, dimension=384))
    room = len(exact.dump()) - 8 * 1_000, len(rounded.dump()) - 8 * 1_000
    assert room[0] > 3.9 * room[1]


def test_an_index_is_read_as_the_kind_that_it_is_and_no_other() -> None:
    kept = Kept()
    for kind in Kind:
        data = kept.index(kind, 30).dump()
        assert read_index(kind, data, DIMENSION, kept).search(unit_vectors(1)[0], 1)[0][0] == 1
        (other,) = set(Kind) - {kind}
        with pytest.raises(ValueError, match="another kind"):
            read_index(other, data, DIMENSION, kept)
