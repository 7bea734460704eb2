"""Saved web pages (MHTML), as browsers write them."""

import pytest

from sources import Document, read_document
from sources.errors import UnreadableDocument

PAGE = (
    '<!DOCTYPE html><html lang=3D"en-GB"><head>{meta}<title>Tea =E2=80=94 a guide</title>'
    '<meta name=3D"author" content=3D"Tea Board"></head><body><nav>Home</nav>'
    "<main><h1>Tea</h1><p>Th=C3=A9 is made of leaves and hot wat=\r\ner.</p>"
    '<img src=3D"https://tea.example/cup.png"><iframe src=3D"cid:frame-1@mhtml.blink"></iframe>'
    "</main></body></html>"
)


def saved(
    page: str = PAGE.format(meta=""), kind: str = "text/html", start: str = "", first: str = ""
) -> bytes:
    """Return a page with a picture and an embedded page, as Chromium saves it."""
    return (
        "From: <Saved by Blink>\r\n"
        "Snapshot-Content-Location: https://tea.example/guide\r\n"
        "Subject: =?utf-8?Q?Tea=20=E2=80=94=20a=20guide?=\r\n"
        "Date: Thu, 26 Nov 2026 10:00:00 -0000\r\n"
        "MIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; {start}type="text/html"; boundary="----Cut----"\r\n'
        f"\r\n\r\n{first}------Cut----\r\n"
        f"Content-Type: {kind}\r\n"
        "Content-ID: <frame-0@mhtml.blink>\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: https://tea.example/guide\r\n"
        f"\r\n{page}\r\n"
        "------Cut----\r\n"
        "Content-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        "Content-Location: https://tea.example/cup.png\r\n"
        "\r\niVBORw0KGgo=\r\n"
        f"{FRAME}"
        "------Cut------\r\n"
    ).encode()


FRAME = (
    "------Cut----\r\n"
    "Content-Type: text/html\r\n"
    "Content-ID: <frame-1@mhtml.blink>\r\n"
    "\r\n<p>Buy a cup now.</p>\r\n"
)


def read(data: bytes, name: str = "guide.mhtml") -> Document:
    return read_document(data, name, name)


@pytest.mark.parametrize("name", ["guide.mhtml", "GUIDE.MHT"])
def test_a_saved_page_is_read_as_the_page_is(name: str) -> None:
    document = read(saved(), name)
    assert document.text == "Tea\nThé is made of leaves and hot water."
    assert (document.title, document.issuer, document.language) == (
        "Tea — a guide",
        "Tea Board",
        "en",
    )
    assert document.date is None
    assert [each.level for each in document.headings] == [1]
    assert document.report.reader == "email (Python), Beautiful Soup and lxml (HTML)"
    assert "1 picture" in document.report.dropped
    assert "1 embedded page" in document.report.dropped


def test_the_page_is_the_part_that_the_file_names_wherever_it_stands() -> None:
    data = saved(start='start="<frame-0@mhtml.blink>"; ', first=FRAME)
    assert "Buy" not in read(data).text


def test_a_page_without_a_title_has_that_of_the_file() -> None:
    assert read(saved("<p>Tea is hot.</p>")).title == "Tea — a guide"


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("text/html; charset=windows-1252", "<meta charset=utf-8><p>Th=E9 is hot.</p>"),
        ("text/html", "<meta charset=3Dwindows-1252><p>Th=E9 is hot.</p>"),
        ("text/html; charset=utf-8", "<meta charset=3Dlatin-1><p>Th=C3=A9 is hot.</p>"),
    ],
)
def test_the_encoding_is_what_the_part_says_else_what_the_page_says(kind: str, page: str) -> None:
    assert read(saved(page, kind)).text == "Thé is hot."


def test_a_page_that_is_the_whole_file_is_read() -> None:
    data = b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>Tea is hot.</p>"
    assert read(data).text == "Tea is hot."


@pytest.mark.parametrize(
    "data",
    [
        b"no headers at all",
        b"Subject: Tea\r\n\r\nTea is hot.",
        saved(kind="image/gif").replace(b"Content-Type: text/html\r\n", b""),
        saved(kind="text/html; charset=klingon"),
        saved(kind="multipart/related"),
    ],
)
def test_a_file_without_a_page_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="save it again"):
        read(data)


def test_scripts_and_addresses_of_a_saved_page_do_nothing() -> None:
    page = '<p>Tea<script src=3D"cid:x">alert(1)</script> is hot.</p><link href=3D"file:///x">'
    assert read(saved(page)).text == "Tea is hot."
