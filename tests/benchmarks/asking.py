"""Measures the time from question to answer, warm, and what part each step takes.

    python tests/benchmarks/asking.py FOLDER QUESTIONS [--passages 5000] [--reader none]

QUESTIONS has a question a line, or JSON lines with "question". The folder's documents are added
again under other contents until the library has the passages wanted.
"""

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.rereading import Rereader
from index import DEFAULT_READER, DefaultEmbedder, Originals, Store, open_reader
from sources.fetch import Fetcher
from ui.questions import read_questions

_STEPS = ("embed_question", "dense_search", "lexical_search", "place_search", "passages",
          "document_frequencies", "document", "read")  # fmt: skip


class Timed:
    """A part of the program that notes how long each call of it takes."""

    def __init__(self, part: object) -> None:
        self._part = part
        self.seconds = defaultdict[str, list[float]](list)

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._part, name)
        return self._timed(name, attribute) if name in _STEPS else attribute

    def _timed(self, name: str, method: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            started = time.perf_counter()
            try:
                return method(*arguments)
            finally:
                self.seconds[name].append(time.perf_counter() - started)

        return call


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="documents to add")
    parser.add_argument("questions", help="questions to ask")
    parser.add_argument("--passages", type=int, default=5000, help="library size (%(default)s)")
    parser.add_argument("--reader", default=DEFAULT_READER, help="the reader, or none")
    arguments = parser.parse_args()
    questions = [line.question for line in read_questions(arguments.questions)]
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "home"
        store, embedder = Timed(Store(home)), Timed(DefaultEmbedder(Path(name) / "models"))
        found = open_reader(arguments.reader)
        reader = Timed(found) if found else None
        assistant = Assistant(
            store,  # type: ignore[arg-type]
            Originals(home / "originals"),
            embedder,  # type: ignore[arg-type]
            Fetcher(),
            rereader=Rereader(reader),  # type: ignore[arg-type]
        )
        count = _fill(assistant, arguments.folder, Path(name) / "copies", arguments.passages)
        for question in questions[:10]:
            assistant.ask(question)
        timed = [part for part in (store, embedder, reader) if part]
        for part in timed:
            part.seconds.clear()
        totals = [assistant.ask(question).seconds for question in questions for _ in range(3)]
        assistant.close()
    _print(count, totals, {step: each for part in timed for step, each in part.seconds.items()})


def _fill(assistant: Assistant, folder: Path, copies: Path, wanted: int) -> int:
    assistant.add([str(folder)])
    number = 0
    while (count := sum(entry.passages for entry in assistant.documents())) < wanted:
        number += 1
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".md")):
            copy = copies / str(number) / path.name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(f"Copy {number}\n\n" + path.read_text(encoding="utf-8"))
        assistant.add([str(copies / str(number))])
    return count


def _print(count: int, totals: list[float], steps: dict[str, list[float]]) -> None:
    print(f"{count} passages, {len(totals)} questions")
    median = statistics.median(totals)
    print(f"question to answer: p50 {_ms(median)}, p95 {_ms(_p95(totals))}")
    for step in (step for step in _STEPS if step in steps):
        calls = len(steps[step]) / len(totals)
        each = sum(steps[step]) / len(totals)
        print(f"  {step:21} {_ms(each)}  {each / statistics.mean(totals):5.0%}  {calls:.1f} calls")
    known = sum(map(sum, steps.values())) / len(totals)
    rest = statistics.mean(totals) - known
    print(f"  {'ranking and the rest':21} {_ms(rest)}  {rest / statistics.mean(totals):5.0%}")


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:6.1f} ms"


if __name__ == "__main__":
    main()
