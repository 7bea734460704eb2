"""Whoever sends the id of another person's conversation gets and changes nothing."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from assistant import Assistant, Conversations, Exchange
from tests.endpoints import Endpoints
from ui.web import make_app

SECRET = "What did Anna ask about bees?"


@pytest.fixture
def conversations() -> Conversations:
    return Conversations()


@pytest.fixture
def web(toy_assistant: Assistant, conversations: Conversations) -> Iterator[TestClient]:
    app = make_app(toy_assistant, conversations=conversations)
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.fixture
def endpoints(web: TestClient) -> Endpoints:
    return Endpoints(web)


def asked_by(conversations: Conversations, assistant: Assistant, owner: str) -> str:
    answer = assistant.ask("What do bees make?")
    kept = conversations.keep(owner, "", Exchange(0, SECRET, answer))
    assert kept
    return kept.id


def test_an_owner_is_shown_a_conversation_by_its_id(
    endpoints: Endpoints, conversations: Conversations, toy_assistant: Assistant
) -> None:
    id = asked_by(conversations, toy_assistant, endpoints.owner)
    shown = endpoints.call(endpoints.named("on_return", "current"), "current", id)
    assert "What did Anna ask about bees" in shown
    assert "honey" in shown


def test_no_handler_shows_or_changes_the_conversation_of_another(
    endpoints: Endpoints, conversations: Conversations, toy_assistant: Assistant
) -> None:
    id = asked_by(conversations, toy_assistant, "f" * 32)
    before = conversations.exchanges("f" * 32, id)
    handlers = endpoints.taking("current")
    assert len(handlers) >= 4
    for handler in handlers:
        said = endpoints.call(handler, "current", id, {"id": "0", "value": {"text": "Tea?"}})
        assert "process_completed" in said
        assert "Anna" not in said
    assert conversations.exchanges("f" * 32, id) == before


@pytest.mark.parametrize(
    "sent", [None, "0", {}, {"id": "99"}, {"id": "-1"}, {"id": "²"}, {"id": [0]}]
)
def test_a_number_that_is_none_changes_nothing(
    endpoints: Endpoints, conversations: Conversations, toy_assistant: Assistant, sent: object
) -> None:
    id = asked_by(conversations, toy_assistant, endpoints.owner)
    before = conversations.exchanges(endpoints.owner, id)
    for name in ("on_undo", "on_why"):
        endpoints.call(endpoints.named(name, "current"), "current", id, sent)
    assert conversations.exchanges(endpoints.owner, id) == before


def test_a_long_conversation_shows_its_last_questions_and_the_earlier_ones_on_demand(
    endpoints: Endpoints, conversations: Conversations
) -> None:
    id = ""
    for number in range(30):
        kept = conversations.keep(
            endpoints.owner, id, Exchange(0, f"number {number}.", problem="No.")
        )
        assert kept
        id = kept.id
    shown = endpoints.call(endpoints.named("on_return", "current"), "current", id)
    assert "number 29" in shown
    assert "number 10&#46;" in shown
    assert "number 9&#46;" not in shown
    said = endpoints.call(endpoints.named("on_follow", "current"), "current", id)
    assert "Show 10 earlier questions" in said
    assert "number 0&#46;" in endpoints.call(
        endpoints.named("on_earlier", "current"), "current", id
    )


@pytest.mark.parametrize("form", ["md", "json", "html", "print"])
def test_a_conversation_is_exported_to_its_owner_only(
    web: TestClient,
    endpoints: Endpoints,
    conversations: Conversations,
    toy_assistant: Assistant,
    form: str,
) -> None:
    mine = asked_by(conversations, toy_assistant, endpoints.owner)
    conversations.rename(endpoints.owner, mine, 'Bees "é"\\r\\n; <b>')
    sent = web.get(f"/conversation/{mine}/{form}")
    assert sent.status_code == 200
    assert "What did Anna ask about bees" in sent.text
    assert sent.headers["cache-control"] == "private, no-store"
    assert "script" not in sent.headers["content-security-policy"]
    if form != "print":
        named = f"attachment; filename=\"Bees e rn b.{form}\"; filename*=UTF-8''Bees%20%C3%A9rn%20b.{form}"
        assert sent.headers["content-disposition"].replace("  ", " ") == named.replace(
            "e rn", "ern"
        )
    others = asked_by(conversations, toy_assistant, "f" * 32)
    for id in (others, "0" * 32, "x"):
        refused = web.get(f"/conversation/{id}/{form}")
        assert refused.status_code == 404
        assert "Anna" not in refused.text


def test_an_export_of_no_known_form_is_not_there(
    web: TestClient, endpoints: Endpoints, conversations: Conversations, toy_assistant: Assistant
) -> None:
    mine = asked_by(conversations, toy_assistant, endpoints.owner)
    assert web.get(f"/conversation/{mine}/exe").status_code == 404
