"""Sentences that only name their sources, as notes and lists of references do."""

import re
from collections.abc import Sequence
from functools import lru_cache

from index import Hit, sentences_of
from sources.patterns import pattern

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:\d{{1,2}} )?{_MONTH} (?:\d{{1,2}},? ?)?\d{{4}}"
_NUMBERED = r"\[?\d{1,3}(?:\]|\.) "
# "See also …", "On the money, see …", "Ibid."
_SENT_TO = pattern(
    rf"(?:{_NUMBERED})?(?:[^,;]{{0,150}}[,;] )?"
    r"(?:[Ss]ee(?: also)? (?!(?:to|that|how|what|whether|if|an?)\b)|[Ii]bid\b|[Cc]f\.)"
)
_WRITTEN = (
    r"(?:interview|memo(?:randum)?|cable|report|briefing|testimony|transcript|e-?mail|letter|note"
    r"|statement|release|hearing|speech|paper|message|directive|assessment|record|document)s?"
)
_MARKS = [
    pattern(mark)
    for mark in (
        _NUMBERED + r"(?=[A-Z\"“])",
        r"\b(?:[Ss]ee(?: also)? (?=[A-Z\"“])|[Ii]bid\b|[Oo]p\. cit\b|[Cc]f\. )",
        r"\bpp?\. ?\d|\bvol\. ?\d|\bno\. ?\d|\bch(?:ap)?\. ?\d|(?<!\[)\bnotes? \d|\beds?\.[,)]",
        rf"\b{_WRITTEN}\b[^.;]{{0,160}}?(?:\(|,[\"”]? ?){_DATE}",
        rf"(?:\(|,[\"”]? ?){_DATE}(?:\)|;|\.?$|, p| \()",
        r"https?://|\bwww\.|\bdoi\b|\bISBN\b",
        r"\b(?:[Rr]etrieved|[Aa]ccessed) (?:on )?(?:\d|from\b)",
        r"\b[Aa]vailable (?:at|from):? ?(?:http|www)",
        r"\(\d{4}[a-z]?\)[.,:]",
        r"\b\d{1,3} ?\(\d{1,3}\)[,:] ?\d",
        r"\b(?:Press|Publish\w+|Books?|Verlag|Quarterly|Journal\b[^.;]{0,60}),? ?\(?\d{4}",
    )
]
_QUOTED = pattern(rf"[\"“][^\"”]*(?:[\"”]|$)|\([^()]*(?:\)|$)|{_DATE}")
_OPENS = pattern(r"[\"“(]")
# Without one of these, what is not quoted says nothing; words of titles begin with capitals.
_SAYS = pattern(
    r"\b(?:is|are|was|were|be|been|has|have|had|does|did|will|would|shall|should|can|could|may|might"
    r"|must|said|says|told|took|made|came|went|became|began|led|held|met|left|found|gave|wrote"
    r"|(?:[Ii]t|[Tt]hey|[Hh]e|[Ss]he|[Ww]ho|[Ww]hich|[Tt]hat|[Ww]e) \w+(?:ed|s))\b"
)
_ASKS_SOURCES = pattern(rf"\b(?:sources?|cit(?:e|es|ed|ations?)|references?|{_WRITTEN})\b", re.I)
# No text without these has marks enough.
_MAY_NAME = pattern(r"\d|[Ss]ee\b|[Ii]bid\b")
_MARKED, _LOOKED_AT = 2, 1_000


@lru_cache(maxsize=4096)
def names_sources_alone(text: str) -> bool:
    """Tell whether a sentence names sources and says nothing: "See FAA report, Jan. 30, 2002"."""
    text = text[:_LOOKED_AT]
    # Most sentences say something, which is seen soonest.
    if not _MAY_NAME.search(text) or _says(text):
        return False
    marks = sum(bool(mark.search(text)) for mark in _MARKS)
    return marks >= _MARKED or bool(marks and _SENT_TO.match(text))


def _says(text: str) -> bool:
    """Tell whether a text says something that it does not quote, or have in brackets."""
    said = _SAYS.search(text)
    if said is None or not _OPENS.search(text, 0, said.start()):
        return said is not None
    return bool(_SAYS.search(_QUOTED.sub("", text)))


def without_source_notes(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits of whose passage a quarter or more says something."""
    return [hit for hit in hits if 4 * _citing(hit) <= 3 * len(hit.passage.text)]


def _citing(hit: Hit) -> int:
    """Return how many characters of a passage are sentences that only cite."""
    return sum(len(text) for text in sentences_of(hit.passage) if names_sources_alone(text))


@lru_cache
def asks_sources(question: str) -> bool:
    """Tell whether a question may be answered by the name of a source."""
    return bool(_ASKS_SOURCES.search(question))
