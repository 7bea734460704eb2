"""From a file's bytes to a document: which reader, and what is refused."""

import hashlib
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import NamedTuple

from .disguises import refuse_disguised, what_old_format
from .document import Document
from .docx import read_docx
from .eml import read_eml
from .epub import read_epub
from .errors import DocumentTooLarge, UnreadableDocument, UnsupportedFormat
from .html import read_html
from .markdown import read_markdown
from .normalise import normalise, one_line
from .opendocument import read_odp, read_ods, read_odt
from .pdf import read_pdf
from .plain_text import read_plain_text
from .pptx import read_pptx
from .reading import Reading, assemble
from .rtf import read_rtf
from .separated import read_separated
from .xlsx import read_xlsx

MOST_BYTES = 100_000_000
MOST_CHARACTERS = 30_000_000


class Format(NamedTuple):
    """A format that can be read: its media type and its reader."""

    media_type: str
    read: Callable[[bytes], Reading]


_PLAIN_TEXT = Format("text/plain", read_plain_text)
_MARKDOWN = Format("text/markdown", read_markdown)
_HTML = Format("text/html", read_html)
_PDF = Format("application/pdf", read_pdf)
_DOCX = Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", read_docx)
_XLSX = Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", read_xlsx)
_PPTX = Format(
    "application/vnd.openxmlformats-officedocument.presentationml.presentation", read_pptx
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
FORMATS = {
    ".txt": _PLAIN_TEXT,
    ".text": _PLAIN_TEXT,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".pdf": _PDF,
    ".docx": _DOCX,
    ".xlsx": _XLSX,
    ".pptx": _PPTX,
    ".odt": Format(f"{_OPEN_DOCUMENT}.text", read_odt),
    ".ods": Format(f"{_OPEN_DOCUMENT}.spreadsheet", read_ods),
    ".odp": Format(f"{_OPEN_DOCUMENT}.presentation", read_odp),
    ".rtf": Format("application/rtf", read_rtf),
    ".epub": Format("application/epub+zip", read_epub),
    ".eml": Format("message/rfc822", read_eml),
    ".csv": Format("text/csv", read_separated),
    ".tsv": Format("text/tab-separated-values", read_separated),
}


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file that is to be added.

    Raises UnsupportedFormat, DocumentTooLarge, or UnreadableDocument when the file is gone, is
    empty, is not a file or may not be read.
    """
    try:
        if not path.is_file():
            raise UnreadableDocument("There is no such file. Check its name and folder.")
        _format_of(path.name)
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            f"The file cannot be read ({error.strerror}). Check that it is there and that you may "
            "open it."
        ) from error


def document_id(data: bytes) -> str:
    """Return the id of the document that a file's bytes hold: their SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_document(data: bytes, name: str, source: str, password: str | None = None) -> Document:
    """Return the document that a file's bytes hold.

    ``name`` is the file's name, whose ending decides the reader; ``source`` the path or address
    to keep with the document; ``password`` opens a PDF that needs one, and is not kept. Raises
    UnsupportedFormat, DocumentTooLarge, UnreadableDocument or PasswordNeeded.
    """
    format = _format_of(name)
    if len(data) > MOST_BYTES:
        raise _too_large(len(data))
    if not data.strip():
        raise UnreadableDocument("The file is empty.")
    refuse_disguised(data, PurePath(name).suffix.lower())
    document = assemble(
        read_pdf(data, password) if format is _PDF else format.read(data),
        id=document_id(data),
        source=source,
        media_type=format.media_type,
        fallback_title=title_from_name(name),
    )
    _check_size(document)
    if not any(char.isalnum() for char in document.text):
        raise UnreadableDocument("The file has no text that could be quoted.")
    return document


def refuse_ending(name: str) -> None:
    """Raise UnsupportedFormat when files of this name's ending are not read."""
    _format_of(name)


def _check_size(document: Document) -> None:
    characters = len(document.text)
    if characters > MOST_CHARACTERS:
        raise DocumentTooLarge(
            f"The document has {characters:,} characters; the most that is taken is "
            f"{MOST_CHARACTERS:,}. Split it and add the parts."
        )


def _format_of(name: str) -> Format:
    suffix = PurePath(name).suffix.lower()
    if suffix not in FORMATS:
        if suffix == ".zip":
            raise UnsupportedFormat(
                "An archive is no document itself. Add its documents with `alliance add`, or "
                "unpack it."
            )
        if newer := what_old_format(suffix):
            raise UnsupportedFormat(newer)
        kind = f"Files ending in {suffix}" if suffix else "Files without an ending"
        raise UnsupportedFormat(
            f"{kind} cannot be read. What can be: {', '.join(sorted([*FORMATS, '.zip']))}."
        )
    return FORMATS[suffix]


def title_from_name(name: str) -> str:
    """Return the title of a document whose file says none, made of the file's name."""
    stem = normalise(PurePath(name).stem).replace("_", " ").replace("-", " ")
    return one_line(stem) or "Untitled"


def _too_large(size: int) -> DocumentTooLarge:
    return DocumentTooLarge(
        f"The file has {size / 1e6:,.0f} MB; the most that is read is {MOST_BYTES // 10**6} MB. "
        "Split it and add the parts."
    )
