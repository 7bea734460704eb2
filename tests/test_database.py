"""The library's files: what happens when they are locked, damaged, gone, or of another version."""

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index import PassageVectors, Store
from index.database import Database
from sources import Document, Passage, Span
from sources.errors import LibraryDamaged, LibraryError, LibraryInUse

DIMENSION = 4
QUESTION = np.full(DIMENSION, 0.5, np.float32)
OPEN_FILES = Path("/proc/self/fd")


def add(store: Store, name: str, count: int) -> None:
    """Add a document of ``count`` passages with random vectors."""
    vectors = np.random.default_rng(count).normal(size=(count, DIMENSION)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    document = Document(name, name, name, "text/plain", "Tea. " * count)
    spans = [Span(5 * number, 5 * number + 4) for number in range(count)]
    store.add(
        document,
        [Passage("Tea.", *span, None, None, name, (span,)) for span in spans],
        [PassageVectors(vector, vector[None, :]) for vector in vectors],
    )


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    store = Store(home)
    yield store
    store.close()


def index_files(home: Path) -> list[Path]:
    return sorted(home.glob("vectors-*.faiss"))


def found_anew(home: Path) -> list[tuple[int, float]]:
    """Return what a store that is opened now finds."""
    store = Store(home)
    found = store.dense_search(QUESTION, 2_000)
    store.close()
    return found


def test_a_small_library_needs_no_index_file(store: Store, home: Path) -> None:
    add(store, "a", 10)
    store.save(DIMENSION)
    assert index_files(home) == []
    assert found_anew(home) == store.dense_search(QUESTION, 2_000)


def test_a_large_library_is_saved_and_loaded(store: Store, home: Path) -> None:
    add(store, "a", 1_000)
    store.save(DIMENSION)
    assert len(index_files(home)) == 1
    assert found_anew(home) == store.dense_search(QUESTION, 2_000)


def test_a_small_change_does_not_write_a_large_index_again(store: Store, home: Path) -> None:
    add(store, "a", 1_000)
    store.save(DIMENSION)
    saved = index_files(home)
    add(store, "b", 1)
    store.save(DIMENSION)
    assert index_files(home) == saved
    assert len(found_anew(home)) == 1_001


def test_what_changed_since_the_index_was_saved_is_taken_over(store: Store, home: Path) -> None:
    add(store, "a", 1_000)
    store.save(DIMENSION)
    gone = {number for number, _ in store.dense_search(QUESTION, 2_000)}
    store.remove("a")
    add(store, "b", 5)
    found = found_anew(home)
    assert len(found) == 5
    assert not gone & {number for number, _ in found}


def flipped(data: bytes) -> bytes:
    """Return bytes of which one bit is another, in the midst of the vectors."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def exact(store: Store) -> dict[int, float]:
    """Return the similarity of each passage by the vectors that the database holds."""
    numbers = [number for number, _ in store.lexical_search(["tea"], 2_000)]
    return {each.number: float(each.vector @ QUESTION) for each in store.passages(numbers)}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (None, "is missing"),
        (lambda data: b"", "is damaged"),
        (lambda data: b"garbage", "is damaged"),
        (lambda data: data[:-100], "is damaged"),
        (flipped, "is damaged"),
    ],
)
def test_an_index_file_that_is_gone_or_damaged_is_made_anew_once_and_told(
    store: Store,
    home: Path,
    spoil: Callable[[bytes], bytes] | None,
    said: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    add(store, "a", 1_000)
    store.save(DIMENSION)
    (path,) = index_files(home)
    data = path.read_bytes()
    path.unlink()
    if spoil:
        path.write_bytes(spoil(data))
    found = found_anew(home)
    assert dict(found) == pytest.approx(exact(store), abs=1e-6)
    assert found == sorted(found, key=lambda each: -each[1])
    assert [record.getMessage().count(said) for record in caplog.records] == [1]
    caplog.clear()
    assert found_anew(home) == found
    assert caplog.records == []


def test_an_index_file_of_another_library_is_not_taken(store: Store, home: Path) -> None:
    add(store, "a", 1_000)
    store.save(DIMENSION)
    (path,) = index_files(home)
    seal = path.with_suffix(".json")
    seal.write_text(json.dumps({**json.loads(seal.read_bytes()), "token": "0123456789abcdef"}))
    add(store, "b", 2)
    assert len(found_anew(home)) == 1_002


def test_a_library_of_a_newer_version_is_refused(home: Path) -> None:
    Store(home).close()
    connection = sqlite3.connect(home / "library.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryError, match=r"newer version.*--home"):
        Store(home)


def test_a_file_that_is_no_database_is_called_damaged(home: Path) -> None:
    home.mkdir()
    (home / "library.db").write_bytes(b"This is not a database. " * 200)
    with pytest.raises(LibraryDamaged, match=r"library\.db is damaged"):
        Store(home)


def test_damage_that_shows_when_reading_is_told_as_such(store: Store, home: Path) -> None:
    add(store, "a", 200)
    store.close()
    path = home / "library.db"
    with closing(sqlite3.connect(path)) as connection:
        names = "'documents', 'passages', 'words_data', 'words_idx'"
        roots = connection.execute(f"SELECT rootpage FROM sqlite_master WHERE name IN ({names})")
        pages = [page for (page,) in roots]
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    store = Store(home)
    with pytest.raises(LibraryDamaged, match="damaged"):
        store.entries()
    with pytest.raises(LibraryDamaged, match="damaged"):
        store.dense_search(QUESTION, 5)
    with pytest.raises(LibraryDamaged, match="damaged"):
        store.lexical_search(["tea"], 5)
    store.close()


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_home_that_cannot_be_a_folder_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(LibraryError, match=r"--home"):
        Store(tmp_path / place)


def test_a_library_file_that_is_a_folder_is_refused(home: Path) -> None:
    (home / "library.db").mkdir(parents=True)
    with pytest.raises(LibraryError, match="--home"):
        Store(home)


def test_a_library_is_opened_and_read_while_another_program_writes(home: Path) -> None:
    Store(home).close()
    writer = Database(home / "library.db")
    with writer.change():
        store = Store(home)
        assert store.entries() == []
        store.close()
    writer.close()


def test_a_library_that_stays_locked_is_in_use(store: Store, home: Path) -> None:
    holder = Database(home / "library.db")
    waiting = Database(home / "library.db")
    waiting.connection.execute("PRAGMA busy_timeout = 50")
    with holder.change(), pytest.raises(LibraryInUse, match="Try again"), waiting.change():
        pass
    with waiting.change() as (_, number):
        assert number == 2
    holder.close()
    waiting.close()


def test_many_can_make_the_same_library_at_once(home: Path) -> None:
    starting = threading.Barrier(8)

    def open_one(name: str) -> None:
        starting.wait()
        store = Store(home)
        add(store, name, 1)
        store.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(open_one, "abcdefgh"))
    assert len(found_anew(home)) == 8


def test_a_full_disk_is_told_and_leaves_nothing(store: Store, home: Path) -> None:
    add(store, "a", 5)
    database = Database(home / "library.db")
    pages = database.rows("PRAGMA page_count")[0][0]
    database.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(LibraryError, match="full"), database.change() as (connection, _):
        connection.execute("INSERT INTO meta VALUES ('half', zeroblob(900000))")
    database.close()
    assert store.meta("half") is None
    assert len(found_anew(home)) == 5


def test_a_change_that_sqlite_itself_has_undone_tells_why(home: Path) -> None:
    database = Database(home / "library.db")
    insert = "INSERT OR ROLLBACK INTO meta VALUES ('key', 'value')"
    with database.change() as (connection, _):
        connection.execute(insert)
    with pytest.raises(LibraryError, match="UNIQUE"), database.change() as (connection, _):
        connection.execute(insert)
    database.close()


def test_an_interrupted_change_is_undone(home: Path) -> None:
    database = Database(home / "library.db")

    def interrupted() -> None:
        with database.change() as (connection, _):
            connection.execute("INSERT INTO meta VALUES ('half', 'done')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert database.rows("SELECT * FROM meta") == database.rows("SELECT * FROM changes") == []
    database.close()


@pytest.mark.skipif(not OPEN_FILES.exists(), reason="this system does not list open files")
def test_threads_that_have_ended_leave_no_open_files(store: Store) -> None:
    def open_files_after(threads: int) -> int:
        for _ in range(threads):
            thread = threading.Thread(target=store.entries)
            thread.start()
            thread.join()
        return len(list(OPEN_FILES.iterdir()))

    after_one = open_files_after(1)
    assert open_files_after(20) <= after_one + 3


def test_a_search_in_a_long_document_costs_no_more_than_one_in_all(store: Store) -> None:
    add(store, "a", 3_000)

    def seconds(documents: list[str] | None) -> float:
        started = time.thread_time()
        assert len(store.lexical_search(["tea"], 10, documents)) == 10
        return time.thread_time() - started

    assert min(seconds(["a"]) for _ in range(3)) < 10 * min(seconds(None) for _ in range(3))


def test_closing_waits_for_what_others_are_doing_and_lets_nothing_begin(home: Path) -> None:
    database = Database(home / "library.db")
    begun, goes_on = threading.Event(), threading.Event()

    def change() -> None:
        with database.change() as (connection, _):
            begun.set()
            assert goes_on.wait(120)
            connection.execute("INSERT INTO meta VALUES ('tea', 'green')")

    with ThreadPoolExecutor() as pool:
        changing = pool.submit(change)
        assert begun.wait(120)
        closing_it = pool.submit(database.close)

        def read_on() -> None:
            while not closing_it.done():
                database.rows("SELECT 1")

        with pytest.raises(LibraryError, match="has been closed"):
            read_on()
        assert not closing_it.done()
        goes_on.set()
        changing.result(120)
        closing_it.result(120)
    with closing(Database(home / "library.db")) as again:
        assert again.rows("SELECT value FROM meta WHERE key = 'tea'")[0][0] == "green"
