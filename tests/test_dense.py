"""The index that follows a library: exact while it is small, by bytes when it is large."""

import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from index import PassageVectors, Store
from index.database import Database
from index.dense import DenseIndex
from index.index_files import Generation, save
from index.mirror import Mirror, newest_change, stored_vectors
from index.vector_index import Kind, empty_index
from sources import Document, Passage, Span

DIMENSION, EXACT_UP_TO = 16, 100
QUESTION = np.full(DIMENSION, 0.25, np.float32)


def add(store: Store, name: str, count: int) -> None:
    """Add a document of passages with random vectors."""
    vectors = np.random.default_rng(len(name) + count).normal(size=(count, DIMENSION))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    spans = [Span(5 * number, 5 * number + 4) for number in range(count)]
    store.add(
        Document(name, name, name, "text/plain", "Tea. " * count),
        [Passage("Tea.", *span, None, None, name, (span,)) for span in spans],
        [PassageVectors(vector, vector[None, :]) for vector in vectors],
    )


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    store = Store(home)
    yield store
    store.close()


@pytest.fixture
def open_index(home: Path, store: Store) -> Iterator[Callable[[], DenseIndex]]:
    """Opens the index of the library, which the store makes, with a low threshold."""
    database, opened = Database(home / "library.db"), list[DenseIndex]()

    def open_one() -> DenseIndex:
        opened.append(DenseIndex(database, home, lambda: None, EXACT_UP_TO))
        return opened[-1]

    yield open_one
    for index in opened:
        index.close()
    database.close()


def is_right(index: DenseIndex, store: Store) -> bool:
    """Tell whether a search finds what comparing with all vectors of the database finds."""
    everything = store.passages(range(1, 2_000))
    similarities = {each.number: float(each.vector @ QUESTION) for each in everything}
    found = index.search(QUESTION, 20)
    best = sorted(similarities, key=lambda number: -similarities[number])[:20]
    right = [number for number, _ in found] == best
    return right and dict(found) == pytest.approx({n: similarities[n] for n in best}, abs=1e-6)


def becomes(index: DenseIndex, kind: Kind, seconds: float = 120) -> bool:
    """Wait until the index is of a kind, searching meanwhile."""
    deadline = time.monotonic() + seconds
    while index.kind is not kind and time.monotonic() < deadline:
        index.search(QUESTION, 5)
        time.sleep(0.01)
    return index.kind is kind


def test_an_index_is_exact_up_to_the_threshold(
    store: Store, open_index: Callable[[], DenseIndex]
) -> None:
    add(store, "a", EXACT_UP_TO)
    index = open_index()
    assert is_right(index, store)
    assert index.kind is Kind.EXACT


def test_a_closed_index_is_held_in_memory_no_longer(
    store: Store, open_index: Callable[[], DenseIndex]
) -> None:
    add(store, "a", 10)
    index = open_index()
    assert is_right(index, store)
    held = weakref.ref(index._mirror)
    index.close()
    assert held() is None


def test_a_library_that_grows_past_the_threshold_is_searched_by_bytes(
    store: Store, open_index: Callable[[], DenseIndex]
) -> None:
    add(store, "a", EXACT_UP_TO - 10)
    index = open_index()
    assert is_right(index, store)
    add(store, "bb", 20)
    assert is_right(index, store), "the search that finds it too large is answered as before"
    assert becomes(index, Kind.BYTES)
    assert is_right(index, store)


def test_what_is_added_and_removed_while_the_kind_changes_is_not_lost(
    home: Path, store: Store, open_index: Callable[[], DenseIndex]
) -> None:
    add(store, "a", EXACT_UP_TO - 20)
    index = open_index()
    assert is_right(index, store)

    def change() -> None:
        for number in range(1, 20):
            add(store, "b" * number, 10)
            if number % 2:
                store.remove("b" * number)

    changing = threading.Thread(target=change)
    changing.start()
    while changing.is_alive():
        index.search(QUESTION, 5)
    assert becomes(index, Kind.BYTES)
    assert is_right(index, store)


@pytest.mark.parametrize("exact_up_to", [1_000, 10], ids=list(Kind))
def test_a_search_in_some_documents_finds_the_best_of_those(home: Path, exact_up_to: int) -> None:
    store = Store(home, exact_up_to)
    for name, count in (("a", 70), ("bb", 20), ("ccc", 20)):
        add(store, name, count)
    theirs = [each for each in store.passages(range(1, 200)) if each.document_id != "a"]
    best = sorted(theirs, key=lambda each: -float(each.vector @ QUESTION))[:15]
    found = store.dense_search(QUESTION, 15, ["ccc", "bb"])
    assert [number for number, _ in found] == [each.number for each in best]
    store.remove("bb")
    assert len(store.dense_search(QUESTION, 50, ["ccc", "bb"])) == 20
    store.close()


def test_adding_changes_the_kind_too_and_the_file_keeps_it(
    home: Path, store: Store, open_index: Callable[[], DenseIndex]
) -> None:
    add(store, "a", 1_000)
    store.save(DIMENSION)
    add(store, "bb", 1_000)
    open_index().save(DIMENSION)
    sizes = [path.stat().st_size for path in sorted(home.glob("*.faiss"))]
    assert sizes[0] > sizes[1], "of twice as many passages"
    index = open_index()
    assert is_right(index, store)
    assert index.kind is Kind.BYTES


def test_a_change_of_kind_that_the_end_of_the_program_stops_is_begun_again(
    store: Store, open_index: Callable[[], DenseIndex]
) -> None:
    add(store, "a", EXACT_UP_TO - 10)
    first = open_index()
    first.search(QUESTION, 5)
    add(store, "bb", 20)
    first.search(QUESTION, 5)
    first.close()
    first.search(QUESTION, 5)
    index = open_index()
    assert becomes(index, Kind.BYTES)
    assert is_right(index, store)


def test_a_mirror_that_is_stopped_tells_that_it_is_of_no_use(store: Store, home: Path) -> None:
    add(store, "a", 30)
    database = Database(home / "library.db")
    stored = stored_vectors(database, DIMENSION)
    mirror = Mirror(database, empty_index(Kind.BYTES, DIMENSION, stored))
    assert not mirror.take_over(newest_change(database), lambda: True)
    assert mirror.take_over(newest_change(database), lambda: False)
    assert len(mirror.index) == 30
    database.close()


def test_a_library_that_shrinks_is_searched_exactly_again_but_not_at_once(
    store: Store, open_index: Callable[[], DenseIndex]
) -> None:
    for name, count in (("a", 70), ("bb", 20), ("ccc", 20)):
        add(store, name, count)
    index = open_index()
    assert is_right(index, store)
    assert index.kind is Kind.BYTES, "one that is made anew has the kind that fits at once"
    store.remove("ccc")
    assert is_right(index, store)
    assert not becomes(index, Kind.EXACT, seconds=0.2), "it is not surely small yet"
    store.remove("bb")
    assert becomes(index, Kind.EXACT)
    assert is_right(index, store)


def learns(index: DenseIndex, passages: int) -> bool:
    """Wait until the index has learnt of so many passages, searching meanwhile."""
    deadline = time.monotonic() + 120
    while index._mirror.index.learnt_of != passages and time.monotonic() < deadline:
        index.search(QUESTION, 5)
        time.sleep(0.01)
    return bool(index._mirror.index.learnt_of == passages)


def test_an_index_learns_anew_of_a_library_that_has_grown_manifold(
    store: Store, open_index: Callable[[], DenseIndex]
) -> None:
    add(store, "a", 200)
    index = open_index()
    assert is_right(index, store)
    assert learns(index, 200)
    add(store, "bb", 550)
    assert is_right(index, store)
    assert not index._changer, "what it learnt is not old yet"
    add(store, "ccc", 300)
    assert is_right(index, store)
    assert learns(index, 1_050)
    assert is_right(index, store)


def test_an_index_file_of_before_is_used_until_its_library_was_learnt_of(
    home: Path, store: Store, open_index: Callable[[], DenseIndex]
) -> None:
    add(store, "a", 1_000)
    database = Database(home / "library.db")
    stored = stored_vectors(database, DIMENSION)
    mirror = Mirror(database, empty_index(Kind.BYTES, DIMENSION, stored))
    mirror.take_over(newest_change(database))
    token = database.rows("SELECT token FROM changes WHERE number = ?", (mirror.change,))[0][0]
    save(home, mirror.index, Generation(mirror.change, token))
    database.close()
    index = open_index()
    assert is_right(index, store)
    assert learns(index, 1_000)
    index.close()
    assert is_right(again := open_index(), store)
    assert again._mirror.index.learnt_of == 1_000, "its file is there at the next start"
