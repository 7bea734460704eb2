"""Fits the logistic model of assistant/confidence.py on XQuAD.

    python tests/benchmarks/fit_confidence.py xquad.en.json

Questions count as answerable when asked of the paragraphs, and as not answerable when asked of the
paragraphs without their own (near misses: the rest of the same article is there) and when asked of
the starter library (another subject). Prints the coefficients and what thresholds refuse.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from xquad import Question, add_paragraphs, load

from assistant import Assistant, Hit, Settings
from assistant.confidence import signals


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="XQuAD in English, xquad.en.json")
    paragraphs, questions = load(parser.parse_args().file)
    with tempfile.TemporaryDirectory() as folder:
        wiki = Assistant.open(Settings(Path(folder) / "wiki", starter=False))
        add_paragraphs(wiki, paragraphs, Path(folder) / "paragraphs")
        starter = Assistant.open(Settings(Path(folder) / "starter"))
        starter.add_starter()
        answerable, near, far = _samples(wiki, starter, questions)
        wiki.close()
        starter.close()
    _fit(answerable, near, far)


def _samples(
    wiki: Assistant, starter: Assistant, questions: Sequence[Question]
) -> tuple[NDArray[np.float64], ...]:
    rows: tuple[list[tuple[float, float]], ...] = ([], [], [])
    for question in questions:
        hits = wiki.search(question.text, 20)
        others: list[Hit] = [hit for hit in hits if hit.document_id != question.document_id]
        rows[0].append(signals(hits[:10]))
        rows[1].append(signals(others[:10]))
        rows[2].append(signals(starter.search(question.text, 10)))
    return tuple(np.array(row) for row in rows)


def _fit(
    answerable: NDArray[np.float64], near: NDArray[np.float64], far: NDArray[np.float64]
) -> None:
    labels = np.r_[np.ones(len(answerable)), np.zeros(len(near) + len(far))]
    model = LogisticRegression(C=10, class_weight="balanced")
    model.fit(np.vstack([answerable, near, far]), labels)
    print("bias", model.intercept_.round(2), "similarity, coverage", model.coef_.round(2))
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
        refused = [
            (model.predict_proba(rows)[:, 1] < threshold).mean() for rows in (answerable, near, far)
        ]
        print(f"below {threshold}: refused of the answerable {refused[0]:.3f}, "
              f"near misses {refused[1]:.3f}, other subjects {refused[2]:.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
