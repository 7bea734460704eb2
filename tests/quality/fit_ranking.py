"""Fits the linear model of assistant/ranking.py and prints its weights.

    python tests/quality/fit_ranking.py train-v1.1.json

Each of some questions of SQuAD 1.1 (train) gives a list of sentences, those of the passages found
for it, of which one or more hold the answer in the right paragraph. The weights make these likely
among their list (softmax over the list, maximum likelihood). A fifth of the articles is held out.
Takes some minutes.
"""

import argparse
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from squad import articles_of, library_of

from assistant import Assistant
from assistant.question import Question
from assistant.ranking import PARTS, parts_of
from index import scaled, sentences_of

_SEED, _ARTICLES, _HELD_OUT, _QUESTIONS, _STEPS = 7, 70, 14, 3_500, 300


@dataclass(frozen=True)
class List:
    """The parts of the sentences found for a question, and which of them answer it."""

    parts: NDArray[np.float32]
    right: NDArray[np.bool_]
    held_out: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="SQuAD 1.1, train-v1.1.json")
    articles = articles_of(parser.parse_args().file)
    draw = random.Random(_SEED)
    draw.shuffle(articles)
    known = articles[:_ARTICLES]
    asked = [
        (question, paragraph["context"], number < _HELD_OUT)
        for number, article in enumerate(known)
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
    ]
    with tempfile.TemporaryDirectory() as folder:
        library = library_of(known, Path(folder))
        lists = [
            found
            for question, text, held_out in draw.sample(asked, _QUESTIONS)
            for found in _list(
                library, question["question"], question["answers"][0]["text"], text, held_out
            )
        ]
        library.close()
    _fit(lists)


def _list(
    library: Assistant, question: str, answer: str, text: str, held_out: bool
) -> Iterator[List]:
    asked = Question.read(question)
    found = library.look_for(asked, 10)
    passages = scaled([hit.score for hit in found.hits]) if found.hits else []
    parts = [
        parts_of(asked, found, hit, float(passage))
        for hit, passage in zip(found.hits, passages, strict=True)
    ]
    right = [
        answer in sentence and sentence in text
        for hit in found.hits
        for sentence in sentences_of(hit.passage)
    ]
    if any(right):
        yield List(np.concatenate(parts), np.array(right), held_out)


def _fit(lists: list[List]) -> None:
    train = [each for each in lists if not each.held_out]
    rows = torch.tensor(np.concatenate([each.parts for each in train]))
    right = torch.tensor(np.concatenate([each.right for each in train]))
    of = torch.tensor(np.repeat(range(len(train)), [len(each.right) for each in train]))
    spread = rows.std(dim=0) + 1e-6
    weights = torch.zeros(len(PARTS), requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=0.02)
    for _ in range(_STEPS):
        scores = (rows / spread) @ weights
        likely = torch.exp(scores - scores.max())
        all_of = torch.zeros(len(train)).scatter_add(0, of, likely)
        right_of = torch.zeros(len(train)).scatter_add(0, of, likely * right)
        loss = (torch.log(all_of + 1e-30) - torch.log(right_of + 1e-30)).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    found = (weights / spread).detach().numpy()
    for name, weight in zip(PARTS, found, strict=True):
        print(f"{name:15} {weight:6.2f}")
    for name, part in (("fitted", train), ("held out", [e for e in lists if e.held_out])):
        best = [each.right[np.argsort(-(each.parts @ found), kind="stable")] for each in part]
        print(f"{name}: {len(part)} questions, right sentence first {np.mean([b[0] for b in best]):.3f}, "
              f"among three {np.mean([b[:3].any() for b in best]):.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
