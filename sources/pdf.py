"""Reading PDF: from the text of its pages to paragraphs and headings."""

import re
from collections.abc import Callable, Mapping, Sequence

from .document import Report
from .endnotes import with_endnotes
from .errors import UnreadableDocument
from .normalise import normalise, one_line, tidy_lines
from .page_numbers import named_pages
from .paragraphs import blocks_of_lines
from .pdf_headings import SizedHeading, headings_by_size
from .pdf_notes import notes_at_foot
from .pdf_tables import table_rows
from .pdf_text import PdfText, pdf_text
from .reading import PAGE_MARK, Block, Reading, note_mark, without_marks
from .recognition import is_installed, recogniser_said, with_recognised
from .running_lines import stripped, without_running_lines

_PLACEHOLDER_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel) - .*|untitled.*|powerpoint presentation|(?:document|"
    r"presentation|slide|book)\s?\d*|.*\.(?:docx?|rtf|txt|odt|pdf|pptx?|xlsx?|html?|indd|pmd|p65"
    r"|qxd|qxp|wpd|tex|dvi|e?ps)",
    re.I,
)
_RECOGNISE = (
    " Run text recognition (OCR) on it and add the result, or let this program do it: install its "
    "extra [ocr], as the README tells, and add the file again."
)
_PLACEHOLDER_AUTHOR = re.compile(r"anonymous|unknown|(?:admin|administrator|user|owner)\d*", re.I)


def _go_on() -> None:
    """Go on reading."""


def read_pdf(
    data: bytes,
    password: str | None = None,
    on_page: Callable[[], None] = _go_on,
    *,
    recognising: bool | None = None,
) -> Reading:
    """Return the text of a PDF with the places where its pages begin.

    Running headers, footers and page numbers that repeat are dropped, which the report says;
    paragraphs that go on over a page are joined; footnotes are kept apart; the rows of tables are
    blocks, as in Markdown; headings are taken from the outline, without one from the size of
    letters, and from the look of lines. Pages that are pictures are recognised where that is
    installed, unless ``recognising`` says otherwise; ``on_page`` is called before each. Raises
    PasswordNeeded when neither the empty password nor ``password`` opens the file,
    UnreadableDocument when it is damaged or has no text on any page.
    """
    read = pdf_text(data, password)
    recognising = is_installed() if recognising is None else recognising
    if recognising:
        read = with_recognised(read, data, password, on_page)
    headings = {} if read.facts.outline else headings_by_size(read.lines)
    texts, footnotes = _laid_out(read, headings)
    pages, dropped = without_running_lines([stripped(tidy_lines(text)) for text in texts])
    if not any(pages):
        raise _without_text(read, recognised=recognising)
    sized = {each.text: each.level for page in headings.values() for each in page}
    blocks = _blocks(pages, _outline_levels(read.facts.outline), sized)
    marked, endnotes = with_endnotes(blocks)
    if not footnotes.keys() & endnotes.keys():
        blocks, notes = marked, footnotes | endnotes
    else:
        notes = footnotes
    if read.rubbish:
        dropped = (
            f"text whose letters cannot be made out, on {named_pages(read.rubbish)}",
            *dropped,
        )
    return Reading(
        blocks=blocks,
        notes=notes,
        title=_unless(_PLACEHOLDER_TITLE, read.facts.metadata.get("title", "")),
        issuer=_unless(_PLACEHOLDER_AUTHOR, read.facts.metadata.get("author", "")),
        date=read.facts.metadata.get("date"),
        language=read.facts.metadata.get("language"),
        page_labels=read.facts.labels,
        report=Report(
            reader=_reader(read) + recogniser_said(read),
            dropped=dropped,
            recognised=read.recognised,
        ),
    )


def _laid_out(
    read: PdfText, headings: Mapping[int, Sequence[SizedHeading]]
) -> tuple[list[str], dict[str, str]]:
    """Return the texts of pages, normalised, and their footnotes by name.

    Marks stand for the footnotes, each heading is on one line, and so is each row of a table. The
    name of a note is its label; with its page, where labels begin anew on each page.
    """
    texts: list[str] = []
    notes: dict[str, str] = {}
    for number, page in enumerate(read.pages):
        lines = read.lines.get(number, ())
        edits = [(each.start, each.end, each.text) for each in headings.get(number, ())]
        found = notes_at_foot(lines)
        if found:
            page_name = f" on page {number + 1}"
            names = {label: label + page_name * (label in notes) for label, _ in found.notes}
            notes |= {names[label]: text for label, text in found.notes}
            edits += [(start, end, note_mark(names[label])) for start, end, label in found.marks]
            edits.append((found.start, found.end, ""))
        rows = [(start, end, f"\n\n{row}\n\n") for start, end, row in table_rows(lines)]
        taken = list(edits)
        edits += [
            row for row in rows if all(row[1] <= start or end <= row[0] for start, end, _ in taken)
        ]
        texts.append(_edited(page, edits))
    return texts, notes


def _edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """Return a text, normalised, with words in the place of what begins and ends somewhere."""
    parts: list[str] = []
    position = 0
    for start, end, words in sorted(edits):
        parts += [normalise(text[position:start]), words]
        position = end
    return "".join([*parts, normalise(text[position:])])


def _without_text(read: PdfText, *, recognised: bool) -> UnreadableDocument:
    if recognised:
        return UnreadableDocument(
            "The PDF has no text on any page, and none could be recognised in its pictures. Add a "
            "sharper scan of it."
        )
    why = (
        "The PDF does not say which letters its text is made of."
        if read.rubbish
        else "The PDF has no text on any page; it is probably scanned."
    )
    return UnreadableDocument(why + _RECOGNISE)


def _reader(read: PdfText) -> str:
    if not read.by_pdfium:
        return "pypdf"
    if len(read.by_pdfium) == len(read.pages):
        return "pdfium"
    return f"pypdf, {named_pages(read.by_pdfium)} by pdfium"


def _unless(placeholder: re.Pattern[str], entry: str) -> str | None:
    entry = one_line(normalise(entry))
    return None if len(entry) < 4 or placeholder.fullmatch(entry) else entry


def _blocks(
    pages: Sequence[list[str]], outline: Mapping[str, int], sized: Mapping[str, int]
) -> list[Block]:
    """Return the blocks of pages; a title of the outline may be numbered otherwise in the text."""

    def level(line: str) -> int | None:
        words = without_marks(line)
        return outline.get(_title_key(words)) or sized.get(words)

    lines = [f"\n{line}\n" if level(line) else line for line in _with_page_marks(pages)]
    found = blocks_of_lines("\n".join(lines))
    return [Block(each.text, level(each.text) or each.level) for each in found]


def _with_page_marks(pages: Sequence[list[str]]) -> list[str]:
    """Return the lines of all pages, a mark for each page before its first line.

    A page that begins in the middle of a sentence must not begin a paragraph: no empty line is
    put between pages, only the mark; that of an empty page stands before the next page's.
    """
    lines: list[str] = []
    marks = ""
    for page in pages:
        marks += PAGE_MARK
        if page:
            lines += [marks + page[0], *page[1:]]
            marks = ""
    lines[-1] += marks
    return lines


def _outline_levels(outline: Sequence[tuple[str, int]]) -> dict[str, int]:
    levels: dict[str, int] = {}
    for title, level in outline:
        levels.setdefault(_title_key(title), min(level, 6))
    levels.pop("", None)
    return levels


def _title_key(title: str) -> str:
    """Return a title without the number before it, spaces and case, to find it on its page.

    A number behind it is kept: it tells "Article 5" from "Article 6", and a heading from its line
    in the table of contents.
    """
    return re.sub(r"^[\W\d_]+|\W+", "", normalise(title).lower())
