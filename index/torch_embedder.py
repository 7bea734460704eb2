"""Vectors of passages, of their sentences, and of questions, by sentence-transformers."""

import hashlib
import logging
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sources import Passage
from sources.errors import ModelUnavailable

from .embedder import (
    DEFAULT_MODEL,
    PassageVectors,
    Vector,
    model_folder,
    passage_text,
    passage_vectors,
    unit,
)

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 32


class SentenceTransformerEmbedder:
    """Any sentence-transformers model by name or folder, loaded at its first use and only once.

    The default model comes from an installed package. Another name is looked up in the local
    cache of models; nothing is downloaded.
    """

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self.name = name
        self._loading = Lock()
        self._tokenizing = Lock()
        self._loaded: SentenceTransformer | None = None

    @property
    def _model(self) -> "SentenceTransformer":
        with self._loading:
            if self._loaded is None:
                self._loaded = _load_model(self.name)
            return self._loaded

    @property
    def dimension(self) -> int:
        """The length of the model's vectors."""
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def limit(self) -> int:
        """The most tokens that the model takes."""
        return int(self._model.max_seq_length or 512)

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the model's parameters, which names and folders cannot promise."""
        digest = hashlib.sha256()
        for name, tensor in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(tensor.cpu().contiguous().numpy().tobytes())
        return digest.hexdigest()

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, the model's own marks left out."""
        if not texts:
            return []
        # A tokenizer keeps the settings of its last call and cannot be shared while it works.
        tokenizer = self._model.tokenizer
        with self._tokenizing:
            encoded = tokenizer(list(texts), add_special_tokens=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def is_word(self, word: str) -> bool:
        """Tell whether the model knows a word as one, and need not put it together of pieces."""
        return self.token_counts([word.lower()]) == [1]

    def word_vectors(self, words: Sequence[str]) -> Vector:
        """Return unit vectors of single words, out of any context, shape (words, d).

        They are the means of the model's input vectors of each word's pieces, less the mean of all
        pieces, which otherwise makes all words alike. The words of a model without such vectors
        are like nothing.
        """
        table = self._pieces
        with self._tokenizing:
            pieces = self._model.tokenizer(list(words), add_special_tokens=False, verbose=False)
        empty = np.zeros(table.shape[1], np.float32)
        return np.stack(
            [unit(table[ids].mean(axis=0)) if ids else empty for ids in pieces["input_ids"]]
        )

    @cached_property
    def _pieces(self) -> Vector:
        """The model's input vectors less their mean, shape (pieces, d)."""
        model = getattr(self._model[0], "auto_model", None)
        if model is None:
            return np.zeros((self._model.tokenizer.vocab_size, 1), np.float32)
        table: Vector = model.get_input_embeddings().weight.detach().float().numpy()
        return np.asarray(table - table.mean(axis=0), np.float32)

    def embed_question(self, question: str) -> Vector:
        """Return the unit vector of a question, shape (d,)."""
        prompt = self._model.prompts.get("query") or None
        # Half a surrogate pair, which JSON can bring, is no character to a tokenizer.
        sound = question.encode(errors="replace").decode()
        features, _ = self._features([sound], prompt)
        vectors: Vector = self._forward(features)["sentence_embedding"].float().numpy()
        return unit(vectors[0])

    def embed_passages(
        self, passages: Sequence[Passage], on_batch: Callable[[int], None] = lambda done: None
    ) -> list[PassageVectors]:
        """Return the vectors of passages and their sentences, in the order given.

        Passages are embedded with their context in front, in batches of like length. A
        sentence's vector is the mean of the token states over its own words in the pass of the
        whole passage, so that it knows its surroundings and costs nothing more.
        """
        texts = [passage_text(passage) for passage in passages]
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]), reverse=True)
        vectors: dict[int, PassageVectors] = {}
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            found = self._embed_batch([texts[n] for n in batch], [passages[n] for n in batch])
            vectors.update(zip(batch, found, strict=True))
            on_batch(len(batch))
        return [vectors[number] for number in range(len(texts))]

    def _embed_batch(
        self, texts: Sequence[str], passages: Sequence[Passage]
    ) -> list[PassageVectors]:
        prompt = self._model.prompts.get("document") or ""
        features, offsets = self._features(texts, prompt or None)
        output = self._forward(features)
        states = output["token_embeddings"].float().numpy()
        pooled = output["sentence_embedding"].float().numpy()
        return [
            passage_vectors(passage, states[row], offsets[row], unit(pooled[row]), len(prompt))
            for row, passage in enumerate(passages)
        ]

    def _features(
        self, texts: Sequence[str], prompt: str | None
    ) -> tuple[dict[str, Any], NDArray[np.int64]]:
        model = self._model
        with self._tokenizing:
            features = model.preprocess(
                list(texts),
                prompt=prompt,
                processing_kwargs={"text": {"return_offsets_mapping": True}},
            )
        offsets: NDArray[np.int64] = features.pop("offset_mapping").numpy()
        return features, offsets

    def _forward(self, features: dict[str, Any]) -> dict[str, Any]:
        from torch import inference_mode  # loaded with the model, see _load_model

        with inference_mode():
            output: dict[str, Any] = self._model(features)
        return output


def _load_model(name: str) -> "SentenceTransformer":
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # Imported late: it takes seconds and 450 MB, which no command that embeds nothing should pay.
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("transformers").setLevel(logging.ERROR)
    folder = str(model_folder()) if name == DEFAULT_MODEL else name
    try:
        return SentenceTransformer(folder, device="cpu", local_files_only=True)
    except Exception as error:
        # What is wrong with a model's files is told by errors of many libraries.
        raise ModelUnavailable(
            f"The embedding model {name!r} cannot be loaded ({error}). Give the folder it lies in "
            "with --model, or leave --model out for the model that comes with the program."
        ) from error
