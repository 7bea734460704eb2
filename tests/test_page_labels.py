"""Pages of PDF files that are called otherwise than by their number, from the file to a citation."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from assistant import Assistant, Reference
from sources.transfer import Malformed, from_json, packed, to_json, unpacked
from tests.pdf_pages import lines, pdf, read
from tests.test_exporting import TALK, asked, exported, verdicts
from ui.apa import as_apa
from ui.citing import Quote, as_bibtex, as_csv, as_markdown, as_plain
from ui.contract import answer_object
from ui.exporting import as_markdown as talk_as_markdown
from ui.footnotes import quote_of
from ui.marking import NOTHING, whole_text
from ui.render import answer_markdown
from ui.render_export import as_html
from ui.render_panel import panel_html
from ui.render_passages import passages_html
from ui.terminal import answer_lines, hit_lines

FIRST = "p. i (page 1 of the file)"
NAMED = "p. ii (page 2 of the file)"
QUESTION = "How many queens has a hive?"
PAGES = ("Tea is made of leaves and hot water.", "A hive has one queen.", "A ship lies at sea.")


def labelled(*ranges: tuple[int, int, dict[str, object]], pages: int = 3) -> bytes:
    """Return a PDF of some pages, ranges of which have labels of a style, prefix and start."""
    drawn = [lines(PAGES[number % 3]) for number in range(pages)]
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(*drawn))))
    for first, last, label in ranges:
        writer.set_page_label(first, last, **label)  # type: ignore[arg-type]
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


ROMAN = labelled((0, 1, {"style": "/r"}), (2, 2, {"style": "/D"}))


@pytest.fixture
def assistant(empty_assistant: Assistant, tmp_path: Path) -> Assistant:
    """An assistant that knows a PDF whose pages are i, ii and 1."""
    (tmp_path / "hive.pdf").write_bytes(ROMAN)
    empty_assistant.add([str(tmp_path / "hive.pdf")])
    return empty_assistant


def test_pages_have_the_labels_that_the_file_gives_them() -> None:
    document = read(ROMAN)
    assert document.page_labels == ("i", "ii", "1")
    assert [document.label_of(page) for page in (1, 2, 3, None)] == ["i", "ii", "1", None]


def test_pdfium_reads_the_labels_of_what_pypdf_cannot_open() -> None:
    document = read(ROMAN[: ROMAN.index(b"startxref")])
    assert (document.report.reader, document.page_labels) == ("pdfium", ("i", "ii", "1"))


def test_a_label_that_is_the_number_of_its_page_is_none() -> None:
    assert read(labelled()).page_labels == ()
    assert read(labelled((0, 2, {"style": "/D"}))).page_labels == ()
    document = read(labelled((0, 1, {"style": "/D"}), (2, 2, {"style": "/A", "prefix": "B-"})))
    assert document.page_labels == ("", "", "B-A")
    assert document.label_of(1) is None


@pytest.mark.parametrize("by_pdfium", [False, True])
def test_a_hostile_label_is_one_short_line_without_characters_that_turn_it(by_pdfium: bool) -> None:
    steering = "" if by_pdfium else "\x1b[31m\n"  # pdfium leaves the rest out itself
    data = labelled((0, 2, {"style": "/D", "prefix": f"\u202e{steering}{'A' * 900}"}))
    document = read(data[: data.index(b"startxref")] if by_pdfium else data)
    shown = f"{steering[1:].replace(chr(10), ' ')}{'A' * 24}"[:23] + "…"
    assert document.page_labels == (shown,) * 3


@pytest.mark.parametrize("labels", [b"/Nums 7", b"/Nums [(x) 4 null null]", b"/Kids [1 0 R]"])
def test_damaged_labels_do_not_stop_reading(labels: bytes) -> None:
    data = re.sub(rb"/Nums \[.*?\]", labels, ROMAN, flags=re.S)
    assert labels in data
    document = read(data)
    assert PAGES[1] in document.text
    assert document.page_labels == ()


def test_labels_that_are_not_one_for_each_page_do_not_come_back_from_the_process() -> None:
    document = read(ROMAN)
    sent = from_json(to_json(packed(document)))
    assert unpacked(sent) == document
    with pytest.raises(Malformed, match="labels"):
        unpacked(sent | {"page_labels": ["i"]})


def test_a_citation_names_the_label_and_the_page_of_the_file(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    (citation,) = answer.citations
    assert (citation.page, citation.page_label) == (2, "ii")
    assert NAMED in "\n".join(answer_lines(answer, assistant.verify_all(answer.citations)))
    assert NAMED in unescape(answer_markdown(answer))
    assert answer_object(answer)["citations"][0]["page"] == 2


def test_a_page_that_is_called_by_its_number_is_cited_as_before(
    toy_assistant: Assistant, tmp_path: Path
) -> None:
    (tmp_path / "hive.pdf").write_bytes(labelled())
    toy_assistant.remove("Bees")
    toy_assistant.add([str(tmp_path / "hive.pdf")])
    answer = toy_assistant.ask(QUESTION)
    lines = "\n".join(answer_lines(answer, toy_assistant.verify_all(answer.citations)))
    assert "page 2" in lines
    assert "of the file" not in lines


def test_a_passage_that_is_found_names_the_label(assistant: Assistant) -> None:
    hits = assistant.search("tea", 1)
    (entry,) = assistant.documents()
    assert FIRST in "\n".join(hit_lines(hits, {entry.id: entry.title}))
    assert Quote.of(hits[0], entry).place == FIRST
    assert FIRST in passages_html(assistant.document("hive"), assistant.passages(entry.id))


def test_each_form_of_a_reference_names_the_label(assistant: Assistant) -> None:
    quote = quote_of(assistant.ask(QUESTION).citations[0])
    assert f", {NAMED} (SHA-256" in as_plain(quote)
    assert f", {NAMED} (SHA-256" in as_markdown(quote)
    assert f"note = {{{NAMED}: “A hive" in as_bibtex(quote)
    assert "(hive, n.d., p. ii)" in as_apa(replace(quote, date=None))
    assert ",2,ii," in as_csv(quote)


def test_a_label_cannot_be_a_formula_or_a_command(assistant: Assistant) -> None:
    quote = replace(quote_of(assistant.ask(QUESTION).citations[0]), page_label="=1+1}\\x")
    assert ",2,'=1+1}\\x," in as_csv(quote)
    assert r"p. =1+1\}\textbackslash{}x" in as_bibtex(quote)


def test_the_panel_and_the_document_name_the_label(assistant: Assistant) -> None:
    reference = Reference.to(assistant.ask(QUESTION).citations[0])
    panel = panel_html(assistant.look_up(reference), reference)
    assert f'<p class="place">{NAMED}</p>' in panel
    assert "<figcaption>p. ii, PDF page 2</figcaption>" in panel
    document = assistant.document("hive")
    hostile = replace(document, page_labels=("i", "<b>", ""))
    pages = re.findall(r'class="page">(.*?)</', whole_text(hostile, NOTHING))
    assert pages == ["Page i (page 1 of the file)", "Page &lt;b&gt; (page 2 of the file)", "Page 3"]


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_an_export_names_the_label_and_is_verified(
    assistant: Assistant, tmp_path: Path, form: str
) -> None:
    exchanges = asked(assistant, QUESTION)
    path = exported(tmp_path, form, exchanges)
    assert verdicts(assistant, path) == [None]
    assert NAMED in talk_as_markdown(TALK, exchanges)
    assert NAMED in as_html(TALK, exchanges)


def test_an_older_library_has_no_labels_until_its_documents_are_read_again(
    assistant: Assistant, open_assistant: Callable[[], Assistant], home: Path
) -> None:
    assistant.close()
    with sqlite3.connect(home / "library.db") as connection:
        for column in ("page_labels", "etag", "modified"):
            connection.execute(f"ALTER TABLE provenance DROP COLUMN {column}")
        connection.execute("PRAGMA user_version = 5")
    connection.close()
    older = open_assistant()
    assert [each.page_label for each in older.ask(QUESTION).citations] == [None]
    assert older.search("tea", 1)[0].page_label is None
    older.rebuild()
    assert [each.page_label for each in older.ask(QUESTION).citations] == ["ii"]
    assert older.search("tea", 1)[0].page_label == "i"
