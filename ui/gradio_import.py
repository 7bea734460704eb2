"""Imports Gradio in less time."""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def without_stubs() -> Iterator[None]:
    """Keep Gradio, imported within, from writing files of types for editors beside its own.

    For that it takes its own source apart each time, which is two fifths of its import. It leaves
    it where Python cannot tell in which file a component stands.
    """
    found_by_python = inspect.getfile

    def find(object: Any) -> str:
        if isinstance(object, type) and object.__module__.startswith("gradio."):
            raise OSError("not to be taken apart")
        return found_by_python(object)

    inspect.getfile = find
    try:
        yield
    finally:
        inspect.getfile = found_by_python
