"""The paragraph styles of a Word document: which of them are headings, lists or contents."""

import re
from collections.abc import Iterator

from .package import Element, attribute, child, every

_HEADING = re.compile(r"heading ?([1-9])", re.I)
_CONTENTS = re.compile(r"(?:toc ?[1-9]|table of figures)", re.I)


class Styles:
    """Styles by id. Word keeps the names of its own in English, whatever language it speaks."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {attribute(each, "styleId"): each for each in every(root, "style")}
        default = child(root, "docDefaults", "rPrDefault", "rPr", "lang")
        self.language = attribute(default, "val")

    def heading_level(self, id: str | None, outline: str | None = None) -> int:
        """Return a paragraph's level, 0 for one that is no heading.

        ``outline`` is the paragraph's own outline level, which counts from 0 and goes before its
        style's; 9 is body text.
        """
        if outline is None:
            outline = next(filter(None, map(_outline, self._line(id))), None)
        if outline is None or not re.fullmatch("[0-8]", outline):
            return 0
        return min(int(outline) + 1, 6)

    def is_contents(self, id: str | None) -> bool:
        """Tell whether a style is one of the lines of a table of contents."""
        return any(_CONTENTS.fullmatch(_name(each)) for each in self._line(id))

    def number(self, id: str | None) -> str | None:
        """Return the numbering that a style brings."""
        return self._numbering(id, "numId")

    def number_level(self, id: str | None) -> str | None:
        """Return the level of the numbering that a style brings."""
        return self._numbering(id, "ilvl")

    def _numbering(self, id: str | None, name: str) -> str | None:
        found = (attribute(child(each, "pPr", "numPr", name), "val") for each in self._line(id))
        return next(filter(None, found), None)

    def _line(self, id: str | None) -> Iterator[Element]:
        """Yield a style and those that it is based on, which hostile files make a circle."""
        seen = set[str | None]()
        while id in self._styles and id not in seen:
            seen.add(id)
            yield self._styles[id]
            id = attribute(child(self._styles[id], "basedOn"), "val")


def _name(style: Element) -> str:
    return attribute(child(style, "name"), "val") or ""


def _outline(style: Element) -> str | None:
    level = attribute(child(style, "pPr", "outlineLvl"), "val")
    named = _HEADING.fullmatch(_name(style))
    if named:
        return level or str(int(named[1]) - 1)
    return level or ("0" if _name(style).lower() == "title" else None)
