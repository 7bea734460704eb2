"""Headers, footers and page numbers: lines that run on from page to page."""

import re
from collections import Counter
from collections.abc import Sequence

from .paragraphs import is_named_section

_EDGE_LINES = 3
_MOST_REPEATS = 6
_LONGEST_NAMED = 60
_ONLY_NUMBERS = re.compile(r"\W*(?:(?:of )?\d+\W*)+|\W*x{0,3}(?:ix|iv|v?i{0,3})\W*")


def without_running_lines(
    pages: Sequence[list[str]],
) -> tuple[list[list[str]], tuple[str, ...]]:
    """Return pages without the lines that repeat at their edges, and in words what was dropped.

    A line repeats whatever page number it carries; the words are like "the page header “Draft”,
    on 12 pages".
    """
    repeats = Counter(
        key
        for number, page in enumerate(pages)
        for key in {key for line in _edges(page) for key in _keys(line, number)}
    )
    numbers = max(2, min(3, len(pages)))
    words = max(3, min(_MOST_REPEATS, len(pages) // 3))
    running = {key for key, count in repeats.items() if count >= (numbers if "#" in key else words)}
    dropped: dict[tuple[str, str], list[str]] = {}
    kept: list[list[str]] = []
    for number, page in enumerate(pages):
        kept.append([])
        for place, line in enumerate(page):
            keys = _keys(line, number) & running if _is_edge(place, page) else set()
            if keys:
                side = "header" if 2 * place < len(page) else "footer"
                dropped.setdefault((side, max(keys, key=lambda k: (repeats[k], k))), []).append(
                    line
                )
            else:
                kept[-1].append(line)
    return [stripped(page) for page in kept], _in_words(dropped)


def stripped(lines: list[str]) -> list[str]:
    """Return lines without the empty ones at the beginning and at the end."""
    filled = [number for number, line in enumerate(lines) if line]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _in_words(dropped: dict[tuple[str, str], list[str]]) -> tuple[str, ...]:
    said = Counter[str]()
    for (side, key), lines in dropped.items():
        wording = lines[0]
        if len(wording) > _LONGEST_NAMED:
            wording = wording[:_LONGEST_NAMED].rstrip() + "…"
        said["the page numbers" if key == "#" else f"the page {side} “{wording}”"] += len(lines)
    return tuple(f"{what}, on {count} pages" for what, count in said.items())


def _edges(page: Sequence[str]) -> list[str]:
    return [*page[:_EDGE_LINES], *page[-_EDGE_LINES:]]


def _is_edge(place: int, page: Sequence[str]) -> bool:
    return place < _EDGE_LINES or place >= len(page) - _EDGE_LINES


def _keys(line: str, page: int) -> set[str]:
    """Return what a line has in common with the lines that run on from page to page.

    It is its wording, or its wording around a number that grows with the pages. The headings of
    consecutive articles are told apart from such lines by their look.
    """
    text = line.lower()
    if not text:
        return set()
    if _ONLY_NUMBERS.fullmatch(text):
        return {"#"}
    if is_named_section(line):
        return {text}
    counted = re.finditer(r"\d{1,5}", text)
    return {text} | {
        f"{text[: number.start()]}#{int(number[0]) - page}{text[number.end() :]}"
        for number in counted
    }
