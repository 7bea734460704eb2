"""Questions whether, when or who left or quit, and sentences that tell of an end or a parting."""

import re
from dataclasses import dataclass

from sources.patterns import pattern

_ASKS = pattern(
    r"\W*(?:did|has|have|when|(?:in )?(?:what|which) (?:year|month|day|states?|countr(?:y|ies)"
    r"|members?)|who|how many)\b[^?,]*\b(?:leaves?|withdraws?|withdrew|withdrawn|quits?"
    r"|exit(?:s|ed)?)\b"
    r"|\W*(?:who|which|what|how many)(?: \w+){0,2} left (?:the |(?-i:[A-Z]))",
    re.I,
)
_TELLS = pattern(
    r"\b(?:leav\w+|left|withdr\w+|quit\w*|exit\w*|denounc\w+|denunci\w+|ceas\w+|suspen\w+|pull\w*"
    r"|depart\w*|out|away|end(?:s|ed|ing)|no longer|expel\w*|resign\w*|abandon\w*|evacuat\w+"
    r"|retreat\w*|sece\w+|sever\w+|separat\w+|return\w*|mov(?:e|ed|ing)|fle[de]\w*|retire\w*"
    r"|step(?:s|ped)|remov\w+|dismiss\w*|sack\w*|fired|\w*migrat\w+|travel\w*|went|sail\w*|until"
    r"|through|independen\w+|drop(?:s|ped)|broke|split"
    r"|terminat\w+|dissol\w+|disband\w+|discontinu\w+|embark\w*|releas\w+|escap\w+|former\w*"
    r"|vacat\w+|relinquish\w*|surrender\w*|recall\w*|revok\w+)\b"
    r"|\b\d{3,4} ?(?:to|and|[–-]) ?\w*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """That a question asks when or whether somebody left, or who did.

    Of the sentences that answer such a question of SQuAD eight in a hundred are not allowed, of
    those before them two in three.
    """

    def allows(self, text: str, held: frozenset[str]) -> bool:
        """Tell whether a text tells of an end or a parting."""
        return bool(_TELLS.search(text))


def leaving_asked(question: str) -> Leaving | None:
    """Return that a question asks after a leaving, None where it does not."""
    return Leaving() if _ASKS.match(question) else None
