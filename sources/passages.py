"""Cutting a document into passages: whole sentences of one section, of about equal length.

What counts tokens is handed in, so that passages fit the model that will embed them and this
package needs none.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from .document import Document, Passage, Span
from .sentences import sentence_spans
from .tables import tables_in

TokenCounts = Callable[[Sequence[str]], list[int]]

# Long enough for an answer and what it leans on, short enough to be about one thing.
TARGET_TOKENS = 180
# The model's own marks at both ends, and what a tokenizer may add where texts are joined.
_SPARE_TOKENS = 8
_MOST_CONTEXT_TOKENS = 60
# Of a table's header, which stands in the context of the passages that begin below it.
_MOST_HEADER_TOKENS = 40
_LIST_BULLET = re.compile(r"[•▪●◦*–—-](?:\s+|$)")
_BREAKS = ("; ", ": ", ", ", " ")


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    tokens: int


@dataclass(frozen=True, slots=True)
class _Table:
    """A table's place, where its header ends, and the header as far as there is room for it."""

    start: int
    header_end: int
    end: int
    header: str
    tokens: int


@dataclass(frozen=True, slots=True)
class _Section:
    path: str | None
    context: str
    spans: tuple[Span, ...]
    room: int


def split(
    document: Document, token_counts: TokenCounts, *, limit: int, target: int = TARGET_TOKENS
) -> list[Passage]:
    """Return the passages of a document, in order.

    ``token_counts`` returns the number of the model's tokens for each of some texts; ``limit`` is
    the most tokens that the model takes, the context of a passage included; ``target`` is the
    length aimed at. A sentence longer than the limit is cut at a clause, else at a word; the
    parts count as sentences. Headings are the passages' sections, not part of them. A passage that
    begins with rows of a table has the table's header in its context.
    """
    passages: list[Passage] = []
    tables = _tables(document.text, token_counts, limit)
    for section in _sections(document, tables, token_counts, limit):
        sentences = list(_fitting(document.text, section, token_counts))
        for group in _groups(sentences, min(target, section.room)):
            header = _header_above(tables, group[0].span.start)
            passages.append(_passage(document, section, group, header))
    return passages


def _tables(text: str, token_counts: TokenCounts, limit: int) -> list[_Table]:
    """Return the tables of a text that have rows below their header."""
    found = []
    most = min(_MOST_HEADER_TOKENS, limit // 4)
    for start, end in tables_in(text):
        header_end = text.find("\n", start, end)
        if header_end > 0:
            header = _shortened(text[start:header_end], token_counts, most)
            tokens = token_counts([f" › {header}"])[0]
            found.append(_Table(start, header_end, end, header, tokens))
    return found


def _header_above(tables: Sequence[_Table], start: int) -> str:
    """Return the header of the table in whose rows some text begins, empty where in none."""
    place = bisect_right(tables, start, key=lambda table: table.start)
    within = tables[place - 1] if place else None
    return within.header if within and within.header_end < start < within.end else ""


def _sections(
    document: Document, tables: Sequence[_Table], token_counts: TokenCounts, limit: int
) -> Iterator[_Section]:
    """Yield the runs of body text between headings, each with the path of headings above it."""
    starts = [0, *(heading.end for heading in document.headings)]
    ends = [*(heading.start for heading in document.headings), len(document.text)]
    for start, end in zip(starts, ends, strict=True):
        spans = tuple(_sentences_within(document.text, Span(start, end)))
        if spans:
            path = document.section_at(start)
            context = _context(document.title, path, token_counts, limit)
            header = max((each.tokens for each in tables if start <= each.start < end), default=0)
            room = limit - _SPARE_TOKENS - token_counts([context])[0] - header
            yield _Section(path, context, spans, room)


def _sentences_within(text: str, body: Span) -> Iterator[Span]:
    for start, end in sentence_spans(text[body.start : body.end]):
        bullet = _LIST_BULLET.match(text, body.start + start, body.start + end)
        first = bullet.end() if bullet else body.start + start
        if first < body.start + end:
            yield Span(first, body.start + end)


def _context(title: str, section: str | None, token_counts: TokenCounts, limit: int) -> str:
    """Return title and section as one line, cut so that most of the room is the passage's."""
    line = f"{title} › {section}" if section else title
    return _shortened(line, token_counts, min(_MOST_CONTEXT_TOKENS, limit // 3))


def _shortened(line: str, token_counts: TokenCounts, most: int) -> str:
    """Return the beginning of a line, as many words as have so many tokens; empty if not one."""
    words = line.split()
    while len(words) > 1 and token_counts([" ".join(words)])[0] > most:
        words = words[: len(words) * 3 // 4]
    short = " ".join(words)
    return short if token_counts([short])[0] <= most else ""


def _fitting(text: str, section: _Section, token_counts: TokenCounts) -> Iterator[_Sentence]:
    """Yield a section's sentences, those that are too long in parts that fit."""
    # With what stands before each sentence: a bullet is part of a passage that goes on over it.
    starts = [section.spans[0].start, *(span.end for span in section.spans[:-1])]
    whole = [text[start : span.end] for start, span in zip(starts, section.spans, strict=True)]
    for span, tokens in zip(section.spans, token_counts(whole), strict=True):
        if tokens <= section.room or span.end - span.start == 1:
            yield _Sentence(span, tokens)
            continue
        halves = _Section(section.path, section.context, _halves(text, span), section.room)
        yield from _fitting(text, halves, token_counts)


def _halves(text: str, span: Span) -> tuple[Span, Span]:
    """Cut a span in two near its middle: after a clause if there is one there, else a word."""
    middle = (span.start + span.end) // 2
    quarter = (span.end - span.start) // 4
    for mark in _BREAKS:
        cut = text.rfind(mark, middle - quarter, middle + quarter)
        if cut > span.start:
            return Span(span.start, cut + len(mark.rstrip())), Span(cut + len(mark), span.end)
    return Span(span.start, middle), Span(middle, span.end)


def _groups(sentences: Sequence[_Sentence], target: int) -> Iterator[list[_Sentence]]:
    """Yield runs of sentences of about equal length, none longer than the target if it can be."""
    rest = sum(sentence.tokens for sentence in sentences)
    group: list[_Sentence] = []
    filled, goal = 0, _even_share(rest, target)
    for sentence in sentences:
        too_long = filled + sentence.tokens > target
        if group and (too_long or filled + sentence.tokens / 2 > goal):
            yield group
            rest -= filled
            group, filled, goal = [], 0, _even_share(rest, target)
        group.append(sentence)
        filled += sentence.tokens
    if group:
        yield group


def _even_share(tokens: int, target: int) -> float:
    """Return the length of each passage when tokens are shared among as few as can hold them."""
    return tokens / max(1, ceil(tokens / target))


def _passage(
    document: Document, section: _Section, group: Sequence[_Sentence], header: str
) -> Passage:
    start, end = group[0].span.start, group[-1].span.end
    return Passage(
        text=document.text[start:end],
        start=start,
        end=end,
        section=section.path,
        page=document.page_at(start),
        context=" › ".join(filter(None, (section.context, header))),
        sentences=tuple(sentence.span for sentence in group),
    )
