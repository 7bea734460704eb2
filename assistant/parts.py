"""Questions that ask two things at once: each is asked by itself, and both answers are given."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from index import with_synonyms
from sources import Span
from sources.patterns import pattern

from .follow_up import leans, stand_alone
from .outcome import Outcome
from .question import Question
from .ranking import ScoredSentence, answers_in_kind
from .status import Status

_HELPER = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may)"
_ASKING = (
    r"(?:(?:in|on|at|by|to|from|since|for|with|under|through) )?"
    r"(?:who|whom|whose|what|when|where|why|which|how)\b"
)
# "When and where was it signed?"
_TWO_WORDS = pattern(
    rf"(?P<one>{_ASKING}(?: (?:many|much|long|often))?),? and (?P<other>{_ASKING})"
    rf" (?P<rest>{_HELPER}\b.+)$",
    re.I,
)
# "Where is it, and when was it founded?", "Who adopted it and when?", "What is it? Who leads it?"
_TWO_QUESTIONS = pattern(
    rf"(?P<one>{_ASKING}[^?]{{4,}}?)(?:,? and |\? )(?P<other>{_ASKING}[^?]*)\?*$", re.I
)
# What a second question must begin with, or be, so that it is one and no clause of the first.
_WHOLE = pattern(rf"{_ASKING}(?: [\w-]+){{0,3}}? {_HELPER}\b|who [a-z]+s\b|who [a-z]+ed\b", re.I)
_A_THING = pattern(rf"(?:{_ASKING}(?: (?:many|much))?(?: [\w-]+){{0,2}})$", re.I)
# "Which did not?", "What does each ask?" are about what the first question finds.
_OF_WHAT_IS_FOUND = pattern(r"\b(?:each|both|neither|others?)\b|\bnot$", re.I)
_DID = pattern(
    r"(?:who|(?:how many|which|what) [\w-]+) (?P<done>[a-z]+ed) (?P<thing>.+?)\?*$", re.I
)


def parts_of(question: str) -> tuple[str, str] | None:
    """Return the two questions that a question asks, each standing alone, None where it is one."""
    asked = question.strip()
    if found := _TWO_WORDS.match(asked):
        one, other = (f"{_capital(found[each])} {found['rest']}" for each in ("one", "other"))
        return one, other
    found = _TWO_QUESTIONS.match(asked)
    if found is None:
        return None
    one, other = found["one"].rstrip(" ,") + "?", found["other"].strip()
    if _OF_WHAT_IS_FOUND.search(other) or not (_WHOLE.match(other) or _A_THING.match(other)):
        return None
    return one, _capital(_alone(other, one))


def _alone(other: str, one: str) -> str:
    """Return the second question of two as one that stands alone."""
    did = _DID.match(one)
    if did and re.fullmatch(r"when|where|why|how", other, re.I):
        return f"{other} was {did['thing']} {did['done']}?"
    if leans(other):
        return stand_alone(f"{other}?", [one])
    if _WHOLE.match(other):
        return f"{other}?"
    subject = re.sub(rf"^{_ASKING}(?: (?:many|much))?\s*", "", one, flags=re.I).rstrip("?")
    return f"{other}: {subject}?"


def says_all(parts: Sequence[str], outcome: Outcome) -> bool:
    """Tell whether the best sentence of an outcome alone answers both parts of a question.

    It has what each part asks for, and words of each: "Adopted in 2006, it has four pillars".
    """
    if outcome.status is not Status.ANSWERED:
        return False
    best = outcome.chosen[0]
    return all(
        each.kinds
        and answers_in_kind(each, best.text)
        and (not each.words or not best.window.isdisjoint(_meant(each.words)))
        for each in map(Question.read, parts)
    )


def _meant(words: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(with_synonyms, words))


def together(parts: Sequence[str], outcomes: Sequence[Outcome]) -> Outcome:
    """Return the outcome of a question by those of its parts: what answers any, what is missing."""
    answered = [each for each in outcomes if each.status is not Status.NOT_FOUND]
    if not answered:
        return outcomes[0]
    chosen: dict[tuple[str, Span], ScoredSentence] = {}
    for each in chain.from_iterable(part.chosen for part in answered):
        place = each.hit.document_id, each.span
        # What answers both parts answers best.
        twice = chosen.get(place)
        chosen[place] = replace(each, score=each.score + max(0.0, twice.score)) if twice else each
    missing = dict.fromkeys(
        what
        for part, outcome in zip(parts, outcomes, strict=True)
        for what in (_asked_for(part) if outcome.status is Status.NOT_FOUND else outcome.missing)
    )
    return Outcome(
        Status.PARTIAL if missing else Status.ANSWERED,
        list(chosen.values()),
        tuple(missing),
        differing=answered[0].differing,
    )


def _asked_for(part: str) -> tuple[str, ...]:
    """Return what a part asks for: its question words, or else the part itself."""
    question = Question.read(part)
    words = [kind.value for kind in question.kinds] + ["why"] * question.reason
    return tuple(words) or (f"“{part}”",)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
