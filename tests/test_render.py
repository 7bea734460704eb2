"""What the page shows of answers, citations and documents, without a browser."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant import (
    Addition,
    Answer,
    Check,
    Citation,
    Document,
    Entry,
    Excerpt,
    Outcome,
    Progress,
    Reference,
    Statement,
    Status,
)
from sources import Heading, Note, Span
from sources.errors import QuestionRefused
from ui.adding_queue import Upload
from ui.marking import NOTHING, surroundings, whole_text
from ui.render import (
    answer_markdown,
    answer_news,
    error_markdown,
    long_date,
    panel_html,
    plain,
    question_markdown,
)
from ui.render_library import documents_html, uploads_html

HOSTILE = '<img src=x onerror="alert(1)"> ${alert(1)} {{alert(1)}} [a](javascript:alert(1)) `x` $y$'
TEXT = (
    "Tea\nTea is made from leaves. Green tea is not roasted.\nSteeping\nBlack tea takes 4 minutes."
    "\nWhite tea takes 2 minutes."
)
TEA = Document(
    id="a" * 64,
    title="Tea",
    source="tea.md",
    media_type="text/markdown",
    text=TEXT,
    headings=(Heading(1, 0, 3), Heading(2, 55, 63)),
    notes=(
        Note("1", "The Tea Board, https://tea.example/leaves", "https://tea.example/leaves", (28,)),
        Note("2", "A cup of tea", "javascript:alert(1)", (54,)),
    ),
    issuer="The Tea Board",
    date="2024-05-01",
)


TEA_PATH = Path("tea.txt")


def cite(quote: str, number: int | None = 1, document: Document = TEA) -> Citation:
    start = document.text.index(quote)
    return Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        source=document.source,
        issuer=document.issuer,
        date=document.date,
        page=document.page_at(start),
        section=document.section_at(start),
        start=start,
        end=start + len(quote),
        quote=quote,
        passage=quote,
        score=1.0,
    )


def answer(*citations: Citation, nearest: tuple[Citation, ...] = (), read_as: str = "") -> Answer:
    return Answer(
        question="How is tea made?",
        read_as=read_as or "How is tea made?",
        status=Status.ANSWERED if citations else Status.NOT_FOUND,
        confidence=0.9,
        sentences=tuple(Statement(each.quote, (each.number or 0,)) for each in citations),
        citations=citations,
        nearest=nearest,
        seconds=0.1,
    )


def shown(markdown: str) -> str:
    return str(MarkdownIt("commonmark").render(markdown))


def open_panel(citation: Citation, document: Document = TEA) -> str:
    excerpt = Excerpt(Check.MATCHES, document, Span(citation.start, citation.end))
    return str(panel_html(excerpt, Reference.to(citation)))


def words_of(html: str) -> str:
    """The text of some HTML without page numbers and line breaks between elements."""
    html = re.sub(r'<(div|span) class="page">Page \d+</\1>', "", html).replace("\n", "")
    return unescape(re.sub(r"<[^>]+>", "", html))


def marked_words_of(html: str) -> str:
    return "".join(unescape(each) for each in re.findall(r"<mark[^>]*>(.*?)</mark>", html))


def entry(title: str) -> Entry:
    return Entry(
        "a" * 64, title, "tea.pdf", "application/pdf", 12, 3, 900, "2026-11-02T08:00:00+00:00",
        "The Tea Board", "2024-05-01",
    )  # fmt: skip


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_any_text_is_shown_by_markdown_as_it_is(text: str) -> None:
    words = " ".join(text.split())
    paragraph = f"<p>{words}</p>\n" if words else ""
    assert unescape(shown(plain(text))) == paragraph


def test_hostile_text_reaches_the_chat_without_a_live_character() -> None:
    assert not set(plain(HOSTILE)) & set("<>[]()`$\"'{}*_!\\")


def test_a_question_keeps_its_lines() -> None:
    assert question_markdown("one\n\n two # ") == "one\n\ntwo &#35;"


def test_each_sentence_is_a_paragraph_with_its_links() -> None:
    first = cite("Tea is made from leaves.")
    second = cite("Black tea takes 4 minutes.", 2)
    html = shown(answer_markdown(answer(first, second)))
    assert f'leaves. <a href="#cite-{Reference.to(first)}" title="Tea">[1]</a></p>' in html
    assert f'href="#cite-{Reference.to(second)}" title="Tea · Steeping">[2]</a></p>' in html


def test_documents_cited_are_named_once_below_the_answer() -> None:
    quotes = (
        "Tea is made from leaves.",
        "Black tea takes 4 minutes.",
        "White tea takes 2 minutes.",
    )
    html = shown(answer_markdown(answer(*(cite(quote, n) for n, quote in enumerate(quotes, 1)))))
    assert "<li>Tea: [1] · [2] [3] Steeping</li>" in html


def test_every_link_in_an_answer_can_be_read_back() -> None:
    citation = cite("Green tea is not roasted.")
    link = answer_markdown(answer(citation)).split("#cite-")[1].split(" ")[0]
    assert Reference.parse(link) == Reference.to(citation)


def test_an_answer_tells_how_the_question_was_read() -> None:
    html = shown(answer_markdown(answer(cite("Tea is made"), read_as="How is *black* tea made?")))
    assert html.startswith("<p><em>Read as: How is *black* tea made?</em></p>")


def test_not_found_names_the_nearest_passages_with_links() -> None:
    near = cite("Black tea takes 4 minutes.", None)
    html = shown(answer_markdown(answer(nearest=(near,))))
    assert "The documents do not answer this." in html
    assert f'<a href="#cite-{Reference.to(near)}">Tea · Steeping</a>' in html


def test_not_found_in_an_empty_library_names_nothing() -> None:
    assert answer_markdown(answer()) == "The documents do not answer this."


def test_long_passages_are_shortened_at_a_word() -> None:
    long = Document("b" * 64, "Long", "long.txt", "text/plain", "word " * 100)
    html = shown(answer_markdown(answer(nearest=(cite(long.text, None, long),))))
    assert "word word …" in html
    assert len(html) < 600


def test_news_of_an_answer_count_its_quotes() -> None:
    assert answer_news(answer(cite("Tea is made"))) == "Answer ready with 1 quote."
    assert answer_news(answer()) == "The documents do not answer this."


def test_an_error_is_shown_in_its_own_words() -> None:
    assert shown(error_markdown(QuestionRefused("Too long: *1*."))) == "<p>Too long: *1*.</p>\n"


def test_the_panel_marks_the_quoted_words_in_their_surroundings() -> None:
    html = open_panel(cite("Green tea is not roasted."))
    assert 'leaves. <mark id="quote">Green tea is not roasted.</mark></p>' in html
    assert "Steeping" not in html
    assert "The Tea Board · 1 May 2024" in html


def test_the_panel_names_the_section_and_shows_its_other_lines() -> None:
    html = open_panel(cite("Black tea takes 4 minutes."))
    assert '<p class="place">Steeping</p>' in html
    assert "<p>White tea takes 2 minutes.</p>" in html
    assert "roasted" not in html


def test_a_quote_over_two_lines_is_marked_in_both_and_named_once() -> None:
    html = open_panel(cite("Black tea takes 4 minutes.\nWhite tea"))
    assert html.count('<mark id="quote">') == 1
    assert "<mark>White tea</mark> takes 2 minutes." in html


def test_the_panel_links_the_documents_own_source() -> None:
    html = open_panel(cite("Tea is made from leaves."))
    assert 'href="https://tea.example/leaves" target="_blank" rel="noopener noreferrer"' in html


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    html = open_panel(cite("Green tea is not roasted."))
    assert "A cup of tea" in html
    assert "javascript" not in html


def test_the_panel_opens_the_whole_document_at_the_place() -> None:
    citation = cite("Green tea is not roasted.")
    assert f'href="/document/{TEA.id}?at={Reference.to(citation)}#quote"' in open_panel(citation)


def test_changed_words_are_not_marked() -> None:
    reference = Reference(TEA.id, 4, 20, "0" * 16)
    html = panel_html(Excerpt(Check.CHANGED, TEA, reference.span), reference)
    assert "no longer at this place" in html
    assert "<mark" not in html
    assert "leaves" not in html


def test_a_removed_document_says_so() -> None:
    reference = Reference(TEA.id, 4, 20, "0" * 16)
    html = panel_html(Excerpt(Check.REMOVED, None, reference.span), reference)
    assert "was removed" in html


def test_a_link_that_cannot_be_read_opens_nothing() -> None:
    assert "no place in a document" in panel_html(None, None)


def test_hostile_documents_are_escaped_in_the_panel() -> None:
    document = Document("c" * 64, HOSTILE, HOSTILE, "text/plain", HOSTILE, issuer=HOSTILE)
    html = open_panel(cite(HOSTILE, document=document), document)
    assert "<img" not in html
    assert html.count("&lt;img") == 3


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


def test_the_list_of_documents_escapes_titles() -> None:
    html = documents_html([entry(HOSTILE)])
    assert "<img" not in html
    assert "<td>PDF</td><td>12</td><td>3</td><td>2 Nov 2026</td>" in html
    assert "<h2>1 document</h2>" in html


def test_an_empty_library_says_what_to_do() -> None:
    assert "Add some above" in documents_html([])


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


def test_only_full_dates_are_put_into_words() -> None:
    assert [long_date(date) for date in ("2024-05-01", "May 2024", None)] == [
        "1 May 2024",
        "May 2024",
        None,
    ]
