"""Abbreviations and their long forms as index terms: what holds the one holds the other.

They are kept with each document that explains them, and go with it.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sources.abbreviations import abbreviations

from .database import Database
from .synonyms import rare_synonyms
from .words import joined_parts, terms


@dataclass(frozen=True, slots=True)
class Equivalent:
    """An index term, the terms that mean the same when they stand together, and their words."""

    short: str
    long: frozenset[str]
    words: str = ""


def keep_abbreviations(connection: sqlite3.Connection, document: int, text: str) -> None:
    """Keep the abbreviations that the text of a document explains."""
    for short, long in abbreviations(text).items():
        short_terms, long_terms = terms(short), terms(long)
        # Of a short form in two words ("DAT POW") no single term is the abbreviation.
        if short_terms and " " not in short and len(set(long_terms)) > 1:
            connection.execute(
                "INSERT INTO abbreviations VALUES (?, ?, ?, ?, ?)",
                (document, short_terms[-1], long_terms[0], " ".join(long_terms), long),
            )


def fill_abbreviations(connection: sqlite3.Connection, version: int) -> None:
    """Keep the abbreviations of documents that a version before they were kept has added."""
    if version >= 2:
        return
    for row in connection.execute("SELECT number, text FROM documents").fetchall():
        keep_abbreviations(connection, row["number"], row["text"])


def equivalents(database: Database, text: str) -> list[Equivalent]:
    """Return what means the same as words of a text: long and short forms, parts of compounds."""
    asked = sorted(set(terms(text)))
    marks = ",".join("?" * len(asked))
    rows = database.rows(
        "SELECT short, long, min(words) AS words, count(*) AS documents FROM abbreviations "
        f"WHERE short IN ({marks}) OR first IN ({marks}) GROUP BY short, long "
        "ORDER BY documents DESC, long",
        [*asked, *asked],
    )
    kept: dict[str, Equivalent] = {}
    for row in rows:
        long = frozenset(row["long"].split())
        if row["short"] in asked or long <= set(asked):
            # Where documents explain an abbreviation in several ways, most mean the usual one.
            kept.setdefault(row["short"], Equivalent(row["short"], long, row["words"]))
    synonyms = [Equivalent(term, rare_synonyms(term)) for term in asked if rare_synonyms(term)]
    parts = [Equivalent(*each) for each in joined_parts(text).items()]
    return [*kept.values(), *parts, *synonyms]


def with_equivalents(found: Iterable[str], known: Sequence[Equivalent]) -> frozenset[str]:
    """Return some terms and all that mean the same as what is among them."""
    extended = set(found)
    for each in known:
        if each.short in extended:
            extended |= each.long
        elif each.long <= extended:
            extended.add(each.short)
    return frozenset(extended)
