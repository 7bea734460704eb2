"""Which documents of a library a list shows, and in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant import Entry

from .render import format_name

# More rows at once would make the page slow to draw.
PAGE = 100
_COLUMNS = ("title", "issuer", "date", "format", "pages", "passages", "size", "added")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to see of the library: the column to sort by, and how many rows."""

    column: str = "title"
    descending: bool = False
    rows: int = PAGE

    def sorted_by(self, column: str) -> "Wish":
        """Return the wish after a click on a column: sorted by it, or the other way round."""
        if column not in _COLUMNS:
            return self
        return Wish(column, column == self.column and not self.descending, self.rows)

    def longer(self) -> "Wish":
        """Return the wish for more rows."""
        return Wish(self.column, self.descending, self.rows + PAGE)


@dataclass(frozen=True, slots=True)
class Line:
    """A document of the list with the size of its file in bytes, None where it was not kept."""

    entry: Entry
    size: int | None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows: its lines, of how many that match, of how many in the library."""

    lines: Sequence[Line]
    matching: int
    documents: int
    wish: Wish


def listing(entries: Sequence[Entry], sizes: Mapping[str, int], words: str, wish: Wish) -> Listing:
    """Return the part of a library that holds all of some words, sorted and cut as wished.

    Words are looked for in title, issuer, date, format and source. What a column does not know of
    a document comes last, whichever way it is sorted.
    """
    lines = [Line(entry, sizes.get(entry.id)) for entry in entries if _holds(entry, words)]
    known = [line for line in lines if _value(line, wish.column) is not None]
    unknown = [line for line in lines if _value(line, wish.column) is None]
    known.sort(key=lambda line: _key(_value(line, wish.column)), reverse=wish.descending)
    return Listing([*known, *unknown][: wish.rows], len(lines), len(entries), wish)


def _holds(entry: Entry, words: str) -> bool:
    told = (entry.title, entry.issuer, entry.date, format_name(entry.media_type), entry.source)
    text = " ".join(filter(None, told)).casefold()
    return all(word in text for word in words.casefold().split())


def _value(line: Line, column: str) -> str | int | None:
    entry = line.entry
    values: dict[str, str | int | None] = {
        "title": entry.title,
        "issuer": entry.issuer,
        "date": entry.date,
        "format": format_name(entry.media_type),
        "pages": entry.pages,
        "passages": entry.passages,
        "size": line.size,
        "added": entry.added_at,
    }
    return values[column]


def _key(value: str | int | None) -> tuple[int, str]:
    return (value, "") if isinstance(value, int) else (0, str(value).casefold())
