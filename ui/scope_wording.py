"""Which documents are asked, in words: beside the question, with the answer, in a terminal."""

from collections.abc import Iterable

from assistant import Answer, AskedOf, Scope

from .phrases import phrase, say
from .wording import count

_MOST_NAMED = 2
_LONGEST_NAME = 60
_ASKED = phrase("Asked of {scope}.")
_UNDATED = phrase("{documents} without a date")
_UNISSUED = phrase("{documents} without an issuer")
SEARCHED = phrase("Searched in {scope}.")


def asking(asked_of: AskedOf) -> str:
    """Return how many documents are asked, and which: "3 documents: NATO; 2010–2020"."""
    documents = count(asked_of.documents, "document")
    return say("{documents}: {bounds}", documents=documents, bounds=_bounds(asked_of))


def scope_line(asked_of: AskedOf | None, did: str = _ASKED) -> str | None:
    """Return the line that tells which documents were asked, None where all were.

    ``did`` is the phrase that says what was done with ``{scope}``.
    """
    if asked_of is None:
        return None
    said = say(did, scope=asking(asked_of))
    if not asked_of.documents:
        said = say("No document matches: {bounds}.", bounds=_bounds(asked_of))
    return " ".join(filter(None, (said, left_out(asked_of))))


def elsewhere(answer: Answer) -> str | None:
    """Return what is said where documents answer that were not asked."""
    if answer.asked_of is None or not answer.asked_of.elsewhere:
        return None
    return say("Other documents of the library answer this.")


def left_out(asked_of: AskedOf) -> str:
    """Return which documents are not asked because too little is known of them, empty if none."""
    lacking = [
        say(without, documents=count(number, "document"))
        for number, without in ((asked_of.undated, _UNDATED), (asked_of.unissued, _UNISSUED))
        if number
    ]
    if not lacking:
        return ""
    one = asked_of.undated + asked_of.unissued == 1
    said = "{documents} is left out." if one else "{documents} are left out."
    return say(said, documents=say(" and ").join(lacking))


def _bounds(asked_of: AskedOf) -> str:
    scope = asked_of.scope
    names = _listed(say("“{title}”", title=_shortened(each)) for each in asked_of.titles)
    if scope.documents and not names:
        names = say("documents that are no longer there")
    issuers = _listed(map(_shortened, scope.issuers))
    return "; ".join(filter(None, (names, issuers, _years(scope))))


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    more = len(listed) - _MOST_NAMED
    return ", ".join(
        [*listed[:_MOST_NAMED], *([say("{more} more", more=more)] if more > 0 else [])]
    )


def _years(scope: Scope) -> str:
    first, last = scope.first_year, scope.last_year
    if first and last:
        return str(first) if first == last else f"{first}–{last}"
    if first:
        return say("since {year}", year=first)
    return say("until {year}", year=last) if last else ""


def _shortened(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
