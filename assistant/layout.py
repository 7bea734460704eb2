"""What a quote needs from around it: the line that introduces its list, its table's header.

A document's text has one paragraph, heading, list item or table row a line.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

from sources import Span
from sources.patterns import pattern

# What is longer than this is not an answer any more, though it be one list.
_MOST_LINES, _MOST_CHARACTERS = 16, 2_000
_MARKER = pattern(
    r"(?P<bullet>[•▪●◦*–—-])\s|\(?(?P<letter>[a-z]|[ivx]{1,4})[.)]\s|\(?(?P<number>\d{1,3})[.)]\s"
)
# What stands between the cells of a row.
CELLS = " | "
_NO_WORDS = pattern(r"[^\w(]*")


def line_at(text: str, offset: int) -> Span:
    """Return the line in which a character stands, without the line end."""
    end = text.find("\n", offset)
    return Span(text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end)


def introduction(text: str, span: Span) -> Span | None:
    """Return the line that introduces the list in which a span stands, or its table's header.

    None where the span is in no list or table, or is itself that line.
    """
    line = line_at(text, span.start)
    above = _table_header if _is_row(text, line) else _list_introduction
    found = above(text, line)
    return found if found and found.end <= span.start else None


def items(text: str, line: Span) -> Span | None:
    """Return the items of the list that a line introduces, as one span; None where none follow."""
    if not text[line.start : line.end].endswith(":"):
        return None
    own = _marker(text, line)
    following = list(
        takewhile(lambda each: _marker(text, each) not in (None, own), _below(text, line))
    )
    return _whole(text, following)


def introduced_list(text: str, span: Span) -> Span | None:
    """Return the list in which a span stands with the line that introduces it, as one span.

    None where no line introduces it, or it is too long.
    """
    line = line_at(text, span.start)
    above = line if text[line.start : line.end].endswith(":") else _list_introduction(text, line)
    following = above and items(text, line_at(text, above.start))
    if above is None or following is None:
        return None
    return Span(without_marker(text, above).start, following.end)


def skips(text: str, above: Span, span: Span) -> bool:
    """Tell whether items stand between the line that introduces a list and a span in that."""
    between = text[above.end : span.start].strip()
    return bool(between) and not _MARKER.fullmatch(f"{between} ")


def goes_on(text: str, span: Span, introduced: Span | None) -> bool:
    """Tell whether a list goes on behind a span that quotes a part of it.

    Only where the span holds the line that introduces the list, or that is the line ``introduced``.
    """
    line = line_at(text, max(span.start, span.end - 1))
    promises = text[line.start : line.end].endswith(":")
    above = line if promises else _list_introduction(text, line)
    if above is None or not (span.start <= above.start or above == introduced or promises):
        return False
    below = next(_below(text, line), None)
    own = _marker(text, line_at(text, above.start))
    return below is not None and _marker(text, below) not in (None, own)


def list_around(text: str, span: Span) -> Span | None:
    """Return all items of the list in which a span stands, as one span; None where it is in none.

    Items of a list within an item belong to it.
    """
    line = line_at(text, span.start)
    introduction = _list_introduction(text, line)
    if introduction:
        return items(text, line_at(text, introduction.start))
    kind = _marker(text, line)
    if kind is None:
        return None
    above = list(takewhile(lambda each: _marker(text, each) == kind, _above(text, line)))
    below = list(takewhile(lambda each: _marker(text, each) == kind, _below(text, line)))
    return _whole(text, [*reversed(above), line, *below]) if above or below else None


def _whole(text: str, lines: Sequence[Span]) -> Span | None:
    """Return some successive lines as one span, None where they are none or too many."""
    if not lines or len(lines) > _MOST_LINES or lines[-1].end - lines[0].start > _MOST_CHARACTERS:
        return None
    return Span(without_marker(text, lines[0]).start, lines[-1].end)


def rows(text: str, span: Span) -> Span | None:
    """Return the rows of the table in which a span stands, its header among them, else None."""
    line = line_at(text, span.start)
    header = _table_header(text, line)
    if header is None:
        return None
    return _whole(text, [header, *takewhile(partial(_is_row, text), _below(text, header))])


def is_row(text: str, span: Span) -> bool:
    """Tell whether a span stands in a table."""
    return _is_row(text, line_at(text, span.start))


def adjacent(text: str, before: Span, after: Span) -> bool:
    """Tell whether no words stand between two spans."""
    return bool(_NO_WORDS.fullmatch(text, before.end, max(before.end, after.start)))


def without_marker(text: str, line: Span) -> Span:
    """Return a list item's line without its bullet; numbers and letters are part of it."""
    found = _MARKER.match(text, line.start, line.end)
    return Span(found.end(), line.end) if found and found["bullet"] else line


def _is_row(text: str, line: Span) -> bool:
    return CELLS in text[line.start : line.end]


def _table_header(text: str, line: Span) -> Span | None:
    if not _is_row(text, line):
        return None
    return [line, *takewhile(partial(_is_row, text), _above(text, line))][-1]


def _list_introduction(text: str, line: Span) -> Span | None:
    if _marker(text, line) is None:
        return None
    for number, above in enumerate(_above(text, line)):
        if text[above.start : above.end].endswith(":"):
            return without_marker(text, above)
        if _marker(text, above) is None or number == _MOST_LINES:
            return None
    return None


def _marker(text: str, line: Span) -> str | None:
    """Return the kind of a list item's marker, None where a line is no list item."""
    found = _MARKER.match(text, line.start, line.end)
    return found.lastgroup if found else None


def _above(text: str, line: Span) -> Iterator[Span]:
    while line.start:
        line = line_at(text, line.start - 1)
        yield line


def _below(text: str, line: Span) -> Iterator[Span]:
    while line.end < len(text):
        line = line_at(text, line.end + 1)
        yield line
