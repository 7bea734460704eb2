"""Paragraphs and headings of text that comes as lines: plain text and the pages of a PDF."""

import re
from collections.abc import Sequence

from .normalise import tidy_lines
from .reading import Block, without_marks
from .tables import CELLS

# Lines that hold whole paragraphs are far longer than any page is wide.
_WIDEST_PAGE = 160
_LIST_ITEM = re.compile(r"(?:[•▪●◦*–—-]|\(?[a-z]\)|\([ivx]+\)|\(?\d{1,3}[.)])\s*\S")
_LONE_MARKER = re.compile(r"[•▪●◦*–—-]|\((?:[a-z]|[ivx]+|\d{1,3})\)|(?:[a-z]|\d{1,3})[.)]")
# At a line's beginning it may also be the rest of "Article\n5." or "in\n2001)".
_NUMBER_MARKER = re.compile(r"\d{1,3}[.)]\s")
_CONTENTS_ENTRY = re.compile(r"(?:\. ?){4,}[\divxlc]+$", re.I)
# A note's mark may stand behind the stop.
_ENDS_STATEMENT = re.compile(r"[.!?:;,…][\"'”’»)\]]*(?:\[\d{1,3}\])*$")
_BROKEN_WORD = re.compile(r"(?<!\w)(\w+)[-\u2010]$")
_FIRST_WORD = re.compile(r"\w+")
_NAMED_SECTION = re.compile(
    r"(?:article|chapter|section|part|annex|appendix|title|protocol)\s+(?:\d+|[IVXLC]+)\b", re.I
)
_NUMBERED_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-Z]")
_LONGEST_HEADING = 120


def blocks_of_lines(text: str) -> list[Block]:
    """Return the blocks of a text whose paragraphs are lines, wrapped or not.

    Wrapped lines are joined; words broken over a line end are made whole. Short lines that look
    like headings (capitals, title case, "Article 5", a section number) and are followed by body
    text, or by a heading of another look, become headings, the first line of the text level 1 and
    the others level 2.
    """
    return with_headings(paragraphs(text))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, joined to one line each."""
    lines = tidy_lines(text.replace("\f", "\n\n"))
    width = _page_width(lines)
    groups: list[list[str]] = []
    previous = ""
    for line in lines:
        if line and previous and not _starts_paragraph(previous, line, width):
            groups[-1].append(line)
        elif line:
            groups.append([line])
        previous = without_marks(line)
    words = set(re.findall(r"[\w-]+", text.lower()))
    return [_join(group, words) for group in groups]


def with_headings(texts: Sequence[str]) -> list[Block]:
    """Return paragraphs as blocks, those that look like headings marked as such."""
    blocks: list[Block] = []
    below, look_below, is_heading_below = "", None, False
    for number, text in reversed(list(enumerate(texts))):
        words = without_marks(text)
        look = _heading_look(words)
        # Lines of one look below each other are a list, but the first of a text may be its title.
        above_text = len(words) < len(below) and (look_below is None or number == 0)
        stacked = is_heading_below and look not in ("title case", look_below)
        is_heading_below = look is not None and (above_text or stacked)
        blocks.append(Block(text, (2 if number else 1) if is_heading_below else 0))
        below, look_below = words, look
    return blocks[::-1]


def is_named_section(line: str) -> bool:
    """Tell whether a line is the heading of a numbered section, like "Article 5"."""
    return bool(_NAMED_SECTION.fullmatch(line)) and line[0].isupper()


def _page_width(lines: Sequence[str]) -> int:
    """Return the length that full lines have, or 0 when each line is a whole paragraph."""
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[-1 - len(lengths) // 10] if lengths else 0
    return full if full <= _WIDEST_PAGE else 0


def _starts_paragraph(previous: str, line: str, width: int) -> bool:
    line = without_marks(line)
    if _LONE_MARKER.fullmatch(previous):
        return bool(_LIST_ITEM.match(line))
    if not width or _CONTENTS_ENTRY.search(previous):
        return True
    # A writer, or a typesetter, would have put the next word on the line before if it belonged
    # there and there was room for it.
    word = line.split(" ", 1)[0]
    had_room = len(previous) + 1 + len(word) < 0.85 * width
    if _NUMBER_MARKER.match(line) or is_named_section(line):
        return had_room or bool(_ENDS_STATEMENT.search(previous))
    if _LONE_MARKER.fullmatch(line):
        return had_room or not line[0].isdigit()
    if _LIST_ITEM.match(line):
        return True
    if previous.isupper() and " " in previous:
        return not line.isupper()  # a heading in capitals may take several lines
    return had_room and not word[:1].islower()


def _join(lines: Sequence[str], words: set[str]) -> str:
    """Join the lines of a paragraph; ``words`` are the text's words in lower case."""
    pieces = [lines[0]]
    for line in lines[1:]:
        broken, rest = _BROKEN_WORD.search(pieces[-1]), _FIRST_WORD.match(without_marks(line))
        if not broken or not rest:
            pieces.append(" ")
        elif not _is_compound(broken[1], rest[0], words):
            pieces[-1] = pieces[-1][:-1]
        pieces.append(line)
    return "".join(pieces)


def _is_compound(first: str, second: str, words: set[str]) -> bool:
    """Tell whether the hyphen between two parts of a word is its own.

    It is between parts with digits ("F-16"), before a capital, and where the text elsewhere
    writes the word with a hyphen and never without.
    """
    if not (first + second).isalpha() or second[0].isupper():
        return True
    first, second = first.lower(), second.lower()
    return f"{first}-{second}" in words and first + second not in words


def _heading_look(text: str) -> str | None:
    """Tell what makes a paragraph look like a heading; None if it does not."""
    if len(text) > _LONGEST_HEADING or not any(char.isalpha() for char in text):
        return None
    if CELLS in text or _ENDS_STATEMENT.search(text) or _CONTENTS_ENTRY.search(text):
        return None
    if _NAMED_SECTION.match(text) or _NUMBERED_SECTION.match(text):
        return "section"
    if _LIST_ITEM.match(text):
        return None
    if text.isupper():
        return "capitals"
    return "title case" if _is_title_case(text) else None


def _is_title_case(text: str) -> bool:
    """Tell whether the longer words of a line begin with capitals, as in a title."""
    words = re.findall(r"[^\W_][\w’'-]*", text)
    words = [word for word in words if len(word) > 3] or words
    capitals = sum(not word[:1].islower() for word in words)
    return bool(words) and text[0].isupper() and capitals >= 0.75 * len(words)
