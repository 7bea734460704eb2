"""Measures whether adding one document depends on the size of the library it is added to.

    python -m tests.benchmarks.growing [--passages 100000] [--files 2000]

Vectors have 384 numbers and come from a fake embedder, so that only the library is measured. Each
document is added by a newly opened library, as the command line does. Then a folder of small text
files is added, and questions are searched meanwhile, against before.
"""

import argparse
import resource
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np

from assistant import Assistant
from index import Originals, PassageVectors, Store, Vector
from sources import Document, Passage, Span
from sources.fetch import Fetcher
from tests.conftest import WordEmbedder

_TOGETHER = 500


class WideEmbedder(WordEmbedder):
    """The fake embedder with as many dimensions as a real one; those it does not use are 0."""

    dimension = 384

    def embed_question(self, question: str) -> Vector:
        narrow = super().embed_question(question)
        return np.pad(narrow, (0, self.dimension - len(narrow)))


def opened(home: Path) -> Assistant:
    return Assistant(Store(home), Originals(home / "originals"), WideEmbedder(), Fetcher())


def fill(home: Path, passages: int) -> None:
    """Make a library of so many passages with random vectors."""
    chance, store = np.random.default_rng(1), Store(home)
    store.check_model(WideEmbedder())
    text = "Tea is hot in a cup. " * _TOGETHER
    spans = [Span(21 * each, 21 * each + 20) for each in range(_TOGETHER)]
    parts = [Passage(text[a:b], a, b, None, None, "Tea", (Span(a, b),)) for a, b in spans]
    for number in range(passages // _TOGETHER):
        vectors = chance.normal(size=(_TOGETHER, 384)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        document = Document(f"{number:064d}", f"Tea {number}", f"{number}.txt", "text/plain", text)
        store.add(document, parts, [PassageVectors(each, each[None, :]) for each in vectors])
    store.save(384)
    store.close()


def seconds_to_add_one(home: Path, folder: Path, rounds: int = 7) -> float:
    """Return the median seconds of adding one small document to a newly opened library."""
    taken = []
    for number in range(rounds):
        path = folder / f"{home.name} {number}.txt"
        path.write_text(f"About tea {number}\n\n" + f"Tea {number} is hot.\n\n" * 10)
        started = time.perf_counter()
        with closing(opened(home)) as assistant:
            (addition,) = assistant.add([str(path)])
        assert addition.outcome == "added", addition
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def searches_a_second(assistant: Assistant, until: Callable[[int], bool]) -> float:
    started, count = time.perf_counter(), 0
    while not until(count):
        assistant.search("hot tea in a cup")
        count += 1
    return count / (time.perf_counter() - started)


def measure_folder(home: Path, folder: Path, files: int) -> None:
    """Print the seconds of adding a folder, and searches a second before and meanwhile."""
    texts = folder / "texts"
    texts.mkdir()
    for number in range(files):
        (texts / f"{number}.txt").write_text(f"Ship {number}\n\n" + f"Ship {number} has tea. " * 40)
    with closing(opened(home)) as assistant, closing(opened(home)) as other:
        before = searches_a_second(assistant, lambda count: count >= 20)
        started = time.perf_counter()
        adding = threading.Thread(target=other.add, args=[[str(texts)]])
        adding.start()
        meanwhile = searches_a_second(assistant, lambda count: not adding.is_alive())
        adding.join()
    print(f"{files} files: {time.perf_counter() - started:.1f} s while questions are searched; "
          f"searches/s before {before:.1f}, meanwhile {meanwhile:.1f}, "
          f"ratio {meanwhile / before:.2f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, default=100_000, help="library (%(default)s)")
    parser.add_argument("--files", type=int, default=2_000, help="folder (%(default)s)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder / "large", arguments.passages)
        empty = seconds_to_add_one(folder / "empty", folder)
        large = seconds_to_add_one(folder / "large", folder)
        print(f"adding one: empty {empty * 1e3:.0f} ms, {arguments.passages} passages "
              f"{large * 1e3:.0f} ms, ratio {large / empty:.2f}", flush=True)  # fmt: skip
        measure_folder(folder / "large", folder, arguments.files)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
