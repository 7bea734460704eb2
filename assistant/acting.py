"""Questions whether, when or where somebody did something, and sentences that do not name who."""

import re
from dataclasses import dataclass

from index import terms
from sources.patterns import pattern

_CAPITAL = r"[^\W\d_a-zß-ÿ][\w’'-]*"
_NAME = rf"(?i:the )?{_CAPITAL}(?: (?:(?:of|of the|for|against|on) )?(?:{_CAPITAL}|\d+))*"
_DID = (
    r"(?i:(?:when |where |(?:in|on|since) (?:what|which) \w+ )?(?:do|does|did|has|have|had))"
    rf" (?P<who>{_NAME}) (?:(?i:ever|already|first|also|still) )?(?P<verb>(?!and\b)[a-z]{{3,}})\b"
)
_IS = (
    rf"(?i:is|are|was|were) (?P<one>{_NAME}) (?:(?i:an?|the|still|now|also|already) )*"
    r"(?:[a-z-]+ )?(?i:part|members?|partners?|party|parties|signator(?:y|ies)) (?i:of|in|to)"
)
_ASKS = pattern(rf"\W*(?:{_DID}|{_IS})(?: (?P<what>.*))?")
# What is joined or left, or has parts, is as much what is asked about as who joined it.
_JOINS = pattern(r"(?:join|leave|left|quit|enter|exit)(?:s|ed)?|(?:belong|accede|withdr[ae]w)\w*")
_OBJECT = pattern(rf"(?:(?:to|from) )?(?P<name>{_NAME})")
# Letters of a name from which others are derived.
_DERIVED = 4
# A row of a table has its names in its header too.
_ROW = " | "
_LEANING = pattern(r"\b(?:it|its|they|their|he|his|she|her|this|these|both|all|each)\b", re.I)


@dataclass(frozen=True, slots=True)
class Acting:
    """That a question asks whether, when or where somebody did something.

    ``names`` are the names that a sentence cannot lack: of who did it, and of what was joined or
    left or has parts.
    """

    names: tuple[frozenset[str], ...]

    def allows(self, text: str, held: frozenset[str]) -> bool:
        """Tell whether a text with some index terms names them, or may mean them."""
        lacked = sum(not _holds(text, held, each) for each in self.names)
        return not lacked or _ROW in text or (lacked == 1 and bool(_LEANING.search(text)))


def _holds(text: str, held: frozenset[str], name: frozenset[str]) -> bool:
    """Tell whether a text with some terms has half of a name or more: "Security Council".

    What is derived from a name is as good: "African" for "Africa".
    """
    lacked = name - held
    if lacked and 2 * len(lacked) > len(name):
        small = f" {text.lower()}"
        lacked -= {each for each in lacked if len(each) >= _DERIVED and f" {each}" in small}
    return 2 * len(lacked) <= len(name)


def acting_asked(question: str) -> Acting | None:
    """Return who did what in a question, None where it does not ask that."""
    found = _ASKS.match(question)
    if found is None:
        return None
    joins = found["one"] or _JOINS.fullmatch(found["verb"])
    thing = _OBJECT.match(found["what"] or "") if joins else None
    names = (found["who"] or found["one"], thing["name"] if thing else "")
    return Acting(tuple(frozenset(terms(each)) for each in names if terms(each)))
