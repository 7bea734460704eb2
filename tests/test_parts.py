"""Questions that ask two things at once: their parts, and the answers to both."""

from pathlib import Path

import pytest

from assistant import Assistant, Status
from assistant.parts import parts_of

TEXT = (
    "# The tea room\n\nThe tea room is in Porto. The tea room was founded in 1825 by Ana Lopes.\n\n"
    "Green tea takes 2 minutes.\n"
)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Where is ISAF based, and when was it founded?", "Where is ISAF based?", "When was ISAF founded?"),
        ("Who adopted resolution 2178 and when?", "Who adopted resolution 2178?", "When was resolution 2178 adopted?"),
        ("How many states founded NATO, and when?", "How many states founded NATO?", "When was NATO founded?"),
        ("When was Etidal opened, and why?", "When was Etidal opened?", "Why was Etidal opened?"),
        ("When and where was the treaty signed?", "When was the treaty signed?", "Where was the treaty signed?"),
        ("What is Etidal? Who leads it?", "What is Etidal?", "Who leads Etidal?"),
        ("How many soldiers took part, and from which countries?", "How many soldiers took part?", "From which countries: soldiers took part?"),
    ],
)  # fmt: skip
def test_a_question_of_two_parts_is_two_questions(question: str, one: str, other: str) -> None:
    assert parts_of(question) == (one, other)


@pytest.mark.parametrize(
    "question",
    [
        "How do NATO and the EU work together?",
        "When did ISAF begin and end?",
        "Which states signed and which did not?",
        "Which resolutions deal with fighters, and what does each ask?",
        "What did NATO do when it was attacked?",
        "Bees and when",
        "",
    ],
)
def test_a_question_of_one_part_is_not_taken_apart(question: str) -> None:
    assert parts_of(question) is None


@pytest.fixture
def assistant(empty_assistant: Assistant, tmp_path: Path) -> Assistant:
    (tmp_path / "room.md").write_text(TEXT, encoding="utf-8")
    empty_assistant.add([str(tmp_path / "room.md")])
    return empty_assistant


def test_both_parts_are_answered(assistant: Assistant) -> None:
    answer = assistant.ask(
        "When was the tea room founded, and how many minutes does green tea take?"
    )
    assert answer.status is Status.ANSWERED
    words = " ".join(each.text for each in answer.sentences)
    assert "1825" in words
    assert "2 minutes" in words


def test_the_part_that_is_not_answered_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("When was the tea room founded, and where is its train?")
    assert answer.status is Status.PARTIAL
    assert answer.missing == ("where",)
    assert "1825" in answer.sentences[0].text


def test_where_no_part_is_answered_nothing_is(assistant: Assistant) -> None:
    answer = assistant.ask("Where do zebras run, and how many volcanoes has Peru?")
    assert answer.status is Status.NOT_FOUND
    assert answer.sentences == ()


def test_what_answers_both_parts_comes_first(empty_assistant: Assistant, tmp_path: Path) -> None:
    text = (
        "# Clubs\n\nThe Tea Club, the Rail Club and the Sea Club are three clubs.\n\n"
        "Ana Lopes and Rui Sousa created the Tea Club on 3 May 1825.\n\n"
        "The Tea Club met in 1830.\n"
    )
    (tmp_path / "clubs.md").write_text(text, encoding="utf-8")
    empty_assistant.add([str(tmp_path / "clubs.md")])
    answer = empty_assistant.ask("When was the Tea Club founded and by whom?")
    assert answer.sentences[0].text.startswith("Ana Lopes")
