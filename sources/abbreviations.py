"""Abbreviations that a text explains itself: "Global Counterterrorism Forum (GCTF)".

The method is that of Schwartz and Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text", Pacific Symposium on Biocomputing 2003: each letter of the short
form is looked for from the end of the words before the bracket, the first one at a word's
beginning. The other order, "GCTF (Global Counterterrorism Forum)", is found the same way.
"""

import re
from collections.abc import Iterator

_IN_BRACKETS = re.compile(r"\(([^()\n]{2,80})\)")
_SHORT = re.compile(r"[A-Z][\w&/-]*(?:\s[A-Z][\w&/-]*)?$")
_LONGEST_SHORT = 12
_SENTENCE_END = re.compile(r"\n|[.;:!?](?=\s)")
# No long form begins with one of these.
_LINK = re.compile(r"(?:of|and|the|for|in|on|to|a|an)\b", re.I)


def abbreviations(text: str) -> dict[str, str]:
    """Return the abbreviations that a text explains, each with its long form."""
    found: dict[str, str] = {}
    for short, long in _definitions(text):
        found.setdefault(short, long)
    return found


def _definitions(text: str) -> Iterator[tuple[str, str]]:
    for bracket in _IN_BRACKETS.finditer(text):
        inside = bracket[1].strip()
        before = _SENTENCE_END.split(text[max(0, bracket.start() - 200) : bracket.start()])[-1]
        words = before.split()
        if _is_short(inside):
            most = min(len(inside) + 5, len(inside) * 2)
            if long := _long_form(inside, " ".join(words[-most:])):
                yield inside, long
        elif words and _is_short(words[-1]) and (long := _long_form(words[-1], inside)):
            yield words[-1], long


def _is_short(text: str) -> bool:
    capitals = sum(char.isupper() for char in text)
    return capitals >= 2 and len(text) <= _LONGEST_SHORT and bool(_SHORT.match(text))


def _long_form(short: str, words: str) -> str | None:
    """Return the end of some words that a short form stands for, None where it does not fit."""
    letters = [char.lower() for char in short if char.isalnum()]
    place = len(words)
    for number in range(len(letters) - 1, -1, -1):
        place = _letter_before(words, letters[number], place, at_beginning=number == 0)
        if place < 0:
            return None
    long = words[place:].strip(" ,")
    # A long form has more words than one, and is not the short form over again.
    return long if " " in long and short.lower() not in long.lower().split() else None


def _letter_before(words: str, letter: str, place: int, *, at_beginning: bool) -> int:
    for spot in range(place - 1, -1, -1):
        begins = spot == 0 or not words[spot - 1].isalnum()
        first = begins and not _LINK.match(words, spot)
        if words[spot].lower() == letter and (first or not at_beginning):
            return spot
    return -1
