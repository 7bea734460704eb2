"""The list or the table around a quote."""

import pytest

from assistant.layout import adjacent, introduction, items, line_at, list_around, rows
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
