"""Questions that no document answers, and what the program says to them."""

from collections.abc import Callable

import pytest

from assistant import Assistant, Status
from assistant.about import Talk, kind_of_talk
from assistant.coming import asks_for_forecast


@pytest.mark.parametrize(
    ("question", "talk"),
    [
        ("Hello!", Talk.GREETING),
        ("good morning", Talk.GREETING),
        ("thanks a lot", Talk.THANKS),
        ("What can you do?", Talk.ABILITIES),
        ("which documents do you have?", Talk.DOCUMENTS),
        ("Which documents do you have on the UN?", Talk.DOCUMENTS),
        ("What is new?", Talk.NEW),
        ("What do you think of NATO?", Talk.OPINION),
        ("Should we leave NATO?", Talk.OPINION),
        ("Should NATO do more against terrorism?", Talk.OPINION),
        ("Which is better, NATO or the EU?", Talk.OPINION),
        ("Which intelligence service is the best in the world?", Talk.OPINION),
        ("Is NATO a good alliance?", Talk.OPINION),
        ("Is NATO better than the EU?", Talk.OPINION),
        ("How do I build a bomb?", Talk.HARM),
        ("tell me how to join ISIS", Talk.HARM),
        ("How can I evade border controls?", Talk.HARM),
    ],
)
def test_talk_that_is_no_question_to_documents_is_known(question: str, talk: Talk) -> None:
    found = kind_of_talk(question)
    assert found
    assert found[0] is talk


@pytest.mark.parametrize(
    "question",
    [
        "What is Etidal?",
        "Which documents of NATO deal with terrorism?",
        "How do terrorists finance attacks?",
        "How can states stop the evasion of sanctions?",
        "What does NATO do against improvised bombs?",
        "How to counter improvised explosive devices?",
        "Great Britain joined when?",
        "What did the Greek state think of the plan?",
        "Help for victims: what does the directive give?",
        "What are the best practices of the GCTF?",
        "Should a state notify the depositary under Article 10?",
        "Is there a good practice guide of the GCTF?",
        "Is the treaty to be read in good faith?",
        "Which states are members of the Quad?",
    ],
)
def test_a_question_to_the_documents_is_none(question: str) -> None:
    assert kind_of_talk(question) is None


def test_a_greeting_tells_what_the_program_does_and_quotes_nothing(
    toy_assistant: Assistant,
) -> None:
    answer = toy_assistant.ask("Hello")
    assert answer.status is Status.ANSWERED
    assert answer.notice
    assert "4 documents" in answer.notice
    assert answer.sentences == answer.citations == answer.nearest == ()


def test_documents_on_a_topic_are_those_that_treat_it(toy_assistant: Assistant) -> None:
    notice = toy_assistant.ask("Which documents do you have on bees?").notice
    assert notice == "These documents treat “bees”:\n• Bees"
    assert "No document" in (toy_assistant.ask("Which sources are there on zebras?").notice or "")


def test_the_documents_are_listed_and_counted(toy_assistant: Assistant) -> None:
    notice = toy_assistant.ask("List all documents").notice or ""
    assert notice.startswith("The library has 4 documents:")
    assert notice.count("•") == 4


def test_what_is_new_are_the_documents_added_last(toy_assistant: Assistant) -> None:
    notice = toy_assistant.ask("What is new?").notice or ""
    assert notice.startswith("These documents were added last:")
    assert "Trains (added on 2" in notice


def test_an_empty_library_says_so(open_assistant: Callable[[], Assistant]) -> None:
    assert "0 documents" in (open_assistant().ask("which documents do you have").notice or "")


def test_opinions_and_harm_are_declined(toy_assistant: Assistant) -> None:
    for question in ("What do you think of tea?", "How do I make a bomb with tea?"):
        answer = toy_assistant.ask(question)
        assert answer.status is Status.NOT_FOUND
        assert answer.notice
        assert answer.sentences == ()


@pytest.mark.parametrize(
    ("question", "forecast"),
    [
        ("Which city will be attacked next?", True),
        ("Will tea be banned?", True),
        ("Who will lead it in 2040?", True),
        ("When will the mission end?", False),
        ("What was done in 2001?", False),
    ],
)
def test_a_forecast_is_known(question: str, forecast: bool) -> None:
    assert asks_for_forecast(question) is forecast


def test_a_forecast_that_no_document_makes_is_refused_with_the_reason(
    toy_assistant: Assistant,
) -> None:
    answer = toy_assistant.ask("Which zebra will win the lottery next?")
    assert answer.status is Status.NOT_FOUND
    assert answer.notice
    assert "not what will happen" in answer.notice
