"""What goes between the program and the process that reads for it: frames of JSON and of bytes.

Nothing of a hostile document is ever unpickled: what comes back is JSON, and becomes a document
only if every field has the type and every offset the range that a document has.
"""

import json
import types
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from typing import Any, BinaryIO, TypeVar, get_args, get_origin, get_type_hints

from .document import Document

_LENGTH = 8
MOST_ANSWERED = 500_000_000
# What the process says while it is still at work; no answer is that short.
BEAT = b"beat"
# It may say so for one document as often as this, which bounds the pages that are recognised.
MOST_BEATS = 500
Kind = TypeVar("Kind")


class Malformed(Exception):
    """What arrived is not what was agreed upon."""


def send(stream: BinaryIO, data: bytes) -> None:
    """Write one frame: its length in eight bytes, and its bytes."""
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO, most: int = MOST_ANSWERED) -> bytes | None:
    """Return the next frame, None at the stream's end. Raises Malformed past ``most`` bytes."""
    start = stream.read(_LENGTH)
    if len(start) < _LENGTH:
        return None
    length = int.from_bytes(start, "big")
    if length > most:
        raise Malformed(f"a frame of {length} bytes")
    data = stream.read(length)
    return data if len(data) == length else None


def packed(document: Document) -> dict[str, Any]:
    """Return a document as what JSON can hold."""
    return asdict(document)


def to_json(message: Mapping[str, Any]) -> bytes:
    """Return a message as bytes; lone surrogates survive as escapes."""
    return json.dumps(message).encode("ascii")


def from_json(data: bytes) -> dict[str, Any]:
    """Return the message that some bytes hold. Raises Malformed."""
    try:
        message = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Malformed(str(error)) from error
    if not isinstance(message, dict):
        raise Malformed("no message")
    return message


def typed(kind: type[Kind], value: object) -> Kind:
    """Return the dataclass that `asdict` made a value of, every field checked. Raises Malformed."""
    made = _read(kind, value)
    assert isinstance(made, kind)
    return made


def unpacked(value: object) -> Document:
    """Return the document that `packed` made, every field checked. Raises Malformed."""
    document = typed(Document, value)
    length = len(document.text)
    if list(document.page_starts) != sorted(document.page_starts):
        raise Malformed("pages out of order")
    if len(document.page_labels) not in (0, len(document.page_starts)):
        raise Malformed("labels without pages")
    offsets = [*document.page_starts, *(at for note in document.notes for at in note.at)]
    if not all(0 <= offset <= length for offset in offsets):
        raise Malformed("an offset outside the text")
    if not all(0 <= each.start < each.end <= length for each in document.headings):
        raise Malformed("a heading outside the text")
    return document


def _read(kind: Any, value: object) -> object:
    """Return a JSON value as the type that a dataclass's field is declared with."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _read_fields(kind, value)
    if get_origin(kind) is types.UnionType:
        inner = [each for each in get_args(kind) if each is not types.NoneType]
        return None if value is None else _read(inner[0], value)
    if get_origin(kind) is tuple and isinstance(value, list):
        return tuple(_read_members(get_args(kind), value))
    if type(value) is kind:
        return value
    raise Malformed(f"{type(value).__name__} where {kind} is due")


def _read_members(kinds: tuple[Any, ...], values: list[object]) -> list[object]:
    if kinds[-1] is Ellipsis:
        return [_read(kinds[0], each) for each in values]
    if len(kinds) != len(values):
        raise Malformed("a tuple of another length")
    return [_read(kind, each) for kind, each in zip(kinds, values, strict=True)]


def _read_fields(kind: type, value: object) -> object:
    types_of = _types(kind)
    if not isinstance(value, dict) or value.keys() != types_of.keys():
        raise Malformed(f"no {kind.__name__}")
    return kind(**{name: _read(types_of[name], each) for name, each in value.items()})


@cache
def _types(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}
