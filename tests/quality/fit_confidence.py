"""Fits the logistic model of assistant/confidence.py and prints its numbers.

    python tests/quality/fit_confidence.py train-v1.1.json [--reader NAME]

Answerable questions are those of SQuAD 1.1 (train), each article a document, and those that the
starter briefs propose. Not answerable are the near misses made from them by rule (near_misses.py),
the same questions with the text that answers them taken out of what was found, and questions on
articles that the library lacks. Half of the weight lies on either side, and a question of the
starter library weighs as much as four of SQuAD's. With a reader, only articles are asked that the
program's own was not trained on. Takes some minutes.
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
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from squad import LEFT_OUT, library_of, shuffled, title_of

from assistant import Assistant, Settings
from assistant.confidence import ENOUGH, PLAIN_WEIGHTS, ReadSignals, Signals, signals_of
from assistant.question import Question
from assistant.rereading import Rereader
from index import NO_READER, Found, Hit, Reader, open_reader
from sources.starter import starter_briefs

_SEED, _ARTICLES, _FAR, _QUESTIONS = 7, 70, 150, 1_500
# With a reader: articles of those left out that the library lacks, questions, near misses of each.
_LACKED, _QUESTIONS_READ, _NEAR_MISSES_READ = 4, 400, 2
_STARTER_WEIGHT, _REFUSED = 4.0, 0.05
_SHOWN = (0.3, 0.35, 0.4, 0.45, 0.5)


@dataclass(frozen=True)
class Sample:
    """The signals of one question, what kind of question it is, and its weight."""

    kind: str
    signals: Signals
    weight: float


class Sampler:
    """Asks a library the questions of sources and near misses of them, with a reader or without."""

    def __init__(
        self, library: Assistant, topics: list[str], reader: Reader | None, draw: random.Random
    ) -> None:
        self._library = library
        self._topics = topics
        self._rereader = Rereader(reader)
        self._most = _NEAR_MISSES_READ if reader else None
        self._draw = draw

    def of(self, source: Source, own: str, weight: float) -> Iterator[Sample]:
        """Yield the samples of a source: answerable, without its ``own`` text, and near misses."""
        yield from self.one("answerable", source.question, weight)
        yield from self.one("text taken out", source.question, weight, without=own)
        made = list(near_misses(source, self._topics, self._draw))
        if self._most is not None:
            made = self._draw.sample(made, min(self._most, len(made)))
        for kind, question in made:
            yield from self.one(kind, question, weight)

    def one(self, kind: str, text: str, weight: float, without: str = "") -> Iterator[Sample]:
        """Yield the sample of a question, where anything is found."""
        question = Question.read(text)
        found = self._library.look_for(question, 20)
        hits = [hit for hit in found.hits if not _stands_in(hit, without)][:10]
        kept, ranked = self._rereader.rank(question, Found(hits, found.weights, found.sought))
        signals = signals_of(question, kept, ranked)
        if signals is not None:
            yield Sample(kind, signals, weight)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="SQuAD 1.1, train-v1.1.json")
    parser.add_argument("--reader", default=NO_READER, metavar="NAME", help="a reader, to fit with")
    given = parser.parse_args()
    reader, draw = open_reader(given.reader), random.Random(_SEED)
    with tempfile.TemporaryDirectory() as folder:
        samples = [
            *_squad_samples(shuffled(given.file), Path(folder), reader, draw),
            *_starter_samples(Path(folder), reader, draw),
        ]
    _fit(samples)


def _squad_samples(
    articles: list[dict[str, Any]], folder: Path, reader: Reader | None, draw: random.Random
) -> Iterator[Sample]:
    count = LEFT_OUT - _LACKED if reader else _ARTICLES
    known, far = articles[:count], articles[count : LEFT_OUT if reader else count + _FAR]
    library = library_of(known, folder)
    sampler = Sampler(library, [title_of(article) for article in known], reader, draw)
    asked = [
        (article, paragraph, question)
        for article in known
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
    ]
    for article, paragraph, question in draw.sample(
        asked, _QUESTIONS_READ if reader else _QUESTIONS
    ):
        text = paragraph["context"]
        others = " ".join(p["context"] for p in article["paragraphs"] if p is not paragraph)
        answer = question["answers"][0]["text"]
        source = Source(question["question"], title_of(article), answer, text, others)
        yield from sampler.of(source, text, 1.0)
    paragraphs = [p for article in far for p in article["paragraphs"]]
    lacked = [question for paragraph in paragraphs for question in paragraph["qas"]]
    for question in draw.sample(lacked, min(_FAR, len(lacked))):
        yield from sampler.one("other subject", question["question"], 1.0)
    library.close()


def _starter_samples(folder: Path, reader: Reader | None, draw: random.Random) -> Iterator[Sample]:
    library = Assistant.open(Settings(folder / "starter"))
    library.add_starter()
    texts = {entry.title: library.document(entry.id).text for entry in library.documents()}
    sampler = Sampler(library, list(texts), reader, draw)
    for path in starter_briefs():
        written = path.with_suffix(".md").read_text(encoding="utf-8")
        front = yaml.safe_load(re.split(r"^---$", written, flags=re.M)[1])
        text = texts[front["title"]]
        others = " ".join(other for other in texts.values() if other is not text)
        for question in front["questions"]:
            source = Source(question, front["subjects"][0], question, text, others)
            yield from sampler.of(source, text, _STARTER_WEIGHT)
    library.close()


def _stands_in(hit: Hit, text: str) -> bool:
    start = hit.passage.text[:80]
    return bool(text) and (start in text or text[:80] in hit.passage.text)


def _halfway(
    rows: NDArray[np.float64], found: NDArray[np.float64], bias: float, easy: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], float]:
    """Return weights halfway to those without a reader, and their bias.

    The reader knows questions like SQuAD's best, and people ask otherwise. The bias is such that of
    SQuAD's own questions, the ``easy`` rows, one in twenty is refused.
    """
    plain = np.zeros(len(found))
    plain[: len(fields(Signals))] = astuple(PLAIN_WEIGHTS)
    mean = (found + plain) / 2
    return mean, float(np.log(ENOUGH / (1 - ENOUGH)) - np.quantile(rows[easy] @ mean, _REFUSED))


def _fit(samples: list[Sample]) -> None:
    rows = np.array([astuple(sample.signals) for sample in samples])
    kinds = np.array([sample.kind for sample in samples])
    labels = kinds == "answerable"
    weights = np.array([sample.weight for sample in samples])
    for side in (labels, ~labels):
        weights[side] *= len(samples) / 2 / weights[side].sum()
    model = LogisticRegression(C=1.0, max_iter=5_000).fit(rows, labels, sample_weight=weights)
    found, bias = model.coef_[0], float(model.intercept_[0])
    if isinstance(samples[0].signals, ReadSignals):
        easy = labels & np.array([sample.weight != _STARTER_WEIGHT for sample in samples])
        found, bias = _halfway(rows, found, bias, easy)
    print("bias", round(bias, 2))
    for field, value in zip(fields(samples[0].signals), found, strict=True):
        print(f"  {field.name:22} {value:6.2f}")
    found = 1 / (1 + np.exp(-(rows @ found + bias)))
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
