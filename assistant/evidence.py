"""Which sentences are quoted, and in which order they read best."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index import Hit, terms
from sources import Document, Span
from sources.sentences import sentence_spans

from . import layout
from .question import Question, numbers_of
from .question_kinds import Form
from .ranking import ScoredSentence

# The most sentences that are chosen by their score: what is more is a search, not an answer.
_MOST = {Form.FACT: 3, Form.ACCOUNT: 5, Form.LIST: 8}
# A sentence is quoted beside the best one when it is at least this share as probable to answer.
_CLOSE = {Form.FACT: 0.35, Form.ACCOUNT: 0.12, Form.LIST: 0.12}
# A list of which several items are good is quoted whole if they are half of it, or it has at most
# so many items.
_SHORT_LIST = {Form.FACT: 6, Form.ACCOUNT: 8, Form.LIST: 8}
# Cosine similarity and share of common words from which two sentences say the same.
_SAME_MEANING, _SAME_WORDS = 0.92, 0.75


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a hit's document, or a run of adjacent ones, that answers the question.

    ``introduction`` is the line without which it cannot be read: the one that introduces its list,
    or the header of its table. Spans lie in the document's text; ``score`` orders the evidence of
    one question.
    """

    hit: Hit
    span: Span
    score: float
    introduction: Span | None = None


def choose(question: Question, ranked: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """Return the sentences to be quoted: the best of some ranked ones, and those close to it."""
    chosen: list[ScoredSentence] = []
    for sentence in ranked:
        share = math.exp(sentence.score - ranked[0].score)
        if share < _CLOSE[question.form] or len(chosen) == _MOST[question.form]:
            break
        if not any(say_the_same(sentence, other) for other in chosen):
            chosen.append(sentence)
    return chosen


def say_the_same(one: ScoredSentence, other: ScoredSentence) -> bool:
    """Tell whether two sentences say the same; never when their numbers or dates differ."""
    if numbers_of(one.text) != numbers_of(other.text):
        return False
    words, others = set(terms(one.text)), set(terms(other.text))
    common = len(words & others)
    if common >= _SAME_WORDS * len(words | others):
        return True
    alike = float(one.hit.vectors[one.number] @ other.hit.vectors[other.number])
    return alike >= _SAME_MEANING and 2 * common >= min(len(words), len(others))


def completed(
    question: Question, chosen: Sequence[ScoredSentence], documents: Mapping[str, Document]
) -> list[Evidence]:
    """Return chosen sentences with what they cannot be read without, in a readable order.

    ``documents`` are those of the sentences, by id. With a sentence that begins with "This" or
    "It" comes the one that it leans on, with a line that ends in a colon the list that it
    introduces, with a list item the line that introduces it, or the whole of its list where several
    of its items were chosen, with a row its table's header.
    Adjacent sentences become one piece. The piece with the best sentence comes first, then what
    stands in the same document, then the other documents.
    """
    pieces = [_completed(question, each, documents[each.hit.document_id].text) for each in chosen]
    joined = [
        piece
        for id, group in groupby(sorted(pieces, key=_place), lambda each: each.hit.document_id)
        for piece in _joined(
            documents[id].text, _with_whole_lists(question, documents[id].text, list(group))
        )
    ]
    return _in_reading_order(joined)


def _completed(question: Question, sentence: ScoredSentence, text: str) -> Evidence:
    span, introduction = sentence.span, layout.introduction(text, sentence.span)
    line = layout.line_at(text, span.start)
    if layout.is_row(text, span):
        whole = layout.rows(text, span) if question.form is not Form.FACT else None
        if whole:
            return Evidence(sentence.hit, whole, sentence.score)
        return Evidence(sentence.hit, line, sentence.score, introduction)
    if question.form is Form.LIST and (every := layout.list_around(text, span)):
        span = every
    elif following := layout.items(text, line):
        span = Span(span.start, following.end)
    elif sentence.leans:
        span = Span(_before(sentence, text), span.end)
    if introduction and layout.adjacent(text, introduction, span):
        span, introduction = Span(introduction.start, span.end), None
    return Evidence(sentence.hit, span, sentence.score, introduction)


def _before(sentence: ScoredSentence, text: str) -> int:
    """Return where the sentence before one begins, its own beginning where there is none."""
    start = layout.line_at(text, sentence.span.start).start
    if sentence.number:
        return sentence.hit.passage.sentences[sentence.number - 1].start
    earlier = sentence_spans(text[start : sentence.span.start])
    return start + earlier[-1][0] if earlier else sentence.span.start


def _place(evidence: Evidence) -> tuple[str, Span]:
    return evidence.hit.document_id, evidence.span


def _with_whole_lists(question: Question, text: str, pieces: Sequence[Evidence]) -> list[Evidence]:
    """Return the pieces of one document, a list in the place of those that are much of it."""
    lists = [layout.introduced_list(text, each.span) for each in pieces]
    counts = Counter(filter(None, lists))
    short = _SHORT_LIST[question.form]

    def in_its_list(piece: Evidence, whole: Span | None) -> Evidence:
        if whole is None or counts[whole] == 1:
            return piece
        if text.count("\n", *whole) > max(short, 2 * counts[whole]):
            return piece
        return replace(piece, span=whole, introduction=None)

    return [in_its_list(*each) for each in zip(pieces, lists, strict=True)]


def _joined(text: str, pieces: Sequence[Evidence]) -> Iterator[Evidence]:
    """Yield the pieces of one document, given in its order, adjacent and common ones made one."""
    current = pieces[0]
    for piece in pieces[1:]:
        if not layout.adjacent(text, current.span, piece.span):
            yield current
            current = piece
            continue
        span = Span(current.span.start, max(current.span.end, piece.span.end))
        best = max(current, piece, key=lambda each: each.score)
        current = replace(current, hit=best.hit, span=span, score=best.score)
    yield current


def _in_reading_order(evidence: Sequence[Evidence]) -> list[Evidence]:
    best_of: dict[str, float] = {}
    for each in evidence:
        id = each.hit.document_id
        best_of[id] = max(best_of.get(id, -math.inf), each.score)
    first = max(evidence, key=lambda each: each.score, default=None)

    def order(each: Evidence) -> tuple[bool, float, str, Span]:
        id = each.hit.document_id
        return each is not first, -best_of[id], id, each.span

    return sorted(evidence, key=order)
