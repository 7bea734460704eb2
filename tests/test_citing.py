"""Quotes with their references, as they are handed on."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from ui.citing import CSV_COLUMNS, Quote, as_bibtex, as_csv, as_markdown, as_plain

QUOTE = Quote(
    text="Tea is hot.\nCups are cold.",
    title="The Tea & Cup Report",
    issuer="Tea Board",
    date="2024-05-03",
    section="Chapter 1",
    page=4,
    source="https://tea.example/report.pdf",
    sha256="ab" * 32,
)
HOSTILE = Quote("=cmd()", "} @evil{x", "A_B", None, None, None, "/home/a/x.txt", "cd" * 32)


def test_a_plain_quote_names_title_issuer_date_place_and_document() -> None:
    assert as_plain(QUOTE) == (
        "“Tea is hot.\nCups are cold.”\n— The Tea & Cup Report, Tea Board, 3 May 2024, "
        "Chapter 1 · page 4 (SHA-256 abababababab)\n"
    )


def test_a_quote_in_markdown_is_a_block_and_shows_signs_as_they_are() -> None:
    assert as_markdown(QUOTE).splitlines()[:3] == ["> Tea is hot.", "> Cups are cold.", ">"]
    assert "*\\} @evil\\{x*, A\\_B" in as_markdown(HOSTILE)


def test_a_row_of_csv_is_read_back_as_it_was() -> None:
    (row,) = csv.reader(io.StringIO(as_csv(QUOTE), newline=""))
    assert dict(zip(CSV_COLUMNS, row, strict=True)) == {
        "quote": QUOTE.text,
        "title": QUOTE.title,
        "issuer": "Tea Board",
        "date": "2024-05-03",
        "section": "Chapter 1",
        "page": "4",
        "page_label": "",
        "source": QUOTE.source,
        "sha256": QUOTE.sha256,
    }


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(sign: str) -> None:
    quote = Quote(sign + "1+1", "T", None, None, None, None, "x.txt", "0" * 64)
    (row,) = csv.reader(io.StringIO(as_csv(quote), newline=""))
    assert row[0] == "'" + sign + "1+1"


def test_an_entry_of_bibtex_has_what_is_known_and_no_more() -> None:
    entry = as_bibtex(QUOTE)
    assert entry.startswith("@misc{theteacupreport-ababab-")
    assert r"title = {The Tea \& Cup Report}," in entry
    assert "author = {{Tea Board}}," in entry
    assert "year = {2024}," in entry
    assert "url = {https://tea.example/report.pdf}," in entry
    assert "note = {Chapter 1 · page 4: “Tea is hot. Cups are cold.”}," in entry


def test_a_title_cannot_end_its_entry_of_bibtex() -> None:
    entry = as_bibtex(HOSTILE)
    assert r"title = {\} @evil\{x}," in entry
    assert r"author = {{A\_B}}," in entry
    assert "year" not in entry
    assert "url" not in entry
    assert "note = {“=cmd()”}," in entry


def test_an_address_cannot_end_its_field_of_bibtex() -> None:
    quote = replace(QUOTE, source="https://tea.example/}\n@evil{\\x y")
    assert "url = {https://tea.example/%7D%0A@evil%7B%5Cx%20y}," in as_bibtex(quote)


@pytest.mark.parametrize("form", [as_plain, as_markdown])
def test_names_of_several_lines_add_none_to_a_reference(form: Callable[[Quote], str]) -> None:
    name = "A\n\n# B\r\nC"
    quote = replace(QUOTE, title=name, issuer=name, section=name)
    assert len(form(quote).splitlines()) == len(form(QUOTE).splitlines())
