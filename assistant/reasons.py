"""Questions after a reason or a purpose, and the words by which a sentence gives one."""

import re

from index import terms
from sources.patterns import pattern

from .question_kinds import Kind, words_of_kind

_ASKS = pattern(
    r"\bwhy\b|\bhow come\b|\bfor what (?:reason|purpose|cause)s?\b"
    r"|\bwhat (?:is|are|was|were)\b[^?]*(?<!known)(?<!named)(?<!used)(?<!called)(?<!responsible)"
    r" for\s*\?*\s*$"
    r"|\bwhat (?:is|are|was|were) the (?:reasons?|causes?|motives?) (?:for|of|why|behind|that)\b",
    re.I,
)
_SURELY = (
    r"because|in order to|so (?:that|as to)|due to|owing to|thanks to"
    r"|as a result|in (?:response|reaction|reply|answer|protest|retaliation)"
    r"|reasons?|purposes?|aim(?:s|ed|ing)?|goals?|objectives?|intention|(?:is|are|was|were"
    r"|been) (?:intended|meant|designed)"
    r"|motiv\w+|caus(?:e[sd]?|ing)|explain(?:s|ed)?"
)
_GIVES_SURELY = pattern(rf"\b(?:{_SURELY})\b", re.I)
# "Terrorism is not among the reasons."
_NO_REASON = pattern(r"\b(?:no|not)\b(?: \w+){0,3} (?:reasons?|aims?|purposes?|goals?)\b", re.I)
_MAY_GIVE = pattern(
    rf"\b(?:{_SURELY}|such that|result(?:s|ed|ing)? (?:of|in|from)"
    r"|respon(?:se|ding|ded) to|therefore|thus|hence|thereby|tasks?|led to|leads? to|given that"
    r"|provoked"
    r"|prompt(?:s|ed)|trigger(?:s|ed)|driven by|arises? from|stem(?:s|med)? from"
    r"|depend(?:s|ed)? on|in the (?:wake|light|face|interest)|in view of|amid|on the grounds?"
    r"|on account of|for fear|fear(?:s|ed|ing)?|lack(?:s|ed|ing)?|needs?|needed|want(?:s|ed)"
    r"|sought to|seeks? to"
    r"|tr(?:y|ied) to|hop(?:ed|ing) to|follow(?:s|ed|ing)|after|since(?! (?:\d|\w+ \d))"
    r"|concern(?:s|ed)?|over (?:the )?(?!years)[a-z]+"
    r"|criticis\w+|consider(?:s|ed) (?:it|them|him)|without|despite|for (?:the )?\w+ing"
    r"|at the request|otherwise|instead of|rather than|as (?:it|they|he|she) )\b",
    re.I,
)
# "It was set up to protect", but not "they agreed to help" or "it had to provide".
_TO = pattern(
    r"\b(?!(?:agreed|decided|has|had|have|began|begun|begins?|plan(?:s|ned)?|able|according|pledged"
    r"|asks?|asked|obliges?|obliged|continues?|continued|likely|expected|refused|used"
    r"|intend(?:s|ed)?|is|are|was|were|requires?|required|must|allow(?:s|ed)?|declared"
    r"|announced)\s)[\w’'%)]+,?"
    r"\s+to\s+(?:\w+ly\s+)?(?:protect|prevent|help|support|ensure|counter|fight|combat|stop|defend"
    r"|deter|improve|strengthen|promote|provide|give|allow|enable|make|keep|avoid|reduce|increase"
    r"|raise|coordinate|relieve|address|secure|restore|build|bring|watch|assist|train|escape|gain"
    r"|get"
    r"|maintain|achieve|respond|show|save|serve|meet|degrade|disrupt|defeat|detect|monitor|set"
    r"|share"
    r"|let|limit|control|cover|create|establish|put|take|find|see|hold|remove|replace|overcome|free)\b",
    re.I,
)


_SOURCE = pattern(r"\baccording to [^,.;]*", re.I)
_NAME = pattern(r"[“(\"‘']*[^\Wa-z_ß-ÿ]")
# "Why was it placed in Oslo?" What stands in documents about that is mostly that it is there.
_ASKS_CHOICE = pattern(
    r"\W*[Ww]hy\b.*\b(?:located|placed|based|situated|put|built|moved?|chosen|selected|choose"
    r"|headquartered|stationed|housed|set up|opened|founded|established)\b.*"
    r"\b(?:in|at|to|near|on) (?:the )?(?P<place>[A-Z][^,]*)$"
)
# "The centre is a school in Oslo"; of what follows "which" or "to" a part may give the reason.
_IS = pattern(
    r"(?P<subject>[^,.;:]{2,90}?) (?:is|was|are|were) (?:an?|the|[\w-]+[’']s|one of|at|in"
    r"|located|based|situated|placed)\b(?!.*\b(?:which|who|that|as|there|best|most|only|too|so|less|more|no"
    r"|to)\b)",
    re.I,
)
# Terms that a sentence may add and yet give no reason, with a date or without.
_DATED_WORDS, _FEW_WORDS = 6, 3


def asks_for_reason(question: str) -> bool:
    """Tell whether a question is after a reason or a purpose: "why", "what … for"."""
    return bool(_ASKS.search(question))


def gives_reason(text: str) -> bool:
    """Tell whether a text has words that surely give a reason or a purpose."""
    return bool(_GIVES_SURELY.search(text)) and not _NO_REASON.search(text)


def only_tells_that(question: str, text: str) -> bool:
    """Tell whether a text says of what a question asks why merely that it is so, and when.

    A reason may stand without any word that gives one ("the valley has no outlet"), so that this
    is told only of a text that adds next to nothing to the question's words, or says what the thing
    is or where. Why a place was chosen is told with the place and a word that gives reasons. Of the
    sentences that answer such a question of SQuAD four in a hundred are taken
    for one.
    """
    chosen = _ASKS_CHOICE.match(question)
    if chosen and not set(terms(chosen["place"])) & set(terms(text)):
        return True
    if _MAY_GIVE.search(text) or _TO.search(text):
        return False
    if chosen or _says_what_it_is(question, text):
        return True
    dates = list(words_of_kind(Kind.WHEN, text))
    return len(_added(question, text)) <= (_DATED_WORDS if dates else _FEW_WORDS)


def _says_what_it_is(question: str, text: str) -> bool:
    """Tell whether a text says of a thing in a question what it is, or where, and no more."""
    found = _IS.match(text)
    return bool(found and set(terms(found["subject"])) & set(terms(question)))


def _added(question: str, text: str) -> set[str]:
    """Return the terms of a text beside those of a question, its names, numbers and dates."""
    for kind in (Kind.WHEN, Kind.HOW_MANY):
        for start, end in words_of_kind(kind, text):
            text = text[:start] + " " * (end - start) + text[end:]
    words = [word for word in _SOURCE.sub(" ", text).split() if not _NAME.match(word)]
    return set(terms(" ".join(words))) - set(terms(question))
