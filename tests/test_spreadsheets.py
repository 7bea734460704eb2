"""Reading Excel workbooks, CSV and TSV: rows that can be quoted."""

from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from sources import Document, read_document
from sources.errors import UnreadableDocument


def saved(workbook: Any) -> Document:
    file = BytesIO()
    workbook.save(file)
    return read_document(file.getvalue(), "tea.xlsx", "/tea.xlsx")


def workbook_bytes(*rows: list[str]) -> bytes:
    """Return a workbook of one sheet with some rows."""
    workbook, file = openpyxl.Workbook(), BytesIO()
    for row in rows:
        workbook.active.append(row)
    workbook.save(file)
    return file.getvalue()


def csv(data: bytes, name: str = "tea.csv") -> str:
    return read_document(data, name, name).text


def test_a_sheet_is_a_section_and_a_row_a_line() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Prices"
    sheet.append(["Prices of tea"])
    sheet.append([])
    sheet.append([None, "Tea", "Price", "Since", "Share", "Fresh"])
    sheet.append([None, "Green | white", 3.5, datetime(2024, 5, 6), 0.25, True])
    sheet["E4"].number_format = "0%"
    other = workbook.create_sheet("Cups")
    other.append(["A cup is white."])
    hidden = workbook.create_sheet("Secret")
    hidden.append(["Hidden"])
    hidden.sheet_state = "hidden"
    workbook.properties.title, workbook.properties.creator = "All tea", "Tea Board"
    document = saved(workbook)
    assert document.text.split("\n") == [
        "Prices", "Prices of tea", "| Tea | Price | Since | Share | Fresh",
        "| Green ¦ white | 3.5 | 2024-05-06 | 25% | TRUE", "Cups", "A cup is white.",
    ]  # fmt: skip
    assert [each.level for each in document.headings] == [1, 1]
    assert (document.title, document.issuer) == ("All tea", "Tea Board")
    assert document.report.dropped == ("1 hidden sheet",)


def test_formulas_without_a_result_are_said() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["Tea", 1, "=B1+1"])
    document = saved(workbook)
    assert document.text == "Sheet\nTea | 1"
    assert document.report.dropped == ("1 formula without a stored result",)


def test_merged_cells_give_their_words_once() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["Tea", "Price"])
    workbook.active.append(["All", 3])
    workbook.active.append([None, 4])
    workbook.active.merge_cells("A2:A3")
    assert saved(workbook).text == "Sheet\nTea | Price\nAll | 3\n| 4"


def test_a_cell_far_away_costs_nothing() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "Tea"
    workbook.active["XFD1048576"] = "Far"
    assert saved(workbook).text == "Sheet\nTea\nFar"


def test_a_damaged_workbook_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="Excel workbook is damaged"):
        read_document(b"PK\x03\x04 no more", "tea.xlsx", "/tea.xlsx")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [["Tea", "Price"], ["Green", "3"], ["Black", "4"]]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode()
    assert csv(data) == "Tea | Price\nGreen | 3\nBlack | 4"


def test_quoted_cells_keep_delimiters_and_lose_line_ends() -> None:
    assert csv(b'Tea,Words\nGreen,"hot, and\nfresh"\n') == "Tea | Words\nGreen | hot, and fresh"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found(encoding: str) -> None:
    assert csv("Thé;Prix\nvert;3\n".encode(encoding)) == "Thé | Prix\nvert | 3"


def test_a_cell_without_end_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        csv(b'Tea,"' + b"a" * 200_000)
