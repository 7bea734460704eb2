"""Vectors by the converted copy of the default model: onnxruntime and tokenizers alone."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding

from sources import Passage

from .embedder import (
    DEFAULT_MODEL,
    PassageVectors,
    Vector,
    model_folder,
    passage_text,
    passage_vectors,
    processors,
    unit,
)
from .tokenizing import open_tokenizer

# What the copy is given, shape (1, tokens); what it gives, shape (1, tokens, d); and under which
# name it carries the mean of its input vectors, which themselves are read from the original.
PIECES, STATES, INPUT_MEAN = "pieces", "states", "mean of input vectors"
WORDS = "embeddings.word_embeddings.weight"
# The fingerprint that sentence-transformers' loading of the published weights has. Libraries keep
# it: one made with the original is answered with its copy, for their vectors agree.
_FINGERPRINT = "2c705a5e3279febcd4b210fc95a6231ced10be71e400e863ab41b623d5799508"
_TOGETHER = 32


class OnnxEmbedder:
    """The default model converted to ONNX, from its bytes; safe for use by several threads.

    Each text is a pass of its own on one thread, and passages are passed on as many threads as
    there are processors: nothing is filled up to the length of a longer neighbour, a vector does
    not depend on neighbours, and a question finds a processor while documents are being added.
    """

    def __init__(self, model: bytes) -> None:
        folder = model_folder()
        self.name = DEFAULT_MODEL
        self.fingerprint = _FINGERPRINT
        lengths = json.loads((folder / "sentence_bert_config.json").read_bytes())
        self.limit = int(lengths["max_seq_length"])
        self._tokenizer = open_tokenizer(folder / "tokenizer.json")
        self._session = _open_session(model)
        carried = self._session.get_modelmeta().custom_metadata_map
        self._mean = np.array(json.loads(carried[INPUT_MEAN]), np.float32)
        self._words = _mapped(folder / "model.safetensors", WORDS)
        self.dimension = int(self._session.get_outputs()[0].shape[-1])
        self._threads = ThreadPoolExecutor(processors(), thread_name_prefix="embedding")

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, the model's own marks left out."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding) for encoding in encodings]

    def is_word(self, word: str) -> bool:
        """Tell whether the model knows a word as one, and need not put it together of pieces."""
        return self.token_counts([word.lower()]) == [1]

    def word_vectors(self, words: Sequence[str]) -> Vector:
        """Return unit vectors of single words, out of any context, shape (words, d).

        They are the means of the model's input vectors of each word's pieces, less the mean of all
        pieces, which otherwise makes all words alike. A word without pieces is like nothing.
        """
        encodings = self._tokenizer.encode_batch_fast(list(words), add_special_tokens=False)
        vectors = np.zeros((len(words), self.dimension), np.float32)
        for number, encoding in enumerate(encodings):
            if encoding.ids:
                vectors[number] = unit(self._words[encoding.ids].mean(axis=0) - self._mean)
        return vectors

    def embed_question(self, question: str) -> Vector:
        """Return the unit vector of a question, shape (d,)."""
        # Half a surrogate pair, which JSON can bring, is no character to a tokenizer.
        sound = question.encode(errors="replace").decode()
        states, _ = self._states(self._tokenizer.encode(sound))
        return unit(states.mean(axis=0))

    def embed_passages(
        self, passages: Sequence[Passage], on_batch: Callable[[int], None] = lambda done: None
    ) -> list[PassageVectors]:
        """Return the vectors of passages and their sentences, in the order given.

        ``on_batch`` is called after each batch with the number of passages it held; what it
        raises ends the work.
        """
        found: list[PassageVectors] = []
        for first in range(0, len(passages), _TOGETHER):
            batch = passages[first : first + _TOGETHER]
            found += self._threads.map(self._embed_passage, batch)
            on_batch(len(batch))
        return found

    def _embed_passage(self, passage: Passage) -> PassageVectors:
        states, offsets = self._states(self._tokenizer.encode(passage_text(passage)))
        return passage_vectors(passage, states, offsets, unit(states.mean(axis=0)))

    def _states(self, encoding: Encoding) -> tuple[Vector, NDArray[np.int64]]:
        """Return the states and the offsets of a text's tokens, as many as the model takes."""
        ids, offsets = encoding.ids, encoding.offsets
        if len(ids) > self.limit:
            # The mark of the end stays at the end.
            ids, offsets = ([*each[: self.limit - 1], each[-1]] for each in (ids, offsets))
        (states,) = self._session.run([STATES], {PIECES: np.array([ids], np.int64)})
        return np.asarray(states[0], np.float32), np.array(offsets, np.int64)


def _mapped(path: Path, name: str) -> Vector:
    """Return a tensor of a file in the safetensors format, read from the disk where it is used."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        tensor = json.loads(file.read(length))[name]
    start = 8 + length + tensor["data_offsets"][0]
    return np.asarray(np.memmap(path, "<f4", "r", start, tuple(tensor["shape"])))


def _open_session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
