"""Cookies that scripts cannot read and other sites cannot send."""

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope, Send

# Browsers keep no cookie longer than 400 days; each visit begins them anew.
LONGEST_KEPT = 400 * 24 * 60 * 60


def cookie(name: str, value: str, seconds: int, scope: Scope) -> str:
    """Return a header's value that keeps a cookie; it is as private as the request was."""
    secure = "; Secure" if scope["scheme"] in ("https", "wss") else ""
    return f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"


def with_headers(send: Send, *headers: tuple[str, str]) -> Send:
    """Return what sends a reply with headers of our own in the place of its own."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = MutableHeaders(scope=message)
            for name, value in headers:
                own[name] = value
        await send(message)

    return send_with_headers
