"""The lines of a PDF's page, with the place and the size of what they are made of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .pdf_columns import Piece

# What may stand raised: the mark of a note.
LABEL = r"(\d{1,3}|[*†‡§])"
_LONE_LABEL = re.compile(rf"\s*{LABEL}\s*")
_PART = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: where it begins in the page's text, and its pieces as they are drawn."""

    start: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The line's words, without the line's end."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def size(self) -> float:
        """The font size of most of its characters, in points."""
        only = len(self.pieces) == 1
        return self.pieces[0].size if only else most_used_size(self.pieces)

    @property
    def y(self) -> float:
        """How high it stands, in points: where most of its characters stand."""
        size = self.size
        return next((piece.y for piece in self.pieces if piece.size == size), 0.0)


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """Return the lines that pieces make, those without words left out."""
    lines: list[Line] = []
    line: list[Piece] = []
    start = position = 0
    for piece in pieces:
        whole = piece.text.find("\n") in (-1, len(piece.text) - 1)
        for part in (piece.text,) if whole else _PART.findall(piece.text):
            position += len(part)
            if part.strip() or (line and part[-1:] not in "\n"):
                line.append(Piece(part.rstrip("\n"), piece.x, piece.y, piece.size))
            if not line:
                start = position
            elif part.endswith("\n"):
                lines.append(Line(start, tuple(line)))
                line, start = [], position
    return [*lines, Line(start, tuple(line))] if line else lines


def with_raised_joined(lines: Sequence[Line]) -> list[Line]:
    """Return lines, those that are but a raised label made part of that which they stand on."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above and (
            _is_raised_on(line, above) or _is_raised_on(above, line) or _is_rest(above, line)
        ):
            gap = line.start - above.start - len(above.text)
            blank = line.pieces[0]._replace(text=" " * gap)
            joined[-1] = Line(above.start, (*above.pieces, blank, *line.pieces))
        else:
            joined.append(line)
    return joined


def _is_raised_on(label: Line, line: Line) -> bool:
    raised = bool(_LONE_LABEL.fullmatch(label.text)) and label.size < line.size
    return raised and 0 < label.y - line.y < line.size


def _is_rest(above: Line, line: Line) -> bool:
    """Tell whether a line goes on where another was interrupted by a raised label."""
    last = above.pieces[-1]
    return last.size < above.size and last.y > above.y == line.y and line.pieces[0].x > last.x


def most_used_size(pieces: Iterable[Piece]) -> float:
    """Return the font size in which most characters are set, 0 where there are none."""
    sizes: dict[float, int] = {}
    for piece in pieces:
        sizes[piece.size] = sizes.get(piece.size, 0) + len(piece.text.strip())
    return max(sizes, key=lambda size: sizes[size], default=0.0)
