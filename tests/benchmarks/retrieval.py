"""Measures retrieval and evidence on XQuAD: is the right paragraph found, and the right sentence?

python tests/benchmarks/retrieval.py xquad.en.json
"""

import argparse
import tempfile
import time
from pathlib import Path

from xquad import Question, add_paragraphs, load

from assistant import Assistant, Settings
from assistant.evidence import rank_sentences

# Passages searched for the rank of the paragraph, and passages that evidence is looked for in.
_PASSAGES, _READ = 50, 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="XQuAD in English, xquad.en.json")
    paragraphs, questions = load(parser.parse_args().file)
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant.open(Settings(Path(folder) / "home", starter=False))
        add_paragraphs(assistant, paragraphs, Path(folder) / "paragraphs")
        started = time.perf_counter()
        ranks = [_ranks(assistant, question) for question in questions]
        seconds = time.perf_counter() - started
        assistant.close()
    _print(ranks, seconds)


def _ranks(assistant: Assistant, question: Question) -> tuple[float, float]:
    """Return the ranks of the right paragraph and of the right sentence, from 1."""
    hits = assistant.search(question.text, _PASSAGES)
    documents = list(dict.fromkeys(hit.document_id for hit in hits))
    sentences = rank_sentences(question.text, hits[:_READ])
    right = [question.answered_by(each.hit, each.text) for each in sentences]
    return (
        documents.index(question.document_id) + 1 if question.document_id in documents else 1e9,
        right.index(True) + 1 if True in right else 1e9,
    )


def _print(ranks: list[tuple[float, float]], seconds: float) -> None:
    for name, column in (("paragraph", 0), ("evidence sentence", 1)):
        places = [rank[column] for rank in ranks]
        shares = [sum(place <= most for place in places) / len(places) for most in (1, 3, 5)]
        mean = sum(1 / place for place in places) / len(places)
        print(f"{name:18} at 1: {shares[0]:.3f}  at 3: {shares[1]:.3f}  at 5: {shares[2]:.3f}"
              f"  mean reciprocal rank: {mean:.3f}")  # fmt: skip
    print(f"{len(ranks)} questions, {1000 * seconds / len(ranks):.0f} ms each")


if __name__ == "__main__":
    main()
