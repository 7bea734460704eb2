"""The pages of single documents: their whole text, and their files as they were added."""

import re
from collections.abc import Sequence
from pathlib import Path, PureWindowsPath

from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import FileResponse, HTMLResponse, Response

from assistant import Account, Assistant, AssistantError, Check, Document, Reference
from index import Replacement
from sources import Note, Span

from .marking import NOTHING, lang, whole_text
from .phrases import phrase, say, spoken
from .render import about, format_name
from .render_account import account_html
from .render_panel import CHANGED, gone_html, note_html
from .render_passages import passages_html
from .wording import origin

STATIC = Path(__file__).parent / "static"
_ID = re.compile(r"[0-9a-f]{64}")
NO_DOCUMENT = phrase(
    "No document of the library has this address. It was removed, or the link comes from another "
    "library."
)
NO_FILE = phrase("The file of this document was not kept, or the document was removed.")
_NO_PLACE = phrase("The link holds no place in this document, so nothing is marked.")
# These pages hold other people's words and run no scripts at all.
_POLICY = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}
_PAGE = Markup("""<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · Alliance Assistant</title>
<link rel="stylesheet" href="/document.css">
</head>
<body>
<header><a href="/">Alliance Assistant</a></header>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
""")


def document_pages(assistant: Assistant) -> APIRouter:
    """Return the routes that show the documents of an assistant."""
    router = APIRouter()

    @router.get("/document/{document_id}", response_class=HTMLResponse)
    def show(document_id: str, at: str | None = None) -> Response:
        """Show the whole text of a document, with the words marked that a reference quotes."""
        document = find_document(assistant, document_id)
        if document is None:
            newer = assistant.replacement(document_id)
            return _not_found(say(NO_DOCUMENT)) if newer is None else _replaced(newer)
        quote, problem = _place(assistant, document, at)
        account = assistant.account_of(document)
        return _page(document.title, _body(document, account, quote, problem))

    @router.get("/document/{document_id}/passages", response_class=HTMLResponse)
    def passages(document_id: str) -> Response:
        """Show the passages that a document was cut into."""
        document = find_document(assistant, document_id)
        if document is None:
            return _not_found(say(NO_DOCUMENT))
        return _page(document.title, passages_html(document, assistant.passages(document.id)))

    @router.get("/document/{document_id}/original")
    def original(document_id: str) -> Response:
        """Send the file of a document as it was added."""
        document = find_document(assistant, document_id)
        path = None if document is None else assistant.original(document.id)
        if document is None or path is None:
            return _not_found(say(NO_FILE))
        name = _file_name(document, path)
        return FileResponse(path, media_type=document.media_type, filename=name)

    @router.get("/document.css")
    def style() -> Response:
        """Send the style of these pages."""
        return FileResponse(STATIC / "document.css", media_type="text/css")

    @router.get("/healthz")
    def health() -> dict[str, str]:
        """Tell that the server answers."""
        return {"status": "ok"}

    return router


def find_document(assistant: Assistant, document_id: str) -> Document | None:
    """Return the document of an id that came with a request, None where there is none such."""
    if not _ID.fullmatch(document_id):
        return None
    try:
        return assistant.document(document_id)
    except AssistantError:
        return None


def _place(assistant: Assistant, document: Document, at: str | None) -> tuple[Span, str | None]:
    """Return the span to mark in a document, or what keeps it from being marked."""
    if at is None:
        return NOTHING, None
    reference = Reference.parse(at)
    if reference is None or reference.document_id != document.id:
        return NOTHING, say(_NO_PLACE)
    excerpt = assistant.look_up(reference)
    if excerpt.check is not Check.MATCHES:
        return NOTHING, say(CHANGED)
    return excerpt.span, None


def _body(document: Document, account: Account, quote: Span, problem: str | None) -> Markup:
    return Markup('<p class="about">{}</p>{}{}{}<article{}>{}</article>{}').format(
        _about(document),
        _links(document),
        account_html(account),
        Markup() if problem is None else Markup('<p class="warning">{}</p>').format(problem),
        lang(document.language),
        whole_text(document, quote),
        _notes(document.notes),
    )


def _about(document: Document) -> str:
    known = about(document.issuer, document.date)
    return " · ".join(filter(None, (known, format_name(document.media_type), origin(document))))


def _links(document: Document) -> Markup:
    return Markup(
        '<p><a href="/document/{0}/original" download>{1}</a> · '
        '<a href="/document/{0}/passages">{2}</a></p>'
    ).format(document.id, say("Download the original file"), say("The passages it was cut into"))


def _notes(notes: Sequence[Note]) -> Markup:
    if not notes:
        return Markup()
    items = Markup("\n").join(
        Markup('<li id="note-{}">{}</li>').format(number, note_html(note))
        for number, note in enumerate(notes, start=1)
    )
    return Markup('<section class="notes"><h2>{}</h2><ol>{}</ol></section>').format(
        say("Footnotes"), items
    )


def _file_name(document: Document, path: Path) -> str:
    """Return the name of a document's file, which its source holds unless it was an address."""
    name = PureWindowsPath(document.source).name
    return name if name.lower().endswith(path.suffix) else document.id[:12] + path.suffix


def _page(title: str, body: Markup, status: int = 200) -> HTMLResponse:
    return HTMLResponse(
        _PAGE.format(lang=spoken().language, title=title, body=body), status, _POLICY
    )


def _replaced(newer: Replacement) -> HTMLResponse:
    return _page(say("Replaced"), gone_html(newer), 404)


def _not_found(problem: str) -> HTMLResponse:
    back = Markup('<p>{}</p><p><a href="/">{}</a></p>')
    body = back.format(problem, say("Back to the assistant"))
    return _page(say("Not found"), body, 404)
