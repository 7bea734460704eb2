"""Measures adding documents against a bare SentenceTransformer.encode of the same passages.

    python tests/benchmarks/adding.py FOLDER [--rounds 3]

Each round adds the folder to a new library, with the converted model, and encodes the same passages
with their contexts; the two take turns at going first. Prints passages a second, their ratio, the
time of a question, and the peak memory of adding alone, which is measured before PyTorch is loaded.
"""

import argparse
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from assistant import Assistant, AssistantError
from index import DefaultEmbedder, Embedder, Originals, SentenceTransformerEmbedder, Store
from sources import read_bytes, read_document, split
from sources.fetch import Fetcher


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="documents to add")
    parser.add_argument("--rounds", type=int, default=3, help="pairs of runs (%(default)s)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as models:
        _measure(arguments.folder, arguments.rounds, DefaultEmbedder(Path(models)))


def _measure(folder: Path, rounds: int, embedder: Embedder) -> None:
    embedder.embed_question("What is tea?")  # which converts the model
    print(f"memory after the model was converted {_peak_memory():.0f} MB")
    _add(folder, embedder)
    print(f"peak memory of adding {_peak_memory():.0f} MB")
    texts, bare = _texts(folder, embedder), SentenceTransformerEmbedder()
    bare._model.encode(texts[:64], batch_size=32)
    print(f"a question: {_question(embedder):.2f} ms, bare {_question(bare):.2f} ms")
    ratios = []
    for number in range(rounds):
        runs = [lambda: _add(folder, embedder), lambda: _encode(texts, bare)]
        seconds = [runs[1](), runs[0]()][::-1] if number % 2 else [runs[0](), runs[1]()]
        ratios.append(seconds[1] / seconds[0])
        print(f"adding {len(texts) / seconds[0]:.1f}/s, encode {len(texts) / seconds[1]:.1f}/s, "
              f"ratio {ratios[-1]:.3f}", flush=True)  # fmt: skip
    print(f"{len(texts)} passages; median ratio {statistics.median(ratios):.3f}")


def _question(embedder: Embedder) -> float:
    """Return the median milliseconds of embedding a question."""
    taken = []
    for _ in range(50):
        started = time.perf_counter()
        embedder.embed_question("When did NATO first invoke Article 5?")
        taken.append(1e3 * (time.perf_counter() - started))
    return statistics.median(taken)


def _texts(folder: Path, embedder: Embedder) -> list[str]:
    texts = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            document = read_document(read_bytes(path), path.name, str(path))
        except AssistantError:
            continue
        passages = split(document, embedder.token_counts, limit=embedder.limit)
        texts += [f"{passage.context}\n{passage.text}" for passage in passages]
    return texts


def _add(folder: Path, embedder: Embedder) -> float:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        assistant = Assistant(Store(home), Originals(home / "originals"), embedder, Fetcher())
        started = time.perf_counter()
        assistant.add([str(folder)])
        seconds = time.perf_counter() - started
        assistant.close()
    return seconds


def _encode(texts: list[str], embedder: SentenceTransformerEmbedder) -> float:
    started = time.perf_counter()
    embedder._model.encode(texts, batch_size=32)
    return time.perf_counter() - started


def _peak_memory() -> float:
    """Return the most memory this process has had, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main()
