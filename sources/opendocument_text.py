"""Paragraphs, lists, tables and notes of OpenDocument files, from their XML."""

from collections import Counter
from collections.abc import Iterator, Mapping

from .normalise import normalise
from .numerals import letters, roman
from .package import Element, attribute, child, every, local
from .reading import Block, note_mark, without_marks
from .tables import blocks_of_table

_SIGNS = {"s": " ", "tab": " ", "line-break": " "}
_SHAPES = frozenset("frame custom-shape rect ellipse g".split())
_CONTENTS = frozenset(
    "table-of-content illustration-index table-index object-index alphabetical-index user-index "
    "index-title".split()
)
_COUNTED = {
    "annotation": "comment",
    "image": "picture",
    "object": "chart or object",
    "object-ole": "chart or object",
    **dict.fromkeys(_CONTENTS, "table of contents"),
}
_UNREAD = frozenset("forms ruby-text hidden-text hidden-paragraph title desc notes".split())
_MOST_COLUMNS = 64


class Flow:
    """Reads what flows one after the other in a text, a cell, a text box or a note.

    ``left_out`` counts what was passed over.
    """

    def __init__(self, *roots: Element | None) -> None:
        self.left_out = Counter[str]()
        self._levels: dict[tuple[str, int], Element] = {}
        self._hidden = set[str]()
        self._counts: dict[tuple[str, int], int] = {}
        self._notes: dict[str, Element] = {}
        self._boxes: list[Element] = []
        for root in roots:
            for style in every(root, "list-style"):
                for level in style:
                    depth = attribute(level, "level") or ""
                    if depth.isdecimal():
                        self._levels[attribute(style, "name") or "", int(depth)] = level
            for style in every(root, "style"):
                if attribute(child(style, "text-properties"), "display") == "none":
                    self._hidden.add(attribute(style, "name") or "")

    def blocks(self, parent: Element) -> Iterator[Block]:
        """Yield the blocks of an element."""
        for element in parent:
            match local(element):
                case "p" | "h":
                    yield from self._paragraph(element)
                case "list":
                    yield from self._list(element, "", 1)
                case "table":
                    yield from self._table(element)
                case "tracked-changes":
                    self.left_out["tracked deletion"] += len(list(every(element, "deletion")))
                case name if name in _COUNTED:
                    self.left_out[_COUNTED[name]] += 1
                case "frame":
                    yield from self._frame(element)
                case name if name not in _UNREAD and attribute(element, "display") != "none":
                    yield from self.blocks(element)

    def _frame(self, frame: Element) -> Iterator[Block]:
        """Yield the blocks of the first that a frame holds; the others are for lesser programs."""
        first = next((each for each in frame if local(each) not in _UNREAD), None)
        if first is not None:
            yield from self.blocks([first])

    def _paragraph(self, element: Element) -> Iterator[Block]:
        if self._is_hidden(element):
            return
        text = "".join(self._words(element))
        boxes, self._boxes = self._boxes, []
        if text.strip():
            outline = attribute(element, "outline-level") or "1"
            level = int(outline) if outline in "123456" else 6
            yield Block(text, level if local(element) == "h" else 0)
        for box in boxes:
            yield from self.blocks([box])

    def _list(self, element: Element, style: str, level: int) -> Iterator[Block]:
        style = attribute(element, "style-name") or style
        key = (style, level)
        if attribute(element, "continue-numbering") != "true":
            self._counts.pop(key, None)
        for item in element:
            marker = self._marker(key, item) if local(item) == "list-item" else ""
            for part in item:
                if local(part) == "list":
                    yield from self._list(part, style, level + 1)
                    continue
                for block in self.blocks([part]):
                    yield block if block.level else Block(marker + block.text)
                    marker = ""

    def _marker(self, key: tuple[str, int], item: Element) -> str:
        definition = self._levels.get(key)
        if definition is None or local(definition) != "list-level-style-number":
            return "• "
        start = attribute(item, "start-value") or attribute(definition, "start-value") or "1"
        first = int(start) if start.isdecimal() and len(start) < 7 else 1
        restarted = attribute(item, "start-value") is not None or key not in self._counts
        number = first if restarted else self._counts[key] + 1
        self._counts[key] = number
        written = {
            "": "", "1": str(number), "a": letters(number), "A": letters(number).upper(),
            "i": roman(number), "I": roman(number).upper(),
        }.get(attribute(definition, "num-format") or "", str(number))  # fmt: skip
        before = attribute(definition, "num-prefix") or ""
        after = attribute(definition, "num-suffix") or ""
        return normalise(f"{before}{written}{after}") + " " if written else ""

    def _table(self, table: Element) -> Iterator[Block]:
        rows = [list(cells_of(row, _MOST_COLUMNS)) for row in rows_of(table)]
        if max(map(len, rows), default=0) <= 1:  # a frame around text
            for row in rows:
                for cell in row:
                    yield from self.blocks(cell)
            return
        yield from blocks_of_table(
            [" ".join(block.text for block in self.blocks(cell)) for cell in row] for row in rows
        )

    def _words(self, parent: Element) -> Iterator[str]:
        yield normalise(parent.text or "")
        for element in parent:
            match local(element):
                case name if name in _SIGNS:
                    yield _SIGNS[name]
                case "note":
                    yield self._note(element)
                case "annotation":
                    self.left_out["comment"] += 1
                case name if name in _SHAPES:
                    self._boxes.append(element)
                case name if name not in _UNREAD and not self._is_hidden(element):
                    yield from self._words(element)
            yield normalise(element.tail or "")

    def _is_hidden(self, element: Element) -> bool:
        hidden = attribute(element, "style-name") in self._hidden
        self.left_out["piece of hidden text"] += hidden
        return hidden

    def _note(self, element: Element) -> str:
        ending = "endnote " if attribute(element, "note-class") == "endnote" else ""
        number = 1 + sum(label.startswith("endnote") == bool(ending) for label in self._notes)
        body = child(element, "note-body")
        if body is None:
            return ""
        self._notes[f"{ending}{number}"] = body
        return note_mark(f"{ending}{number}")

    def notes(self) -> Mapping[str, str]:
        """Return the texts of the notes that were met, by their labels."""
        return {
            label: " ".join(without_marks(block.text) for block in self.blocks(body))
            for label, body in list(self._notes.items())
        }


def rows_of(table: Element) -> Iterator[Element]:
    """Yield a table's rows, those in groups among them."""
    for element in table:
        if local(element) == "table-row":
            yield element
        elif local(element) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from rows_of(element)


def cells_of(row: Element, most: int) -> Iterator[Element]:
    """Yield a row's cells, repeated as it says, but never more than ``most``."""
    count = 0
    for element in row:
        if local(element) in ("table-cell", "covered-table-cell"):
            repeated = times(element, "number-columns-repeated", most - count)
            count += repeated
            yield from [element] * repeated


def times(element: Element, name: str, most: int) -> int:
    """Return how often an element says that it is repeated, but never more than ``most``."""
    said = attribute(element, name) or "1"
    return max(0, min(int(said) if said.isdecimal() and len(said) < 10 else 1, most))
