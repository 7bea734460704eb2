"""Treaties and the like that a question names, and what says of itself "this Convention"."""

import re
from dataclasses import dataclass

from index import terms
from sources.patterns import pattern

_KIND = (
    r"(?:convention|treaty|agreement|protocol|statute|charter|covenant|pact|directive|regulation"
    r"|constitution|contract|memorandum|act|law|policy|statutes|rules|terms)"
)
# "The North Atlantic Treaty", "the nuclear terrorism convention".
_NAMED = pattern(
    rf"\b(?:the|of|to|under|from|in|by) (?P<name>(?:(?!(?:the|an?|of|to|under|from|in|by|this|that"
    rf"|each|any|which)\b)[\w’'-]+ ){{1,4}})(?P<kind>{_KIND})\b",
    re.I,
)
_ITSELF = pattern(rf"\b(?:this|the present|the said) (?P<kind>{_KIND})\b", re.I)
# What comes before the articles tells what its makers had in mind, and lays down nothing.
_RECITAL = pattern(
    r"\W*(?:recalling|noting|considering|having (?:in mind|regard)|bearing in mind|recogni[sz]ing"
    r"|reaffirming|affirming|convinced|mindful|desiring|desirous|deeply|conscious|aware|determined"
    r"|emphasi[sz]ing|taking (?:note|into account)|whereas)\b",
    re.I,
)
# Words before the kind that do not tell which one it is.
_ANY = frozenset(terms("new old first original present whole same international european draft"))


@dataclass(frozen=True, slots=True)
class Instrument:
    """That a question is about a treaty or the like, by the index terms of its name and kind."""

    name: frozenset[str]
    kind: str

    def allows(self, text: str, held: frozenset[str]) -> bool:
        """Tell whether a text does not say of itself to be something else.

        The "present Protocol" to a treaty is not that treaty, but what is called a treaty may be a
        convention.
        """
        itself = {term for each in _ITSELF.finditer(text) for term in terms(each["kind"])}
        if not itself:
            return True
        return self.name <= held and (self.kind in itself or self.kind not in held)


def instrument_asked(question: str) -> Instrument | None:
    """Return which treaty or the like a question is about, None where it names none."""
    found = _NAMED.search(question)
    name = frozenset(terms(found["name"])) - _ANY if found else frozenset()
    return Instrument(name, *terms(found["kind"])) if found and name else None


def speaks_of_itself(text: str) -> bool:
    """Tell whether a text names itself: "this Convention", "the present Agreement"."""
    return bool(_ITSELF.search(text))


def is_recital(text: str) -> bool:
    """Tell whether a text is of those that come before the articles: "Recalling that …"."""
    return bool(_RECITAL.match(text))
