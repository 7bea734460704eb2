"""What a citation opens, as HTML: the quoted words in their surroundings, to check and to copy.

Built with ``Markup.format`` only, like everything in `render`.
"""

from markupsafe import Markup, escape

from assistant import Check, Document, Excerpt, Reference
from index import Replacement
from sources import Note

from .apa import as_apa, as_apa_html
from .citing import Quote, as_bibtex, as_markdown, as_plain, is_web_address
from .marking import surroundings
from .render import NEW_TAB, about, document_address
from .render_picture import pictures_html
from .wording import long_date, origin

CHANGED = (
    "The words that were quoted are no longer at this place of the document, so nothing is marked."
)
_REMOVED = (
    "This document was removed from the library. Add it again to open the words that were quoted."
)
_NO_PLACE = "This link holds no place in a document that could be read."
_RECOGNISED = "Recognised text: the words were read from a picture of the page. Compare them."
_FORMS = {"plain": "Plain text", "markdown": "Markdown", "apa": "APA", "bibtex": "BibTeX"}


def panel_html(excerpt: Excerpt | None, reference: Reference | None) -> Markup:
    """Return what a citation opens; None is a link that no reference can be read from."""
    if excerpt is None or reference is None:
        return _notice(_NO_PLACE)
    if excerpt.document is None:
        return _gone(excerpt.replacement)
    link = Markup('<p class="open"><a href="{}#quote" {}>Open the whole document here</a></p>')
    address = document_address(reference.document_id, reference)
    heading = _heading(excerpt.document) + link.format(address, NEW_TAB)
    if excerpt.check is not Check.MATCHES:
        return heading + _warning(CHANGED)
    quoted = _quoted(excerpt, excerpt.document)
    return heading + quoted + pictures_html(excerpt, excerpt.document, reference)


def note_html(note: Note) -> Markup:
    """Return a footnote, its address a link where it leads to the web."""
    if note.address is None or not is_web_address(note.address):
        return escape(note.text)
    link = Markup('<a href="{0}" {1}>{0}</a>').format(note.address, NEW_TAB)
    before, found, after = note.text.partition(note.address)
    return escape(before) + (link + after if found else Markup(" ") + link)


def _quoted(excerpt: Excerpt, document: Document) -> Markup:
    quote = Quote.within(document, excerpt.span)
    return Markup('<p class="place">{}</p>{}<div class="surroundings">{}</div>{}{}').format(
        quote.place,
        _recognised(document, excerpt),
        surroundings(document, excerpt.span),
        _copying(quote),
        _notes(document, excerpt),
    )


def _recognised(document: Document, excerpt: Excerpt) -> Markup:
    if document.page_at(excerpt.span.start) not in document.report.recognised:
        return Markup()
    return Markup('<p class="place">{}</p>').format(_RECOGNISED)


def _copying(quote: Quote) -> Markup:
    buttons = Markup(" ").join(
        Markup('<button type="button" data-act="copy" data-form="{}">{}</button>').format(*each)
        for each in _FORMS.items()
    )
    return Markup(
        '<div class="copying" role="group" aria-labelledby="copying-label" data-plain="{}" '
        'data-markdown="{}" data-apa="{}" data-apa-html="{}" data-bibtex="{}">'
        '<p id="copying-label">Copy quote with reference</p><p>{} '
        '<span class="told" role="status"></span></p></div>'
    ).format(
        as_plain(quote),
        as_markdown(quote),
        as_apa(quote),
        # As text, for it is the value of an attribute.
        str(as_apa_html(quote)),
        as_bibtex(quote),
        buttons,
    )


def _notes(document: Document, excerpt: Excerpt) -> Markup:
    notes = document.notes_within(excerpt.span)
    if not notes:
        return Markup()
    items = Markup().join(Markup("<li>{}</li>").format(note_html(note)) for note in notes)
    heading = "Source given by the document" if len(notes) == 1 else "Sources given by the document"
    return Markup("<h3>{}</h3><ul class='notes'>{}</ul>").format(heading, items)


def _heading(document: Document) -> Markup:
    known = [about(document.issuer, document.date)]
    if document.fetched_at:
        known.append(origin(document))
    said = Markup("<br>").join(filter(None, known))
    return Markup('<h2 tabindex="-1">{}</h2><p class="about">{}</p>').format(document.title, said)


def gone_html(newer: Replacement) -> Markup:
    """Return the line that tells what took the place of a document, and opens that."""
    return Markup(
        '<p class="warning">This document was replaced on {} by a newer version, in which other '
        'words may stand: <a href="{}" {}>{}</a>. Nothing is marked.</p>'
    ).format(long_date(newer.at[:10]), document_address(newer.id), NEW_TAB, newer.title)


def _gone(newer: Replacement | None) -> Markup:
    if newer is None:
        return _notice(_REMOVED)
    return Markup('<h2 tabindex="-1">Replaced</h2>') + gone_html(newer)


def _notice(text: str) -> Markup:
    return Markup('<h2 tabindex="-1">Not to be opened</h2>') + _warning(text)


def _warning(text: str) -> Markup:
    return Markup('<p class="warning">{}</p>').format(text)
