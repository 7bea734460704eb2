"""What is said around the quotes of an answer, the same in the browser and in a terminal."""

import datetime as dt
import re
from collections.abc import Sequence
from contextlib import suppress

from assistant import Answer, Check, Citation, Document, Status
from sources.catalogue import CatalogueEntry

_MONTH = re.compile(r"\d{4}-\d{2}")

_MISSING = {
    "when": "when",
    "how many": "how many or how much",
    "who": "who",
    "where": "where",
}
# Of a hundred answers of which each is said, about so many were right on the questions of
# tests/quality/development.jsonl, most of which are near misses: 81, 79, 67; without the reader 81,
# 76, 44.
_DEGREES = ((0.8, "Well supported"), (0.6, "Supported"), (0.0, "Unsure"))


def opening(answer: Answer) -> str | None:
    """Return the line before the quotes, None where they speak for themselves."""
    if answer.notice:
        return answer.notice
    if answer.otherwise:
        return "The documents do not say this. They say otherwise:"
    if answer.status is Status.NOT_FOUND:
        where = "in these documents" if answer.asked_of else "in the documents"
        return f"Not found {where}" + ("; nearest passages:" if answer.nearest else ".")
    if answer.differing:
        return "The documents differ; the newer comes first:"
    return None


def support(answer: Answer) -> str | None:
    """Return the line after the quotes: how well they answer, and what they do not say."""
    if not answer.sentences or answer.otherwise:
        return None
    quotes = count(len(answer.citations), "quote")
    documents = count(len({each.document_id for each in answer.citations}), "document")
    if answer.status is Status.PARTIAL:
        missing = " and ".join(_MISSING.get(each, f"anything on {each}") for each in answer.missing)
        return f"Partly: the documents found do not say {missing}; {quotes} from {documents}."
    degree = next(words for least, words in _DEGREES if answer.confidence >= least)
    return f"{degree}: {quotes} from {documents}."


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
    their = "its document" if len(checks) == 1 else "their documents"
    if good == len(checks):
        return f"{good} of {of} checked against {their}."
    wrong = "".join(
        f"[{citation.number}]"
        for citation, check in zip(answer.citations, checks, strict=True)
        if check is not Check.MATCHES
    )
    return f"{good} of {of} checked against {their}; no longer there: {wrong}."


def readings(answer: Answer) -> list[str]:
    """Return how a question was understood where that is not as it was written."""
    lines = []
    if answer.read_as != answer.question:
        lines.append(f"Read as: {answer.read_as}")
    if answer.searched_for:
        lines.append(f"Searched for: {', '.join(answer.searched_for)}")
    return lines


def dated(citation: Citation) -> str:
    """Return who says what is quoted, and when."""
    said = [citation.issuer or citation.title, citation.date]
    return ", ".join(part for part in said if part)


def page_name(page: int | None, label: str | None) -> str | None:
    """Return how a page is cited: as its file calls it, and by its number in the file."""
    if page is None or label is None:
        return None if page is None else f"page {page}"
    return f"p. {label} (page {page} of the file)"


def catalogue_label(entry: CatalogueEntry) -> str:
    """Return what a document of the catalogue is called where it can be chosen."""
    of = ", ".join(part for part in (entry.issuer, entry.date) if part)
    return f"{entry.title} ({of}). {entry.what}"


def count(number: int, thing: str) -> str:
    """Return how many there are of a thing."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def duration(seconds: float) -> str:
    """Return about how long something takes."""
    if seconds < 1:
        return "a moment"
    if seconds < 60:
        return count(round(seconds), "second")
    return f"about {count(round(seconds / 60), 'minute')}"


def size(number: int) -> str:
    """Return a number of bytes as people read it."""
    if number < 1_000_000:
        return f"{max(1, round(number / 1_000))} kB"
    return f"{number / 1_000_000:.1f} MB"


def long_date(value: str | None) -> str | None:
    """Return an ISO date or month in words, anything else as it is."""
    with suppress(ValueError):
        if value and _MONTH.fullmatch(value):
            return f"{dt.date.fromisoformat(value + '-01'):%B %Y}"
        day = dt.date.fromisoformat(value or "")
        return f"{day.day} {day:%B %Y}"
    return value


def origin(document: Document) -> str:
    """Return where a document came from: its file, or the address and the day it was fetched."""
    if not document.fetched_at:
        return document.source
    fetched = f"fetched {long_date(document.fetched_at[:10])} from {document.address}"
    moved = document.address != document.source
    return f"{fetched}, which led to {document.source}" if moved else fetched
