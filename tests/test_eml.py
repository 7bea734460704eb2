"""Reading e-mail."""

from email.message import EmailMessage

import pytest

from sources import Document, read_document
from sources.errors import UnreadableDocument


def message(subject: str = "On tea — today") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = subject, "Tea Board <board@tea.example>"
    mail["Date"] = "Mon, 06 May 2024 23:30:00 +0200"
    return mail


def read(data: bytes) -> Document:
    return read_document(data, "tea.eml", "/tea.eml")


def test_the_message_is_read_with_subject_sender_and_date() -> None:
    mail = message()
    mail.set_content("Thé is hot\nand fresh.\n\nCups are cold.\n")
    mail.add_alternative("<p>Other</p>", subtype="html")
    mail.add_attachment(b"Tea", maintype="text", subtype="plain", filename="leaf.txt")
    document = read(mail.as_bytes())
    assert document.text == "Thé is hot and fresh.\nCups are cold."
    assert (document.title, document.issuer, document.date) == (
        "On tea — today",
        "Tea Board",
        "2024-05-06",
    )
    assert document.report.dropped == ("the attachment “leaf.txt” (no part of this text)",)


def test_html_alone_is_read_as_a_page() -> None:
    mail = message()
    mail.set_content("<h1>Tea</h1><p>Thé is <b>hot</b>.</p><script>x()</script>", subtype="html")
    assert read(mail.as_bytes()).text == "Tea\nThé is hot."


@pytest.mark.parametrize(
    "data",
    [b"\n\nno headers", b"Subject: x\nContent-Type: text/plain; charset=klingon\n\n\xff\xfe tea"],
)
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="e-mail"):
        read(data)


def test_text_that_goes_on_behind_an_attachment_is_read_and_pictures_are_counted() -> None:
    mail = message()
    mail.set_content("Tea is hot.\n")
    mail.add_attachment(b"Tea", maintype="text", subtype="plain", filename="leaf.txt")
    further = EmailMessage()
    further.set_content("Cups are cold.\n")
    mail.attach(further)
    mail.add_attachment(b"x", maintype="image", subtype="png", disposition="inline")
    document = read(mail.as_bytes())
    assert document.text == "Tea is hot.\nCups are cold."
    assert document.report.dropped[0] == "1 inline picture"
