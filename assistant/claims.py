"""Quotes that somebody shows, compared with the documents of a library."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .answer import Check
from .library import Library
from .reference import Reference, digest

_ID = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Claim:
    """That the characters ``start`` to ``end`` of a document say ``quote``.

    ``number`` names the claim. ``said`` are what is presented as that quote elsewhere. Where white
    space means nothing, as in Markdown, ``spaced`` is False, and runs of it are alike.
    """

    number: int
    quote: str
    document_id: str
    title: str
    start: int
    end: int
    said: tuple[str, ...] = ()
    spaced: bool = True


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim, and why it does not hold, None where it does."""

    claim: Claim
    reason: str | None

    @property
    def holds(self) -> bool:
        """Whether the document says so."""
        return self.reason is None


def judge_claims(library: Library, claims: Sequence[Claim]) -> list[Judgement]:
    """Compare claims with the documents of a library, character by character."""
    titles = {entry.title: entry.id for entry in library.documents()}
    return [Judgement(claim, _reason(library, claim, titles)) for claim in claims]


def _reason(library: Library, claim: Claim, titles: Mapping[str, str]) -> str | None:
    if any(not _alike(each, claim.quote, claim) for each in claim.said):
        return "the answer has other words than its own citation"
    if not (_ID.fullmatch(claim.document_id) and 0 <= claim.start < claim.end):
        return "it names no place in a document"
    reference = Reference(claim.document_id, claim.start, claim.end, digest(claim.quote))
    excerpt = library.look_up(reference)
    if excerpt.document is None:
        if claim.title in titles:
            return "the document was replaced: the library has another one of this title"
        return "the document is not in this library: it was removed, or was never here"
    if excerpt.check is Check.MATCHES:
        return None
    text = excerpt.document.text[claim.start : claim.end]
    return (
        None if _alike(text, claim.quote, claim) else "the document has other words at this place"
    )


def _alike(one: str, other: str, claim: Claim) -> bool:
    return one == other if claim.spaced else one.split() == other.split()
