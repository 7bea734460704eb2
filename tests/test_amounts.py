"""An age, a sum of money or a length is told by a sentence that has one, not by any number."""

import pytest

from assistant.amounts import amount_asked


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("How old was Bell when he moved?", "Bell moved to Oslo when he was 12.", True),
        ("How old was Bell when he moved?", "Bell moved in the 23rd year of his life.", True),
        ("How old was Bell when he moved?", "In 1992 Bell moved to Oslo.", False),
        ("How old is the club?", "The club has been there since 1949.", True),
        ("How old is the club?", "In 1992 the club moved to Oslo.", True),
        ("How old is the club?", "The club has 12 members.", False),
        ("How much did the fleet cost?", "The fleet took €12 of each tax payer.", True),
        ("How much did the fleet cost?", "The fleet cost two million a day.", True),
        ("How much did the fleet cost?", "The fleet had 12 ships.", False),
        ("How much did the fleet cost?", "Fleet | 12 | 13", True),
        ("How long did the mission last?", "The mission lasted from spring to autumn.", True),
        ("How long did the mission last?", "It went on for thirteen years.", True),
        ("How long did the mission last?", "The mission was NATO's largest.", False),
    ],
)
def test_a_sentence_tells_an_amount_or_not(question: str, text: str, told: bool) -> None:
    amount = amount_asked(question)
    assert amount is not None
    assert amount.allows(text, frozenset()) is told


@pytest.mark.parametrize(
    "question", ["How much tea is there?", "How many ships?", "What did the old fleet cost?", ""]
)
def test_other_questions_ask_for_no_such_amount(question: str) -> None:
    assert amount_asked(question) is None
