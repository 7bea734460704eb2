"""Reading Rich Text Format."""

import time

import pytest

from sources import Document, read_document
from sources.errors import UnreadableDocument

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Times;}"
    r"{\f2\fcharset128 Mincho;}}{\colortbl;\red0\green0\blue0;}{\stylesheet{\s1 heading 1;}}"
    r"{\info{\title On tea}{\author Tea Board}{\creatim\yr2024\mo5\dy6}}\deflang1033\lang1036 "
)


def read(body: str) -> Document:
    return read_document((HEAD + body + "}").encode("latin-1"), "tea.rtf", "/tea.rtf")


def test_paragraphs_headings_and_metadata_are_read() -> None:
    document = read(
        r"\pard\outlinelevel1 Kinds\par\pard Th\'e9 is {\b hot}\line and\~good\endash ish."
        "\n\\par "
        r"\pard{\listtext\'b7\tab}Black\par{\listtext 2.\tab}Green\par"
    )
    assert document.text == "Kinds\nThé is hot and good–ish.\n• Black\n2. Green"
    assert document.headings[0].level == 2
    assert (document.title, document.issuer, document.date, document.language) == (
        "On tea", "Tea Board", "2024-05-06", "fr",
    )  # fmt: skip


def test_characters_are_read_by_the_code_page_of_their_font_and_by_unicode() -> None:
    document = read(
        r"{\f1\'f7\'e0\'e9} {\f2\'92\'83\'83A} \u233?\uc2\u8364\'80x{\uc1\u-10179?\u-8704?}"
        r"{\uc0\u233}!"
    )
    assert document.text == "чай 茶ア é€😀é!"


def test_tables_notes_and_text_boxes_are_read() -> None:
    document = read(
        r"\trowd\pard\intbl Tea\cell Price\cell\row\intbl Black\par leaf\cell 4\cell\row\pard "
        r"Hot{\super\chftn}{\footnote{\super\chftn} Very \b hot.}."
        r"{\shp{\*\shpinst{\sp{\sn fill}{\sv 1}}{\shptxt\pard Boxed.\par}}{\shprslt No}}\par "
        r'{\field{\*\fldinst HYPERLINK "https://tea.example"}{\fldrslt Link}}'
    )
    assert document.text == "Tea | Price\nBlack leaf | 4\nHot.\nBoxed.\nLink"
    (note,) = document.notes
    assert (note.label, note.text) == ("1", "Very hot.")
    assert document.text[: note.at[0]].endswith("Hot")


def test_what_is_left_out_is_told() -> None:
    document = read(
        r"{\header Draft\par}Tea{\deleted coffee}{\v secret}{\*\annotation Really?}"
        r"{\*\unheard of}{\*\shppict{\pict 00ff}}{\nonshppict{\pict 00ff}} is hot.\par"
    )
    assert document.text == "Tea is hot."
    assert document.report.dropped == (
        "1 comment", "1 picture", "1 piece of hidden text", "1 tracked deletion",
        "the page header “Draft”",
    )  # fmt: skip


def test_raw_bytes_are_skipped_wherever_they_stand() -> None:
    assert read(r"Tea{\pict\bin6 }}}{{\}\bin3 }}} is hot.").text == "Tea is hot."
    with pytest.raises(UnreadableDocument, match="no text"):
        read(r"\bin999999999 Tea.")


@pytest.mark.parametrize(
    "body", ["{" * 2_000_000, r"\bin-5 " * 100_000, r"{\field{\*\fldinst HYPERLINK " * 3_000, "\\"]
)
def test_hostile_nesting_is_refused_or_read_at_once(body: str) -> None:
    started = time.perf_counter()
    with pytest.raises(UnreadableDocument):
        read(body)
    assert time.perf_counter() - started < 5


def test_what_is_something_else_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="no Rich Text Format"):
        read_document(b"Tea is hot.", "tea.rtf", "tea.rtf")
