"""Reading plain text: its encoding, and whether it is text at all."""

import codecs

from charset_normalizer import from_bytes

from .document import Report
from .errors import UnreadableDocument
from .normalise import normalise
from .package import counted
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
# The signs that Western European languages add to ASCII. Of the letters of a text in one of these
# languages, they are rarely more than one in ten.
_WESTERN = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœšžúùûüýÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒŠŽÚÙÛÜÝ")
_WESTERN_MARKS = frozenset("‘’“”„‚«»‹›–—…•·°§¡¿ªº€£¢©®™†‡½¼¾²\u00a0\u00ad")


def read_plain_text(data: bytes) -> Reading:
    """Return the paragraphs and headings of a plain text file.

    Raises UnreadableDocument when the bytes are not text.
    """
    text = decode(data)
    lost = counted(text.count("\ufffd"), "unreadable character")
    return Reading(blocks_of_lines(text), report=Report("Alliance Assistant (text)", lost))


def decode(data: bytes) -> str:
    """Return the text that bytes hold, normalised.

    The encoding is taken from a byte order mark, else UTF-8 where the bytes are valid UTF-8, else
    Windows-1252 where that gives a Western European text, else guessed by charset-normalizer.
    Raises UnreadableDocument for binary data.
    """
    refuse_binary(data)
    return normalise(decoded(data))


def refuse_binary(data: bytes) -> None:
    """Raise UnreadableDocument when bytes hold what no text file does: many control characters."""
    if data.startswith(_WIDE_MARKS):
        return
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\x00" in data or controls > _MOST_CONTROLS * len(data):
        raise _not_text()


def decoded(data: bytes) -> str:
    """Return the text that bytes hold, as it is."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _western(data) or _guessed(data)


def _western(data: bytes) -> str | None:
    """Read bytes as Windows-1252, which includes Latin-1; None if that gives unlikely words.

    For short texts and for texts with few accents this is surer than a guess.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    added = [char for char in text if not char.isascii() and char not in _WESTERN_MARKS]
    most = max(4, sum(map(str.isalpha, text)) // 8)
    return text if len(added) <= most and _WESTERN.issuperset(added) else None


def _guessed(data: bytes) -> str:
    guess = from_bytes(data).best()
    if guess is None:
        raise _not_text()
    return str(guess)


def _not_text() -> UnreadableDocument:
    return UnreadableDocument(
        "The file is not text, whatever its name says. Save it as text, or add the original "
        "document (PDF, HTML, Markdown) instead."
    )
