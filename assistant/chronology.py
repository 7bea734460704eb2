"""Dated statements on a subject, in the order of their dates."""

from dataclasses import dataclass

from index import Found, Hit
from sources.patterns import pattern

from .dates import MONTHS, YEAR
from .evidence import say_the_same
from .question import Question
from .ranking import ScoredSentence, rank_sentences
from .reference import Reference, digest

# The share of the words sought that a sentence must hold, its title and section counted in.
_ABOUT = 0.6
_MOST = 40
_NUMBERS = {name: number for number, name in enumerate(MONTHS.split("|"), start=1)}
_DAY_FIRST = pattern(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?({MONTHS}),?\s+({YEAR})\b")
_MONTH_FIRST = pattern(rf"\b({MONTHS})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+({YEAR})\b")
_YEAR_ALONE = pattern(rf"(?<![\d.,/-])\b({YEAR})\b(?![\d/%]|[.,]\d)")
_LAST_DAY = 31


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A date as far as it is known: month and day are 0 where they are not."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence that tells what was when: its date, its words, and where it stands."""

    when: When
    text: str
    title: str
    reference: Reference
    hit: Hit


def first_date(text: str) -> When | None:
    """Return the first date of a text that names at least a year, None where there is none."""
    found = [
        (match.start(), _when(int(match[3]), match[2], match[1]))
        for match in _DAY_FIRST.finditer(text)
    ]
    found += [
        (match.start(), _when(int(match[3]), match[1], match[2]))
        for match in _MONTH_FIRST.finditer(text)
    ]
    whole = min(found, default=None, key=lambda each: each[0])
    year = _YEAR_ALONE.search(text)
    if year and (whole is None or year.start() < whole[0]):
        return When(int(year[1]))
    return whole and whole[1]


def dated_statements(question: Question, found: Found) -> list[Dated]:
    """Return the sentences found on a subject that name a date, the earliest first.

    Each says something of its own: of those that say the same, the one that matters most is kept.
    """
    kept: list[tuple[When, ScoredSentence]] = []
    for sentence in rank_sentences(question, found):
        when = first_date(sentence.text)
        if when is None or found.sought.coverage(sentence.held) < _ABOUT:
            continue
        if not any(say_the_same(sentence, other) for _, other in kept):
            kept.append((when, sentence))
        if len(kept) == _MOST:
            break
    return [_dated(when, sentence) for when, sentence in sorted(kept, key=lambda each: each[0])]


def _when(year: int, month: str, day: str | None) -> When:
    number = int(day) if day else 0
    return When(year, _NUMBERS[month], number if number <= _LAST_DAY else 0)


def _dated(when: When, sentence: ScoredSentence) -> Dated:
    hit, span = sentence.hit, sentence.span
    reference = Reference(hit.document_id, span.start, span.end, digest(sentence.text))
    return Dated(when, sentence.text, hit.passage.context, reference, hit)
