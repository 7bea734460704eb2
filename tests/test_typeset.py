"""The briefs that are typeset: the PDF says what its Markdown says, sources included."""

import re
import sys
from pathlib import Path

import pytest

from sources import Document, read_document
from sources.starter import starter_briefs

sys.path.append(str(Path(__file__).parent.parent / "docs"))
from typeset import LIBRARY, TYPESET, digest, made_from, typeset

names = pytest.mark.parametrize("name", TYPESET)


def read(path: Path) -> Document:
    return read_document(path.read_bytes(), path.name, path.name)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@names
def test_the_pdf_was_made_from_the_brief_as_it_is(name: str) -> None:
    assert made_from(LIBRARY / f"{name}.pdf") == digest(LIBRARY / f"{name}.md")
    assert LIBRARY / f"{name}.pdf" in starter_briefs()


@names
def test_the_pdf_has_the_words_headings_and_sources_of_its_brief(name: str) -> None:
    brief, pdf = read(LIBRARY / f"{name}.md"), read(LIBRARY / f"{name}.pdf")
    assert (pdf.title, pdf.issuer, pdf.date) == (brief.title, brief.issuer, brief.date)
    assert set(words(brief.text)) <= set(words(pdf.text))
    sections = [pdf.text[each.start : each.end] for each in pdf.headings]
    assert sections == [brief.text[each.start : each.end] for each in brief.headings[1:]]
    assert {each.address for each in pdf.notes} == {each.address for each in brief.notes}
    assert all(each.at for each in pdf.notes)
    assert len(pdf.page_starts) > 1


def test_typesetting_twice_gives_the_same_file(tmp_path: Path) -> None:
    source = LIBRARY / f"{TYPESET[0]}.md"
    for target in ("one.pdf", "other.pdf"):
        typeset(source, tmp_path / target)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "other.pdf").read_bytes()
