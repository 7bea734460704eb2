"""Hybrid retrieval: the passages that matter to a question, by meaning and by words together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sources import Passage

from .embedder import Embedder, Vector
from .lexical import TermWeights
from .records import StoredPassage
from .store import Store
from .words import terms

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
    similarity to the question and ``overlaps`` its BM25 score, both of shape (sentences,).
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


class Retriever:
    """Searches a store by the vector and by the words of a question, and fuses what is found."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder

    def search(
        self, question: str, limit: int, documents: Sequence[str] | None = None
    ) -> list[Hit]:
        """Return up to ``limit`` hits, best first, in all documents or those with given ids."""
        vector = self._embedder.embed_question(question)
        words = sorted(set(terms(question)))
        dense = self._store.dense_search(vector, _CANDIDATES, documents)
        lexical = dict(self._store.lexical_search(words, _CANDIDATES, documents))
        places = self._store.place_search(words, _CANDIDATES, documents)
        numbers = list(dict.fromkeys([*(number for number, _ in dense), *lexical, *places]))
        candidates = [
            _Candidate(found, vector, lexical.get(found.number, 0.0), found.number in places)
            for found in self._store.passages(numbers)
        ]
        ranked = _ranked(candidates)[:limit]
        weights = TermWeights(self._store.document_frequencies(words), self._store.passage_count())
        return [_hit(candidate, score, weights) for candidate, score in ranked]


class _Candidate:
    def __init__(self, found: StoredPassage, question: Vector, lexical: float, named: bool) -> None:
        self.found = found
        self.dense = float(found.vector @ question)
        self.lexical = lexical
        self.named = named
        self.similarities: Vector = found.sentence_vectors @ question


def _ranked(candidates: Sequence[_Candidate]) -> list[tuple[_Candidate, float]]:
    if not candidates:
        return []
    scores = (
        _DENSE_WEIGHT * scaled([each.dense for each in candidates])
        + _LEXICAL_WEIGHT * scaled([each.lexical for each in candidates])
        + _SENTENCE_WEIGHT * scaled([float(each.similarities.max()) for each in candidates])
        + _PLACE_WEIGHT * np.array([each.named for each in candidates], np.float32)
    )

    def order(pair: tuple[_Candidate, float]) -> tuple[float, str, int]:
        # Equal scores keep an order that does not depend on when a document was added.
        found = pair[0].found
        return -pair[1], found.document_id, found.passage.start

    return sorted(zip(candidates, map(float, scores), strict=True), key=order)


def _hit(candidate: _Candidate, score: float, weights: TermWeights) -> Hit:
    found = candidate.found
    passage = found.passage
    sentences = [
        terms(passage.text[start - passage.start : end - passage.start])
        for start, end in passage.sentences
    ]
    context = terms(passage.context)
    return Hit(
        document_id=found.document_id,
        passage=passage,
        score=score,
        dense=candidate.dense,
        coverage=weights.coverage(context + [term for words in sentences for term in words]),
        named=candidate.named,
        vectors=found.sentence_vectors,
        similarities=candidate.similarities,
        overlaps=np.array([weights.score(words) for words in sentences], np.float32),
    )


def scaled(values: Sequence[float] | Vector) -> Vector:
    """Return values scaled to run from 0 to 1, all 1 where they are the same."""
    scores = np.asarray(values, np.float32)
    spread = scores.max() - scores.min()
    return (scores - scores.min()) / spread if spread else np.ones_like(scores)
