"""How well a copy of the default model agrees with the original, on a sample of texts.

`sample.json` holds the texts and the vectors that the original, run by sentence-transformers, gives
them; `tests/quality/sample_vectors.py` writes it.
"""

import json
from pathlib import Path
from typing import Protocol

import numpy as np

from .embedder import Vector

SAMPLE = Path(__file__).parent / "sample.json"


class _Embedder(Protocol):
    def embed_question(self, question: str) -> Vector: ...


def agreement(embedder: _Embedder) -> float:
    """Return the mean cosine between an embedder's vectors of the sample and the original's."""
    sample = json.loads(SAMPLE.read_bytes())
    cosines = [
        float(embedder.embed_question(each["text"]) @ np.array(each["vector"], np.float32))
        for each in sample
    ]
    return float(np.clip(np.mean(cosines), 0, 1))
