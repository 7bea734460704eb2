"""Reading PDF, page by page, with pypdf."""

import logging
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from .endnotes import with_endnotes
from .errors import UnreadableDocument
from .normalise import normalise, one_line, tidy_lines
from .paragraphs import blocks_of_lines, is_named_section
from .reading import PAGE_MARK, Block, Reading, without_marks

# pypdf reports each oddity of a file; what matters of them becomes an error or an empty page.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_EDGE_LINES = 3
_MOST_REPEATS = 6
_ONLY_NUMBERS = re.compile(r"\W*(?:(?:of )?\d+\W*)+|\W*x{0,3}(?:ix|iv|v?i{0,3})\W*")
_PLACEHOLDER_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel) - .*|untitled.*|powerpoint presentation|(?:document|"
    r"presentation|slide|book)\s?\d*|.*\.(?:docx?|rtf|txt|odt|pdf|pptx?|xlsx?|html?|indd|pmd|p65"
    r"|qxd|qxp|wpd|tex|dvi|e?ps)",
    re.I,
)
_PLACEHOLDER_AUTHOR = re.compile(r"anonymous|unknown|(?:admin|administrator|user|owner)\d*", re.I)
# What pypdf raises on damaged files besides its own errors ("broken PDF files might cause other
# Exceptions", says its errors module).
_DAMAGE = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError,
    ArithmeticError, RecursionError, OSError, EOFError, MemoryError,
)  # fmt: skip
# What pypdf raises where it knows what a file asks for and cannot do it.
_BEYOND = (DependencyError, NotImplementedError)


def read_pdf(data: bytes) -> Reading:
    """Return the text of a PDF with the places where its pages begin.

    Running headers, footers and page numbers that repeat are dropped; paragraphs that go on over
    a page are joined; headings are taken from the outline and from the look of lines. Raises
    UnreadableDocument when the file is damaged, needs a password, or has no text on any page.
    """
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument(
                "The PDF needs a password to be opened. Save a copy without the password and add "
                "that copy."
            )
        pages = [_page_lines(page.extract_text()) for page in reader.pages]
    except _BEYOND as error:
        raise UnreadableDocument(
            f"The PDF uses something that this program cannot read ({one_line(str(error))}). "
            "Print it to a new PDF and add that."
        ) from error
    except _DAMAGE as error:
        raise UnreadableDocument(
            f"The PDF is damaged ({one_line(str(error)) or type(error).__name__}). Open it in a "
            "PDF viewer, save it anew and add the new file."
        ) from error
    blocks, notes = with_endnotes(_blocks(_without_running_lines(pages), _outline_titles(reader)))
    return Reading(
        blocks=blocks,
        notes=notes,
        title=_unless(_PLACEHOLDER_TITLE, _metadata(reader, "title")),
        issuer=_unless(_PLACEHOLDER_AUTHOR, _metadata(reader, "author")),
        date=_metadata(reader, "creation_date")[:10],
    )


def _metadata(reader: PdfReader, name: str) -> str:
    """Return an entry of the metadata as text, empty if it is missing or damaged."""
    with suppress(*_DAMAGE, *_BEYOND):
        return one_line(normalise(str(getattr(reader.metadata, name, None) or "")))
    return ""


def _unless(placeholder: re.Pattern[str], entry: str) -> str | None:
    return None if len(entry) < 4 or placeholder.fullmatch(entry) else entry


def _page_lines(text: str) -> list[str]:
    return _stripped(tidy_lines(normalise(text)))


def _stripped(lines: list[str]) -> list[str]:
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return lines


def _without_running_lines(pages: Sequence[list[str]]) -> list[list[str]]:
    """Drop lines that repeat at the top or bottom of pages, whatever page number they carry."""
    repeats = Counter(
        key
        for number, page in enumerate(pages)
        for key in {key for line in _edges(page) for key in _keys(line, number)}
    )
    numbers = max(2, min(3, len(pages)))
    words = max(3, min(_MOST_REPEATS, len(pages) // 3))
    running = {key for key, count in repeats.items() if count >= (numbers if "#" in key else words)}
    return [_trimmed(page, number, running) for number, page in enumerate(pages)]


def _edges(page: Sequence[str]) -> list[str]:
    return [*page[:_EDGE_LINES], *page[-_EDGE_LINES:]]


def _trimmed(page: list[str], number: int, running: set[str]) -> list[str]:
    last = len(page) - _EDGE_LINES
    return _stripped(
        [
            line
            for place, line in enumerate(page)
            if _EDGE_LINES <= place < last or running.isdisjoint(_keys(line, number))
        ]
    )


def _keys(line: str, page: int) -> set[str]:
    """Return what a line has in common with the lines that run on from page to page.

    It is its wording, or its wording around a number that grows with the pages. The headings of
    consecutive articles are told apart from such lines by their look.
    """
    text = line.lower()
    if not text:
        return set()
    if _ONLY_NUMBERS.fullmatch(text):
        return {"#"}
    if is_named_section(line):
        return {text}
    counted = re.finditer(r"\d{1,5}", text)
    return {text} | {
        f"{text[: number.start()]}#{int(number[0]) - page}{text[number.end() :]}"
        for number in counted
    }


def _blocks(pages: Sequence[list[str]], outline: dict[str, int]) -> list[Block]:
    if not any(any(page) for page in pages):
        raise UnreadableDocument(
            "The PDF has no text on any page; it is probably scanned. Run text recognition (OCR) "
            "on it and add the result."
        )
    lines = [
        f"\n{line}\n" if _title_key(without_marks(line)) in outline else line
        for line in _with_page_marks(pages)
    ]
    return [_with_outline_level(block, outline) for block in blocks_of_lines("\n".join(lines))]


def _with_page_marks(pages: Sequence[list[str]]) -> list[str]:
    """Return the lines of all pages, a mark for each page before its first line.

    A page that begins in the middle of a sentence must not begin a paragraph: no empty line is
    put between pages, only the mark; that of an empty page stands before the next page's.
    """
    lines: list[str] = []
    marks = ""
    for page in pages:
        marks += PAGE_MARK
        if page:
            lines += [marks + page[0], *page[1:]]
            marks = ""
    lines[-1] += marks
    return lines


def _with_outline_level(block: Block, outline: dict[str, int]) -> Block:
    level = outline.get(_title_key(without_marks(block.text)))
    return Block(block.text, level) if level else block


def _outline_titles(reader: PdfReader) -> dict[str, int]:
    titles: dict[str, int] = {}

    def gather(entries: Sequence[object], level: int) -> None:
        for entry in entries:
            if isinstance(entry, list):
                gather(entry, min(level + 1, 6))
            else:
                titles.setdefault(_title_key(str(getattr(entry, "title", "") or "")), level)

    with suppress(*_DAMAGE, *_BEYOND):
        gather(reader.outline, 1)
    titles.pop("", None)
    return titles


def _title_key(title: str) -> str:
    """Return a title without the number before it, spaces and case, to find it on its page.

    A number behind it is kept: it tells "Article 5" from "Article 6", and a heading from its line
    in the table of contents.
    """
    return re.sub(r"^[\W\d_]+|\W+", "", normalise(title).lower())
