"""What something has, such as a headquarters or a director, and whose it is in a sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index import terms
from sources.patterns import pattern

from .question_kinds import Kind, words_of_kind

_CAPITAL = r"[^\W\d_a-zß-ÿ][\w’'-]*"
_LINK = r"(?:of|of the|the|and|and the|for|for the|on)"
_NAME = rf"(?:the )?{_CAPITAL}(?: (?:{_LINK} ){{0,2}}(?:{_CAPITAL}|\d+))*"
_IS = r"(?i:is|are|was|were)"
_END = r"(?: (?i:today|now|currently|at present|based|located|situated|in \d{4}))?\W*$"
_ASKS = pattern(
    rf"\W*(?i:what|who|where|when|which)(?:[’']s| {_IS})(?: (?i:the))?"
    rf"(?: (?i:current|present|new))? (?:(?P<had>[a-z][a-z-]+(?: [a-z]+)?) (?i:of) (?P<of>{_NAME})"
    rf"|(?P<s>{_NAME})[’']s? (?P<have>[a-z][a-z-]+(?: [a-z]+)?)"
    rf"|(?P<by>{_NAME}) (?P<own>headquarters))(?P<end>{_END})"
    rf"|\W*(?i:where) (?i:does|did) (?P<holder>{_NAME}) (?i:have) (?i:its|their)"
    rf" (?P<held>[a-z]+){_END}"
)
_NO_OWNER = pattern(r"(?:The|A|An|Its|Their|His|Her|In|At|From|According|This|That)$")
_BEFORE = pattern(rf"((?:{_CAPITAL} ){{0,3}}{_CAPITAL})(?:[’']s? (?:[a-z-]+ ){{0,2}}| )$")
_BEHIND = pattern(rf" (?:of|for) ({_NAME})")
_WORD = pattern(r"(?<![\w-])\w+(?![\w-])")
# Letters in which a name and what is derived from it are the same: "Tunisia", "Tunisian".
_ALIKE = 4
_FORMER = pattern(r"\b(?:old|former|previous|earlier) $", re.I)
# What tells where something is, besides the word for its seat.
_SEATS = pattern(r"headquarter|seat|base$|head office|main office", re.I)
_A_SEAT = pattern(r"headquarters?|seat|HQ", re.I)
_SITS = pattern(
    r"\b(?:headquartered|seated|based|located|situated|sits|resides"
    r"|(?:is|are|was|were) (?:in|at))\b",
    re.I,
)
_LEANING = pattern(r"\b(?:its|their|it|they)\b", re.I)
# Behind this a place is that of something else: "at its headquarters and a cell in Mons", but not
# where both are somewhere: "its headquarters and the school are in Mons".
_ELSEWHERE = pattern(
    r";|\b(?:and|or|while|but|than|like|as well as) (?:an?|the|its|some)\b"
    r"(?!.*\b(?:is|are|was|were|lies?|sits?)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Belonging:
    """That a question asks after something that a thing has.

    ``had`` is the word for it in the singular, ``owner`` are the index terms of the thing, ``seat``
    tells whether it is where the thing sits, ``now`` whether that of today is meant.
    """

    had: str
    owner: frozenset[str]
    seat: bool
    now: bool

    def allows(self, text: str, held: frozenset[str]) -> bool:
        """Tell whether a text with some index terms does not tell merely of another's."""
        places = [each for each in _WORD.finditer(text) if self._is_had(each[0])]
        own = [each for each in places if self._is_own(text, each, held)]
        if not self.seat:
            return bool(own) or not places
        if not (self.owner <= held or _LEANING.search(text)):
            return False
        if not places:
            return bool(_SITS.search(text))
        return any(self._placed(text, each) for each in own)

    def _is_had(self, word: str) -> bool:
        return _singular(word) == self.had or (self.seat and bool(_A_SEAT.fullmatch(word)))

    def _is_own(self, text: str, had: re.Match[str], held: frozenset[str]) -> bool:
        """Tell whether what a text names somewhere is not said to be another's."""
        if self.now and _FORMER.search(text, 0, had.start()):
            return False
        behind, before = _BEHIND.match(text, had.end()), _BEFORE.search(text[: had.start()])
        owners = [each[1] for each in (behind, before) if each and not _NO_OWNER.match(each[1])]
        names, own = _beginnings(terms(" ".join(owners))), _beginnings(self.owner)
        # What means the same, such as an abbreviation, is held without its words standing there.
        by_another_name = self.owner <= held and not self.owner <= set(terms(text))
        return names <= own or own <= names or by_another_name

    def _placed(self, text: str, seat: re.Match[str]) -> bool:
        """Tell whether a text has a place near a seat that it names, which is of nothing else.

        The owner, as in "at NATO headquarters", is no place.
        """
        places = [
            each
            for each in words_of_kind(Kind.WHERE, text)
            if not set(terms(text[slice(*each)])) <= self.owner
        ]
        for start, end in places:
            between = text[seat.end() : start] if start >= seat.end() else text[end : seat.start()]
            if not _ELSEWHERE.search(between):
                return True
        return not places


def _beginnings(names: Iterable[str]) -> set[str]:
    """Return how terms begin: "tunisia" and "tunisian" alike."""
    return {each[:_ALIKE] for each in names}


def _singular(word: str) -> str:
    return word.lower().removesuffix("s")


def belonging_asked(question: str) -> Belonging | None:
    """Return after whose having of what a question asks, None where it asks after none."""
    found = _ASKS.match(question)
    if found is None:
        return None
    had = found["had"] or found["have"] or found["own"] or found["held"]
    owner = found["of"] or found["s"] or found["by"] or found["holder"]
    where = question.lower().lstrip().startswith("where")
    now = re.match(r"\W*\w+(?:[’']s| (?:is|are|does))\b", question, re.I) is not None
    return Belonging(
        _singular(had.split()[-1]), frozenset(terms(owner)), where and bool(_SEATS.search(had)), now
    )
