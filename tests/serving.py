"""The page's server, run for a test."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant import Assistant, Conversations
from ui.people import People
from ui.web import Server


@contextmanager
def serving(
    assistant: Assistant, home: Path, port: int = 0, people: People | None = None
) -> Iterator[Server]:
    """Run a server for an assistant that keeps its conversations at home, and for some people."""
    ready = threading.Event()
    with closing(Conversations.open(home)) as conversations:
        tell = lambda address: ready.set()  # noqa: E731
        server = Server(assistant, "127.0.0.1", port, tell, conversations, people)
        thread = threading.Thread(target=server.run)
        thread.start()
        assert ready.wait(120)
        try:
            yield server
        finally:
            server.should_exit = True
            thread.join(120)
