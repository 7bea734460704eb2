"""Reading PowerPoint presentations, which each test writes part by part."""

import zipfile
from io import BytesIO

import pytest

from sources import Document, read_document
from sources.errors import UnreadableDocument

A = 'xmlns:a="urn:a" xmlns:p="urn:p" xmlns:r="urn:r"'


def shape(place: str, *lines: str) -> str:
    words = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:txBody>{words}</p:txBody></p:sp>"


TITLE, BODY = '<p:ph type="title"/>', '<p:ph idx="1"/>'


def pptx(*slides: str, notes: str = "") -> bytes:
    """Write a presentation; a slide that begins with "!" is hidden, the notes are the first's."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(
            "_rels/.rels", '<r><x Id="1" Type="t/officeDocument" Target="ppt/p.xml"/></r>'
        )
        # Written in another order than they are shown in.
        links = [
            f'<x Id="s{n}" Type="t/slide" Target="slides/{n}.xml"/>' for n in range(len(slides))
        ]
        package.writestr("ppt/_rels/p.xml.rels", f"<r>{''.join(reversed(links))}</r>")
        listed = "".join(f'<p:sldId id="{256 + n}" r:id="s{n}"/>' for n in range(len(slides)))
        package.writestr(
            "ppt/p.xml", f"<p:presentation {A}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>"
        )
        for n, slide in enumerate(slides):
            show = ' show="0"' if slide.startswith("!") else ""
            package.writestr(
                f"ppt/slides/{n}.xml",
                f"<p:sld {A}{show}><p:cSld><p:spTree>{slide.removeprefix('!')}</p:spTree></p:cSld></p:sld>",
            )
        if notes:
            words = shape('<p:ph type="body"/>', notes) + shape('<p:ph type="sldNum"/>', "1")
            package.writestr(
                "ppt/slides/_rels/0.xml.rels",
                '<r><x Id="n" Type="t/notesSlide" Target="../notes/n.xml"/></r>',
            )
            package.writestr(
                "ppt/notes/n.xml",
                f"<p:notes {A}>{words}</p:notes>",
            )
    return file.getvalue()


def read(*slides: str, notes: str = "") -> Document:
    return read_document(pptx(*slides, notes=notes), "tea.pptx", "/tea.pptx")


def test_each_slide_is_a_page_with_its_title_as_heading() -> None:
    first = shape(TITLE, "Tea") + shape(BODY, "Hot", "Fresh") + shape("", "In a box.")
    document = read(first, "!" + shape("", "Hidden"), shape(TITLE, "Cups") + shape("", "Cold."))
    assert document.text == "Tea\n• Hot\n• Fresh\nIn a box.\nCups\nCold."
    assert [document.page_at(document.text.index(word)) for word in ("Hot", "Cups")] == [1, 3]
    assert [document.text[each.start : each.end] for each in document.headings] == ["Tea", "Cups"]
    assert document.report.dropped == ("1 hidden slide",)


def test_tables_and_groups_are_read_and_furniture_is_not() -> None:
    cells = "".join(
        f"<a:tc><a:txBody><a:p><a:r><a:t>{word}</a:t></a:r></a:p></a:txBody></a:tc>"
        for word in ("Tea", "3")
    )
    table = f"<p:graphicFrame><a:tbl><a:tr>{cells}</a:tr></a:tbl></p:graphicFrame>"
    group = f"<p:grpSp>{shape('', 'Grouped.')}</p:grpSp>"
    assert read(table + group + shape('<p:ph type="ftr"/>', "Footer")).text == "Tea | 3\nGrouped."


def test_presenter_notes_follow_their_slide() -> None:
    assert read(shape("", "Hot."), shape("", "Cold."), notes="Say more.").text == (
        "Hot.\nPresenter notes: Say more.\nCold."
    )


def test_a_damaged_presentation_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="PowerPoint presentation is damaged"):
        read_document(pptx("<p:sp>"), "tea.pptx", "/tea.pptx")
