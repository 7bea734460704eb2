"""The reader that comes with the program: a small model of its own, run by onnxruntime."""

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from sources.errors import ModelUnavailable

from .embedder import model_folder, processors
from .reader import Reading, Window, means_over
from .tokenizing import open_tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS, CARD = "reader.onnx", "reader.json"
_TOKENIZER = "tokenizer.json"
_MOST_QUESTION_TOKENS = 64


class OnnxReader:
    """A reader in a folder: its weights, a card with their hash, and perhaps a tokenizer.

    Without a tokenizer of its own it takes that of the embedding model, from whose body it was
    trained. Loaded at its first use and only once; safe for use by several threads.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._folder = folder
        self._loading = Lock()
        self._loaded: _Loaded | None = None

    @property
    def window_words(self) -> int:
        """How many words, about, it reads best at once. Raises ModelUnavailable."""
        return self._model.window_words

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Return the readings of some windows, in their order. Raises ModelUnavailable."""
        return self._model.read(question, windows)

    @property
    def _model(self) -> "_Loaded":
        with self._loading:
            if self._loaded is None:
                try:
                    self._loaded = _load(self._folder)
                except Exception as error:
                    # What is wrong with a model's files is told by errors of many libraries.
                    raise ModelUnavailable(
                        f"The reader {self.name!r} cannot be loaded ({error}). Install the program "
                        "again, give another reader with --reader, or none with --reader none."
                    ) from error
            return self._loaded


class _Loaded:
    """A tokenizer and a session, ready to read."""

    def __init__(
        self, tokenizer: "Tokenizer", session: "InferenceSession", card: dict[str, Any]
    ) -> None:
        self.window_words = int(card["window_words"])
        self._most_tokens = int(card["max_tokens"])
        self._tokenizer = tokenizer
        self._session = session
        self._begin = tokenizer.token_to_id("[CLS]")
        self._end = tokenizer.token_to_id("[SEP]")
        self._threads = ThreadPoolExecutor(processors(), thread_name_prefix="reading")

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Read each window by itself, on one thread, and as many at once as there are processors.

        A batch is no faster on a processor, and its numbers would depend on which windows share
        it: the model's eight-bit activations are scaled over the whole batch.
        """
        # Half a surrogate pair, which JSON can bring, is no character to a tokenizer.
        sound = question.encode(errors="replace").decode()
        asked = self._tokenizer.encode(sound, add_special_tokens=False).ids
        read = partial(self._read, asked[:_MOST_QUESTION_TOKENS])
        return list(self._threads.map(read, windows))

    def _read(self, asked: list[int], window: Window) -> Reading:
        text = self._tokenizer.encode(window.text, add_special_tokens=False)
        head = [self._begin, *asked, self._end]
        ids = text.ids[: self._most_tokens - len(head) - 1]
        tokens = np.array([[*head, *ids, self._end]], np.int64)
        logits, passage = self._session.run(
            ["sentence_logits", "passage_logit"],
            {
                "input_ids": tokens,
                "attention_mask": np.ones_like(tokens),
                "token_type_ids": (np.arange(tokens.shape[1]) >= len(head))[None].astype(np.int64),
            },
        )
        own = np.asarray(logits, np.float32)[0, len(head) : len(head) + len(ids)]
        offsets = np.array(text.offsets[: len(ids)], np.int64).reshape(-1, 2)
        return Reading(float(passage[0]), means_over(own, offsets, window.sentences))


def _load(folder: Path) -> _Loaded:
    # Imported late, as the embedding model is: no command that answers nothing should pay for it.
    from onnxruntime import InferenceSession, SessionOptions

    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    weights = (folder / WEIGHTS).read_bytes()
    if hashlib.sha256(weights).hexdigest() != card["sha256"]:
        raise ValueError(f"{WEIGHTS} is not the file that {CARD} describes")
    own = folder / _TOKENIZER
    tokenizer = open_tokenizer(own if own.is_file() else model_folder() / _TOKENIZER)
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    return _Loaded(tokenizer, session, card)
