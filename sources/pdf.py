"""Reading PDF, page by page, with pypdf."""

import logging
import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from .errors import UnreadableDocument
from .normalise import normalise, one_line, tidy_lines
from .paragraphs import blocks_of_lines
from .reading import PAGE_MARK, Block, Reading, without_marks

# pypdf reports each oddity of a file; what matters of them becomes an error or an empty page.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_EDGE_LINES = 3
_PLACEHOLDER_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint) - .*|untitled.*|.*\.(?:docx?|pdf|indd|tex|dvi|qxd))", re.I
)
# What pypdf raises on damaged files besides its own errors ("broken PDF files might cause other
# Exceptions", says its errors module).
_DAMAGE = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError,
    NotImplementedError, ArithmeticError, RecursionError, OSError, EOFError, MemoryError,
)  # fmt: skip


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
        outline = _outline_titles(reader)
        metadata = reader.metadata
        title, author = (metadata.title, metadata.author) if metadata else (None, None)
        created = metadata.creation_date if metadata else None
    except DependencyError as error:
        raise UnreadableDocument(f"The PDF is encrypted in a way not supported: {error}") from error
    except _DAMAGE as error:
        raise UnreadableDocument(
            f"The PDF is damaged ({one_line(str(error)) or type(error).__name__}). Open it in a "
            "PDF viewer, save it anew and add the new file."
        ) from error
    return Reading(
        blocks=_blocks(_without_running_lines(pages), outline),
        title=_real_title(normalise(title or "")),
        issuer=normalise(author or ""),
        date=created.date().isoformat() if created else None,
    )


def _page_lines(text: str) -> list[str]:
    lines = tidy_lines(normalise(text))
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return lines


def _without_running_lines(pages: Sequence[list[str]]) -> list[list[str]]:
    """Drop lines that repeat at the top or bottom of pages, whatever number they carry."""
    repeats = Counter(key for page in pages for key in {_shape(line) for line in _edges(page)})
    enough = max(3, len(pages) // 3)
    running = {key for key, count in repeats.items() if count >= enough}
    return [_trimmed(page, running) for page in pages]


def _edges(page: Sequence[str]) -> list[str]:
    return [*page[:_EDGE_LINES], *page[-_EDGE_LINES:]]


def _trimmed(page: list[str], running: set[str]) -> list[str]:
    last = len(page) - _EDGE_LINES
    return [
        line
        for number, line in enumerate(page)
        if _EDGE_LINES <= number < last or not line or _shape(line) not in running
    ]


def _shape(line: str) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.lower())


def _blocks(pages: Sequence[list[str]], outline: dict[str, int]) -> list[Block]:
    if not any(any(page) for page in pages):
        raise UnreadableDocument(
            "The PDF has no text on any page; it is probably scanned. Run text recognition (OCR) "
            "on it and add the result."
        )
    # A page that begins in the middle of a sentence must not begin a paragraph: no empty line
    # is put between pages, only the mark.
    text = "\n".join(PAGE_MARK + "\n".join(page) for page in pages)
    blocks = blocks_of_lines(text)
    return [_with_outline_level(block, outline) for block in blocks]


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

    gather(reader.outline, 1)
    titles.pop("", None)
    return titles


def _title_key(title: str) -> str:
    """Return a title without its number, spaces and case, for comparing outline and page."""
    return re.sub(r"[\W\d_]+", "", normalise(title).lower())


def _real_title(title: str) -> str | None:
    return None if len(title) < 4 or _PLACEHOLDER_TITLE.fullmatch(title) else title
