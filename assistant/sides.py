"""The two things that a question compares, each as words to search for."""

import re

from sources.patterns import pattern

_COMPARE = pattern(
    r"^(?:please\s+)?compare\s+(?P<one>.+?)\s+(?:with|to|and|against|versus|vs\.?)\s+(?P<other>.+)$"
    r"|\bdifferences?\s+between\s+(?P<one2>.+?)\s+and\s+(?P<other2>.+)$"
    r"|^how\s+(?:do|does|did|is|are|was|were)\s+(?P<one3>.+?)\s+"
    r"(?:differ|different|compare|relate)\w*\s+(?:from|with|to)\s+(?P<other3>.+)$"
    r"|^how\s+(?:do|did|are|were)\s+(?P<one4>.+?)\s+and\s+(?P<other4>.+?)\s+"
    r"(?:differ|different|compare|relate)\b.*$"
    r"|^(?P<one5>.+?)\s+(?:versus|vs\.?|compared (?:with|to))\s+(?P<other5>.+)$",
    re.I,
)
_ASPECTS = pattern(r"\s*[:;,–]\s.*$")
_END = pattern(r"[?.!\s]+$")
_ARTICLE = pattern(r"^(?:the|a|an|its|their)\s+", re.I)
_OWNER = pattern(r"^(?P<owner>.+?['’]s?)\s")
_PLACE = pattern(r"^(?P<head>.+\s(?:in|of|at|from|by|for|on)\s+)(?:the\s+)?\S+$", re.I)


def sides_of(question: str) -> tuple[str, str] | None:
    """Return the two things that a question compares, None where it compares none.

    What stands with one of them only ("the African and ASEAN conventions", "the centres in Tallinn
    and Ankara", "the EU's strategy and its agenda") is given to the other as well.
    """
    found = _COMPARE.search(_END.sub("", question.strip()))
    if found is None:
        return None
    one, other = (part for part in found.groups() if part is not None)
    other = _ASPECTS.sub("", other)
    return _shared(one.strip(), other.strip())


def _shared(one: str, other: str) -> tuple[str, str]:
    """Return both sides with what only one of them carries for both."""
    if owner := _OWNER.match(one):
        other = re.sub(r"^(?:its|their|his|her)\b", owner["owner"], other)
    one, other = _ARTICLE.sub("", one), _ARTICLE.sub("", other)
    words, others = one.split(), other.split()
    if len(words) == 1 and len(others) > 1 and (not one.isupper() or others[0].isupper()):
        one = " ".join([one, *others[1:]])
    elif len(others) == 1 and (head := _PLACE.match(one)):
        other = head["head"] + other
    return one, other
