"""Confidence: a probability that rises with what speaks for an answer, and the signals it rests on."""

from dataclasses import astuple, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.confidence import ENOUGH, ReadSignals, Signals, confidence, signals_of
from assistant.question import Question
from assistant.ranking import rank_sentences
from index import terms
from tests.found import found, hit

NEUTRAL = Signals(0.5, 0.5, 0.5, 0, 0, 0, 0, 0, 1)
SHARES = st.floats(0, 1)
FOR = ("similarity", "in_window", "in_passage", "in_kind")


def signals(question: str, text: str, **known: str) -> Signals:
    asked = Question.read(question)
    result = found([hit(text, [0.6], **known)], **dict.fromkeys(terms(question), 5))
    made = signals_of(asked, result, rank_sentences(asked, result))
    assert made
    return made


def test_nothing_found_is_no_answer() -> None:
    assert signals_of(Question.read("tea"), found([]), []) is None
    assert confidence(None) == 0


@given(st.tuples(*[SHARES] * len(fields(Signals))))
def test_confidence_is_a_probability(values: tuple[float, ...]) -> None:
    assert 0 < confidence(Signals(*values)) < 1


@pytest.mark.parametrize("name", [field.name for field in fields(Signals)])
def test_confidence_rises_with_what_speaks_for_an_answer_and_falls_with_the_rest(name: str) -> None:
    low, high = (confidence(replace(NEUTRAL, **{name: value})) for value in (0.1, 0.9))
    assert (low < high) == (name in FOR)


@pytest.mark.parametrize("name", ["similarity", "reader_passage", "reader_sentence"])
def test_with_a_reader_confidence_rises_with_what_it_says(name: str) -> None:
    neutral = ReadSignals(*astuple(NEUTRAL), 0, 0)
    low, high = (confidence(replace(neutral, **{name: value})) for value in (-1, 1))
    assert low < high


@given(st.tuples(*[SHARES] * len(fields(Signals))), st.floats(-20, 20), st.floats(-20, 20))
def test_with_a_reader_confidence_is_a_probability(
    values: tuple[float, ...], passage: float, sentence: float
) -> None:
    assert 0 <= confidence(ReadSignals(*values, passage, sentence)) <= 1


def test_the_same_words_and_meaning_are_enough_and_neither_is_not() -> None:
    assert confidence(Signals(0.9, 1, 1, 0, 0, 0, 0, 0, 1)) > 0.85
    assert confidence(Signals(0.1, 0.1, 0.1, 0, 0.3, 0.3, 0.3, 0, 0)) < 0.05
    assert 0.05 < ENOUGH < 0.95


def test_a_year_or_a_repetition_that_the_sentence_lacks_is_seen() -> None:
    question = "When did the hive swarm for the second time in 1987?"
    assert astuple(signals(question, "The hive swarmed in 1990."))[3:8:4] == (1, 1)
    assert astuple(signals(question, "In 1987 the second swarm came."))[3:8:4] == (0, 0)


def test_a_year_in_the_title_counts() -> None:
    assert (
        signals("What was said in 1987?", "Bees hum.", context="Report of 1987").year_missing == 0
    )


def test_names_that_the_sentence_and_its_passage_lack_are_weighed() -> None:
    made = signals("Does the hive stand in Spain?", "The hive stands in Peru.")
    assert made.names_not_in_window == made.names_not_in_passage > 0.2
    assert signals("Does it stand in Peru?", "It stands in Peru.").names_not_in_window == 0


def test_the_kind_of_word_asked_for_is_seen() -> None:
    assert signals("When did bees come?", "Bees came in 1990.").in_kind == 1
    assert signals("When did bees come?", "Bees came late.").in_kind == 0
