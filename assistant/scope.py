"""Which documents are asked: some by name, those of some issuers, those of some years."""

from collections.abc import Sequence
from dataclasses import dataclass

from index import Entry
from sources.patterns import pattern

_YEAR = pattern(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True, slots=True)
class Scope:
    """What bounds the documents that are asked; a part that is empty bounds nothing.

    ``documents`` are ids, ``issuers`` are compared without regard to capitals, and the years are
    those of the documents' dates, the first and the last among them.
    """

    documents: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None

    @property
    def by_year(self) -> bool:
        """Whether years bound it."""
        return self.first_year is not None or self.last_year is not None

    @property
    def bounded(self) -> bool:
        """Whether anything bounds it; else all documents are asked."""
        return bool(self.documents or self.issuers or self.by_year)

    def among(self, entries: Sequence[Entry]) -> "Scoped":
        """Return what it takes in of the documents of a library."""
        wanted = frozenset(self.documents)
        named = [each for each in entries if not wanted or each.id in wanted]
        issued = {each.id for each in named if self._takes_in_issuer(each)}
        dated = {each.id for each in named if self._takes_in_year(each)}
        taken = [each.id for each in named if each.id in issued & dated]
        asked_of = AskedOf(
            self,
            tuple(each.title for each in named if wanted),
            documents=len(taken),
            undated=sum(each.id in issued - dated and year_of(each) is None for each in named),
            unissued=sum(each.id in dated - issued and not _issuer(each) for each in named),
        )
        return Scoped(tuple(taken), asked_of)

    def _takes_in_issuer(self, entry: Entry) -> bool:
        wanted = {each.strip().casefold() for each in self.issuers}
        return not wanted or _issuer(entry) in wanted

    def _takes_in_year(self, entry: Entry) -> bool:
        year = year_of(entry)
        if not self.by_year or year is None:
            return not self.by_year
        return (self.first_year or year) <= year <= (self.last_year or year)


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What a question was asked of: a scope, and how many ``documents`` it took in.

    ``titles`` are those of the documents that it names. ``undated`` and ``unissued`` count the
    documents left out only because nothing is known of their date, and of their issuer.
    ``elsewhere`` tells that no answer was found, and that other documents have one.
    """

    scope: Scope
    titles: tuple[str, ...] = ()
    documents: int = 0
    undated: int = 0
    unissued: int = 0
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Scoped:
    """The ids of the documents that a scope takes in, and what can be told of them."""

    documents: tuple[str, ...]
    asked_of: AskedOf


def year_of(entry: Entry) -> int | None:
    """Return the year of a document's date, None where it has none."""
    found = _YEAR.search(entry.date or "")
    return int(found[0]) if found else None


def _issuer(entry: Entry) -> str:
    return (entry.issuer or "").strip().casefold()
