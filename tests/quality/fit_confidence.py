"""Fits the logistic model of assistant/confidence.py and prints its numbers.

    python tests/quality/fit_confidence.py train-v1.1.json

Answerable questions are those of SQuAD 1.1 (train), each article a document, and those that the
starter briefs propose. Not answerable are the near misses made from them by rule (near_misses.py),
the same questions with the text that answers them taken out of what was found, and questions on
articles that the library lacks. Half of the weight lies on either side, and a question of the
starter library weighs as much as four of SQuAD's. Takes some minutes.
"""

import argparse
import random
import re
import tempfile
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from near_misses import Source, near_misses
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from squad import articles_of, library_of, title_of

from assistant import Assistant, Settings
from assistant.confidence import Signals, signals_of
from assistant.question import Question
from assistant.ranking import rank_sentences
from index import Found, Hit
from sources.starter import starter_briefs

_SEED, _ARTICLES, _FAR, _QUESTIONS = 7, 70, 150, 1_500
_STARTER_WEIGHT = 4.0
_SHOWN = (0.3, 0.35, 0.4, 0.45, 0.5)


@dataclass(frozen=True)
class Sample:
    """The signals of one question, what kind of question it is, and its weight."""

    kind: str
    signals: Signals
    weight: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="SQuAD 1.1, train-v1.1.json")
    articles = articles_of(parser.parse_args().file)
    draw = random.Random(_SEED)
    draw.shuffle(articles)
    with tempfile.TemporaryDirectory() as folder:
        samples = [
            *_squad_samples(articles, Path(folder), draw),
            *_starter_samples(Path(folder), draw),
        ]
    _fit(samples)


def _squad_samples(
    articles: list[dict[str, Any]], folder: Path, draw: random.Random
) -> Iterator[Sample]:
    known, far = articles[:_ARTICLES], articles[_ARTICLES : _ARTICLES + _FAR]
    library = library_of(known, folder)
    topics = [title_of(article) for article in known]
    asked = [
        (article, paragraph, question)
        for article in known
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
    ]
    for article, paragraph, question in draw.sample(asked, _QUESTIONS):
        text = paragraph["context"]
        others = " ".join(p["context"] for p in article["paragraphs"] if p is not paragraph)
        answer = question["answers"][0]["text"]
        source = Source(question["question"], title_of(article), answer, text, others)
        yield from _samples_of(library, source, topics, draw, text, 1.0)
    for article in far:
        question = draw.choice(article["paragraphs"][0]["qas"])["question"]
        yield from _sample("other subject", library, question, 1.0)
    library.close()


def _starter_samples(folder: Path, draw: random.Random) -> Iterator[Sample]:
    library = Assistant.open(Settings(folder / "starter"))
    library.add_starter()
    texts = {entry.title: library.document(entry.id).text for entry in library.documents()}
    for path in starter_briefs():
        written = path.with_suffix(".md").read_text(encoding="utf-8")
        front = yaml.safe_load(re.split(r"^---$", written, flags=re.M)[1])
        text = texts[front["title"]]
        others = " ".join(other for other in texts.values() if other is not text)
        for question in front["questions"]:
            source = Source(question, front["subjects"][0], question, text, others)
            yield from _samples_of(library, source, list(texts), draw, text, _STARTER_WEIGHT)
    library.close()


def _samples_of(
    library: Assistant,
    source: Source,
    topics: list[str],
    draw: random.Random,
    own: str,
    weight: float,
) -> Iterator[Sample]:
    yield from _sample("answerable", library, source.question, weight)
    yield from _sample("text taken out", library, source.question, weight, without=own)
    for kind, question in near_misses(source, topics, draw):
        yield from _sample(kind, library, question, weight)


def _sample(
    kind: str, library: Assistant, text: str, weight: float, without: str = ""
) -> Iterator[Sample]:
    question = Question.read(text)
    found = library.look_for(question, 20)
    hits = [hit for hit in found.hits if not _stands_in(hit, without)][:10]
    kept = Found(hits, found.weights, found.sought)
    signals = signals_of(question, kept, rank_sentences(question, kept))
    if signals is not None:
        yield Sample(kind, signals, weight)


def _stands_in(hit: Hit, text: str) -> bool:
    start = hit.passage.text[:80]
    return bool(text) and (start in text or text[:80] in hit.passage.text)


def _fit(samples: list[Sample]) -> None:
    rows = np.array([astuple(sample.signals) for sample in samples])
    kinds = np.array([sample.kind for sample in samples])
    labels = kinds == "answerable"
    weights = np.array([sample.weight for sample in samples])
    for side in (labels, ~labels):
        weights[side] *= len(samples) / 2 / weights[side].sum()
    model = LogisticRegression(C=1.0, max_iter=5_000).fit(rows, labels, sample_weight=weights)
    found = model.predict_proba(rows)[:, 1]
    print("bias", round(float(model.intercept_[0]), 2))
    for field, value in zip(fields(Signals), model.coef_[0], strict=True):
        print(f"  {field.name:22} {value:6.2f}")
    starter = np.array([sample.weight == _STARTER_WEIGHT for sample in samples])
    for name, part in (("SQuAD", ~starter), ("starter library", starter)):
        print(
            f"{name}: {part.sum()} questions, AUROC {roc_auc_score(labels[part], found[part]):.3f}"
        )
        for kind in sorted(set(kinds[part])):
            shares = (f"{(found[part & (kinds == kind)] < most).mean():.2f}" for most in _SHOWN)
            print(
                f"  {kind:16} refused below",
                *(f"{m}: {s}" for m, s in zip(_SHOWN, shares, strict=True)),
            )


if __name__ == "__main__":
    main()
