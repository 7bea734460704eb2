"""What people say of answers is kept for them, goes with its answer, and is listed for the owner."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from starlette.testclient import TestClient

from assistant import Assistant, Conversations, Exchange, Feedback
from index.conversation_file import CONVERSATIONS
from tests.endpoints import Endpoints
from tests.test_conversations import ANNA, BERT, FULL, kept
from ui.cli import main
from ui.exporting import as_json
from ui.render import answer_markdown
from ui.web import make_app

TEA = Exchange(0, "Is tea hot?", FULL)
HOSTILE = '=<img src=x onerror=alert(1)> "](javascript:alert(2)) ${alert(3)} {{4}} `'


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
    other = replace(FULL, citations=(replace(FULL.citations[0], start=1),))
    conversations.keep(ANNA, id, Exchange(0, "Is tea hot?", other), number=2, alone=True)
    assert [said(conversations, id, number) is None for number in (1, 2, 3)] == [False, True, False]
    conversations.keep(ANNA, id, TEA, number=1)
    assert conversations.rated() == []


def test_what_is_said_stays_when_the_question_is_asked_again_and_answered_by_the_same_quotes(
    conversations: Conversations,
) -> None:
    id = kept(conversations, TEA)
    before = conversations.rate(ANNA, id, 0, "down", "too short")
    conversations.keep(ANNA, id, TEA, number=0, alone=True)
    assert [each.feedback for each in conversations.rated()] == [before]
    conversations.keep(ANNA, id, Exchange(0, "Is tea hot?", None, "Busy."), number=0, alone=True)
    conversations.rate(ANNA, id, 0, "down")
    conversations.keep(ANNA, id, Exchange(0, "Is tea hot?", None, "Busy."), number=0, alone=True)
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


def test_what_was_said_is_exported_with_its_conversation(conversations: Conversations) -> None:
    id = kept(conversations, TEA)
    kept(conversations, TEA, id=id)
    conversations.rate(ANNA, id, 1, "down", HOSTILE)
    talk = conversations.find(ANNA, id)
    assert talk
    first, second = json.loads(as_json(talk, conversations.exchanges(ANNA, id)))["exchanges"]
    assert first["feedback"] is None
    assert list(second["feedback"]) == ["thumb", "word", "said_at"]
    assert second["feedback"]["word"] == HOSTILE


@pytest.fixture
def rated(conversations: Conversations, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two answers of two people, of which something was said."""
    monkeypatch.setenv("ALLIANCE_HOME", str(home))
    conversations.rate(ANNA, kept(conversations, TEA), 0, "up")
    problem = Exchange(0, "=1+1\nsecond line", None, "No model.")
    conversations.rate(BERT, kept(conversations, problem, BERT), 0, "down", HOSTILE)


def printed(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["feedback", *options]) == 0
    return capsys.readouterr().out


@pytest.mark.usefixtures("rated")
def test_what_everybody_said_is_listed_for_the_owner(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    first, second, total = printed(capsys).splitlines()
    assert first.endswith(" up   partial   Is tea hot?")
    assert second.endswith(f" down no answer =1+1 second line “{HOSTILE}”")
    assert total == "2 answers rated"
    main(["feedback", "--json", str(tmp_path / "said.json")])
    written = json.loads((tmp_path / "said.json").read_text(encoding="utf-8"))
    assert json.loads(printed(capsys, "--json", "-")) == written
    assert [
        (each["question"], each["thumb"], each["word"], each["outcome"]) for each in written
    ] == [
        ("Is tea hot?", "up", "", "partial"),
        ("=1+1\nsecond line", "down", HOSTILE, "no answer"),
    ]


@pytest.mark.usefixtures("rated")
def test_a_spreadsheet_runs_nothing_of_what_was_said(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, row = csv.reader(io.StringIO(printed(capsys, "--csv")))
    assert row[0] == "'=1+1\nsecond line"
    assert row[2] == f"'{HOSTILE}"


def test_a_file_that_cannot_be_written_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCE_HOME", str(home))
    assert main(["feedback", "--json", str(home)]) == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["", HOSTILE])
def test_an_answer_shows_what_was_said_of_it_and_nothing_of_it_runs(word: str) -> None:
    shown = answer_markdown(FULL, 3, (), Feedback("up", word, ""))
    html = MarkdownIt().render(shown)
    links = {each["href"]: each for each in BeautifulSoup(html, "html.parser").find_all("a")}
    assert links["#thumb-up-3-back"].text == "Good answer"
    assert links["#thumb-down-3"].text == "Poor answer"
    assert links["#word-3"].text == (word or "Say why")
    assert links["#word-3"].get("title", "") == word
    assert "<img" not in html


def test_the_page_keeps_what_an_owner_says_and_nothing_else(
    toy_assistant: Assistant, conversations: Conversations
) -> None:
    app = make_app(toy_assistant, conversations=conversations)
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        endpoints = Endpoints(client)
        rate = endpoints.named("on_rate", "current")
        mine, others = (kept(conversations, TEA, owner) for owner in (endpoints.owner, BERT))
        for sent in (None, {}, {"id": "up"}, {"id": "up-1"}, {"id": "up-²"}, {"id": ["up-0"]},
                     {"id": "left-0"}, {"id": "up-0-back-back"}):  # fmt: skip
            said = endpoints.call(rate, "current", mine, sent)
            assert "no longer here" in said or "process_completed" in said
        assert "no longer here" in endpoints.call(rate, "current", others, {"id": "up-0"})
        assert conversations.rated() == []
        assert "kept" in endpoints.call(rate, "current", mine, {"id": "up-0", "text": HOSTILE})
        (rated,) = conversations.rated()
        assert rated.feedback
        assert (rated.feedback.thumb, rated.feedback.word) == ("up", HOSTILE)
        assert "Taken back" in endpoints.call(rate, "current", mine, {"id": "up-0-back"})
        assert conversations.rated() == []
