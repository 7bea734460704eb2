"""ZIP archives: each member a document, what cannot be added said and why."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant import Assistant, Outcome
from ui.adding_queue import AddingQueue

FILES = {
    "tea.txt": b"Tea is hot.",
    "folder/bees.md": b"# Bees\n\nBees make honey.",
    "folder/": b"",
    ".hidden.txt": b"Hidden.",
    "__MACOSX/tea.txt": b"Junk.",
    "../out.txt": b"Out.",
    "/root.txt": b"Root.",
    "C:\\drive.txt": b"Drive.",
    "inner.zip": b"PK",
    "notes.xyz": b"Notes.",
    "TEA.txt": b"Another tea.",
}


def archive(folder: Path, files: Mapping[str, bytes] = FILES) -> Path:
    with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
    return folder / "all.zip"


def test_each_member_is_a_document_and_refusals_are_said(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    path = archive(tmp_path)
    additions = {
        each.path.removeprefix(f"{path}/"): each for each in empty_assistant.add([str(path)])
    }
    added = {name for name, each in additions.items() if each.outcome is Outcome.ADDED}
    assert added == {"tea.txt", "folder/bees.md"}
    said = {name: str(each.reason) for name, each in additions.items() if name not in added}
    for name in ("../out.txt", "/root.txt", "C:\\drive.txt"):
        assert "leads out of the archive" in said.pop(name)
    assert "another file of this name" in said.pop("TEA.txt")
    assert "archive within an archive" in said.pop("inner.zip")
    assert "link to another file" in said.pop("link.txt")
    assert "cannot be read" in said.pop("notes.xyz")
    assert said == {}
    assert empty_assistant.find("Bees").source == f"{path}/folder/bees.md"
    again = empty_assistant.add([str(path)])
    assert [each.outcome for each in again].count(Outcome.UNCHANGED) == 2


@pytest.mark.parametrize(
    ("data", "reason"), [(b"PK\x03\x04 no more", "archive is damaged"), (b"", "archive is damaged")]
)
def test_a_damaged_archive_is_skipped(
    empty_assistant: Assistant, tmp_path: Path, data: bytes, reason: str
) -> None:
    (tmp_path / "bad.zip").write_bytes(data)
    (addition,) = empty_assistant.add(
        [
            str(tmp_path / "bad.zip"),
        ]
    )
    assert reason in str(addition.reason)


def test_a_bomb_and_too_many_members_are_refused(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    (addition,) = empty_assistant.add([str(archive(tmp_path, {"a.txt": bytes(60_000_000)}))])
    assert "unpacks to" in str(addition.reason)
    (addition,) = empty_assistant.add(
        [str(archive(tmp_path, {f"{n}.txt": b"" for n in range(2_001)}))]
    )
    assert "the most that is read is 2,000" in str(addition.reason)


def test_an_archive_that_is_not_there_is_said(empty_assistant: Assistant, tmp_path: Path) -> None:
    (addition,) = empty_assistant.add([str(tmp_path / "gone.zip")])
    assert "no such file" in str(addition.reason)


def test_an_archive_dropped_on_the_page_gives_a_line_a_member(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    queue = AddingQueue(empty_assistant)
    queue.put([archive(tmp_path, {"tea.txt": b"Tea is hot.", "a/b.xyz": b"No."})])
    worker = queue._worker
    if worker:
        worker.join(120)
    assert [each.name for each in queue.uploads] == [
        "all.zip/tea.txt",
        "all.zip/a/b.xyz",
        "all.zip/link.txt",
    ]
    assert [each.addition and each.addition.outcome for each in queue.uploads] == [
        Outcome.ADDED, Outcome.SKIPPED, Outcome.SKIPPED,
    ]  # fmt: skip
    queue.close()


def test_keeping_a_folder_equal_leaves_what_came_from_its_archive(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = archive(folder, {"tea.txt": b"Tea is hot."})
    (folder / "cup.txt").write_text("A cup of water.")
    empty_assistant.add([str(folder)])
    syncer = empty_assistant.syncer(str(folder))
    plan = syncer.plan()
    assert (plan.removed, plan.added) == ((), ())
    assert "no document itself" in plan.skipped[str(path)]
    path.unlink()
    assert [each.source for each in syncer.plan().removed] == [f"{path}/tea.txt"]
