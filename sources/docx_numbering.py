"""The numbers and bullets of lists in a Word document, which its text does not hold."""

import re

from .numerals import letters, roman
from .package import Element, attribute, child, every, local

_DEPTHS = frozenset("012345678")


class Numbering:
    """Counts the items of each list while a document is read from its beginning."""

    def __init__(self, root: Element | None) -> None:
        abstract = {attribute(each, "abstractNumId"): each for each in every(root, "abstractNum")}
        self._lists = {
            attribute(each, "numId"): abstract.get(attribute(child(each, "abstractNumId"), "val"))
            for each in every(root, "num")
        }
        self._counts: dict[str, dict[int, int]] = {}

    def marker(self, number: str | None, level: str | None) -> str:
        """Return what stands before an item of a list ("• ", "2. ", "1.3 "), "" outside lists."""
        definition = self._lists.get(number)
        if number in (None, "0") or definition is None:
            return ""
        depth = int(level) if level in _DEPTHS else 0
        levels = _levels(definition)
        kind = _value(levels.get(depth), "numFmt") or "decimal"
        counts = self._count(str(id(definition)), depth, levels)
        if kind in ("bullet", "none"):
            return "• " if kind == "bullet" else ""
        text = _value(levels.get(depth), "lvlText") or ""
        return re.sub(
            "%([1-9])",
            lambda match: _written(counts.get(int(match[1]) - 1, 1), levels.get(int(match[1]) - 1)),
            text,
        ).strip() + (" " if text.strip() else "")

    def _count(self, key: str, depth: int, levels: dict[int, Element]) -> dict[int, int]:
        counts = self._counts.setdefault(key, {})
        start = _value(levels.get(depth), "start") or "1"
        first = int(start) if re.fullmatch("[0-9]{1,6}", start) else 1
        counts[depth] = counts[depth] + 1 if depth in counts else first
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return counts


def _levels(definition: Element) -> dict[int, Element]:
    depths = {attribute(each, "ilvl"): each for each in definition if local(each) == "lvl"}
    return {int(depth): each for depth, each in depths.items() if depth in _DEPTHS}


def _value(level: Element | None, name: str) -> str | None:
    return attribute(child(level, name), "val")


def _written(number: int, level: Element | None) -> str:
    match _value(level, "numFmt"):
        case "lowerLetter":
            return letters(number)
        case "upperLetter":
            return letters(number).upper()
        case "lowerRoman":
            return roman(number)
        case "upperRoman":
            return roman(number).upper()
        case _:
            return str(number)
