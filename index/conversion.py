"""The converted copy of the default model: made once for this processor, checked, and kept."""

import errno
import hashlib
import json
import logging
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from sources.errors import DiskFull

from .agreement import agreement
from .embedder import DEFAULT_MODEL_SHA256, model_folder
from .files import drop_unfinished, write_whole
from .onnx_embedder import OnnxEmbedder

_log = logging.getLogger(__name__)

Form = Literal["int8", "fp32"]

# The least mean cosine between the copy's vectors and the original's.
LEAST_AGREEMENT = 0.99
# To be raised with each change of what `graph` writes, so that older copies are made anew.
_WRITER = 1
_SECONDS_TO_WRITE = 600
_NOT_WRITABLE = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept beside a copy: of what and how it was made, and how well it agrees."""

    original: str
    form: str
    writer: int
    agreement: float
    sha256: str


def open_converted(folder: Path, forms: Sequence[Form] | None = None) -> OnnxEmbedder:
    """Return the copy of the default model in the first of some forms that agrees with it.

    It is read from ``folder``, or made and kept there; where it cannot be kept, it is used all the
    same. ``forms`` are those that suit this processor where they are None. Raises ModelUnavailable
    or ValueError when there is none.
    """
    for form in forms or suitable_forms():
        # Named by its original, so that the copy of another version is never taken for it.
        path = folder / f"{DEFAULT_MODEL_SHA256[:16]}-{form}.onnx"
        if embedder := _open(path, form):
            return embedder
    raise ValueError("no converted copy of it agrees with it on this processor")


def suitable_forms() -> list[Form]:
    """Return the forms that suit this processor, the better first.

    Bytes are multiplied faster than numbers, and exactly, only by processors that have
    instructions for it: Intel's and AMD's VNNI (since about 2019 and 2022), and all 64-bit ARM.
    """
    if platform.machine().lower() in ("arm64", "aarch64") or _has_vnni():
        return ["int8", "fp32"]
    return ["fp32"]


def _has_vnni() -> bool:
    try:
        description = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:  # not Linux
        return False
    return "avx512_vnni" in description or "avx_vnni" in description


def _open(path: Path, form: Form) -> OnnxEmbedder | None:
    record = _read_record(path)
    if record and record.agreement < LEAST_AGREEMENT:
        return None
    if record and (model := _read_model(path, record)):
        return OnnxEmbedder(model)
    return _make(path, form)


def _read_record(path: Path) -> Record | None:
    """Return the record beside a copy, None where there is none that this version understands."""
    try:
        record = Record(**json.loads(path.with_suffix(".json").read_bytes()))
        known = (record.original, record.writer) == (DEFAULT_MODEL_SHA256, _WRITER)
        return record if known and 0 <= record.agreement <= 1 else None
    except (OSError, ValueError, TypeError):
        return None


def _read_model(path: Path, record: Record) -> bytes | None:
    try:
        model = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(model).hexdigest() == record.sha256:
        return model
    _log.warning("%s is damaged, and the embedding model is converted again.", path)
    return None


def _make(path: Path, form: Form) -> OnnxEmbedder | None:
    """Convert the model, keep the copy with its record, and return it where it agrees."""
    weights = model_folder() / "model.safetensors"
    with weights.open("rb") as file:
        original = hashlib.file_digest(file, "sha256").hexdigest()
    if original != DEFAULT_MODEL_SHA256:
        raise ValueError(f"{weights} is not the model that was published")
    # Imported late: it takes a quarter of a second and memory, which is needed only once.
    from .graph import write_graph

    model = write_graph(weights, int8=form == "int8")
    embedder = OnnxEmbedder(model)
    figure = agreement(embedder)
    trusted = figure >= LEAST_AGREEMENT
    digest = hashlib.sha256(model).hexdigest()
    _keep(path, model if trusted else b"", Record(original, form, _WRITER, figure, digest))
    return embedder if trusted else None


def _keep(path: Path, model: bytes, record: Record) -> None:
    """Write a copy and then its record, without which the copy counts for nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        drop_unfinished(path.parent, older_than=_SECONDS_TO_WRITE)
        if model:
            write_whole(path, model)
        write_whole(path.with_suffix(".json"), json.dumps(asdict(record), indent=1).encode())
    except (OSError, DiskFull) as error:
        # Of a library that is read-only this is expected, and tells a person nothing new.
        expected = isinstance(error, OSError) and error.errno in _NOT_WRITABLE
        _log.log(
            logging.INFO if expected else logging.WARNING,
            "The converted embedding model is not kept, and is made anew at each start (%s).",
            error,
        )
