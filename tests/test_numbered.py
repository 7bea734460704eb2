"""Things that go by a number: which a text names, and which numbers are therefore no dates."""

import pytest

from assistant.numbered import Thing, thing_asked, things_in, without_names
from assistant.question import Question
from assistant.question_kinds import Kind, words_of_kind, words_that_answer


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Resolution 1373 of 2001", [("resolution", "1373")]),
        ("Directive (EU) 2017/541 applies", [("directive", "2017/541")]),
        ("resolutions 1970 and 1973 of 2011", [("resolution", "1970"), ("resolution", "1973")]),
        ("resolutions 1373 and 2 October", [("resolution", "1373")]),
        ("Articles 4, 5 and 6", [("article", "4"), ("article", "5"), ("article", "6")]),
        ("the resolution of 2014", []),
        ("a directive 12 March 2001", []),
    ],
)
def test_the_things_that_a_text_names_by_number_are_found(
    text: str, things: list[tuple[str, str]]
) -> None:
    assert [thing for thing, _ in things_in(text)] == [Thing(*each) for each in things]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Directive 2017/541 takes in resolution 1624.", []),
        ("Decision 2002/475/JHA was replaced in 2017.", ["2017"]),
        ("A/RES/60/288 is of 8 September 2006.", ["8 September 2006"]),
        ("TE-SAT 2024 counted the attacks of 2023.", ["2023"]),
        ("The Human Rights Act 1998 came in 2000.", ["1998", "2000"]),
        ("The season of 2001/02 and that of 2003.", ["2001", "2003"]),
    ],
)
def test_a_number_in_a_name_is_no_date(text: str, dates: list[str]) -> None:
    assert [text[slice(*span)] for span in words_of_kind(Kind.WHEN, text)] == dates


def test_a_number_in_a_name_is_no_count() -> None:
    assert not list(words_of_kind(Kind.HOW_MANY, "Article 5 and resolution 1373 apply."))


def test_a_text_keeps_its_length_without_the_names() -> None:
    text = "Under resolutions 1267 and 1373 of 2001"
    assert len(without_names(text)) == len(text)


def test_the_number_of_a_resolution_is_no_year_of_a_question() -> None:
    asked = Question.read("When was resolution 1267 adopted, in 1999?")
    assert (asked.years, asked.numbers) == ({"1999"}, {"1267"})
    assert asked.things == {Thing("resolution", "1267")}


def test_a_date_of_another_resolution_does_not_answer() -> None:
    question = "When was resolution 2178 adopted?"
    text = "Resolution 2178 of 24 September 2014 takes up resolution 1373 of 2001."
    (span,) = words_that_answer(Kind.WHEN, question, text)
    assert text[slice(*span)] == "24 September 2014"


def test_what_a_question_asks_for_by_number_is_known() -> None:
    assert thing_asked("Which Security Council resolution created it?") == "resolution"
    assert thing_asked("When was resolution 1267 adopted?") is None
