"""The FAISS index: exact in memory, and never trusted on disk without its seal."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.vector_index import Generation, VectorIndex, load_newest

DIMENSION = 8
TOKENS = {number: f"token-{number}" for number in range(1, 10)}


def unit_vectors(count: int, seed: int = 0) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def index_of(count: int, seed: int = 0) -> VectorIndex:
    """Return an index with vectors under the ids 1 to ``count``."""
    index = VectorIndex.empty(DIMENSION)
    index.add(range(1, count + 1), unit_vectors(count, seed))
    return index


def save(folder: Path, change: int, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    index_of(count).save(folder, Generation(change, TOKENS[change]))
    return folder / f"vectors-{change:012d}.faiss"


def load(folder: Path, dimension: int = DIMENSION) -> tuple[int, int]:
    """Return how many vectors were loaded, and the change they were saved at."""
    index, change = load_newest(folder, dimension, TOKENS.get)
    return len(index), change


@given(st.integers(0, 40), st.integers(1, 50), st.integers(0, 2**32 - 1))
def test_a_search_finds_what_comparing_with_all_finds(count: int, limit: int, seed: int) -> None:
    vectors, question = unit_vectors(count, seed), unit_vectors(1, seed + 1)[0]
    found = index_of(count, seed).search(question, limit)
    similarities = vectors @ question
    best = np.argsort(-similarities)[:limit]
    assert [id for id, _ in found] == list(best + 1)
    np.testing.assert_allclose([score for _, score in found], similarities[best], atol=1e-6)


@given(st.sets(st.integers(1, 30)), st.integers(1, 30))
def test_a_search_among_some_ids_finds_the_best_of_those(among: set[int], limit: int) -> None:
    question = unit_vectors(1, seed=1)[0]
    similarities = dict(enumerate(unit_vectors(30) @ question, start=1))
    found = index_of(30).search(question, limit, np.array(sorted(among), np.int64))
    best = sorted(among, key=lambda each: -similarities[each])[:limit]
    assert [id for id, _ in found] == best


def test_what_is_removed_is_not_found() -> None:
    index = index_of(20)
    index.remove([3, 7, 999])
    assert len(index) == 18
    assert not {3, 7} & {id for id, _ in index.search(unit_vectors(1)[0], 20)}


def test_an_id_that_was_removed_can_be_added_again() -> None:
    index = index_of(3)
    index.remove([2])
    index.add([2], unit_vectors(1, seed=5))
    assert index.search(unit_vectors(1, seed=5)[0], 1)[0][0] == 2


def test_adding_or_removing_nothing_changes_nothing() -> None:
    index = index_of(2)
    index.add([], np.empty((0, DIMENSION), np.float32))
    index.remove([])
    assert len(index) == 2


def test_an_empty_index_finds_nothing() -> None:
    assert VectorIndex.empty(DIMENSION).search(unit_vectors(1)[0], 5) == []


def test_a_saved_index_is_loaded_as_it_was(tmp_path: Path) -> None:
    save(tmp_path, 1, 20)
    loaded, change = load_newest(tmp_path, DIMENSION, TOKENS.get)
    question = unit_vectors(1, seed=2)[0]
    assert loaded.search(question, 20) == index_of(20).search(question, 20)
    assert change == 1


def test_a_loaded_index_takes_changes(tmp_path: Path) -> None:
    save(tmp_path, 1, 20)
    loaded, _ = load_newest(tmp_path, DIMENSION, TOKENS.get)
    loaded.remove([1])
    loaded.add([21], unit_vectors(1, seed=9))
    assert len(loaded) == 20
    assert loaded.search(unit_vectors(1, seed=9)[0], 1)[0][0] == 21


def test_a_folder_without_files_gives_an_empty_index(tmp_path: Path) -> None:
    assert load(tmp_path) == (0, 0)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def lose_the_seal(path: Path) -> None:
    path.with_suffix(".json").unlink()


def spoil_the_seal(path: Path) -> None:
    truncate(path.with_suffix(".json"))


def list_in_the_seal(path: Path) -> None:
    path.with_suffix(".json").write_text("[1, 2]")


def other_token(path: Path) -> None:
    seal = path.with_suffix(".json")
    seal.write_text(json.dumps({**json.loads(seal.read_bytes()), "token": "drawn by another"}))


def no_token(path: Path) -> None:
    seal = path.with_suffix(".json")
    seal.write_text(json.dumps({**json.loads(seal.read_bytes()), "token": None, "change": 99}))


SPOILED = [truncate, empty, flip, lose_the_seal, spoil_the_seal, list_in_the_seal, other_token, no_token]  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda spoil: spoil.__name__)
def test_a_spoiled_file_is_not_taken(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(save(tmp_path, 1, 20))
    assert load(tmp_path) == (0, 0)


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda spoil: spoil.__name__)
def test_the_generation_before_is_taken_instead(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    save(tmp_path, 1, 10)
    spoil(save(tmp_path, 2, 20))
    assert load(tmp_path) == (10, 1)


@given(place=st.integers(0, 150), bit=st.integers(0, 7))
def test_no_flipped_bit_of_a_seal_gives_another_index(
    tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
) -> None:
    folder = tmp_path_factory.mktemp("seal")
    seal = save(folder, 1, 5).with_suffix(".json")
    data = bytearray(seal.read_bytes())
    data[place % len(data)] ^= 1 << bit
    seal.write_bytes(data)
    assert load(folder) in [(0, 0), (5, 1)]


def test_an_index_of_another_dimension_is_not_taken(tmp_path: Path) -> None:
    save(tmp_path, 1, 20)
    assert load(tmp_path, dimension=DIMENSION + 1) == (0, 0)


def test_an_index_of_changes_that_the_database_lost_is_not_taken(tmp_path: Path) -> None:
    save(tmp_path, 1, 10)
    save(tmp_path, 2, 20)
    index, change = load_newest(tmp_path, DIMENSION, {1: TOKENS[1], 2: "drawn anew"}.get)
    assert (len(index), change) == (10, 1)


def test_two_generations_are_kept(tmp_path: Path) -> None:
    for change in range(1, 6):
        save(tmp_path, change, change)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"vectors-{change:012d}.{ending}" for change in (4, 5) for ending in ("faiss", "json")
    ]
    assert load(tmp_path) == (5, 5)


def test_a_file_left_by_a_crash_is_not_taken_for_an_index(tmp_path: Path) -> None:
    path = save(tmp_path, 1, 3)
    path.with_name(f".{path.name}.abcd.tmp").write_bytes(b"half of it")
    path.with_name("vectors-000000000002.faiss").write_bytes(path.read_bytes())
    assert load(tmp_path) == (3, 1)
