"""Which documents of a library a scope takes in, and how that is said."""

import pytest

from assistant import Entry, Scope
from assistant.scope import year_of


def entry(id: str, issuer: str | None = None, date: str | None = None) -> Entry:
    return Entry(id, f"Title {id}", f"{id}.txt", "text/plain", None, 1, 9, "2026", issuer, date)


LIBRARY = [
    entry("a", "NATO", "2010-05-17"),
    entry("b", "nato ", "2020"),
    entry("c", "United Nations", "2015-09"),
    entry("d", "NATO"),
    entry("e", None, "2012"),
    entry("f"),
]


def test_a_scope_without_bounds_takes_in_all() -> None:
    assert not Scope().bounded
    assert Scope().among(LIBRARY).documents == tuple("abcdef")


@pytest.mark.parametrize(
    ("scope", "taken", "undated", "unissued"),
    [
        (Scope(("a", "f", "gone")), ("a", "f"), 0, 0),
        (Scope(issuers=(" Nato",)), ("a", "b", "d"), 0, 2),
        (Scope(issuers=("NATO", "united nations")), ("a", "b", "c", "d"), 0, 2),
        (Scope(first_year=2012), ("b", "c", "e"), 2, 0),
        (Scope(last_year=2012), ("a", "e"), 2, 0),
        (Scope(first_year=2015, last_year=2015), ("c",), 2, 0),
        (Scope(issuers=("NATO",), first_year=2015), ("b",), 1, 0),
        (Scope(issuers=("NATO",), first_year=2010, last_year=2014), ("a",), 1, 1),
        (Scope(("a", "d"), ("NATO",), 2000, 2030), ("a",), 1, 0),
        (Scope(first_year=2030, last_year=2000), (), 2, 0),
        (Scope(("gone",)), (), 0, 0),
    ],
)
def test_a_scope_takes_in_what_all_its_parts_allow_and_counts_what_it_cannot_judge(
    scope: Scope, taken: tuple[str, ...], undated: int, unissued: int
) -> None:
    scoped = scope.among(LIBRARY)
    assert scoped.documents == taken
    assert scoped.asked_of.documents == len(taken)
    assert (scoped.asked_of.undated, scoped.asked_of.unissued) == (undated, unissued)


def test_nothing_of_an_empty_library_is_taken_in() -> None:
    assert Scope(("a",), ("NATO",), 1949, 2026).among([]).documents == ()


@pytest.mark.parametrize(
    ("date", "year"),
    [("2024-05-31", 2024), ("May 2024", 2024), ("31/12/1999", 1999), ("", None), (None, None),
     ("undated", None), ("No. 120244", None)],
)  # fmt: skip
def test_the_year_of_a_document_is_the_one_in_its_date(date: str | None, year: int | None) -> None:
    assert year_of(entry("a", date=date)) == year
