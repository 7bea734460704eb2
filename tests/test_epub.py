"""Reading e-books, which each test writes part by part."""

import zipfile
from io import BytesIO

import pytest

from sources import read_document
from sources.errors import UnreadableDocument

PAGE = "<?xml version='1.0' encoding='utf-8'?>\n<html xmlns='http://www.w3.org/1999/xhtml'><body>{}</body></html>"
OPF = """<package xmlns:dc="urn:dc"><metadata><dc:title>On tea</dc:title><dc:creator>A. Leaf</dc:creator>
<dc:date>2024-05-06T00:00:00Z</dc:date><dc:language>en</dc:language></metadata>
<manifest><item id="b" href="b%20two.xhtml"/><item id="a" href="../a.xhtml"/><item id="n" href="nav.xhtml" properties="nav"/>
<item id="i" href="i.png" media-type="image/png"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="gone"/></spine></package>"""


def epub(**more: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
        package.writestr("META-INF/container.xml", '<c><rootfile full-path="in/book.opf"/></c>')
        package.writestr("in/book.opf", OPF)
        package.writestr("in/nav.xhtml", PAGE.format("<p>Contents</p>"))
        package.writestr("a.xhtml", PAGE.format("<h1>Tea</h1><p>Thé is hot.</p>"))
        package.writestr(
            "in/b two.xhtml", PAGE.format("<h1>Cups</h1><p>Cold.</p><script>x</script>")
        )
        if more:
            package.writestr("META-INF/encryption.xml", more["encryption"])
    return file.getvalue()


def test_the_chapters_are_read_in_order() -> None:
    document = read_document(epub(), "tea.epub", "/tea.epub")
    assert document.text == "Tea\nThé is hot.\nCups\nCold."
    assert (document.title, document.issuer, document.date, document.language) == (
        "On tea", "A. Leaf", "2024-05-06", "en",
    )  # fmt: skip
    assert document.report.dropped == ("1 picture",)


def test_a_protected_book_is_refused() -> None:
    data = epub(encryption='<e><CipherReference URI="a.xhtml"/></e>')
    with pytest.raises(UnreadableDocument, match="protected against copying"):
        read_document(data, "tea.epub", "/tea.epub")


def test_a_damaged_book_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="e-book is damaged"):
        read_document(epub()[:200], "tea.epub", "/tea.epub")
