"""Reading in a process of its own: the same documents, the same errors, and limits that hold."""

import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from assistant import Assistant, Outcome, Progress, Stopped
from sources import ReadingProcess, read_document
from sources.errors import DocumentTooLarge, UnreadableDocument, UnsupportedFormat
from sources.transfer import Malformed, packed, unpacked

BEES = (
    b"# Bees\n\nBees make honey.[^1] A hive has one queen.\n\n[^1]: See <https://bees.example>.\n"
)
# Takes a reader of HTML many seconds.
SLOW = b"<main>" + b"<p>Tea <b>is</b> hot.</p>" * 1_000_000
BOMB = BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as bomb:
    bomb.writestr("word/document.xml", bytes(30_000_000))


@pytest.fixture
def process() -> Iterator[ReadingProcess]:
    reading = ReadingProcess(seconds=20)
    yield reading
    reading.close()


def running(program: str) -> list[str]:
    run = subprocess.run(["ps", "-A", "-o", "ppid=,args="], capture_output=True, text=True)
    mine = [line.split(maxsplit=1) for line in run.stdout.splitlines()]
    return [args for parent, args in mine if int(parent) == os.getpid() and program in args]


def test_what_is_read_is_the_same_as_without_a_process(process: ReadingProcess) -> None:
    assert process.read(BEES, "bees.md", "/a/bees.md") == read_document(
        BEES, "bees.md", "/a/bees.md"
    )
    tea = "Tea \ud800".encode("utf-8", "surrogatepass")
    assert process.read(tea, "tea.txt", "tea") == read_document(tea, "tea.txt", "tea")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"Tea", "tea.xyz", UnsupportedFormat),
        (b" ", "tea.txt", UnreadableDocument),
        (b"%PDF-1.7 and nothing more", "tea.pdf", UnreadableDocument),
        (BOMB.getvalue(), "tea.docx", DocumentTooLarge),
    ],
)
def test_errors_come_back_as_they_are(
    process: ReadingProcess, data: bytes, name: str, kind: type[Exception]
) -> None:
    with pytest.raises(kind) as here:
        read_document(data, name, name)
    with pytest.raises(kind) as there:
        process.read(data, name, name)
    assert (type(there.value), str(there.value)) == (type(here.value), str(here.value))


def test_one_process_reads_many_files(process: ReadingProcess) -> None:
    process.read(BEES, "bees.md", "bees.md")
    started = time.perf_counter()
    for number in range(200):
        process.read(b"Tea number %d is hot." % number, "tea.txt", "tea.txt")
    assert time.perf_counter() - started < 4
    assert len(running("sources.worker")) == 1


def test_reading_that_takes_too_long_is_stopped_and_the_next_file_is_read() -> None:
    process = ReadingProcess(seconds=-24)  # the file's 25 megabytes add 25
    started = time.monotonic()
    with pytest.raises(UnreadableDocument, match="more than 1 seconds and was stopped"):
        process.read(SLOW, "tea.html", "tea.html")
    assert time.monotonic() - started < 10
    assert not running("sources.worker")
    process = ReadingProcess()
    assert process.read(BEES, "bees.md", "bees.md").title == "Bees"
    process.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit")
def test_reading_that_needs_too_much_memory_is_stopped_and_the_next_file_is_read() -> None:
    process = ReadingProcess(memory=100_000_000)
    with pytest.raises(UnreadableDocument, match=r"more than 0.1 GB of memory"):
        process.read(SLOW, "tea.html", "tea.html")
    assert process.read(BEES, "bees.md", "bees.md").title == "Bees"
    process.close()


def test_stopping_ends_the_process_at_once(careful_assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "slow.html").write_bytes(SLOW)
    calls: list[Progress] = []

    def stop(progress: Progress) -> None:
        calls.append(progress)
        if len(calls) == 3:  # the reading is under way
            raise Stopped

    started = time.monotonic()
    (addition,) = careful_assistant.add([str(tmp_path / "slow.html")], stop)
    assert time.monotonic() - started < 5
    assert (addition.outcome, running("sources.worker")) == (Outcome.SKIPPED, [])


def test_adding_and_rebuilding_work_through_the_process(
    careful_assistant: Assistant, toy_files: Path
) -> None:
    additions = careful_assistant.add([str(toy_files)])
    assert {each.outcome for each in additions} == {Outcome.ADDED}
    assert careful_assistant.rebuild() == 4
    careful_assistant.close()
    assert not running("sources.worker")


@pytest.mark.parametrize(
    "harm",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.com', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.remove('kept.txt')",
        "open('made.txt', 'w')",
        "import pathlib; pathlib.Path('made').mkdir()",
    ],
)
def test_a_reader_may_do_no_harm(harm: str, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").touch()
    program = f"import sys, sources.worker as w; sys.addaudithook(w.refuse)\n{harm}"
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert "PermissionError: A reader may not" in run.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["kept.txt"]


@pytest.mark.parametrize(
    "change",
    [
        lambda fields: fields.update(text=7),
        lambda fields: fields.update(page_starts=[0, 10**9]),
        lambda fields: fields.update(page_starts=[5, 0]),
        lambda fields: fields.update(page_starts=["0"]),
        lambda fields: fields.update(headings=[{"level": 1, "start": -1, "end": 4}]),
        lambda fields: fields.update(more=1),
        lambda fields: fields.pop("notes"),
    ],
)
def test_what_is_no_document_is_not_taken_for_one(
    change: Callable[[dict[str, object]], None],
) -> None:
    fields = packed(read_document(BEES, "bees.md", "bees.md"))
    change(fields)
    with pytest.raises(Malformed):
        unpacked(fields)
