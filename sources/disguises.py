"""Files that are something else than their names say, and old formats: what to do about them."""

from .errors import UnreadableDocument

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OLD = {".doc": ".docx", ".dot": ".docx", ".xls": ".xlsx", ".ppt": ".pptx", ".pps": ".pptx"}
_PARTS = (
    (b"word/", "a Word document", ".docx"),
    (b"ppt/", "a PowerPoint presentation", ".pptx"),
    (b"xl/", "an Excel workbook", ".xlsx"),
    (b"mimetypeapplication/epub", "an e-book", ".epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text", ".odt"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "an OpenDocument sheet", ".ods"),
    (b"mimetypeapplication/vnd.oasis.opendocument.presentation", "a presentation", ".odp"),
)
_MARKUP = (b"<!doctype html", b"<html")
# Formats that never begin like a web page; Markdown may, and an XHTML page is one.
_NO_MARKUP = frozenset(
    ".txt .text .csv .tsv .rtf .pdf .docx .xlsx .pptx .odt .ods .odp .epub .eml".split()
)


def what_old_format(suffix: str) -> str | None:
    """Return what to do about a file of an old binary Office format, None for other endings."""
    if suffix not in _OLD:
        return None
    return (
        f"Files ending in {suffix}, an old Office format, cannot be read. Open the file in its "
        f"program, save it as {_OLD[suffix]} and add that."
    )


def refuse_disguised(data: bytes, suffix: str) -> None:
    """Raise UnreadableDocument when bytes are of another format than a name's ending says."""
    if data.startswith(_OLE):
        raise UnreadableDocument(_told_of_ole(data))
    kind, right = _kind(data)
    if not right or right == suffix:
        return
    if right == ".html" and suffix not in _NO_MARKUP:
        return
    raise UnreadableDocument(
        f"The file is {kind}, although its name ends in {suffix}. Give it a name that ends in "
        f"{right} and add it again."
    )


def _told_of_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (
            "The file is protected with a password. Open it in its program, save it without "
            "password and add that."
        )
    return (
        "The file is of an old Office format, whatever its name says. Open it in its program, save "
        "it as .docx, .xlsx or .pptx and add that."
    )


def _kind(data: bytes) -> tuple[str, str]:
    if data.startswith(b"%PDF-"):
        return "a PDF", ".pdf"
    if data.startswith(b"{\\rtf"):
        return "a text in Rich Text Format", ".rtf"
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_package(data)
    opening = data[:1_000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return ("a web page", ".html") if opening.startswith(_MARKUP) else ("", "")


def _kind_of_package(data: bytes) -> tuple[str, str]:
    """Tell what a ZIP file is by the names in its directory, which stands at its end."""
    directory = data[:100] + data[-200_000:]
    for part, kind, suffix in _PARTS:
        if part in directory:
            return kind, suffix
    return "", ""
