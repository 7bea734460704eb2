"""What the assistant returns, as Markdown for the chat and HTML for the rest of the page.

Pure functions. Whatever comes from a document, a file's name or a person is shown as plain text:
HTML is built with ``Markup.format`` only, which escapes, and Markdown through `plain`.
"""

import datetime as dt
import re
from collections.abc import Sequence
from itertools import groupby
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from assistant import (
    Answer,
    AssistantError,
    Check,
    Citation,
    Document,
    Excerpt,
    Reference,
    Status,
)
from sources import Note

from .marking import surroundings

_LONGEST_EXCERPT = 220
_FORMATS = {
    "text/plain": "Text",
    "text/markdown": "Markdown",
    "text/html": "Web page",
    "application/pdf": "PDF",
}
CHANGED = (
    "The words that were quoted are no longer at this place of the document, so nothing is marked."
)
_REMOVED = (
    "This document was removed from the library. Add it again to open the words that were quoted."
)
_LONGEST_SHOWN = 600
NEW_TAB = Markup('target="_blank" rel="noopener noreferrer"')


def plain(text: str) -> str:
    """Return Markdown that shows some text as it is, on one line."""
    words = " ".join(text.split())
    return re.sub(r"[!-/:-@\[-`{-~]", lambda sign: f"&#{ord(sign[0])};", words)


def question_markdown(question: str) -> str:
    """Return a question as a message of the chat, its lines kept, a very long one cut."""
    if len(question) > _LONGEST_SHOWN:
        question = question[:_LONGEST_SHOWN] + " …"
    return "\n\n".join(plain(line) for line in question.splitlines() if line.strip())


def answer_markdown(answer: Answer) -> str:
    """Return an answer as a message of the chat; its links hold references."""
    parts = [_nearest(answer)] if not answer.found else _quotes(answer)
    if answer.status is Status.PARTIAL:
        parts.insert(0, "The documents answer this only in part.")
    if answer.read_as != answer.question:
        parts.insert(0, f"*Read as: {plain(answer.read_as)}*")
    return "\n\n".join(parts)


def error_markdown(error: AssistantError) -> str:
    """Return an error as a message of the chat."""
    return plain(str(error))


def answer_news(answer: Answer) -> str:
    """Return the line that tells those who do not see the screen that the answer is there."""
    if not answer.found:
        return "The documents do not answer this."
    return f"Answer ready with {count(len(answer.citations), 'quote')}."


def _quotes(answer: Answer) -> list[str]:
    by_number = {citation.number: citation for citation in answer.citations}
    paragraphs = [
        f"{plain(each.text)} {' '.join(_link(by_number[number]) for number in each.citations)}"
        for each in answer.sentences
    ]
    return [*paragraphs, "---", "\n".join(_sources(answer.citations))]


def _sources(citations: Sequence[Citation]) -> list[str]:
    """Return a line for each run of citations of one document, with the places in it."""
    lines = []
    for _, run in groupby(citations, lambda each: each.document_id):
        cited = list(run)
        numbers: dict[str, str] = {}
        for each in cited:
            numbers[_place(each)] = numbers.get(_place(each), "") + f"[{each.number}] "
        places = " · ".join((found + place).strip() for place, found in numbers.items())
        lines.append(f"- {plain(cited[0].title)}: {plain(places)}")
    return lines


def _nearest(answer: Answer) -> str:
    lines = ["The documents do not answer this."]
    if answer.nearest:
        lines += ["", "Nearest passages:", ""]
    for citation in answer.nearest:
        name = " · ".join(filter(None, (citation.title, _place(citation))))
        lines.append(f"- [{plain(name)}]({_target(citation)})  ")
        lines.append(f"  {plain(_shortened(citation.quote))}")
    return "\n".join(lines)


def _link(citation: Citation) -> str:
    name = " · ".join(filter(None, (citation.title, _place(citation))))
    return f'[&#91;{citation.number}&#93;]({_target(citation)} "{plain(name)}")'


def _target(citation: Citation) -> str:
    return f"#cite-{Reference.to(citation)}"


def _place(citation: Citation) -> str:
    return " · ".join(filter(None, (citation.section, _page(citation.page))))


def _page(page: int | None) -> str | None:
    return None if page is None else f"page {page}"


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_EXCERPT:
        return text
    return text[:_LONGEST_EXCERPT].rsplit(" ", 1)[0] + " …"


def count(number: int, thing: str) -> str:
    """Return how many there are of a thing."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def status_html(news: str = "", *, busy: bool = False) -> Markup:
    """Return the line that says what the chat is doing."""
    return Markup('<p role="status" data-busy="{}">{}</p>').format(str(busy).lower(), news)


def panel_html(excerpt: Excerpt | None, reference: Reference | None) -> Markup:
    """Return what a citation opens; None is a link that no reference can be read from."""
    if excerpt is None or reference is None:
        return _notice("This link holds no place in a document that could be read.")
    if excerpt.document is None:
        return _notice(_REMOVED)
    link = Markup('<p class="open"><a href="{}#quote" {}>Open the whole document here</a></p>')
    address = document_address(reference.document_id, reference)
    heading = _heading(excerpt.document) + link.format(address, NEW_TAB)
    if excerpt.check is not Check.MATCHES:
        return heading + _warning(CHANGED)
    return heading + _quoted(excerpt, excerpt.document)


def _quoted(excerpt: Excerpt, document: Document) -> Markup:
    start = excerpt.span.start
    places = filter(None, (document.section_at(start), _page(document.page_at(start))))
    return Markup('<p class="place">{}</p><div class="surroundings">{}</div>{}').format(
        " · ".join(places), surroundings(document, excerpt.span), _notes(document, excerpt)
    )


def _notes(document: Document, excerpt: Excerpt) -> Markup:
    notes = document.notes_within(excerpt.span)
    if not notes:
        return Markup()
    items = Markup().join(Markup("<li>{}</li>").format(note_html(note)) for note in notes)
    heading = "The document's own source" + ("" if len(notes) == 1 else "s")
    return Markup("<h3>{}</h3><ul class='notes'>{}</ul>").format(heading, items)


def note_html(note: Note) -> Markup:
    """Return a footnote, its address a link where it leads to the web."""
    if note.address is None or urlsplit(note.address).scheme not in ("http", "https"):
        return escape(note.text)
    link = Markup('<a href="{0}" {1}>{0}</a>').format(note.address, NEW_TAB)
    before, found, after = note.text.partition(note.address)
    return escape(before) + (link + after if found else Markup(" ") + link)


def _heading(document: Document) -> Markup:
    return Markup('<h2 tabindex="-1">{}</h2><p class="about">{}</p>').format(
        document.title, about(document.issuer, document.date)
    )


def _notice(text: str) -> Markup:
    return Markup('<h2 tabindex="-1">Not to be opened</h2>') + _warning(text)


def _warning(text: str) -> Markup:
    return Markup('<p class="warning">{}</p>').format(text)


def document_address(document_id: str, reference: Reference | None = None) -> str:
    """Return the address of a document's own page, at the place of a reference if there is one."""
    return f"/document/{document_id}" + ("" if reference is None else f"?at={reference}")


def about(issuer: str | None, date: str | None) -> str:
    """Return who issued a document and when, as far as that is known."""
    return " · ".join(filter(None, (issuer, long_date(date))))


def long_date(value: str | None) -> str | None:
    """Return a date in words where it is a full date, as it is where not."""
    try:
        day = dt.date.fromisoformat(value or "")
    except ValueError:
        return value
    return f"{day.day} {day:%B %Y}"


def format_name(media_type: str) -> str:
    """Return the name of a format that people know it by."""
    return _FORMATS.get(media_type, media_type)
