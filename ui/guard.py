"""What the server refuses before anything else looks at a request, and what it tells browsers.

A page on this machine can be reached by every website the same browser visits. The guard answers
only requests made to this machine's own name by a page that came from here.
"""

from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OWN_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_ALL_ADDRESSES = frozenset({"0.0.0.0", "::", ""})
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
# Gradio would serve uploaded files, and fetch addresses for anybody, under these.
_REFUSED_PATHS = ("/gradio_api/file", "/gradio_api/proxy=", "/file=", "/proxy=")

_PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "frame-ancestors 'none'; form-action 'self'"
)
_HEADERS = {
    "content-security-policy": _PAGE_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Guard:
    """Middleware in front of the whole application; ``host`` is the address it is bound to."""

    def __init__(self, app: ASGIApp, host: str = "127.0.0.1") -> None:
        self._app = app
        self._names = _OWN_NAMES | {host.strip("[]").lower()}
        self._open_to_network = host in _ALL_ADDRESSES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        app = self._app if refusal is None else PlainTextResponse(refusal + "\n", 403)
        await app(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> str | None:
        """Return why a request is refused, None if it is welcome."""
        headers = Headers(scope=scope)
        if not self._is_own_name(headers.get("host", "")):
            return "This address is not served here. Open the page as http://127.0.0.1 instead."
        if scope["path"].startswith(_REFUSED_PATHS):
            return "Files are not served at this address."
        if scope.get("method", "POST") not in _READING and not _from_own_page(headers):
            return "The request came from another website."
        return None

    def _is_own_name(self, host: str) -> bool:
        name = _name(host)
        return name in self._names or (self._open_to_network and _is_address(name))


def _from_own_page(headers: Headers) -> bool:
    """Tell whether a request that changes something came from a page of ours, or no browser."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site not in (None, "same-origin", "none"):
        return False
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _missing(headers, _HEADERS.items()):
                headers[name] = value
        await send(message)

    return send_with_headers


def _missing(
    headers: MutableHeaders, wanted: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in wanted if name not in headers)
