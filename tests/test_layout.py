"""The list or the table around a quote."""

import pytest

from assistant.layout import (
    adjacent,
    goes_on,
    introduced_list,
    introduction,
    items,
    line_at,
    list_around,
    rows,
    skips,
)
from sources import Span

LIST = "Tea comes as:\n• leaves;\n• powder.\nBees hum.\n1. First.\n2. Second."
NESTED = "1. States agree to:\n(a) speak;\n(b) listen.\n2. They meet."
TABLE = "Teas of the world.\nTea | Colour\nGreen tea | pale\nBlack tea | dark\nBees hum."


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def words(text: str, span: Span | None) -> str | None:
    return span and text[slice(*span)]


def test_a_list_item_is_introduced_by_the_line_with_a_colon_above_its_list() -> None:
    assert words(LIST, introduction(LIST, at(LIST, "powder"))) == "Tea comes as:"
    assert words(NESTED, introduction(NESTED, at(NESTED, "listen"))) == "1. States agree to:"


@pytest.mark.parametrize("place", ["Bees hum", "Second", "Tea comes"])
def test_what_no_line_introduces_has_no_introduction(place: str) -> None:
    assert introduction(LIST, at(LIST, place)) is None


def test_a_row_is_introduced_by_its_header_and_the_header_by_nothing() -> None:
    assert words(TABLE, introduction(TABLE, at(TABLE, "dark"))) == "Tea | Colour"
    assert introduction(TABLE, at(TABLE, "Colour")) is None


def test_an_introducing_line_has_its_items_and_another_line_has_none() -> None:
    assert words(LIST, items(LIST, line_at(LIST, 0))) == "leaves;\n• powder."
    assert items(LIST, line_at(LIST, LIST.index("Bees"))) is None
    assert words(NESTED, items(NESTED, line_at(NESTED, 0))) == "(a) speak;\n(b) listen."


def test_the_list_around_an_item_holds_its_neighbours() -> None:
    assert words(LIST, list_around(LIST, at(LIST, "powder"))) == "leaves;\n• powder."
    assert words(LIST, list_around(LIST, at(LIST, "Second"))) == "1. First.\n2. Second."
    assert list_around(LIST, at(LIST, "Bees")) is None


def test_a_list_of_a_page_is_not_taken_whole() -> None:
    long = "Teas:\n" + "\n".join(f"• tea {number}" for number in range(40))
    assert list_around(long, at(long, "tea 7")) is None
    assert items(long, line_at(long, 0)) is None


def test_the_rows_of_a_table_are_taken_with_their_header() -> None:
    whole = "Tea | Colour\nGreen tea | pale\nBlack tea | dark"
    assert words(TABLE, rows(TABLE, at(TABLE, "pale"))) == whole
    assert rows(TABLE, at(TABLE, "Bees")) is None


def test_only_marks_and_spaces_stand_between_adjacent_spans() -> None:
    assert adjacent(LIST, at(LIST, "leaves;"), at(LIST, "powder."))
    assert not adjacent(LIST, at(LIST, "leaves;"), at(LIST, "Bees"))


@pytest.mark.parametrize("place", ["Tea comes", "leaves", "powder"])
def test_a_list_is_taken_with_the_line_that_introduces_it(place: str) -> None:
    assert (
        words(LIST, introduced_list(LIST, at(LIST, place))) == "Tea comes as:\n• leaves;\n• powder."
    )


@pytest.mark.parametrize("place", ["Bees hum", "Second"])
def test_what_stands_in_no_introduced_list_has_none(place: str) -> None:
    assert introduced_list(LIST, at(LIST, place)) is None


@pytest.mark.parametrize(
    ("text", "quote", "above", "on"),
    [
        (LIST, "Tea comes as:\n• leaves;", None, True),
        (LIST, "Tea comes as:", None, True),
        (LIST, "Tea comes as:\n• leaves;\n• powder.", None, False),
        (LIST, "leaves;", "Tea comes as:", True),
        (LIST, "leaves;", None, False),
        (LIST, "powder.", "Tea comes as:", False),
        (LIST, "Bees hum.", None, False),
        (NESTED, "1. States agree to:\n(a) speak;", None, True),
        (NESTED, "1. States agree to:\n(a) speak;\n(b) listen.", None, False),
    ],
)
def test_a_list_goes_on_behind_a_quote_that_promises_it(
    text: str, quote: str, above: str | None, on: bool
) -> None:
    assert goes_on(text, at(text, quote), at(text, above) if above else None) is on


def test_what_stands_between_an_item_and_the_line_above_is_skipped() -> None:
    assert skips(LIST, at(LIST, "Tea comes as:"), at(LIST, "powder."))
    assert not skips(LIST, at(LIST, "Tea comes as:"), at(LIST, "leaves;"))
    assert not skips(NESTED, at(NESTED, "1. States agree to:"), at(NESTED, "speak"))
