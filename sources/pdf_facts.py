"""What a PDF says of itself besides its text: metadata, outline, and the labels of its pages."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdfium2 import PdfDocument

from .normalise import normalise, one_line

# What pypdf raises on damaged files besides its own errors ("broken PDF files might cause other
# Exceptions", says its errors module).
DAMAGE = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError,
    ArithmeticError, RecursionError, OSError, EOFError, MemoryError,
)  # fmt: skip
# What pypdf raises where it knows what a file asks for and cannot do it.
BEYOND = (DependencyError, NotImplementedError)
_LONGEST_LABEL = 24


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a PDF says of itself.

    ``metadata`` has the entries title, author, date and language that the file has; ``outline``
    its titles with their level, from 1; ``labels`` what the file calls each of its pages, "" where
    that is its number, and nothing where that is so of all.
    """

    metadata: Mapping[str, str]
    outline: Sequence[tuple[str, int]]
    labels: Sequence[str]


def facts_by_pypdf(reader: PdfReader) -> PdfFacts:
    """Return what is there and not damaged."""
    labels: list[str] = []
    with suppress(*DAMAGE, *BEYOND):
        labels = reader.page_labels
    return PdfFacts(_metadata(reader), _outline(reader), _tidy(labels))


def facts_by_pdfium(document: PdfDocument) -> PdfFacts:
    """Return the same of a file that pypdf cannot read; pdfium does not tell the language."""
    found = document.get_metadata_dict(skip_empty=True)
    metadata = {"title": found.get("Title", ""), "author": found.get("Author", "")}
    date = found.get("CreationDate", "").removeprefix("D:")[:8]
    if date.isdecimal() and len(date) == 8:
        metadata["date"] = f"{date[:4]}-{date[4:6]}-{date[6:]}"
    outline = [(each.get_title(), each.level + 1) for each in document.get_toc()]
    labels = [document.get_page_label(number) for number in range(len(document))]
    return PdfFacts(metadata, outline, _tidy(labels))


def _tidy(labels: Sequence[str]) -> tuple[str, ...]:
    """Return labels as they can be shown, "" for pages' numbers; none where all are these."""
    shown = [_label(label) for label in labels]
    shown = ["" if label == str(number) else label for number, label in enumerate(shown, start=1)]
    return tuple(shown) if any(shown) else ()


def _label(label: str) -> str:
    # Cut first: what is to be normalised may be as long as the file.
    line = one_line(normalise(label[: 10 * _LONGEST_LABEL]))
    return line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1]}…"


def _metadata(reader: PdfReader) -> dict[str, str]:
    """Return the entries of the metadata that are there and not damaged."""
    entries: dict[str, str] = {}
    for name, attribute in [("title", "title"), ("author", "author"), ("date", "creation_date")]:
        with suppress(*DAMAGE, *BEYOND):
            entries[name] = str(getattr(reader.metadata, attribute, None) or "")
    entries["date"] = entries.get("date", "")[:10]
    with suppress(*DAMAGE, *BEYOND):
        entries["language"] = str(reader.root_object.get("/Lang") or "")
    return entries


def _outline(reader: PdfReader) -> list[tuple[str, int]]:
    titles: list[tuple[str, int]] = []

    def gather(entries: Sequence[object], level: int) -> None:
        for entry in entries:
            if isinstance(entry, list):
                gather(entry, level + 1)
            else:
                titles.append((str(getattr(entry, "title", "") or ""), level))

    with suppress(*DAMAGE, *BEYOND):
        gather(reader.outline, 1)
    return titles
