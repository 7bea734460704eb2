"""Reading tables of separated values: CSV with any delimiter, TSV."""

import csv
from io import StringIO

from .document import Report
from .errors import UnreadableDocument
from .plain_text import decoded, refuse_binary
from .reading import Reading
from .tables import blocks_of_rows

_DELIMITERS = ",;\t|"


def read_separated(data: bytes) -> Reading:
    """Return the rows of a table of separated values, the header first.

    The delimiter is the one that cuts the first rows alike and into the most cells. Raises
    UnreadableDocument when the bytes are no text, or no table.
    """
    refuse_binary(data)
    text = decoded(data)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise UnreadableDocument(
            f"The table cannot be read ({error}). Open it in a spreadsheet, save it as CSV again "
            "and add that."
        ) from error
    return Reading(blocks_of_rows(rows), report=Report("csv (Python)"))


def _delimiter(text: str) -> str:
    """Return the delimiter that gives the most rows of one width, then the widest ones."""
    opening = text[:20_000].splitlines()[:50]

    def fitness(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(opening, delimiter=delimiter) if row]
        except csv.Error:
            return 0, 0
        several = [width for width in widths if width > 1]
        usual = max(several, key=several.count, default=0)
        return several.count(usual), usual

    return max(_DELIMITERS, key=fitness)
