"""What the page shows of the library and of files being added, without a browser."""

from pathlib import Path

import pytest

from assistant import Addition, Entry, Outcome, Progress
from tests.tea import HOSTILE, TEA
from ui.adding_queue import Upload
from ui.render_library import documents_html, uploads_html

TEA_PATH = Path("tea.txt")


def entry(title: str) -> Entry:
    return Entry(
        "a" * 64, title, "tea.pdf", "application/pdf", 12, 3, 900, "2026-11-02T08:00:00+00:00",
        "The Tea Board", "2024-05-01",
    )  # fmt: skip


def test_the_list_of_documents_escapes_titles() -> None:
    html = documents_html([entry(HOSTILE)])
    assert "<img" not in html
    assert "<td>PDF</td><td>12</td><td>3</td><td>2 Nov 2026</td>" in html
    assert "<h2>1 document</h2>" in html


def test_an_empty_library_says_what_to_do() -> None:
    assert "Add some above" in documents_html([])


def test_a_password_is_asked_for_where_one_is_needed_once_nothing_moves() -> None:
    addition = Addition("t", Outcome.SKIPPED, reason="Locked.", needs_password=True)
    uploads = [Upload(HOSTILE, Path("folder", "tea.pdf"), addition=addition)]
    html = uploads_html(uploads, busy=False)
    assert "type='password'" in html
    assert "data-id='folder'" in html
    assert "<img" not in html
    assert "<form" not in uploads_html(uploads, busy=True)


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (None, "waiting"),
        (Progress(0, 1, 0, 0, "tea.txt"), "reading"),
        (Progress(0, 1, 64, 1200, "tea.txt"), "64 of 1,200 passages"),
    ],
)
def test_files_say_how_far_they_are(progress: Progress | None, said: str) -> None:
    html = uploads_html([Upload("tea.txt", TEA_PATH, progress)], busy=True)
    assert said in html
    assert "aria-label='Adding tea.txt'" in html
    assert ">Stop<" in html


@pytest.mark.parametrize(
    ("addition", "said"),
    [
        (Addition("t", Outcome.ADDED, TEA.id, "Tea", 3), "Added"),
        (Addition("t", Outcome.REPLACED, TEA.id, "Tea", 3), "Replaced an earlier version"),
        (Addition("t", Outcome.UNCHANGED, TEA.id, "Tea", 3), "Unchanged: it was there already"),
        (
            Addition("t", Outcome.SKIPPED, reason="The file is empty."),
            "Skipped. The file is empty.",
        ),
    ],
)
def test_files_say_what_became_of_them(addition: Addition, said: str) -> None:
    html = uploads_html([Upload(HOSTILE, TEA_PATH, None, addition)], busy=False)
    assert said in html
    assert "<img" not in html
    assert ">Clear this list<" in html
