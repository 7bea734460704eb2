"""The attachments of an e-mail: which can be added, and why others cannot."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from pathlib import PurePosixPath

from .eml import BROKEN, damaged_mail, is_attachment, leaves, parse_message, read_eml
from .errors import DocumentTooLarge, UnreadableDocument
from .load import FORMATS, refuse_ending
from .normalise import normalise, one_line

MAIL = ".eml"
_MOST = 200
_LONGEST_NAME = 150
_MESSAGE = "message/rfc822"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to an e-mail; ``refusal`` says why it cannot be added, None where it can."""

    place: int
    name: str
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """What there is to add of an e-mail: its text, if it has any, and its attachments."""

    has_text: bool
    attachments: tuple[Attachment, ...]


def open_mail(data: bytes) -> Mail:
    """Return what there is to add of the e-mail that a file's bytes hold.

    What is attached to an attached message is refused. Raises UnreadableDocument, or
    DocumentTooLarge for one of too many attachments.
    """
    has_text = any(char.isalnum() for block in read_eml(data).blocks for char in block.text)
    try:
        found = list(_told(_attached(data)))
    except BROKEN as error:
        raise damaged_mail() from error
    if len(found) > _MOST:
        raise DocumentTooLarge(
            f"The e-mail has {len(found):,} attachments; the most that is read is {_MOST}. Save "
            "them in a folder and add that."
        )
    return Mail(has_text, tuple(found))


def read_attached(data: bytes, attachment: Attachment) -> bytes:
    """Return the bytes of an attachment of the e-mail that a file's bytes hold.

    Raises UnreadableDocument or UnsupportedFormat.
    """
    if attachment.refusal:
        raise UnreadableDocument(attachment.refusal)
    refuse_ending(attachment.name)
    try:
        part = _attached(data)[attachment.place]
        if part.get_content_type() == _MESSAGE:
            return bytes(_message(part).as_bytes())
        content = part.get_payload(decode=True)
        return content if isinstance(content, bytes) else b""
    except BROKEN as error:
        raise UnreadableDocument(
            "The attachment is damaged. Save it in your mail program and add it by itself."
        ) from error


def _attached(data: bytes) -> list[MIMEPart]:
    return _attached_to(parse_message(data))


def _attached_to(message: EmailMessage) -> list[MIMEPart]:
    return [part for part, holder in leaves(message) if is_attachment(part, holder)]


def _told(parts: list[MIMEPart]) -> Iterator[Attachment]:
    seen = set[str]()
    for place, part in enumerate(parts):
        name = _unlike(seen, _name(part))
        yield Attachment(place, name)
        if part.get_content_type() == _MESSAGE:
            for inner in _attached_to(_message(part)):
                yield Attachment(
                    place,
                    _unlike(seen, f"{name}/{_name(inner)}"),
                    "It is attached to an attached message. Save it in your mail program and add "
                    "it by itself.",
                )


def _message(part: MIMEPart) -> EmailMessage:
    message = part.get_content()
    if not isinstance(message, EmailMessage):
        raise TypeError("an attached message that is none")
    return message


def _name(part: MIMEPart) -> str:
    """Return a name for an attachment: its own, without folders and what cannot be seen."""
    kind = part.get_content_type()
    given = part.get_filename() or ""
    if kind == _MESSAGE and not given:
        given = str(_message(part).get("subject") or "").replace("/", " ")
    last = re.split(r"[/\\]", normalise(given))[-1]
    name = "".join(char for char in one_line(last) if char.isprintable()).lstrip(". ")
    stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
    if kind == _MESSAGE and ending.lower() != MAIL:
        stem, ending = name, MAIL
    elif not ending:
        endings = (end for end, media_type in FORMATS.items() if media_type == kind)
        ending = next(endings, "")
    return (stem or "attachment")[:_LONGEST_NAME] + ending[:_LONGEST_NAME]


def _unlike(seen: set[str], name: str) -> str:
    """Return a name, with a number where an attachment before it has the same."""
    path = PurePosixPath(name)
    number, unlike = 1, name
    while unlike.casefold() in seen:
        number += 1
        unlike = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    seen.add(unlike.casefold())
    return unlike
