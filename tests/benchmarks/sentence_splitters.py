"""Compare sentence splitters: how many hard cases each gets right, and how fast it is.

    python tests/benchmarks/sentence_splitters.py

Candidates that are not installed are named and left out. ``pip install syntok pysbd blingfire
numpy nltk`` brings in all of them.
"""

import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

Span = tuple[int, int]
Splitter = Callable[[str], list[Span]]

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "hard_sentences.txt"
_KNOWN_FAILURE = "! "
_SEPARATOR = re.compile(r"( ?)¦( ?)")
_CASES_A_LINE = 8
_LONG_TEXT = 300_000


@dataclass(frozen=True)
class Case:
    """A text with the spans of its sentences, and whether it is known to come out wrong."""

    text: str
    spans: list[Span]
    known_failure: bool


@dataclass(frozen=True)
class Candidate:
    """A splitter: its name in the table, the package it needs, and how to get at it."""

    name: str
    package: str
    load: Callable[[], Splitter]


def read_cases(path: Path = CASES) -> list[Case]:
    """Read the cases of a file; its head describes the format."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_case(line) for line in lines if line and not line.startswith("#")]


def _case(line: str) -> Case:
    marked = line.removeprefix(_KNOWN_FAILURE).replace("⏎", "\n")
    text = ""
    ends: list[int] = []
    for position, part in enumerate(_SEPARATOR.split(marked)):
        if position % 3 == 2:  # the blank behind "¦" belongs to the mark, not to the text
            continue
        text += part
        if position % 3 == 0:
            ends.append(len(text))
    return Case(text, _lines_apart(text, pairwise([0, *ends])), line.startswith(_KNOWN_FAILURE))


def _lines_apart(text: str, spans: Iterable[Span]) -> list[Span]:
    """Cut spans at line ends and trim white space from them."""
    pieces = (
        (start + line.start(), start + line.end())
        for start, end in spans
        for line in re.finditer(r"[^\n]+", text[start:end])
    )
    return _trimmed(text, pieces)


def _trimmed(text: str, spans: Iterable[Span]) -> list[Span]:
    trimmed = []
    for start, end in spans:
        piece = text[start:end]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            trimmed.append((first, first + len(piece.strip())))
    return trimmed


def _line_by_line(split: Callable[[str], Iterable[Span]]) -> Splitter:
    """Give every library the same terms: one line at a time, spans without white space."""

    def spans(text: str) -> list[Span]:
        found: list[Span] = []
        for line in re.finditer(r"[^\n]+", text):
            found += [(line.start() + a, line.start() + b) for a, b in split(line[0])]
        return _trimmed(text, found)

    return spans


def _shipped() -> Splitter:
    split: Splitter = import_module("sources.sentences").sentence_spans
    return split


def _sentencex() -> Splitter:
    find: Callable[..., Any] = import_module("sentencex").get_sentence_boundaries
    return _line_by_line(
        lambda line: [(s["start_index"], s["end_index"]) for s in find("en", line)]
    )


def _syntok() -> Splitter:
    analyze: Callable[..., Any] = import_module("syntok.segmenter").analyze

    def split(line: str) -> Iterable[Span]:
        for paragraph in analyze(line):
            for tokens in paragraph:
                yield tokens[0].offset, tokens[-1].offset + len(tokens[-1].value)

    return _line_by_line(split)


def _pysbd() -> Splitter:
    segmenter = import_module("pysbd").Segmenter(language="en", clean=False, char_span=True)
    return _line_by_line(lambda line: [(s.start, s.end) for s in segmenter.segment(line)])


def _blingfire() -> Splitter:
    find: Callable[..., Any] = import_module("blingfire").text_to_sentences_and_offsets
    return _line_by_line(lambda line: [(a, b) for a, b in find(line)[1]])


def _untrained_punkt() -> Splitter:
    tokenizer = import_module("nltk.tokenize.punkt").PunktSentenceTokenizer()
    return _line_by_line(tokenizer.span_tokenize)


CANDIDATES = (
    Candidate("sources.sentences", "sentencex", _shipped),
    Candidate("sentencex", "sentencex", _sentencex),
    Candidate("syntok", "syntok", _syntok),
    Candidate("pysbd", "pysbd", _pysbd),
    Candidate("blingfire", "blingfire", _blingfire),
    Candidate("punkt, untrained", "nltk", _untrained_punkt),
)


def long_text(cases: Sequence[Case]) -> str:
    """Return the cases' texts as paragraphs of some eight cases, repeated to about 300 kB."""
    texts = [case.text.replace("\n", " ") for case in cases]
    starts = range(0, len(texts), _CASES_A_LINE)
    page = "\n".join(" ".join(texts[start : start + _CASES_A_LINE]) for start in starts) + "\n"
    return page * (_LONG_TEXT // len(page) + 1)


def row(candidate: Candidate, cases: Sequence[Case], text: str) -> str:
    """Measure one candidate and return its line of the table."""
    try:
        split = candidate.load()
    except ImportError as missing:
        return f"{candidate.name:20}  left out: {missing.name} is not installed"
    right = sum(split(case.text) == case.spans for case in cases)
    began = time.perf_counter()
    split(text)
    seconds = time.perf_counter() - began
    speed = f"{len(text.encode()) / seconds / 1e6:6.2f} {len(text.split()) / seconds:10,.0f}"
    release = f"{candidate.package} {version(candidate.package)}"
    return f"{candidate.name:20}  {release:20} {right:5} of {len(cases)} {speed}"


def main() -> None:
    """Print the table."""
    sys.path.insert(0, str(ROOT))
    cases = read_cases()
    text = long_text(cases)
    print(f"{'candidate':20}  {'package':20} {'right':>12} {'MB/s':>6} {'words/s':>10}")
    for candidate in CANDIDATES:
        print(row(candidate, cases, text))


if __name__ == "__main__":
    main()
