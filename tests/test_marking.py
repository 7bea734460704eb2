"""The text of a document with the quoted words marked in it."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Document
from sources import Span, read_document, split
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


@st.composite
def quoted_documents(draw: st.DrawFn) -> tuple[Document, Span]:
    text = draw(st.text("ab &<.\n", min_size=1, max_size=60))
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
