"""Sentences of a text: the sentencex library, with a thin layer for treaties and reports.

The library is shown a plain shadow of each line, and what it finds is carried over to the line
itself; then the cuts that reports and treaties mislead it to are taken back.
"""

import re
import unicodedata
from collections.abc import Iterator

from sentencex import get_sentence_boundaries


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that stand before a number: "Art. 5", "Nos. 12 and 13", "Vol. II". Without a number after
# them many are words that can end a sentence ("It is in the last vol.").
_BEFORE_NUMBER = _words(
    "ann. annex. app. art. arts. ca. ch. chap. chs. cl. cr. doc. ed. eds. fig. figs. fn. no. nos. "
    "p. par. para. paras. pars. pp. pt. pts. reg. regs. res. sec. sect. sects. secs. ser. stat. "
    "vol. vols."
)
# Titles, ranks and days: what follows is a name or the rest of a date, never a new sentence.
_BEFORE_NAME = _words(
    "Adm. Amb. Brig. Capt. Cdr. Cmdr. Col. Cpl. Dr. Fr. Ft. Gen. Gov. Hon. Lt. Maj. Messrs. Mr. "
    "Mrs. Ms. Mt. Prof. Pvt. Rep. Reps. Rev. Sen. Sens. Sgt. St. "
    "Mon. Tue. Tues. Wed. Thu. Thur. Thurs. Fri."
)
# Abbreviations, and marks of an omission, that are never the last word of a sentence.
_NEVER_LAST = _words("cf. e.g. i.e. viz. vs. v. op. approx. incl. ...] …] ...) …)")

_NUMBER = re.compile(r"\s*(?:\d|[IVXLC]{2,}\b)")
_ITEM_NUMBER = re.compile(r"(?:^|[:;])\s*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]+)\.$")
_LONGEST_ITEM_NUMBER = 10
# What belongs to the sentence though it stands behind its stop: closing marks, "[4]", "[^4]".
_AFTER_STOP = re.compile(r"[\"'”’»)\]]*(?:\[\^?\d{1,3}\])*")
# A note number behind the stop, "the new policy.12 The members", hides the stop from the library.
_NOTE_NUMBER = re.compile(r"(?<=[a-z\"”’)][.?!])\d{1,3}(?=\s+[\"“‘(]?[A-Z])")
# After a plain stop a small letter may begin a name, "al-Qaida"; after any other end of sentence,
# "Is it over?” she asked", "he waited … and waited", it does not.
_CONTINUATION = re.compile(r"\s*[a-z,;]")
_PLAIN_STOP = re.compile(r"[^.]\.$")
_OPENING_MARKS = "\"'“‘«(["


class _PlainCharacters(dict[int, str]):
    """For ``str.translate``: one plain ASCII character for every character, looked up once.

    Quotation marks and brackets become spaces, because the library takes all that stands
    between two of them for one sentence, even a speech of a page. Letters lose their accents
    and other signs become a dash, because sentencex 1.0 stops with an internal error on some
    characters that take more than one byte ("N", a no-break space and a stop, for one).
    """

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


def _plain(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[0]
    category = unicodedata.category(base)
    if base in "\"'" or base.isspace() or category in ("Ps", "Pe", "Pi", "Pf"):
        return " "
    if base.isascii():
        return base
    return {"Lu": "X", "Nd": "0"}.get(category, "x" if base.isalpha() else "-")


_PLAIN = _PlainCharacters()


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Find the sentences of a text.

    Args:
        text: normalised text; each of its lines is a paragraph, a heading or a list item, so
            that a line end always ends a sentence.

    Returns:
        The half-open character spans of the sentences, in order. They hold no white space at
        either end and no line end, and together every character that is not white space.
    """
    spans = []
    start = 0
    for line in text.split("\n"):
        spans += [(start + first, start + last) for first, last in _spans_of_line(line)]
        start += len(line) + 1
    return spans


def _spans_of_line(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [*_cuts(line), len(line)]:
        sentence = line[start:end]
        if stripped := sentence.strip():
            first = start + sentence.index(stripped[0])
            yield first, first + len(stripped)
        start = end


def _cuts(line: str) -> list[int]:
    """Return, in order, where sentences of a line end."""
    found = {note.end() for note in _NOTE_NUMBER.finditer(line)}
    for sentence in get_sentence_boundaries("en", line.translate(_PLAIN)):
        stop = sentence["start_index"] + len(sentence["text"].rstrip())
        if behind := _AFTER_STOP.match(line, stop):
            found.add(behind.end())
    return sorted(end for end in found if not _goes_on(line, end))


def _goes_on(line: str, end: int) -> bool:
    """Tell whether the sentence goes on behind a place that was taken for its end."""
    word = line[line.rfind(" ", 0, end) + 1 : end].lstrip(_OPENING_MARKS)
    if word.lower() in _NEVER_LAST or word in _BEFORE_NAME:
        return True
    if word.lower() in _BEFORE_NUMBER:
        return bool(_NUMBER.match(line, end))
    if _ITEM_NUMBER.search(line[max(0, end - _LONGEST_ITEM_NUMBER) : end]):
        return True
    if _CONTINUATION.match(line, end):
        return not _PLAIN_STOP.search(word)
    # Capitals on both sides of a stop without a space are a name: "ASP.NET".
    return word[-2:-1].isupper() and line[end : end + 1].isupper()
