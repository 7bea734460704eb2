"""Cutting a document into passages: whole sentences of one section, of about equal length.

What counts tokens is handed in, so that passages fit the model that will embed them and this
package needs none.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from .document import Document, Passage, Span
from .sentences import sentence_spans

TokenCounts = Callable[[Sequence[str]], list[int]]

# Long enough for an answer and what it leans on, short enough to be about one thing.
TARGET_TOKENS = 180
# The model's own marks at both ends, and what a tokenizer may add where texts are joined.
_SPARE_TOKENS = 8
_MOST_CONTEXT_TOKENS = 60
_LIST_BULLET = re.compile(r"[•▪●◦*–—-](?:\s+|$)")
_BREAKS = ("; ", ": ", ", ", " ")


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
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
    parts count as sentences. Headings are the passages' sections, not part of them.
    """
    passages: list[Passage] = []
    for section in _sections(document, token_counts, limit):
        sentences = list(_fitting(document.text, section, token_counts))
        for group in _groups(sentences, min(target, section.room)):
            passages.append(_passage(document, section, group))
    return passages


def _sections(document: Document, token_counts: TokenCounts, limit: int) -> Iterator[_Section]:
    """Yield the runs of body text between headings, each with the path of headings above it."""
    starts = [0, *(heading.end for heading in document.headings)]
    ends = [*(heading.start for heading in document.headings), len(document.text)]
    for start, end in zip(starts, ends, strict=True):
        spans = tuple(_sentences_within(document.text, Span(start, end)))
        if spans:
            path = document.section_at(start)
            context = _context(document.title, path, token_counts, limit)
            room = limit - _SPARE_TOKENS - token_counts([context])[0]
            yield _Section(path, context, spans, room)


def _sentences_within(text: str, body: Span) -> Iterator[Span]:
    for start, end in sentence_spans(text[body.start : body.end]):
        bullet = _LIST_BULLET.match(text, body.start + start, body.start + end)
        first = bullet.end() if bullet else body.start + start
        if first < body.start + end:
            yield Span(first, body.start + end)


def _context(title: str, section: str | None, token_counts: TokenCounts, limit: int) -> str:
    """Return title and section as one line, cut so that most of the room is the passage's."""
    most = min(_MOST_CONTEXT_TOKENS, limit // 3)
    words = f"{title} › {section}".split() if section else title.split()
    while len(words) > 1 and token_counts([" ".join(words)])[0] > most:
        words = words[: len(words) * 3 // 4]
    context = " ".join(words)
    return context if token_counts([context])[0] <= most else ""


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


def _passage(document: Document, section: _Section, group: Sequence[_Sentence]) -> Passage:
    start, end = group[0].span.start, group[-1].span.end
    return Passage(
        text=document.text[start:end],
        start=start,
        end=end,
        section=section.path,
        page=document.page_at(start),
        context=section.context,
        sentences=tuple(sentence.span for sentence in group),
    )
