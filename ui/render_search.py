"""The passages that a search finds, as HTML.

Built with ``Markup.format`` only, like everything in `render`.
"""

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from assistant import Entry, Hit, Reference
from index import terms

from .citing import CSV_COLUMNS, Quote, as_bibtex, as_csv, as_markdown, as_plain
from .marking import lang
from .phrases import say
from .render import NEW_TAB, about, document_address
from .wording import by_meaning_only, count

_WORD = re.compile(r"[^\W_]+(?:[.’'&/\u2010-\u2015-][^\W_]+)*")
_EXPORTS = ("Markdown", "CSV", "BibTeX")


def hits_html(
    words: str, hits: Sequence[Hit], entries: Mapping[str, Entry], searched_in: str | None = None
) -> Markup:
    """Return the list of what was found for some words, best first, with what can be done with it.

    ``entries`` are those of the library by id; a hit in a document that is no longer there is left
    out. ``searched_in`` tells which documents were searched, if not all.
    """
    found = [(hit, entries[hit.document_id]) for hit in hits if hit.document_id in entries]
    if not found:
        return message_html(searched_in or say("No passage has anything to do with these words."))
    wanted = frozenset(terms(words))
    items = Markup().join(
        _item(number, hit, entry, wanted) for number, (hit, entry) in enumerate(found, start=1)
    )
    documents = len({entry.id for _, entry in found})
    said = say(
        "{passages} from {documents}, the nearest first.",
        passages=count(len(found), "passage"),
        documents=count(documents, "document"),
    )
    said = " ".join(filter(None, (by_meaning_only(hits), said, searched_in)))
    head = Markup('<p role="status">{}</p>').format(said)
    return head + _exports() + Markup("<ol>{}</ol>").format(items)


def message_html(text: str) -> Markup:
    """Return a line that takes the place of results."""
    return Markup('<p role="status" class="empty">{}</p>').format(text)


def marked(text: str, wanted: frozenset[str]) -> Markup:
    """Return a text with the words marked whose index terms are wanted."""
    parts, end = [], 0
    for match in _WORD.finditer(text):
        if wanted & set(terms(match[0])):
            parts += [escape(text[end : match.start()]), Markup("<mark>{}</mark>").format(match[0])]
            end = match.end()
    return Markup().join([*parts, escape(text[end:])])


def _exports() -> Markup:
    buttons = Markup(" ").join(
        Markup('<button type="button" data-act="export" data-form="{0}">{0}</button>').format(form)
        for form in _EXPORTS
    )
    return Markup(
        '<p class="exports" data-columns="{}">{} {} <span class="told" role="status"></span></p>'
    ).format(
        ",".join(CSV_COLUMNS),
        say("Save the chosen excerpts, or all where none is chosen, as"),
        buttons,
    )


def _item(number: int, hit: Hit, entry: Entry, wanted: frozenset[str]) -> Markup:
    quote = Quote.of(hit, entry)
    return Markup(
        '<li data-plain="{plain}" data-markdown="{markdown}" data-csv="{csv}" '
        'data-bibtex="{bibtex}"><h2><a href="{address}#quote" {new_tab}>{title}</a></h2>'
        '<p class="about">{about}</p><p class="text"{lang}>{text}</p>'
        '<p class="doing"><label><input type="checkbox"> {choose}</label> '
        '<button type="button" data-act="copy">{copy}</button></p></li>'
    ).format(
        plain=as_plain(quote),
        markdown=as_markdown(quote),
        csv=as_csv(quote),
        bibtex=as_bibtex(quote),
        address=document_address(hit.document_id, Reference.to_passage(hit)),
        new_tab=NEW_TAB,
        title=quote.title,
        about=" · ".join(filter(None, (about(quote.issuer, quote.date), quote.place))),
        lang=lang(entry.language),
        text=marked(quote.text, wanted),
        choose=say("Choose excerpt {number}", number=number),
        copy=say("Copy quote with reference"),
    )
