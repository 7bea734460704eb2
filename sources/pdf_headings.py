"""Headings of a PDF that are told from its text by the size of their letters."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .normalise import normalise, one_line
from .pdf_lines import Line, most_used_size

# How much larger than the text, in shares of its size, and the most of all characters that are so:
# where more are, as on slides, size does not tell headings from text.
_LARGER, _MOST_LARGE = 1.15, 0.2
# Sizes that differ by less are one level, in points.
_SAME = 0.6
_MOST_LINES, _LONGEST, _FEWEST_LETTERS = 3, 200, 4
_MOST_REPEATS = 2
_ENDS_STATEMENT = (".", ",", ";", "…")


@dataclass(frozen=True, slots=True)
class SizedHeading:
    """A heading of a page: where it begins and ends in the page's text, its words and level."""

    start: int
    end: int
    text: str
    level: int


def headings_by_size(pages: Mapping[int, Sequence[Line]]) -> dict[int, list[SizedHeading]]:
    """Return the headings of pages, none where their sizes do not surely tell them.

    A heading is one to three lines clearly larger than the text, of one size, that do not end as a
    sentence does and do not stand on many pages; the largest are of level 1.
    """
    pieces = [piece for lines in pages.values() for line in lines for piece in line.pieces]
    size = _LARGER * most_used_size(pieces)
    large = sum(len(piece.text) for piece in pieces if piece.size >= size)
    if not large or large > _MOST_LARGE * sum(len(piece.text) for piece in pieces):
        return {}
    groups = {page: [*_groups(lines, size)] for page, lines in pages.items()}
    repeats = Counter(_words(group) for each in groups.values() for group in each)
    kept = {
        page: [group for group in each if repeats[_words(group)] <= _MOST_REPEATS]
        for page, each in groups.items()
    }
    levels = _levels({group[0].size for each in kept.values() for group in each})
    return {page: [_heading(group, levels) for group in each] for page, each in kept.items()}


def _groups(lines: Sequence[Line], size: float) -> Iterator[list[Line]]:
    """Yield the large lines that follow each other in one size and look like a heading."""
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group[-1], line):
            if _is_heading(group):
                yield group
            group = []
        if min(piece.size for piece in line.pieces) >= size:
            group.append(line)
    if group and _is_heading(group):
        yield group


def _goes_on(above: Line, line: Line) -> bool:
    return abs(above.size - line.size) < _SAME and 0 < above.y - line.y < 1.6 * line.size


def _is_heading(lines: Sequence[Line]) -> bool:
    words = _words(lines)
    letters = sum(map(str.isalpha, words))
    return (
        len(lines) <= _MOST_LINES
        and letters >= _FEWEST_LETTERS
        and len(words) <= min(_LONGEST, 2 * letters)
        and not words[0].islower()
        and not words.endswith(_ENDS_STATEMENT)
    )


def _words(lines: Sequence[Line]) -> str:
    return one_line(normalise(" ".join(line.text for line in lines)))


def _levels(sizes: set[float]) -> dict[float, int]:
    levels: dict[float, int] = {}
    level, above = 0, float("inf")
    for size in sorted(sizes, reverse=True):
        level += above - size >= _SAME
        levels[size], above = min(level, 6), size
    return levels


def _heading(lines: Sequence[Line], levels: Mapping[float, int]) -> SizedHeading:
    end = lines[-1].start + len(lines[-1].text)
    return SizedHeading(lines[0].start, end, _words(lines), levels[lines[0].size])
