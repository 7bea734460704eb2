"""Makes libraries of any size that are like real ones in what search costs and finds.

Their sentences are those of the starter library in many variants, with every third word replaced
by a made one; made words follow Zipf's law, as the words of real collections do. A passage is
three sentences that are near to each other. The vectors are made too: a sentence's is what the
model makes of the original, moved by half the difference of two others, so that vectors lie in the
same clusters and directions as real ones. Nothing is embedded: a million passages take minutes.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant import Assistant, Settings
from index import Embedder, PassageVectors, Store, Vector
from sources import Document, Passage, Span

_PASSAGES_A_DOCUMENT, _SENTENCES_A_PASSAGE = 100, 3
_VARIANTS = 24
_REPLACED = 0.35
_VOCABULARY = 90_000
_NEAR = 200
_MOVED = 0.5
_SYLLABLES = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]


@dataclass(frozen=True, slots=True)
class Stock:
    """Sentences, their unit vectors, shape (n, d), and for each the numbers of some near it."""

    sentences: Sequence[str]
    vectors: Vector
    near: np.ndarray
    titles: Sequence[str]

    @classmethod
    def of_starter(cls) -> "Stock":
        """Read and embed the starter library, and make variants of its sentences."""
        with tempfile.TemporaryDirectory() as name:
            assistant = Assistant.open(Settings(Path(name)))
            assistant.add_starter()
            titles = [entry.title for entry in assistant.documents()]
            assistant.close()
            store = Store(Path(name))
            found = store.passages(range(1, 10 * store.passage_count()))
            store.close()
        texts = [
            each.passage.text[start - each.passage.start : end - each.passage.start]
            for each in found
            for start, end in each.passage.sentences
        ]
        return cls.made(texts, np.concatenate([each.sentence_vectors for each in found]), titles)

    @classmethod
    def made(cls, texts: Sequence[str], vectors: Vector, titles: Sequence[str]) -> "Stock":
        """Return variants of some sentences."""
        chance = np.random.default_rng(1)
        sentences = [_with_made_words(text, chance) for text in texts for _ in range(_VARIANTS)]
        pairs = vectors[chance.integers(len(vectors), size=(2, len(sentences)))]
        moved = _unit(np.repeat(vectors, _VARIANTS, axis=0) + _MOVED * (pairs[0] - pairs[1]))
        likeness = vectors @ vectors.T
        nearest = np.argsort(-likeness, axis=1)[:, : _NEAR // _VARIANTS]
        near = (nearest[:, :, None] * _VARIANTS + np.arange(_VARIANTS)).reshape(len(texts), -1)
        return cls(sentences, moved, np.repeat(near, _VARIANTS, axis=0), titles)


def made_word(number: int) -> str:
    """Return a word that can be spoken, another one for each number."""
    word, rest = "", number + len(_SYLLABLES)
    while rest:
        rest, digit = divmod(rest, len(_SYLLABLES))
        word += _SYLLABLES[digit]
    return word + "nrlk"[number % 4]


def fill(home: Path, stock: Stock, embedder: Embedder, passages: int) -> None:
    """Make a library of so many passages, the same each time."""
    store = Store(home)
    store.check_model(embedder)
    for number, count in enumerate(_sizes(passages)):
        store.add(*document(stock, number, count))
    store.save(embedder.dimension)
    store.close()


def made_questions(stock: Stock, passages: int, count: int) -> Iterator[tuple[str, str]]:
    """Return questions of six words of a passage each, and that passage's text."""
    chance, sizes = np.random.default_rng(5), _sizes(passages)
    for number in chance.integers(0, len(sizes), count):
        _, parts, _ = document(stock, int(number), sizes[number])
        text = parts[int(chance.integers(len(parts)))].text
        words = [word for word in text.split() if word.isalpha() and len(word) > 3]
        chosen = chance.choice(words, size=min(6, len(words)), replace=False)
        yield f"What is said of {' '.join(chosen)}?", text


def document(
    stock: Stock, number: int, passages: int
) -> tuple[Document, list[Passage], list[PassageVectors]]:
    """Return a made document of so many passages."""
    chance = np.random.default_rng(number)
    first = chance.integers(len(stock.sentences), size=passages)
    places = chance.integers(stock.near.shape[1], size=(passages, _SENTENCES_A_PASSAGE))
    chosen = stock.near[first[:, None], places]
    title = f"{stock.titles[number % len(stock.titles)]} {number}"
    text, parts = "", list[Passage]()
    for row in chosen:
        spans = list[Span]()
        for sentence in row:
            said = stock.sentences[sentence]
            spans.append(Span(len(text), len(text) + len(said)))
            text += said + " "
        start, end = spans[0].start, spans[-1].end
        parts.append(Passage(text[start:end], start, end, None, None, title, tuple(spans)))
    sentences = stock.vectors[chosen]
    whole = _unit(sentences.mean(axis=1))
    vectors = [PassageVectors(*each) for each in zip(whole, sentences, strict=True)]
    return Document(f"{number:064x}", title, f"{number}.txt", "text/plain", text), parts, vectors


def _sizes(passages: int) -> list[int]:
    """Return how many passages each document of a library has."""
    whole, rest = divmod(passages, _PASSAGES_A_DOCUMENT)
    return [_PASSAGES_A_DOCUMENT] * whole + [rest] * bool(rest)


def _with_made_words(sentence: str, chance: np.random.Generator) -> str:
    words = sentence.split(" ")
    replaced = np.flatnonzero(chance.random(len(words)) < _REPLACED)
    # Zipf's law: the word of rank r is drawn with a probability in proportion to 1/r.
    ranks = np.exp(chance.random(len(replaced)) * np.log(_VOCABULARY)).astype(int)
    for place, rank in zip(replaced, ranks, strict=True):
        words[place] = made_word(int(rank))
    return " ".join(words)


def _unit(vectors: Vector) -> Vector:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32)
