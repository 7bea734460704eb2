"""Questions when a treaty or a law enters into force, and sentences that tell it."""

import re
from dataclasses import dataclass

from sources.patterns import pattern

_ASKS = pattern(r"\b(?:enter(?:s|ed)?|come|comes|came) in(?:to)? force\b", re.I)
_TELLS = pattern(
    r"\b(?:enter|com|came)\w* in(?:to)? (?:force|effect)\b|\bt(?:ak|ook)\w* effect\b|\beffective\b"
    r"|\b(?:been )?in force\b|\bentry into force\b",
    re.I,
)
# "After its entry into force it is open to all" tells not when that is.
_PRESUPPOSES = pattern(
    r"\b(?:after|once|since|before|until|following|prior to|upon|has|have|had|if|where|when"
    r"|which|of)"
    r"(?: [\w’'-]+){0,5} $",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Force:
    """That a question asks when something enters into force."""

    def allows(self, text: str, held: frozenset[str]) -> bool:
        """Tell whether a text tells that something enters into force."""
        return any(not _PRESUPPOSES.search(text, 0, each.start()) for each in _TELLS.finditer(text))


def force_asked(question: str) -> Force | None:
    """Return that a question asks when something enters into force, None where it does not."""
    return Force() if _ASKS.search(question) else None
