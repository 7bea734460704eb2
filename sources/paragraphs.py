"""Paragraphs and headings of text that comes as lines: plain text and the pages of a PDF."""

import re
from collections.abc import Sequence

from .normalise import tidy_lines
from .reading import Block, without_marks

# Lines that hold whole paragraphs are far longer than any page is wide.
_WIDEST_PAGE = 160
_LIST_ITEM = re.compile(r"(?:[•▪●◦*–—-]|\(?[a-z]\)|\([ivx]+\)|\(?\d{1,3}[.)])\s*\S")
_ENDS_STATEMENT = re.compile(r"[.!?:;,…][\"'”’»)\]]*$")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u2010]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_NAMED_SECTION = re.compile(
    r"(?:article|chapter|section|part|annex|appendix|title|protocol)\s+(?:\d+|[IVXLC]+)\b", re.I
)
_NUMBERED_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-Z]")
_LONGEST_HEADING = 120


def blocks_of_lines(text: str) -> list[Block]:
    """Return the blocks of a text whose paragraphs are lines, wrapped or not.

    Wrapped lines are joined; words broken over a line end are made whole. Short lines that look
    like headings (capitals, title case, "Article 5", a section number) and are followed by body
    text become headings, the first line of the text level 1 and the others level 2.
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
        previous = line
    words = set(re.findall(r"[\w-]+", text.lower()))
    return [_join(group, words) for group in groups]


def with_headings(texts: Sequence[str]) -> list[Block]:
    """Return paragraphs as blocks, those that look like headings marked as such."""
    blocks: list[Block] = []
    for number, text in enumerate(texts):
        following = texts[number + 1] if number + 1 < len(texts) else ""
        heading = _looks_like_heading(without_marks(text), without_marks(following))
        blocks.append(Block(text, (2 if number else 1) if heading else 0))
    return blocks


def _page_width(lines: Sequence[str]) -> int:
    """Return the length that full lines have, or 0 when each line is a whole paragraph."""
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[-1 - len(lengths) // 10] if lengths else 0
    return full if full <= _WIDEST_PAGE else 0


def _starts_paragraph(previous: str, line: str, width: int) -> bool:
    if not width or _LIST_ITEM.match(without_marks(line)):
        return True
    if previous.isupper() and " " in previous:
        return not line.isupper()  # a heading in capitals may take several lines
    # A writer, or a typesetter, would have put the next word on the line before if it belonged
    # there and there was room for it.
    word = without_marks(line).split(" ", 1)[0]
    had_room = len(previous) + 1 + len(word) < 0.85 * width
    return had_room and not word[:1].islower()


def _join(lines: Sequence[str], words: set[str]) -> str:
    """Join the lines of a paragraph; ``words`` are the text's words in lower case."""
    joined = lines[0]
    for line in lines[1:]:
        broken, rest = _BROKEN_WORD.search(joined), _FIRST_WORD.match(without_marks(line))
        if not broken or not rest:
            joined = f"{joined} {line}"
        elif _is_compound(broken[1].lower(), rest[0].lower(), words) or rest[0][0].isupper():
            joined += line
        else:
            joined = joined[:-1] + line
    return joined


def _is_compound(first: str, second: str, words: set[str]) -> bool:
    """Tell whether the text elsewhere writes the two parts with a hyphen and never without."""
    return f"{first}-{second}" in words and first + second not in words


def _looks_like_heading(text: str, following: str) -> bool:
    if len(text) > _LONGEST_HEADING or len(following) <= len(text):
        return False
    if _ENDS_STATEMENT.search(text) or not any(char.isalpha() for char in text):
        return False
    if _NAMED_SECTION.match(text) or _NUMBERED_SECTION.match(text):
        return True
    return not _LIST_ITEM.match(text) and (text.isupper() or _is_title_case(text))


def _is_title_case(text: str) -> bool:
    """Tell whether the longer words of a line begin with capitals, as in a title."""
    words = re.findall(r"[^\W_][\w’'-]*", text)
    words = [word for word in words if len(word) > 3] or words
    capitals = sum(not word[:1].islower() for word in words)
    return bool(words) and text[0].isupper() and capitals >= 0.75 * len(words)
