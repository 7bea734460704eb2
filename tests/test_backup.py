"""A library written to one file, and made from it again."""

import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assistant import Assistant, Conversations, Exchange
from index import Originals, Store, back_up, restore
from sources.errors import BackupRefused, LibraryError
from sources.fetch import Fetcher
from tests.conftest import WordEmbedder, wait_until
from ui.cli import main


def nothing(done: int, total: int) -> None:
    """Take no notice of progress."""


@pytest.fixture
def backup(toy_assistant: Assistant, home: Path, tmp_path: Path) -> Path:
    """A backup of the toy library."""
    assert back_up(home, tmp_path / "tea.zip", False, nothing) == 5
    return tmp_path / "tea.zip"


def rewritten(backup: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Return an archive like a backup, with its members changed."""
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    target = backup.with_name("changed.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target


def test_a_restored_library_answers_as_the_one_that_was_backed_up(
    backup: Path, toy_assistant: Assistant, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    assert restore(backup, new, False, nothing) is None
    store, originals = Store(new), Originals(new / "originals")
    with closing(Assistant(store, originals, WordEmbedder(), Fetcher())) as restored:
        assert restored.documents() == toy_assistant.documents()
        for entry in restored.documents():
            assert restored.document(entry.id) == toy_assistant.document(entry.id)
            path, before = restored.original(entry.id), toy_assistant.original(entry.id)
            assert path
            assert before
            assert path.read_bytes() == before.read_bytes()
        question = "What is made of leaves and hot water?"
        assert restored.ask(question).sentences == toy_assistant.ask(question).sentences


def test_a_backup_is_made_while_another_program_adds(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from tests.quality.killing import work_for_ever; "
        f"work_for_ever(Path({str(tmp_path)!r}), 3)"
    )
    root = Path(__file__).parent.parent
    with subprocess.Popen([sys.executable, "-c", program], cwd=root) as adding:
        wait_until(lambda: (tmp_path / "told").exists() or adding.poll() is not None)
        for number in range(5):
            back_up(tmp_path / "home", tmp_path / f"{number}.zip", False, nothing)
            restore(tmp_path / f"{number}.zip", tmp_path / f"new{number}", False, nothing)
        assert adding.poll() is None, "it was to be adding all the while"
        adding.kill()


def test_a_backup_replaces_no_file_unless_told_to(backup: Path, home: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(BackupRefused, match="--replace"):
        back_up(home, backup, False, nothing)
    assert backup.read_bytes() == before
    assert back_up(home, backup, True, nothing) == 5


def test_a_library_is_replaced_only_when_told_and_kept_aside(backup: Path, home: Path) -> None:
    with pytest.raises(LibraryError, match="not empty"):
        restore(backup, home, False, nothing)
    (home / "mark").touch()
    aside = restore(backup, home, True, nothing)
    assert aside
    assert (aside / "mark").exists()
    assert not (home / "mark").exists()
    with closing(Store(home)) as store:
        assert len(store.entries()) == 4


def spoil_text(members: dict[str, bytes]) -> None:
    name = next(name for name in members if name.startswith("originals/"))
    members[name] = members[name][:-1] + b"X"


def climb_out(members: dict[str, bytes]) -> None:
    manifest = json.loads(members["manifest.json"])
    manifest["files"]["originals/../../out.txt"] = {"size": 1, "sha256": "0" * 64}
    members["originals/../../out.txt"] = b"X"
    members["manifest.json"] = json.dumps(manifest).encode()


def claim_too_much(members: dict[str, bytes]) -> None:
    manifest = json.loads(members["manifest.json"])
    for told in manifest["files"].values():
        told["size"] = 10**18
    members["manifest.json"] = json.dumps(manifest).encode()


@pytest.mark.parametrize(
    "change",
    [
        spoil_text,
        climb_out,
        claim_too_much,
        lambda members: members.pop("library.db"),
        lambda members: members.pop("manifest.json"),
        lambda members: members.update({"manifest.json": b"[" * 100_000}),
        lambda members: members.update({"manifest.json": b'{"format": 1}'}),
        lambda members: members.update({"more.txt": b"X"}),
    ],
)
def test_an_archive_that_is_no_sound_backup_is_refused_and_changes_nothing(
    backup: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    archive = rewritten(backup, change)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(BackupRefused, match="not a sound backup"):
        restore(archive, tmp_path / "new", False, nothing)
    assert sorted(tmp_path.iterdir()) == before


def test_a_database_with_a_trigger_is_refused(backup: Path, home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(home, other)
    with closing(sqlite3.connect(other / "library.db")) as database:
        database.execute("CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM documents; END")
        database.commit()
    back_up(other, tmp_path / "other.zip", False, nothing)
    with pytest.raises(BackupRefused, match="triggers"):
        restore(tmp_path / "other.zip", tmp_path / "new", False, nothing)


def test_files_that_are_no_archives_are_refused(backup: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.zip"
    cut.write_bytes(backup.read_bytes()[:-100])
    (tmp_path / "text.zip").write_text("Tea")
    for name in ("cut.zip", "text.zip", "none.zip"):
        with pytest.raises(BackupRefused):
            restore(tmp_path / name, tmp_path / "new", False, nothing)
        assert not (tmp_path / "new").exists()


def test_the_command_line_backs_up_and_restores(
    backup: Path, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new, file = tmp_path / "new", tmp_path / "a.zip"
    assert main(["backup", str(file), "--home", str(home)]) == 0
    assert main(["backup", str(file), "--home", str(home)]) == 1
    assert main(["restore", str(file), "--home", str(new)]) == 0
    assert main(["restore", str(file), "--home", str(new), "--replace"]) == 0
    out, err = capsys.readouterr()
    assert "5 files" in out
    assert "kept in" in out
    assert "there already" in err


def test_a_restored_library_has_its_conversations(
    toy_assistant: Assistant, home: Path, tmp_path: Path
) -> None:
    with closing(Conversations.open(home)) as conversations:
        answer = toy_assistant.ask("How many queens has a hive?")
        kept = conversations.keep("anna", "", Exchange(0, "How many?", answer))
        assert back_up(home, tmp_path / "talk.zip", False, nothing) == 6
    restore(tmp_path / "talk.zip", tmp_path / "new", False, nothing)
    with closing(Conversations.open(tmp_path / "new")) as restored:
        assert restored.all("anna") == [kept]
        assert kept
        assert restored.exchanges("anna", kept.id)[0].answer == answer


def test_conversations_that_would_run_statements_are_refused(
    toy_assistant: Assistant, home: Path, tmp_path: Path
) -> None:
    Conversations.open(home).close()
    with closing(sqlite3.connect(home / "conversations.db")) as connection, connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON exchanges BEGIN SELECT 1; END")
    back_up(home, tmp_path / "talk.zip", False, nothing)
    with pytest.raises(BackupRefused, match="triggers"):
        restore(tmp_path / "talk.zip", tmp_path / "new", False, nothing)
