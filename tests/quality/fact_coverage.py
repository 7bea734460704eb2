"""Compares the starter library with a fact base and prints which facts no brief states.

    python tests/quality/fact_coverage.py ../shared/facts

The fact base is a folder of Markdown files with lines such as ``- A5-01 Statement. [S1][S2]``, and
SOURCE_QUALITY.md with the names of the facts that rest on weak sources only. A fact counts as
stated when two successive sentences, or table rows, of one brief, with their heading and title,
hold most of its words by rarity and all of its years.
"""

import argparse
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index import terms
from sources import read_document
from sources.sentences import sentence_spans
from sources.starter import starter_briefs

_FACT = re.compile(r"^- ([A-Z0-9]+-\d+) (.*?)((?:\s*\[S\d+\])*[^\[\]]*)$")
_NAME = re.compile(r"\b[A-Z]+[A-Z0-9]*-\d+\b")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_ENOUGH = 0.6


@dataclass(frozen=True)
class Fact:
    """A statement of the fact base, its name, and the file that holds it."""

    name: str
    text: str
    file: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("facts", type=Path, help="the folder of the fact base")
    parser.add_argument("--all", action="store_true", help="print the missing facts in full")
    arguments = parser.parse_args()
    weak = set(_NAME.findall((arguments.facts / "SOURCE_QUALITY.md").read_text(encoding="utf-8")))
    facts = [each for each in _facts(arguments.facts) if each.name not in weak]
    windows = list(_windows())
    weights = _weights([words for words, _ in windows])
    missing = [fact for fact in facts if not _is_stated(fact, windows, weights)]
    for file in sorted({fact.file for fact in facts}):
        theirs = [fact for fact in facts if fact.file == file]
        lost = [fact for fact in missing if fact.file == file]
        print(f"{file:45} {len(theirs) - len(lost):3} of {len(theirs):3}",
              " ".join(fact.name for fact in lost))  # fmt: skip
    for fact in missing if arguments.all else ():
        print(f"  {fact.name} {fact.text}")
    print(f"stated: {len(facts) - len(missing)} of {len(facts)} facts that do not rest on weak "
          f"sources ({1 - len(missing) / len(facts):.3f})")  # fmt: skip


def _facts(folder: Path) -> Iterator[Fact]:
    for path in sorted(folder.glob("[0-3][0-9]_*.md")):
        section = path.read_text(encoding="utf-8").split("## Contradictions")[0]
        for line in section.splitlines():
            if (found := _FACT.match(line)) and "unsourced" not in line:
                yield Fact(found[1], found[2], path.name)


def _windows() -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield the terms and years of each two successive sentences of each brief."""
    for path in starter_briefs():
        brief = read_document(path.read_bytes(), path.name, path.name)
        spans = sentence_spans(brief.text)
        for one, other in zip(spans, [*spans[1:], spans[-1]], strict=True):
            context = f"{brief.title} {brief.section_at(one[0]) or ''}"
            text = f"{context} {brief.text[one[0] : other[1]]}"
            yield frozenset(terms(text)), frozenset(_YEAR.findall(text))


def _weights(windows: list[frozenset[str]]) -> dict[str, float]:
    counts = Counter(term for words in windows for term in words)
    return {term: math.log(len(windows) / count) for term, count in counts.items()}


def _is_stated(
    fact: Fact, windows: list[tuple[frozenset[str], frozenset[str]]], weights: dict[str, float]
) -> bool:
    unknown = max(weights.values())
    words = {term: weights.get(term, unknown) for term in terms(fact.text)}
    years = set(_YEAR.findall(fact.text))
    total = sum(words.values())
    return any(
        sum(weight for term, weight in words.items() if term in found) >= _ENOUGH * total
        for found, dates in windows
        if years <= dates
    )


if __name__ == "__main__":
    main()
