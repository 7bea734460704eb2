"""References: what a citation is reduced to in a link, and what such a link opens.

A reference holds nothing but the document's hash, the place and a digest of the quoted words, so
that it needs no server's memory and outlives reloads and restarts.
"""

import hashlib
from dataclasses import dataclass

from index import Hit, Replacement
from sources import Document, Span
from sources.patterns import pattern

from .answer import Check, Citation

_FORM = pattern(r"([0-9a-f]{64})-([0-9]{1,9})-([0-9]{1,9})-([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Reference:
    """The characters ``start`` to ``end`` of a document, and the digest of what they said."""

    document_id: str
    start: int
    end: int
    digest: str

    @classmethod
    def to(cls, citation: Citation) -> "Reference":
        """Return the reference to what a citation quotes."""
        return cls(citation.document_id, citation.start, citation.end, digest(citation.quote))

    @classmethod
    def to_passage(cls, hit: Hit) -> "Reference":
        """Return the reference to a passage that was found."""
        passage = hit.passage
        return cls(hit.document_id, passage.start, passage.end, digest(passage.text))

    @classmethod
    def parse(cls, text: str) -> "Reference | None":
        """Return the reference that a link holds, None if it holds none."""
        found = _FORM.fullmatch(text)
        if not found or int(found[2]) >= int(found[3]):
            return None
        return cls(found[1], int(found[2]), int(found[3]), found[4])

    @property
    def span(self) -> Span:
        """The characters in the document's text."""
        return Span(self.start, self.end)

    def __str__(self) -> str:
        return f"{self.document_id}-{self.start}-{self.end}-{self.digest}"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What a reference opens.

    Only where ``check`` says that it matches is ``span`` what was quoted, and to be marked;
    ``document`` is None when it was removed. ``replacement`` is what took its place, if anything.
    """

    check: Check
    document: Document | None
    span: Span
    replacement: Replacement | None = None


def digest(quote: str) -> str:
    """Return the digest of quoted words: the first 64 bits of their SHA-256, in hexadecimal."""
    return hashlib.sha256(quote.encode()).hexdigest()[:16]
