"""The tables of the library's database, version by version."""

import sqlite3
from collections.abc import Callable, Sequence

# Fills what an older library lacks, given its version; runs within the migration.
Upgrade = Callable[[sqlite3.Connection, int], None]

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE changes (number INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL);
CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    media_type TEXT NOT NULL,
    issuer TEXT,
    date TEXT,
    added_at TEXT NOT NULL,
    pages INTEGER,
    passages INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    -- The large columns come last: what stands behind them is reached by reading through them.
    page_starts TEXT NOT NULL,
    headings TEXT NOT NULL,
    notes TEXT NOT NULL,
    text TEXT NOT NULL
);
-- AUTOINCREMENT: a reused id would point an old vector at new text.
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    change INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    section TEXT,
    page INTEGER,
    context TEXT NOT NULL,
    text TEXT NOT NULL,
    sentences TEXT NOT NULL,
    vector BLOB NOT NULL,
    sentence_vectors BLOB NOT NULL
);
CREATE INDEX passages_by_document ON passages (document);
CREATE INDEX passages_by_change ON passages (change);
CREATE TABLE removed (passage INTEGER PRIMARY KEY, change INTEGER NOT NULL);
CREATE INDEX removed_by_change ON removed (change);
CREATE VIRTUAL TABLE words USING fts5 (context, body, tokenize = "unicode61", detail = "column");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
"""
# The index terms of an abbreviation, of its long form and the first of these.
_ABBREVIATIONS = """
CREATE TABLE abbreviations (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    short TEXT NOT NULL,
    first TEXT NOT NULL,
    long TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX abbreviations_by_document ON abbreviations (document);
CREATE INDEX abbreviations_by_short ON abbreviations (short);
CREATE INDEX abbreviations_by_first ON abbreviations (first);
"""
# What is known of a document besides what is searched: where it came from and how it was read.
_PROVENANCE = """
CREATE TABLE provenance (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
    language TEXT,
    address TEXT,
    fetched_at TEXT,
    report TEXT NOT NULL
);
"""
# What a person says of a document in the place of what its file says; NULL is what the file says.
_EDITS = """
CREATE TABLE edits (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
    title TEXT,
    issuer TEXT,
    date TEXT,
    language TEXT
);
CREATE INDEX provenance_by_address ON provenance (address);
"""
# Which document took the place of one that is gone, and when; forgotten when it goes itself.
_REPLACED = """
CREATE TABLE replaced (
    id TEXT PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    replaced_at TEXT NOT NULL
);
CREATE INDEX replaced_by_document ON replaced (document);
"""
# What the file calls its pages, as JSON; NULL until a document of an older library is read again.
_PAGE_LABELS = """
ALTER TABLE provenance ADD COLUMN page_labels TEXT;
"""
# What a site calls the version of a document that was fetched.
_VERSIONS = """
ALTER TABLE provenance ADD COLUMN etag TEXT;
ALTER TABLE provenance ADD COLUMN modified TEXT;
"""
# The statements that make of version n a library of version n + 1.
_STEPS: Sequence[str] = (
    _TABLES,
    _ABBREVIATIONS,
    _PROVENANCE,
    _EDITS,
    _REPLACED,
    _PAGE_LABELS,
    _VERSIONS,
)
VERSION = len(_STEPS)


def version(connection: sqlite3.Connection) -> int:
    """Return the version of the program's tables in a database, 0 where there are none."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def bring_up_to_date(connection: sqlite3.Connection, upgrade: Upgrade) -> None:
    """Make the tables that a database lacks, within a transaction that the caller began."""
    present = version(connection)
    for statement in "".join(_STEPS[present:]).split(";\n"):
        connection.execute(statement)
    if 0 < present < VERSION:
        upgrade(connection, present)
    connection.execute(f"PRAGMA user_version = {max(present, VERSION)}")
