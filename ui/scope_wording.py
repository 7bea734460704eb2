"""Which documents are asked, in words: beside the question, with the answer, in a terminal."""

from collections.abc import Iterable

from assistant import Answer, AskedOf, Scope

from .wording import count

_MOST_NAMED = 2
_LONGEST_NAME = 60


def asking(asked_of: AskedOf) -> str:
    """Return how many documents are asked, and which: "3 documents: NATO; 2010–2020"."""
    return f"{count(asked_of.documents, 'document')}: {_bounds(asked_of)}"


def scope_line(asked_of: AskedOf | None, did: str = "Asked of") -> str | None:
    """Return the line that tells which documents were asked, None where all were.

    ``did`` says what was done with them.
    """
    if asked_of is None:
        return None
    said = f"{did} {asking(asked_of)}."
    if not asked_of.documents:
        said = f"No document matches: {_bounds(asked_of)}."
    return " ".join(filter(None, (said, left_out(asked_of))))


def elsewhere(answer: Answer) -> str | None:
    """Return what is said where documents answer that were not asked."""
    if answer.asked_of is None or not answer.asked_of.elsewhere:
        return None
    return "Other documents of the library answer this."


def left_out(asked_of: AskedOf) -> str:
    """Return which documents are not asked because too little is known of them, empty if none."""
    lacking = [
        f"{count(number, 'document')} without {what}"
        for number, what in ((asked_of.undated, "a date"), (asked_of.unissued, "an issuer"))
        if number
    ]
    verb = "is" if asked_of.undated + asked_of.unissued == 1 else "are"
    return f"{' and '.join(lacking)} {verb} left out." if lacking else ""


def _bounds(asked_of: AskedOf) -> str:
    scope = asked_of.scope
    names = _listed(f"“{_shortened(each)}”" for each in asked_of.titles)
    if scope.documents and not names:
        names = "documents that are no longer there"
    issuers = _listed(map(_shortened, scope.issuers))
    return "; ".join(filter(None, (names, issuers, _years(scope))))


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    more = len(listed) - _MOST_NAMED
    return ", ".join([*listed[:_MOST_NAMED], *([f"{more} more"] if more > 0 else [])])


def _years(scope: Scope) -> str:
    first, last = scope.first_year, scope.last_year
    if first and last:
        return str(first) if first == last else f"{first}–{last}"
    return f"since {first}" if first else f"until {last}" if last else ""


def _shortened(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
