"""A question taken apart: what it asks for, and what it takes for granted."""

import re
from dataclasses import dataclass

from index import terms
from sources.errors import QuestionRefused
from sources.patterns import pattern

from .dates import without_last
from .instruments import Instrument
from .numbered import Thing, things_in, without_names
from .particulars import Particular, particulars_of
from .question_kinds import Form, Kind, defined_thing, form_asked, kinds_asked
from .reasons import asks_for_reason
from .titles import title_asked
from .turns import Turn, turn_asked

LONGEST_QUESTION = 2_000
_YEAR = pattern(r"\b(?:1\d{3}|20\d{2})\b")
# A stretch of time bounds what is asked; an answer need not name its ends.
_SPAN_OF_YEARS = pattern(
    r"\b(?:from|between)\s+(?:1\d{3}|20\d{2})\s+(?:to|until|till|and|[-–])\s+(?:1\d{3}|20\d{2})\b"
    r"|\b(?:since|until|before|after)\s+(?:1\d{3}|20\d{2})\b|\b(?:1\d{3}|20\d{2})[-–](?:1\d{3}|20\d{2})\b"
)
_FROM_TO = pattern(r"\b(?:1\d{3}|20\d{2})\s+(?:to|until)\s+(?:1\d{3}|20\d{2}|today)\b")
_NUMBER = pattern(r"\b\d+(?:[.,/-]\d+)*\b")
_CAPITALISED = pattern(r"\b[A-Z][\w’'&-]*")
# "For the second time", "again", "three times": what happened once is not what is asked about.
_ORDER = pattern(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twice|again|another"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|several|[2-9]|\d{2}) times)\b",
    re.I,
)


# Words that ask, and tell nothing of what is asked about: the answer need not hold them.
_ASKING = pattern(
    r"\b(?:(?:what|which)(?: (?:kinds?|types?|sorts?) of)?|(?:in|on|at|from) (?:what|which))"
    r" (?:year|date|day|month|decade|century|city|town|country|place|location)\b"
    r"|\bwhat (?:is|are|was|were) (?:meant by|the (?:meaning|definition|date|location) of)\b"
    r"|\b(?:kinds?|types?|sorts?) of\b|\bwhat (?:has |had )?happen(?:s|ed)?\b"
    r"|(?<=\bwhere )(?P<be>is|are|was|were)(?P<what> .+?) (?:based|located|situated)\b"
    r"|\b(?:take|takes|took|taken) place\b|\bstands? for\b|\bdoes (?P<word>.+?) mean\b"
    r"|\bwhat (?:do|does) (?:the )?(?:documents?|sources?|briefs?) say (?:about|on)\b"
    r"|\bdo (?:the )?(?:documents|sources|accounts) (?:give|say|name|state)\b|\bamong\b"
    r"|\b(?:according to|in) (?:the|this) (?:articles?|documents?|texts?|passages?|sources?|briefs?"
    r"|authors?)(?=\W*$|,)"
    r"|^(?:please )?(?:tell me(?: more)? about|describe|explain|define|summari[sz]e|list|name"
    r"|give(?: me)?(?: an?| the)? (?:list|timeline|overview|summary) of)\b"
    r"|\b(?:differences? between|compared?|differs?|definition of|date of|overview of)\b",
    re.I,
)


def refuse_unaskable(question: str) -> None:
    """Raise QuestionRefused when a question has no words, or too many."""
    if not any(char.isalnum() for char in question):
        raise QuestionRefused("The question is empty. Ask something in words.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionRefused(
            f"The question has {len(question):,} characters; the most that is taken is "
            f"{LONGEST_QUESTION:,}. Ask it in fewer words, or add the text as a document."
        )


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone.

    ``sought`` is its text without the words that only ask; ``kinds`` are the kinds of words that it
    asks for, ``form`` tells how much text answers it, ``defined`` are the index terms of the thing
    that it wants defined. What it takes for granted: ``names`` and ``words`` are index terms, those
    of its names and all others; ``years``, ``numbers`` and ``order`` are as written, in small
    letters.
    """

    text: str
    sought: str
    kinds: tuple[Kind, ...]
    form: Form
    names: frozenset[str]
    words: frozenset[str]
    defined: frozenset[str]
    years: frozenset[str]
    numbers: frozenset[str]
    order: frozenset[str]
    things: frozenset[Thing]
    reason: bool
    turn: Turn | None
    title: str | None
    particulars: tuple[Particular, ...]

    @classmethod
    def read(cls, text: str) -> "Question":
        """Take a question apart."""
        years = frozenset(_YEAR.findall(_SPAN_OF_YEARS.sub(" ", without_names(text))))
        names = frozenset(terms(" ".join(_names(text))))
        sought = _ASKING.sub(_without_asking, without_last(text))
        return cls(
            text=text,
            sought=sought if terms(sought) else text,
            kinds=tuple(kinds_asked(text)),
            form=form_asked(text),
            names=names,
            words=frozenset(terms(sought)) - names,
            defined=frozenset(terms(defined_thing(text) or "")),
            years=years,
            numbers=numbers_of(text) - years_of(text),
            order=frozenset(order_words(text)),
            things=frozenset(thing for thing, _ in things_in(text)),
            reason=asks_for_reason(text),
            turn=turn_asked(text),
            title=title_asked(text),
            particulars=particulars_of(text),
        )

    @property
    def instrument(self) -> Instrument | None:
        """The treaty or the like that it is about, None where it names none."""
        return next((each for each in self.particulars if isinstance(each, Instrument)), None)


def _without_asking(asking: re.Match[str]) -> str:
    return f"{asking['be'] or ''}{asking['what'] or ''}{asking['word'] or ''}"


def years_of(text: str) -> set[str]:
    """Return the years that a text names."""
    return set(_YEAR.findall(without_names(text)))


def single_years_of(text: str) -> set[str]:
    """Return the years that a text names by themselves, and not as the ends of a stretch."""
    return years_of(_SPAN_OF_YEARS.sub(" ", _FROM_TO.sub(" ", text)))


def numbers_of(text: str) -> frozenset[str]:
    """Return the numbers that stand in a text as digits; "9/11" is a name."""
    return frozenset(_NUMBER.findall(text)) - {"9/11"}


def order_words(text: str) -> set[str]:
    """Return the words of a text that tell of a repetition: "second", "again", "two times"."""
    return {each.lower() for each in _ORDER.findall(text)}


def _names(text: str) -> list[str]:
    """Return the words in capitals; the first word of all only where it is no common word."""
    found = [each for each in _CAPITALISED.finditer(text) if each.start() or terms(each[0].lower())]
    return [each[0] for each in found]
