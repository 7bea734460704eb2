"""What all contenders are given: some documents, their passages, and questions."""

import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

from index import Embedder
from index.embedder import model_folder, passage_text
from sources import AssistantError, read_bytes, read_document, split
from sources.load import FORMATS
from sources.starter import starter_briefs

from .contender import Work, write_work

_QUESTIONS = Path(__file__).parents[2] / "quality" / "development.jsonl"


def prepare(
    folder: Path, given: Sequence[Path], most: int, asked: int, embedder: Embedder
) -> tuple[Work, list[int]]:
    """Put work into a folder: documents with up to ``most`` passages, and questions.

    The documents are those of the folders given, else the starter library, in an order that is
    shuffled and always the same; one with more passages than there is room for is passed over.
    Returned with it is how many tokens the model is given of each passage.
    """
    passages: list[str] = []
    for number, path in enumerate(_shuffled(_files(given) or starter_briefs())):
        texts = _passages(path, embedder)
        if texts and len(passages) + len(texts) <= most:
            passages += texts
            copy = folder / "documents" / str(number) / path.name
            copy.parent.mkdir(parents=True)
            shutil.copy(path, copy)
    lines = _QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines][:asked]
    work = Work(folder, str(model_folder()), passages, questions)
    write_work(work)
    marks = 2  # of the beginning and of the end
    counts = embedder.token_counts(passages)
    return work, [min(count + marks, embedder.limit) for count in counts]


def _files(folders: Sequence[Path]) -> list[Path]:
    paths = [path for folder in folders for path in sorted(folder.rglob("*"))]
    return [path for path in paths if path.suffix.lower() in FORMATS]


def _shuffled(paths: Sequence[Path]) -> list[Path]:
    return random.Random(1).sample(paths, len(paths))


def _passages(path: Path, embedder: Embedder) -> list[str]:
    """Return what is embedded of a document's passages, nothing where it cannot be read."""
    try:
        document = read_document(read_bytes(path), path.name, str(path))
    except AssistantError:
        return []
    return [
        passage_text(each) for each in split(document, embedder.token_counts, limit=embedder.limit)
    ]
