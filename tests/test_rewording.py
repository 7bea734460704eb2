"""Questions in other words that ask the same."""

import pytest

from assistant.question import Question
from assistant.question_kinds import Form
from assistant.rewording import reworded, well_typed


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Who are the members of the Quad?", "Which are the members of the Quad?"),
        ("who were the founding members of NATO?", "Which were the founding members of NATO?"),
        ("Who are its partners?", "Which are its partners?"),
        ("Who are the generals of NATO?", "Who are the generals of NATO?"),
        ("Who is a member of the Quad?", "Who is a member of the Quad?"),
    ],
)
def test_who_the_members_are_is_which_they_are(question: str, read: str) -> None:
    assert reworded(question) == read


def test_members_are_a_list() -> None:
    assert Question.read(reworded("Who are the members of the Quad?")).form is Form.LIST


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("waht is teh FATF?", "what is the FATF?"),
        ("Whats the FATF?", "What is the FATF?"),
        ("who’s in it", "who is in it"),
        ("Hwo many members has NATO?", "How many members has NATO?"),
        ("Where is Wen Jiabao?", "Where is Wen Jiabao?"),
        ("Wen Jiabao visited whom?", "Wen Jiabao visited whom?"),
        ("Whose is it?", "Whose is it?"),
        ("What is HTE?", "What is HTE?"),
    ],
)
def test_the_commonest_words_are_read_as_they_are_spelt(question: str, read: str) -> None:
    assert well_typed(question) == read


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("What did NATO do after 9/11?", "What did NATO do after 11 September 2001?"),
        ("What did the 9/11 Commission say?", "What did the 9/11 Commission say?"),
        ("Who is of 9/11 Commission rank?", "Who is of 9/11 Commission rank?"),
        ("What happened on 9/11/2004?", "What happened on 9/11/2004?"),
    ],
)
def test_a_day_that_is_known_by_its_numbers_is_read_as_a_date(question: str, read: str) -> None:
    assert reworded(question) == read


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("How many Allies does NATO have now?", "How many members does NATO have now?"),
        ("How many NATO allies are there?", "How many NATO members are there?"),
        ("How many Allies sent ships?", "How many Allies sent ships?"),
    ],
)
def test_allies_that_are_counted_are_members(question: str, read: str) -> None:
    assert reworded(question) == read
