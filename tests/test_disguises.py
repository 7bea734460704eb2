"""Files that are not what their names say."""

import pytest

from sources import read_document
from sources.errors import UnreadableDocument, UnsupportedFormat
from tests.test_docx import docx, p

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (docx(p("Tea.")), "a.xlsx", r"a Word document.*ends in \.docx"),
        (docx(p("Tea.")), "a.pdf", r"a Word document.*ends in \.docx"),
        (b"%PDF-1.7 tea", "a.docx", r"a PDF.*ends in \.pdf"),
        (b"%PDF-1.7\x00\x01", "a.html", r"a PDF.*ends in \.pdf"),
        (b"<!DOCTYPE html><p>Tea", "a.txt", r"a web page.*ends in \.html"),
        (b"<html><p>Log in to read on", "report.pdf", r"a web page.*ends in \.html"),
        (b"<html><p>Log in to read on", "report.odt", r"a web page.*ends in \.html"),
        (OLE + bytes(600), "a.docx", "old Office format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "protected with a password"),
    ],
)
def test_the_message_says_what_it_is(data: bytes, name: str, message: str) -> None:
    with pytest.raises(UnreadableDocument, match=message):
        read_document(data, name, name)


@pytest.mark.parametrize(("name", "new"), [("a.doc", "docx"), ("A.XLS", "xlsx"), ("a.ppt", "pptx")])
def test_old_formats_are_refused_with_the_cure(name: str, new: str) -> None:
    with pytest.raises(UnsupportedFormat, match=rf"save it as \.{new}"):
        read_document(OLE, name, name)
