"""Reading OpenDocument files, which each test writes part by part."""

import zipfile
from io import BytesIO

import pytest

from sources import Document, read_document
from sources.errors import DocumentTooLarge, UnreadableDocument

SPACES = " ".join(
    f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
    for each in "office style text table draw presentation fo meta".split()
)
STYLES = f"""<office:document-styles {SPACES}><style:default-style>
<style:text-properties fo:language="fr"/></style:default-style><style:master-page>
<style:header><text:p>Draft</text:p></style:header></style:master-page></office:document-styles>"""
META = f"""<office:document-meta {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>
<dc:title>On tea</dc:title><meta:initial-creator>Tea Board</meta:initial-creator>
<meta:creation-date>2024-05-06T10:00:00</meta:creation-date></office:meta></office:document-meta>"""
AUTOMATIC = """<text:list-style style:name="L"><text:list-level-style-number text:level="1"
style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2"
style:num-format="a" style:num-prefix="(" style:num-suffix=")"/></text:list-style>
<style:style style:name="Gone"><style:text-properties text:display="none"/></style:style>
<style:style style:name="NoSheet"><style:table-properties table:display="false"/></style:style>
<style:style style:name="NoSlide">
<style:drawing-page-properties presentation:visibility="hidden"/></style:style>"""


def opendocument(kind: str, body: str, **more: str) -> bytes:
    """Write an OpenDocument file of a kind ("text"); ``more`` are further parts by name."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        mimetype = f"application/vnd.oasis.opendocument.{kind}"
        package.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        package.writestr("styles.xml", STYLES)
        package.writestr("meta.xml", META)
        package.writestr("META-INF/manifest.xml", more.get("manifest", "<manifest/>"))
        package.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{AUTOMATIC}"
            f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
            "</office:body></office:document-content>",
        )
    return file.getvalue()


def text(body: str) -> Document:
    return read_document(opendocument("text", body), "tea.odt", "/tea.odt")


def test_metadata_language_and_what_was_left_out_are_told() -> None:
    document = text(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Old.</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Tea 1</text:p></text:index-body>"
        '</text:table-of-content><text:p>Thé<text:s text:c="3"/>is <text:span>hot</text:span>.'
        "<office:annotation><text:p>Really?</text:p></office:annotation>"
        '<text:span text:style-name="Gone">Secret.</text:span>'
        '<draw:frame><draw:image/></draw:frame></text:p><text:p text:style-name="Gone">No.</text:p>'
    )
    assert document.text == "Thé is hot."
    assert (document.title, document.issuer, document.date, document.language) == (
        "On tea", "Tea Board", "2024-05-06", "fr",
    )  # fmt: skip
    assert document.report.dropped == (
        "1 comment", "1 picture", "2 pieces of hidden text", "1 table of contents",
        "1 tracked deletion", "the page header “Draft”",
    )  # fmt: skip


def test_headings_lists_tables_boxes_and_notes_are_read() -> None:
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>".format
    inner = f"<text:list>{item('Black', '')}{item('Green', '')}</text:list>"
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    document = text(
        '<text:section><text:h text:outline-level="2">Kinds</text:h></text:section>'
        f'<text:list text:style-name="L">{item("Tea", inner)}{item("Coffee", "")}</text:list>'
        f'<text:list text:style-name="Other">{item("Cup", "")}</text:list>'
        f"<table:table><table:table-header-rows><table:table-row>{cell('Tea')}{cell('Price')}"
        f"</table:table-row></table:table-header-rows><table:table-row>{cell('Black')}"
        "<table:table-cell/></table:table-row></table:table>"
        "<text:p>Hot<text:note text:note-class='footnote'><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>Very.</text:p></text:note-body></text:note>"
        ".<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame>"
        "</text:p>"
    )
    assert document.text.splitlines() == [
        "Kinds", "1. Tea", "(a) Black", "(b) Green", "2. Coffee", "• Cup", "Tea | Price",
        "Black |", "Hot.", "In a box.",
    ]  # fmt: skip
    assert document.headings[0].level == 2
    (note,) = document.notes
    assert (note.label, note.text) == ("1", "Very.")
    assert document.text[: note.at[0]].endswith("Hot")


def test_a_spreadsheet_gives_its_sheets_as_sections_and_rows_as_lines() -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>".format
    document = read_document(
        opendocument(
            "spreadsheet",
            f'<table:table table:name="Prices"><table:table-row>{cell("", "Tea")}'
            f"{cell('', 'Price')}</table:table-row><table:table-row>{cell('', 'Black')}"
            f'{cell("", "4,50 €")}<table:table-cell table:number-columns-repeated="16382"/>'
            '</table:table-row><table:table-row table:number-rows-repeated="1048574">'
            "<table:table-cell/></table:table-row></table:table>"
            f'<table:table table:name="Secret" table:style-name="NoSheet"><table:table-row>'
            f"{cell('', 'Hidden')}</table:table-row></table:table>",
        ),
        "tea.ods",
        "/tea.ods",
    )
    assert document.text == "Prices\nTea | Price\nBlack | 4,50 €"
    assert "1 hidden sheet" in document.report.dropped


def test_cells_that_are_repeated_without_end_are_refused() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="999999999"><text:p>Tea</text:p></table:table-cell>'
        "</table:table-row>"
    )
    data = opendocument("spreadsheet", f'<table:table table:name="A">{row}</table:table>')
    with pytest.raises(DocumentTooLarge, match="more than 5 million cells"):
        read_document(data, "tea.ods", "/tea.ods")


def test_a_presentation_gives_its_slides_as_pages() -> None:
    frame = (
        '<draw:frame presentation:class="{}"><draw:text-box>{}</draw:text-box></draw:frame>'.format
    )
    points = "<text:list><text:list-item><text:p>It is hot.</text:p></text:list-item></text:list>"
    document = read_document(
        opendocument(
            "presentation",
            f"<draw:page>{frame('title', '<text:p>Tea</text:p>')}{frame('outline', points)}"
            f"{frame('footer', '<text:p>Foot</text:p>')}<presentation:notes>"
            f"{frame('notes', '<text:p>Smile.</text:p>')}</presentation:notes></draw:page>"
            f'<draw:page draw:style-name="NoSlide">{frame("title", "<text:p>No</text:p>")}'
            f"</draw:page><draw:page>{frame('title', '<text:p>Cups</text:p>')}</draw:page>",
        ),
        "tea.odp",
        "/tea.odp",
    )
    assert document.text == "Tea\n• It is hot.\nPresenter notes: Smile.\nCups"
    assert document.page_at(document.text.index("Cups")) == 3
    assert "1 hidden slide" in document.report.dropped


def test_what_is_no_open_document_or_has_a_password_is_refused() -> None:
    locked = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    data = opendocument("text", "<text:p>Tea.</text:p>", manifest=locked)
    with pytest.raises(UnreadableDocument, match="password"):
        read_document(data, "a.odt", "a.odt")
    with pytest.raises(UnreadableDocument, match="an OpenDocument text"):
        read_document(opendocument("text", "<text:p>Tea.</text:p>"), "a.ods", "a.ods")
    with pytest.raises(UnreadableDocument, match="damaged"):
        read_document(b"PK\x03\x04 tea", "a.odt", "a.odt")
