"""The languages of what Gradio draws in the browser: labels, and HTML that stays as it is."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import gradio as gr
from gradio.i18n import I18nData
from markupsafe import Markup
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .phrases import LANGUAGES, speaking, spoken, tables

_HEAD = b"<head>"
# Gradio reads the browser's language when it starts; the server has chosen among those it speaks.
_SCRIPT = (
    "<script>Object.defineProperty(navigator, 'language', {{value: {0}}}); "
    "document.documentElement.lang = {0}; window.alliancePhrases = {1};</script>"
)


def label(english: str) -> Any:
    """Return a label that the browser shows in its language."""
    return I18nData(english)


def fragment(name: str) -> Any:
    """Return the HTML of a name that was given to `translations`, in the browser's language."""
    return I18nData(name)


def translations(fragments: Mapping[str, Callable[[], Markup]]) -> gr.I18n:
    """Return what the browser shows for each label, and for each fragment by its name."""
    known = {}
    for language in LANGUAGES:
        with speaking(language):
            html = {name: str(build()) for name, build in fragments.items()}
            known[language] = {**_labels(), **html}
    return gr.I18n(**known)


def _labels() -> dict[str, str]:
    return {each: spoken().labels.get(each, each) for each in tables()["fr"].labels}


class TranslatedBlocks(gr.Blocks):
    """A page whose handlers speak the language of the request that they answer."""

    async def call_function(  # noqa: D102
        self, block_fn: Any, processed_input: Any, iterator: Any = None, requests: Any = None,
        *more: Any, **named: Any,
    ) -> Any:  # fmt: skip
        request = requests[0] if isinstance(requests, list) else requests
        with speaking("en" if request is None else request.state.language):
            return await super().call_function(
                block_fn, processed_input, iterator, requests, *more, **named
            )


class FirstWords:
    """Middleware inside Gradio that tells its page which language is spoken, before it starts."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; the page gets the language and what its script says."""
        if scope["type"] != "http" or scope["path"] != "/":
            await self._app(scope, receive, send)
            return
        start: Message = {}

        async def send_translated(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            # Gradio sends this page in one piece.
            body = message.get("body", b"").replace(_HEAD, _HEAD + _script().encode(), 1)
            if body:
                MutableHeaders(scope=start)["content-length"] = str(len(body))
            await send(start)
            await send({**message, "body": body})

        await self._app(scope, receive, send_translated)


def _script() -> str:
    words = json.dumps(spoken().script, ensure_ascii=True).replace("<", "\\u003c")
    return _SCRIPT.format(json.dumps(spoken().language), words)
