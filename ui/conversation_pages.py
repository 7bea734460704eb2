"""Conversations as files and as a page for printing, for their owners only."""

import re
import unicodedata
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from assistant import Assistant, Conversation, Conversations

from .exporting import as_json, as_markdown, cited
from .owner import owner_of
from .phrases import phrase, say
from .render_export import as_html

_NOT_HERE = phrase("This conversation is not here: it was deleted, or is another person’s.")
# The page holds other people's words, and runs no scripts at all.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_FORMS = {
    "md": ("text/markdown; charset=utf-8", as_markdown),
    "json": ("application/json", as_json),
}
_PAGES = ("html", "print")


def conversation_pages(conversations: Conversations, assistant: Assistant) -> APIRouter:
    """Return the routes under which conversations are exported by their owners."""
    router = APIRouter()

    @router.get("/conversation/{id}/{form}")
    def export(id: str, form: str, request: Request) -> Response:
        """Send a conversation as a file of a form; "print" shows the page in the browser."""
        conversation = conversations.find(owner_of(request), id)
        if conversation is None or form not in (*_FORMS, *_PAGES):
            return PlainTextResponse(say(_NOT_HERE) + "\n", 404)
        exchanges = conversations.exchanges(owner_of(request), id)
        headers = {"content-security-policy": _POLICY, "cache-control": "private, no-store"}
        if form != "print":
            headers["content-disposition"] = _attached(conversation, form)
        if form in _PAGES:
            quoted = [each for asked in exchanges for each in cited(asked.answer)]
            page = as_html(conversation, exchanges, assistant.languages(quoted))
            return HTMLResponse(page, headers=headers)
        kind, write = _FORMS[form]
        return Response(write(conversation, exchanges), media_type=kind, headers=headers)

    return router


def _attached(conversation: Conversation, form: str) -> str:
    """Return the header that gives a file the conversation's name, as far as files can have it."""
    name = re.sub(r"[^\w ,()-]", "", conversation.name).strip()[:60].strip() or "conversation"
    ascii = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or "conversation"
    return f"attachment; filename=\"{ascii}.{form}\"; filename*=UTF-8''{quote(name)}.{form}"
