"""How probable it is that the passages found answer the question."""

import math
from collections.abc import Sequence

from index import Hit

# A logistic model over two signals, fitted by tests/benchmarks/fit_confidence.py on XQuAD: its
# questions with their paragraph in the library, with it taken out, and asked of other documents.
_BIAS, _SIMILARITY, _COVERAGE = -8.9, 9.0, 8.1
# Refusing what the documents do answer is the costlier mistake while the quotes can be read and
# judged; at this threshold one answerable question in fifteen is refused.
ENOUGH = 0.4


def confidence(hits: Sequence[Hit]) -> float:
    """Return the estimated probability that some hits, best first, answer the question, 0 to 1.

    The signals: the best sentence's cosine similarity to the question, and the share of the
    question's words, weighted by rarity, that one of the best passages has.
    """
    if not hits:
        return 0.0
    similarity = max(float(hit.similarities.max()) for hit in hits)
    coverage = max(hit.coverage for hit in hits[:3])
    return 1 / (1 + math.exp(-(_BIAS + _SIMILARITY * similarity + _COVERAGE * coverage)))
