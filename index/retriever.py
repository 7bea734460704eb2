"""Hybrid retrieval: the passages that matter to a question, by meaning and by words together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from sources import Passage

from .candidates import Candidate
from .embedder import Embedder, Vector
from .equivalents import Equivalent, with_equivalents
from .lexical import TermWeights
from .likeness import Likeness, Sought
from .reader import Reading
from .records import StoredPassage
from .store import Store
from .words import joined_parts, terms

# Candidates that each of the two searches may name.
_CANDIDATES = 50
# What a passage gains when the question names its place: "Article 5 of the North Atlantic Treaty".
_PLACE_WEIGHT = 0.5
# A convex combination of min-max scaled scores beat reciprocal ranks and each score alone on
# XQuAD; see tests/benchmarks/retrieval.py.
_DENSE_WEIGHT, _LEXICAL_WEIGHT, _SENTENCE_WEIGHT = 0.3, 0.5, 0.2


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question.

    ``score`` orders the hits of one search and means nothing across searches.
    ``dense`` is the cosine similarity of passage and question; ``coverage`` the share of the
    question's words, by weight, that the passage and its context have, ``named`` whether
    the context alone, title and section, has them all. Of each of its sentences
    ``vectors`` holds the unit vector, shape (sentences, d), ``similarities`` its cosine
    similarity to the question and ``overlaps`` its BM25 score in parts of the sum of the question's
    term weights, both of shape (sentences,); ``terms`` are its index terms, and
    ``context_terms`` those of title and section. ``matches`` tells how far each sentence, and
    ``context_matches`` how far title and section, hold the words sought, by meaning too, of shapes
    (sentences, words) and (words,). ``reading`` is what a reader said of it, once it was asked.
    ``page_label`` is what the file calls the passage's page, None where that is its number.
    """

    document_id: str
    passage: Passage
    score: float
    dense: float
    coverage: float
    named: bool
    vectors: Vector
    similarities: Vector
    overlaps: Vector
    terms: tuple[frozenset[str], ...]
    context_terms: frozenset[str]
    matches: Vector
    context_matches: Vector
    reading: Reading | None = None
    page_label: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: its hits, best first, how much each term weighs, the words sought."""

    hits: list[Hit]
    weights: TermWeights
    sought: Sought


class Retriever:
    """Searches a store by the vector and by the words of a question, and fuses what is found."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self._likeness = Likeness(embedder)

    def search(
        self,
        question: str,
        limit: int,
        documents: Sequence[str] | None = None,
        sought: str | None = None,
    ) -> Found:
        """Return up to ``limit`` hits, best first, in all documents or those with given ids.

        ``sought`` is what of the question is looked for by words, all of it where it is None.
        """
        text = question if sought is None else sought
        known = self._store.equivalents(text)
        vector = self._embedder.embed_question(_with_long_forms(question, known))
        dense = self._store.dense_search(vector, _CANDIDATES, documents)
        frequencies, passages = self._frequencies(text)
        lexical, places = self._search_by_words(sorted(frequencies), known, documents)
        numbers = list(dict.fromkeys([*(number for number, _ in dense), *lexical, *places]))
        ranked = _ranked(self._store.candidates(numbers, vector), lexical, places)[:limit]
        weights = TermWeights(frequencies, passages)
        asked = _Asked(vector, weights, self._likeness.sought(text, weights), known, places)
        return Found(self._hits(asked, ranked), weights, asked.sought)

    def _search_by_words(
        self, words: Sequence[str], known: Sequence[Equivalent], documents: Sequence[str] | None
    ) -> tuple[dict[int, float], list[int]]:
        """Return passages with some index terms and their BM25 scores, and those whose place it is.

        "Article 5 of the Tea Treaty" names a place; words alone may stand in a title by chance.
        """
        some = sorted(with_equivalents(words, known))
        lexical = dict(self._store.lexical_search(some, _CANDIDATES, documents))
        numbered = any(term.isdigit() for term in words)
        places = self._store.place_search(words, _CANDIDATES, documents) if numbered else []
        return lexical, places

    def _hits(self, asked: "_Asked", ranked: Sequence[tuple[Candidate, float]]) -> list[Hit]:
        """Return the hits that candidates with their scores are, but for those that are gone."""
        found = self._store.passages([candidate.number for candidate, _ in ranked])
        texts = [[*sentences_of(each.passage), each.passage.context] for each in found]
        matches = self._likeness.matches(asked.sought, [text for each in texts for text in each])
        own = np.split(matches, np.cumsum([len(each) for each in texts]))
        near = {candidate.number: (candidate, score) for candidate, score in ranked}
        return [
            _hit(asked, each, *near[each.number], rows)
            for each, rows in zip(found, own, strict=False)  # the last is what is left: nothing
        ]

    def corrected(self, question: str) -> tuple[str, tuple[str, ...]]:
        """Return a question with its misspelt words replaced by the library's, and these."""
        return self._store.corrected(question, self._embedder.is_word)

    def _frequencies(self, text: str) -> tuple[dict[str, int], int]:
        """Return the terms to look for, each with the number of its passages, and that of all.

        A compound that no passage has ("NATO-UN") is looked for by its parts alone.
        """
        found, passages = self._store.document_frequencies(sorted(set(terms(text))))
        joined = joined_parts(text)
        kept = {term: count for term, count in found.items() if count or term not in joined}
        return kept, passages


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question's vector, its terms' weights and words, what means the same, passages it names."""

    vector: Vector
    weights: TermWeights
    sought: Sought
    known: Sequence[Equivalent]
    places: Collection[int]


def _with_long_forms(question: str, known: Sequence[Equivalent]) -> str:
    """Return a question with what its abbreviations stand for, which a model may not know."""
    asked = set(terms(question))
    long = [each.words for each in known if each.words and not each.long <= asked]
    return f"{question} ({', '.join(long)})" if long else question


def _ranked(
    candidates: Sequence[Candidate], lexical: Mapping[int, float], places: Collection[int]
) -> list[tuple[Candidate, float]]:
    """Return candidates with their scores, best first."""
    if not candidates:
        return []
    scores = (
        _DENSE_WEIGHT * scaled([each.dense for each in candidates])
        + _LEXICAL_WEIGHT * scaled([lexical.get(each.number, 0.0) for each in candidates])
        + _SENTENCE_WEIGHT * scaled([each.sentence for each in candidates])
        + _PLACE_WEIGHT * np.array([each.number in places for each in candidates], np.float32)
    )

    def order(pair: tuple[Candidate, float]) -> tuple[float, str, int]:
        # Equal scores keep an order that does not depend on when a document was added.
        return -pair[1], pair[0].document_id, pair[0].start

    return sorted(zip(candidates, map(float, scores), strict=True), key=order)


def sentences_of(passage: Passage) -> list[str]:
    """Return the sentences of a passage as they stand in it."""
    offset = passage.start
    return [passage.text[start - offset : end - offset] for start, end in passage.sentences]


def _hit(
    asked: _Asked, found: StoredPassage, candidate: Candidate, score: float, matches: Vector
) -> Hit:
    sentences = [terms(sentence) for sentence in sentences_of(found.passage)]
    context = terms(found.passage.context)
    return Hit(
        document_id=found.document_id,
        passage=found.passage,
        score=score,
        dense=candidate.dense,
        coverage=asked.weights.coverage(with_equivalents(chain(context, *sentences), asked.known)),
        named=found.number in asked.places,
        vectors=found.sentence_vectors,
        similarities=found.sentence_vectors @ asked.vector,
        overlaps=np.array([asked.weights.score(words) for words in sentences], np.float32),
        terms=tuple(with_equivalents(words, asked.known) for words in sentences),
        context_terms=with_equivalents(context, asked.known),
        matches=matches[:-1],
        context_matches=matches[-1],
        page_label=found.page_label,
    )


def scaled(values: Sequence[float] | Vector) -> Vector:
    """Return values scaled to run from 0 to 1, all 1 where they are the same."""
    scores = np.asarray(values, np.float32)
    spread = scores.max() - scores.min()
    return (scores - scores.min()) / spread if spread else np.ones_like(scores)
