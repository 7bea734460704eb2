"""Adding documents: an honest report of each, whatever files and folders there are."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import pytest

from assistant import Addition, Assistant, Outcome, Progress
from index import Originals, PassageVectors, Store
from sources import Passage
from sources.errors import ModelMismatch, ModelUnavailable
from sources.fetch import Fetcher
from tests.conftest import TOY_LIBRARY, WordEmbedder


class CountingEmbedder(WordEmbedder):
    """Keeps how many passages it was given each time, and tells of each passage embedded."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def embed_passages(
        self, passages: Sequence[Passage], on_batch: Callable[[int], None] = lambda done: None
    ) -> list[PassageVectors]:
        self.batches.append(len(passages))
        return [vectors for each in passages for vectors in super(CountingEmbedder, self).embed_passages([each], on_batch)]  # fmt: skip


class MissingEmbedder(WordEmbedder):
    """A model that cannot be loaded, as soon as anything is asked of it."""

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        raise ModelUnavailable("There is no model.")

    @property
    def fingerprint(self) -> str:  # type: ignore[override]
        raise ModelUnavailable("There is no model.")


class OtherEmbedder(WordEmbedder):
    fingerprint = "another"


@pytest.fixture
def with_embedder(home: Path) -> Iterator[Callable[..., Assistant]]:
    """Opens assistants over the test's home with embedders of the test's own."""
    with ExitStack() as stack:

        def open_one(embedder: WordEmbedder) -> Assistant:
            assistant = Assistant(Store(home), Originals(home / "originals"), embedder, Fetcher())
            stack.callback(assistant.close)
            return assistant

        yield open_one


def outcomes(additions: Sequence[Addition]) -> list[str]:
    return [addition.outcome.value for addition in additions]


def text_file(folder: Path, name: str, text: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_a_folder_is_added_file_by_file(empty_assistant: Assistant, toy_files: Path) -> None:
    additions = empty_assistant.add([str(toy_files)])
    assert outcomes(additions) == ["added"] * len(TOY_LIBRARY)
    assert [Path(each.path).name for each in additions] == sorted(TOY_LIBRARY)
    for each, entry in zip(additions, map(empty_assistant.find, ids(additions)), strict=True):
        assert (each.title, each.passages, each.path) == (entry.title, entry.passages, entry.source)


def ids(additions: Sequence[Addition]) -> list[str]:
    return [addition.document_id or "" for addition in additions]


def test_adding_twice_changes_nothing(toy_assistant: Assistant, toy_files: Path) -> None:
    before = toy_assistant.documents()
    again = toy_assistant.add([str(toy_files)])
    assert outcomes(again) == ["unchanged"] * len(TOY_LIBRARY)
    assert [each.reason for each in again] == [None] * len(TOY_LIBRARY)
    assert toy_assistant.documents() == before


def test_a_file_that_has_changed_is_replaced(toy_assistant: Assistant, toy_files: Path) -> None:
    old = toy_assistant.find("Tea")
    path = text_file(toy_files, "tea.txt", "Tea\n\nTea grows at sea.\n")
    (addition,) = toy_assistant.add([path])
    assert addition.outcome is Outcome.REPLACED
    assert toy_assistant.document("Tea").text.endswith("Tea grows at sea.")
    assert (toy_assistant.original(old.id), len(toy_assistant.documents())) == (None, 4)


def test_a_new_name_for_the_same_content_is_unchanged(
    toy_assistant: Assistant, toy_files: Path
) -> None:
    copy = text_file(toy_files, "copy.txt", TOY_LIBRARY["tea.txt"])
    (addition,) = toy_assistant.add([copy])
    assert addition.outcome is Outcome.UNCHANGED
    assert addition.reason == f"The same content is there as {toy_files / 'tea.txt'}."


def test_the_same_file_in_one_run_is_added_once(
    empty_assistant: Assistant, toy_files: Path
) -> None:
    tea, copy = str(toy_files / "tea.txt"), toy_files / "zzz.txt"
    assert outcomes(empty_assistant.add([tea, tea])) == ["added"]
    copy.write_bytes((toy_files / "trains.txt").read_bytes())
    additions = empty_assistant.add([str(toy_files / "trains.txt"), str(copy)])
    assert outcomes(additions) == ["added", "unchanged"]
    assert "trains.txt" in str(additions[1].reason)


@pytest.mark.parametrize("new_name", ["archive.txt", "zzz.txt"])
def test_content_that_moved_to_another_name_is_kept(
    toy_assistant: Assistant, toy_files: Path, new_name: str
) -> None:
    old = toy_assistant.find("tea")
    (toy_files / "tea.txt").rename(toy_files / new_name)
    text_file(toy_files, "tea.txt", "Tea of today\n\nTea is cold.\n")
    additions = toy_assistant.add([str(toy_files)])
    assert sorted(outcomes(additions)) == ["added", "replaced", *["unchanged"] * 3]
    assert toy_assistant.find(old.id).source == str(toy_files / new_name)
    assert toy_assistant.original(old.id)
    assert outcomes(toy_assistant.add([str(toy_files)])) == ["unchanged"] * 5


def test_a_folder_with_bad_files_is_added_without_them(
    empty_assistant: Assistant, toy_files: Path
) -> None:
    text_file(toy_files, "broken.pdf", "%PDF-1.7 and nothing more")
    text_file(toy_files, "empty.txt", " \n")
    text_file(toy_files, "headings.md", "# Tea\n\n## Leaves\n")
    text_file(toy_files, "notes.xyz", "Tea")
    additions = {Path(each.path).name: each for each in empty_assistant.add([str(toy_files)])}
    bad = {name for name, each in additions.items() if each.outcome is Outcome.SKIPPED}
    assert bad == {"broken.pdf", "empty.txt", "headings.md", "notes.xyz"}
    assert all(additions[name].reason and not additions[name].document_id for name in bad)
    assert len(empty_assistant.documents()) == len(TOY_LIBRARY)


@pytest.mark.parametrize("hidden", [None, ".hidden.txt"])
def test_an_empty_folder_is_told(
    empty_assistant: Assistant, tmp_path: Path, hidden: str | None
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    if hidden:
        text_file(folder, hidden, "Tea")
    reason = "There are no documents in this folder."
    assert empty_assistant.add([str(folder)]) == [
        Addition(str(folder), Outcome.SKIPPED, reason=reason)
    ]


def test_hidden_files_and_folders_are_passed_over(
    empty_assistant: Assistant, toy_files: Path
) -> None:
    text_file(toy_files, ".tea.txt", "Hidden tea.")
    text_file(toy_files / ".git" / "below", "tea.txt", "Hidden tea.")
    seen = text_file(toy_files / "below", "tea.txt", "Tea below.")
    additions = empty_assistant.add([str(toy_files)])
    assert len(additions) == len(TOY_LIBRARY) + 1
    assert seen in [each.path for each in additions]


def test_a_hidden_file_that_is_named_is_added(empty_assistant: Assistant, tmp_path: Path) -> None:
    path = text_file(tmp_path / ".folder", ".tea.txt", "Tea is hot.")
    assert outcomes(empty_assistant.add([path])) == ["added"]


@pytest.mark.parametrize(
    "path", ["gone.txt", "", "~no-such-user/a.txt", "a" * 300 + ".txt", "a\0.txt", "ftp://a.example/"]
)  # fmt: skip
def test_what_is_not_there_is_skipped_with_the_reason(
    empty_assistant: Assistant, toy_files: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    (toy_files / "empty").mkdir()
    monkeypatch.chdir(toy_files / "empty")
    additions = empty_assistant.add([path, str(toy_files / "tea.txt")])
    assert outcomes(additions) == ["skipped", "added"]
    assert additions[0].reason


def test_a_name_that_is_no_text_does_not_stop_the_others(
    empty_assistant: Assistant, toy_files: Path
) -> None:
    Path(os.fsdecode(os.fsencode(toy_files) + b"/caf\xe9.txt")).write_text("Tea is hot.")
    additions = empty_assistant.add([str(toy_files)])
    assert outcomes(additions) == ["added"] * 5
    assert additions[1].path.endswith(r"caf\udce9.txt")


def test_unchanged_documents_need_no_model(
    toy_assistant: Assistant, toy_files: Path, with_embedder: Callable[..., Assistant]
) -> None:
    again = with_embedder(MissingEmbedder()).add([str(toy_files)])
    assert outcomes(again) == ["unchanged"] * len(TOY_LIBRARY)


def test_a_model_that_is_missing_ends_the_adding(
    toy_files: Path, with_embedder: Callable[..., Assistant]
) -> None:
    assistant = with_embedder(MissingEmbedder())
    with pytest.raises(ModelUnavailable, match="no model"):
        assistant.add([str(toy_files)])
    assert assistant.documents() == []


def test_another_model_ends_the_adding(
    toy_assistant: Assistant, toy_files: Path, with_embedder: Callable[..., Assistant]
) -> None:
    path = text_file(toy_files, "new.txt", "Tea is hot.")
    assistant = with_embedder(OtherEmbedder())
    with pytest.raises(ModelMismatch, match="alliance rebuild"):
        assistant.add([path])
    assert len(toy_assistant.documents()) == len(TOY_LIBRARY)


def test_small_documents_are_embedded_together(
    tmp_path: Path, with_embedder: Callable[..., Assistant]
) -> None:
    for number in range(40):
        text_file(tmp_path / "many", f"{number}.txt", f"Tea number {number} is hot.")
    embedder = CountingEmbedder()
    with_embedder(embedder).add([str(tmp_path / "many")])
    assert embedder.batches == [40]


def test_many_passages_are_embedded_in_parts(
    tmp_path: Path, with_embedder: Callable[..., Assistant]
) -> None:
    for number in range(4):
        text_file(tmp_path / "many", f"{number}.txt", f"Tea number {number} is hot. " * 1_500)
    embedder = CountingEmbedder()
    additions = with_embedder(embedder).add([str(tmp_path / "many")])
    assert len(embedder.batches) > 1
    assert min(embedder.batches[:-1]) >= 256
    assert sum(embedder.batches) == sum(each.passages for each in additions)


def test_progress_only_goes_forward_to_its_end(
    toy_files: Path, with_embedder: Callable[..., Assistant]
) -> None:
    seen: list[Progress] = []
    additions = with_embedder(CountingEmbedder()).add([str(toy_files)], seen.append)
    passages = sum(each.passages for each in additions)
    for one, other in pairwise(seen):
        assert one.documents_done <= other.documents_done <= other.documents == 4
        assert one.passages_done <= other.passages_done <= other.passages == passages or (
            other.passages_done == 0
        )
    assert (seen[0].documents_done, seen[0].passages_done) == (0, 0)
    assert (seen[-1].documents_done, seen[-1].passages_done) == (4, passages)
