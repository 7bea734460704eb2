"""Things that go by a number, such as resolutions: it is their name, and no date or count."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sources import Span
from sources.patterns import pattern

_MONTH = (
    r"\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_THING = (
    r"(?P<{0}>resolution|directive|regulation|decision|recommendation|article|protocol|paragraph"
    r"|section|chapter|rule|annex)"
)
_NUMBER = r"\d+(?:[/-]\d+)*(?:/[A-Z]+)?\b"
# Between the word and the number: "Directive (EU) No 2017/541", "Council resolution S/RES/1373".
_BEFORE = r"\s+(?:\((?:EU|EC|EEC|Euratom)\)\s+)?(?:no\.?\s+)?(?:[AS]/RES/)?"
_ONE = rf"\b{_THING.format('one')}{_BEFORE}(?P<number>{_NUMBER})(?!{_MONTH})"
# "resolutions 1373 and 1624", but not "resolutions 1373 and 2 October".
_MANY = (
    rf"\b{_THING.format('many')}s{_BEFORE}"
    rf"(?P<numbers>{_NUMBER}(?:\s*(?:,|and|or|to|[-–])\s*{_NUMBER}(?!{_MONTH}))*)(?!{_MONTH})"
)
_NAMED = pattern(f"{_ONE}|{_MANY}", re.I)
# "A/RES/60/288", "2002/475/JHA", "2017/541", "TE-SAT 2024"; but "2001/02" is a year.
_BY_NUMBER = pattern(
    r"(?<![\w/])(?:(?:[A-Z]+/)+\d+(?:/\d+)*|\d+(?:/\d+)+/[A-Z]+|\d+/\d{3})(?![\w/])"
    r"|(?<=\b[A-Z]{2}-[A-Z]{3} )\d{4}\b"
)
_ASKED = pattern(
    rf"\b(?:which|what) (?:(?:UN|EU|Security Council) )*{_THING.format('asked')}\b", re.I
)
_DIGITS = pattern(_NUMBER)
# Texts whose numbers are kept: each sentence is looked at several times for a question.
_KEPT = 4096


class Thing(NamedTuple):
    """A thing that goes by a number: what it is, and the number as it is written."""

    kind: str
    number: str


@lru_cache
def thing_asked(question: str) -> str | None:
    """Return what kind of numbered thing a question asks for: "Which resolution …?"."""
    found = _ASKED.search(question)
    return found["asked"].lower() if found else None


@lru_cache(maxsize=_KEPT)
def things_in(text: str) -> tuple[tuple[Thing, Span], ...]:
    """Return the numbered things that a text names, with the place of their numbers in it."""
    return tuple(_things_in(text))


def _things_in(text: str) -> Iterator[tuple[Thing, Span]]:
    for found in _NAMED.finditer(text):
        group = "number" if found["number"] else "numbers"
        kind = (found["one"] or found["many"]).lower()
        for each in _DIGITS.finditer(found[group]):
            start = found.start(group)
            yield Thing(kind, each[0]), Span(start + each.start(), start + each.end())


def numbers_that_name(text: str) -> list[Span]:
    """Return the places of the numbers in a text that are the names of things."""
    named = [span for _, span in things_in(text)]
    return named + [Span(*each.span()) for each in _BY_NUMBER.finditer(text)]


@lru_cache(maxsize=_KEPT)
def without_names(text: str) -> str:
    """Return a text with spaces in the place of the numbers that are names of things."""
    for start, end in numbers_that_name(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text
