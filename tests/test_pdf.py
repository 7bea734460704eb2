"""Reading PDF: files made here with reportlab, as other programs would make them."""

import logging
import re
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from sources import Document, read_document
from sources.errors import UnreadableDocument
from sources.pdf import read_pdf

WIDE = "A line that is as wide as the page fills it to its very end, and goes no further."
SENTENCE = "The Parties will consult together whenever the security of any Party is threatened."


def made(
    pages: Sequence[Sequence[str]],
    *,
    font: str = "Helvetica",
    outline: Sequence[tuple[str, int]] = (),
    **metadata: str,
) -> bytes:
    """Make a PDF of pages of lines; the metadata are title and author."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setTitle(metadata.get("title", ""))
    canvas.setAuthor(metadata.get("author", ""))
    for lines in pages:
        canvas.setFont(font, 11)
        for number, line in enumerate(lines):
            canvas.drawString(72, 770 - 14 * number, line)
            for title, level in outline:
                if title == line:
                    canvas.bookmarkPage(title)
                    canvas.addOutlineEntry(title, title, level)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def read(data: bytes) -> Document:
    return read_document(data, "report.pdf", "report.pdf")


def rewritten(data: bytes, password: str | None = None, **info: str) -> bytes:
    """Write a PDF anew with pypdf: encrypted, or with other metadata."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.add_metadata({f"/{name}": value for name, value in info.items()})
    if password is not None:
        writer.encrypt(password, "owner", algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def headings(document: Document) -> list[tuple[int, str]]:
    return [(each.level, document.text[each.start : each.end]) for each in document.headings]


def test_lines_become_paragraphs() -> None:
    lines = [
        WIDE,
        "The Parties will consult together whenever the security of",
        "any Party is threatened.",
        "The Council meets.",
    ]
    assert read(made([lines])).text.split("\n") == [f"{WIDE} {SENTENCE}", "The Council meets."]


def test_running_headers_footers_and_page_numbers_are_dropped() -> None:
    pages = [
        [
            "Annual Report 2024",
            f"Topic {name} is what this page is about.",
            SENTENCE,
            f"Page {number} of 4",
            "Tea Board",
        ]
        for number, name in enumerate(["one", "two", "three", "four"], 1)
    ]
    text = read(made(pages)).text
    assert "Annual" not in text
    assert "Page" not in text
    assert "Board" not in text
    assert [text.count(f"Topic {name} ") for name in ("one", "two", "three", "four")] == [1] * 4


@pytest.mark.parametrize("numbers", ["1 2 3", "- 7 - | - 8 - | - 9 -", "i ii iii", "1/3 2/3 3/3"])
def test_page_numbers_of_all_kinds_are_dropped(numbers: str) -> None:
    each = [part.strip() for part in (numbers.split("|") if "|" in numbers else numbers.split())]
    pages = [
        [f"{letter}: {WIDE}", f"Tea {letter} is hot.", number]
        for number, letter in zip(each, "ABC", strict=True)
    ]
    assert read(made(pages)).text.split("\n")[1:] == [
        "B: " + WIDE + " Tea B is hot.",
        "C: " + WIDE + " Tea C is hot.",
    ]


def test_the_page_numbers_of_two_pages_are_dropped() -> None:
    pages = [["Tea is hot.", WIDE, "Page 1 of 2"], ["Cups are cold.", "Page 2 of 2"]]
    assert read(made(pages)).text.split("\n") == ["Tea is hot.", f"{WIDE} Cups are cold."]


def test_a_header_that_changes_with_the_chapter_is_dropped() -> None:
    pages = [
        [f"{number} THE {chapter} CHAPTER", f"Word{letter} stands here.", SENTENCE]
        for number, (letter, chapter) in enumerate(
            zip("abcdefgh", ["FIRST"] * 4 + ["SECOND"] * 4, strict=True), 1
        )
    ]
    text = read(made(pages)).text
    assert "CHAPTER" not in text
    assert text.count("stands here") == 8


def test_the_headings_of_articles_at_the_top_of_pages_are_kept() -> None:
    pages = [
        [f"Article {number}", f"({letter}) {SENTENCE}", f"{number}"]
        for number, letter in enumerate("abcde", 1)
    ]
    found = [words for _, words in headings(read(made(pages)))]
    assert found == [f"Article {number}" for number in range(1, 6)]


def test_a_sentence_over_a_page_break_is_joined_and_knows_its_pages() -> None:
    first, second = (
        "The Parties will consult together whenever the security",
        "of any Party is threatened.",
    )
    document = read(made([["Tea is hot.", first], [second, "The end."]]))
    assert document.text == f"Tea is hot.\n{SENTENCE}\nThe end."
    assert document.page_starts == (0, document.text.index(second))
    assert [
        document.page_at(document.text.index(word)) for word in ("Tea", "security", "of any", "end")
    ] == [1, 1, 2, 2]


def test_a_word_broken_over_a_page_is_made_whole() -> None:
    text = read(
        made(
            [["The Allies have agreed upon a much closer co-"], ["operation in all that they do."]]
        )
    ).text
    assert text == "The Allies have agreed upon a much closer cooperation in all that they do."


def test_an_empty_page_counts_as_a_page() -> None:
    document = read(made([["Tea is hot.", WIDE], [], ["Cups are cold."], []]))
    assert document.text == f"Tea is hot.\n{WIDE} Cups are cold."
    assert document.page_at(document.text.index("Cups")) == 3
    assert len(document.page_starts) == 4


def test_headings_of_the_outline_are_headings_with_their_level() -> None:
    full = "The Parties will consult together whenever the security of any is threatened."
    pages = [["Foreword", full, "on being consulted", full, "Article 1", full]]
    document = read(
        made(
            pages,
            title="Report on Tea",
            outline=[("Foreword", 0), ("on being consulted", 1), ("Article 1", 1)],
        )
    )
    assert headings(document) == [(1, "Foreword"), (2, "on being consulted"), (2, "Article 1")]
    assert document.section_at(len(document.text) - 1) == "Foreword › Article 1"


def test_an_entry_of_the_contents_is_not_the_heading_itself() -> None:
    pages = [["Overview 2"], ["Overview", SENTENCE]]
    document = read(made(pages, outline=[("Overview", 0)]))
    assert (1, "Overview") in headings(document)
    assert all(level != 1 for level, words in headings(document) if words == "Overview 2")


def test_metadata_gives_title_and_author_and_the_day_it_was_made() -> None:
    data = rewritten(
        made([[SENTENCE]]), Title="Tea Report", Author="Tea Board", CreationDate="D:20240506120000Z"
    )
    document = read(data)
    assert (document.title, document.issuer, document.date) == (
        "Tea Report",
        "Tea Board",
        "2024-05-06",
    )


@pytest.mark.parametrize(
    "title", ["untitled", "Microsoft Word - tea.doc", "tea_final.docx", "Document1", "x", "zen.txt"]
)
def test_a_title_that_only_a_program_gave_is_not_the_title(title: str) -> None:
    assert read(made([[SENTENCE]], title=title, author="anonymous")).title == "report"


def test_an_author_that_only_a_program_gave_is_not_the_issuer() -> None:
    assert read(made([[SENTENCE]], author="anonymous")).issuer is None


def test_a_damaged_date_does_not_stop_reading() -> None:
    document = read(rewritten(made([[SENTENCE]]), CreationDate="D:last Tuesday"))
    assert (document.text, document.date) == (SENTENCE, None)


def test_a_damaged_outline_does_not_stop_reading() -> None:
    data = made([["Tea", SENTENCE]], outline=[("Tea", 0)])
    broken = re.sub(rb"/Dest \[[^]]*\]", b"/A 5", data)  # an action that is a number
    assert read(broken).text == f"Tea\n{SENTENCE}"


def test_an_encrypted_file_that_opens_without_a_password_is_read() -> None:
    assert read(rewritten(made([[SENTENCE]]), password="")).text == SENTENCE


def test_an_encrypted_file_that_needs_a_password_is_refused_in_words_that_help() -> None:
    with pytest.raises(UnreadableDocument, match=r"needs a password.*without the password"):
        read(rewritten(made([[SENTENCE]]), password="secret"))


def test_a_file_that_asks_for_more_than_is_known_is_not_called_damaged() -> None:
    data = rewritten(made([[SENTENCE]]), password="secret")
    assert data.count(b"/V 5") == 1
    with pytest.raises(
        UnreadableDocument, match=r"cannot read, such as a rare encryption"
    ) as caught:
        read(data.replace(b"/V 5", b"/V 9"))
    assert "damaged" not in str(caught.value)


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6])
def test_a_truncated_file_is_refused(kept: float) -> None:
    data = made([[SENTENCE] * 40] * 5)
    with pytest.raises(UnreadableDocument, match="The PDF"):
        read(data[: int(kept * len(data))])


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"\x00\xff" * 500, b"%PDF-1.4\n%%EOF"])
def test_garbage_is_refused_in_words_that_help(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"damaged.*save it anew"):
        read(data)


def test_a_file_without_text_is_refused_in_words_that_help() -> None:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.rect(100, 100, 300, 300, fill=1)
    canvas.save()
    with pytest.raises(UnreadableDocument, match=r"no text.*scanned.*OCR"):
        read_pdf(file.getvalue(), recognising=False)


def test_scans_with_stamped_page_numbers_are_refused_too() -> None:
    with pytest.raises(UnreadableDocument, match="scanned"):
        read_pdf(made([[f"Page {number}"] for number in range(1, 5)]), recognising=False)


@pytest.mark.parametrize("font", ["Courier", "Times-BoldItalic"])
def test_letters_with_accents_are_read_in_every_font(font: str) -> None:
    assert (
        read(made([["Liberté, Größe – “fine” €5"]], font=font)).text == "Liberté, Größe – “fine” €5"
    )


def test_the_bullet_that_reportlab_writes_is_kept() -> None:
    lines = ["Tea is these things:", " • hot;", "• green;", "• cheap."]
    assert read(made([lines])).text == "Tea is these things:\n• hot;\n• green;\n• cheap."


def test_a_font_of_another_script_is_read() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    assert read(made([["北大西洋条約機構"]], font="HeiseiMin-W3")).text == "北大西洋条約機構"


def test_a_damaged_file_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    data = made([[SENTENCE]]).replace(b"startxref", b"startxxxx")
    with suppress(UnreadableDocument):
        read(data)
    assert tuple(capfd.readouterr()) == ("", "")
    assert not logging.getLogger("pypdf").isEnabledFor(logging.ERROR)
