"""The stream of batches: drawn anew for each pool of questions, and the same for the same seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from ..squad import articles_of
from .document_pairs import DocumentPairs, Part, parts_of
from .pairs import Batch, Pair, batch_of, tokens_of
from .squad_pairs import Asked, SquadPairs

BATCH = 32
_POOL = 1_024
_HELD_ARTICLES, _HELD_DOCUMENTS, _HELD_QUESTIONS = 22, 6, 300
_MADE_SHARE = 0.25
DOCUMENT_ENDINGS = {".md", ".txt"}


@dataclass(frozen=True)
class Data:
    """What is trained on, and pairs of articles and documents that are never trained on."""

    squad: SquadPairs
    documents: DocumentPairs
    held: list[Pair]


def data_of(squad: Path, folders: Sequence[Path], tokenizer: Tokenizer, seed: int) -> Data:
    """Read SQuAD and the documents, and hold some of both out."""
    draw = random.Random(seed)
    articles = articles_of(squad)
    draw.shuffle(articles)
    held_articles = min(_HELD_ARTICLES, len(articles) // 2)
    files = sorted(f for each in folders for f in each.rglob("*") if f.suffix in DOCUMENT_ENDINGS)
    draw.shuffle(files)
    held_files = min(_HELD_DOCUMENTS, len(files) // 2)
    held = _source(articles[:held_articles], files[:held_files], tokenizer, draw)
    trained = _source(articles[held_articles:], files[held_files:], tokenizer, draw)
    return Data(*trained, _held_pairs(*held, draw))


def _source(
    articles: list[dict], files: Sequence[Path], tokenizer: Tokenizer, draw: random.Random
) -> tuple[SquadPairs, DocumentPairs]:
    squad = SquadPairs(articles)
    parts = parts_of(files, tokenizer)
    # The sentences of encyclopedia articles make questions of most rules, too.
    parts += [
        Part(len(files) + each.article, each.title, None, each.title, each.sentences)
        for each in squad.paragraphs
    ]
    return squad, DocumentPairs(parts, draw)


def _held_pairs(squad: SquadPairs, documents: DocumentPairs, draw: random.Random) -> list[Pair]:
    asked = draw.sample(squad.asked, min(_HELD_QUESTIONS, len(squad.asked)))
    made = documents.pairs(len(asked) // 3, draw)
    return [pair for two in [*squad.pairs(asked, draw), *made] for pair in two]


def batches(data: Data, tokenizer: Tokenizer, seed: int, first: int) -> Iterator[Batch]:
    """Yield batches for ever, from the ``first`` on: of pairs alike in length, half answered."""
    in_pool = 2 * _POOL // BATCH
    number = first // in_pool
    skipped = first % in_pool
    while True:
        yield from _pool(data, tokenizer, seed, number)[skipped:]
        number, skipped = number + 1, 0


def _pool(data: Data, tokenizer: Tokenizer, seed: int, number: int) -> list[Batch]:
    """Return the batches of one pool, which only the seed and its number decide."""
    draw = random.Random(f"{seed} pool {number}")
    twos = data.documents.pairs(int(_POOL * _MADE_SHARE), draw)
    asked = _asked(data.squad.asked, _POOL - len(twos), seed, number)
    twos = [*data.squad.pairs(asked, draw), *twos]
    rows = [tokens_of(pair, tokenizer) for two in twos for pair in two]
    rows.sort(key=lambda row: len(row.ids) + draw.random() * 4)
    cut = [batch_of(rows[start : start + BATCH]) for start in range(0, len(rows), BATCH)]
    draw.shuffle(cut)
    return cut


def _asked(asked: Sequence[Asked], count: int, seed: int, number: int) -> list[Asked]:
    """Return the questions of a pool: none is asked again before all were, if there are enough."""
    if count > len(asked):
        return random.Random(f"{seed} few {number}").choices(asked, k=count)
    a_round = len(asked) // count
    shuffled = random.Random(f"{seed} round {number // a_round}").sample(asked, len(asked))
    return shuffled[number % a_round * count :][:count]


def held_batches(data: Data, tokenizer: Tokenizer) -> list[tuple[list[Pair], Batch]]:
    """Return the held-out pairs in batches of like length."""
    ordered = sorted(data.held, key=lambda pair: len(pair.text))
    groups = [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]
    return [(group, batch_of([tokens_of(p, tokenizer) for p in group])) for group in groups]
