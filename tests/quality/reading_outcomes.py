"""Adds every file of a folder to a library of its own and prints what became of each.

    python tests/quality/reading_outcomes.py ../shared/fixtures

A line a file: outcome, reader, pages, characters, passages, seconds, name, and the reason where it
was refused. Then the counts, and the most memory that a reading process took.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

from assistant import Addition, Assistant
from index import Originals, PassageVectors, Store, Vector
from sources import Passage, ReadingProcess
from sources.fetch import Fetcher


class NoMeaning:
    """An embedder to which all texts are alike: only the reading is looked at here."""

    name = fingerprint = "no meaning"
    dimension = 2
    limit = 200

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def is_word(self, word: str) -> bool:
        return True

    def word_vectors(self, words: Sequence[str]) -> Vector:
        return np.stack([self.embed_question(word) for word in words])

    def embed_question(self, question: str) -> Vector:
        return np.array([1, 0], np.float32)

    def embed_passages(
        self, passages: Sequence[Passage], on_batch: Callable[[int], None] = lambda done: None
    ) -> list[PassageVectors]:
        vector = self.embed_question("")
        on_batch(len(passages))
        return [PassageVectors(vector, np.stack([vector] * len(p.sentences))) for p in passages]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the folder whose files are tried")
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as home:
        store, originals = Store(Path(home)), Originals(Path(home) / "originals")
        assistant = Assistant(store, originals, NoMeaning(), Fetcher(), ReadingProcess())
        paths = sorted(each for each in folder.rglob("*") if each.is_file())
        outcomes = Counter(_tried(assistant, path, folder) for path in paths)
        assistant.close()
    print(", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
    print(f"Most memory of a reading process: {_peak() / 1e6:,.0f} MB")


def _tried(assistant: Assistant, path: Path, folder: Path) -> str:
    started = perf_counter()
    (addition,) = assistant.add([str(path)])
    seconds = perf_counter() - started
    read = _figures(assistant, addition)
    name = path.relative_to(folder)
    print(addition.outcome, *read, addition.passages, f"{seconds:.2f}", name, sep="\t", end="\t")
    print(addition.reason or "", flush=True)
    return addition.outcome


def _figures(assistant: Assistant, addition: Addition) -> tuple[str, int, int]:
    if addition.document_id is None:
        return "", 0, 0
    document = assistant.document(addition.document_id)
    return document.report.reader, len(document.page_starts), len(document.text)


def _peak() -> int:
    """Return the most memory of any process that was started and has ended, in bytes."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
