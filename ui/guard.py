"""What the server refuses before anything else looks at a request, and what it tells browsers.

A page on this machine can be reached by every website the same browser visits. The guard answers
only requests made to this machine's own name by a page that came from here.
"""

from collections.abc import Collection, Iterable, Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OWN_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_ALL_ADDRESSES = frozenset({"0.0.0.0", "::", ""})
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
# What the page needs of Gradio. It offers more: it would send uploaded files to whoever knows
# their path, fetch addresses for anybody, and tell how it is doing.
_GRADIO = "/gradio_api/"
_NEEDED = frozenset(
    "call cancel component_server heartbeat info queue reset run startup-events theme.css upload "
    "upload_progress".split()
)
_REFUSED_PATHS = ("/file=", "/proxy=", "/monitoring", "/openapi.json")
_UPLOAD = f"{_GRADIO}upload"
# A question, a form or an event is far below this; files go another way, with a limit of its own.
_LONGEST_BODY = 1_000_000

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
    # Without it a form of ours would come from "null", as one of another site may.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


class Guard:
    """Middleware in front of the whole application.

    ``host`` is the address that the server is bound to, ``names`` are further ones by which it is
    reached; ``uploads`` tells whether files are taken.
    """

    def __init__(
        self,
        app: ASGIApp,
        host: str = "127.0.0.1",
        names: Collection[str] = (),
        uploads: bool = True,
    ) -> None:
        self._app = app
        self._names = _OWN_NAMES | {each.strip("[]").lower() for each in (host, *names)}
        self._open_to_network = host in _ALL_ADDRESSES
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        app = self._app if refusal is None else PlainTextResponse(refusal[1] + "\n", refusal[0])
        await app(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Return why a request is refused, with the status that says so; None if it is welcome."""
        headers = Headers(scope=scope)
        if not self._is_own_name(headers.get("host", "")):
            return 403, (
                "This name is not served here. Open the page by its IP address, or have the server "
                "started with --name and this name."
            )
        if not self._is_served(scope["path"]):
            return 403, "Nothing is served at this address."
        if not _from_own_page(scope.get("method", "POST"), headers):
            return 403, "The request came from another website."
        if scope["path"] != _UPLOAD and _is_too_long(headers):
            return 413, "The request is too long."
        return None

    def _is_own_name(self, host: str) -> bool:
        name = _name(host)
        return name in self._names or (self._open_to_network and _is_address(name))

    def _is_served(self, path: str) -> bool:
        if path == _UPLOAD:
            return self._uploads
        if path.startswith(_GRADIO):
            return path.removeprefix(_GRADIO).partition("/")[0] in _NEEDED
        return not path.startswith(_REFUSED_PATHS)


def _from_own_page(method: str, headers: Headers) -> bool:
    """Tell whether a request came from a page of ours, or no browser, or is a link's to a page."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if method in _READING:
        is_link = headers.get("sec-fetch-mode") == "navigate"
        return is_link or site in (None, "same-origin", "none")
    if site not in (None, "same-origin", "none"):
        return False
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _is_too_long(headers: Headers) -> bool:
    """Tell whether a body is longer than any but a file's is, or does not say how long it is."""
    length = headers.get("content-length", "0")
    if "transfer-encoding" in headers or not length.isdecimal():
        return True
    return int(length[:20]) > _LONGEST_BODY


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
