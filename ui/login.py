"""Nobody gets to anything of the server who has not logged in: the page, the files, the calls."""

import asyncio
import re
from pathlib import Path
from urllib.parse import parse_qs, quote

from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.types import ASGIApp, Receive, Scope, Send

from .cookie import cookie, with_headers
from .login_page import BUSY, POLICY, TOO_LONG, WRONG, login_html, too_many
from .people import People, Refused
from .sessions import DAYS

_OPEN = ("/login", "/login.css")
_COOKIE = "alliance_login"
_SECONDS_KEPT = DAYS * 24 * 60 * 60
_STYLE = Path(__file__).parent / "static" / "login.css"
_NOT_KEPT = {"cache-control": "private, no-store"}
_LONGEST_FORM = 16_000
_MOST_WAITING = 30
# A path of this server: what begins with two slashes, or with one and a backslash, is another's.
_OWN_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]{0,2000}")


class Login:
    """Middleware that answers only people who are logged in, and logs them in and out."""

    def __init__(self, app: ASGIApp, people: People) -> None:
        self._app = app
        self._people = people
        # A try takes memory and time on purpose, so it is one after the other.
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its user, or lead to the page on which one logs in."""
        if scope["type"] == "lifespan" or scope.get("path") == "/healthz":
            await self._app(scope, receive, send)
            return
        token = HTTPConnection(scope).cookies.get(_COOKIE, "")
        user = self._people.who(token)
        if user is None or scope["path"] in (*_OPEN, "/logout"):
            answer = await self._answer(scope, receive, user, token)
            await answer(scope, receive, send)
            return
        scope["state"] = {**scope.get("state", {}), "user": user}
        await self._app(scope, receive, with_headers(send, *_NOT_KEPT.items()))

    async def _answer(
        self, scope: Scope, receive: Receive, user: str | None, token: str
    ) -> Response:
        match scope["path"], scope.get("method", "GET"):
            case "/login.css", "GET" | "HEAD":
                return FileResponse(_STYLE, media_type="text/css")
            case "/login", "GET" | "HEAD":
                next_path = own_path(Request(scope).query_params.get("next", ""))
                return _page(next_path) if user is None else _redirect(next_path)
            case "/login", "POST":
                return await self._log_in(Request(scope, receive), token)
            case "/logout", "POST":
                self._people.log_out(token)
                return _redirect("/login", cookie(_COOKIE, "", 0, scope))
        if user is None and scope["path"] not in _OPEN:
            return _lead_to_login(scope)
        return PlainTextResponse("This is not done so.\n", 405)

    async def _log_in(self, request: Request, token: str) -> Response:
        """Answer a name and a password."""
        fields = await _fields(request)
        if fields is None:
            return _page("/", problem=TOO_LONG, status=413)
        name, next_path = fields.get("name", ""), own_path(fields.get("next", ""))
        if self._waiting >= _MOST_WAITING:
            return _page(next_path, name, BUSY, 503)
        address = request.client.host if request.client else ""
        outcome = await self._try(name, fields.get("password", ""), address)
        if isinstance(outcome, Refused):
            problem = too_many(outcome.wait) if outcome.wait else WRONG
            page = _page(next_path, name, problem, 429 if outcome.wait else 403)
            if outcome.wait:
                page.headers["retry-after"] = str(outcome.wait)
            return page
        self._people.log_out(token)
        return _redirect(next_path, cookie(_COOKIE, outcome, _SECONDS_KEPT, request.scope))

    async def _try(self, name: str, password: str, address: str) -> str | Refused:
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(self._people.log_in, name, password, address)
        finally:
            self._waiting -= 1


def own_path(path: str) -> str:
    """Return a path to lead on to: the one given where it is of this server, else the page's."""
    return path if is_own(path) and not path.startswith(("/login", "/logout")) else "/"


def is_own(path: str) -> bool:
    """Tell whether something is a path of this server, and leads nowhere else."""
    return _OWN_PATH.fullmatch(path) is not None


def _lead_to_login(scope: Scope) -> Response:
    """Show a person who opens a page where to log in, and refuse what scripts ask for."""
    request = HTTPConnection(scope)
    reads = scope.get("method") in ("GET", "HEAD")
    if not reads or "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse("Log in first.\n", 401, _NOT_KEPT)
    wanted = quote(scope["path"]) + (f"?{request.url.query}" if request.url.query else "")
    return _redirect("/login" if wanted == "/" else f"/login?next={quote(wanted, safe='')}")


async def _fields(request: Request) -> dict[str, str] | None:
    """Return the fields of a form, None where it is none or longer than any is."""
    body = b""
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > _LONGEST_FORM:
                return None
        fields = parse_qs(body.decode(), max_num_fields=8)
    except (ClientDisconnect, ValueError):
        return None
    return {name: values[-1] for name, values in fields.items()}


def _page(next_path: str, name: str = "", problem: str = "", status: int = 200) -> Response:
    headers = {**_NOT_KEPT, "content-security-policy": POLICY}
    return HTMLResponse(login_html(next_path, name, problem), status, headers)


def _redirect(path: str, kept: str | None = None) -> Response:
    response = RedirectResponse(path, 303, _NOT_KEPT)
    if kept is not None:
        response.headers.append("set-cookie", kept)
    return response
