"""What holds today, and what came last: of what documents tell of several years, the latest."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.patterns import pattern

from .dates import asks_for_last
from .demands import meets
from .question import Question, years_of
from .question_kinds import Form
from .ranking import ScoredSentence, answers_in_kind

_TODAY = pattern(
    r"\b(?:today|now|currently|current|at present|presently|nowadays|these days)\b", re.I
)
# Sentences looked at, best first, and how far below the best a later one may be, in the logarithm
# of its odds.
_LOOKED_AT, _NEAR = 12, 2.5
# The same for what came last, and the share of the words sought that it must hold as the best does.
_LOOKED_AT_LAST, _NEAR_LAST, _AS_MUCH = 40, 7.0, 0.6
# What an earlier one is below the latest, so that it is not quoted beside it.
_OLDER = 1.2
_NOW, _LONG_AGO = "9999", "0000"
_PRESENT = pattern(r"\b(?:is|are|has|have|there are|gives|lists|counts|consists)\b", re.I)
_PAST = pattern(r"\b(?:was|were|had|did|founding|first|former|originally)\b", re.I)


def latest_first(question: Question, ranked: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """Return ranked sentences, for a question after today those of earlier years behind the latest.

    A sentence in the present tense without a year tells what was so when its document was written,
    which is later than any year in it; of what came last it tells nothing. Only sentences of the
    kind asked for, and near the best one, are compared.
    """
    last = asks_for_last(question.text)
    listed = last and question.form is Form.LIST
    today = last or _TODAY.search(question.text)
    if not (question.kinds or listed) or question.years or not today:
        return list(ranked)
    near = [
        each
        for each in ranked[: _LOOKED_AT_LAST if last else _LOOKED_AT]
        if each.score >= ranked[0].score - (_NEAR_LAST if last else _NEAR)
        and answers_in_kind(question, each.text)
        and meets(question, each.hit, each.number)
        and (not last or _holds_as_much(each, ranked[0]))
    ]
    if not near:
        return list(ranked)
    undated = _LONG_AGO if last else _NOW
    # What a sentence calls the last is the last.
    called = [each for each in near if last and asks_for_last(each.text)]
    latest = max(called or near, key=lambda each: (_year(each, undated), each.score))
    older = {id(each) for each in near if _year(each, undated) < _year(latest, undated)}
    top = ranked[0].score if last else latest.score
    below = top - _OLDER * (2 if listed else 1)
    moved = [
        replace(each, score=top)
        if each is latest
        else replace(each, score=min(each.score, below))
        if last or id(each) in older
        else each
        for each in ranked
    ]
    return sorted(moved, key=lambda each: -each.score)


def _holds_as_much(one: ScoredSentence, best: ScoredSentence) -> bool:
    return float(one.held.sum()) >= _AS_MUCH * float(best.held.sum())


def _year(sentence: ScoredSentence, undated: str) -> str:
    """Return the latest year that a sentence tells of, as text."""
    present = _PRESENT.search(sentence.text) and not _PAST.search(sentence.text)
    return max(years_of(sentence.text), default=undated if present else _LONG_AGO)
