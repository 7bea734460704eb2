"""Rows of tables: what is above them belongs to them, and one row is not another."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant, Settings, Status
from assistant.demands import may_answer
from assistant.question import Question
from assistant.ranking import lacks_number
from assistant.rows import about_another, header_of
from tests.found import found, hit, quotes, ranked

TABLE = "Country | Troops | Year\nItaly | 900 | 2018\nItaly | 800 | 2019\nSpain | 350 | 2019"


def test_the_header_of_a_row_is_the_first_row_of_its_table() -> None:
    rows = hit(f"Troops were sent.\n{TABLE}\nThat was all.", [0.1] * 6)
    assert header_of(rows, 2) == header_of(rows, 4) == "Country | Troops | Year"
    assert header_of(rows, 0) == header_of(rows, 1) == header_of(rows, 5) == ""


def test_the_header_of_a_passage_that_begins_in_a_table_stands_in_its_context() -> None:
    made = hit("Italy | 800\nSpain | 350", [0.1] * 2, context="Troops › Country | Troops")
    rows = replace(made, passage=replace(made.passage, section=None))
    assert header_of(rows, 0) == header_of(rows, 1) == "Country | Troops"


def test_a_title_with_a_bar_is_no_header() -> None:
    rows = hit("Country | Troops\nSpain | 350", [0.1] * 2, context="Troops | NATO")
    assert header_of(rows, 1) == "Country | Troops"


def test_a_row_is_found_by_the_words_of_its_header() -> None:
    best, *_ = ranked("How many troops did Spain send in 2019?", hit(TABLE, [0.1] * 4))
    assert best.text == "Spain | 350 | 2019"
    assert {"countri", "troop", "year"} <= best.window


def test_a_number_in_the_header_is_the_rows_own_too() -> None:
    rows = hit("Country | 2018 | 2019\nItaly | 900 | 800", [0.1] * 2)
    assert not lacks_number(Question.read("How many troops did Italy send in 2018?"), rows, 1)
    assert lacks_number(Question.read("How many troops did Italy send in 2017?"), rows, 1)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("How many troops did Italy send in 2019?", {"Italy | 800 | 2019"}),
        ("How many troops did Italy send?", {"Italy | 900 | 2018", "Italy | 800 | 2019"}),
        (
            "How many troops did Italy and Spain send in 2019?",
            {"Italy | 800 | 2019", "Spain | 350 | 2019"},
        ),
    ],
)
def test_a_row_that_lacks_a_name_or_year_that_another_has_is_not_meant(
    question: str, meant: set[str]
) -> None:
    rows = hit(TABLE, [0.1] * 4)
    lines = TABLE.splitlines()
    asked, result = Question.read(question), found([rows])
    left = {lines[n] for n in range(1, 4) if not about_another(asked, result, rows, n)}
    assert left == meant


def test_what_the_header_names_each_row_has() -> None:
    rows = hit(
        "What | Dialogue | Initiative\nBegan in | 1994 | 2004\nThe Initiative | x | y", [0.1] * 3
    )
    asked = Question.read("When did the Initiative begin?")
    assert not about_another(asked, found([rows]), rows, 1)


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("How many troops did Italy send in 2019?", True),
        ("Which country sent the most troops?", False),
        ("What was the total of troops in 2019?", False),
        ("How many countries sent troops in 2019?", False),
        ("Which country sent at least 800 troops?", True),
    ],
)
def test_a_row_does_not_tell_what_must_be_reckoned_from_many(question: str, right: bool) -> None:
    assert may_answer(Question.read(question), hit(TABLE, [0.1] * 4), 2) is right


@pytest.mark.parametrize("number", ["twelve", "1200", "1,200", "2019"])
def test_a_row_counts_in_words_and_numbers_that_look_like_years_too(number: str) -> None:
    rows = hit(f"Year | Countries\n2019 | {number}", [0.1] * 2)
    assert may_answer(Question.read("How many countries were there in 2019?"), rows, 1)


def test_a_row_tells_the_total_where_its_header_names_it() -> None:
    rows = hit("Year | Total of troops\n2019 | 2350", [0.1] * 2)
    assert may_answer(Question.read("What was the total of troops in 2019?"), rows, 1)


def test_the_row_meant_is_quoted_without_those_beside_it() -> None:
    rows = hit(TABLE, [0.5, 0.5, 0.5, 0.5])
    assert quotes("How many troops did Italy send in 2019?", rows) == ["Italy | 800 | 2019"]


COUNTRIES = "Albania Belgium Canada Denmark Estonia France Greece Hungary Italy Latvia".split()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A library of one long table."""
    folder: Path = tmp_path_factory.mktemp("table")
    lines = [
        f"{country},{year},{100 * place + year - 2000},Col. {country[:3]}ov"
        for year in range(2003, 2015)
        for place, country in enumerate(COUNTRIES, start=2)
    ]
    table = folder / "Contributions.csv"
    table.write_text("Country,Year,Troops deployed,Commander\n" + "\n".join(lines) + "\n")
    with closing(Assistant.open(Settings(folder / "home"))) as assistant:
        assert assistant.add([str(table)])[0].outcome == "added"
        yield assistant


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("How many troops did Denmark deploy in 2009?", "Denmark | 2009 | 509 | Col. Denov"),
        ("Who was the commander of Hungary's troops in 2011?", "Hungary | 2011 | 911 | Col. Hunov"),
        ("How many troops were deployed by Greece in 2004?", "Greece | 2004 | 804 | Col. Greov"),
    ],
)
def test_a_row_far_down_a_long_table_answers_with_its_header(
    library: Assistant, question: str, row: str
) -> None:
    answer = library.ask(question)
    assert answer.status is Status.ANSWERED
    assert {each.quote for each in answer.citations} == {
        row,
        "Country | Year | Troops deployed | Commander",
    }


@pytest.mark.parametrize(
    "question",
    ["How many troops did Japan deploy in 2009?", "How many troops did Denmark deploy in 2021?"],
)
def test_a_table_without_the_row_asked_for_does_not_answer(
    library: Assistant, question: str
) -> None:
    assert library.ask(question).status is Status.NOT_FOUND
