"""What a source document is once it has been read: one text with offsets into it.

Nothing here knows how a document is stored, searched or shown.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of characters ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line of a document: ``text[start:end]`` is its wording, level 1 the highest."""

    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of the document's own.

    ``at`` holds the offsets in the document's text where its mark stood (the mark itself is not
    part of the text).
    """

    label: str
    text: str
    address: str | None
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """How a file was read.

    ``reader`` names the library that read it. ``dropped`` says in words what was left out ("the
    page header “Draft”, on 12 pages"). ``recognised`` are the pages, counted from 1, whose text was
    recognised in a picture.
    """

    reader: str = ""
    dropped: tuple[str, ...] = ()
    recognised: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """What a site calls the version of a document that it sent: its ETag, and when it changed."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source document, read and normalised.

    ``id`` is the SHA-256 of the file's bytes in hexadecimal. ``text`` has one paragraph, heading,
    list item or table row a line, and an empty one between tables. ``page_starts[n]`` is the offset
    where page ``n + 1`` begins; it is empty for formats without pages. ``page_labels[n]`` is what
    the file calls that page ("iv"), "" where that is its number; it is empty where that is so of
    all. ``source`` is the path or address it came from;
    ``address`` the one that was asked for, where the document was fetched at ``fetched_at`` (UTC,
    ISO 8601), and ``version`` what its site called that. ``language`` is a code such as "en".
    """

    id: str
    title: str
    source: str
    media_type: str
    text: str
    page_starts: tuple[int, ...] = ()
    headings: tuple[Heading, ...] = ()
    notes: tuple[Note, ...] = ()
    issuer: str | None = None
    date: str | None = None
    language: str | None = None
    address: str | None = None
    fetched_at: str | None = None
    report: Report = field(default_factory=Report)
    page_labels: tuple[str, ...] = ()
    version: Version | None = None

    def page_characters(self) -> tuple[int, ...]:
        """Return the number of characters on each page, white space left out."""
        ends = (*self.page_starts[1:], len(self.text))
        pages = zip(self.page_starts, ends, strict=True) if self.page_starts else ()
        return tuple(len("".join(self.text[start:end].split())) for start, end in pages)

    def page_at(self, offset: int) -> int | None:
        """Return the page, counted from 1, on which a character stands; None without pages."""
        if not self.page_starts:
            return None
        return max(1, bisect_right(self.page_starts, offset))

    def label_of(self, page: int | None) -> str | None:
        """Return what the file calls a page, None where that is its number."""
        return self.page_labels[page - 1] or None if page and self.page_labels else None

    def section_at(self, offset: int) -> str | None:
        """Return the path of headings above a character, the title left out; None if none."""
        path: list[str] = []
        above = self.headings[: bisect_right(self.headings, offset, key=lambda each: each.start)]
        level = 7
        for heading in reversed(above):
            if heading.level < level:
                level = heading.level
                path.append(self.text[heading.start : heading.end])
        named = [title for title in reversed(path) if title.casefold() != self.title.casefold()]
        return " › ".join(named) or None

    def notes_within(self, span: Span) -> tuple[Note, ...]:
        """Return the footnotes whose mark stands inside a span or right at its end."""
        return tuple(
            note for note in self.notes if any(span.start < at <= span.end for at in note.at)
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of a document made of whole sentences of one section.

    ``text`` equals ``document.text[start:end]``. ``sentences`` are spans in the document's text,
    in order. ``context`` is the title and section that are embedded in front of the text.
    """

    text: str
    start: int
    end: int
    section: str | None
    page: int | None
    context: str
    sentences: tuple[Span, ...]
