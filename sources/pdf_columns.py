"""Two columns whose lines a PDF draws row by row, put into reading order."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_SAME = 2.0
_FEWEST_ROWS = 8
_SHORTEST_LINE = 20
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’»)\]]*$")


class Piece(NamedTuple):
    """Text that begins at a place on a page, in points from its lower left corner.

    ``size`` is that of its font, in points.
    """

    text: str
    x: float
    y: float
    size: float = 0.0


def in_reading_order(pieces: Sequence[Piece]) -> str | None:
    """Return a page's text column by column; None where its order is good as it is drawn.

    ``pieces`` are in the order in which they are drawn. Only what is surely prose in two columns
    is put into another order: a table is read along its rows.
    """
    rows = _rows(pieces)
    edge = _right_column(rows)
    if edge is None:
        return None
    sides = [_sides(row, edge) for row in rows]
    both = [number for number, (left, right) in enumerate(sides) if left and right]
    start, end = both[0], both[-1] + 1
    left = [text for text, _ in sides[start:end] if text]
    right = [text for _, text in sides[start:end] if text]
    if not (is_prose(left) and is_prose(right)):
        return None
    above, below = (["".join(row) for row in part] for part in (sides[:start], sides[end:]))
    return "\n".join([*above, *left, *right, *below])


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in pieces:
        if not piece.text.strip():
            continue
        if rows and abs(rows[-1][0].y - piece.y) < _SAME:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _right_column(rows: Sequence[Sequence[Piece]]) -> float | None:
    """Return where the lines of a right column begin, None where most rows have none."""
    starts = Counter(round(piece.x) for row in rows for piece in row[1:] if piece.x > row[0].x)
    if not starts:
        return None
    edge, _ = starts.most_common(1)[0]
    having = sum(any(abs(piece.x - edge) < _SAME for piece in row[1:]) for row in rows)
    return edge if having >= max(_FEWEST_ROWS, 0.6 * len(rows)) else None


def _sides(row: Sequence[Piece], edge: float) -> tuple[str, str]:
    left = "".join(piece.text for piece in row if piece.x < edge - _SAME)
    right = "".join(piece.text for piece in row if piece.x >= edge - _SAME)
    return left.replace("\n", ""), right.replace("\n", "")


def is_prose(lines: Sequence[str]) -> bool:
    """Tell whether lines are a column's: filled, of about one length, and running on."""
    longest = max(map(len, lines))
    filled = sum(0.7 * longest <= len(line) for line in lines)
    running = sum(
        not _ENDS_SENTENCE.search(line.rstrip()) and below.lstrip()[:1].islower()
        for line, below in pairwise(lines)
    )
    long_enough = sum(map(len, lines)) >= _SHORTEST_LINE * len(lines)
    return long_enough and filled >= 0.6 * len(lines) and running >= 0.4 * (len(lines) - 1)
