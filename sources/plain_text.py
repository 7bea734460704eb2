"""Reading plain text: its encoding, and whether it is text at all."""

import codecs

from charset_normalizer import from_bytes

from .errors import UnreadableDocument
from .normalise import normalise
from .paragraphs import blocks_of_lines
from .reading import Reading

# Byte order marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE_MARKS = tuple(mark for mark, encoding in _MARKS if encoding != "utf-8-sig")
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\v\f\r\x1b")
_MOST_CONTROLS = 0.01


def read_plain_text(data: bytes) -> Reading:
    """Return the paragraphs and headings of a plain text file.

    Raises UnreadableDocument when the bytes are not text.
    """
    return Reading(blocks_of_lines(decode(data)))


def decode(data: bytes) -> str:
    """Return the text that bytes hold, normalised.

    The encoding is taken from a byte order mark, else UTF-8 where the bytes are valid UTF-8, else
    guessed by charset-normalizer. Raises UnreadableDocument for binary data.
    """
    refuse_binary(data)
    return normalise(_decoded(data))


def refuse_binary(data: bytes) -> None:
    """Raise UnreadableDocument when bytes hold what no text file does: many control characters."""
    if data.startswith(_WIDE_MARKS):
        return
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\x00" in data or controls > _MOST_CONTROLS * len(data):
        raise _not_text()


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        guess = from_bytes(data).best()
        if guess is None:
            raise _not_text() from None
        return str(guess)


def _not_text() -> UnreadableDocument:
    return UnreadableDocument(
        "The file is not text, whatever its name says. Save it as text, or add the original "
        "document (PDF, HTML, Markdown) instead."
    )
