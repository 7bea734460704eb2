"""Why: which questions are after a reason, and which sentences give none."""

import pytest

from assistant.reasons import asks_for_reason, gives_reason, only_tells_that


@pytest.mark.parametrize(
    ("question", "after"),
    [
        ("Why was the centre founded?", True),
        ("What is the centre for?", True),
        ("What were the causes of the war?", True),
        ("What does SHAPE stand for?", False),
        ("What is the town known for?", False),
        ("When was it founded?", False),
    ],
)
def test_a_question_after_a_reason_is_known(question: str, after: bool) -> None:
    assert asks_for_reason(question) is after


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "Why was the FATF created?",
            "The FATF was created in 1989 at a summit of the G7 in Paris.",
        ),
        (
            "Why did Mali leave?",
            "Mali left in May 2022, according to press reports for the region.",
        ),
        ("Why was the centre founded?", "The centre was founded on 28 June 2005."),
        (
            "Why was the centre founded?",
            "The centre is a school for teachers, officers, pilots and nurses in Ankara, Turkey.",
        ),
        (
            "Why was the centre placed in Oslo?",
            "The bright new centre opened in Oslo with fifty officers, pilots, nurses and teachers.",
        ),
        ("Why was the centre placed in Oslo?", "The centre was founded to help its members."),
    ],
)
def test_what_merely_tells_that_and_when_gives_no_reason(question: str, sentence: str) -> None:
    assert only_tells_that(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did it end?", "It ended in 2002 because air defence was better by then."),
        ("Why was it formed?", "It was formed in 2014 to degrade Daesh."),
        (
            "Why is the centre old?",
            "The centre is a school, which taught pilots, nurses and clerks.",
        ),
        ("Why was it placed in Oslo?", "It came to Oslo because the rent was low."),
        ("Why was it blocked?", "It was blocked in 2010 over privacy."),
        ("Why does it flood?", "The valley has no natural outlet for waters from the mountains."),
    ],
)
def test_a_reason_may_stand_without_a_word_that_gives_one(question: str, sentence: str) -> None:
    assert not only_tells_that(question, sentence)


def test_a_reason_is_sure_where_a_word_gives_it() -> None:
    assert gives_reason("They left because of the drought.")
    assert not gives_reason("They left in 1990 to the sea.")
    assert not gives_reason("Terrorism is not among the reasons for it.")
