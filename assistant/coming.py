"""Questions after what is still to come, and sentences that tell of it."""

import re
from dataclasses import dataclass

from sources.patterns import pattern

_ASKS = pattern(
    r"^will\b|\bwill\b.*\b(?:next|happen|future|soon|tomorrow|win|ever)\b"
    r"|\b(?:predict|forecast|going to happen)\b|\bwill\b.*\b20[3-9]\d\b",
    re.I,
)
# In small letters, for May is a month.
_TELLS = pattern(
    r"\b(?:will|shall|would|may|might|can|could|must|should|(?:is|are|was|were) (?:not )?to"
    r"|going to"
    r"|plan\w*|expect\w*|intend\w*|intention|forecast\w*|predict\w*|foresee\w*|due|schedul\w+"
    r"|upcoming|coming|future|next|aim\w*|target\w*|goals?|pledg\w+|agreed to|decided to|want\w*"
    r"|propos\w+|commit\w*|hop\w+ to|seeks? to|not yet|still|by 20\d\d|each|every|whenever)\b"
)


@dataclass(frozen=True, slots=True)
class Coming:
    """That a question asks after what is still to come."""

    def allows(self, text: str, held: frozenset[str]) -> bool:
        """Tell whether a text speaks of what is to come, or holds at any time."""
        return bool(_TELLS.search(text))


def coming_asked(question: str) -> Coming | None:
    """Return that a question asks after what is still to come, None where it does not."""
    return Coming() if asks_for_forecast(question) else None


def asks_for_forecast(question: str) -> bool:
    """Tell whether a question is after what is still to come."""
    return bool(_ASKS.search(question))
