"""Adding that is stopped, disturbed, or done by two at once."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant import Assistant, Outcome, Progress, Stopped
from index import Originals, PassageVectors, Store
from index.files import write_whole
from sources import Passage
from sources.errors import ModelMismatch
from sources.fetch import Fetcher
from tests.conftest import WordEmbedder


class SmallBatches(WordEmbedder):
    """Tells of each hundred passages embedded."""

    def embed_passages(
        self, passages: Sequence[Passage], on_batch: Callable[[int], None] = lambda done: None
    ) -> list[PassageVectors]:
        found: list[PassageVectors] = []
        for first in range(0, len(passages), 100):
            found += super().embed_passages(passages[first : first + 100], on_batch)
        return found


class Replacing(WordEmbedder):
    """Lets something happen while the first passages are embedded."""

    def __init__(self, happens: Callable[[], object]) -> None:
        self.happens: Callable[[], object] | None = happens

    def embed_passages(
        self, passages: Sequence[Passage], on_batch: Callable[[int], None] = lambda done: None
    ) -> list[PassageVectors]:
        if self.happens:
            self.happens()
        self.happens = None
        return super().embed_passages(passages, on_batch)


@pytest.fixture
def with_embedder(home: Path) -> Iterator[Callable[..., Assistant]]:
    """Opens assistants over the test's home with embedders of the test's own."""
    with ExitStack() as stack:

        def open_one(embedder: WordEmbedder) -> Assistant:
            assistant = Assistant(Store(home), Originals(home / "originals"), embedder, Fetcher())
            stack.callback(assistant.close)
            return assistant

        yield open_one


@pytest.fixture
def long_files(tmp_path: Path) -> Path:
    """Five files with about 200 passages each: two are embedded together."""
    folder = tmp_path / "long"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"Tea number {number} is very hot. " * 1_500)
    return folder


def stop_when(holds: Callable[[Progress], bool]) -> Callable[[Progress], None]:
    def on_progress(progress: Progress) -> None:
        if holds(progress):
            raise Stopped

    return on_progress


def test_stopping_keeps_what_is_complete_and_marks_the_rest(
    long_files: Path, with_embedder: Callable[..., Assistant]
) -> None:
    assistant = with_embedder(SmallBatches())
    stop = stop_when(lambda progress: progress.documents_done >= 2 and progress.passages_done > 500)
    additions = assistant.add([str(long_files)], stop)
    kept = [each for each in additions if each.outcome is Outcome.ADDED]
    assert [Path(each.path).name for each in kept] == ["0.txt", "1.txt"]
    assert all("stopped" in str(each.reason) for each in additions[2:])
    assert {entry.id for entry in assistant.documents()} == {each.document_id for each in kept}
    assert assistant.search("number 1")


def test_stopping_at_once_adds_nothing(
    long_files: Path, with_embedder: Callable[..., Assistant]
) -> None:
    assistant = with_embedder(WordEmbedder())
    additions = assistant.add([str(long_files)], stop_when(lambda progress: True))
    assert [each.outcome for each in additions] == [Outcome.SKIPPED] * 5
    assert assistant.documents() == []


def test_what_was_stopped_is_added_by_the_next_run(
    long_files: Path, with_embedder: Callable[..., Assistant]
) -> None:
    assistant = with_embedder(WordEmbedder())
    assistant.add([str(long_files)], stop_when(lambda progress: progress.documents_done == 2))
    again = assistant.add([str(long_files)])
    assert [each.outcome.value for each in again] == ["unchanged"] * 2 + ["added"] * 3


def test_another_error_of_the_caller_ends_the_adding_and_the_next_goes_on(
    toy_assistant: Assistant, long_files: Path
) -> None:
    def fail(progress: Progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        toy_assistant.add([str(long_files)], fail)
    assert toy_assistant.add([str(long_files / "0.txt")])[0].outcome is Outcome.ADDED


def test_a_file_that_vanishes_meanwhile_is_skipped(
    empty_assistant: Assistant, toy_files: Path
) -> None:
    def on_progress(progress: Progress) -> None:
        (toy_files / "trains.txt").unlink(missing_ok=True)

    additions = empty_assistant.add([str(toy_files)], on_progress)
    assert [each.outcome.value for each in additions] == ["added"] * 3 + ["skipped"]
    assert additions[3].reason == "There is no such file. Check its name and folder."


def test_a_document_that_another_adds_meanwhile_keeps_its_original(
    toy_files: Path, with_embedder: Callable[..., Assistant]
) -> None:
    path = str(toy_files / "tea.txt")
    other = with_embedder(WordEmbedder())
    assistant = with_embedder(Replacing(lambda: other.add([path])))
    (addition,) = assistant.add([path])
    assert addition.document_id
    assert assistant.original(addition.document_id)
    assert len(assistant.documents()) == 1


def test_two_can_add_the_same_folder_at_once(
    toy_files: Path, open_assistant: Callable[[], Assistant]
) -> None:
    assistants = [open_assistant() for _ in range(4)]
    starting = threading.Barrier(4)

    def add(assistant: Assistant) -> None:
        starting.wait()
        assert Outcome.SKIPPED not in [each.outcome for each in assistant.add([str(toy_files)])]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, assistants))
    entries = assistants[0].documents()
    assert len(entries) == 4
    assert all(assistants[0].original(entry.id) for entry in entries)


class Crowded(WordEmbedder):
    """Keeps whether two ever embedded at once."""

    def __init__(self) -> None:
        self.alone = threading.Lock()

    def embed_passages(
        self, passages: Sequence[Passage], on_batch: Callable[[int], None] = lambda done: None
    ) -> list[PassageVectors]:
        assert self.alone.acquire(blocking=False), "two embed at once"
        time.sleep(0.05)
        self.alone.release()
        return super().embed_passages(passages, on_batch)


def test_one_assistant_adds_for_one_caller_after_the_other(
    toy_files: Path, with_embedder: Callable[..., Assistant]
) -> None:
    assistant = with_embedder(Crowded())
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(assistant.add, [[str(toy_files)]] * 4))
    outcomes = sorted(each.outcome.value for run in runs for each in run)
    assert outcomes == ["added"] * 4 + ["unchanged"] * 12


def test_documents_that_are_added_while_a_library_is_rebuilt_are_not_mixed_in(
    toy_files: Path, with_embedder: Callable[..., Assistant]
) -> None:
    class OtherEmbedder(WordEmbedder):
        fingerprint = "another"

    rebuilding = with_embedder(OtherEmbedder())
    assistant = with_embedder(Replacing(rebuilding.rebuild))
    assistant.warm_up()
    with pytest.raises(ModelMismatch, match="alliance rebuild"):
        assistant.add([str(toy_files)])
    assert assistant.documents() == []


def test_a_file_is_written_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.txt", b"one")
    write_whole(tmp_path / "a.txt", b"two")
    assert [path.read_bytes() for path in tmp_path.iterdir() if path.is_file()] == [b"two"]


def test_a_file_that_cannot_take_its_name_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "a.txt", b"one")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []
