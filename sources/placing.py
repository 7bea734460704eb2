"""Where the words of a document stand on a page, whose own text has other spaces and line ends.

Words are placed only where they are found letter by letter, and at one place alone: a quote that a
page has twice is told by the words before and after it, or not at all.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .document import Document, Span

# How much of what stands before and after a quote tells two places apart.
_CONTEXT = 60
# Between these stands the label of a footnote whose mark was taken out of the text; normalised
# text has no such characters.
_OPEN, _CLOSE = "\ue000", "\ue001"
_NOTE = re.compile(f"{_OPEN}(.*?){_CLOSE}")
_AROUND_LABEL = r"[\[\](),;]{0,3}"
_FOLDED = str.maketrans({
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    # What a reader puts between cells, and bullets, of which each program has its own.
    **dict.fromkeys("|¦•◦▪▫●○■□‣⁃∙·", None),
})  # fmt: skip
# White space, hyphens and dashes, controls and soft hyphens, and pdfium's marks for a hyphen.
_LEFT_OUT = {"Zs", "Zl", "Zp", "Pd", "Cc", "Cf", "Co", "Cn", "Cs"}


@dataclass(frozen=True, slots=True)
class QuoteOnPage:
    """The words of a quote that stand on a page, counted from 1, with what is around them there.

    All three have marks where footnotes' numbers may stand on the page.
    """

    page: int
    words: str
    before: str = ""
    after: str = ""


def quote_by_pages(document: Document, quote: Span) -> tuple[QuoteOnPage, ...]:
    """Return the parts of a quote, one for each page that it stands on; none without pages."""
    ends = (*document.page_starts[1:], len(document.text))
    parts = []
    for number, page in enumerate(map(Span, document.page_starts, ends), start=1):
        start, end = max(page.start, quote.start), min(page.end, quote.end)
        if start < end and document.text[start:end].strip():
            before = Span(max(page.start, start - _CONTEXT), start)
            after = Span(end, min(page.end, end + _CONTEXT))
            texts = (_with_labels(document, each) for each in (Span(start, end), before, after))
            parts.append(QuoteOnPage(number, *texts))
    return tuple(parts)


def places_of(quote: QuoteOnPage, page_text: Sequence[str]) -> tuple[Span, ...]:
    """Return the characters of a page's text that are a quote, none where that is not sure.

    They are several runs where numbers of footnotes stand between them. ``page_text`` is the text
    character by character.
    """
    letters, origin = _fold(page_text)
    words = _pattern(quote.words, "({})")
    before, after = (_pattern(each, "(?:{})") for each in (quote.before, quote.after))
    if not words:
        return ()
    for pattern in (words, before + words, words + after, before + words + after):
        found = [match for _, match in zip(range(2), _matches(pattern, letters), strict=False)]
        if len(found) == 1:
            spans = (found[0].span(number + 1) for number in range(found[0].re.groups))
            return tuple(Span(origin[a], origin[b - 1] + 1) for a, b in spans if a < b)
        if not found:
            return ()
    return ()


def _matches(pattern: str, letters: str) -> Iterator[re.Match[str]]:
    """Yield where a pattern matches, also where matches overlap."""
    compiled, start = re.compile(pattern), 0
    while match := compiled.search(letters, start):
        yield match
        start = match.start() + 1


def _with_labels(document: Document, span: Span) -> str:
    """Return some characters of a document with the labels of the footnotes whose mark they had."""
    marks = sorted(
        (at, number)
        for number, note in enumerate(document.notes)
        for at in note.at
        if span.start < at < span.end
    )
    cuts = [span.start, *(at for at, _ in marks), span.end]
    pieces = [document.text[start:end] for start, end in pairwise(cuts)]
    labels = [f"{_OPEN}{document.notes[number].label}{_CLOSE}" for _, number in marks]
    return "".join(piece + label for piece, label in zip(pieces, [*labels, ""], strict=True))


def _pattern(text: str, group: str) -> str:
    """Return the pattern of some words; each run between footnotes' labels is a group."""
    parts = []
    for number, piece in enumerate(_NOTE.split(text)):
        letters = re.escape(_fold(piece)[0])
        if number % 2 and letters:
            parts.append(f"(?:{_AROUND_LABEL}{letters}{_AROUND_LABEL})?")
        elif letters:
            parts.append(group.format(letters))
    return "".join(parts)


def _fold(text: Sequence[str]) -> tuple[str, list[int]]:
    """Return what of a text is compared, and for each of its characters where it came from."""
    letters: list[str] = []
    origin: list[int] = []
    for number, char in enumerate(text):
        for each in unicodedata.normalize("NFKD", char.translate(_FOLDED)):
            if unicodedata.category(each) not in _LEFT_OUT:
                letters.append(each)
                origin.append(number)
    return "".join(letters), origin
