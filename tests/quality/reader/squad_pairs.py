"""Pairs from SQuAD 1.1: each question beside the window that answers it, and beside others."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from sources.sentences import sentence_spans

from ..squad import title_of
from .negatives import made_negatives, order_of_kinds
from .pairs import Pair, window_around

_FOUND, _AT_ONCE = 12, 512


@dataclass(frozen=True)
class Asked:
    """A question of SQuAD: where it was asked, its answer's words, and the answering sentence."""

    question: str
    answer: str
    paragraph: int
    sentence: int


@dataclass(frozen=True)
class Paragraph:
    """The sentences of a paragraph, and the number and title of its article."""

    article: int
    title: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return " ".join(self.sentences)


class SquadPairs:
    """Articles of SQuAD as a source of pairs; the hard windows are found by words they share."""

    def __init__(self, articles: Sequence[dict[str, Any]]) -> None:
        self.paragraphs: list[Paragraph] = []
        self.asked: list[Asked] = []
        for number, article in enumerate(articles):
            for paragraph in article["paragraphs"]:
                self._read(number, title_of(article), paragraph)
        # Words of more than three in a hundred paragraphs tell little, and cost most.
        most = max(100, 3 * len(self.paragraphs) // 100)
        self._words = TfidfVectorizer(
            stop_words="english", max_df=most, sublinear_tf=True, dtype=np.float32
        )
        self._table = self._words.fit_transform(p.text for p in self.paragraphs).T.tocsr()

    def _read(self, article: int, title: str, paragraph: dict[str, Any]) -> None:
        text = paragraph["context"].replace("\n", " ")
        spans = sentence_spans(text)
        place = len(self.paragraphs)
        self.paragraphs.append(Paragraph(article, title, tuple(text[s:e] for s, e in spans)))
        for question in paragraph["qas"]:
            start = question["answers"][0]["answer_start"]
            own = next((n for n, (s, e) in enumerate(spans) if s <= start < e), None)
            if own is not None:
                answer = question["answers"][0]["text"]
                self.asked.append(Asked(question["question"].strip(), answer, place, own))

    def found(self, questions: Sequence[Asked]) -> list[list[int]]:
        """Return for each question the paragraphs that share most with it, its own left out."""
        found: list[list[int]] = []
        for first in range(0, len(questions), _AT_ONCE):
            some = questions[first : first + _AT_ONCE]
            scores = (self._words.transform([q.question for q in some]) @ self._table).toarray()
            for question, row in zip(some, scores, strict=True):
                row[question.paragraph] = 0.0
                best = np.argsort(-row)[:_FOUND]
                best = [n for n in best if row[n] > 0]
                found.append([int(n) for n in best if not self._answers(int(n), question)])
        return found

    def _answers(self, paragraph: int, question: Asked) -> bool:
        return question.answer.lower() in self.paragraphs[paragraph].text.lower()

    def pairs(self, questions: Sequence[Asked], draw: random.Random) -> list[tuple[Pair, Pair]]:
        """Return, for each question, a pair that is answered and one that is not."""
        return [
            self._two(question, found, draw)
            for question, found in zip(questions, self.found(questions), strict=True)
        ]

    def _two(self, asked: Asked, found: Sequence[int], draw: random.Random) -> tuple[Pair, Pair]:
        paragraph = self.paragraphs[asked.paragraph]
        window = window_around(paragraph.sentences, asked.sentence, draw)
        yes = Pair(
            asked.question.rstrip("? ") if draw.random() < 0.1 else asked.question,
            _context(paragraph.title, draw),
            tuple(paragraph.sentences[n] for n in window),
            tuple(n == asked.sentence for n in window),
            "answered",
        )
        near = [
            n
            for n in range(max(0, asked.paragraph - 4), asked.paragraph + 5)
            if n < len(self.paragraphs) and self.paragraphs[n].article == paragraph.article
            if n != asked.paragraph and not self._answers(n, asked)
        ]
        around = " ".join(self.paragraphs[n].text for n in near)
        made = made_negatives(yes, asked.answer, around, draw)
        for kind in order_of_kinds(draw):
            if kind == "mined" and found:
                return yes, self._beside(yes, paragraph, draw.choice(found), kind, draw)
            if kind == "neighbour" and near:
                return yes, self._beside(yes, paragraph, draw.choice(near), kind, draw)
            if kind in made and (no := made[kind]()):
                return yes, no
        return yes, self._beside(yes, paragraph, draw.randrange(len(self.paragraphs)), "far", draw)

    def _beside(
        self, pair: Pair, own: Paragraph, place: int, kind: str, draw: random.Random
    ) -> Pair:
        """Return a pair of the same question and a window of another paragraph."""
        other = self.paragraphs[place]
        window = window_around(other.sentences, draw.randrange(len(other.sentences)), draw)
        sentences = tuple(other.sentences[n] for n in window)
        return Pair(
            pair.question,
            other.title if pair.context == own.title else pair.context,
            sentences,
            (False,) * len(sentences),
            kind,
        )


def _context(title: str, draw: random.Random) -> str:
    """Return the title, or, as of files whose names tell nothing, a number or no words."""
    chance = draw.random()
    if chance < 0.7:
        return title
    return (
        f"{draw.choice(['paragraph', 'document', 'page'])} {draw.randrange(999)}"
        if chance < 0.9
        else ""
    )
