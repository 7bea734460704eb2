"""What the reader learns from: a question, a window of whole sentences, and which of them answer."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from tokenizers import Tokenizer

MOST_TOKENS = 256
QUESTION_TOKENS = 64
WINDOW_WORDS = 75
CLS, SEP = 101, 102


@dataclass(frozen=True)
class Pair:
    """A question beside a window of a passage; ``answers`` tells of each sentence if it answers.

    ``kind`` names how the pair was made; ``context`` is the title and section before the text.
    """

    question: str
    context: str
    sentences: tuple[str, ...]
    answers: tuple[bool, ...]
    kind: str

    @property
    def text(self) -> str:
        """The window's text."""
        return " ".join(self.sentences)

    def unanswered(self, question: str, kind: str) -> "Pair":
        """Return the same window beside a question that it does not answer."""
        return replace(self, question=question, answers=(False,) * len(self.answers), kind=kind)


@dataclass(frozen=True)
class Tokens:
    """A pair as the model takes it; ``owner`` holds each token's sentence, -1 for none."""

    ids: list[int]
    sides: list[int]
    owner: list[int]
    answers: tuple[bool, ...]


@dataclass(frozen=True)
class Batch:
    """Pairs padded to one length."""

    ids: torch.Tensor
    mask: torch.Tensor
    sides: torch.Tensor
    owner: torch.Tensor
    answers: torch.Tensor
    real: torch.Tensor

    @property
    def answered(self) -> torch.Tensor:
        """Of each pair, 1.0 if any of its sentences answers."""
        return self.answers.amax(dim=1)


def window_around(
    sentences: Sequence[str], middle: int, draw: random.Random, words: int = WINDOW_WORDS
) -> range:
    """Return a run of sentences of about so many words that holds a given one at any place."""
    most = words * draw.uniform(0.6, 1.4)
    first = last = middle
    length = len(sentences[middle].split())
    while True:
        sides = [n for n in (first - 1, last + 1) if 0 <= n < len(sentences)]
        if not sides:
            return range(first, last + 1)
        side = draw.choice(sides)
        length += len(sentences[side].split())
        if length > most:
            return range(first, last + 1)
        first, last = min(first, side), max(last, side)


def tokens_of(pair: Pair, tokenizer: Tokenizer) -> Tokens:
    """Return a pair as ``[CLS] question [SEP] context: text [SEP]``, cut where it is too long."""
    question = tokenizer.encode(pair.question, add_special_tokens=False).ids[:QUESTION_TOKENS]
    before = f"{pair.context}: " if pair.context else ""
    encoded = tokenizer.encode(before + pair.text, add_special_tokens=False)
    room = MOST_TOKENS - len(question) - 3
    ends = np.cumsum([len(sentence) + 1 for sentence in pair.sentences]) + len(before)
    starts = np.array([start for start, _ in encoded.offsets[:room]], dtype=np.int64)
    owner = np.where(starts < len(before), -1, np.searchsorted(ends, starts, side="right"))
    head = len(question) + 2
    return Tokens(
        [CLS, *question, SEP, *encoded.ids[:room], SEP],
        [0] * head + [1] * (len(starts) + 1),
        [-1] * head + owner.tolist() + [-1],
        pair.answers,
    )


def batch_of(rows: Sequence[Tokens]) -> Batch:
    """Pad some pairs to the longest; a sentence that was cut off counts for nothing."""
    longest = max(len(row.ids) for row in rows)
    most = max(len(row.answers) for row in rows)
    ids, sides = torch.zeros(2, len(rows), longest, dtype=torch.long)
    owner = torch.full((len(rows), longest), -1)
    answers, real = torch.zeros(2, len(rows), most)
    for number, row in enumerate(rows):
        size = len(row.ids)
        ids[number, :size] = torch.tensor(row.ids)
        sides[number, :size] = torch.tensor(row.sides)
        owner[number, :size] = torch.tensor(row.owner)
        answers[number, : len(row.answers)] = torch.tensor(row.answers, dtype=torch.float)
        real[number, sorted({each for each in row.owner if each >= 0})] = 1.0
    mask = (ids != 0).long()
    return Batch(ids, mask, sides, owner, answers * real, real)


def sentence_means(logits: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Return the mean of each sentence's token logits, shape (batch, sentences)."""
    places = torch.arange(batch.answers.shape[1])
    inside = (batch.owner[:, None, :] == places[None, :, None]).to(logits.dtype)
    sums = (inside @ logits[:, :, None]).squeeze(-1)
    return sums / inside.sum(dim=2).clamp(min=1.0)
