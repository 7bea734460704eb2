"""What the page shows of answers and citations, without a browser."""

from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant import Answer, Citation, Document, Reference, Statement, Status
from tests.tea import HOSTILE, cite
from ui.phrases import speaking
from ui.render import (
    answer_markdown,
    answer_news,
    error_markdown,
    question_markdown,
)
from ui.render_quotes import plain
from ui.wording import long_date


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


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_any_text_is_shown_by_markdown_as_it_is(text: str) -> None:
    words = " ".join(text.split())
    paragraph = f"<p>{words}</p>\n" if words else ""
    assert unescape(shown(plain(text))) == paragraph


def test_words_in_another_language_than_the_page_tell_theirs() -> None:
    quoted = answer(cite("Tea is made from leaves."))
    nearest = answer(nearest=(cite("Tea is made", None),))
    for kept, words in ((quoted, "Tea is made from leaves&#46;"), (nearest, "Tea is made")):
        said = f'<span lang="fr">{words}</span>'
        assert said in answer_markdown(kept, languages={"a" * 64: "fr"})
        assert 'href="#cite-' in shown(answer_markdown(kept, languages={"a" * 64: "fr"}))
        for languages in ({}, {"b" * 64: "fr"}, {"a" * 64: "en"}):
            assert "<span" not in answer_markdown(kept, languages=languages)
        with speaking("fr"):
            assert "<span" not in answer_markdown(kept, languages={"a" * 64: "fr"})
            assert 'lang="en"' in answer_markdown(kept, languages={"a" * 64: "en"})


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
    assert "Not found in the documents; nearest passages:" in html
    assert f'<a href="#cite-{Reference.to(near)}">Tea · Steeping</a>' in html


def test_not_found_in_an_empty_library_names_nothing() -> None:
    assert shown(answer_markdown(answer())) == "<p>Not found in the documents.</p>\n"


def test_long_passages_are_shortened_at_a_word() -> None:
    long = Document("b" * 64, "Long", "long.txt", "text/plain", "word " * 100)
    html = shown(answer_markdown(answer(nearest=(cite(long.text, None, long),))))
    assert "word word …" in html
    assert len(html) < 600


def test_news_of_an_answer_count_its_quotes() -> None:
    assert answer_news(answer(cite("Tea is made"))) == (
        "Answer ready. Well supported: 1 quote from 1 document."
    )
    assert answer_news(answer()) == "Not found in the documents."


def test_an_error_is_shown_in_its_own_words() -> None:
    assert shown(error_markdown("Too long: *1*.")) == "<p>Too long: *1*.</p>\n"


def test_only_full_dates_are_put_into_words() -> None:
    assert [long_date(date) for date in ("2024-05-01", "May 2024", None)] == [
        "1 May 2024",
        "May 2024",
        None,
    ]
