"""Questions that lean on the conversation, and what they are read as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.follow_up import leans, stand_alone

STRATEGY = "What is the UN Global Counter-Terrorism Strategy?"


@pytest.mark.parametrize(
    "question",
    [
        "And who adopted it?",
        "What about Spain?",
        "How about the others?",
        "When was it signed?",
        "Who leads them?",
        "Why?",
        "How many?",
        "  when ?",
        "Who signed this?",
        "What came after that",
        "Is that one still in force?",
        "But why did NATO act?",
        "Where is its headquarters?",
    ],
)
def test_these_lean_on_the_question_before(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    [
        STRATEGY,
        "Who adopted resolution 1373?",
        "Which countries border the Black Sea?",
        "How many countries are members of NATO?",
        "What did this treaty change?",
        "When did Andorra join?",
        "When did NATO adopt its first Strategic Concept?",
        "So-called Islamic State lost which city?",
        "Who hit whom?",
        "",
    ],
)
def test_these_stand_alone(question: str) -> None:
    assert not leans(question)
    assert stand_alone(question, [STRATEGY]) == question


def test_a_leaning_question_gets_the_subject_of_the_one_before() -> None:
    assert stand_alone("And who adopted it?", [STRATEGY]) == (
        "And who adopted it? (the UN Global Counter-Terrorism Strategy)"
    )


@pytest.mark.parametrize(
    ("earlier", "subject"),
    [
        ("When was Operation Active Endeavour launched?", "Operation Active Endeavour launched"),
        ("How many Allies are there?", "Allies are there"),
        ("Article 5", "Article 5"),
        ("Tell me about ISAF.", "Tell me about ISAF"),
        ("  who is the Secretary General ?! ", "the Secretary General"),
    ],
)
def test_the_subject_is_the_question_without_its_question_words(earlier: str, subject: str) -> None:
    assert stand_alone("Why?", [earlier]) == f"Why? ({subject})"


def test_the_last_question_that_stands_alone_counts() -> None:
    history = ["What is NATO?", "What is ISAF?", "Who led it?", "And when?"]
    assert stand_alone("Where was it?", history) == "Where was it? (ISAF)"


def test_without_a_conversation_a_leaning_question_stays_as_it_is() -> None:
    assert stand_alone("Who adopted it?", []) == "Who adopted it?"
    assert stand_alone("Who adopted it?", ["And why?"]) == "Who adopted it?"


@pytest.mark.parametrize("empty", ["", "  ", "?", "What is?"])
def test_an_earlier_question_without_a_subject_is_passed_over(empty: str) -> None:
    assert stand_alone("Who adopted it?", [empty]) == "Who adopted it?"
    assert stand_alone("Why?", ["What is NATO?", empty]) == "Why? (NATO)"


@given(st.text(), st.lists(st.text(), max_size=4))
def test_the_words_of_a_question_are_kept(question: str, history: list[str]) -> None:
    read_as = stand_alone(question, history)
    assert read_as == question or read_as.startswith(f"{question.strip()} (")
