"""Measures how adding, asking, opening, memory and disk grow with a library.

    python -m tests.benchmarks.growing 1000 10000 100000 [--folder DIR] [--picture FILE.svg]

A library of each size is made (see made_library.py; a million passages take ten minutes and 4 GB)
and measured in a process of its own. With --folder they are kept there, and used again.

Each question is asked three times, and the best counts: what is measured is a warm library.
Finding is finding ten passages, asking is finding and quoting an answer, without a reader. Times
are the processor's, of all threads together, which other work on the machine disturbs less than
those by the clock, but where it is said; they do not hold what is waited for the disk.
A cold opening is the first question after all files of the library were dropped from memory, by the
clock. Half the questions are real ones, half are made of words of the library. Recall is the share of the
ten passages nearest to a real question, by comparing it with all vectors, that dense search finds
among its first ten.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from assistant import Assistant, Settings
from index import (
    NO_READER,
    Embedder,
    Originals,
    Retriever,
    Store,
    Vector,
    open_embedder,
    terms,
)
from index.database import Database
from index.records import vector_from
from sources.fetch import Fetcher
from tests.benchmarks.curves import Curve, draw
from tests.benchmarks.made_library import Stock, fill, made_questions

_REAL = Path(__file__).parent.parent / "quality" / "development.jsonl"
_QUESTIONS = 20
_COLUMNS = {
    "passages": "passages", "kind": "index", "cold": "opening, cold disk, ms", "opening": "opening, ms", "embedding": "embedding, ms",
    "dense": "dense, ms", "words": "words, ms", "find50": "finding p50, ms",
    "find95": "finding p95, ms", "p50": "asking p50, ms", "p95": "asking p95, ms",
    "wall50": "p50 by the clock", "wall95": "p95 by the clock", "recall": "recall at 10",
    "adding": "adding one, ms", "memory": "memory, MB", "library": "library, MB",
    "index": "index file, MB",
}  # fmt: skip
_CURVES = {
    "adding": "adding one document, ms", "p50": "asking, p50, ms", "opening": "opening, ms",
    "memory": "memory, MB", "library": "library on disk, MB", "index": "index file, MB",
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--folder", type=Path, help="where libraries are kept and used again")
    parser.add_argument("--picture", type=Path, help="file for the curves")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measured(arguments.measure)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = arguments.folder or Path(name)
        rows = [made_and_measured(folder / str(size), size) for size in sorted(arguments.sizes)]
    print("| " + " | ".join(_COLUMNS.values()) + " |\n" + "|---" * len(_COLUMNS) + "|")
    for row in rows:
        print("| " + " | ".join(_shown(row[name]) for name in _COLUMNS) + " |")
    if arguments.picture:
        sizes = [int(str(row["passages"])) for row in rows]
        curves = [Curve(said, sizes, [row[name] for row in rows]) for name, said in _CURVES.items()]
        arguments.picture.write_text(draw("passages", curves), encoding="utf-8")


def made_and_measured(home: Path, size: int) -> dict[str, float]:
    """Return what a library of a size costs, made where it is not there yet."""
    if not (home / "questions.json").exists():
        stock = Stock.of_starter()
        fill(home, stock, open_embedder(Settings(home).model, home), size)
        questions = [question for question, _ in made_questions(stock, size, _QUESTIONS)]
        (home / "questions.json").write_text(json.dumps(questions))
    command = [sys.executable, "-m", "tests.benchmarks.growing", "--measure", str(home)]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # as the program itself sets it
    told = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=True, env=environment
    ).stdout
    row: dict[str, float] = json.loads(told.splitlines()[-1])
    print(json.dumps(row), file=sys.stderr, flush=True)
    return row


def measured(home: Path) -> dict[str, object]:
    """Return what a library costs that this process has not used yet."""
    settings = Settings(home, starter=False, reader=NO_READER)
    embedder = open_embedder(settings.model, home)
    questions = [json.loads(line)["question"] for line in _REAL.open()][:_QUESTIONS]
    questions += json.loads((home / "questions.json").read_text())
    vectors = [embedder.embed_question(each) for each in questions]
    cold = _milliseconds_from_a_cold_disk(home, embedder, questions[0])
    started = time.process_time()
    store = Store(home)
    store.dense_search(vectors[0], 10)
    opening = time.process_time() - started
    with closing(Assistant(store, Originals(home / "originals"), embedder, Fetcher())) as assistant:
        asking = [_best(assistant.ask, each) for each in questions]
        find = Retriever(store, embedder).search
        finding = [_best(find, each, 10)[1] for each in questions]
        embedding = [_best(embedder.embed_question, each)[1] for each in questions]
        dense = [_best(store.dense_search, each, 50)[1] for each in vectors]
        words = [_best(store.lexical_search, terms(each), 50)[1] for each in questions]
        memory, kind, count = _megabytes(), store._dense.kind, store.passage_count()
        recall = _recall(home, store, vectors[:_QUESTIONS])
    walls, owns = [wall for wall, _ in asking], [own for _, own in asking]
    return {
        "passages": count, "kind": kind, "cold": cold, "opening": 1e3 * opening, "embedding": _p(50, embedding),
        "dense": _p(50, dense), "words": _p(50, words), "p50": _p(50, owns), "p95": _p(95, owns),
        "find50": _p(50, finding), "find95": _p(95, finding),
        "wall50": _p(50, walls), "wall95": _p(95, walls), "recall": recall,
        "adding": 1e3 * statistics.median(_seconds_to_add(home, embedder, n) for n in range(7)),
        "memory": memory, "library": (home / "library.db").stat().st_size / 1e6,
        "index": max((path.stat().st_size for path in home.glob("*.faiss")), default=0) / 1e6,
    }  # fmt: skip


def _milliseconds_from_a_cold_disk(home: Path, embedder: Embedder, question: str) -> float:
    """Return what it takes to open a library whose files are not in memory, and to ask it."""
    for path in home.rglob("*.*"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    started = time.perf_counter()
    with closing(Assistant(Store(home), Originals(home / "originals"), embedder, Fetcher())) as one:
        one.ask(question)
        return 1e3 * (time.perf_counter() - started)


def _best(work: Callable[..., object], *values: object) -> tuple[float, float]:
    """Return the least seconds that some work takes, by the clock and of the processor."""
    taken = []
    for _ in range(3):
        wall, own = time.perf_counter(), time.process_time()
        work(*values)
        taken.append((time.perf_counter() - wall, time.process_time() - own))
    return min(wall for wall, _ in taken), min(own for _, own in taken)


def _seconds_to_add(home: Path, embedder: Embedder, number: int) -> float:
    """Return the seconds of adding one small document to a newly opened library."""
    path = home / f"added {time.time()} {number}.txt"
    path.write_text(f"About tea {time.time()}\n\n" + f"Tea {number} is hot in a cup.\n\n" * 10)
    started = time.process_time()
    with closing(Assistant(Store(home), Originals(home / "originals"), embedder, Fetcher())) as one:
        (addition,) = one.add([str(path)])
    seconds = time.process_time() - started
    path.unlink()
    assert addition.outcome == "added", addition
    return seconds


def _recall(home: Path, store: Store, questions: Sequence[Vector]) -> float:
    """Return which share of the ten nearest passages dense search finds."""
    asked = np.stack(questions)
    best = [(np.empty(0), np.empty(0, np.int64))] * len(asked)
    with closing(Database(home / "library.db")) as database:
        last = int(database.rows("SELECT max(id) FROM passages")[0][0])
        for first in range(0, last, 10_000):
            rows = database.rows(
                "SELECT id, vector FROM passages WHERE id > ? AND id <= ?", (first, first + 10_000)
            )
            ids = np.array([row["id"] for row in rows])
            vectors = np.stack([vector_from(row["vector"]) for row in rows])
            best = [
                _ten_best(np.append(scores, new), np.append(kept, ids))
                for (scores, kept), new in zip(best, asked @ vectors.T, strict=True)
            ]
    found = [{number for number, _ in store.dense_search(each, 10)} for each in questions]
    shared = [len(set(ids.tolist()) & some) for (_, ids), some in zip(best, found, strict=True)]
    return sum(shared) / (10 * len(shared))


def _ten_best(scores: np.ndarray, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(-scores)[:10]
    return scores[order], ids[order]


def _megabytes() -> float:
    """Return the memory that this process holds now, by Linux's own count."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1e3


def _p(percent: int, seconds: Sequence[float]) -> float:
    return 1e3 * statistics.quantiles(seconds, n=100)[percent - 1]


def _shown(value: object) -> str:
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else str(value)
    return f"{value:.3f}" if value < 1 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


if __name__ == "__main__":
    main()
