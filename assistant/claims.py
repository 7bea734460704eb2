"""Quotes that somebody shows, compared with the documents of a library."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from sources import Document
from sources.patterns import pattern

from .answer import Check, Citation
from .library import Library
from .reference import Reference, digest

_ID = pattern(r"[0-9a-f]{64}")
# What is said of a citation's document besides the title, in words: who issued it, when, and where;
# each of what is returned says so in other words.
Attribute = Callable[[Citation], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Claim:
    """That the characters ``start`` to ``end`` of a document say ``quote``.

    ``number`` names the claim. ``said`` are what is presented as that quote elsewhere. Where white
    space means nothing, as in Markdown, ``spaced`` is False, and runs of it are alike. ``about`` is
    what is said of the document besides its title, ``address`` where it is from, ``passage`` the
    text around the quote; the last two are None where nothing is told.
    """

    number: int
    quote: str
    document_id: str
    title: str
    start: int
    end: int
    said: tuple[str, ...] = ()
    spaced: bool = True
    about: str = ""
    address: str | None = None
    passage: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim, and why it does not hold, None where it does.

    ``warning`` tells what of a claim that holds could not be compared.
    """

    claim: Claim
    reason: str | None
    warning: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the document says so."""
        return self.reason is None


def judge_claims(
    library: Library, claims: Sequence[Claim], attribute: Attribute
) -> list[Judgement]:
    """Compare claims with a library: the words character by character, and whose they are.

    ``attribute`` tells how a claim says of a citation who issued its document, when, and where the
    quote stands. What a person has said of a document and what its file says both hold.
    """
    titles = {entry.title for entry in library.documents()}
    return [_judged(library, claim, titles, attribute) for claim in claims]


def _judged(
    library: Library, claim: Claim, titles: Collection[str], attribute: Attribute
) -> Judgement:
    if reason := _misquoted(library, claim, titles):
        return Judgement(claim, reason)
    forms = library.forms(claim.document_id)
    if reason := _misattributed(claim, forms, attribute):
        return Judgement(claim, f"its words are there, but {reason}")
    if claim.address and not _addresses(forms):
        return Judgement(claim, None, f"not compared: that it comes from {claim.address}")
    return Judgement(claim, None)


def _misquoted(library: Library, claim: Claim, titles: Collection[str]) -> str | None:
    """Return why the document does not say the words, None where it does."""
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
    text = excerpt.document.text
    quoted = text[claim.start : claim.end]
    if excerpt.check is not Check.MATCHES and not _alike(quoted, claim.quote, claim):
        return "the document has other words at this place"
    if claim.passage is not None and not _surrounds(claim.passage, text, claim):
        return "the document has other words around this place"
    return None


def _alike(one: str, other: str, claim: Claim) -> bool:
    return one == other if claim.spaced else one.split() == other.split()


def _surrounds(passage: str, text: str, claim: Claim) -> bool:
    """Tell whether a passage stands in a text where the quote of a claim does, or beside it."""
    around = slice(max(0, claim.start - len(passage)), claim.end + len(passage))
    return passage in text[around]


def _misattributed(claim: Claim, forms: Sequence[Document], attribute: Attribute) -> str | None:
    """Return what the library says of a document where a claim says something else."""
    if not any(claim.title.split() == each.title.split() for each in forms):
        return f"the library calls the document “{forms[0].title}”"
    told = [words for each in _citations(claim, forms) for words in attribute(each)]
    if not any(claim.about.split() == each.split() for each in told):
        return f"the library says of them “{told[0]}”, not “{claim.about}”"
    addresses = _addresses(forms)
    if claim.address and addresses and claim.address not in addresses:
        return f"the library has the document from {addresses[0]}"
    return None


def _citations(claim: Claim, forms: Sequence[Document]) -> Iterator[Citation]:
    """Yield what the place of a claim can be cited as, first as its document is shown."""
    shown = forms[0]
    sections = [form.section_at(claim.start) for form in forms]
    issuers, dates = [form.issuer for form in forms], [form.date for form in forms]
    page = shown.page_at(claim.start)
    choices = ([*issuers, None], [*dates, None], [*sections, None], [shown.label_of(page), None])
    for issuer, date, section, label in product(*choices):
        yield Citation(
            number=claim.number,
            document_id=claim.document_id,
            title=shown.title,
            source=shown.source,
            issuer=issuer,
            date=date,
            page=page,
            section=section,
            start=claim.start,
            end=claim.end,
            quote=claim.quote,
            passage=claim.quote,
            score=0.0,
            page_label=label,
        )


def _addresses(forms: Sequence[Document]) -> list[str]:
    """Return the web addresses that the library has a document from."""
    found = [each for form in forms for each in (form.source, form.address) if each]
    return [each for each in found if re.match("https?://", each, re.I)]
