"""What a citation opens, without a browser."""

from html.parser import HTMLParser

from assistant import Check, Citation, Document, Excerpt, Reference
from index import Replacement
from sources import Note, Span
from tests.tea import HOSTILE, TEA, cite
from ui.render_panel import note_html, panel_html

FORMS = ("plain", "markdown", "apa", "apa-html", "bibtex")


def open_panel(citation: Citation, document: Document = TEA) -> str:
    excerpt = Excerpt(Check.MATCHES, document, Span(citation.start, citation.end))
    return str(panel_html(excerpt, Reference.to(citation)))


def copied(html: str) -> dict[str, str | None]:
    """What can be copied of a panel, by form, as a browser reads it."""
    found: dict[str, str | None] = {}

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if ("class", "copying") in attrs:
                found.update({name.removeprefix("data-"): value for name, value in attrs})

    Reader().feed(html)
    return {form: found[form] for form in FORMS}


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


def test_a_document_that_was_replaced_opens_the_newer_one() -> None:
    reference = Reference(TEA.id, 4, 20, "0" * 16)
    newer = Replacement("b" * 64, HOSTILE, "2026-11-26T10:00:00+00:00")
    html = panel_html(Excerpt(Check.REMOVED, None, reference.span, newer), reference)
    assert "replaced on 26 November 2026" in html
    assert f'href="/document/{newer.id}"' in html
    assert "<img" not in html


def test_a_link_that_cannot_be_read_opens_nothing() -> None:
    assert "no place in a document" in panel_html(None, None)


def test_hostile_documents_are_escaped_in_the_panel() -> None:
    document = Document("c" * 64, HOSTILE, HOSTILE, "text/plain", HOSTILE, issuer=HOSTILE)
    html = open_panel(cite(HOSTILE, document=document), document)
    assert "<img" not in html
    assert html.split('<div class="copying"')[0].count("&lt;img") == 3


def test_the_quote_can_be_copied_in_each_form_with_its_reference() -> None:
    forms = copied(open_panel(cite("Green tea is not roasted.")))
    assert all(text and "Green tea is not roasted." in text for text in forms.values())
    assert all(text and "The Tea Board" in text for text in forms.values())


def test_hostile_words_stay_words_in_each_form_that_is_copied() -> None:
    document = Document("c" * 64, HOSTILE, HOSTILE, "text/plain", HOSTILE, issuer=HOSTILE)
    forms = copied(open_panel(cite(HOSTILE, document=document), document))
    assert "<img" not in str(forms["apa-html"])
    assert "<img" not in str(forms["markdown"]).replace(r"\<img", "")
    assert "$" not in str(forms["bibtex"]).replace(r"\$", "")


def test_an_address_that_is_none_breaks_no_footnote() -> None:
    assert note_html(Note("1", "See http://[x", "http://[x", ())) == (
        'See <a href="http://[x" target="_blank" rel="noopener noreferrer">http://[x</a>'
    )
