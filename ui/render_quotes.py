"""Quoted words as Markdown: line by line as the document has them, its lists and tables as such."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from sources import Span
from sources.tables import CELLS

from .phrases import spoken
from .wording import LEFT_OUT

_BULLET = "• "
NO_LANGUAGES: Mapping[str, str] = {}
# What a line is shown as, and its cells in Markdown; of a line that is no row there is one.
Line = tuple[str, tuple[str, ...]]


def plain(text: str) -> str:
    """Return Markdown that shows some text as it is, on one line."""
    words = " ".join(text.split())
    return re.sub(r"[!-/:-@\[-`{-~]", lambda sign: f"&#{ord(sign[0])};", words)


def in_language(words: str, language: str | None) -> str:
    """Return Markdown with the language of its words, where that is known and not the page's."""
    if not language or language == spoken().language or not words.strip():
        return words
    return str(Markup('<span lang="{}">{}</span>').format(language, Markup(words)))


def lines_of(
    text: str, behind: str, answers: Sequence[Span] = (), language: str | None = None
) -> list[Line]:
    """Return the lines of a quote, ready for `arranged`.

    Args:
        text: The quoted words.
        behind: Markdown that follows the last of them.
        answers: Where words stand in the text that are shown in bold.
        language: The code of the language that they are in, if that is known.
    """
    lines, start = list[Line](), 0
    for line in text.split("\n"):
        kind = "row" if CELLS in line else "item" if line.startswith(_BULLET) else "line"
        at = start + (len(_BULLET) if kind == "item" else 0)
        cells = []
        for cell in text[at : start + len(line)].split(CELLS):
            cells.append(in_language(_marked(text, Span(at, at + len(cell)), answers), language))
            at += len(cell) + len(CELLS)
        lines.append((kind, tuple(cells)))
        start += len(line) + 1
    kind, cells_of_last = lines[-1]
    return [*lines[:-1], (kind, (*cells_of_last[:-1], cells_of_last[-1] + behind))]


def introduced(above: Sequence[Line], below: Sequence[Line], *, skips: bool) -> list[Line]:
    """Return a quote behind the line that introduces it, and where ``skips`` a mark between them.

    A table's header and its rows become one table, anything else stands apart.
    """
    if above[-1][0] == below[0][0] == "row":
        return [*above, *[("row", (LEFT_OUT,))] * skips, *below]
    return [*above, ("gap", ()), *[("line", (LEFT_OUT,)), ("gap", ())] * skips, *below]


def arranged(lines: Sequence[Line]) -> str:
    """Return lines as Markdown: those that follow each other and are of one kind together."""
    runs = (
        (kind, [cells for _, cells in run]) for kind, run in groupby(lines, lambda each: each[0])
    )
    return "\n\n".join(_run(kind, rows) for kind, rows in runs if kind != "gap")


def _run(kind: str, rows: Sequence[Sequence[str]]) -> str:
    if kind == "item":
        return "\n".join(f"- {cells[0]}" for cells in rows)
    if kind == "row" and len(rows) > 1:
        return "\n".join(_table(rows))
    return "  \n".join(f" {plain(CELLS)} ".join(cells) for cells in rows)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, as wide as its widest row, for what is wider is not shown."""
    width = max(map(len, rows))
    wide = [[*cells, *[""] * (width - len(cells))] for cells in rows]
    for cells in (wide[0], ["---"] * width, *wide[1:]):
        yield f"| {' | '.join(cells)} |"


def _marked(text: str, span: Span, answers: Sequence[Span]) -> str:
    """Return a part of a line with the words in bold that answer."""
    parts, end = [], span.start
    for start, stop in sorted(answers):
        start, stop = max(start, end), min(stop, span.end)
        if start < stop:
            parts += [_spaced(text[end:start]), f"**{plain(text[start:stop])}**"]
            end = stop
    return "".join([*parts, _spaced(text[end : span.end])])


def _spaced(text: str) -> str:
    """Return text as it is, with the blanks before and behind it."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[1:] and text[-1:].isspace() else ""
    return before + plain(text) + after
