"""Endnotes: a list of sources at the end, "[1] …", and the marks in the text that lead to it."""

import re
from collections.abc import Sequence

from .reading import PAGE_MARK, Block, note_mark, without_marks

_LIST_TITLE = re.compile(r"(?:sources|references|notes|endnotes|footnotes|bibliography)$", re.I)
_LABEL = re.compile(r"(?:^|(?<=\s))\[(\d{1,3})\]\s+")
# A mark stands right behind a word or a stop, and another mark may follow.
_MARK = re.compile(r"(?<=[\w.,;:!?)\]\"”’\ue001])\[(\d{1,3})\]")
# An address that ends a note may be broken over lines.
_BROKEN_ADDRESS = re.compile(r"https?://\S+(?: (?:(?=\S*[/.=_%&-])\S{2,}|(?<=\W )\w+)){1,4}$")
_FEWEST = 3


def with_endnotes(blocks: Sequence[Block]) -> tuple[list[Block], dict[str, str]]:
    """Return blocks with the marks of their endnotes as footnote marks, and the notes by label.

    The list of notes leaves the text, its title with it. Where no list of at least three notes,
    counted from 1, ends the blocks, they are returned as they are.
    """
    start = _start_of_list(blocks)
    notes = _notes(blocks[start + 1 :]) if start is not None else {}
    if start is None or len(notes) < _FEWEST:
        return list(blocks), {}

    def marked(found: re.Match[str]) -> str:
        return note_mark(found[1]) if found[1] in notes else found[0]

    kept = [Block(_MARK.sub(marked, each.text), each.level) for each in blocks[:start]]
    # Pages that hold nothing but notes are pages all the same.
    pages = sum(each.text.count(PAGE_MARK) for each in blocks[start:])
    if kept:
        kept[-1] = Block(kept[-1].text + PAGE_MARK * pages, kept[-1].level)
    return kept, notes


def _start_of_list(blocks: Sequence[Block]) -> int | None:
    """Return the number of the last block that is nothing but the title of a list of notes."""
    for number in range(len(blocks) - 1, -1, -1):
        if _LIST_TITLE.match(without_marks(blocks[number].text).strip()):
            return number
    return None


def _notes(blocks: Sequence[Block]) -> dict[str, str]:
    """Return the notes of a list; a number that does not follow the one before is no label."""
    text = " ".join(without_marks(block.text).strip() for block in blocks)
    starts: list[re.Match[str]] = []
    for found in _LABEL.finditer(text):
        if int(found[1]) == len(starts) + 1:
            starts.append(found)
    ends = [each.start() for each in starts[1:]] + [len(text)] * bool(starts)
    return {
        each[1]: _BROKEN_ADDRESS.sub(_joined, text[each.end() : end].strip())
        for each, end in zip(starts, ends, strict=True)
    }


def _joined(address: re.Match[str]) -> str:
    return address[0].replace(" ", "")
