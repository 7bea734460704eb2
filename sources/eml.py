"""Reading e-mail (EML): the message; its attachments are named."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses

from .document import Report
from .errors import UnreadableDocument
from .html import read_html
from .normalise import normalise, one_line
from .paragraphs import paragraphs
from .reading import Block, Reading


def read_eml(data: bytes) -> Reading:
    """Return the text of a message, its subject as title and its sender as issuer.

    The plain text is read where there is one, else the HTML. Attachments are left out and reported
    by name. Raises UnreadableDocument when there is no message.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        if not message.keys():
            raise UnreadableDocument("The file is not an e-mail, whatever its name says.")
        return Reading(
            _blocks(message),
            title=_header(message, "subject"),
            issuer=_sender(message),
            date=_date(message),
            language=_header(message, "content-language"),
            report=Report("email (Python)", tuple(_attachments(message))),
        )
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        # What the standard library raises on headers and parts that break the rules.
        raise UnreadableDocument(
            "The e-mail is damaged. Open it in your mail program, save it again and add that."
        ) from error


def _blocks(message: EmailMessage) -> list[Block]:
    body = message.get_body(("plain", "html"))
    if body is None:
        return []
    if body.get_content_type() == "text/html":
        content = body.get_content()
        return list(read_html(f"<meta charset='utf-8'>{content}".encode(errors="replace")).blocks)
    return [Block(each) for each in paragraphs(normalise(str(body.get_content())))]


def _header(message: EmailMessage, name: str) -> str | None:
    return one_line(normalise(str(message.get(name) or ""))) or None


def _sender(message: EmailMessage) -> str | None:
    for name, address in getaddresses([_header(message, "from") or ""]):
        return name or address
    return None


def _date(message: EmailMessage) -> str | None:
    date = getattr(message.get("date"), "datetime", None)
    return date.date().isoformat() if date else None


def _attachments(message: EmailMessage) -> list[str]:
    names = [each.get_filename() or each.get_content_type() for each in message.iter_attachments()]
    return [
        f"the attachment “{one_line(normalise(name))[:80]}” (save it and add it by itself)"
        for name in names
    ]
