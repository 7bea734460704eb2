"""Rows of cells: as the blocks of a document, and as they stand in its text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from .document import Span
from .normalise import normalise, one_line
from .reading import TABLE_MARK, Block

CELLS = " | "
_ROWS = re.compile(r"^.* \| .*$(?:\n.* \| .*$)*", re.M)


def blocks_of_rows(rows: Sequence[Sequence[str]]) -> list[Block]:
    """Return a block for each row that has words, without the columns that have none.

    What stands alone above the first row of several cells is a line and not a row.
    """
    tidy = [[_tidy(cell) for cell in row] for row in rows]
    used = sorted({column for row in tidy for column, cell in enumerate(row) if cell})
    blocks, begun = [], False
    for row in tidy:
        filled = sum(map(bool, row))
        begun = begun or filled > 1
        if begun and filled:
            cells = [row[column] if column < len(row) else "" for column in used]
            blocks.append(Block(CELLS.join(cells)))
        elif filled:
            blocks.append(Block("".join(row)))
    return blocks


def blocks_of_table(rows: Iterable[Sequence[str]]) -> Iterator[Block]:
    """Yield a block for each row of a table within a text, those without words left out.

    The first is marked, so that it does not go on with a table right before it.
    """
    mark = TABLE_MARK
    for row in rows:
        if any(row):
            yield Block(mark + CELLS.join(row))
            mark = ""


def tables_in(text: str) -> list[Span]:
    """Return the tables of a document's text, in order: lines of cells that follow each other."""
    return [Span(*found.span()) for found in _ROWS.finditer(text)]


def _tidy(cell: str) -> str:
    """Return a cell as one line, in which nothing looks like the end of the cell."""
    return one_line(normalise(cell)).replace(CELLS, " ¦ ")
