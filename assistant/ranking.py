"""Which sentence of what was found answers a question best."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index import Found, Hit, Vector, scaled, sentences_of, terms
from sources import Span
from sources.patterns import pattern

from . import rows
from .demands import gain
from .leaning import leans
from .question import Question, numbers_of, single_years_of, years_of
from .question_kinds import Form, words_that_answer

# A linear model, fitted by tests/quality/fit_ranking.py on questions of SQuAD: the logarithm of the
# odds that a sentence answers is the sum of its parts with these weights, but for a constant. The
# last is for a year or number that the question names and the sentence does not. SQuAD gives it
# -1.5; it is more here, because reports say of each year and article what they say of the others.
PARTS = ("passage", "similarity", "overlap", "words", "meaning", "kind", "number missing")
_WEIGHTS = np.array([2.1, 8.9, 1.3, 2.8, 3.9, 2.1, -5.0], np.float32)
# The same where a reader has read the passages: what it says of the sentence and of its passage
# are further parts.
READ_PARTS = (*PARTS, "reader", "reader of passage")
_READ_WEIGHTS = np.array([1.9, 7.3, 0.8, 1.1, 2.0, 2.2, -5.0, 0.5, 0.3], np.float32)
# "The GCTF is an informal platform" is what a question after the GCTF wants to know.
_DEFINES = 1.5
_COPULA = pattern(
    r"\b(?:(?:is|are|was|were)(?=\s+(?:an?|the|one|[\w.]+['’]s?)\s)"
    r"|(?:is|was|were) (?:set up|founded|created|established|formed)"
    r"|means?|shall (?:mean|apply to)|stands? for|refers? to|brings? together|consists? of)\b",
    re.I,
)
_LONGEST_SUBJECT, _OTHER_WORDS = 100, 6
# A row of a table says in keywords what a sentence says better, where there is one; for a list it
# is as good, and the line that introduces one is better.
_ROW = -0.8
_INTRODUCES = 1.2
# What a sentence gains when the question names its place: "Article 5 of the North Atlantic Treaty".
# What stands there is asked for, whatever its words.
_PLACE = 10.0
# Words of the question in the sentences before and after count for this part: what a text is
# about at a place is not said anew in each sentence.
_NEIGHBOUR_WEIGHT = 0.15
# "It was adopted in 2006" is about what the sentence before it names.
_LEANING_WEIGHT = 0.5
# The first row of a table names its columns: few words in each cell, and no figure.
_HEADER = pattern(r"(?:[^|\d]{1,40} \| )+[^|\d]{1,40}")


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """Sentence ``number`` of a hit's passage, its words, and its score for a question.

    ``window`` are the index terms that it can be understood by: its own, those of title and
    section, and those of the sentence that it leans on or the header of its row; ``held`` tells how
    far these hold the words sought, shape (words,). ``unread`` is the score without what a reader
    said of it.
    """

    hit: Hit
    number: int
    text: str
    window: frozenset[str]
    held: Vector
    score: float
    unread: float

    @property
    def span(self) -> Span:
        """The characters of the sentence in the document's text."""
        return self.hit.passage.sentences[self.number]

    @property
    def leans(self) -> bool:
        """Whether it cannot be understood without the sentence before it."""
        return leans(self.text)


def rank_sentences(question: Question, found: Found) -> list[ScoredSentence]:
    """Return the sentences of what was found, best first.

    Questions and the headers of tables answer nothing and are left out.
    """
    passages = scaled([hit.score for hit in found.hits]) if found.hits else np.zeros(0)
    sentences = [
        sentence
        for hit, passage in zip(found.hits, passages, strict=True)
        for sentence in _scored(question, found, hit, float(passage))
        if not sentence.text.endswith("?") and not _HEADER.fullmatch(sentence.text)
    ]
    return sorted(sentences, key=lambda sentence: -sentence.score)


def _scored(question: Question, found: Found, hit: Hit, passage: float) -> list[ScoredSentence]:
    """Return the sentences of a hit with their scores; ``passage`` is the hit's own, 0 to 1."""
    texts = sentences_of(hit.passage)
    windows = [_window(hit, number, text) for number, text in enumerate(texts)]
    held = [_held(hit, number, text) for number, text in enumerate(texts)]
    parts = _parts(question, found, hit, passage, windows, held)
    others = (
        _DEFINES * np.array([_defines(question, text) for text in texts])
        + np.array([_for_its_form(question, text) for text in texts])
        + _PLACE * (hit.named and _place_asked(question, found, hit))
        + np.array([gain(question, found, hit, number) for number in range(len(texts))])
    )
    unread = parts[:, : len(PARTS)] @ _WEIGHTS + others
    # It learnt from questions after facts: of what introduces a list or describes it knows little.
    heard = hit.reading is not None and question.form is Form.FACT
    scores = parts @ _READ_WEIGHTS + others if heard else unread
    numbered = enumerate(zip(texts, windows, held, scores, unread, strict=True))
    return [
        ScoredSentence(hit, number, text, window, words, float(score), float(before))
        for number, (text, window, words, score, before) in numbered
    ]


def parts_of(question: Question, found: Found, hit: Hit, passage: float) -> Vector:
    """Return the parts of the scores of a hit's sentences, shape (sentences, parts).

    The columns are those of `PARTS`: the score of the passage, the cosine similarity of the
    sentence, its BM25 score with its neighbours', the shares of the question's words that it holds
    as written and by meaning, whether it has a word of the kind asked for, and whether it lacks a
    number that the question names. Those of `READ_PARTS`, when a reader has read the passage, are
    also the logits of the sentence and of the passage.
    """
    numbered = list(enumerate(sentences_of(hit.passage)))
    windows = [_window(hit, number, text) for number, text in numbered]
    held = [_held(hit, number, text) for number, text in numbered]
    return _parts(question, found, hit, passage, windows, held)


def _parts(
    question: Question,
    found: Found,
    hit: Hit,
    passage: float,
    windows: Sequence[frozenset[str]],
    held: Sequence[Vector],
) -> Vector:
    texts = sentences_of(hit.passage)
    columns = [
        np.full(len(texts), passage),
        hit.similarities,
        _with_neighbours(hit, texts),
        [found.weights.coverage(window) for window in windows],
        [found.sought.coverage(words) for words in held],
        [answers_in_kind(question, text) for text in texts],
        [lacks_number(question, hit, number) for number in range(len(texts))],
    ]
    if hit.reading:
        columns += [hit.reading.sentences, np.full(len(texts), hit.reading.passage)]
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def sentence_text(hit: Hit, span: Span) -> str:
    """Return the words of a span of the document that lies in a hit's passage."""
    offset = hit.passage.start
    return hit.passage.text[span.start - offset : span.end - offset]


def answers_in_kind(question: Question, text: str) -> bool:
    """Tell whether a text has words of each kind asked for that the question does not hold."""
    return all(words_that_answer(kind, question.text, text) for kind in question.kinds)


def _defines(question: Question, text: str) -> bool:
    """Tell whether a sentence says what the thing is that a question wants defined."""
    verb = _COPULA.search(text, 0, _LONGEST_SUBJECT) if question.defined else None
    if verb is None:
        return False
    subject = frozenset(terms(text[: verb.start()]))
    return question.defined <= subject and len(subject) <= len(question.defined) + _OTHER_WORDS


def _place_asked(question: Question, found: Found, hit: Hit) -> bool:
    """Tell whether a place is the one that a question names, and not one of a longer title.

    "Article 4 of the North Atlantic Treaty" is not that of an agreement between its parties, where
    the treaty itself is there.
    """
    asked = question.names | question.words
    exact = [each for each in found.hits if each.named and _title_terms(each) <= asked]
    return not exact or _title_terms(hit) <= asked


def _title_terms(hit: Hit) -> frozenset[str]:
    return frozenset(terms(hit.passage.context.partition(" › ")[0]))


def _for_its_form(question: Question, text: str) -> float:
    if question.form is Form.LIST:
        # "The meetings of the Quad were:" introduces no members.
        told = not question.words or question.words & set(terms(text))
        return _INTRODUCES if text.endswith(":") and told else 0.0
    return _ROW if rows.is_row(text) else 0.0


def lacks_number(question: Question, hit: Hit, number: int) -> bool:
    """Tell whether a sentence, its title, section and header lack a year or number of a question.

    "2001 to 2024" in a title names no year of its sentences.
    """
    if not (question.years or question.numbers):
        return False
    text = sentences_of(hit.passage)[number]
    header = rows.header_of(hit, number) if rows.is_row(text) else ""
    around = f"{hit.passage.context} {header}"
    years = years_of(text) | single_years_of(around)
    numbers = numbers_of(f"{text} {around}")
    return bool(question.years - years or question.numbers - numbers)


def _window(hit: Hit, number: int, text: str) -> frozenset[str]:
    before = hit.terms[number - 1] if number and leans(text) else frozenset[str]()
    header = rows.header_number(hit, number) if rows.is_row(text) else None
    above = frozenset[str]() if header is None else hit.terms[header]
    return hit.terms[number] | before | above | hit.context_terms


def _held(hit: Hit, number: int, text: str) -> Vector:
    near = [hit.context_matches, hit.matches[number]]
    if number and leans(text):
        near.append(hit.matches[number - 1])
    if rows.is_row(text) and (header := rows.header_number(hit, number)) is not None:
        near.append(hit.matches[header])
    held: Vector = np.max(near, axis=0)
    return held


def _with_neighbours(hit: Hit, texts: Sequence[str]) -> Vector:
    """Return a hit's overlaps with a part of those of the sentences before and after added."""
    padded = np.concatenate([[0.0], hit.overlaps, [0.0]])
    before = np.where([leans(text) for text in texts], _LEANING_WEIGHT, _NEIGHBOUR_WEIGHT)
    overlaps: Vector = hit.overlaps + before * padded[:-2] + _NEIGHBOUR_WEIGHT * padded[2:]
    return overlaps
