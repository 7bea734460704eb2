"""Reading Word documents, which each test writes part by part."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from assistant.layout import introduction
from sources import Document, read_document
from sources.document import Span
from sources.errors import DocumentTooLarge, UnreadableDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = f"""<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:styleId="Round"><w:name w:val="Round"/><w:basedOn w:val="Round"/></w:style>
<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>"""
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
<w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>"""


def docx(body: str, **parts: str) -> bytes:
    """Write a Word document; a part is named by its kind ("footnotes")."""
    file = BytesIO()
    parts = {"styles": STYLES, "numbering": NUMBERING, **parts}
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "_rels/.rels",
            f'<r><x Id="1" Type="{TYPES}/officeDocument" Target="word/document.xml"/>'
            f'<x Id="2" Type="{core}" Target="docProps/core.xml"/></r>',
        )
        links = [f'<x Id="{kind}" Type="{TYPES}/{kind}" Target="{kind}.xml"/>' for kind in parts]
        package.writestr("word/_rels/document.xml.rels", f"<r>{''.join(links)}</r>")
        package.writestr(
            "docProps/core.xml",
            '<c xmlns:d="urn:dc"><d:title>On tea</d:title><d:creator>Tea Board</d:creator>'
            "<d:created>2024-05-06T07:08:09Z</d:created></c>",
        )
        package.writestr(
            "word/document.xml",
            body
            if body.startswith("<!")
            else f"<w:document {W}><w:body>{body}</w:body></w:document>",
        )
        for kind, part in parts.items():
            package.writestr(f"word/{kind}.xml", part)
    return file.getvalue()


def p(text: str, style: str = "", more: str = "") -> str:
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def read(body: str, **parts: str) -> Document:
    return read_document(docx(body, **parts), "tea.docx", "/tea.docx")


def item(text: str, number: int, level: int = 0) -> str:
    more = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, more=more)


def test_headings_are_known_by_style_in_any_language() -> None:
    document = read(
        p("Tea", "berschrift1") + p("Hot.") + p("Cups", "Mine") + p("Cold.", "Round")
        + p("Own", more='<w:outlineLvl w:val="1"/>')
    )  # fmt: skip
    assert document.text == "Tea\nHot.\nCups\nCold.\nOwn"
    assert [(each.level, document.text[each.start : each.end]) for each in document.headings] == [
        (1, "Tea"), (1, "Cups"), (2, "Own"),
    ]  # fmt: skip


def test_the_metadata_are_read() -> None:
    document = read(p("Hot."))
    assert (document.title, document.issuer, document.date, document.language) == (
        "On tea", "Tea Board", "2024-05-06", "en",
    )  # fmt: skip
    assert document.report.reader


def test_lists_get_the_numbers_that_word_shows() -> None:
    body = item("Fill", 1) + item("Hot", 1, 1) + item("Cold", 1, 1) + item("Drink", 1)
    assert read(body + item("Leaf", 2)).text == "1. Fill\n(a) Hot\n(b) Cold\n2. Drink\n• Leaf"


def test_a_table_gives_a_line_a_row() -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("All")
    table = f"<w:tbl>{row(p('Tea'), p('Price'))}{row(p('Green') + p('leaf'), p('3'))}{row(wide)}</w:tbl>"
    assert read(table).text == "Tea | Price\nGreen leaf | 3\nAll |"
    assert read(f"<w:tbl>{row(p('One.') + p('Two.'))}</w:tbl>").text == "One.\nTwo."


def test_footnotes_stand_apart_at_their_place() -> None:
    notes = f'<w:footnotes {W}><w:footnote w:id="5">{p("See https://tea.example/a.")}</w:footnote></w:footnotes>'
    body = '<w:p><w:r><w:t>Hot</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r><w:r><w:t> tea.</w:t></w:r></w:p>'
    document = read(body, footnotes=notes)
    assert document.text == "Hot tea."
    (note,) = document.notes
    assert (note.label, note.text, note.at) == ("1", "See https://tea.example/a.", (3,))
    assert note.address == "https://tea.example/a"


def test_tracked_changes_controls_links_and_boxes_are_read() -> None:
    body = (
        "<w:p><w:ins><w:r><w:t>New</w:t></w:r></w:ins><w:del><w:r><w:delText>Old</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t> link</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t> field</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        f"<w:sdt><w:sdtContent>{p('Control.')}</w:sdtContent></w:sdt>"
        f"<w:p><w:r><w:pict><w:txbxContent>{p('In a box.')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    document = read(body)
    assert document.text == "New link field\nControl.\nIn a box."
    assert document.report.dropped == ("1 tracked deletion",)


def test_what_is_left_out_is_said() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret</w:t></w:r></w:p>"
    header = f"<w:hdr {W}>{p('Draft')}</w:hdr>"
    document = read(p("Tea 3", "TOC1") + p("Hot.") + hidden, header=header)
    assert document.text == "Hot."
    assert document.report.dropped == (
        "1 line of a table of contents", "1 piece of hidden text", "the page header “Draft”",
    )  # fmt: skip


def test_a_forged_mark_in_the_text_is_no_footnote() -> None:
    assert read(p("Hot\ue0001\ue001 tea.")).text == "Hot1 tea."


@pytest.mark.parametrize("data", [b"PK\x03\x04 and no more", docx("")[:-30], docx("<w:p>")])
def test_a_damaged_document_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="Word document is damaged"):
        read_document(data, "tea.docx", "/tea.docx")


def with_entities(entities: str, used: str) -> str:
    body = f"<w:body><w:p><w:r><w:t>Hot. {used}</w:t></w:r></w:p></w:body>"
    return f"<!DOCTYPE d [{entities}]><w:document {W}>{body}</w:document>"


def test_a_bomb_of_entities_is_refused() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    with pytest.raises(UnreadableDocument, match="damaged"):
        read(with_entities(f'<!ENTITY e0 "tea">{entities}', "&e9;"))


def test_an_entity_reads_no_file() -> None:
    entity = f'<!ENTITY f SYSTEM "{Path(__file__).as_uri()}">'
    assert read(with_entities(entity, "&f;")).text == "Hot."


def test_a_bomb_is_refused() -> None:
    with pytest.raises(DocumentTooLarge, match="unpacks to"):
        read(f"<w:p><w:r><w:t>{'a' * 30_000_000}</w:t></w:r></w:p>")


def test_two_tables_right_after_each_other_are_kept_apart() -> None:
    def table(*cells: str) -> str:
        row = "".join(f"<w:tc>{p(each)}</w:tc>" for each in cells)
        return f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"

    document = read_document(docx(table("Tea", "4") + table("Cup", "9")), "a.docx", "a.docx")
    assert document.text == "Tea | 4\n\nCup | 9"
    row = Span(document.text.index("Cup"), len(document.text))
    assert introduction(document.text, row) is None
    lone = read_document(docx(p("Tea:") + table("Tea", "4") + p("End.")), "a.docx", "a.docx")
    assert lone.text == "Tea:\nTea | 4\nEnd."
