"""Sentences that contradict what a question takes for granted, or admit that it is not known."""

import pytest

from assistant.premises import answering, contradicting, instead, swapped
from assistant.question import Question
from assistant.ranking import rank_sentences
from assistant.status import Beside
from index import Found, terms
from tests.found import found, hit

UNKNOWN = "The sources behind this brief do not say who chairs the GCTF today."
GREY_LIST = "Which states are on the grey list changes, and the sources do not list them."
NOT_IRAQ = "Resolute Support worked in Afghanistan and not in Iraq."
NOT_BOTH = "China is a member of the SCO and not of the CSTO."
NO_SOURCE = "None of the documents behind this brief describes Unified Protector as a raid."
LATER = "The SCO has gained members since 2001, which were not looked up."


def search(question: str, sentence: str) -> Found:
    """Return what is found where a sentence is all there is, each word of the question rare."""
    return found([hit(sentence, [0.8])], **dict.fromkeys(terms(question), 5))


@pytest.mark.parametrize(
    ("question", "sentence", "beside"),
    [
        ("When did NATO invoke Article 5 for the second time?", "NATO invoked Article 5 only once, in 2001.", Beside.DENIAL),
        ("When did NATO invoke Article 5 for the second time?", "NATO invoked Article 5 in 2001.", None),
        ("When did NATO invoke Article 5 for the second time?", "The second ship is the only one.", None),
        ("Has NATO invoked Article 5 three times?", "NATO invoked Article 5 only once, in 2001.", Beside.DENIAL),
        ("What did Resolute Support do in Iraq?", "Resolute Support worked in Afghanistan.", Beside.NEIGHBOUR),
        ("What did Resolute Support do in Iraq?", "Bees hum in Afghanistan.", None),
        ("Which Ally won the vote at NATO?", "There is no vote at NATO: each Ally has to accept.", Beside.DENIAL),
        ("Which Ally won the vote at NATO?", "Each Ally at NATO accepts the vote.", None),
        ("Which Ally speaks at NATO?", "There is no vote at NATO: each Ally speaks.", None),
        ("Who was NATO's coordinator?", "At NATO no coordinator was there before 2023.", Beside.DENIAL),
        ("What did the declaration of 2010 of NATO say?", "The declaration of NATO was signed in 2016.", Beside.NEIGHBOUR),
        ("What did the declaration of 2010 of NATO say?", "The declaration of NATO was long.", None),
        ("Who chairs the GCTF?", UNKNOWN, Beside.ADMISSION),
    ],
)  # fmt: skip
def test_a_sentence_says_something_else_of_what_is_asked(
    question: str, sentence: str, beside: Beside | None
) -> None:
    asked = Question.read(question)
    result = search(question, sentence)
    contrary = contradicting(asked, rank_sentences(asked, result), result.weights)
    assert (contrary[1] if contrary else None) is beside


@pytest.mark.parametrize(
    ("question", "sentence", "beside"),
    [
        ("What did Resolute Support do in Iraq?", NOT_IRAQ, Beside.DENIAL),
        ("Did Resolute Support work in Iraq?", NOT_IRAQ, None),
        ("Who are the members of the CSTO?", NOT_BOTH, None),
        ("What does China do in the CSTO?", NOT_BOTH, Beside.DENIAL),
        ("Who chairs the GCTF today?", UNKNOWN, Beside.ADMISSION),
        ("What is the GCTF?", UNKNOWN, None),
        ("Which states are on the grey list?", GREY_LIST, Beside.ADMISSION),
        ("What are the sources of financing?", GREY_LIST, None),
        ("Why was Unified Protector started?", NO_SOURCE, None),
        ("Which raid was Unified Protector?", NO_SOURCE, Beside.ADMISSION),
        ("Which raid was Eagle Assist?", NO_SOURCE, None),
        (
            "Which raid has the IMCTC made?",
            "The sources name no raid that the IMCTC made.",
            Beside.ADMISSION,
        ),
        ("What is the SCO?", LATER, None),
        ("How many members does the SCO have?", LATER, None),
    ],
)
def test_only_a_quote_on_just_what_is_asked_denies_it_or_admits_not_to_know(
    question: str, sentence: str, beside: Beside | None
) -> None:
    asked = Question.read(question)
    result = search(question, sentence)
    said = instead(asked, rank_sentences(asked, result), result.weights)
    assert (said[1] if said else None) is beside


@pytest.mark.parametrize(
    ("question", "sentence", "kept"),
    [
        ("What is the SCO?", LATER, False),
        ("What is the SCO?", "The SCO is a forum.", True),
        ("Until when does it run?", "It ran to 2025; a later one was not looked up.", False),
        ("When does it end?", "It ran to 2025, and a later end was not looked up.", True),
        ("Is it known who chairs the GCTF?", UNKNOWN, True),
    ],
)
def test_what_only_admits_not_to_know_does_not_answer(
    question: str, sentence: str, kept: bool
) -> None:
    asked = Question.read(question)
    assert bool(answering(asked, rank_sentences(asked, search(question, sentence)))) is kept


@pytest.mark.parametrize(
    ("question", "sentence", "other_way_round"),
    [
        ("Who leads MARCOM?", "MARCOM leads the operation.", True),
        ("Who leads MARCOM?", "An admiral leads MARCOM.", False),
        ("Who leads the operation?", "MARCOM leads the operation.", False),
        ("Who led ISAF?", "ISAF was led by a general.", False),
        ("Who founded NATO?", "NATO, founded by twelve states, has a hub.", False),
        ("Who is the head of MARCOM?", "MARCOM leads the operation.", False),
        ("What leads to terrorism?", "Terrorism leads to war.", False),
    ],
)
def test_what_a_thing_does_is_not_who_does_it(
    question: str, sentence: str, other_way_round: bool
) -> None:
    assert swapped(question, sentence) is other_way_round


def test_where_the_best_sentence_says_what_a_thing_does_others_must_say_who_does_it() -> None:
    text = "MARCOM leads the operation. MARCOM is near London. An admiral leads MARCOM."
    result = found([hit(text, [1.0, 0.5, 0.2])], marcom=5, lead=5)
    asked = Question.read("Who leads MARCOM?")
    ranked = rank_sentences(asked, result)
    assert ranked[0].text == "MARCOM leads the operation."
    assert [each.text for each in answering(asked, ranked)] == ["An admiral leads MARCOM."]
