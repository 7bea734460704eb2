"""What a citation opens, as HTML: the quoted words in their surroundings, to check and to copy.

Built with ``Markup.format`` only, like everything in `render`.
"""

from markupsafe import Markup, escape

from assistant import Check, Document, Excerpt, Reference
from index import Replacement
from sources import Note

from .apa import as_apa, as_apa_html
from .citing import Quote, as_bibtex, as_markdown, as_plain, is_web_address
from .marking import lang, surroundings
from .phrases import phrase, say, say_html
from .render import NEW_TAB, about, document_address
from .render_picture import pictures_html
from .wording import long_date, origin

CHANGED = phrase(
    "The words that were quoted are no longer at this place of the document, so nothing is marked."
)
_REMOVED = phrase(
    "This document was removed from the library. Add it again to open the words that were quoted."
)
_NO_PLACE = phrase("This link holds no place in a document that could be read.")
_RECOGNISED = phrase(
    "Recognised text: the words were read from a picture of the page. Compare them."
)
_SOURCE = phrase("Source given by the document")
_SOURCES = phrase("Sources given by the document")
_FORMS = {"plain": phrase("Plain text"), "markdown": "Markdown", "apa": "APA", "bibtex": "BibTeX"}


def panel_html(excerpt: Excerpt | None, reference: Reference | None) -> Markup:
    """Return what a citation opens; None is a link that no reference can be read from."""
    if excerpt is None or reference is None:
        return _notice(say(_NO_PLACE))
    if excerpt.document is None:
        return _gone(excerpt.replacement)
    link = Markup('<p class="open"><a href="{}#quote" {}>{}</a></p>')
    address = document_address(reference.document_id, reference)
    here = say("Open the whole document here")
    heading = _heading(excerpt.document) + link.format(address, NEW_TAB, here)
    if excerpt.check is not Check.MATCHES:
        return heading + _warning(say(CHANGED))
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
    return Markup('<p class="place">{}</p>{}<div class="surroundings"{}>{}</div>{}{}').format(
        quote.place,
        _recognised(document, excerpt),
        lang(document.language),
        surroundings(document, excerpt.span),
        _copying(quote),
        _notes(document, excerpt),
    )


def _recognised(document: Document, excerpt: Excerpt) -> Markup:
    if document.page_at(excerpt.span.start) not in document.report.recognised:
        return Markup()
    return Markup('<p class="place">{}</p>').format(say(_RECOGNISED))


def _copying(quote: Quote) -> Markup:
    buttons = Markup(" ").join(
        Markup('<button type="button" data-act="copy" data-form="{}">{}</button>').format(
            form, say(name)
        )
        for form, name in _FORMS.items()
    )
    return Markup(
        '<div class="copying" role="group" aria-labelledby="copying-label" data-plain="{}" '
        'data-markdown="{}" data-apa="{}" data-apa-html="{}" data-bibtex="{}">'
        '<p id="copying-label">{}</p><p>{} '
        '<span class="told" role="status"></span></p></div>'
    ).format(
        as_plain(quote),
        as_markdown(quote),
        as_apa(quote),
        # As text, for it is the value of an attribute.
        str(as_apa_html(quote)),
        as_bibtex(quote),
        say("Copy quote with reference"),
        buttons,
    )


def _notes(document: Document, excerpt: Excerpt) -> Markup:
    notes = document.notes_within(excerpt.span)
    if not notes:
        return Markup()
    items = Markup().join(Markup("<li>{}</li>").format(note_html(note)) for note in notes)
    heading = _SOURCE if len(notes) == 1 else _SOURCES
    return Markup("<h3>{}</h3><ul class='notes'>{}</ul>").format(say(heading), items)


def _heading(document: Document) -> Markup:
    known = [about(document.issuer, document.date)]
    if document.fetched_at:
        known.append(origin(document))
    said = Markup("<br>").join(filter(None, known))
    return Markup('<h2 tabindex="-1">{}</h2><p class="about">{}</p>').format(document.title, said)


def gone_html(newer: Replacement) -> Markup:
    """Return the line that tells what took the place of a document, and opens that."""
    link = Markup('<a href="{}" {}>{}</a>')
    said = say_html(
        "This document was replaced on {date} by a newer version, in which other words may stand: "
        "{document}. Nothing is marked.",
        date=long_date(newer.at[:10]),
        document=link.format(document_address(newer.id), NEW_TAB, newer.title),
    )
    return Markup('<p class="warning">{}</p>').format(said)


def _gone(newer: Replacement | None) -> Markup:
    if newer is None:
        return _notice(say(_REMOVED))
    return Markup('<h2 tabindex="-1">{}</h2>').format(say("Replaced")) + gone_html(newer)


def _notice(text: str) -> Markup:
    heading = Markup('<h2 tabindex="-1">{}</h2>').format(say("Not to be opened"))
    return heading + _warning(text)


def _warning(text: str) -> Markup:
    return Markup('<p class="warning">{}</p>').format(text)
