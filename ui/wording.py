"""What is said around the quotes of an answer, the same in the browser and in a terminal."""

import datetime as dt
import re
from collections.abc import Sequence
from contextlib import suppress

from assistant import Answer, Beside, Check, Citation, Document, Status
from index import Hit
from sources.catalogue import CatalogueEntry

from .phrases import decimal, number, phrase, say, spoken, told

_MONTH = re.compile(r"\d{4}-\d{2}")

_MISSING = {
    "when": phrase("when"),
    "how many": phrase("how many or how much"),
    "who": phrase("who"),
    "where": phrase("where"),
    "which": phrase("which one"),
    "why": phrase("why"),
}
# What stands for the items of a list that are not quoted.
LEFT_OUT = "…"
_INSTEAD = {
    Beside.DENIAL: phrase("The documents do not say this. They say otherwise:"),
    Beside.ADMISSION: phrase("The documents do not say this, and one of them says so:"),
    Beside.NEIGHBOUR: phrase("The documents do not say this. Of another time or place they say:"),
}
_NOT_FOUND = phrase("Not found {where}.")
_NEAREST = phrase("Not found {where}; nearest passages:")
# Of a hundred answers of which each is said, about so many were right on the questions of
# tests/quality/development.jsonl, most of which are near misses: 88, 79, 56; without the reader 81,
# 88, 47.
_DEGREES = (
    (0.8, phrase("Well supported: {quotes} from {documents}.")),
    (0.6, phrase("Supported: {quotes} from {documents}.")),
    (0.0, phrase("Unsure: {quotes} from {documents}.")),
)


def opening(answer: Answer) -> str | None:
    """Return the line before the quotes, None where they speak for themselves."""
    if answer.notice:
        return told(answer.notice)
    if answer.instead:
        return say(_INSTEAD[answer.beside or Beside.DENIAL])
    if answer.status is Status.NOT_FOUND:
        return say(_NEAREST if answer.nearest else _NOT_FOUND, where=_where(answer))
    if answer.differing:
        return say("The documents differ; the newer comes first:")
    return None


def before_nearest(answer: Answer) -> str | None:
    """Return the line before the nearest passages, None where `opening` has told of them."""
    return say("Nearest passages:") if answer.notice and answer.nearest else None


def not_found(answer: Answer) -> str:
    """Return that the documents do not answer, without a word of what is nearest."""
    return told(answer.notice) if answer.notice else say(_NOT_FOUND, where=_where(answer))


def _where(answer: Answer) -> str:
    return say("in these documents") if answer.asked_of else say("in the documents")


def support(answer: Answer) -> str | None:
    """Return the line after the quotes: how well they answer, and what they do not say."""
    if not answer.sentences or answer.instead:
        return None
    quotes = count(len(answer.citations), "quote")
    documents = count(len({each.document_id for each in answer.citations}), "document")
    if answer.status is Status.PARTIAL:
        missing = say(" and ").join(map(_missing, answer.missing))
        partly = "Partly: the documents found do not say {missing}; {quotes} from {documents}."
        return say(partly, missing=missing, quotes=quotes, documents=documents)
    degree = next(words for least, words in _DEGREES if answer.confidence >= least)
    return say(degree, quotes=quotes, documents=documents)


def _missing(what: str) -> str:
    return say(_MISSING[what]) if what in _MISSING else say("anything on {what}", what=what)


def sureness(answer: Answer, checks: Sequence[Check]) -> str | None:
    """Return the line under an answer: how sure it is, and how many of its quotes were checked."""
    return " ".join(filter(None, (support(answer), checked(answer, checks)))) or None


def checked(answer: Answer, checks: Sequence[Check]) -> str | None:
    """Return how many quotes of an answer were found in their documents, None where it has none.

    ``checks`` are those of its citations, in their order.
    """
    if not answer.citations:
        return None
    good = checks.count(Check.MATCHES)
    of = count(len(checks), "quote")
    their = say("its document") if len(checks) == 1 else say("their documents")
    if good == len(checks):
        return say("{good} of {quotes} checked against {their}.", good=good, quotes=of, their=their)
    wrong = "".join(
        f"[{citation.number}]"
        for citation, check in zip(answer.citations, checks, strict=True)
        if check is not Check.MATCHES
    )
    said = "{good} of {quotes} checked against {their}; no longer there: {wrong}."
    return say(said, good=good, quotes=of, their=their, wrong=wrong)


def readings(answer: Answer) -> list[str]:
    """Return how a question was understood where that is not as it was written."""
    lines = []
    if answer.read_as != answer.question:
        lines.append(say("Read as: {question}", question=answer.read_as))
    if answer.searched_for:
        lines.append(say("Searched for: {words}", words=", ".join(answer.searched_for)))
    return lines


def dated(citation: Citation) -> str:
    """Return who says what is quoted, and when."""
    said = [citation.issuer or citation.title, citation.date]
    return ", ".join(part for part in said if part)


def page_name(page: int | None, label: str | None) -> str | None:
    """Return how a page is cited: as its file calls it, and by its number in the file."""
    if page is None or label is None:
        return None if page is None else say("page {page}", page=page)
    return say("p. {label} (page {page} of the file)", label=label, page=page)


def catalogue_label(entry: CatalogueEntry) -> str:
    """Return what a document of the catalogue is called where it can be chosen."""
    of = ", ".join(part for part in (entry.issuer, entry.date) if part)
    return f"{entry.title} ({of}). {entry.what}"


def count(many: int, thing: str) -> str:
    """Return how many there are of a thing."""
    return f"{number(many)} {spoken().thing(many, thing)}"


def by_meaning_only(hits: Sequence[Hit]) -> str | None:
    """Return that none of the words looked for is in the passages found, None where some are."""
    if not hits or any(hit.coverage for hit in hits):
        return None
    return say("None of these words is in the documents; these passages are nearest in meaning.")


def duration(seconds: float) -> str:
    """Return about how long something takes."""
    if seconds < 1:
        return say("a moment")
    if seconds < 60:
        return count(round(seconds), "second")
    return say("about {minutes}", minutes=count(round(seconds / 60), "minute"))


def size(of: int) -> str:
    """Return a number of bytes as people read it."""
    if of < 1_000_000:
        return say("{size} kB", size=max(1, round(of / 1_000)))
    return say("{size} MB", size=decimal(of / 1_000_000, 1))


def long_date(value: str | None) -> str | None:
    """Return an ISO date or month in words, anything else as it is."""
    with suppress(ValueError):
        if value and _MONTH.fullmatch(value):
            month = dt.date.fromisoformat(value + "-01")
            return f"{spoken().months[month.month - 1]} {month.year:04}"
        return _day(dt.date.fromisoformat(value or ""), spoken().months)
    return value


def short_date(day: dt.date) -> str:
    """Return a day in words, the month's name cut short."""
    return _day(day, spoken().short_months)


def _day(day: dt.date, months: Sequence[str]) -> str:
    first = spoken().first_day if day.day == 1 else day.day
    return f"{first} {months[day.month - 1]} {day.year:04}"


def origin(document: Document) -> str:
    """Return where a document came from: its file, or the address and the day it was fetched."""
    if not document.fetched_at:
        return document.source
    date, address = long_date(document.fetched_at[:10]), document.address
    if address == document.source:
        return say("fetched {date} from {address}", date=date, address=address)
    led = "fetched {date} from {address}, which led to {source}"
    return say(led, date=date, address=address, source=document.source)
