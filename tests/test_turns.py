"""Beginnings and ends: which a question asks for, and which a sentence tells."""

import pytest

from assistant.turns import Turn, tells_change_alone, tells_opposite, tells_turn, turn_asked


@pytest.mark.parametrize(
    ("question", "turn"),
    [
        ("When did the mission end?", Turn.END),
        ("When was the office closed?", Turn.END),
        ("When did the mission start?", Turn.BEGIN),
        ("What was decided by the end of 2014?", None),
        ("When was the treaty signed?", None),
    ],
)
def test_the_turn_asked_for_is_known(question: str, turn: Turn | None) -> None:
    assert turn_asked(question) is turn


def test_the_beginning_does_not_tell_the_end_and_the_other_way_round() -> None:
    assert tells_opposite(Turn.END, "The process started on 17 March 2013.")
    assert tells_opposite(Turn.BEGIN, "31 October 2011: the operation is over.")
    assert not tells_opposite(Turn.END, "The force was withdrawn in 2014, having begun in 2001.")
    assert not tells_opposite(Turn.BEGIN, "The operation was in Libya in 2011.")


@pytest.mark.parametrize("text", ["It lasted from 2001 to 2014.", "The reign (867–886) was long."])
def test_a_stretch_of_years_tells_both(text: str) -> None:
    assert tells_turn(Turn.BEGIN, text)
    assert tells_turn(Turn.END, text)


def test_what_changed_later_does_not_tell_how_a_thing_came_about() -> None:
    question = "When was the directive adopted?"
    assert tells_change_alone(question, "On 21 June 2022 a court upheld the directive.")
    assert not tells_change_alone(question, "It was adopted in 2016 and amended in 2018.")
    assert not tells_change_alone("When was it upheld?", "On 21 June 2022 a court upheld it.")
