"""When something began or ended: which of the two a question asks, and which a sentence tells."""

import re
from enum import StrEnum
from functools import lru_cache

from sources.patterns import pattern


class Turn(StrEnum):
    """One of the two ends of what lasts."""

    BEGIN = "begin"
    END = "end"


_BEGINS = (
    r"begins?|began|begun|beginning|start\w*|launch\w*|open(?:s|ed|ing)?|commenc\w*|initiat\w*"
    r"|inaugurat\w*|establish\w*|found(?:ed|ing|ation)|creat\w+|set up|sets up|form(?:s|ed|ation)"
    r"|first|origin\w*|introduc\w+|embark\w*|outbreak|br(?:eaks?|oke) out"
    r"|dat(?:es?|ed|ing) back|since|came? into being|enter(?:s|ed) into force|from"
)
_ENDS = (
    r"end(?:s|ed|ing)?|finish\w*|conclu\w+|clos(?:e[sd]?|ing|ure)|terminat\w*|stop(?:s|ped)?"
    r"|ceas\w+|dissol\w+|expir\w+|disband\w*|over|complet\w+|until|till|withdr[ae]w\w*|left"
    r"|last(?:s|ed)|final\w*|abolish\w*|halt\w*|collaps\w*|surrender\w*|fall|fell|defeat\w*|retir\w+"
    r"|resign\w*|die[sd]?|death|destroy\w*|broke|lift(?:ed|s)|revok\w+|repeal\w*|through"
    r"|no longer|shut\w*|demis\w+|discontinu\w*|cancel\w*|suspend\w*|ran (?:to|out)|armistice|peace"
    r"|treaty|ban(?:s|ned)?|to (?:\w+ ){0,2}\d{4}"
)
# What lasted from one year to another tells both.
_SPAN = pattern(
    r"\b\d{2,4}\s*(?:[-–]|to)\s*\d{2,4}\b|\bbetween\b[^,;.]{0,40}\d{4} and\b"
    r"|\bfrom\b[^,;.]{0,40}\d[^,;.]{0,40} to\b",
    re.I,
)
_TELLS = {
    Turn.BEGIN: pattern(rf"\b(?:{_BEGINS})\b", re.I),
    Turn.END: pattern(rf"\b(?:{_ENDS})\b", re.I),
}
# What is told of a thing that was there before: "extended", "upheld".
_CHANGES = pattern(
    r"\b(?:expand\w*|exten(?:d\w*|sion)|widen\w*|upheld|uphold\w*|amend\w*|renew\w*|prolong\w*"
    r"|review\w*|reform\w*|enlarg\w*|revis\w+|updat\w+|replaced|withdr[ae]w\w*|left)\b",
    re.I,
)
_MADE = r"adopt|pass|approv|sign|conclud|enact|issu|publish|vot|ratif|built"
_TELLS_MAKING = pattern(rf"\b(?:{_BEGINS}|(?:{_MADE})\w*)\b", re.I)
_ASKS_MAKING = pattern(
    r"\b(?:start|begin|begun|started|commenced?|launched?|opened|adopted|passed|approved|signed"
    r"|created|founded|established|formed|set up|introduced|enacted|made|published|issued)\b"
    r"(?=\W*$|,| and | by | in | at )",
    re.I,
)
_AUXILIARY = r"\b(?:did|does|do|will|was|were|is|has|have|had)\b"
_ASKS = {
    Turn.BEGIN: pattern(
        rf"{_AUXILIARY}[^?]*\b(?:start|begin|begun|started|commence|launched)\b\W*$", re.I
    ),
    Turn.END: pattern(
        rf"{_AUXILIARY}[^?]*\b(?:end|ended|finish|finished|conclude|concluded|close|closed"
        r"|terminate|terminated|stop|stopped|cease|ceased|expire|disbanded|dissolved|over)\b\W*$",
        re.I,
    ),
}


def turn_asked(question: str) -> Turn | None:
    """Return the turn that a question asks for: "When did the mission end?"."""
    return next((turn for turn, asks in _ASKS.items() if asks.search(question)), None)


def tells_turn(turn: Turn, text: str) -> bool:
    """Tell whether a text speaks of a turn."""
    return bool(_TELLS[turn].search(text) or _SPAN.search(text))


def tells_opposite(turn: Turn, text: str) -> bool:
    """Tell whether a text speaks of the other turn, and not of this one."""
    other = Turn.END if turn is Turn.BEGIN else Turn.BEGIN
    return tells_turn(other, text) and not tells_turn(turn, text)


def tells_change_alone(question: str, text: str) -> bool:
    """Tell whether a text tells how a thing changed, and a question how it came about.

    "When was the directive adopted?" is not answered by when a court upheld it.
    """
    if not _asks_making(question):
        return False
    return bool(_CHANGES.search(text)) and not _TELLS_MAKING.search(text)


@lru_cache
def _asks_making(question: str) -> bool:
    return bool(_ASKS_MAKING.search(question))
