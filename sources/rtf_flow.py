"""Paragraphs and rows of Rich Text Format as its codes build them up."""

from dataclasses import dataclass, field

from .normalise import one_line
from .reading import Block, without_marks


@dataclass(slots=True)
class Flow:
    """What flows one after the other: the body, a note, a text box, a title."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    boxes: list["Flow"] = field(default_factory=list)
    level: int = 0
    in_table: bool = False

    def end_paragraph(self) -> None:
        """End a paragraph, within a cell of a table only a line."""
        if self.in_table:
            self.pieces.append(" ")
            return
        text = "".join(self.pieces)
        self.pieces.clear()
        if text.strip():
            self.blocks.append(Block(text, self.level))
        for box in self.boxes:
            self.blocks += box.finished()
        self.boxes.clear()

    def end_cell(self) -> None:
        """End a cell of a table."""
        self.cells.append(one_line("".join(self.pieces)))
        self.pieces.clear()

    def end_row(self) -> None:
        """End a row of a table."""
        self.in_table = False
        if any(self.cells):
            self.blocks.append(Block(" | ".join(self.cells)))
        self.cells.clear()

    def finished(self) -> list[Block]:
        """End what was begun, and return the blocks."""
        self.in_table = False
        if self.cells:
            self.end_cell()
            self.end_row()
        self.end_paragraph()
        return self.blocks

    def words(self) -> str:
        """Return everything as one line."""
        return one_line(" ".join(without_marks(block.text) for block in self.finished()))
