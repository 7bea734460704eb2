"""Dates in texts, and moments that are told without: "on the thirtieth day after the deposit"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from index import terms
from sources import Span
from sources.patterns import pattern

from .numbered import things_in, without_names

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = r"(?:1\d{3}|20\d{2})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_CENTURY = r"(?:\d{1,2}(?:st|nd|rd|th)|(?:(?:seven|eigh|nine)teen|twentie|twenty-fir)(?:st|th))"
_DATE = pattern(
    rf"\b(?:{_DAY}(?:\s*[-–]\s*{_DAY})?\s+(?:{MONTHS})(?:,?\s+{YEAR})?"
    rf"|(?:{MONTHS})\s+{_DAY}(?:,?\s+{YEAR})?"
    rf"|(?:{MONTHS})\s+{YEAR}|{YEAR}s?(?![\d,.]*\d)"
    rf"|(?:(?<=[Ii]n )|(?<=by )|(?<=of )|(?<=since ))(?:{MONTHS})|{_CENTURY} century)\b"
)
# "1200 soldiers" and, in a table, a cell of its own are hardly years, but "1066" in a text is.
_COUNT = pattern(
    r"1[0-8]\d\d"
    r"(?:(?<!\bin .{4})(?<!\bIn .{4})(?<!\b[Bb]y .{4})(?<!\bof .{4})(?<!\bto .{4})(?<!rom .{4})"
    r"(?<!ince .{4})(?<!til .{4})(?<!ore .{4})(?<!ter .{4})(?<!and .{4})(?<!the .{4})"
    r" +(?!was\b|has\b|is\b)(?:[a-z]+[a-rt-z]s|people|men|women)\b"
    r"|(?<=\| .{4})(?= \||$))"
)
# Between the name of a thing and its date.
_OF = pattern(r"\s*(?:of|\(|,|from)?\s*(?:the )?", re.I)
# "When does it enter into force?" asks after a rule, and not after a date.
_ASKS_RULE = pattern(
    r"\b(?:when|(?:on|from|by|until) (?:what|which) (?:date|day)|by when|until when)"
    r" (?:do|does|must|shall|should|can|may|will|is|are)\b",
    re.I,
)
_MOMENT = pattern(
    r"\b(?:(?:on|from|by|until|within|after|before) (?:a period of )?(?:the |an? )?(?:\w+ ){0,3}"
    r"(?:days?|weeks?|months?|years?|dates?) (?:after|from|before|following|of|on which)"
    r"|\w+ (?:days?|weeks?|months?|years?) (?:after|from|before|following)"
    r"|as soon as|as from|upon|whenever|when|where|if|unless|once|after"
    r"|immediately (?:on|upon)"
    r"|at the (?:time|moment) (?:of|when))\b[^.,;]*",
    re.I,
)

_ASKS_DURATION = pattern(r"\bhow (?:long(?! ago)|much (?:time|longer))\b", re.I)
# What tells how long: a stretch with its end, or a number of what measures time or a way. "Every
# six months" tells how often.
_SOME = (
    r"(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|\w+ty(?:-\w+)?|hundreds?|thousands?|millions?|several|few|many|half)"
)
_UNIT = (
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|quarters?|years?|decades?|generations?"
    r"|century|centuries|(?:kilo|centi|milli)?met(?:er|re)s?|[kcm]?m|miles?|yards?|feet|foot|ft"
    r"|inch(?:es)?|pages?|words?|lines?)"
)
_TO = rf"\s[^,;|]{{0,30}}?\b(?:{YEAR}|today)\b"
_DURATION = pattern(
    rf"\b(?:from|between)\s[^,;|]{{0,30}}?\b{YEAR},?\s+(?:to|until|till|and|through){_TO}"
    rf"|\b{YEAR}(?:\s?[-–]\s?(?:{YEAR}|\d\d)\b|\s+(?:to|until){_TO})"
    rf"|\b(?:until|till){_TO}"
    rf"|(?<!every )(?<!each )\b{_SOME}(?:[ -][\w-]+)?[ -]{_UNIT}\b",
    re.I,
)
# "Which state joined last?", but not "How long did it last?" or "last year".
_LAST = pattern(
    r"\b(?:the )?(?:last|latest|newest|most recent(?:ly)?)\b(?! (?:year|month|week|night|century"
    r"|decade|name|word|resort|stand|for|from|until|to \d)\b)",
    re.I,
)
_VERB = pattern(r"\b(?:does|did|do|will|would|can|could)\b[^?]*\blast\b", re.I)


def dates_in(text: str) -> Iterator[Span]:
    """Yield the places of the dates in a text; names of things and counts are none."""
    text = without_names(text)
    return (
        Span(*each.span()) for each in _DATE.finditer(text) if not _COUNT.match(text, each.start())
    )


def moments_in(question: str, text: str) -> tuple[Span, ...]:
    """Return the places of the words by which a rule sets when something is so.

    "If a case is inadmissible, …" does not set when a case is inadmissible.
    """
    asked, found = frozenset(terms(question)), list(_MOMENT.finditer(text))
    if any(2 * len(asked.intersection(terms(each[0]))) >= len(asked) for each in found):
        return ()
    return tuple(Span(*each.span()) for each in found)


def durations_in(question: str, text: str) -> list[Span] | None:
    """Return the places of what tells how long in a text, None where a question does not ask it."""
    if not _ASKS_DURATION.search(question):
        return None
    return [Span(*each.span()) for each in _DURATION.finditer(text)]


@lru_cache
def asks_rule(question: str) -> bool:
    """Tell whether a question asks when something is so at any time: "When does it end?"."""
    return bool(_ASKS_RULE.search(question))


def dates_another(question: str, sentence: str, date: Span) -> bool:
    """Tell whether a date is that of a numbered thing which is another than the one asked about.

    "Resolution 2178 of 2014 takes up resolution 1373 of 2001" tells two dates.
    """
    asked = {thing for thing, _ in things_in(question)}
    kinds = {thing.kind for thing in asked}
    return any(
        thing.kind in kinds
        and thing not in asked
        and _OF.fullmatch(sentence, span.end, date.start) is not None
        for thing, span in things_in(sentence)
    )


@lru_cache
def asks_for_last(question: str) -> bool:
    """Tell whether a question asks for what came last: "Which state joined last?"."""
    return bool(_LAST.search(question)) and not _VERB.search(question)


def without_last(question: str) -> str:
    """Return a question without the words that ask for what came last."""
    return _LAST.sub(" ", question) if asks_for_last(question) else question
