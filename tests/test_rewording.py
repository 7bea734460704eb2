"""Questions in other words that ask the same."""

import pytest

from assistant.question import Question
from assistant.question_kinds import Form
from assistant.rewording import reworded


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
