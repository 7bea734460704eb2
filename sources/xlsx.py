"""Reading Excel workbooks (XLSX) by openpyxl: each sheet a section, each row a line."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl

from .document import Report
from .errors import DocumentTooLarge
from .package import Package, counted, damaged
from .reading import Block, Reading
from .tables import blocks_of_rows

_KIND = "Excel workbook"
_MOST_CELLS = 5_000_000
_UNRECKONED = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_PERCENT = re.compile(r"0(?:\.(0+))?%")


def read_xlsx(data: bytes) -> Reading:
    """Return the sheets of a workbook as sections and their rows as blocks.

    Formulas give the result that was stored with them. Hidden sheets are left out and reported, as
    are charts and formulas without a stored result. Raises UnreadableDocument and DocumentTooLarge.
    """
    package = Package(data, _KIND)
    for name in package.names:
        if name.endswith((".xml", ".rels")) and b"<!ENTITY" in (package.read(name) or b""):
            raise damaged(_KIND)
    package.main_part()
    try:
        workbook = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        blocks = [block for sheet in _seen(workbook) for block in _sheet(sheet)]
    except DocumentTooLarge:
        raise
    except Exception as error:  # what openpyxl raises on damaged files is of any kind
        raise damaged(_KIND) from error
    about = package.properties()
    return Reading(
        blocks,
        title=about.get("title"),
        issuer=None if about.get("creator") == "openpyxl" else about.get("creator"),
        date=(about.get("created") or "")[:10],
        language=about.get("language"),
        report=Report("openpyxl", tuple(_dropped(package, workbook))),
    )


def _seen(workbook: Any) -> list[Any]:
    return [each for each in workbook.worksheets if each.sheet_state == "visible"]


def _dropped(package: Package, workbook: Any) -> Iterator[str]:
    yield from counted(len(workbook.worksheets) - len(_seen(workbook)), "hidden sheet")
    yield from counted(sum("/charts/chart" in name for name in package.names), "chart")
    yield from counted(sum(name.startswith("xl/media/") for name in package.names), "picture")
    sheets = [name for name in package.names if name.startswith("xl/worksheets/")]
    unreckoned = sum(len(_UNRECKONED.findall(package.read(name) or b"")) for name in sheets)
    yield from counted(
        unreckoned, "formula without a stored result", "formulas without a stored result"
    )


def _sheet(sheet: Any) -> Iterator[Block]:
    sheet.reset_dimensions()  # what a file says of its size may be wrong by billions
    rows, cells = [], 0
    for row in sheet.iter_rows():
        cells += len(row)
        if cells > _MOST_CELLS:
            raise DocumentTooLarge(
                f"A sheet of the workbook has more than {_MOST_CELLS // 10**6} million cells, more "
                "than is read. Split it and add the parts."
            )
        words = [_shown(cell.value, cell) for cell in row]
        if any(words):
            rows.append(words)
    blocks = blocks_of_rows(rows)
    if blocks:
        yield Block(blocks_of_rows([[sheet.title]])[0].text, 1)
        yield from blocks


def _shown(value: object, cell: Any) -> str:
    """Return a cell's value as it is written: whole days without a time, percentages as such."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime():
            whole = value.time() == time()
            return str(value.date()) if whole else value.isoformat(" ", "minutes")
        case date() | time() | timedelta():
            return str(value)
        case int() | float():
            percent = _PERCENT.fullmatch(str(cell.number_format))
            if percent:
                return f"{value * 100:.{len(percent[1] or '')}f}%"
            return (
                repr(round(value, 12)) if isinstance(value, float) and value % 1 else f"{value:.0f}"
            )
        case _:
            return str(value)
