"""A quote with its reference, in the forms in which people hand it on.

Pure functions. What a spreadsheet would run as a formula, or LaTeX as a command, is disarmed.
"""

import csv
import io
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from assistant import Document, Entry, Hit
from sources import Span

from .phrases import say, speaking
from .wording import long_date, page_name

CSV_COLUMNS = (
    "quote",
    "title",
    "issuer",
    "date",
    "section",
    "page",
    "page_label",
    "source",
    "sha256",
)
_SHOWN_OF_HASH = 12
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document and where they stand.

    ``sha256`` is the hash of its file; ``page_label`` is what that calls the page, None where it is
    the page's number.
    """

    text: str
    title: str
    issuer: str | None
    date: str | None
    section: str | None
    page: int | None
    source: str
    sha256: str
    page_label: str | None = None

    @classmethod
    def of(cls, hit: Hit, entry: Entry) -> "Quote":
        """Return the quote of a passage that was found in a document of the library."""
        passage = hit.passage
        return cls(
            passage.text,
            entry.title,
            entry.issuer,
            entry.date,
            passage.section,
            passage.page,
            entry.source,
            entry.id,
            hit.page_label,
        )

    @classmethod
    def within(cls, document: Document, span: Span) -> "Quote":
        """Return the quote of some characters of a document."""
        page = document.page_at(span.start)
        return cls(
            document.text[slice(*span)],
            document.title,
            document.issuer,
            document.date,
            document.section_at(span.start),
            page,
            document.source,
            document.id,
            document.label_of(page),
        )

    @property
    def place(self) -> str:
        """The section and page, empty where neither is known."""
        return " · ".join(filter(None, (self.section, page_name(self.page, self.page_label))))


def is_web_address(text: str) -> bool:
    """Tell whether a text is an address that leads to the web."""
    return re.match(r"https?://[^\s/]", text, re.I) is not None


def as_plain(quote: Quote) -> str:
    """Return a quote with its reference as plain text."""
    return f"{say('“{quote}”', quote=quote.text)}\n— {reference(quote)}\n"


def as_markdown(quote: Quote) -> str:
    """Return a quote as a block quotation in Markdown, its reference below."""
    lines = "\n".join(f"> {escaped(line)}" for line in quote.text.splitlines())
    return f"{lines}\n>\n> — {reference(quote, markdown=True)}\n"


def as_csv(quote: Quote) -> str:
    """Return a quote as a row of comma-separated values, of the columns CSV_COLUMNS (RFC 4180)."""
    cells = (
        quote.text,
        quote.title,
        quote.issuer,
        quote.date,
        quote.section,
        quote.page,
        quote.page_label,
        quote.source,
        quote.sha256,
    )
    return csv_row(cells)


def csv_row(cells: Iterable[str | int | None]) -> str:
    """Return a row of comma-separated values (RFC 4180), none of which a spreadsheet would run."""
    written = io.StringIO()
    csv.writer(written).writerow(_cell(each) for each in cells)
    return written.getvalue()


@speaking("en")
def as_bibtex(quote: Quote) -> str:
    """Return a quote as an entry of BibTeX, its words in the note."""
    fields = {
        "title": quote.title,
        "author": quote.issuer and "{" + _latex(quote.issuer) + "}",
        "year": quote.date and quote.date[:4],
        "url": _harmless(quote.source) if is_web_address(quote.source) else None,
        "note": f"{quote.place}: “{quote.text}”".removeprefix(": "),
    }
    plain = ("author", "url")
    lines = [
        f"  {name} = {{{value if name in plain else _latex(value)}}},\n"
        for name, value in fields.items()
        if value
    ]
    return f"@misc{{{_key(quote)},\n{''.join(lines)}}}\n"


def reference(quote: Quote, *, markdown: bool = False) -> str:
    """Return where a quote stands, in words, on one line: title, issuer, date, place and hash."""
    parts = [quote.title, quote.issuer, long_date(quote.date), quote.place]
    lines = [" ".join(each.split()) for each in parts if each]
    written = [escaped(each) if markdown else each for each in lines]
    if markdown:
        written[0] = f"*{written[0]}*"
    return f"{', '.join(written)} (SHA-256 {quote.sha256[:_SHOWN_OF_HASH]})"


def escaped(text: str) -> str:
    """Return Markdown that shows some text as it is."""
    return re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", text)


def _cell(value: str | int | None) -> str:
    text = "" if value is None else str(value)
    return "'" + text if _FORMULA.match(text) else text


def _latex(text: str) -> str:
    return "".join(_LATEX.get(char, char) for char in " ".join(text.split()))


def _harmless(address: str) -> str:
    """Return an address without the characters that could end its field."""
    return re.sub(r"[{}\\\s]", lambda char: f"%{ord(char[0]):02X}", address)


def _key(quote: Quote) -> str:
    word = re.sub(r"[^a-z0-9]", "", quote.title.lower())[:20] or "document"
    return f"{word}-{quote.sha256[:6]}-{zlib.crc32(quote.text.encode()):x}"
