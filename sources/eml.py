"""Reading e-mail (EML): the message. Its attachments are documents of their own."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import getaddresses

from .document import Report
from .errors import UnreadableDocument
from .normalise import normalise, one_line
from .package import counted
from .paragraphs import paragraphs
from .reading import Block, Reading

# What the standard library raises on headers and parts that break the rules.
BROKEN = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
_SIGNATURES = frozenset(f"application/{kind}-signature" for kind in ("pgp", "pkcs7", "x-pkcs7"))


def read_eml(data: bytes) -> Reading:
    """Return the text of a message, its subject as title and its sender as issuer.

    The plain text is read where there is one, else the HTML. Attachments and inline pictures are
    left out and reported. Raises UnreadableDocument when there is no message.
    """
    try:
        message = parse_message(data)
        return Reading(
            _blocks(message),
            title=_header(message, "subject"),
            issuer=_sender(message),
            date=_date(message),
            language=_header(message, "content-language"),
            report=Report("email (Python)", tuple(_left_out(message))),
        )
    except BROKEN as error:
        raise damaged_mail() from error


def parse_message(data: bytes) -> EmailMessage:
    """Return the message that a file's bytes hold. Raises UnreadableDocument, or one of BROKEN."""
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    if not message.keys():
        raise UnreadableDocument("The file is not an e-mail, whatever its name says.")
    return message


def damaged_mail() -> UnreadableDocument:
    """Return the error that says that an e-mail is damaged."""
    return UnreadableDocument(
        "The e-mail is damaged. Open it in your mail program, save it again and add that."
    )


def leaves(message: MIMEPart, kind: str = "") -> Iterator[tuple[MIMEPart, str]]:
    """Yield the parts of a message that hold something, each with the kind of what holds it."""
    if not message.is_multipart() or message.get_content_maintype() != "multipart":
        yield message, kind
        return
    for part in message.iter_parts():
        yield from leaves(part, message.get_content_type())


def is_attachment(part: MIMEPart, holder: str) -> bool:
    """Tell whether a part is a document of its own: no text of the message, picture or signature.

    ``holder`` is the kind of the part that holds it.
    """
    if is_inline_picture(part) or part.get_content_type() in _SIGNATURES:
        return False
    is_text = part.get_content_type() in ("text/plain", "text/html")
    named = part.is_attachment() or bool(part.get_filename())
    return named or not (is_text or holder == "multipart/alternative")


def is_inline_picture(part: MIMEPart) -> bool:
    """Tell whether a part is a picture that is shown within the text."""
    within = not part.is_attachment() or part.get("content-id") is not None
    return part.get_content_maintype() == "image" and within


def _blocks(message: EmailMessage) -> list[Block]:
    body = message.get_body(("plain", "html"))
    if body is None:
        return []
    # Some programs cut the text where an attachment was put, and go on behind it.
    further = [
        part
        for part, holder in leaves(message)
        if part is not body
        and holder == "multipart/mixed"
        and part.get_content_type() == body.get_content_type()
        and not is_attachment(part, holder)
    ]
    return [block for part in (body, *further) for block in _blocks_of_text(part)]


def _blocks_of_text(body: MIMEPart) -> list[Block]:
    if body.get_content_type() == "text/html":
        content = body.get_content()
        # Imported late, as in `load`: whether a file is an e-mail is asked by what reads none.
        from .html import read_html

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


def _left_out(message: EmailMessage) -> Iterator[str]:
    parts = list(leaves(message))
    yield from counted(sum(is_inline_picture(part) for part, _ in parts), "inline picture")
    for part, holder in parts:
        if is_attachment(part, holder):
            name = part.get_filename() or part.get_content_type()
            yield f"the attachment “{one_line(normalise(name))[:80]}” (no part of this text)"
