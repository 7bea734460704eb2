"""From a file's bytes to a document: which reader, and what is refused."""

import hashlib
from collections.abc import Callable
from pathlib import Path, PurePath

from .disguises import refuse_disguised, what_old_format
from .document import Document
from .errors import DocumentTooLarge, UnreadableDocument, UnsupportedFormat
from .normalise import normalise, one_line
from .reading import assemble

MOST_BYTES = 100_000_000
MOST_CHARACTERS = 30_000_000


_MICROSOFT = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
# The formats that are read, by the endings of files' names, and their media types.
FORMATS = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
    ".docx": f"{_MICROSOFT}.wordprocessingml.document",
    ".xlsx": f"{_MICROSOFT}.spreadsheetml.sheet",
    ".pptx": f"{_MICROSOFT}.presentationml.presentation",
    ".odt": f"{_OPEN_DOCUMENT}.text",
    ".ods": f"{_OPEN_DOCUMENT}.spreadsheet",
    ".odp": f"{_OPEN_DOCUMENT}.presentation",
    ".rtf": "application/rtf",
    ".epub": "application/epub+zip",
    ".eml": "message/rfc822",
    ".mhtml": "application/x-mimearchive",
    ".mht": "application/x-mimearchive",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file that is to be added.

    Raises UnsupportedFormat, DocumentTooLarge, or UnreadableDocument when the file is gone, is
    empty, is not a file or may not be read.
    """
    try:
        if not path.exists():
            raise UnreadableDocument("There is no such file. Check its name and folder.")
        if not path.is_file():
            raise UnreadableDocument("This is a folder or a device, and no file.")
        refuse_ending(path.name)
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


def _go_on() -> None:
    """Go on reading."""


def read_document(
    data: bytes,
    name: str,
    source: str,
    password: str | None = None,
    on_page: Callable[[], None] = _go_on,
) -> Document:
    """Return the document that a file's bytes hold.

    ``name`` is the file's name, whose ending decides the reader; ``source`` the path or address
    to keep with the document; ``password`` opens a PDF that needs one, and is not kept. ``on_page``
    is called before each page that is recognised in its picture, which takes seconds. Raises
    UnsupportedFormat, DocumentTooLarge, UnreadableDocument or PasswordNeeded.
    """
    refuse_ending(name)
    if len(data) > MOST_BYTES:
        raise _too_large(len(data))
    if not data.strip():
        raise UnreadableDocument("The file is empty.")
    suffix = PurePath(name).suffix.lower()
    refuse_disguised(data, suffix)
    # Imported late: the readers' libraries take half a second, which no question should wait for.
    from .readers import read

    media_type = FORMATS[suffix]
    document = assemble(
        read(data, media_type, password, on_page),
        id=document_id(data),
        source=source,
        media_type=media_type,
        fallback_title=title_from_name(name),
    )
    _check_size(document)
    if not any(char.isalnum() for char in document.text):
        raise UnreadableDocument("The file has no text that could be quoted.")
    return document


def refuse_ending(name: str) -> None:
    """Raise UnsupportedFormat when files of this name's ending are not read."""
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


def _check_size(document: Document) -> None:
    characters = len(document.text)
    if characters > MOST_CHARACTERS:
        raise DocumentTooLarge(
            f"The document has {characters:,} characters; the most that is taken is "
            f"{MOST_CHARACTERS:,}. Split it and add the parts."
        )


def title_from_name(name: str) -> str:
    """Return the title of a document whose file says none, made of the file's name."""
    stem = normalise(PurePath(name).stem).replace("_", " ").replace("-", " ")
    return one_line(stem) or "Untitled"


def _too_large(size: int) -> DocumentTooLarge:
    return DocumentTooLarge(
        f"The file has {size / 1e6:,.0f} MB; the most that is read is {MOST_BYTES // 10**6} MB. "
        "Split it and add the parts."
    )
