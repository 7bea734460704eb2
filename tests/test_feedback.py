"""What people say of answers is kept for them, goes with its answer, and is listed for the owner."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant import Conversations, Exchange
from index.conversation_file import CONVERSATIONS
from tests.test_conversations import ANNA, BERT, FULL, kept

TEA = Exchange(0, "Is tea hot?", FULL)


@pytest.fixture
def conversations(home: Path) -> Iterator[Conversations]:
    conversations = Conversations.open(home)
    yield conversations
    conversations.close()


def said(conversations: Conversations, id: str, number: int = 0) -> tuple[str, str] | None:
    exchange = conversations.exchange(ANNA, id, number)
    assert exchange
    return exchange.feedback and (exchange.feedback.thumb, exchange.feedback.word)


def test_what_is_said_of_an_answer_is_kept_changed_and_taken_back(
    conversations: Conversations, home: Path
) -> None:
    id = kept(conversations, TEA)
    assert said(conversations, id) is None
    conversations.rate(ANNA, id, 0, "up")
    assert said(conversations, id) == ("up", "")
    told = conversations.rate(ANNA, id, 0, "down", "too\n short \ud800\x1b" + "x" * 1000)
    assert told
    assert told.word.startswith("too short")
    assert len(told.word) == 500
    conversations.close()
    with closing(Conversations.open(home)) as again:
        assert said(again, id) == ("down", told.word)
        assert again.rate(ANNA, id, 0, None) is None
        assert said(again, id) is None
        assert again.rated() == []


def test_nobody_says_anything_of_the_answer_of_another(conversations: Conversations) -> None:
    id = kept(conversations, TEA)
    conversations.rate(ANNA, id, 0, "up")
    for owner, of, number in ((BERT, id, 0), (ANNA, id, 1), (ANNA, "x", 0), (ANNA, id, -1)):
        assert conversations.rate(owner, of, number, "down") is None
        assert conversations.rate(owner, of, number, None) is None
    assert said(conversations, id) == ("up", "")
    assert len(conversations.rated()) == 1


def test_what_is_said_goes_with_its_answer(conversations: Conversations) -> None:
    id = kept(conversations, TEA)
    for number in range(1, 4):
        kept(conversations, TEA, id=id)
        conversations.rate(ANNA, id, number, "up")
    conversations.keep(ANNA, id, TEA, number=2, alone=True)
    assert [said(conversations, id, number) is None for number in (1, 2, 3)] == [False, True, False]
    conversations.keep(ANNA, id, TEA, number=1)
    assert conversations.rated() == []


def test_a_deleted_conversation_takes_along_what_was_said_in_it(
    conversations: Conversations,
) -> None:
    gone, stays = kept(conversations, TEA), kept(conversations, TEA, BERT)
    conversations.rate(ANNA, gone, 0, "down", "gone")
    conversations.rate(BERT, stays, 0, "up", "stays")
    assert [each.feedback and each.feedback.word for each in conversations.rated()] == [
        "gone",
        "stays",
    ]
    conversations.delete(ANNA, gone)
    assert [each.feedback and each.feedback.word for each in conversations.rated()] == ["stays"]


def test_conversations_of_the_version_before_are_kept_and_can_be_rated(home: Path) -> None:
    with closing(Conversations.open(home)) as before:
        id = kept(before, TEA)
    with closing(sqlite3.connect(home / CONVERSATIONS)) as connection:
        connection.executescript("DROP TABLE feedback; PRAGMA user_version = 1;")
    with closing(Conversations.open(home)) as after:
        assert said(after, id) is None
        assert after.rate(ANNA, id, 0, "up")
