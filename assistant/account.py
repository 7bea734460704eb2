"""What is told of how a document was read: counts by page, what was left out, how long it took."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sources import Document


@dataclass(frozen=True, slots=True)
class PageCount:
    """What came of one page, counted from 1; ``characters`` leaves white space out."""

    page: int
    characters: int
    passages: int


@dataclass(frozen=True, slots=True)
class Account:
    """How a document was read.

    ``reader`` names the library that read it, empty where that is not known. ``characters`` is the
    length of the text, ``passages`` the number of passages. ``pages`` is empty for formats without
    pages. ``dropped`` says in words what was left out. ``recognised`` are the pages, counted
    from 1, whose text was recognised in a picture. ``without_text`` are those that have none.
    """

    reader: str
    characters: int
    passages: int
    pages: tuple[PageCount, ...]
    without_text: tuple[int, ...]
    recognised: tuple[int, ...]
    dropped: tuple[str, ...]

    @classmethod
    def of(cls, document: Document, passage_pages: Iterable[int | None]) -> "Account":
        """Return the account of a document; ``passage_pages`` is the page of each passage."""
        pages = list(passage_pages)
        on_page = Counter(pages)
        counts = tuple(
            PageCount(number, characters, on_page[number])
            for number, characters in enumerate(document.page_characters(), start=1)
        )
        return cls(
            reader=document.report.reader,
            characters=len(document.text),
            passages=len(pages),
            pages=counts,
            without_text=tuple(each.page for each in counts if not each.characters),
            recognised=document.report.recognised,
            dropped=document.report.dropped,
        )
