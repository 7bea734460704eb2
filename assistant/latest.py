"""What holds today: of what documents tell of several years, the latest."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .question import Question, years_of
from .ranking import ScoredSentence, answers_in_kind

_TODAY = re.compile(
    r"\b(?:today|now|currently|current|at present|presently|nowadays|these days)\b", re.I
)
# Sentences looked at, best first, and how far below the best a later one may be, in the logarithm
# of its odds.
_LOOKED_AT, _NEAR = 12, 2.5
# What an earlier one is below the latest, so that it is not quoted beside it.
_OLDER = 1.2
_NOW, _LONG_AGO = "9999", "0000"
_PRESENT = re.compile(r"\b(?:is|are|has|have|there are|gives|lists|counts|consists)\b", re.I)
_PAST = re.compile(r"\b(?:was|were|had|did|founding|first|former|originally)\b", re.I)


def latest_first(question: Question, ranked: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """Return ranked sentences, for a question after today those of earlier years behind the latest.

    A sentence in the present tense without a year tells what was so when its document was written,
    which is later than any year in it. Only sentences of the kind asked for, and near the best one,
    are compared.
    """
    first = ranked[:_LOOKED_AT]
    near = [
        each
        for each in first
        if each.score >= ranked[0].score - _NEAR and answers_in_kind(question, each.text)
    ]
    if not (near and question.kinds and _TODAY.search(question.text)) or question.years:
        return list(ranked)
    latest = max(near, key=lambda each: (_year(each), each.score))
    older = {id(each) for each in near if _year(each) < _year(latest)}
    moved = [
        replace(each, score=min(each.score, latest.score - _OLDER)) if id(each) in older else each
        for each in ranked
    ]
    return sorted(moved, key=lambda each: -each.score)


def _year(sentence: ScoredSentence) -> str:
    """Return the latest year that a sentence tells of, as text."""
    present = _PRESENT.search(sentence.text) and not _PAST.search(sentence.text)
    return max(years_of(sentence.text), default=_NOW if present else _LONG_AGO)
