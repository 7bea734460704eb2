"""What the page says in the language of its visitor: phrases, labels, numbers, names of months.

A phrase is written in English where it is said, and looked up by that in the table of the language
that is spoken, which each request sets for itself. Outside of requests it is English.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from markupsafe import Markup

LANGUAGES = {"en": "English", "fr": "Français"}
_TABLE = Path(__file__).parent / "phrases_fr.toml"


@dataclass(frozen=True, slots=True)
class Phrases:
    """A language: what it calls itself, and what it says for the English of each table.

    ``phrases`` are said by the server, ``labels`` by Gradio and ``script`` by the page's script;
    ``messages`` are what the parts below the page report, with {} in the place of what varies.
    ``things`` are what can be counted, each as one and as several. ``separators`` stand between
    thousands, before decimals and before a percent sign.
    ``first_day`` is how the first of a month is written.
    """

    language: str = "en"
    phrases: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    script: Mapping[str, str] = field(default_factory=dict)
    messages: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    months: Sequence[str] = tuple(
        "January February March April May June July August September October November "
        "December".split()
    )
    short_months: Sequence[str] = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
    first_day: str = "1"
    separators: Sequence[str] = (",", ".", "")

    def thing(self, number: int, thing: str) -> str:
        """Return what a number of things is called."""
        if known := self.things.get(thing):
            return known[0] if number < 2 else known[1]
        return thing + ("" if number == 1 else "s")


_spoken: ContextVar[str] = ContextVar("spoken", default="en")


def spoken() -> Phrases:
    """Return the language that is spoken to who asked for what is done now."""
    return tables()[_spoken.get()]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak one of LANGUAGES meanwhile; may decorate a function too."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


@cache
def tables() -> Mapping[str, Phrases]:
    """Return all languages by their codes."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    things = {name: (one, several) for name, (one, several) in table.pop("things").items()}
    forms = table.pop("forms")
    return {"en": Phrases(), "fr": Phrases(language="fr", things=things, **forms, **table)}


def phrase(english: str) -> str:
    """Return a phrase as it is: it stands in a constant, and is said later."""
    return english


def say(english: str, /, **values: object) -> str:
    """Return a phrase in the language that is spoken, with values in their places."""
    said = spoken().phrases.get(english, english)
    return said.format(**values) if values else said


def forms(english: str) -> list[str]:
    """Return a phrase in all languages, first in English, with the places for its values."""
    return [each.phrases.get(english, english) for each in tables().values()]


def say_html(english: str, /, **values: object) -> Markup:
    """Return a phrase as HTML, whose values are escaped unless they are HTML."""
    return Markup(spoken().phrases.get(english, english)).format(**values)


def told(message: object) -> str:
    """Return what a part below the page reports, line by line; what is not known stays English."""
    return "\n".join(map(_told, str(message).split("\n")))


def _told(line: str) -> str:
    for pattern, said in _reports(spoken().language):
        if found := pattern.fullmatch(line):
            return said.format(*map(_told, found.groups()))
    return line


@cache
def _reports(language: str) -> Sequence[tuple[re.Pattern[str], str]]:
    """Return the messages of a language with patterns that find them.

    The longer come first, for a shorter one may fit a part of them.
    """
    messages = sorted(tables()[language].messages.items(), key=lambda each: -len(each[0]))
    return [
        (re.compile(re.escape(english).replace(r"\{\}", "(.*?)")), said)
        for english, said in messages
    ]


def number(value: int) -> str:
    """Return a number with its thousands set apart."""
    return f"{value:,}".replace(",", spoken().separators[0])


def decimal(value: float, digits: int) -> str:
    """Return a number with some digits after the point."""
    return f"{value:.{digits}f}".replace(".", spoken().separators[1])


def percent(value: float) -> str:
    """Return a share of one in percent."""
    return f"{value * 100:.0f}{spoken().separators[2]}%"
