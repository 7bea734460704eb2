"""Measures adding documents against a bare SentenceTransformer.encode of the same passages.

    python tests/benchmarks/adding.py FOLDER [--rounds 3]

Each round adds the folder to a new library and encodes the same passages with their contexts; the
two take turns at going first. Prints passages a second, the ratio, and the peak memory.
"""

import argparse
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from assistant import Assistant, AssistantError
from index import Originals, SentenceTransformerEmbedder, Store
from sources import read_bytes, read_document, split
from sources.fetch import Fetcher


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="documents to add")
    parser.add_argument("--rounds", type=int, default=3, help="pairs of runs (%(default)s)")
    arguments = parser.parse_args()
    embedder = SentenceTransformerEmbedder()
    texts = _texts(arguments.folder, embedder)
    print(f"{len(texts)} passages; memory with the model loaded {_peak_memory():.0f} MB")
    embedder._model.encode(texts[:64], batch_size=32)
    ratios = []
    for number in range(arguments.rounds):
        runs = [lambda: _add(arguments.folder, embedder), lambda: _encode(texts, embedder)]
        seconds = [runs[1](), runs[0]()][::-1] if number % 2 else [runs[0](), runs[1]()]
        ratios.append(seconds[1] / seconds[0])
        print(f"adding {len(texts) / seconds[0]:.1f}/s, encode {len(texts) / seconds[1]:.1f}/s, "
              f"ratio {ratios[-1]:.3f}")  # fmt: skip
    print(f"median ratio {statistics.median(ratios):.3f}; peak memory {_peak_memory():.0f} MB")


def _texts(folder: Path, embedder: SentenceTransformerEmbedder) -> list[str]:
    texts = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            document = read_document(read_bytes(path), path.name, str(path))
        except AssistantError:
            continue
        passages = split(document, embedder.token_counts, limit=embedder.limit)
        texts += [f"{passage.context}\n{passage.text}" for passage in passages]
    return texts


def _add(folder: Path, embedder: SentenceTransformerEmbedder) -> float:
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
