"""A question that is asked while the stream of an earlier event is being closed is answered."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant import Assistant, Conversations
from tests.conftest import wait_until
from tests.page_steps import QUESTION, ask, suggested
from ui.web import Server

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser


class LateGoodbye:
    """Keeps back for a while that a stream is over, as a busy browser or a slow network does."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.streams = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def slowly(message: Message) -> None:
            if b"close_stream" in message.get("body", b""):
                self.streams += 1
                await asyncio.sleep(1.5)
            await send(message)

        await self._app(scope, receive, slowly)


@pytest.fixture
def late(assistant: Assistant, home: Path) -> Iterator[tuple[LateGoodbye, str]]:
    ready = threading.Event()
    with closing(Conversations.open(home)) as conversations:
        server = Server(assistant, "127.0.0.1", 0, lambda _: ready.set(), conversations)
        server.config.app = late = LateGoodbye(server.config.app)
        thread = threading.Thread(target=server.run)
        thread.start()
        assert ready.wait(120)
        yield late, server.address
        server.should_exit = True
        thread.join(120)


@pytest.fixture
def address(late: tuple[LateGoodbye, str]) -> str:
    return late[1]


def test_a_page_on_which_nothing_was_lost_sends_nothing_of_its_own(page: Page) -> None:
    ask(page, QUESTION)
    suggested(page)
    page.wait_for_function("allianceStream.idle()")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.wait_for_timeout(2_500)
    assert not [each for each in sent if "/queue/join" in each]


def test_a_question_asked_while_a_stream_ends_is_answered(
    page: Page, late: tuple[LateGoodbye, str]
) -> None:
    # The examples have come by a stream, which is not over yet.
    expect(page.locator("#chat .example").first).to_be_visible()
    wait_until(lambda: late[0].streams >= 1)
    ask(page, QUESTION)
