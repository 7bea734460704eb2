"""Names within longer names: "North Atlantic Treaty" in "North Atlantic Treaty Organization"."""

import re
from functools import lru_cache

from sources.patterns import pattern

_CAPITAL = r"[A-Z][\w’'-]*"
_LINK = r"(?:of|the|and|for|on)"
_NAME = pattern(rf"\b{_CAPITAL}(?:\s+(?:{_LINK}\s+)*{_CAPITAL})+")


def names_longer(question: str, text: str) -> bool:
    """Tell whether a text has a question's name only as the beginning or end of a longer one.

    Of "Counter-Terrorism Committee" neither the "Counter-Terrorism Committee Executive Directorate"
    nor the "Executive Directorate of the Counter-Terrorism Committee" is meant. Only names of two
    words and more are told.
    """
    return any(_longer(name, text) for name in _names(question))


@lru_cache
def _names(question: str) -> tuple[str, ...]:
    found = (each for each in _NAME.finditer(question) if each.start())
    return tuple(each[0] for each in found)


def _longer(name: str, text: str) -> bool:
    places = [each.span() for each in re.finditer(rf"\b{re.escape(name)}\b", text)]
    return bool(places) and all(
        re.match(rf"\s+{_CAPITAL}", text[end:])
        or re.search(rf"{_CAPITAL}\s+of\s+(?:the\s+)?$", text[:start])
        for start, end in places
    )
