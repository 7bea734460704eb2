"""Which language a visitor is spoken to: the one chosen on the page, else the browser's first."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from .cookie import LONGEST_KEPT, cookie
from .login import is_own
from .phrases import LANGUAGES, speaking
from .render_language import CHOICE

_COOKIE = "alliance_language"
_LONGEST_HEADER = 1_000


class Speaking:
    """Middleware that speaks the language of who asks, and keeps the one that is chosen."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its language, or keep what it chooses."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        language = language_for(
            request.headers.get("accept-language", ""), request.cookies.get(_COOKIE, "")
        )
        scope["state"] = {**scope.get("state", {}), "language": language}
        with speaking(language):
            app = _chosen(scope) if scope["path"].startswith(CHOICE) else self._app
            await app(scope, receive, send)


def language_for(accepted: str, chosen: str = "") -> str:
    """Return the code of one of LANGUAGES: the chosen one, else the most accepted, else English.

    ``accepted`` is the header Accept-Language, ``chosen`` the cookie; anybody can send any.
    """
    if chosen in LANGUAGES:
        return chosen
    known = [(weight, code) for code, weight in _weighed(accepted) if code in LANGUAGES and weight]
    # Of those that are accepted equally, the first is taken.
    return max(known, key=lambda each: each[0], default=(0.0, "en"))[1]


def _weighed(accepted: str) -> Iterator[tuple[str, float]]:
    """Yield the languages of a header with their weights; what is no weight counts as none."""
    for part in accepted[:_LONGEST_HEADER].split(","):
        tag, _, weight = part.partition(";")
        _, _, given = weight.partition("=")
        try:
            value = float(given) if weight.strip() else 1.0
        except ValueError:
            value = 0.0
        yield tag.strip().lower().split("-")[0], value if 0 <= value <= 1 else 0.0


def _chosen(scope: Scope) -> Response:
    """Keep a choice, and lead back to the page where it was made."""
    chosen = scope["path"].removeprefix(CHOICE)
    if chosen not in LANGUAGES:
        return PlainTextResponse("This language is not spoken here.\n", 404)
    if scope.get("method") != "POST":
        return PlainTextResponse("This is not done so.\n", 405)
    came_from = urlsplit(HTTPConnection(scope).headers.get("referer", ""))
    back = came_from.path + (f"?{came_from.query}" if came_from.query else "")
    headers = {"cache-control": "private, no-store"}
    response = RedirectResponse(back if is_own(back) else "/", 303, headers)
    response.headers.append("set-cookie", cookie(_COOKIE, chosen, LONGEST_KEPT, scope))
    return response
