"""Conversations are kept whole, for those whose they are, and outlive the program."""

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Answer, Assistant, Citation, Conversations, Exchange, Statement, Status
from assistant.explanation import Considered, Explanation
from assistant.record import read, written
from index import ConversationStore, Store
from index.conversation_file import CONVERSATIONS
from sources import Span
from sources.errors import LibraryError

ANNA, BERT = "a" * 32, "user:bert"
CITATION = Citation(
    1, "0" * 64, "Tea", "tea.txt", "Tea Board", "2024-05", 3, "Cups", 4, 15, "Tea is hot.", "", 0.5
)
FULL = Answer(
    question="Is tea hot?",
    read_as="Is tea hot today?",
    status=Status.PARTIAL,
    confidence=0.75,
    sentences=(Statement("Tea is hot.", (1,), 1, (Span(0, 3), Span(7, 10))),),
    citations=(CITATION,),
    nearest=(replace(CITATION, number=None, issuer=None, page=None),),
    seconds=0.25,
    searched_for=("tea",),
    missing=("when", "who"),
    otherwise=True,
    differing=(1,),
    notice="Tea is tea.\nTwo lines: “é”",
    explanation=Explanation(
        "tea", (("tea", 0.5), ("hot", 0.5)), ("date",), "one", (Considered("Tea", "Hot.", 1.0, True),),
        (), (("similarity", 0.25),), 0.5,
    ),
)  # fmt: skip
TEA = Exchange(0, "Is tea hot?", FULL)


@pytest.fixture
def conversations(home: Path) -> Iterator[Conversations]:
    conversations = Conversations.open(home)
    yield conversations
    conversations.close()


def kept(
    conversations: Conversations, asked: Exchange = TEA, owner: str = ANNA, id: str = ""
) -> str:
    """Keep an exchange, and return the id of its conversation."""
    conversation = conversations.keep(owner, id, asked)
    assert conversation
    return conversation.id


def questions_only(conversations: Conversations, id: str) -> list[str]:
    return [each.question for each in conversations.exchanges(ANNA, id)]


def test_an_answer_is_read_as_it_was_written() -> None:
    assert read(written(FULL)) == (FULL, None)
    assert read(written(None, "No model.")) == (None, "No model.")


def test_answers_of_the_assistant_are_read_as_they_were_written(toy_assistant: Assistant) -> None:
    for question in ("When did the first train leave?", "Which zebra won?", "Hello", "honey queen"):
        answer = toy_assistant.ask(question)
        assert read(written(answer)) == (answer, None)


@given(st.text(), st.lists(st.text()))
def test_any_words_are_read_as_they_were_written(text: str, words: list[str]) -> None:
    answer = replace(FULL, question=text, notice=text, searched_for=tuple(words))
    assert read(written(answer)) == (answer, None)


def test_a_record_of_an_older_form_gets_what_it_lacks_by_default() -> None:
    old = '{"version": 1, "answer": {"question": "q", "read_as": "q", "status": "answered", "confidence": 1, "gone": 1}, "problem": null}'
    assert read(old) == (Answer("q", "q", Status.ANSWERED, 1), None)


@pytest.mark.parametrize(
    "record",
    ["", "{}", "[]", "null", '{"version": 2, "answer": null, "problem": null}',
     '{"version": 1, "answer": {"status": "odd"}, "problem": null}', '{"version": 1, "answer": 3, "problem": null}'],
)  # fmt: skip
def test_a_record_that_cannot_be_read_says_so(record: str) -> None:
    with pytest.raises(ValueError, match=r"damaged|newer|Expecting|valid"):
        read(record)


def test_a_conversation_outlives_the_program(home: Path) -> None:
    with closing(Conversations.open(home)) as first:
        id = kept(first)
        kept(first, Exchange(0, "And milk?", problem="The question is empty."), id=id)
    with closing(Conversations.open(home)) as second:
        assert second.lasting
        tea, milk = second.exchanges(ANNA, id)
        assert (tea.number, tea.question, tea.answer, tea.problem) == (0, "Is tea hot?", FULL, None)
        assert (milk.number, milk.answer, milk.problem) == (1, None, "The question is empty.")
        assert [each.name for each in second.all(ANNA)] == ["Is tea hot?"]
        assert second.questions(ANNA, id) == ["Is tea hot?", "And milk?"]


def test_nobody_sees_or_changes_the_conversation_of_another(conversations: Conversations) -> None:
    id = kept(conversations)
    assert conversations.all(BERT) == []
    assert conversations.find(BERT, id) is None
    assert conversations.exchanges(BERT, id) == []
    assert conversations.exchange(BERT, id, 0) is None
    assert conversations.questions(BERT, id) == []
    conversations.rename(BERT, id, "mine")
    conversations.delete(BERT, id)
    assert kept(conversations, owner=BERT, id=id) != id
    assert [each.name for each in conversations.all(ANNA)] == ["Is tea hot?"]
    assert len(conversations.exchanges(ANNA, id)) == 1


@pytest.mark.parametrize(
    "id", ["", "x", "' OR 1=1 --", "%", "../..", "\ud800", "A" * 32, "0" * 10_000, None, 7, ["0"]]
)
def test_an_id_that_is_none_finds_nothing(conversations: Conversations, id: Any) -> None:
    mine = kept(conversations)
    assert conversations.find(ANNA, id) is None
    assert conversations.exchanges(ANNA, id) == []
    conversations.rename(ANNA, id, "other")
    conversations.delete(ANNA, id)
    assert [each.id for each in conversations.all(ANNA)] == [mine]


def test_a_question_asked_anew_takes_the_place_of_those_after_it(
    conversations: Conversations,
) -> None:
    id = kept(conversations, Exchange(0, "one"))
    for question in ("two", "three"):
        kept(conversations, Exchange(0, question), id=id)
    conversations.keep(ANNA, id, Exchange(0, "second"), number=1)
    assert questions_only(conversations, id) == ["one", "second"]
    assert [each.number for each in conversations.exchanges(ANNA, id, start=1)] == [1]
    found = conversations.exchange(ANNA, id, 1)
    assert found
    assert found.question == "second"


def test_the_conversation_used_last_comes_first(conversations: Conversations) -> None:
    ids = [kept(conversations, Exchange(0, name)) for name in ("one", "two", "three")]
    assert [each.name for each in conversations.all(ANNA)] == ["three", "two", "one"]
    conversations.delete(ANNA, ids[1])
    assert [each.name for each in conversations.all(ANNA)] == ["three", "one"]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("tea", 2),
        ("TEA ", 2),
        ("is hot", 1),
        ("ÜBER", 1),
        ("%", 0),
        ("'", 0),
        ("\ud800", 1),
        ("", 3),
    ],
)
def test_conversations_are_found_by_words_of_questions_quotes_and_names(
    conversations: Conversations, words: str, count: int
) -> None:
    kept(conversations, Exchange(0, "What is hot?", FULL))
    named = kept(conversations, Exchange(0, "nothing"))
    conversations.rename(ANNA, named, "über Tea")
    kept(conversations, Exchange(0, "ships"))
    assert len(conversations.all(ANNA, words)) == count


def test_a_name_is_one_line_and_can_be_taken_back(conversations: Conversations) -> None:
    id = kept(conversations, Exchange(0, "one\n\ttwo \u202ethree " + "long " * 100))
    name = conversations.all(ANNA)[0].name
    assert name.startswith("one two three long")
    assert name.endswith(" …")
    assert len(name) < 90
    conversations.rename(ANNA, id, "\x1b[31m<b>Tea</b>\0")
    assert conversations.all(ANNA)[0].name == "[31m<b>Tea</b>"
    conversations.rename(ANNA, id, " \n ")
    assert conversations.all(ANNA)[0].name == name


@pytest.mark.parametrize("question", ["\ud800 half", "nul \0 nul", "x" * 100_000, ""])
def test_any_question_can_be_kept(conversations: Conversations, question: str) -> None:
    id = kept(conversations, Exchange(0, question, problem="refused"))
    assert len(questions_only(conversations, id)[0]) <= 4_000


def test_keeping_does_not_wait_for_documents_that_are_being_added(
    conversations: Conversations, home: Path
) -> None:
    Store(home).close()
    with closing(sqlite3.connect(home / "library.db", isolation_level=None)) as adding:
        adding.execute("BEGIN IMMEDIATE")
        assert kept(conversations)


def test_several_programs_and_threads_keep_all_that_is_asked(home: Path) -> None:
    with closing(Conversations.open(home)) as one, closing(Conversations.open(home)) as two:
        id = kept(one)

        def ask_on(conversations: Conversations) -> None:
            for number in range(10):
                kept(conversations, Exchange(0, f"question {number}"), id=id)

        threads = [threading.Thread(target=ask_on, args=[each]) for each in (one, two, one, two)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [each.number for each in one.exchanges(ANNA, id)] == list(range(41))


def test_without_a_folder_conversations_last_as_long_as_the_program() -> None:
    conversations = Conversations()
    assert not conversations.lasting
    assert len(conversations.exchanges(ANNA, kept(conversations))) == 1


def test_a_damaged_file_is_put_aside_and_new_conversations_begin(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(Conversations.open(home)) as before:
        kept(before)
    path = home / CONVERSATIONS
    path.write_bytes(b"no database " * 1_000)
    with closing(Conversations.open(home)) as after:
        assert after.all(ANNA) == []
        assert kept(after)
    (aside,) = home.glob(f"{CONVERSATIONS}.damaged-*")
    assert aside.read_bytes().startswith(b"no database")
    assert aside.name in caplog.text


def test_a_file_of_a_newer_version_is_left_alone(home: Path) -> None:
    Conversations.open(home).close()
    with closing(sqlite3.connect(home / CONVERSATIONS)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match=r"newer version.*--home"):
        Conversations.open(home)
    assert not list(home.glob("*.damaged-*"))


def test_a_record_that_was_damaged_is_told_in_its_place(home: Path) -> None:
    with closing(Conversations.open(home)) as before:
        id = kept(before)
    with closing(sqlite3.connect(home / CONVERSATIONS)) as connection, connection:
        connection.execute("UPDATE exchanges SET record = 'x'")
    with closing(Conversations.open(home)) as after:
        (found,) = after.exchanges(ANNA, id)
        assert found.answer is None
        assert "Ask the question again" in (found.problem or "")


def test_a_library_without_room_for_conversations_says_so(home: Path) -> None:
    with closing(ConversationStore(home)) as store:
        store._file._connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(LibraryError, match="full"):
            store.begin(ANNA, "x" * 100_000)


def test_a_copy_of_the_home_holds_the_conversations(
    conversations: Conversations,
    home: Path,
    tmp_path: Path,
    open_assistant: Callable[[], Assistant],
) -> None:
    id = kept(conversations)
    conversations.close()
    shutil.copytree(home, tmp_path / "copy")
    with closing(Conversations.open(tmp_path / "copy")) as copy:
        assert copy.find(ANNA, id)
