"""Tables of a PDF: rows whose cells begin at the same places."""

import re
from collections.abc import Iterator, Sequence

from .pdf_columns import Piece, is_prose
from .pdf_lines import Line
from .tables import blocks_of_rows

_FEWEST_ROWS = 3
_SAME = 2.0
# What a letter is wide at least on average and how far a cell stands from the one before, in sizes
# of the font.
_LETTER, _GAP = 0.5, 0.6
_WIDEST_STEP = 4.0
_LONGEST_CELL = 40
_WORD = re.compile(r"[^\W\d_]{2,}|\d")
_MARKER = re.compile(r"[•▪●◦*–—-]|\(?\w{1,3}[.)]|.*(?:\. ?){4,}.*")
Row = dict[float, str]


def table_rows(lines: Sequence[Line]) -> list[tuple[int, int, str]]:
    """Return where the rows of tables begin and end in a page's text, and their cells in a line.

    Rows are of a table where at least three follow each other whose cells begin at the same
    places; a list with its markers, contents and prose in columns are none.
    """
    found: list[tuple[int, int, str]] = []
    for run in _runs(_on_one_height(lines)):
        columns = sorted({x for _, row in run for x in row})
        cells = [[row.get(x, "") for x in columns] for _, row in run]
        if _is_table(cells):
            blocks = blocks_of_rows(cells)
            found += [
                (line.start, line.start + len(line.text), block.text)
                for (line, _), block in zip(run, blocks, strict=True)
            ]
    return found


def _on_one_height(lines: Sequence[Line]) -> list[Line]:
    """Return lines, those that go on to the right at the same height made one."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above and above.y == line.y and line.pieces[0].x > above.pieces[-1].x:
            blank = line.pieces[0]._replace(text=" " * (line.start - above.start - len(above.text)))
            joined[-1] = Line(above.start, (*above.pieces, blank, *line.pieces))
        else:
            joined.append(line)
    return joined


def _runs(lines: Sequence[Line]) -> Iterator[list[tuple[Line, Row]]]:
    """Yield lines of several cells that follow each other, their cells by where they begin."""
    run: list[tuple[Line, Row]] = []
    columns: list[float] = []
    for line in lines:
        cells = _cells(line)
        starts = sorted(cells)
        aligned = _places(starts, columns) or _places(columns, starts)
        if run and not (len(cells) > 1 and aligned and _is_below(line, run[-1][0])):
            yield run
            run, columns = [], []
        if len(cells) > 1:
            if len(starts) > len(columns):
                run = [(each, _moved(row, starts)) for each, row in run]
                columns = starts
            run.append((line, _moved(cells, columns)))
    yield run


def _cells(line: Line) -> Row:
    cells: list[list[Piece]] = []
    for piece in line.pieces:
        if not piece.text.strip():
            continue
        if cells and not _is_apart(cells[-1], piece):
            cells[-1].append(piece)
        else:
            cells.append([piece])
    return {cell[0].x: "".join(piece.text for piece in cell) for cell in cells}


def _is_apart(cell: Sequence[Piece], piece: Piece) -> bool:
    last = cell[-1]
    end = last.x + _LETTER * last.size * len(last.text.strip())
    return piece.x - end > _GAP * last.size


def _is_below(line: Line, above: Line) -> bool:
    return 0 < above.y - line.y < _WIDEST_STEP * above.size


def _places(starts: Sequence[float], columns: Sequence[float]) -> bool:
    """Tell whether each of several places is one of the columns."""
    return all(any(abs(x - column) < _SAME for column in columns) for x in starts)


def _moved(row: Row, columns: Sequence[float]) -> Row:
    return {min(columns, key=lambda column: abs(column - x)): cell for x, cell in row.items()}


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    if len(rows) < _FEWEST_ROWS:
        return False
    columns = [
        [cell.strip() for cell in column if cell.strip()] for column in zip(*rows, strict=True)
    ]
    return all(
        len(column) >= _FEWEST_ROWS
        and not is_prose(column)
        and not all(map(_MARKER.fullmatch, column))
        and 2 * sum(map(bool, map(_WORD.search, column))) > len(column)
        and sum(map(len, column)) <= _LONGEST_CELL * len(column)
        for column in columns
    )
