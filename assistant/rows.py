"""Rows of tables: read with the header above them, and told apart by names and numbers."""

import re
from functools import lru_cache
from itertools import takewhile

from index import Found, Hit, sentences_of, terms
from sources.patterns import pattern

from . import layout
from .question import Question
from .question_kinds import COUNTED, Kind, words_of_kind

# "The most troops", but not "at least" and "most of".
_RECKONS = pattern(
    r"(?<!at )\b(?:most(?! of\b)|largest|biggest|highest|fewest|least|smallest|lowest|greatest"
    r"|longest|shortest|oldest|newest|total|altogether|in all|sum|average|median)\b",
    re.I,
)


def is_row(text: str) -> bool:
    """Tell whether a sentence is a row of a table."""
    return layout.CELLS in text


def header_number(hit: Hit, number: int) -> int | None:
    """Return which sentence of a hit is the header of the row that another sentence is.

    None where that is no row, or the header itself, or the header stands above the passage.
    """
    texts = sentences_of(hit.passage)
    if not is_row(texts[number]):
        return None
    first = number - sum(1 for _ in takewhile(is_row, reversed(texts[:number])))
    above = first == 0 and header_above(hit)
    return first if first < number and not above else None


def header_above(hit: Hit) -> str:
    """Return the header that stands above a passage which begins in a table, else nothing."""
    title, _, last = hit.passage.context.rpartition(" › ")
    in_section = last and (hit.passage.section or "").endswith(last)
    return last if title and is_row(last) and not in_section else ""


def header_of(hit: Hit, number: int) -> str:
    """Return the header of the row that a sentence is, nothing where there is none."""
    text = sentences_of(hit.passage)[number]
    own = header_number(hit, number)
    if own is not None:
        return sentences_of(hit.passage)[own]
    return header_above(hit) if is_row(text) else ""


def about_another(question: Question, found: Found, hit: Hit, number: int) -> bool:
    """Tell whether a sentence, a row, lacks names or numbers of a question which another row has.

    Of "How many troops did Italy send in 2019?" neither the row of Italy in 2018 nor that of Spain
    in 2019 is meant, where there is one of both. Of the same document only; what its header names,
    each row has. Rows that have different ones are told apart by nothing: a question may ask of
    several.
    """
    told = question.names | frozenset(terms(" ".join(question.years | question.numbers)))
    asked = told - frozenset(terms(header_of(hit, number)))
    own = asked & hit.terms[number]
    return bool(asked) and any(
        own < asked & each.terms[other]
        for each in found.hits
        if each.document_id == hit.document_id
        for other, text in enumerate(sentences_of(each.passage))
        if is_row(text) and not (other == 0 and not header_above(each))
    )


def must_be_reckoned(question: Question, hit: Hit, number: int) -> bool:
    """Tell whether a question is answered only by reckoning with many rows, such as a sentence is.

    So it is with the most, the total and the average, where neither row nor header has that word,
    and with a number of things that the rows name: of "How many countries sent troops?" no row of
    the column "Country" tells.
    """
    word, counted = _reckoning_asked(question.text), _counted(question.text)
    if not (word or counted):
        return False
    row, header = sentences_of(hit.passage)[number], header_of(hit, number)
    if word:
        return word not in f"{header} {row}".lower()
    columns = zip(header.split(layout.CELLS), row.split(layout.CELLS), strict=False)
    return any(
        counted.intersection(terms(head)) and not _has_number(cell) for head, cell in columns
    )


def _has_number(cell: str) -> bool:
    # "1200" by itself looks like a year.
    return any(map(str.isdigit, cell)) or bool(words_of_kind(Kind.HOW_MANY, cell))


@lru_cache
def _reckoning_asked(question: str) -> str | None:
    found = _RECKONS.search(question)
    return found[0].lower() if found else None


@lru_cache
def _counted(question: str) -> frozenset[str]:
    """Return the terms of the noun that a question counts."""
    found = COUNTED.search(question)
    return frozenset(terms(found[1].split()[-1])) if found else frozenset()
