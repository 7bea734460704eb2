"""What the page shows of the library and of files being added, without a browser."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Addition, Entry, Outcome, Progress
from tests.tea import HOSTILE, TEA
from ui.listing import PAGE, Wish, listing
from ui.render_library import documents_html
from ui.render_uploads import uploads_html
from ui.uploads import Upload

TEA_PATH = Path("tea.txt")


def entry(title: str) -> Entry:
    return Entry(
        "a" * 64, title, "tea.pdf", "application/pdf", 12, 3, 900, "2026-11-02T08:00:00+00:00",
        "The Tea Board", "2024-05-01",
    )  # fmt: skip


def test_the_list_of_documents_escapes_titles() -> None:
    html = documents_html(listing([entry(HOSTILE)], {"a" * 64: 1_250_000}, "", Wish()))
    assert "<img" not in html
    assert "<td>PDF</td><td>12</td><td>3</td><td>1.2 MB</td><td>2 Nov 2026</td>" in html
    assert "<h2>1 document</h2>" in html


def test_an_empty_library_says_what_to_do() -> None:
    assert "Add some above" in documents_html(listing([], {}, "", Wish()))


def test_the_list_is_sorted_by_any_column_and_what_is_unknown_comes_last() -> None:
    papers = [
        replace(entry(f"{id} paper"), id=id * 64, pages=pages, date=date)
        for id, pages, date in (("b", 9, None), ("A", 12, "2024-05"), ("c", None, "2019"))
    ]

    def order(wish: Wish) -> str:
        sizes = {"b" * 64: 5, "A" * 64: 3}
        return "".join(line.entry.id[0] for line in listing(papers, sizes, "", wish).lines)

    assert order(Wish()) == "Abc"
    assert order(Wish().sorted_by("title")) == "cbA"
    assert order(Wish().sorted_by("pages")) == "bAc"
    assert order(Wish().sorted_by("pages").sorted_by("pages")) == "Abc"
    assert order(Wish().sorted_by("date")) == "cAb"
    assert order(Wish().sorted_by("size")) == "Abc"
    assert Wish().sorted_by("<script>") == Wish()


def test_the_list_is_found_by_words_and_cut_until_more_is_wanted() -> None:
    papers = [replace(entry(f"Tea {number}"), id=f"{number:064}") for number in range(PAGE + 20)]
    found = listing(papers, {}, "BOARD tea 17", Wish())
    assert [line.entry.title for line in found.lines] == ["Tea 117", "Tea 17"]
    assert "<h2>2 of 120 documents</h2>" in documents_html(found)
    assert "No document has all of these words" in documents_html(
        listing(papers, {}, "coffee", Wish())
    )
    whole = listing(papers, {}, "", Wish())
    assert "Show more (20 not shown)" in documents_html(whole)
    longer = documents_html(listing(papers, {}, "", whole.wish.longer()))
    assert longer.count("<tr>") == PAGE + 21
    assert "Show more" not in longer


def test_a_file_whose_name_a_document_has_waits_for_a_choice() -> None:
    waiting = Upload(HOSTILE, Path("folder", "tea.pdf"), clash=entry(HOSTILE))
    html = uploads_html([waiting], busy=False)
    assert "<img" not in html
    for act in ("replace", "both", "cancel"):
        assert f"data-act='{act}' data-id='folder'" in html


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
