"""From the blocks that a reader finds in a file to the one text of a document.

A reader returns a `Reading`: blocks in reading order. Footnote marks and page starts stand in the
blocks' text as private-use characters, which `normalise` has removed from the document's own text,
so that they keep their place while lines are joined; `assemble` takes them out again.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .document import Document, Heading, Note, Report
from .normalise import one_line

_NOTE_OPEN, _NOTE_CLOSE, PAGE_MARK = "\ue000", "\ue001", "\ue002"
# Opens the first row of a table, which an empty line parts from rows right above.
TABLE_MARK = "\ue003"
_MARK = re.compile(f"{_NOTE_OPEN}([^{_NOTE_CLOSE}]*){_NOTE_CLOSE}|{PAGE_MARK}|{TABLE_MARK}")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_.@]|\Z)", re.I)
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or table row (level 0), or a heading (level 1 to 6)."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file: blocks, metadata, footnotes by label, and how it went.

    ``language`` is as the file has it; `assemble` leaves the country out ("en-GB").
    ``page_labels`` are what the file calls its pages, nothing where it does not name them.
    """

    blocks: Sequence[Block]
    title: str | None = None
    issuer: str | None = None
    date: str | None = None
    language: str | None = None
    report: Report = field(default_factory=Report)
    notes: Mapping[str, str] = field(default_factory=dict)
    page_labels: Sequence[str] = ()


def note_mark(label: str) -> str:
    """Return the mark that stands for a footnote's number until the text is assembled."""
    return f"{_NOTE_OPEN}{label}{_NOTE_CLOSE}"


def without_marks(text: str) -> str:
    """Return a block's text as a reader of the document sees it."""
    return _MARK.sub("", text)


class _Assembly:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = 0
        self.headings: list[Heading] = []
        self.page_starts: list[int] = []
        self.note_offsets: dict[str, list[int]] = {}

    def add(self, block: Block) -> None:
        if block.text.startswith(TABLE_MARK) and self.lines and " | " in self.lines[-1]:
            self.lines.append("")
            self.length += 1
        line = self._take_marks(one_line(block.text))
        if not line:
            return
        if block.level:
            self.headings.append(Heading(block.level, self.length, self.length + len(line)))
        self.lines.append(line)
        self.length += len(line) + 1

    def _take_marks(self, text: str) -> str:
        pieces: list[str] = []
        position, taken = 0, 0
        for mark in _MARK.finditer(text):
            pieces.append(text[position : mark.start()])
            taken += mark.start() - position
            self._place(mark, self.length + taken)
            position = mark.end()
        return "".join(pieces) + text[position:]

    def _place(self, mark: re.Match[str], offset: int) -> None:
        if mark[0] == PAGE_MARK:
            self.page_starts.append(offset)
        elif mark[0] != TABLE_MARK:
            self.note_offsets.setdefault(mark[1], []).append(offset)


def assemble(
    reading: Reading, *, id: str, source: str, media_type: str, fallback_title: str
) -> Document:
    """Return the document that a reading describes.

    The title is the reading's own, else the first heading if the document opens with it, else
    ``fallback_title``.
    """
    assembly = _Assembly()
    for block in reading.blocks:
        assembly.add(block)
    text = "\n".join(assembly.lines)
    opening = assembly.headings[0] if assembly.headings else None
    heading_title = text[opening.start : opening.end] if opening and opening.start == 0 else None
    return Document(
        id=id,
        title=one_line(reading.title or "") or heading_title or fallback_title,
        source=source,
        media_type=media_type,
        text=text,
        page_starts=tuple(assembly.page_starts),
        headings=tuple(assembly.headings),
        notes=_notes(reading.notes, assembly.note_offsets),
        issuer=one_line(reading.issuer or "") or None,
        date=_date(one_line(reading.date or "")),
        language=_language(reading.language or ""),
        report=reading.report,
        page_labels=tuple(reading.page_labels),
    )


def _date(said: str) -> str | None:
    """Return a date as it is said, None for one in numbers that is in no calendar."""
    found = _DATE.fullmatch(said)
    try:
        if found:
            dt.date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None
    return said or None


def _language(said: str) -> str | None:
    """Return the code of a language without its country and script, None for what is no code."""
    found = _LANGUAGE.match(said.strip())
    code = found[1].lower() if found else None
    return None if code == "und" else code


def _notes(texts: Mapping[str, str], offsets: Mapping[str, Sequence[int]]) -> tuple[Note, ...]:
    return tuple(
        Note(label, one_line(text), _address(text), tuple(offsets.get(label, ())))
        for label, text in texts.items()
    )


def _address(text: str) -> str | None:
    found = _ADDRESS.search(text)
    if not found:
        return None
    address = found[0].rstrip(".,;:")
    if address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(".,;:")
    return address
