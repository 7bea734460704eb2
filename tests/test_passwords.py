"""PDF files that need a password: read with it, told without it, and it stays nowhere."""

import json
import os
import pty
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from assistant import Assistant, Outcome
from index import Originals, Store
from sources import ReadingProcess, read_document
from sources.errors import PasswordNeeded
from sources.fetch import Fetcher
from tests.conftest import WordEmbedder
from tests.locked_pdf import PASSWORD, TEA, locked_pdf
from ui.cli import main

ALGORITHMS = ("RC4-128", "AES-256")


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "locked.pdf"
    path.parent.mkdir()
    path.write_bytes(locked_pdf())
    return path


@pytest.fixture
def assistant(home: Path) -> Iterator[Assistant]:
    """An assistant that reads in a process of its own, as the program does."""
    originals = Originals(home / "originals")
    assistant = Assistant(Store(home), originals, WordEmbedder(), Fetcher(), ReadingProcess())
    yield assistant
    assistant.close()


def without_startxref(data: bytes) -> bytes:
    """Return a file that pypdf gives up, and pdfium reads."""
    return data[: data.rindex(b"startxref")]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("password", [PASSWORD, "the owner's"])
def test_either_password_opens_a_file(algorithm: str, password: str) -> None:
    document = read_document(locked_pdf(algorithm=algorithm), "tea.pdf", "tea.pdf", password)
    assert (document.text, document.title) == (TEA, "The Tea Treaty")
    assert password not in repr(document)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("damage", [bytes, without_startxref])
@pytest.mark.parametrize(
    ("password", "said"),
    [
        (None, "--password FILE.*without the password"),
        ("", "--password FILE.*without the password"),
        ("wrong", "The password does not open this PDF"),
    ],
)
def test_without_the_password_what_to_do_is_said(
    algorithm: str, damage: Callable[[bytes], bytes], password: str | None, said: str
) -> None:
    data = damage(locked_pdf(algorithm=algorithm))
    with pytest.raises(PasswordNeeded, match=said):
        read_document(data, "tea.pdf", "tea.pdf", password)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_pdfium_is_given_the_password_too(algorithm: str) -> None:
    data = without_startxref(locked_pdf(algorithm=algorithm))
    document = read_document(data, "tea.pdf", "tea.pdf", PASSWORD)
    assert (document.text, document.report.reader) == (TEA, "pdfium")


@pytest.mark.parametrize("damage", [bytes, without_startxref])
def test_a_password_does_no_harm_to_a_file_that_needs_none(
    damage: Callable[[bytes], bytes],
) -> None:
    data = damage(locked_pdf(password=""))
    assert read_document(data, "tea.pdf", "tea.pdf", "wrong").text == TEA


def test_one_password_is_tried_on_all_files_and_kept_nowhere(
    assistant: Assistant, tmp_path: Path, home: Path, locked: Path
) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(locked_pdf("Bees make honey.", "another password"))
    plain = tmp_path / "plain.txt"
    plain.write_text("Trains run on rails.")
    additions = assistant.add(list(map(str, [locked, other, plain])), password=PASSWORD)
    outcomes = [(each.outcome, each.needs_password) for each in additions]
    assert outcomes == [
        (Outcome.ADDED, False),
        (Outcome.SKIPPED, True),
        (Outcome.ADDED, False),
    ]
    assert PASSWORD not in repr(additions)
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if PASSWORD.encode() in path.read_bytes()]


def test_a_document_outlives_rebuilding_and_is_told_by_its_title(
    assistant: Assistant, locked: Path
) -> None:
    assistant.add([str(locked)], password=PASSWORD)
    before = assistant.document("The Tea Treaty")
    assistant.edit("The Tea Treaty", {"title": "Leaves"})
    told: list[str] = []
    assert assistant.rebuild(on_locked=told.append) == 1
    assert told == ["Leaves"]
    assert assistant.document("Leaves").text == before.text
    assert assistant.search("tea")[0].passage.text == TEA


def test_a_synced_folder_keeps_a_document_that_was_added_with_its_password(
    assistant: Assistant, locked: Path
) -> None:
    syncer = assistant.syncer(str(locked.parent))
    (skipped,) = syncer.carry_out(syncer.plan(), lambda progress: None)
    assert skipped.needs_password
    assistant.add([str(locked)], password=PASSWORD)
    plan = syncer.plan()
    assert (plan.added, plan.removed, plan.unchanged) == ((), (), 1)
    locked.write_bytes(locked_pdf("Tea is cold.", "a new password"))
    plan = syncer.plan()
    (skipped,) = syncer.carry_out(plan, lambda progress: None)
    assert skipped.needs_password
    assert assistant.document("The Tea Treaty").text == TEA
    (replaced,) = syncer.carry_out(plan, lambda progress: None, "a new password")
    assert replaced.outcome == "replaced"
    assert assistant.document("The Tea Treaty").text == "Tea is cold."


@pytest.mark.parametrize(("password", "label"), [(None, "ii"), ("wrong", "ii"), (PASSWORD, None)])
def test_rebuilding_reads_anew_what_the_password_opens(
    assistant: Assistant, locked: Path, home: Path, password: str | None, label: str | None
) -> None:
    assistant.add([str(locked)], password=PASSWORD)
    with closing(sqlite3.connect(home / "library.db")) as connection, connection:
        connection.execute("UPDATE provenance SET page_labels = '[\"ii\"]'")
    told: list[str] = []
    assistant.rebuild(on_locked=told.append, password=password)
    assert told == (["The Tea Treaty"] if label else [])
    assert assistant.document("The Tea Treaty").label_of(1) == label


def test_commands_that_read_files_again_take_the_password(
    locked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "password.txt").write_text(PASSWORD, encoding="utf-8")
    given = ["--no-starter", "--password-file", str(tmp_path / "password.txt")]
    assert main(["sync", *given, str(locked.parent)]) == 0
    assert "1 added" in capsys.readouterr().out
    assert main(["rebuild", *given]) == 0
    assert main(["update", *given]) == 0
    assert capsys.readouterr().err == ""
    assert main(["rebuild", "--no-starter"]) == 0
    assert "alliance rebuild --password" in capsys.readouterr().err
    for command in (["rebuild"], ["update"], ["sync", str(locked.parent)]):
        assert main([*command, "--no-starter", "--password-file", str(tmp_path / "none")]) == 1
        assert "cannot be read" in capsys.readouterr().err


def added(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["add", "--no-starter", *arguments])
    return status, *capsys.readouterr()


@pytest.mark.parametrize("line", [PASSWORD, f"{PASSWORD}\n", f"\ufeff{PASSWORD}\r\nmore\n"])
def test_a_command_reads_the_password_from_a_file(
    locked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    file = tmp_path / "password.txt"
    file.write_bytes(line.encode())
    status, out, err = added(capsys, "--json", "--password-file", str(file), str(locked))
    (found,) = json.loads(out)["files"]
    assert (status, found["outcome"]) == (0, "added")
    assert PASSWORD not in out + err


def test_a_command_reads_the_password_from_standard_input(locked: Path) -> None:
    command = [sys.executable, "-m", "ui.cli", "add", "--no-starter", "--password-file", "-"]
    run = subprocess.run(
        [*command, str(locked)], input="wrong\n", capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 1
    assert "The password does not open this PDF" in run.stderr
    assert "wrong" not in run.stderr


@pytest.mark.parametrize("content", [None, b"", b"\nsecond line", b"\xff\xfe"])
def test_a_password_file_without_a_password_is_told_in_one_line(
    locked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    file = tmp_path / "password.txt"
    if content is not None:
        file.write_bytes(content)
    status, out, err = added(capsys, "--password-file", str(file), str(locked))
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert str(file) in err


def test_a_terminal_is_asked_and_does_not_show_what_is_typed(locked: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ui.cli", "add", "--no-starter", "--password", str(locked)]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    shown = b""
    with open(ours, "r+b", buffering=0) as screen, suppress(OSError):
        while b"Password" not in shown:
            shown += screen.read(1)
        screen.write(f"{PASSWORD}x\n".encode())
        while piece := screen.read(4096):  # Linux ends it with an error
            shown += piece
    assert process.wait(300) == 1
    assert "The password does not open this PDF" in shown.decode()
    assert PASSWORD not in shown.decode()


def test_no_password_is_taken_from_the_command_line(
    locked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit:
        main(["add", f"--password={PASSWORD}", str(locked)])
    assert exit.value.code == 2
