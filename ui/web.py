"""The web server: puts the guard, the documents' pages and the chat together, and runs them."""

import errno
import os
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager, suppress

# Gradio reads these when it is imported; with them it asks no other machine for anything.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount

from assistant import Assistant, AssistantError, Conversations
from sources.errors import SettingsError

from .adding_queue import AddingQueue
from .conversation_pages import conversation_pages
from .document_pages import document_pages
from .guard import Guard
from .labels import FirstWords, translations
from .language import Speaking
from .login import Login
from .owner import Owning
from .page import FRAGMENTS, build_page, looks
from .page_pictures import PagePictures
from .people import People

_LARGEST_UPLOAD = "100mb"
_SECONDS_TO_FINISH = 2
_LAST_PORT = 65_535
# Threads that read documents would keep the page waiting with Python's 5 milliseconds.
_SWITCH_INTERVAL = 0.0005


def serve(
    assistant: Assistant,
    host: str,
    port: int,
    on_ready: Callable[[str], None] = lambda address: None,
    conversations: Conversations | None = None,
    people: People | None = None,
    names: Collection[str] = (),
) -> None:
    """Serve the page of an assistant until the program is interrupted.

    ``on_ready`` gets the page's address once it can be opened; the others as in `make_app`. Raises
    SettingsError when the host and port cannot be used.
    """
    server = Server(assistant, host, port, on_ready, conversations, people, names)
    sys.setswitchinterval(_SWITCH_INTERVAL)
    threading.Thread(target=_warm_up, args=[assistant], name="warming up", daemon=True).start()
    # Interrupting is how one ends it.
    with suppress(KeyboardInterrupt):
        server.run()


def make_app(
    assistant: Assistant,
    host: str = "127.0.0.1",
    conversations: Conversations | None = None,
    people: People | None = None,
    names: Collection[str] = (),
) -> FastAPI:
    """Return the whole web application of an assistant, for a server bound to a host.

    ``conversations`` keeps them, else they last as long as the program; ``people`` are those who
    may log in, without them there is no login; ``names`` are further names of the server.
    """
    conversations = conversations or Conversations()
    adding = AddingQueue(assistant)
    pictures = PagePictures(assistant)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        adding.close()
        pictures.close()

    app = FastAPI(lifespan=lifespan, openapi_url=None)
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(Owning)
    if people is not None:
        app.add_middleware(Login, people=people)
    app.add_middleware(Speaking)
    app.add_middleware(Guard, host=host, names=names, uploads=assistant.writable)
    app.include_router(document_pages(assistant))
    app.include_router(pictures.routes())
    app.include_router(conversation_pages(conversations, assistant))
    page = build_page(assistant, adding, conversations, with_login=people is not None)
    page.queue(max_size=64, api_open=False)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=_LARGEST_UPLOAD,
        ssr_mode=False,
        i18n=translations(FRAGMENTS),
        app_kwargs={"middleware": [Middleware(FirstWords)]},
        **looks(),
    )
    # What is mounted never counts as launched, and Gradio then takes any file of the server for an
    # upload whose path a request names.
    page.has_launched = True
    return app


class Server(uvicorn.Server):
    """A server for one assistant, with its socket open from the beginning."""

    def __init__(
        self,
        assistant: Assistant,
        host: str,
        port: int,
        on_ready: Callable[[str], None],
        conversations: Conversations | None = None,
        people: People | None = None,
        names: Collection[str] = (),
    ) -> None:
        self._socket = _open_socket(host, port)
        self._on_ready = on_ready
        self._app = make_app(assistant, host, conversations, people, names)
        config = uvicorn.Config(
            self._app,
            log_level="warning",
            timeout_graceful_shutdown=_SECONDS_TO_FINISH,
        )
        super().__init__(config)

    @property
    def address(self) -> str:
        """The address at which a browser on this machine opens the page."""
        host, port = self._socket.getsockname()[:2]
        name = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)
        return f"http://{name}:{port}"

    def run(self, sockets: Sequence[socket.socket] | None = None) -> None:
        """Serve until `should_exit` is set or the program is interrupted."""
        with self._socket:
            super().run(sockets=[self._socket])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept connections, and tell so."""
        await super().startup(sockets=sockets)
        if self.started:
            self._on_ready(self.address)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let go of the pages that are open, which would hold the server back, and stop."""
        for route in self._app.routes:
            if isinstance(route, Mount) and isinstance(route.app, gr.routes.App):
                route.app.stop_event.set()
        await super().shutdown(sockets=sockets)


def _open_socket(host: str, port: int) -> socket.socket:
    if not 0 <= port <= _LAST_PORT:
        raise SettingsError(f"There is no port {port}. Choose one up to {_LAST_PORT} with --port.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsError(_socket_problem(host, port, error)) from error


def _socket_problem(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use. Choose another with --port."
    return (
        f"{host} with port {port} cannot be used ({error.strerror}). Choose others with --host "
        "and --port."
    )


def _warm_up(assistant: Assistant) -> None:
    """Load models while the page comes up. What keeps one from loading, a question will tell."""
    with suppress(AssistantError):
        assistant.warm_up(to_answer=True)
