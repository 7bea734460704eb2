"""Abbreviations that a text explains itself: "Global Counterterrorism Forum (GCTF)".

The method follows Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions
in biomedical text", Pacific Symposium on Biocomputing 2003: the letters of the short form stand in
order in the words before the bracket, the first one at a word's beginning. Beyond that most of them
have to begin words, which chance seldom brings. The other order, "GCTF (Global Counterterrorism
Forum)", is found the same way.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_IN_BRACKETS = re.compile(r"\(([^()\n]{2,80})\)")
_SHORT = re.compile(r"[A-Z][\w&/-]*(?:\s[A-Z][\w&/-]*)?$")
_LONGEST_SHORT = 12
# Fewer letters at the beginning of words are there by chance: "CICTE (convention and committee)".
_LEAST_BEGINNING = 0.6
_PART = re.compile(r"[^\W_]+")
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
    """Return the end of some words that a short form stands for, None where none fits.

    Of several the one is taken in which most letters begin words, and of equals the shortest.
    """
    letters = "".join(char.lower() for char in short if char.isalnum())
    found = words.rstrip(" ,").split()
    best: tuple[int, str] | None = None
    # A long form has more words than one.
    for start in range(len(found) - 2, -1, -1):
        long = " ".join(found[start:]).lstrip(" ,")
        if _LINK.match(long) or not long.lower().startswith(letters[0]):
            continue
        beginning = _letters_that_begin(letters, tuple(_PART.findall(long.lower())))
        fits = _in_order(letters, long.lower()) and beginning >= _LEAST_BEGINNING * len(letters)
        # It is not the short form over again either.
        if fits and short.lower() not in long.lower().split() and beginning > (best or (0, ""))[0]:
            best = beginning, long
    return best[1] if best else None


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


@lru_cache(maxsize=10_000)
def _letters_that_begin(letters: str, words: tuple[str, ...]) -> int:
    """Return how many of some letters begin words, one or more of a word, in their order."""
    if not letters or not words:
        return 0
    best = max(_letters_that_begin(letters[1:], words), _letters_that_begin(letters, words[1:]))
    for count in range(1, len(letters) + 1):
        if not words[0].startswith(letters[:count]):
            break
        best = max(best, count + _letters_that_begin(letters[count:], words[1:]))
    return best
