"""Which sentences of the passages found answer the question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, takewhile

import numpy as np

from index import Hit, Vector, scaled, terms
from sources import Passage, Span

from .question_kinds import has_what_is_asked

# What is more than this is a search, not an answer.
MOST_SENTENCES = 5
# A sentence is quoted beside the best one when it scores at least this share of the best.
_CLOSE_TO_BEST = 0.8
# What a sentence gains when it has a date where the question asks when, and the like.
_KIND_WEIGHT = 0.4
# What a sentence gains when the question names its place: "Article 5 of the North Atlantic Treaty".
# What stands there is asked for, whatever its words.
_PLACE_WEIGHT = 2.0
# Words of the question in the sentences before and after count for this part: what a text is
# about at a place is not said anew in each sentence.
_NEIGHBOUR_WEIGHT = 0.15
# "It was adopted in 2006" is about what the sentence before it names.
_LEANING_WEIGHT = 0.5
# Cosine similarity and share of common words from which two sentences say the same.
_SAME_MEANING, _SAME_WORDS = 0.92, 0.75
# How a sentence begins that cannot be understood without the one before it.
_LEANS = re.compile(
    r"(?:this|these|that|those|it|its|they|their|he|his|she|her|such|both|the former|the latter)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a hit, or a run of adjacent ones, that answers the question.

    ``span`` lies in the document's text; ``score`` orders the evidence of one question.
    """

    hit: Hit
    span: Span
    score: float

    @property
    def text(self) -> str:
        """The words of the evidence."""
        return _text_of(self.hit, self.span)


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """Sentence ``number`` of a hit's passage, its words, and its score for a question."""

    hit: Hit
    number: int
    text: str
    score: float


def find_evidence(question: str, hits: Sequence[Hit]) -> list[Evidence]:
    """Return the evidence in some hits, in the order in which it reads best.

    The best sentence and those close to it are taken, none that says what another one says; with
    one that begins with "This" or "It" the sentence that it leans on, with one that ends in a colon
    the list that it introduces. The piece with the best sentence comes first, then what stands in
    the same document, then the other documents.
    """
    ranked = rank_sentences(question, hits)
    chosen: list[ScoredSentence] = []
    for sentence in ranked:
        if sentence.score < _CLOSE_TO_BEST * ranked[0].score or len(chosen) == MOST_SENTENCES:
            break
        if not any(_say_the_same(sentence, other) for other in chosen):
            chosen.append(sentence)
    return _in_reading_order(_runs(chosen))


def rank_sentences(question: str, hits: Sequence[Hit]) -> list[ScoredSentence]:
    """Return the sentences of some hits, best first; questions among them answer nothing.

    A sentence's score adds up the score of its passage, its similarity to the question and its
    overlap with the question's words, each scaled over the sentences at hand; to this come parts
    for the kind of word that is asked for and for the place that is asked about.
    """
    if not hits:
        return []
    places = [(hit, number) for hit in hits for number in range(len(hit.similarities))]
    texts = [_text_of(hit, hit.passage.sentences[number]) for hit, number in places]
    scores = (
        scaled([hit.score for hit, _ in places])
        + scaled(np.concatenate([hit.similarities for hit in hits]))
        + scaled(np.concatenate([_with_neighbours(hit) for hit in hits]))
        + _KIND_WEIGHT * np.array([has_what_is_asked(question, text) for text in texts])
        + _PLACE_WEIGHT * np.array([hit.named for hit, _ in places])
    )
    sentences = [
        ScoredSentence(hit, number, text, float(score))
        for (hit, number), text, score in zip(places, texts, scores, strict=True)
        if not text.endswith("?")
    ]
    return sorted(sentences, key=lambda sentence: -sentence.score)


def _with_neighbours(hit: Hit) -> Vector:
    """Return a hit's overlaps with a part of those of the sentences before and after added."""
    padded = np.pad(hit.overlaps, 1)
    leaning = [bool(_LEANS.match(_text_of(hit, span))) for span in hit.passage.sentences]
    before = np.where(leaning, _LEANING_WEIGHT, _NEIGHBOUR_WEIGHT)
    found: Vector = hit.overlaps + before * padded[:-2] + _NEIGHBOUR_WEIGHT * padded[2:]
    return found


def _text_of(hit: Hit, span: Span) -> str:
    offset = hit.passage.start
    return hit.passage.text[span.start - offset : span.end - offset]


def _say_the_same(one: ScoredSentence, other: ScoredSentence) -> bool:
    words, others = set(terms(one.text)), set(terms(other.text))
    common = len(words & others)
    if common >= _SAME_WORDS * len(words | others):
        return True
    alike = float(one.hit.vectors[one.number] @ other.hit.vectors[other.number])
    return alike >= _SAME_MEANING and 2 * common >= min(len(words), len(others))


def _runs(chosen: Sequence[ScoredSentence]) -> list[Evidence]:
    """Make adjacent sentences of a passage, and what they lean on, one piece each."""
    scores: dict[tuple[str, int], dict[int, float]] = {}
    hits: dict[tuple[str, int], Hit] = {}
    for sentence in chosen:
        place = (sentence.hit.document_id, sentence.hit.passage.start)
        hits[place] = sentence.hit
        numbers = scores.setdefault(place, {})
        numbers[sentence.number] = sentence.score
        for needed in _needed_by(sentence):
            numbers.setdefault(needed, sentence.score)
    return [run for place, numbers in scores.items() for run in _runs_of(hits[place], numbers)]


def _needed_by(sentence: ScoredSentence) -> Iterator[int]:
    """Yield what a sentence cannot be read without: the one it leans on, the list it introduces."""
    if sentence.number and _LEANS.match(sentence.text):
        yield sentence.number - 1
    if sentence.text.endswith(":"):
        passage = sentence.hit.passage
        later = range(sentence.number + 1, len(passage.sentences))
        yield from takewhile(partial(_begins_a_line, passage), later)


def _begins_a_line(passage: Passage, number: int) -> bool:
    before, sentence = passage.sentences[number - 1], passage.sentences[number]
    return "\n" in passage.text[before.end - passage.start : sentence.start - passage.start]


def _runs_of(hit: Hit, scores: dict[int, float]) -> Iterator[Evidence]:
    # In a run of successive numbers, a number less its rank is the same for all.
    ranked = enumerate(sorted(scores))
    for _, group in groupby(ranked, key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in group]
        first, last = hit.passage.sentences[numbers[0]], hit.passage.sentences[numbers[-1]]
        yield Evidence(hit, Span(first.start, last.end), max(scores[n] for n in numbers))


def _in_reading_order(evidence: Sequence[Evidence]) -> list[Evidence]:
    best_of: dict[str, float] = {}
    for each in evidence:
        id = each.hit.document_id
        best_of[id] = max(best_of.get(id, 0.0), each.score)
    first = max(evidence, key=lambda each: each.score, default=None)

    def order(each: Evidence) -> tuple[bool, float, str, Span]:
        id = each.hit.document_id
        return each is not first, -best_of[id], id, each.span

    return sorted(evidence, key=order)
