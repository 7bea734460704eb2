"""Whose a request is: a random name that the browser keeps, or the name of a login.

What a person keeps on the server, such as conversations, is stored under its owner and shown to no
other.
"""

import re
import secrets

import gradio as gr
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from .cookie import LONGEST_KEPT, cookie, with_headers

_COOKIE = "alliance_owner"
_BYTES = 16
_NAME = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}")


def owner_of(request: gr.Request | Request) -> str:
    """Return the owner of a request: 32 hexadecimal digits, or "user:" and the name of a login.

    Raises AttributeError for a request that did not come through `Owning`.
    """
    return str(request.state.owner)


class Owning:
    """Middleware that knows the owner of each request, and gives those without one a new name."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its owner."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        state = scope.get("state", {})
        if "user" in state:
            scope["state"] = {**state, "owner": f"user:{state['user']}"}
            await self._app(scope, receive, send)
            return
        known = HTTPConnection(scope).cookies.get(_COOKIE, "")
        owner = known if _NAME.fullmatch(known) else secrets.token_hex(_BYTES)
        scope["state"] = {**state, "owner": owner}
        if _is_to_keep(scope, is_new=owner != known):
            kept = cookie(_COOKIE, owner, LONGEST_KEPT, scope)
            send = with_headers(send, ("set-cookie", kept), ("cache-control", "private, no-cache"))
        await self._app(scope, receive, send)


def _is_to_keep(scope: Scope, *, is_new: bool) -> bool:
    """Tell whether the reply carries the cookie: never one that might be kept for others too."""
    return scope["path"] == "/" or (is_new and scope.get("method") == "POST")
