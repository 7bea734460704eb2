"""An answer to be handed on: its quotes, and numbered footnotes that stand alone.

Pure functions.
"""

from collections.abc import Mapping

from assistant import Answer, Citation, Statement

from .citing import Quote, escaped, reference
from .phrases import phrase, say
from .scope_wording import scope_line
from .wording import LEFT_OUT, dated, opening, support

_NOTE = phrase("“{quote}” {reference}.")


def with_footnotes(answer: Answer, *, markdown: bool = False) -> str:
    """Return an answer with a footnote for each quote, as plain text or as Markdown.

    A footnote holds the quote, the title, issuer and date of its document, its place in it and the
    beginning of the document's hash, so that it can be found again without the answer.
    """
    form = _Markdown() if markdown else _Plain()
    by_number = {each.number: each for each in answer.citations}
    before = filter(None, (scope_line(answer.asked_of), opening(answer)))
    paragraphs = [
        form.heading(answer.read_as),
        *map(form.text, before),
        *(_statement(each, by_number, answer, form) for each in answer.sentences),
        *map(form.text, filter(None, [support(answer)])),
        "\n".join(map(form.note, answer.citations)),
    ]
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def quote_of(citation: Citation) -> Quote:
    """Return what a citation quotes with its reference."""
    return Quote(
        text=citation.quote,
        title=citation.title,
        issuer=citation.issuer,
        date=citation.date,
        section=citation.section,
        page=citation.page,
        source=citation.source,
        sha256=citation.document_id,
        page_label=citation.page_label,
    )


class _Plain:
    def heading(self, text: str) -> str:
        return text

    def text(self, text: str) -> str:
        return text

    def mark(self, citation: Citation) -> str:
        return f" [{citation.number}]"

    def note(self, citation: Citation) -> str:
        words = " ".join(citation.quote.split())
        note = say(_NOTE, quote=words, reference=reference(quote_of(citation)))
        return f"[{citation.number}] {note}"


class _Markdown(_Plain):
    def heading(self, text: str) -> str:
        return f"**{escaped(' '.join(text.split()))}**"

    def text(self, text: str) -> str:
        return "  \n".join(map(escaped, text.split("\n")))

    def mark(self, citation: Citation) -> str:
        return f"[^{citation.number}]"

    def note(self, citation: Citation) -> str:
        words = escaped(" ".join(citation.quote.split()))
        note = say(_NOTE, quote=words, reference=reference(quote_of(citation), markdown=True))
        return f"[^{citation.number}]: {note}"


def _statement(
    statement: Statement, by_number: Mapping[int | None, Citation], answer: Answer, form: _Plain
) -> str:
    first = by_number[statement.citations[0]]
    said = f" ({dated(first)})" if first.number in answer.differing else ""
    lines = [form.text(f"{statement.text}{said}") + form.mark(first)]
    if statement.introduced_by:
        above = by_number[statement.introduced_by]
        lines[:0] = [form.text(above.quote) + form.mark(above), *[LEFT_OUT] * statement.skips]
    lines += [LEFT_OUT] * statement.goes_on
    return "\n\n".join(lines)
