"""Which conversation a page shows that was loaded anew before its first answer came."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant import Conversations, Exchange
from ui.resuming import begun_since


@pytest.fixture
def conversations() -> Conversations:
    kept = Conversations()
    kept.keep("anna", "", Exchange(0, "How many queens has a hive?", None, "A problem."))
    return kept


def test_the_conversation_that_was_begun_since_is_found(conversations: Conversations) -> None:
    (begun,) = conversations.all("anna")
    assert begun_since(conversations, "anna", "5000") == begun.id


def test_of_two_that_were_begun_since_the_one_is_found_that_began_with_the_question(
    conversations: Conversations,
) -> None:
    (first,) = conversations.all("anna")
    conversations.keep("anna", "", Exchange(0, "Is tea hot?", None, "A problem."))
    assert begun_since(conversations, "anna", "5000 How many  queens\nhas a hive?") == first.id
    assert begun_since(conversations, "anna", "5000 How many drones?") is None


def test_nobody_finds_the_conversation_of_another(conversations: Conversations) -> None:
    assert begun_since(conversations, "bert", "5000") is None


@pytest.mark.parametrize("sent", ["", "-1", "1e3", "9" * 7, "٣", "5 000", "null"])
def test_what_is_no_time_finds_nothing(conversations: Conversations, sent: str) -> None:
    assert begun_since(conversations, "anna", sent) is None


def test_a_conversation_of_before_the_question_is_not_meant(home: Path) -> None:
    home.mkdir()
    with closing(Conversations.open(home)) as conversations:
        conversations.keep("anna", "", Exchange(0, "How many?", None, "A problem."))
        with closing(sqlite3.connect(home / "conversations.db")) as database:
            database.execute("UPDATE conversations SET made_at = '2026-01-01T10:00:00+00:00'")
            database.commit()
        assert begun_since(conversations, "anna", "999999") is None
