"""A document's text as HTML: its lines, headings and pages, and the quoted words marked.

Everything from a document is escaped; nothing here knows where the HTML is shown.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from markupsafe import Markup, escape

from assistant import Document
from sources import Heading, Span
from sources.tables import CELLS, tables_in

from .phrases import say

NOTHING = Span(0, 0)
# What is longer is shown line by line: a browser lays out a table as a whole.
_MOST_ROWS = 2_000
_HEADING = Markup("<h{0}>{1}</h{0}>")
_PARAGRAPH = Markup("<p>{}</p>")
_MARK = Markup("<mark>{}</mark>")
_FIRST_MARK = Markup('<mark id="quote">{}</mark>')
_TABLE = Markup(
    '<div class="table" role="group" aria-label="{}" tabindex="0"><table>{}</table></div>'
)
_ROW = Markup("<tr>{}</tr>")
_HEADER = Markup('<th scope="col">{}{}</th>')
_CELL = Markup("<td>{}{}</td>")
_PLAIN_ROW = Markup("<tr><td>{}</td></tr>")
_NEXT_CELL = Markup("<span hidden>{}</span></td><td>").format(CELLS)
_ACROSS = Markup('<tr><td colspan="{}">{}</td></tr>')
_LEFT_OUT = Markup("…")
_HIDDEN = Markup("<span hidden>{}</span>")
_PAGE = Markup('<div class="page">{}</div>')
_PAGE_IN_LINE = Markup('<span class="page">{}</span>')
_NOTE_MARK = Markup('<a href="#note-{0}" aria-label="{1}">{0}</a>')


@dataclass(frozen=True, slots=True)
class _Marks:
    """What is put into a text: a quote, page beginnings, footnotes' numbers by their places.

    ``page_names`` are what stands at these beginnings.
    """

    quote: Span
    pages: Sequence[int] = ()
    page_names: Sequence[str] = ()
    notes: Mapping[int, Sequence[int]] = field(default_factory=dict)

    @property
    def places(self) -> list[int]:
        """All places at which a line is cut, in order."""
        return sorted({*self.quote, *self.pages, *self.notes})


def lang(code: str | None) -> Markup:
    """Return the attribute that tells the language of a document's words, if that is known."""
    return Markup(' lang="{}"').format(code) if code else Markup()


def whole_text(document: Document, quote: Span) -> Markup:
    """Return all lines of a document with page separators and footnote marks, a quote marked.

    The title line at the beginning is left out, for it stands above, unless it is quoted.
    """
    numbers = range(1, len(document.page_starts) + 1)
    names = [_page_name(number, document.label_of(number)) for number in numbers]
    marks = _Marks(quote, document.page_starts, names, _notes(document))
    return Markup("\n").join(_elements(document, marks))


def _elements(document: Document, marks: _Marks) -> Iterator[Markup]:
    text, places = document.text, marks.places
    lines = list(_lines(text, Span(0, len(text))))
    title = lines[0] if lines and text[slice(*lines[0])] == document.title else NOTHING
    if marks.quote.start < title.end and marks.quote != NOTHING:
        title = NOTHING
    levels = _levels([each for each in document.headings if each.start >= title.end])
    if title != NOTHING:
        yield from _pages_between(marks, 0, title.start)
    last = title.end
    for table, run in _runs([each for each in lines if each != title], _shown_as_tables(document)):
        yield from _pages_between(marks, last, run[0].start)
        if table:
            yield _table(text, run, marks, places)
        else:
            yield _element(_marked(text, run[0], marks, places), levels.get(run[0].start))
        last = run[-1].end


def _tables(document: Document) -> list[Span]:
    """Return the tables of a document that have several rows, and no heading among these."""
    headings = sorted(each.start for each in document.headings)
    return [
        each
        for each in tables_in(document.text)
        if document.text.find("\n", *each) > 0
        and bisect_left(headings, each.start) == bisect_left(headings, each.end)
    ]


def _shown_as_tables(document: Document) -> list[Span]:
    """Return those of a document's tables that a browser lays out at once."""
    text = document.text
    return [each for each in _tables(document) if text.count("\n", *each) < _MOST_ROWS]


def _runs(
    lines: Sequence[Span], tables: Sequence[Span]
) -> Iterator[tuple[Span | None, Sequence[Span]]]:
    """Yield the lines of each table together with it, any other line by itself."""
    starts = [each.start for each in tables]

    def table_of(line: Span) -> Span | None:
        before = bisect_right(starts, line.start)
        return tables[before - 1] if before and line.start < tables[before - 1].end else None

    for table, run in groupby(lines, table_of):
        together = list(run)
        yield from [(table, together)] if table else ((None, [each]) for each in together)


def _levels(headings: Sequence[Heading]) -> dict[int, int]:
    """Return the level to show each heading at, by its place: 2 and below, and none left out."""
    used = sorted({heading.level for heading in headings})
    return {heading.start: min(used.index(heading.level) + 2, 6) for heading in headings}


def surroundings(document: Document, quote: Span) -> Markup:
    """Return the lines that hold a quote with their neighbours, the quoted words marked.

    The neighbours are of the same section.
    """
    text = document.text
    headings = {heading.start for heading in document.headings}
    lines = [_line_at(text, quote.start, quote.end)]
    if lines[0].start:
        lines.insert(0, _line_at(text, lines[0].start - 1, lines[0].start - 1))
    if lines[-1].end < len(text):
        lines.append(_line_at(text, lines[-1].end + 1, lines[-1].end + 1))
    near = [line for each in lines if each.start not in headings for line in _lines(text, each)]
    quoted = [each for each in _tables(document) if each.start < quote.end > quote.start < each.end]
    marks = _Marks(quote)
    return Markup("\n").join(
        _table(text, _with_header(text, table, run), marks, marks.places)
        if table
        else _PARAGRAPH.format(_marked(text, run[0], marks, marks.places))
        for table, run in _runs(near, quoted)
    )


def _with_header(text: str, table: Span, rows: Sequence[Span]) -> Sequence[Span]:
    """Return some rows of a table behind its first, and an empty one for those between."""
    header = _line_at(text, table.start, table.start)
    if rows[0] == header:
        return rows
    left_out = [Span(header.end, header.end)] * (rows[0].start > header.end + 1)
    return [header, *left_out, *rows]


def _line_at(text: str, start: int, end: int) -> Span:
    """Return the whole lines that some characters stand in."""
    after = text.find("\n", end)
    return Span(text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after)


def _lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for line in text[slice(*span)].split("\n"):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line) + 1


def _element(words: Markup, level: int | None) -> Markup:
    return _PARAGRAPH.format(words) if level is None else _HEADING.format(level, words)


def _table(text: str, rows: Sequence[Span], marks: _Marks, places: Sequence[int]) -> Markup:
    """Return rows of cells as a table, the first as its header, with the pages that begin in it.

    An empty row stands for some that are left out.
    """
    width = max(text.count(CELLS, *row) + 1 for row in rows)
    html = [_row(text, rows[0], marks, places, _HEADER)]
    for above, row in pairwise(rows):
        across = [*_pages_between(marks, above.end, row.start)]
        across += [_LEFT_OUT] * (row.start == row.end)
        html += [_ACROSS.format(width, each) for each in across]
        if row.start == row.end:
            continue
        if marks.quote.start <= row.start < marks.quote.end or _cut(row, places):
            html.append(_row(text, row, marks, places, _CELL))
        else:  # by far most rows, of which there may be many
            html.append(_PLAIN_ROW.format(escape(text[slice(*row)]).replace(CELLS, _NEXT_CELL)))
    return _TABLE.format(say("Table"), Markup().join(html))


def _cut(line: Span, places: Sequence[int]) -> bool:
    return bisect_left(places, line.start) < bisect_right(places, line.end)


def _row(text: str, row: Span, marks: _Marks, places: Sequence[int], form: Markup) -> Markup:
    """Return the cells of a row; what stands between them in the text is there, but not shown."""
    start, cells = row.start, list[Markup]()
    for words in text[slice(*row)].split(CELLS):
        end = start + len(words)
        between = Span(end, min(end + len(CELLS), row.end))
        cell = _marked(text, Span(start, end), marks, places)
        bar = _HIDDEN.format(_marked(text, between, marks, places)) if end < row.end else ""
        cells.append(form.format(cell, bar))
        start = between.end
    return _ROW.format(Markup().join(cells))


def _marked(text: str, line: Span, marks: _Marks, places: Sequence[int]) -> Markup:
    """Return a line's words, cut where a quote, a page or a footnote mark begins or ends."""
    inside = places[bisect_right(places, line.start) : bisect_left(places, line.end)]
    html = Markup()
    for start, end in pairwise([line.start, *inside, line.end]):
        if start > line.start and start in marks.pages:
            html += _PAGE_IN_LINE.format(marks.page_names[bisect_right(marks.pages, start) - 1])
        html += _words(text, Span(start, end), marks.quote)
        html += _note_marks(marks.notes.get(end, ()))
    return html


def _words(text: str, span: Span, quote: Span) -> Markup:
    words = text[slice(*span)]
    if not quote.start <= span.start < span.end <= quote.end:
        return escape(words)
    return (_FIRST_MARK if span.start == quote.start else _MARK).format(words)


def _note_marks(numbers: Sequence[int]) -> Markup:
    if not numbers:
        return Markup()
    links = Markup(", ").join(
        _NOTE_MARK.format(number, say("Footnote {number}", number=number)) for number in numbers
    )
    return Markup("<sup>{}</sup>").format(links)


def _pages_between(marks: _Marks, start: int, end: int) -> Iterator[Markup]:
    """Yield the separators of the pages that begin between two lines."""
    first, last = bisect_left(marks.pages, start), bisect_right(marks.pages, end)
    return (_PAGE.format(name) for name in marks.page_names[first:last])


def _page_name(number: int, label: str | None) -> str:
    said = "Page {label} (page {page} of the file)" if label else "Page {page}"
    return say(said, label=label, page=number)


def _notes(document: Document) -> dict[int, list[int]]:
    notes: dict[int, list[int]] = {}
    for number, note in enumerate(document.notes, start=1):
        for at in note.at:
            notes.setdefault(at, []).append(number)
    return notes
