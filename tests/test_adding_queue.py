"""The queue of files being added, with an embedder that waits until it is told to go on."""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from assistant import Assistant, Outcome
from index import Originals, PassageVectors, Store, Vector
from sources import Passage
from sources.fetch import Fetcher
from tests.locked_pdf import PASSWORD, locked_pdf
from tests.loopback import Server
from ui.adding_queue import AddingQueue
from ui.uploads import Upload


class GatedEmbedder:
    """Finds all texts alike, one after the other, and waits at ``gate`` before each."""

    name = fingerprint = "gated"
    dimension = 1
    limit = 60

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.at_gate = threading.Event()

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def is_word(self, word: str) -> bool:
        return True

    def word_vectors(self, words: Sequence[str]) -> Vector:
        return np.ones((len(words), 1), np.float32)

    def embed_question(self, question: str) -> Vector:
        return np.ones(1, np.float32)

    def embed_passages(
        self, passages: Sequence[Passage], on_batch: Callable[[int], None] = lambda done: None
    ) -> list[PassageVectors]:
        for _ in passages:
            self.at_gate.set()
            assert self.gate.wait(120)
            on_batch(1)
        ones = [np.ones((len(passage.sentences), 1), np.float32) for passage in passages]
        return [PassageVectors(np.ones(1, np.float32), sentences) for sentences in ones]


@pytest.fixture
def embedder() -> GatedEmbedder:
    return GatedEmbedder()


@pytest.fixture
def assistant(home: Path, embedder: GatedEmbedder) -> Iterator[Assistant]:
    assistant = Assistant(Store(home), Originals(home / "originals"), embedder, Fetcher())
    yield assistant
    assistant.close()


@pytest.fixture
def queue(assistant: Assistant, embedder: GatedEmbedder) -> Iterator[AddingQueue]:
    queue = AddingQueue(assistant)
    yield queue
    embedder.gate.set()
    queue.close()


def files(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.write_text(f"The file {path.name} is about bees. Bees make honey.", encoding="utf-8")
    return paths


def finished(queue: AddingQueue) -> Sequence[Upload]:
    """Wait until the queue has nothing left to do."""
    for thread in threading.enumerate():
        if thread.name == "adding":
            thread.join(120)
    assert not queue.busy
    return queue.uploads


def outcomes(uploads: Sequence[Upload]) -> list[Outcome | None]:
    return [each.addition.outcome if each.addition else None for each in uploads]


def test_files_are_added_one_after_the_other(queue: AddingQueue, tmp_path: Path) -> None:
    queue.put(files(tmp_path, "one.txt", "two.md", "three.xyz"))
    uploads = finished(queue)
    assert [each.name for each in uploads] == ["one.txt", "two.md", "three.xyz"]
    assert outcomes(uploads) == [Outcome.ADDED, Outcome.ADDED, Outcome.SKIPPED]
    assert uploads[2].addition
    assert "cannot be read" in str(uploads[2].addition.reason)


def test_a_file_may_be_deleted_once_it_is_handed_over(
    queue: AddingQueue, embedder: GatedEmbedder, tmp_path: Path
) -> None:
    embedder.gate.clear()
    paths = files(tmp_path, "one.txt", "two.txt")
    queue.put(paths)
    for path in paths:
        path.unlink()
    embedder.gate.set()
    assert outcomes(finished(queue)) == [Outcome.ADDED, Outcome.ADDED]


def test_nothing_stays_behind_of_the_copies(queue: AddingQueue, tmp_path: Path) -> None:
    queue.put(files(tmp_path, "one.txt"))
    (upload,) = finished(queue)
    assert not upload.path.parent.exists()


def test_a_file_that_is_gone_is_skipped_and_the_others_go_on(
    queue: AddingQueue, tmp_path: Path
) -> None:
    queue.put([tmp_path / "gone.txt", *files(tmp_path, "one.txt")])
    assert outcomes(finished(queue)) == [Outcome.SKIPPED, Outcome.ADDED]


def test_questions_are_answered_while_files_are_added(
    queue: AddingQueue, embedder: GatedEmbedder, assistant: Assistant, tmp_path: Path
) -> None:
    assistant.add([str(path) for path in files(tmp_path, "first.txt")])
    embedder.at_gate.clear()
    embedder.gate.clear()
    queue.put(files(tmp_path, "second.txt"))
    assert embedder.at_gate.wait(120)
    assert queue.busy
    answer = assistant.ask("What do bees make?")
    assert {each.title for each in answer.citations or answer.nearest} == {"first"}


def test_a_file_says_how_many_of_its_passages_are_done(queue: AddingQueue, tmp_path: Path) -> None:
    (path,) = files(tmp_path, "long.txt")
    path.write_text("Bees make honey in a hive. " * 60, encoding="utf-8")
    queue.put([path])
    (upload,) = finished(queue)
    assert upload.progress
    assert upload.progress.passages_done == upload.progress.passages > 1


def test_stopping_leaves_what_is_not_complete(
    queue: AddingQueue, embedder: GatedEmbedder, assistant: Assistant, tmp_path: Path
) -> None:
    embedder.gate.clear()
    queue.put(files(tmp_path, "one.txt", "two.txt"))
    assert embedder.at_gate.wait(120)
    queue.stop()
    embedder.gate.set()
    uploads = finished(queue)
    assert outcomes(uploads) == [Outcome.SKIPPED, Outcome.SKIPPED]
    assert all("stopped" in str(each.addition and each.addition.reason) for each in uploads)
    assert not assistant.documents()


def test_after_stopping_files_can_be_added_again(queue: AddingQueue, tmp_path: Path) -> None:
    queue.stop()
    queue.put(files(tmp_path, "one.txt"))
    assert outcomes(finished(queue)) == [Outcome.ADDED]


def test_the_list_can_be_cleared(queue: AddingQueue, tmp_path: Path) -> None:
    queue.put(files(tmp_path, "one.txt"))
    finished(queue)
    queue.clear()
    assert not queue.uploads


def test_new_files_take_the_place_of_those_that_are_done(
    queue: AddingQueue, tmp_path: Path
) -> None:
    queue.put(files(tmp_path, "one.txt"))
    finished(queue)
    queue.put(files(tmp_path, "one.txt"))
    assert outcomes(finished(queue)) == [Outcome.UNCHANGED]


def test_a_file_that_needs_a_password_is_tried_again_with_it(
    queue: AddingQueue, tmp_path: Path
) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(locked_pdf())
    queue.put([path, *files(tmp_path, "one.txt")])
    locked, _ = finished(queue)
    assert locked.needs_password
    queue.try_again(locked.key, "wrong")
    locked, _ = finished(queue)
    assert locked.needs_password
    assert "does not open" in str(locked.addition and locked.addition.reason)
    queue.try_again(locked.key, PASSWORD)
    uploads = finished(queue)
    assert outcomes(uploads) == [Outcome.ADDED, Outcome.ADDED]
    assert [each.name for each in uploads] == ["locked.pdf", "one.txt"]
    assert uploads[0].password is None
    assert not locked.path.parent.exists()


def test_an_archive_is_tried_again_as_a_whole(queue: AddingQueue, tmp_path: Path) -> None:
    path = tmp_path / "tea.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("bees.txt", "Bees make honey.")
        archive.writestr("locked.pdf", locked_pdf())
    queue.put([path])
    _, locked = finished(queue)
    queue.try_again(locked.key, PASSWORD)
    uploads = finished(queue)
    assert outcomes(uploads) == [Outcome.UNCHANGED, Outcome.ADDED]
    assert [each.name for each in uploads] == ["tea.zip/bees.txt", "tea.zip/locked.pdf"]


@pytest.mark.parametrize("forget", [AddingQueue.clear, AddingQueue.close])
def test_the_copy_of_a_locked_file_is_deleted_when_it_is_given_up(
    queue: AddingQueue, tmp_path: Path, forget: Callable[[AddingQueue], None]
) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(locked_pdf())
    queue.put([path])
    (locked,) = finished(queue)
    assert locked.path.exists()
    forget(queue)
    assert not locked.path.parent.exists()
    queue.try_again(locked.key, PASSWORD)
    assert not queue.uploads


def test_only_what_needs_a_password_is_tried_again(queue: AddingQueue, tmp_path: Path) -> None:
    queue.put(files(tmp_path, "one.txt"))
    (upload,) = finished(queue)
    queue.try_again(upload.key, PASSWORD)
    queue.try_again("", PASSWORD)
    assert list(finished(queue)) == [upload]
    assert PASSWORD not in repr(Upload("a.pdf", tmp_path, password=PASSWORD))


@pytest.mark.parametrize("address", ["/etc/hostname", "file:///etc/hostname", "http://127.0.0.1/"])
def test_an_address_that_is_not_fetched_from_says_why(queue: AddingQueue, address: str) -> None:
    queue.put_addresses([address])
    (upload,) = finished(queue)
    assert upload.name == address
    assert outcomes([upload]) == [Outcome.SKIPPED]
    assert not upload.path.parent.exists()


def test_what_an_address_holds_is_added(
    home: Path, embedder: GatedEmbedder, server: Server, fetcher: Fetcher
) -> None:
    assistant = Assistant(Store(home), Originals(home / "originals"), embedder, fetcher)
    queue = AddingQueue(assistant)
    queue.put_addresses([server.at("living/tea")])
    assert outcomes(finished(queue)) == [Outcome.ADDED]
    assert [each.source for each in assistant.documents()] == [server.at("living/tea")]
    queue.close()
    assistant.close()


def written(folder: Path, name: str, text: str) -> list[Path]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return [path]


@pytest.mark.parametrize(
    ("keep_both", "outcome", "sources"),
    [(True, Outcome.ADDED, ["one (2).txt", "one.txt"]), (False, Outcome.REPLACED, ["one.txt"])],
)
def test_another_file_of_the_same_name_waits_until_a_person_says_what_to_do(
    queue: AddingQueue,
    assistant: Assistant,
    tmp_path: Path,
    keep_both: bool,
    outcome: Outcome,
    sources: list[str],
) -> None:
    queue.put(files(tmp_path, "one.txt"))
    (first,) = assistant.documents() if finished(queue) else ()
    queue.put([*written(tmp_path, "one.txt", "Wasps make paper."), *files(tmp_path, "two.txt")])
    waiting, two = finished(queue)
    assert waiting.clash == first
    assert outcomes([waiting, two]) == [None, Outcome.ADDED]
    queue.clear()
    assert [each.key for each in queue.uploads] == [waiting.key]
    queue.settle(waiting.key, keep_both=keep_both)
    assert outcomes(finished(queue)) == [outcome]
    assert sorted(each.source for each in assistant.documents()) == [*sources, "two.txt"]
    assert not waiting.path.parent.exists()


def test_a_file_of_the_same_name_and_content_is_no_clash(
    queue: AddingQueue, tmp_path: Path
) -> None:
    queue.put(files(tmp_path, "one.txt"))
    finished(queue)
    queue.put(files(tmp_path, "one.txt"))
    assert outcomes(finished(queue)) == [Outcome.UNCHANGED]


def test_one_file_is_cancelled_and_the_others_go_on(
    queue: AddingQueue, embedder: GatedEmbedder, tmp_path: Path
) -> None:
    embedder.gate.clear()
    queue.put(files(tmp_path, "one.txt", "two.txt", "three.txt"))
    assert embedder.at_gate.wait(120)
    one, two, _ = queue.uploads
    queue.cancel(one.key)
    queue.cancel(two.key)
    embedder.gate.set()
    uploads = finished(queue)
    assert outcomes(uploads) == [Outcome.SKIPPED, Outcome.SKIPPED, Outcome.ADDED]
    assert "before the turn" in str(uploads[1].addition and uploads[1].addition.reason)


def test_the_time_left_is_guessed_from_the_passages_that_are_done(
    queue: AddingQueue, embedder: GatedEmbedder, tmp_path: Path
) -> None:
    queue.put(written(tmp_path, "long.txt", "Bees make honey in a hive. " * 600))
    finished(queue)
    (upload,) = queue.uploads
    assert upload.seconds_left == 0
