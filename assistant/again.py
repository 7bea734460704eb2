"""Questions when or why something happened again, and sentences that tell of a second time."""

import re
from dataclasses import dataclass

from sources.patterns import pattern

_AGAIN = (
    r"resum\w+|re-?(?:start|open|join|launch|enter|instat|establish|activat|introduc|admi|convene"
    r"|elect|appoint|commenc|instit|constitut|unif|unit|occup|captur|took|take|build|built|new"
    r"|form|assign|deploy|appear|gain)\w*|reviv\w+|restor\w+|return\w*"
)
# "When did the flights resume?", "Who reopened the bridge?": "resume" ends or governs the question.
_ASKS = pattern(
    r"\W*(?:when|why|who|where|how|in (?:what|which) \w+|(?:what|which) \w+)\b[^?,]*?"
    r"\b(?:resume[ds]?|re-?(?:start|open|join|launch|enter|instat|establish|activat|introduc|admit"
    r"|convene)(?:e?s|e?d|t?ed|es?)?)\b|\W*when\b[^?,]*\breturn(?:ed|s)?\b",
    re.I,
)
_TELLS = pattern(
    rf"\b(?:{_AGAIN}|again|anew|once more|back|re-[a-z]{{3,}}|second time|(?:the )?next|another"
    r"|continu\w+|recall\w*|until|hiatus|lift(?:ed|ing)|replac\w+)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Again:
    """That a question asks after something that happened again."""

    def allows(self, text: str, held: frozenset[str]) -> bool:
        """Tell whether a text tells that anything happened again."""
        return bool(_TELLS.search(text))


def again_asked(question: str) -> Again | None:
    """Return that a question asks after what happened again, None where it does not."""
    return Again() if _ASKS.match(question) else None
