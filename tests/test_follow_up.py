"""Questions that lean on the conversation, and what they are read as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant, Status
from assistant.follow_up import UNSAID, leans, stand_alone, unsaid

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
        "Where is its headquarters?",
        "And the EU?",
        "And in 2024?",
        "What did this treaty change?",
        "What happened there?",
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
        "But why did NATO act?",
        "And what is the FATF?",
        "Is it true that NATO takes votes?",
        "What is the Accra Initiative and who started it?",
        "How many pillars are there in the UN strategy?",
        "What did NATO say that it would do?",
        "When did Andorra join?",
        "When did NATO adopt its first Strategic Concept?",
        "So-called Islamic State lost which city?",
        "Who hit whom?",
        "In which year was Europol founded?",
        "By whom was the GCTF founded?",
        "In Africa, who fights terrorism?",
        "To what extent is NATO involved?",
        "What is the purpose of NATO?",
        "Tell me more about ISAF",
        "",
    ],
)
def test_these_stand_alone(question: str) -> None:
    assert not leans(question)
    assert stand_alone(question, [STRATEGY]) == question


@pytest.mark.parametrize(
    ("earlier", "question", "read_as"),
    [
        (STRATEGY, "And who adopted it?", "Who adopted the UN Global Counter-Terrorism Strategy?"),
        ("What is Etidal?", "When did it open?", "When did Etidal open?"),
        ("What is Article 5?", "has it ever been used?", "Has Article 5 ever been used?"),
        ("When did NATO take command of ISAF?", "When did it end?", "When did ISAF end?"),
        ("When was NATO Mission Iraq set up?", "Was its scope widened later?", "Was NATO Mission Iraq’s scope widened later?"),
        ("When did NATO take over ISAF?", "And how many troops did it have at its peak?", "How many troops did ISAF have at its peak?"),
        ("How many troops did ISAF have at its peak?", "What about Resolute Support?", "How many troops did Resolute Support have at its peak?"),
        ("How many troops did ISAF have at its peak?", "And Sea Guardian?", "How many troops did Sea Guardian have at its peak?"),
        ("Who are the members of the Quad?", "And of the Five Eyes?", "Who are the members of the Five Eyes?"),
        ("What is Locked Shields?", "Who wins it?", "Who wins Locked Shields?"),
        ("What was Operation Eagle Assist?", "When did the operation end?", "When did Operation Eagle Assist end?"),
        ("What is resolution 1373?", "Who voted for the resolution?", "Who voted for resolution 1373?"),
        ("Which bodies work in South-East Asia?", "What about Africa?", "Which bodies work in Africa?"),
        ("How many attacks did TE-SAT count in 2023?", "And in 2024?", "How many attacks did TE-SAT count in 2024?"),
        ("What did the Warsaw Summit decide?", "What happened there?", "What happened at the Warsaw Summit?"),
        ("Tell me about the Kadi case", "Who decided that?", "Who decided the Kadi case?"),
        ("Who is Tom Goffus?", "What did he do before?", "What did Tom Goffus do before?"),
        ("When did Europol launch its ECTC?", "Where was that?", "Where did Europol launch its ECTC?"),
        ("When was the Coordination Compact signed?", "Why?", "Why was the Coordination Compact signed?"),
        ("When did Sea Guardian begin?", "In which year?", "In which year did Sea Guardian begin?"),
        ("What does the UN do against terrorism?", "And the EU?", "What does the EU do against terrorism?"),
        ("What is NATO's policy?", "And the EU's?", "What is the EU's policy?"),
        ("What is Article 5?", "And Article 4?", "What is Article 4?"),
        ("What is Resolution 1373?", "And 2178?", "What is Resolution 2178?"),
        ("What does UN resolution 1373 demand?", "Who adopted it?", "Who adopted UN resolution 1373?"),
        ("How do NATO and the EU work together?", "When was the latter founded?", "When was the EU founded?"),
        ("How do NATO and the EU work together?", "Which of them is older?", "Which of NATO and the EU is older?"),
        ("What is Eagle Assist?", "Tell me more.", "Tell me more about Eagle Assist"),
        ("When did Sea Guardian begin?", "What is the purpose?", "What is the purpose? (Sea Guardian)"),
        ("What is ISAF?", "And the others?", "The others? (ISAF)"),
        ("Who chairs the tea board?", "How many members has it?", "How many members has the tea board?"),
        ("Who launched Operation Sea Guardian?", "And when?", "When was Operation Sea Guardian launched?"),
        ("When was the first NATO-UN joint declaration signed?", "Who signed that declaration?", "Who signed the NATO-UN joint declaration?"),
        ("Which states left the G5 Sahel?", "When did they leave?", "When did the states that left the G5 Sahel leave?"),
    ],
)  # fmt: skip
def test_what_a_question_leans_on_takes_the_place_of_its_pronoun(
    earlier: str, question: str, read_as: str
) -> None:
    assert stand_alone(question, [earlier]) == read_as


def test_a_person_is_taken_from_the_answer_to_the_question_before() -> None:
    earlier = "Who became NATO's first Special Coordinator for Counter-Terrorism?"
    named = stand_alone("And who appointed him?", [earlier], lambda question: "Tom Goffus")
    assert named == (
        "Who appointed Tom Goffus? (NATO's first Special Coordinator for Counter-Terrorism)"
    )
    unsure = stand_alone("And who appointed him?", [earlier], lambda question: None)
    assert unsure == "Who appointed NATO's first Special Coordinator for Counter-Terrorism?"


@pytest.mark.parametrize(
    ("earlier", "subject"),
    [
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
    assert stand_alone("Where was it based?", history) == "Where was ISAF based?"


def test_a_question_that_has_been_read_as_a_whole_one_is_leant_on() -> None:
    history = ["When did NATO take over ISAF?", "And how many troops did it have at its peak?"]
    read_as = stand_alone("What about Resolute Support?", history)
    assert read_as == "How many troops did Resolute Support have at its peak?"


def test_without_a_conversation_a_leaning_question_stays_as_it_is() -> None:
    assert stand_alone("Who adopted it?", []) == "Who adopted it?"
    assert stand_alone("Who adopted it?", ["And why?"]) == "Who adopted it?"


@pytest.mark.parametrize(
    "question",
    ["And who leads it?", "When was it founded?", "Why?", "Tell me more.", "Who are its members?"],
)
def test_a_question_that_opens_a_conversation_and_names_nothing_is_told_as_such(
    question: str, toy_assistant: Assistant
) -> None:
    assert unsaid(question)
    answer = toy_assistant.ask(question, ["And why?"])
    assert (answer.status, answer.notice) == (Status.NOT_FOUND, UNSAID)
    assert not answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "What about drones?",
        "And the EU?",
        "Do drones find their own targets?",
        "Is it true that the mission ended?",
        "When did NATO found it?",
        "Who led the committee?",
        "In Africa?",
    ],
)
def test_a_question_that_says_what_it_is_about_is_asked(question: str) -> None:
    assert not unsaid(question)


def test_of_a_chosen_document_a_question_need_not_name_it(toy_assistant: Assistant) -> None:
    answer = toy_assistant.ask("When was it founded?", (), [toy_assistant.documents()[0].id])
    assert answer.notice != UNSAID


@pytest.mark.parametrize("empty", ["", "  ", "?", "What is?"])
def test_an_earlier_question_without_a_subject_is_passed_over(empty: str) -> None:
    assert stand_alone("Who adopted it?", [empty]) == "Who adopted it?"
    assert stand_alone("Why?", ["What is NATO?", empty]) == "Why? (NATO)"


@given(st.text(), st.lists(st.text(), max_size=4))
def test_without_a_conversation_any_question_is_kept(question: str, history: list[str]) -> None:
    assert stand_alone(question, history) == question or any(history)
