"""The text of a document with the quoted words marked in it."""

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Document
from sources import Heading, Note, Span, read_document, split
from tests.quality.fuzzing import good_files
from tests.tea import TEA
from ui.marking import NOTHING, surroundings, whole_text

GOOD = good_files()


def words_of(html: str) -> str:
    """The text of some HTML without page numbers and line breaks between elements."""
    html = re.sub(r'<(div|span) class="page">Page \d+</\1>', "", html).replace("\n", "")
    return unescape(re.sub(r"<[^>]+>", "", html))


def marked_words_of(html: str) -> str:
    return "".join(unescape(each) for each in re.findall(r"<mark[^>]*>(.*?)</mark>", html))


def test_the_whole_text_has_headings_paragraphs_and_footnote_marks() -> None:
    assert whole_text(TEA, NOTHING).split("\n") == [
        '<p>Tea is made from leaves.<sup><a href="#note-1" aria-label="Footnote 1">1</a></sup>'
        " Green tea is not roasted."
        '<sup><a href="#note-2" aria-label="Footnote 2">2</a></sup></p>',
        "<h2>Steeping</h2>",
        "<p>Black tea takes 4 minutes.</p>",
        "<p>White tea takes 2 minutes.</p>",
    ]


def test_pages_begin_with_their_number_even_within_a_line() -> None:
    document = Document(
        "d" * 64, "Pages", "p.pdf", "application/pdf", "One two.\nThree.", (0, 4, 9)
    )
    assert whole_text(document, NOTHING).split("\n") == [
        '<div class="page">Page 1</div>',
        '<p>One <span class="page">Page 2</span>two.</p>',
        '<div class="page">Page 3</div>',
        "<p>Three.</p>",
    ]


ROWS = 'Tea\nKinds differ.\nKind | Minutes | <b>\nBlack | 4 | "\nGreen | 3 | x\nWhite | 2 | y\nEnd.'
TABLE = Document("f" * 64, "Tea", "t.md", "text/markdown", ROWS, headings=(Heading(1, 0, 3),))


def rows_of(html: str) -> list[str]:
    """The rows of the tables in some HTML, with | where one sees the line between two cells."""
    shown = re.sub(r"<span hidden>.*?</span>", "", html)
    cells = re.sub(r"</t[dh]><t[dh][^>]*>", "|", shown)
    return [re.sub(r"</?t[^>]*>", "", row) for row in re.findall(r"<tr>(.*?)</tr>", cells)]


def quote_in(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))


def test_rows_of_a_table_are_one_and_its_first_is_the_header() -> None:
    html = str(whole_text(TABLE, quote_in(TABLE, "Green | 3")))
    assert rows_of(html) == [
        "Kind|Minutes|&lt;b&gt;",
        "Black|4|&#34;",
        '<mark id="quote">Green</mark>|<mark>3</mark>|x',
        "White|2|y",
    ]
    assert html.count('<th scope="col">') == 3
    assert html.startswith("<p>Kinds differ.</p>\n<div")
    assert html.endswith("</div>\n<p>End.</p>")
    assert marked_words_of(html) == "Green | 3"
    assert "".join(words_of(html).split()) == "".join(ROWS.removeprefix("Tea").split())


def test_a_quoted_row_stands_below_the_header_of_its_table() -> None:
    html = str(surroundings(TABLE, quote_in(TABLE, "White | 2")))
    assert rows_of(html) == [
        "Kind|Minutes|&lt;b&gt;",
        "…",
        "Green|3|x",
        '<mark id="quote">White</mark>|<mark>2</mark>|y',
    ]
    assert "…" not in str(surroundings(TABLE, quote_in(TABLE, "Black | 4")))
    assert rows_of(str(surroundings(TABLE, quote_in(TABLE, "Kinds differ.")))) == []


def test_a_page_that_begins_within_a_table_is_told_in_a_row() -> None:
    pages = (0, ROWS.index("Green"))
    document = replace(TABLE, page_starts=pages, title="Another")
    assert rows_of(str(whole_text(document, NOTHING)))[2:4] == [
        '<div class="page">Page 2</div>',
        "Green|3|x",
    ]


def test_a_single_row_and_a_table_too_long_to_lay_out_stay_lines() -> None:
    for text in ("Kinds differ.\nBlack | 4\nEnd.", "\n".join(["Black | 4"] * 2_001)):
        html = whole_text(replace(TABLE, text=text, headings=()), NOTHING)
        assert "<table>" not in html
        assert "<p>Black | 4</p>" in html


def test_a_footnote_in_a_cell_is_marked_there() -> None:
    document = replace(TABLE, notes=(Note("1", "A note", None, (ROWS.index(" | 3"),)),))
    row = rows_of(str(whole_text(document, NOTHING)))[2]
    assert row == 'Green<sup><a href="#note-1" aria-label="Footnote 1">1</a></sup>|3|x'


@st.composite
def quoted_documents(draw: st.DrawFn) -> tuple[Document, Span]:
    pieces = st.sampled_from([*"ab &<.|\n", " | "])
    text = "".join(draw(st.lists(pieces, min_size=1, max_size=60)))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    pages = sorted(draw(st.sets(st.integers(0, len(text)), max_size=3)))
    document = Document("e" * 64, "No such line", "x", "text/plain", text, tuple(pages))
    return document, Span(start, end)


@given(quoted_documents())
def test_marking_changes_no_character(quoted: tuple[Document, Span]) -> None:
    document, quote = quoted
    html = str(whole_text(document, quote))
    assert "".join(words_of(html).split()) == "".join(document.text.split())


@given(quoted_documents())
def test_what_is_marked_is_the_quote(quoted: tuple[Document, Span]) -> None:
    document, quote = quoted
    words = "".join(document.text[slice(*quote)].split())
    for html in (whole_text(document, quote), surroundings(document, quote)):
        assert "".join(marked_words_of(str(html)).split()) == words
        assert html.count('id="quote"') <= 1


@pytest.mark.parametrize("ending", list(GOOD))
def test_each_sentence_of_each_format_is_marked_whole_where_it_stands(ending: str) -> None:
    document = read_document(GOOD[ending], f"a{ending}", f"a{ending}")
    passages = split(document, lambda texts: [len(text.split()) for text in texts], limit=60)
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    assert sentences
    for sentence in sentences:
        html = whole_text(document, sentence)
        assert marked_words_of(html) == document.text[slice(*sentence)].replace("\n", "")
        assert html.count('id="quote"') == 1
