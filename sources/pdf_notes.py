"""Footnotes at the foot of a PDF's page, and the raised marks that lead to them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .normalise import normalise
from .paragraphs import paragraphs
from .pdf_lines import LABEL, Line, most_used_size, with_raised_joined

_LABEL = re.compile(rf"\s*{LABEL}[.)]?(?=\s*[^\s\d.,%])")
_MARK = re.compile(rf"\s*{LABEL}(?=\s*$)")
# What is smaller than the text, in shares of its size: a note, a raised mark.
_NOTE, _RAISED = 0.95, 0.8
# How far the next line of a note and the next note may stand below, in sizes of the font.
_NEXT_LINE, _NEXT_NOTE = 1.8, 3.5
_MOST_FOOTERS = 2


@dataclass(frozen=True, slots=True)
class PageNotes:
    """The footnotes of a page.

    They stand in the page's text from ``start`` to ``end``; ``marks`` say where a mark that leads
    to one begins and ends there, and its label; ``notes`` are the labels with their texts.
    """

    start: int
    end: int
    marks: Sequence[tuple[int, int, str]]
    notes: Sequence[tuple[str, str]]


def notes_at_foot(lines: Sequence[Line]) -> PageNotes | None:
    """Return the footnotes of a page, None where it has none or that is not sure.

    It is sure where lines smaller than the text stand below all of it, the first beginning with a
    label, where numbers follow each other, and where the labels are raised behind words of the
    text in the same order, each once.
    """
    size = most_used_size(piece for line in lines for piece in line.pieces)
    if all(piece.size >= _NOTE * size for line in lines for piece in line.pieces):
        return None
    lines = with_raised_joined(lines)
    for number, line in enumerate(lines):
        if number and line.size < _NOTE * size and _LABEL.match(line.text):
            found = _notes_from(lines, number, size)
            if found:
                return found
    return None


def _notes_from(lines: Sequence[Line], first: int, size: float) -> PageNotes | None:
    end = first + 1
    while end < len(lines) and _goes_on(lines[end - 1], lines[end], size):
        end += 1
    top, bottom = lines[first].y, lines[end - 1].y
    below = [line.y for line in [*lines[:first], *lines[end:]] if line.y < top]
    notes = _split(lines[first:end])
    labels = [label for label, _ in notes]
    marks = [each for line in lines[:first] for each in _marks(line) if each[2] in labels]
    if len(below) > _MOST_FOOTERS or any(y > bottom for y in below):
        return None
    if [label for *_, label in marks] != labels or not all(text for _, text in notes):
        return None
    last = lines[end - 1]
    return PageNotes(lines[first].start, last.start + len(last.text), marks, notes)


def _goes_on(above: Line, line: Line, size: float) -> bool:
    gap = above.y - line.y
    reach = (_NEXT_NOTE if _LABEL.match(line.text) else _NEXT_LINE) * line.size
    has_words = any(char.isalpha() for char in line.text)
    return line.size < _NOTE * size and has_words and 0 < gap < reach


def _split(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Return the notes of lines; a number that does not follow the one before is no label."""
    notes: list[tuple[str, list[str]]] = []
    for line in lines:
        found = _LABEL.match(line.text)
        if found and (not notes or _follows(notes[-1][0], found[1])):
            notes.append((found[1], [line.text[found.end() :]]))
        else:
            notes[-1][1].append(line.text)
    return [(label, " ".join(paragraphs(normalise("\n".join(text))))) for label, text in notes]


def _follows(label: str, next_label: str) -> bool:
    if label.isdigit() and next_label.isdigit():
        return int(next_label) == int(label) + 1
    return not label.isdigit() and not next_label.isdigit()


def _marks(line: Line) -> Iterator[tuple[int, int, str]]:
    position = word_end = line.start
    for piece in line.pieces:
        found = _MARK.match(piece.text) if piece.size <= _RAISED * line.size else None
        if found and word_end > line.start:
            yield word_end, position + found.end(), found[1]
        if piece.text.strip():
            word_end = position + len(piece.text.rstrip())
        position += len(piece.text)
