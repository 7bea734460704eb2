"""The files of a FAISS index: never trusted on disk without their seal."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Originals
from index.embedder import Vector
from index.index_files import Generation, load_newest, save
from index.projection import learnt
from index.vector_index import Ids, Kind, VectorIndex, empty_index

DIMENSION = 8
TOKENS = {number: f"token-{number}" for number in range(1, 10)}
kinds = pytest.mark.parametrize("kind", list(Kind))


def unit_vectors(count: int, seed: int = 0) -> Vector:
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def stored(ids: Ids) -> tuple[Ids, Vector]:
    """Read vectors from what stands for the database."""
    return ids, unit_vectors(50)[ids - 1]


def index_of(count: int, kind: Kind = Kind.EXACT) -> VectorIndex:
    """Return an index with vectors under the ids 1 to ``count``."""
    index = empty_index(kind, DIMENSION, stored)
    index.add(range(1, count + 1), unit_vectors(count))
    return index


def write(folder: Path, change: int, count: int, kind: Kind = Kind.EXACT) -> Path:
    folder.mkdir(exist_ok=True)
    save(folder, index_of(count, kind), Generation(change, TOKENS[change]))
    return folder / f"vectors-{change:012d}.faiss"


def load(folder: Path, dimension: int = DIMENSION) -> tuple[int, int] | None:
    """Return how many vectors were loaded, and the change they were saved at."""
    loaded = load_newest(folder, dimension, TOKENS.get, stored)
    return loaded and (len(loaded[0]), loaded[1])


@kinds
def test_a_saved_index_is_loaded_as_it_was(kind: Kind, tmp_path: Path) -> None:
    write(tmp_path, 1, 20, kind)
    loaded, change = load_newest(tmp_path, DIMENSION, TOKENS.get, stored)
    question = unit_vectors(1, seed=2)[0]
    assert loaded.search(question, 20) == index_of(20, kind).search(question, 20)
    assert (loaded.kind, change) == (kind, 1)


@kinds
def test_a_loaded_index_takes_changes(kind: Kind, tmp_path: Path) -> None:
    write(tmp_path, 1, 20, kind)
    loaded, _ = load_newest(tmp_path, DIMENSION, TOKENS.get, stored)
    loaded.remove([1])
    loaded.add([21], unit_vectors(50)[20:21])
    assert len(loaded) == 20
    assert loaded.search(unit_vectors(50)[20], 1)[0][0] == 21


def test_of_how_many_passages_an_index_has_learnt_is_kept(tmp_path: Path) -> None:
    index = empty_index(Kind.BYTES, DIMENSION, stored, learnt(unit_vectors(50), 50))
    save(tmp_path, index, Generation(1, TOKENS[1]))
    loaded, _ = load_newest(tmp_path, DIMENSION, TOKENS.get, stored)
    assert loaded.learnt_of == 50


def test_a_file_of_an_earlier_version_which_told_no_kind_is_exact(tmp_path: Path) -> None:
    seal = write(tmp_path, 1, 20).with_suffix(".json")
    told = json.loads(seal.read_bytes())
    del told["kind"]
    seal.write_text(json.dumps(told))
    loaded, _ = load_newest(tmp_path, DIMENSION, TOKENS.get, stored)
    assert (loaded.kind, len(loaded)) == (Kind.EXACT, 20)


def test_a_folder_without_files_gives_no_index(tmp_path: Path) -> None:
    assert load(tmp_path) is None


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


def other_kind(path: Path) -> None:
    seal = path.with_suffix(".json")
    told = json.loads(seal.read_bytes())
    (told["kind"],) = set(Kind) - {told["kind"]}
    seal.write_text(json.dumps(told))


def unknown_kind(path: Path) -> None:
    seal = path.with_suffix(".json")
    seal.write_text(json.dumps({**json.loads(seal.read_bytes()), "kind": "graph"}))


def no_token(path: Path) -> None:
    seal = path.with_suffix(".json")
    seal.write_text(json.dumps({**json.loads(seal.read_bytes()), "token": None, "change": 99}))


SPOILED = [truncate, empty, flip, lose_the_seal, spoil_the_seal, list_in_the_seal, other_token, other_kind,
           unknown_kind, no_token]  # fmt: skip


@kinds
@pytest.mark.parametrize("spoil", SPOILED, ids=lambda spoil: spoil.__name__)
def test_a_spoiled_file_is_not_taken(
    kind: Kind, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(write(tmp_path, 1, 20, kind))
    assert load(tmp_path) is None


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda spoil: spoil.__name__)
def test_the_generation_before_is_taken_instead(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    write(tmp_path, 1, 10)
    spoil(write(tmp_path, 2, 20))
    assert load(tmp_path) == (10, 1)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (flip, "is damaged"),
        (lose_the_seal, "what tells of it"),
        (other_token, "changes that the database does not have"),
        (unknown_kind, "only another version of the program knows"),
        (other_kind, "another kind or size of vectors"),
    ],
)
def test_why_a_file_is_not_taken_is_logged(
    tmp_path: Path, spoil: Callable[[Path], None], reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    spoil(write(tmp_path, 1, 20))
    assert load(tmp_path) is None
    assert "The index file vectors-000000000001.faiss is " in caplog.text
    assert reason in caplog.text


@given(place=st.integers(0, 170), bit=st.integers(0, 7))
def test_no_flipped_bit_of_a_seal_gives_another_index(
    tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
) -> None:
    folder = tmp_path_factory.mktemp("seal")
    seal = write(folder, 1, 5).with_suffix(".json")
    data = bytearray(seal.read_bytes())
    data[place % len(data)] ^= 1 << bit
    seal.write_bytes(data)
    assert load(folder) in [None, (5, 1)]


@kinds
def test_an_index_of_another_dimension_is_not_taken(kind: Kind, tmp_path: Path) -> None:
    write(tmp_path, 1, 20, kind)
    assert load(tmp_path, dimension=DIMENSION + 1) is None


def test_an_index_of_changes_that_the_database_lost_is_not_taken(tmp_path: Path) -> None:
    write(tmp_path, 1, 10)
    write(tmp_path, 2, 20)
    tokens = {1: TOKENS[1], 2: "drawn anew"}
    index, change = load_newest(tmp_path, DIMENSION, tokens.get, stored)
    assert (len(index), change) == (10, 1)


def test_two_generations_are_kept(tmp_path: Path) -> None:
    for change in range(1, 6):
        write(tmp_path, change, change)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"vectors-{change:012d}.{ending}" for change in (4, 5) for ending in ("faiss", "json")
    ]
    assert load(tmp_path) == (5, 5)


def test_a_file_left_by_a_crash_is_not_taken_for_an_index(tmp_path: Path) -> None:
    path = write(tmp_path, 1, 3)
    path.with_name(f".{path.name}.abcd.tmp").write_bytes(b"half of it")
    path.with_name("vectors-000000000002.faiss").write_bytes(path.read_bytes())
    assert load(tmp_path) == (3, 1)


def test_a_file_that_goes_while_the_files_are_measured_has_no_size(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    originals.keep("a" * 64, "tea.txt", b"Tea is hot.")
    (tmp_path / f"{'b' * 64}.txt").symlink_to(tmp_path / "gone")
    assert originals.sizes() == {"a" * 64: 11}
