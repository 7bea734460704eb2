"""The default model: its converted copy where there is one to trust, else the original."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from sources import Passage

from .embedder import DEFAULT_MODEL, Embedder, PassageVectors, Vector
from .torch_embedder import SentenceTransformerEmbedder

_log = logging.getLogger(__name__)


def open_embedder(name: str, home: Path) -> Embedder:
    """Return the model of a name, not loaded yet; what is made of it is kept in a home."""
    if name == DEFAULT_MODEL:
        return DefaultEmbedder(home / "models")
    return SentenceTransformerEmbedder(name)


class DefaultEmbedder:
    """The model that comes with the program, loaded at its first use and only once.

    Its copy for this processor is made in ``folder`` at the first use, in a second or two.
    """

    def __init__(self, folder: Path) -> None:
        self.name = DEFAULT_MODEL
        self._folder = folder
        self._loading = Lock()
        self._loaded: Embedder | None = None

    @property
    def _embedder(self) -> Embedder:
        with self._loading:
            if self._loaded is None:
                self._loaded = _load(self._folder)
            return self._loaded

    @property
    def dimension(self) -> int:
        """The length of the model's vectors."""
        return self._embedder.dimension

    @property
    def fingerprint(self) -> str:
        """The original's hash, by which a library knows its model: the copy's vectors agree."""
        return self._embedder.fingerprint

    @property
    def limit(self) -> int:
        """The most tokens that the model takes."""
        return self._embedder.limit

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, the model's own marks left out."""
        return self._embedder.token_counts(texts)

    def is_word(self, word: str) -> bool:
        """Tell whether the model knows a word as one, and need not put it together of pieces."""
        return self._embedder.is_word(word)

    def word_vectors(self, words: Sequence[str]) -> Vector:
        """Return unit vectors of single words, out of any context, shape (words, d)."""
        return self._embedder.word_vectors(words)

    def embed_question(self, question: str) -> Vector:
        """Return the unit vector of a question, shape (d,)."""
        return self._embedder.embed_question(question)

    def embed_passages(
        self, passages: Sequence[Passage], on_batch: Callable[[int], None] = lambda done: None
    ) -> list[PassageVectors]:
        """Return the vectors of passages and their sentences, in the order given."""
        return self._embedder.embed_passages(passages, on_batch)


def _load(folder: Path) -> Embedder:
    # Imported late: it takes a fifth of a second, which no command that embeds nothing should pay.
    from .conversion import open_converted

    try:
        return open_converted(folder)
    except Exception as error:
        # Whatever keeps the copy from being made or used, the original does the same, more slowly.
        _log.warning("The embedding model is used as it is, more slowly (%s).", error)
        return SentenceTransformerEmbedder()
