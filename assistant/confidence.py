"""How probable it is that the passages found answer the question."""

import math
from collections.abc import Sequence

from index import Hit

# A logistic model over two signals, fitted by tests/benchmarks/fit_confidence.py on XQuAD: its
# questions with their paragraph in the library, with it taken out, and asked of other documents.
_BIAS, _SIMILARITY, _COVERAGE = -8.75, 8.9, 8.2
# Refusing what the documents do answer is the costlier mistake while the quotes can be read and
# judged; at this threshold one answerable question in fifteen is refused.
ENOUGH = 0.4


def confidence(hits: Sequence[Hit]) -> float:
    """Return the estimated probability that some hits, best first, answer the question, 0 to 1."""
    if not hits:
        return 0.0
    similarity, coverage = signals(hits)
    return 1 / (1 + math.exp(-(_BIAS + _SIMILARITY * similarity + _COVERAGE * coverage)))


def signals(hits: Sequence[Hit]) -> tuple[float, float]:
    """Return what tells whether some hits, best first, answer the question; there must be some.

    The best sentence's cosine similarity to the question, and the share of the question's words,
    weighted by rarity, that one of the three best passages has.
    """
    similarity = max(float(hit.similarities.max()) for hit in hits)
    return similarity, max(hit.coverage for hit in hits[:3])
