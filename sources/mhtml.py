"""Reading MHTML, a saved web page: an e-mail without receiver whose parts are the page's files."""

from email.message import MIMEPart

from .document import Report
from .eml import BROKEN, parse_message
from .errors import UnreadableDocument
from .html import read_html
from .normalise import normalise, one_line
from .reading import Reading


def read_mhtml(data: bytes) -> Reading:
    """Return the text of the page that was saved, read as `read_html` reads it.

    Its pictures and the pages embedded in it are left out and reported. Raises UnreadableDocument
    when there is no page in the file.
    """
    try:
        message = parse_message(data)
        page = message.get_body(("html",))
        subject = one_line(normalise(str(message.get("subject") or "")))
        markup = None if page is None else _markup(page)
    except (*BROKEN, UnreadableDocument) as error:
        raise _no_page() from error
    if markup is None:
        raise _no_page()
    read = read_html(markup)
    return Reading(
        read.blocks,
        title=read.title or subject,
        issuer=read.issuer,
        date=read.date,
        language=read.language,
        report=Report(f"email (Python), {read.report.reader}", read.report.dropped),
    )


def _markup(page: MIMEPart) -> bytes:
    """Return the bytes of a page; what its part says of their encoding outdoes what they say."""
    content = page.get_payload(decode=True)
    assert isinstance(content, bytes)
    charset = page.get_content_charset()
    if not charset:
        return content
    return f"<meta charset='utf-8'>{content.decode(charset, 'replace')}".encode(errors="replace")


def _no_page() -> UnreadableDocument:
    return UnreadableDocument(
        "There is no page in this file, or it is damaged. Open the page in a browser, save it "
        "again and add that."
    )
