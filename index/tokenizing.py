"""Tokenizers of models, each loaded once for all that share it."""

import os
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_loading = Lock()


def open_tokenizer(path: Path) -> "Tokenizer":
    """Return the tokenizer of a file, which cuts off and fills up nothing.

    It keeps no settings to change, so that threads and models can share it. Raises what the
    library raises, which is of many kinds.
    """
    with _loading:
        return _load(path)


@cache
def _load(path: Path) -> "Tokenizer":
    # Imported late, as the models are: no command that answers nothing should pay for it.
    from tokenizers import Tokenizer

    # Its own threads would compete with those that embed, and complain when a process is forked.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
