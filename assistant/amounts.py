"""Questions after an age, a sum of money or a length, and sentences that have such an amount.

What each demands was tried on the questions of SQuAD: of the sentences that answer them one in a
hundred lacks it, of the others around them three in four do, of lengths one in four.
"""

import re
from dataclasses import dataclass

from sources.patterns import pattern

_NUMBER = (
    r"(?:\d{1,3}|\w+teen|\w+ty(?:-\w+)?|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve)"
)
_AGE = (
    r"\bag(?:e[sd]?|ing)\b|\bold(?:er|est)?\b|\byears?\b|\bborn\b|\b\d{3,4}s\b"
    r"|\b(?:birth\w*|anniversary|teen\w*|founded|established|created|dat(?:es?|ed|ing)|since"
    r"|centur\w+|decades?|\w+ties)\b"
    r"|\b(?:was|is|were|are|at|turn(?:ed|ing)|until|only|just|be|being|by|when)"
    rf" (?:only |just |over |under |about )?{_NUMBER}\b(?![%,.]\d)"
)
_MONEY = (
    r"[$€£¥₤₹%¢]|\d\s?(?:m|bn|k)\b|\b(?:USD|EUR|GBP|CHF)"
    r"|\b(?:dollars?|euros?|pounds?|francs?|marks?|yen|rupees?|cents?|dirhams?|kron\w+|pesos?"
    r"|rou?bles?|lira|shillings?|guilders?|coins?|(?:m|b|tr)illions?|thousands?|hundreds?|free"
    r"|nothing|per ?cent|half|twice|times|doubled)\b"
)
_LENGTH = (
    r"\d|\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur\w+|generations?"
    r"|millenni\w+|seasons?|nights?|terms?|semesters?|km|kilomet\w+|miles?|met(?:re|er)s?|feet|foot"
    r"|inch\w*|yards?|pages?|words?|from|since|until|till|through|between|to|by|after|before"
    r"|ended|permanent\w*|indefinite\w*|life\w*|forever|always|temporar\w*|annual\w*|daily|weekly"
    r"|short\w*|long\w*|remainder|rest|duration)\b"
)
_ASKED = {
    pattern(r"\bhow old (?:was|were|did|had|would)\b", re.I): pattern(_AGE, re.I),
    pattern(r"\bhow old (?:is|are|do|does|must|has|will)\b", re.I): pattern(
        rf"{_AGE}|\b(?:1\d|20)\d\d\b", re.I
    ),
    pattern(
        r"\bhow much (?:money|(?:did|does|do|was|were|is|are|has|have|had|would|will)\b[^?]*\b"
        r"(?:costs?|pa(?:y|id)|spen[dt]|earn\w*|worth|rais\w+|fund\w*|invest\w*|donat\w*|budget\w*"
        r"|charge[ds]?|fine[ds]?))\b",
        re.I,
    ): pattern(_MONEY, re.I),
    pattern(r"\bhow long\b", re.I): pattern(_LENGTH, re.I),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """That a question asks for an amount of some kind; ``told`` finds what tells one."""

    told: re.Pattern[str]

    def allows(self, text: str, held: frozenset[str]) -> bool:
        """Tell whether a text has such an amount; of a row the header may tell the unit."""
        return " | " in text or bool(self.told.search(text))


def amount_asked(question: str) -> Amount | None:
    """Return the amount that a question asks for, None where it asks for none of these."""
    return next((Amount(told) for asks, told in _ASKED.items() if asks.search(question)), None)
