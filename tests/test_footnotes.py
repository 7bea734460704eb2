"""Answers with footnotes that stand alone."""

from dataclasses import replace

from markdown_it import MarkdownIt

from assistant import Answer, AskedOf, Citation, Scope, Statement, Status
from tests.tea import HOSTILE, TEA, cite
from ui.footnotes import with_footnotes

LEAVES, BLACK = cite("Tea is made from leaves.", 1), cite("Black tea takes 4 minutes.", 2)


def answer(*citations: Citation) -> Answer:
    sentences = tuple(Statement(each.quote, (each.number or 0,)) for each in citations)
    return Answer("How?", "How is *tea* made?", Status.ANSWERED, 0.9, sentences, citations)


def test_plain_text_has_a_numbered_footnote_for_each_quote() -> None:
    assert with_footnotes(answer(LEAVES, BLACK)) == (
        "How is *tea* made?\n\n"
        "Tea is made from leaves. [1]\n\n"
        "Black tea takes 4 minutes. [2]\n\n"
        "Well supported: 2 quotes from 1 document.\n\n"
        "[1] “Tea is made from leaves.” Tea, The Tea Board, 1 May 2024 (SHA-256 aaaaaaaaaaaa).\n"
        "[2] “Black tea takes 4 minutes.” Tea, The Tea Board, 1 May 2024, Steeping "
        "(SHA-256 aaaaaaaaaaaa).\n"
    )


def test_markdown_has_footnotes_of_its_own_kind() -> None:
    assert with_footnotes(answer(LEAVES), markdown=True) == (
        "**How is \\*tea\\* made?**\n\n"
        "Tea is made from leaves.[^1]\n\n"
        "Well supported: 1 quote from 1 document.\n\n"
        "[^1]: “Tea is made from leaves.” *Tea*, The Tea Board, 1 May 2024 (SHA-256 aaaaaaaaaaaa).\n"
    )


def test_what_introduces_a_list_stands_before_it_with_a_mark_of_its_own() -> None:
    introduced = replace(
        answer(LEAVES, BLACK), sentences=(Statement(BLACK.quote, (2, 1), introduced_by=1),)
    )
    text = with_footnotes(introduced)
    assert "Tea is made from leaves. [1]\n\nBlack tea takes 4 minutes. [2]" in text


def test_what_was_asked_and_that_documents_deny_it_is_said_first() -> None:
    denied = replace(
        answer(LEAVES),
        status=Status.NOT_FOUND,
        otherwise=True,
        asked_of=AskedOf(Scope(issuers=("Tea Board",)), documents=1),
    )
    text = with_footnotes(denied)
    assert (
        "Asked of 1 document: Tea Board.\n\nThe documents do not say this. They say other" in text
    )


def test_hostile_words_stay_words_in_markdown() -> None:
    document = replace(TEA, title=HOSTILE, text=HOSTILE, issuer=HOSTILE, headings=(), notes=())
    text = with_footnotes(answer(cite(HOSTILE, 1, document)), markdown=True)
    html = MarkdownIt("commonmark").render(text)
    assert "<img" not in html
    assert "<a" not in html
    assert "<code" not in html
