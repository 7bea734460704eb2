"""The library kept equal to a folder."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import Assistant, Plan
from sources.errors import SyncRefused
from tests.conftest import TOY_LIBRARY
from ui.cli import main

ROOT = Path(__file__).parent.parent


def sync(assistant: Assistant, folder: Path, *, remove_all: bool = False) -> Plan:
    syncer = assistant.syncer(str(folder))
    plan = syncer.plan(remove_all=remove_all)
    syncer.carry_out(plan, lambda progress: None)
    return plan


def sources(assistant: Assistant) -> set[str]:
    return {Path(each.source).name for each in assistant.documents()}


def test_the_library_becomes_what_the_folder_is(
    empty_assistant: Assistant, toy_files: Path
) -> None:
    sync(empty_assistant, toy_files)
    assert sources(empty_assistant) == set(TOY_LIBRARY)
    (toy_files / "tea.txt").write_text("Tea grows at sea.")
    (toy_files / "bees.md").unlink()
    (toy_files / "cup.txt").write_text("A cup of water.")
    sync(empty_assistant, toy_files)
    assert sources(empty_assistant) == set(TOY_LIBRARY) - {"bees.md"} | {"cup.txt"}
    assert empty_assistant.document(str(toy_files / "tea.txt")).text == "Tea grows at sea."
    plan = sync(empty_assistant, toy_files)
    assert plan == Plan((), {}, (), 4, {})


def test_documents_from_elsewhere_are_left_alone(
    empty_assistant: Assistant, toy_files: Path, tmp_path: Path
) -> None:
    near = tmp_path / "toys and more.txt"
    near.write_text("Tea is hot.")
    empty_assistant.add([str(near)])
    sync(empty_assistant, toy_files)
    near.unlink()
    sync(empty_assistant, toy_files)
    assert sources(empty_assistant) == {*TOY_LIBRARY, near.name}


def test_a_moved_file_keeps_its_document_and_its_edits(
    empty_assistant: Assistant, toy_files: Path
) -> None:
    sync(empty_assistant, toy_files)
    empty_assistant.edit("Bees", {"title": "On bees"})
    (toy_files / "deep").mkdir()
    (toy_files / "bees.md").rename(toy_files / "deep" / "insects.md")
    plan = sync(empty_assistant, toy_files)
    assert (plan.added, plan.removed, len(plan.moved)) == ((), (), 1)
    assert empty_assistant.find("On bees").source == str(toy_files / "deep" / "insects.md")


def test_files_that_changed_places_are_told_apart(
    empty_assistant: Assistant, toy_files: Path
) -> None:
    sync(empty_assistant, toy_files)
    tea, trains = toy_files / "tea.txt", toy_files / "trains.txt"
    one, other = tea.read_text(), trains.read_text()
    tea.write_text(other)
    trains.write_text(one)
    plan = sync(empty_assistant, toy_files)
    assert (len(plan.moved), plan.added) == (2, ())
    assert empty_assistant.find("Tea").source == str(trains)


def test_a_file_moved_over_another_takes_its_place(
    empty_assistant: Assistant, toy_files: Path
) -> None:
    sync(empty_assistant, toy_files)
    (toy_files / "tea.txt").replace(toy_files / "trains.txt")
    plan = sync(empty_assistant, toy_files)
    assert [each.title for each in plan.removed] == ["Trains"]
    assert empty_assistant.find("Tea").source == str(toy_files / "trains.txt")


@pytest.mark.parametrize("gone", [True, False])
def test_a_missing_or_empty_folder_removes_nothing(
    empty_assistant: Assistant, toy_files: Path, gone: bool
) -> None:
    sync(empty_assistant, toy_files)
    for path in toy_files.iterdir():
        path.unlink()
    if gone:
        toy_files.rmdir()
    with pytest.raises(SyncRefused, match="nothing is removed"):
        sync(empty_assistant, toy_files)
    assert len(empty_assistant.documents()) == 4
    if not gone:
        sync(empty_assistant, toy_files, remove_all=True)
        assert empty_assistant.documents() == []


def test_a_file_that_can_no_longer_be_read_keeps_its_document(
    empty_assistant: Assistant, toy_files: Path
) -> None:
    sync(empty_assistant, toy_files)
    (toy_files / "tea.txt").write_bytes(b"")
    sync(empty_assistant, toy_files)
    assert empty_assistant.find("Tea")


def test_links_in_a_circle_and_hidden_files_are_passed_over(
    empty_assistant: Assistant, toy_files: Path
) -> None:
    (toy_files / "again").symlink_to(toy_files)
    (toy_files / ".hidden.txt").write_text("Tea is hidden.")
    (toy_files / "broken.txt").symlink_to(toy_files / "nowhere.txt")
    plan = sync(empty_assistant, toy_files)
    assert sources(empty_assistant) == set(TOY_LIBRARY)
    assert [Path(each).name for each in plan.skipped] == ["broken.txt"]


def test_of_files_with_the_same_content_the_first_is_added(
    empty_assistant: Assistant, toy_files: Path
) -> None:
    (toy_files / "a.txt").write_text(TOY_LIBRARY["tea.txt"])
    assert len(sync(empty_assistant, toy_files).added) == 4
    assert empty_assistant.find("Tea").source == str(toy_files / "a.txt")
    assert sync(empty_assistant, toy_files) == Plan((), {}, (), 5, {})


def test_what_is_being_written_is_left_for_later(
    empty_assistant: Assistant, toy_files: Path
) -> None:
    sync(empty_assistant, toy_files)
    tea = toy_files / "tea.txt"
    tea.write_text("Tea grows")
    assert empty_assistant.syncer(str(toy_files)).plan(leave={str(tea)}).added == ()
    tea.unlink()
    assert empty_assistant.syncer(str(toy_files)).plan(leave={str(tea)}).removed == ()


def test_a_dry_run_tells_and_does_nothing(
    empty_assistant: Assistant, toy_files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sync", str(toy_files), "--dry-run", "--no-starter"]) == 0
    assert f"add  {toy_files / 'tea.txt'}" in capsys.readouterr().out
    assert empty_assistant.documents() == []


def test_watching_takes_over_what_changes_and_ends_on_ctrl_c(
    toy_assistant: Assistant, toy_files: Path, home: Path
) -> None:
    command = [sys.executable, "-m", "ui.cli", "sync", str(toy_files), "--watch", "--no-starter"]
    environment = {**os.environ, "ALLIANCE_HOME": str(home)}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        # A shell starts what runs in its background with Ctrl+C ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as run:
        assert run.stdout
        assert "4 unchanged" in run.stdout.readline()
        assert "Watching" in run.stdout.readline()
        (toy_files / "bees.md").unlink()
        assert "bees.md" in run.stdout.readline()
        assert sources(toy_assistant) == set(TOY_LIBRARY) - {"bees.md"}
        run.send_signal(signal.SIGINT)
        assert run.wait(120) == 0
