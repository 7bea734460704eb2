"""Fits the linear model of assistant/ranking.py and prints its weights.

    python tests/quality/fit_ranking.py train-v1.1.json [--reader NAME]

Each of some questions of SQuAD 1.1 (train) gives a list of sentences, those of the passages found
for it, of which one or more hold the answer in the right paragraph. The weights make these likely
among their list (softmax over the list, maximum likelihood). A fifth of the articles is held out.
With a reader, only articles are asked that the program's own was not trained on. Takes some minutes.
"""

import argparse
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from squad import LEFT_OUT, library_of, shuffled

from assistant import Assistant
from assistant.question import Question
from assistant.ranking import READ_PARTS, parts_of
from assistant.rereading import Rereader
from index import NO_READER, open_reader, scaled, sentences_of

_SEED, _ARTICLES, _HELD_OUT, _STEPS = 7, 70, 0.2, 300
_QUESTIONS, _QUESTIONS_READ = 3_500, 1_000


@dataclass(frozen=True)
class List:
    """The parts of the sentences found for a question, and which of them answer it."""

    parts: NDArray[np.float32]
    right: NDArray[np.bool_]
    held_out: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="SQuAD 1.1, train-v1.1.json")
    parser.add_argument("--reader", default=NO_READER, metavar="NAME", help="a reader, to fit with")
    given = parser.parse_args()
    reader = open_reader(given.reader)
    rereader = Rereader(reader)
    known = shuffled(given.file)[: LEFT_OUT if reader else _ARTICLES]
    draw = random.Random(_SEED)
    asked = [
        (question, paragraph["context"], number < _HELD_OUT * len(known))
        for number, article in enumerate(known)
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
    ]
    with tempfile.TemporaryDirectory() as folder:
        library = library_of(known, Path(folder))
        lists = [
            found
            for question, text, held_out in draw.sample(
                asked, _QUESTIONS_READ if reader else _QUESTIONS
            )
            for found in _list(library, rereader, question, text, held_out)
        ]
        library.close()
    _fit(lists)


def _list(
    library: Assistant, rereader: Rereader, question: dict[str, Any], text: str, held_out: bool
) -> Iterator[List]:
    asked, answer = Question.read(question["question"]), question["answers"][0]["text"]
    found, _ = rereader.rank(asked, library.look_for(asked, 10))
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
    weights = torch.zeros(rows.shape[1], requires_grad=True)
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
    for name, weight in zip(READ_PARTS, found, strict=False):
        print(f"{name:18} {weight:6.2f}")
    for name, part in (("fitted", train), ("held out", [e for e in lists if e.held_out])):
        best = [each.right[np.argsort(-(each.parts @ found), kind="stable")] for each in part]
        print(f"{name}: {len(part)} questions, right sentence first {np.mean([b[0] for b in best]):.3f}, "
              f"among three {np.mean([b[:3].any() for b in best]):.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
