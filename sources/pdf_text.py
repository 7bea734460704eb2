"""The text of a PDF's pages: pypdf reads them, pdfium what pypdf cannot read or reads wrong."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import accumulate, pairwise
from math import hypot
from threading import Lock

from pypdf import PageObject, PdfReader
from pypdf.errors import (
    EmptyFileError,
    LimitReachedError,
    PdfStreamError,
    PyPdfError,
)
from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD

from .errors import DocumentTooLarge, PasswordNeeded, UnreadableDocument
from .pdf_columns import Piece, in_reading_order
from .pdf_facts import BEYOND, DAMAGE, PdfFacts, facts_by_pdfium, facts_by_pypdf
from .pdf_lines import Line, lines_of
from .text_quality import doubt

# pypdf reports each oddity of a file; what matters of them becomes an error or an empty page.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

# pdfium may be called from one thread at a time ("PDFium is not thread-safe", says pypdfium2).
_PDFIUM = Lock()
MOST_PAGES = 20_000
_DOUBTFUL = 0.02
_RUBBISH = 0.3
# pdfium's marks for a hyphen at a line's end.
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
# What stands for bullets at the beginning of lines. Unused codes of WinAnsiEncoding "correspond to
# the bullet" (ISO 32000-1, Annex D.2), and the first is what reportlab writes; the others are what
# the fonts Symbol and Wingdings, which Word takes for its lists, call their signs.
_BULLET = re.compile(r"^([^\S\n]*)[\x7f\uf020-\uf0ff](?=\s)", re.M)


@dataclass(frozen=True, slots=True)
class PdfText:
    """What is in a PDF.

    ``pages`` are their texts as they were read, "" where a page has none; ``by_pdfium`` the pages,
    counted from 1, that pdfium read and ``rubbish`` those whose text neither could make out.
    ``facts`` are what the file says of itself. ``lines`` are those of pages, counted from 0, whose
    text is in the order in which pypdf read it. ``recognised`` are pages whose text was seen in a
    picture.
    """

    pages: Sequence[str]
    by_pdfium: tuple[int, ...]
    rubbish: tuple[int, ...]
    facts: PdfFacts
    lines: Mapping[int, Sequence[Line]] = field(default_factory=dict)
    recognised: tuple[int, ...] = ()


def pdf_text(data: bytes, password: str | None = None) -> PdfText:
    """Return what is in a PDF.

    A page is read by pdfium where pypdf fails, finds nothing or finds what is not text. Raises
    PasswordNeeded when neither the empty password nor ``password`` opens the file,
    DocumentTooLarge for one of too many pages, and UnreadableDocument when neither can read it.
    """
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not any(map(reader.decrypt, ("", password or ""))):
            raise _locked(password)
        _refuse_too_many(reader.get_num_pages())
        first, lines = _pages_by_pypdf(reader)
    except (*BEYOND, *DAMAGE) as error:
        return _all_by_pdfium(data, password, error)
    failures = [page for page in first if isinstance(page, Exception)]
    doubtful = [
        number
        for number, page in enumerate(first)
        if isinstance(page, Exception) or not page.strip() or doubt(page) > _DOUBTFUL
    ]
    second = _pages_by_pdfium(data, password, doubtful) if doubtful else {}
    pages, better = _best(first, second)
    if failures and any(isinstance(page, Exception) for page in pages):
        raise _unreadable(failures[0])
    texts = [page for page in pages if isinstance(page, str)]
    judged = _judged(texts, better, facts_by_pypdf(reader))
    good = [number for number in lines if judged.pages[number] == first[number]]
    return replace(judged, lines={number: lines[number] for number in good})


def _refuse_too_many(pages: int) -> None:
    if pages > MOST_PAGES:
        raise DocumentTooLarge(
            f"The PDF has {pages:,} pages; the most that is read is {MOST_PAGES:,}. Split it and "
            "add the parts."
        )


def _pages_by_pypdf(
    reader: PdfReader,
) -> tuple[list[str | Exception], dict[int, Sequence[Line]]]:
    pages: list[str | Exception] = []
    lines: dict[int, Sequence[Line]] = {}
    for number, page in enumerate(reader.pages):
        try:
            text, lines[number] = _page_by_pypdf(page)
            pages.append(text)
        except (*BEYOND, *DAMAGE) as error:
            pages.append(error)
    if not pages:
        raise PyPdfError("it has no pages")
    return pages, lines


def _page_by_pypdf(page: PageObject) -> tuple[str, Sequence[Line]]:
    """Return a page's text and its lines, none where they are not in the text's order."""
    pieces: list[Piece] = []

    def note(text: str, cm: Sequence[float], tm: Sequence[float], _: object, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        pieces.append(Piece(text, x, y, round(size * scale, 1)))

    text = _with_bullets(page.extract_text(visitor_text=note))
    shown = _with_bullets("".join(piece.text for piece in pieces))
    ends = list(accumulate((len(piece.text) for piece in pieces), initial=0))
    pieces = [
        piece._replace(text=shown[start:end])
        for piece, (start, end) in zip(pieces, pairwise(ends), strict=True)
    ]
    ordered = in_reading_order(pieces)
    lines = lines_of(pieces) if shown == text else []
    return (ordered, []) if ordered else (text, lines)


def _with_bullets(text: str) -> str:
    """Return a text, as long as before, with bullets where its lines begin with a code for one."""
    return _BULLET.sub(r"\1•", text)


def _best(
    first: Sequence[str | Exception], second: Mapping[int, str]
) -> tuple[list[str | Exception], list[int]]:
    """Return the better text of each page, and the numbers of those that pdfium read better."""
    pages, better = list(first), []
    for number, text in second.items():
        page = first[number]
        if isinstance(page, Exception) or _is_better(text, page):
            pages[number] = text
            better.append(number)
    return pages, better


def _is_better(text: str, than: str) -> bool:
    return bool(text.strip()) and (not than.strip() or doubt(text) < doubt(than) / 2)


def _judged(pages: Sequence[str], better: Sequence[int], facts: PdfFacts) -> PdfText:
    rubbish = tuple(number for number, page in enumerate(pages) if doubt(page) > _RUBBISH)
    return PdfText(
        pages=["" if number in rubbish else page for number, page in enumerate(pages)],
        by_pdfium=tuple(number + 1 for number in better),
        rubbish=tuple(number + 1 for number in rubbish),
        facts=facts,
    )


def _all_by_pdfium(data: bytes, password: str | None, error: Exception) -> PdfText:
    """Read a file that pypdf could not; ``error`` is what it raised."""
    try:
        with opened(data, password) as document:
            _refuse_too_many(len(document))
            numbers = range(len(document))
            pages = [_page_by_pdfium(document, number) for number in numbers]
            facts = facts_by_pdfium(document)
    except PdfiumError as second:
        # pdfium says so, too, of an encryption that it does not know.
        if second.err_code == FPDF_ERR_PASSWORD and not isinstance(error, BEYOND):
            raise _locked(password) from error
        raise _unreadable(error) from error
    if not pages:
        raise _unreadable(error) from error
    return _judged(pages, numbers, facts)


def _pages_by_pdfium(data: bytes, password: str | None, numbers: Sequence[int]) -> dict[int, str]:
    """Return the texts of pages, counted from 0, that pdfium can read."""
    pages: dict[int, str] = {}
    with suppress(PdfiumError), opened(data, password) as document:
        for number in numbers:
            if number < len(document):
                with suppress(PdfiumError):
                    pages[number] = _page_by_pdfium(document, number)
    return pages


@contextmanager
def opened(data: bytes, password: str | None = None) -> Iterator[PdfDocument]:
    """Open a PDF by pdfium, which nothing else in this process uses meanwhile."""
    with _PDFIUM:
        document = _unlocked(data, password)
        try:
            yield document
        finally:
            document.close()


def _unlocked(data: bytes, password: str | None) -> PdfDocument:
    # First without: pdfium refuses a file that needs none when it is given a wrong one.
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code != FPDF_ERR_PASSWORD or not password:
            raise
    return PdfDocument(data, password=password)


def _page_by_pdfium(document: PdfDocument, number: int) -> str:
    page = document[number]
    try:
        text: str = page.get_textpage().get_text_bounded(errors="replace")
    finally:
        page.close()
    return _with_bullets(text.replace("\r\n", "\n").translate(_HYPHENS))


def _locked(password: str | None) -> PasswordNeeded:
    if password:
        return PasswordNeeded("The password does not open this PDF. Check it and try again.")
    return PasswordNeeded(
        "The PDF needs a password to be opened. Give it (in a terminal: alliance add --password "
        "FILE), or add a copy that was saved without the password."
    )


def _unreadable(error: Exception) -> UnreadableDocument:
    if isinstance(error, BEYOND):
        return UnreadableDocument(
            "The PDF uses something that this program cannot read, such as a rare encryption. "
            "Print it to a new PDF and add that."
        )
    return UnreadableDocument(
        f"The PDF is damaged{_where(error)}. Open it in a PDF viewer, save it anew and add the new "
        "file."
    )


def _where(error: Exception) -> str:
    """Return what is known of a damage, in the reader's words and not in the library's."""
    if isinstance(error, RecursionError):
        return " (its parts contain each other)"
    if isinstance(error, LimitReachedError):
        return " (a part of it unpacks to more than is read)"
    if isinstance(error, EmptyFileError | PdfStreamError):
        return " (it was cut short)"
    return ""
