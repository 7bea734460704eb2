"""How far the words of a text hold those of a question: the same word, or one that means the like.

Words are compared by the model's own vectors of them, out of context. "Who led" finds "commanded";
what remains without any likeness is a sign that the text does not answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from .embedder import Embedder, Vector
from .lexical import TermWeights
from .synonyms import with_synonyms
from .words import terms

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
# Cosine similarities of unlike words, and from which two words mean about the same; chosen on
# questions of SQuAD, see tests/quality/fit_ranking.py.
_UNLIKE, _LIKE = 0.25, 0.75
_MOST_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Sought:
    """The words of a question that are looked for, and their shares of its weight, shape (n,)."""

    words: tuple[str, ...]
    shares: Vector

    def coverage(self, matches: Vector) -> float:
        """Return how much of the question some matches hold, shape (n,), from 0 to 1."""
        total = float(self.shares.sum())
        return float(self.shares @ matches) / total if total else 0.0


class Likeness:
    """Compares words; keeps the vectors of those it has met."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, Vector] = {}

    def sought(self, question: str, weights: TermWeights) -> Sought:
        """Return the words of a question that weigh something."""
        words = [word for word in content_words(question) if terms(word)]
        shares = [max(weights.share([term]) for term in terms(word)) for word in words]
        kept = [(word, share) for word, share in zip(words, shares, strict=True) if share > 0]
        return Sought(
            tuple(word for word, _ in kept), np.array([share for _, share in kept], np.float32)
        )

    def matches(self, sought: Sought, texts: Sequence[str]) -> Vector:
        """Return how far each text holds each word sought, shape (texts, words), from 0 to 1."""
        words = [content_words(text) for text in texts]
        everything = list(dict.fromkeys(chain.from_iterable(words)))
        found = np.zeros((len(texts), len(sought.words)), np.float32)
        if not everything or not sought.words:
            return found
        column = {word: number for number, word in enumerate(everything)}
        columns = [column[word] for each in words for word in each]
        counts = np.array([len(each) for each in words])
        starts = np.cumsum(counts) - counts
        likeness = self._likeness(sought.words, everything)
        told = counts > 0  # of a text without words nothing is the greatest
        found[told] = np.maximum.reduceat(likeness[:, columns], starts[told], axis=1).T
        return found

    def _likeness(self, words: Sequence[str], others: Sequence[str]) -> Vector:
        """Return how alike words are, shape (words, others), from 0 to 1."""
        cosines = self._matrix(words) @ self._matrix(others).T
        alike: Vector = np.clip((cosines - _UNLIKE) / (_LIKE - _UNLIKE), 0.0, 1.0)
        own = [with_synonyms(word) for word in words]
        known = frozenset[str]().union(*own)
        for column, other in enumerate(map(with_synonyms, others)):
            if shared := known & other:
                alike[[not shared.isdisjoint(one) for one in own], column] = 1.0
        return alike

    def _matrix(self, words: Sequence[str]) -> Vector:
        small = [word.lower() for word in words]
        if new := [word for word in dict.fromkeys(small) if word not in self._vectors]:
            if len(self._vectors) > _MOST_KEPT:
                self._vectors.clear()
                new = list(dict.fromkeys(small))
            self._vectors.update(zip(new, self._embedder.word_vectors(new), strict=True))
        return np.stack([self._vectors[word] for word in small])


def content_words(text: str) -> list[str]:
    """Return the words of a text that tell something, each once, in order."""
    return [word for word in dict.fromkeys(_WORD.findall(text)) if with_synonyms(word)]
