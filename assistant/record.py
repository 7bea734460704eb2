"""Answers as JSON and back, field by field as their classes declare them."""

import json
from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from functools import cache
from itertools import repeat
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from sources import Span

from .answer import Answer

VERSION = 1


def written(answer: Answer | None, problem: str | None = None) -> str:
    """Return an answer, or the problem that there is none, as JSON that `read` makes it from."""
    given = None if answer is None else asdict(answer)
    return json.dumps({"version": VERSION, "answer": given, "problem": problem})


def read(text: str) -> tuple[Answer | None, str | None]:
    """Return the answer and the problem that were written.

    Fields that are not known are passed over, and those that lack have their default. Raises
    ValueError for what is no such record, or one of a later form.
    """
    try:
        record = json.loads(text)
        if record["version"] > VERSION:
            raise ValueError("it was kept by a newer version of the program")
        return _built(Answer | None, record["answer"]), record["problem"]
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"it is damaged ({error})") from error


def _built(kind: Any, value: Any) -> Any:
    """Return the value of a type that JSON holds as lists, objects, texts and numbers."""
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        given = {each.name for each in fields(kind) if each.init and each.name in value}
        return kind(**{name: _built(hints[name], value[name]) for name in given})
    inside = get_args(kind)
    if get_origin(kind) is UnionType:
        wanted = next(each for each in inside if each is not NoneType)
        return None if value is None else _built(wanted, value)
    if get_origin(kind) is tuple:
        return tuple(map(_built, repeat(inside[0]) if inside[1:] == (...,) else inside, value))
    if kind is Span:
        return Span(*value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
