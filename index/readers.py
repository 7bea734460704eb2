"""Which reader a name means; cross-encoders and token classifiers of other makers."""

import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from sources.errors import ModelUnavailable

from .embedder import Vector
from .onnx_reader import WEIGHTS, OnnxReader
from .reader import DEFAULT_READER, NO_READER, Reader, Reading, Window, means_over

_SHIPPED = Path(__file__).parent / "models"
_BATCH = 32
_MOST_TOKENS = 512
_WINDOW_WORDS = 75


def open_reader(name: str = DEFAULT_READER, shipped: Path = _SHIPPED) -> Reader | None:
    """Return the reader of a name or folder, not yet loaded; None where there is to be none.

    The default is the one that comes with the program, in the folder ``shipped``; where its file
    is missing there is none.
    A folder may hold a reader of the program's own form. Any other name or folder is one of a
    transformers model, from the local cache of models; nothing is downloaded.
    """
    if name == NO_READER:
        return None
    if name == DEFAULT_READER:
        return OnnxReader(shipped, name) if (shipped / WEIGHTS).is_file() else None
    if (Path(name) / WEIGHTS).is_file():
        return OnnxReader(Path(name), name)
    return TransformersReader(name)


class TransformersReader:
    """Any cross-encoder or token classifier with one score, loaded at its first use.

    A cross-encoder scores a window, and each sentence as a pair of its own. A token classifier
    scores tokens: a sentence has the mean of its tokens', a window that of its best sentence.
    """

    window_words = _WINDOW_WORDS

    def __init__(self, name: str) -> None:
        self.name = name
        self._loading = Lock()
        # A tokenizer keeps the settings of its last call and cannot be shared while it works.
        self._tokenizing = Lock()
        self._loaded: tuple[Any, Any] | None = None

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Return the readings of some windows, in their order. Raises ModelUnavailable."""
        _, model = self._parts
        sound = question.encode(errors="replace").decode()
        if model.config.architectures[0].endswith(_CROSS_ENCODER):
            return self._by_pairs(sound, windows)
        return [self._by_tokens(sound, window) for window in windows]

    def _by_pairs(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        texts = [window.text for window in windows]
        texts += [window.text[a:b] for window in windows for a, b in window.sentences]
        logits = np.concatenate(
            [self._scores(question, texts[n : n + _BATCH]) for n in range(0, len(texts), _BATCH)]
            or [np.zeros(0, np.float32)]
        )
        ends = np.cumsum([len(windows), *(len(window.sentences) for window in windows)])[:-1]
        passages, *sentences = np.split(logits, ends)
        return [
            Reading(float(passage), own) for passage, own in zip(passages, sentences, strict=True)
        ]

    def _scores(self, question: str, texts: Sequence[str]) -> Vector:
        logits, _ = self._forward([question] * len(texts), texts)
        return logits[:, 0]

    def _by_tokens(self, question: str, window: Window) -> Reading:
        logits, encoded = self._forward([question], [window.text])
        own = np.array([part == 1 for part in encoded.sequence_ids(0)])
        offsets = encoded["offset_mapping"][0].numpy()[own]
        sentences = means_over(logits[0, own, 0], offsets, window.sentences)
        return Reading(float(sentences.max()), sentences)

    def _forward(self, questions: Sequence[str], texts: Sequence[str]) -> tuple[Vector, Any]:
        from torch import inference_mode  # loaded with the model, see _load

        tokenizer, model = self._parts
        with self._tokenizing:
            encoded = tokenizer(
                list(questions),
                list(texts),
                padding=True,
                truncation="only_second",
                max_length=min(tokenizer.model_max_length, _MOST_TOKENS),
                return_offsets_mapping=True,
                return_tensors="pt",
            )
        taken = {name: encoded[name] for name in tokenizer.model_input_names if name in encoded}
        with inference_mode():
            logits: Vector = model(**taken).logits.float().numpy()
        return logits, encoded

    @property
    def _parts(self) -> tuple[Any, Any]:
        """The tokenizer and the model."""
        with self._loading:
            if self._loaded is None:
                try:
                    self._loaded = _load(self.name)
                except Exception as error:
                    # What is wrong with a model's files is told by errors of many libraries.
                    raise ModelUnavailable(
                        f"The reader {self.name!r} cannot be loaded ({error}). Give the folder of "
                        "a cross-encoder or token classifier with --reader, or --reader none."
                    ) from error
            return self._loaded


_CROSS_ENCODER, _TOKEN_CLASSIFIER = "ForSequenceClassification", "ForTokenClassification"


def _load(name: str) -> tuple[Any, Any]:
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # Imported late: it takes seconds, which only a person who sets such a reader should pay.
    import transformers

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    config = transformers.AutoConfig.from_pretrained(name, local_files_only=True)
    form = (config.architectures or [""])[0]
    if not form.endswith((_CROSS_ENCODER, _TOKEN_CLASSIFIER)):
        raise ValueError(f"{form or 'it'} is no cross-encoder and no token classifier")
    if config.num_labels != 1:
        raise ValueError(f"it gives {config.num_labels} scores where one is needed")
    classifier = form.endswith(_TOKEN_CLASSIFIER)
    loader = (
        transformers.AutoModelForTokenClassification
        if classifier
        else transformers.AutoModelForSequenceClassification
    )
    model = loader.from_pretrained(name, local_files_only=True).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(name, local_files_only=True)
    return tokenizer, model
