"""Official documents on the subject that can be added, each with the address it is fetched from.

The program brings their addresses only; nothing is fetched before a person asks for it.
"""

import difflib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from .document import Document
from .errors import UnknownDocument
from .load import title_from_name

_FILE = Path(__file__).with_name("catalogue.toml")
_ALL = "all"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A document of the catalogue.

    ``name`` is what a person types for it, ``what`` says in one line what it is. ``date`` is a
    year, month or day in ISO 8601, None where the issuer shows none.
    """

    name: str
    title: str
    issuer: str
    date: str | None
    address: str
    subjects: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Documents that can be fetched, in the order in which they are shown."""

    entries: tuple[CatalogueEntry, ...] = ()

    def matching(self, words: Sequence[str]) -> list[CatalogueEntry]:
        """Return the entries that hold all of some words, or parts of words, in what they say."""
        wanted = [word.casefold() for word in words]
        return [each for each in self.entries if all(word in _said(each) for word in wanted)]

    def named(self, names: Sequence[str]) -> list[CatalogueEntry]:
        """Return the entries of some names, none twice; "all" stands for every one.

        Raises UnknownDocument, which tells the names that are near.
        """
        known = {each.name: each for each in self.entries}
        wanted = list(dict.fromkeys(name.strip().casefold() for name in names))
        if _ALL in wanted:
            wanted = [*known, *(name for name in wanted if name not in known and name != _ALL)]
        for name in wanted:
            if name not in known:
                raise _unknown(name, list(known))
        return [known[name] for name in wanted]

    def described(self, document: Document, file_name: str) -> Document:
        """Return a document with what is said here of its address where its file says nothing.

        A title made of the file's name counts as nothing.
        """
        entry = next((each for each in self.entries if each.address == document.address), None)
        if entry is None:
            return document
        untitled = document.title == title_from_name(file_name)
        return replace(
            document,
            title=entry.title if untitled else document.title,
            issuer=document.issuer or entry.issuer,
            date=document.date or entry.date,
        )


@cache
def official_documents() -> Catalogue:
    """Return the catalogue that comes with the program."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Catalogue(tuple(_entry(name, table) for name, table in tables.items()))


def _entry(name: str, table: dict[str, str | list[str]]) -> CatalogueEntry:
    title, issuer, address, what = (
        str(table[key]) for key in ("title", "issuer", "address", "what")
    )
    date = str(table["date"]) if "date" in table else None
    return CatalogueEntry(name, title, issuer, date, address, tuple(table["subjects"]), what)


def _said(entry: CatalogueEntry) -> str:
    parts = (entry.name, entry.title, entry.issuer, entry.date or "", *entry.subjects, entry.what)
    return "\n".join(parts).casefold()


def _unknown(name: str, known: Sequence[str]) -> UnknownDocument:
    near = difflib.get_close_matches(name, known) or [each for each in known if name in each][:3]
    meant = f" Did you mean {' or '.join(near)}?" if near and name else ""
    return UnknownDocument(
        f"{name!r} is not in the catalogue.{meant} See all names with: alliance catalogue"
    )
