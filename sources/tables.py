"""Rows of cells as the blocks of a document."""

from collections.abc import Sequence

from .normalise import normalise, one_line
from .reading import Block

CELLS = " | "


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


def _tidy(cell: str) -> str:
    """Return a cell as one line, in which nothing looks like the end of the cell."""
    return one_line(normalise(cell)).replace(CELLS, " ¦ ")
