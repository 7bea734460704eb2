"""Questions whether something is so of all, and sentences that tell of how many it is so."""

import re
from dataclasses import dataclass

from index import terms
from sources.patterns import pattern

_HELPER = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|must|may)"
_ASKS = pattern(
    rf"\W*{_HELPER} (?:all|every|each|both)(?: (?:single|of))*(?: (?:the|its|their|these|those))?"
    rf" (?P<rest>[^?]+)",
    re.I,
)
_NUMBERS = (
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty"
    r"|hundred\w*|thousand\w*|(?!(?:1\d|20)\d\d\b)\d[\d,]*"
)
# A word that tells of how many, with what it counts behind it.
_COUNTS = pattern(
    r"\b(?:all|every|each|both|some|most|many|several|few|other|any|various|certain"
    r"|majority of|minority of|half|part of|number of|rest of|"
    rf"{_NUMBERS})\b(?P<counted>(?:[\s-]+[\w’'-]+){{1,4}})",
    re.I,
)
# What is not so of all, or of no others.
_BOUNDS = pattern(
    r"\b(?:not|no|none|only|except\w*|never|neither|nor|without|unanimous\w*|everybody|everyone"
    r"|nobody|whole|entire\w*|universal\w*|alone|exclu\w+|exempt\w*|cannot|apart from|var(?:y|ies"
    r"|ied|ious)|differ\w*|as well as|always|generally|usually|completed)\b|n[’']t\b",
    re.I,
)
_THEM = pattern(r"\bthem\b", re.I)
# "NATO members take part": what all is asked of is named by a word in the plural, if by any.
_PLURAL = pattern(r"(?:[\w’'-]+ ){0,3}?(?!\w*ss\b)[\w’'-]{3,}s\b")


@dataclass(frozen=True, slots=True)
class All:
    """That a question asks whether something is so of all; ``of`` are the index terms of these."""

    of: frozenset[str]

    def allows(self, text: str, held: frozenset[str]) -> bool:
        """Tell whether a text with some index terms tells of how many of these it is so."""
        counted = (set(terms(each["counted"])) for each in _COUNTS.finditer(text))
        if any(each & self.of for each in counted):
            return True
        return bool(_BOUNDS.search(text) and (self.of & held or _THEM.search(text)))


def all_asked(question: str) -> All | None:
    """Return of what a question asks whether something is so of all, None where of nothing."""
    found = _ASKS.match(question)
    if found is None:
        return None
    plural = _PLURAL.match(found["rest"])
    return All(frozenset(terms(plural[0] if plural else " ".join(found["rest"].split()[:2]))))
