"""What a question, a document and an opening cost, in numbers that no machine's speed changes.

A number that falls may be lowered here. One that rises is to be explained, or the change that
raised it mended.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant
from index import Originals, PassageVectors, Store, Vector
from sources import Document, Passage, Span
from sources.fetch import Fetcher
from tests.conftest import WordEmbedder

DIMENSION = WordEmbedder.dimension
READ_BYTES = Path("/proc/self/io")


class CountingEmbedder(WordEmbedder):
    """The fake embedder, which counts what it is asked for."""

    def __init__(self) -> None:
        self.questions = 0
        self.passages: list[int] = []

    def embed_question(self, question: str) -> Vector:
        self.questions += 1
        return super().embed_question(question)

    def embed_passages(
        self, passages: Sequence[Passage], on_batch: Callable[[int], None] = lambda done: None
    ) -> list[PassageVectors]:
        self.passages.append(len(passages))
        before = self.questions
        found = super().embed_passages(passages, on_batch)
        self.questions = before
        return found

    def word_vectors(self, words: Sequence[str]) -> Vector:
        before = self.questions
        found = super().word_vectors(words)
        self.questions = before
        return found


@pytest.fixture
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    store = Store(home)
    yield store
    store.close()


@pytest.fixture
def assistant(home: Path, store: Store, embedder: CountingEmbedder) -> Assistant:
    return Assistant(store, Originals(home / "originals"), embedder, Fetcher())


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """Collect the statements that threads run in a store's database that have used it before.

    What SQLite's full-text search asks of its own tables begins with two dashes.
    """
    seen: list[str] = []

    def note(statement: str) -> None:
        if not statement.startswith("--"):
            seen.append(statement)

    connections = list(store._database._connections.values())
    for connection in connections:
        connection.set_trace_callback(note)
    try:
        yield seen
    finally:
        for connection in connections:
            connection.set_trace_callback(None)


def fill(store: Store, documents: int, passages: int) -> None:
    """Add documents of passages about ships, with random vectors."""
    chance = np.random.default_rng(1)
    for number in range(documents):
        name = f"{number:064d}"
        text = f"Ship {number} lies in the harbour. " * passages
        length = len(text) // passages
        spans = [Span(each * length, (each + 1) * length - 1) for each in range(passages)]
        vectors = chance.normal(size=(passages, DIMENSION)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        store.add(
            Document(name, f"Ships {number}", f"{number}.txt", "text/plain", text),
            [Passage(text[a:b], a, b, None, None, "Ships", (Span(a, b),)) for a, b in spans],
            [PassageVectors(each, each[None, :]) for each in vectors],
        )


def statements_of_a_question(assistant: Assistant, store: Store, question: str) -> int:
    assistant.ask(question)
    with statements(store) as seen:
        assistant.ask(question)
    return len(seen)


@pytest.mark.parametrize("documents", [5, 100])
def test_a_question_takes_few_statements_however_large_the_library_is(
    assistant: Assistant, store: Store, documents: int
) -> None:
    fill(store, documents, 5)
    assert statements_of_a_question(assistant, store, "Where does ship 3 lie?") <= 13


def test_a_misspelt_word_that_was_met_takes_no_statement_more(
    assistant: Assistant, store: Store
) -> None:
    fill(store, 50, 5)
    assert statements_of_a_question(assistant, store, "Where is the Harbuor?") <= 12


def test_a_question_is_embedded_once(
    assistant: Assistant, store: Store, embedder: CountingEmbedder
) -> None:
    fill(store, 10, 5)
    embedder.questions = 0
    assistant.ask("Where does ship 3 lie?")
    assert embedder.questions == 1


def test_a_document_is_embedded_in_one_pass(
    assistant: Assistant, embedder: CountingEmbedder, tmp_path: Path
) -> None:
    path = tmp_path / "ships.txt"
    path.write_text("Ships\n\n" + "A ship lies in the harbour and waits for its tea.\n\n" * 200)
    (addition,) = assistant.add([str(path)])
    assert embedder.passages == [addition.passages]


@pytest.mark.parametrize("documents", [0, 100])
def test_a_document_takes_two_statements_a_passage_however_large_the_library_is(
    store: Store, documents: int
) -> None:
    fill(store, documents, 5)
    # Full-text search reads its own settings at a connection's first insert.
    add_last(store, 1)
    store.remove("last 1")
    with statements(store) as few:
        add_last(store, 10)
    with statements(store) as many:
        add_last(store, 60)
    inserts = [each for each in few if each.startswith("INSERT INTO passages")]
    assert len(inserts) == 10
    assert len(few) - 2 * 10 == len(many) - 2 * 60 <= 11


@pytest.mark.parametrize("documents", [5, 100])
def test_a_document_adds_its_own_line_to_the_list_of_sources(
    assistant: Assistant, store: Store, home: Path, tmp_path: Path, documents: int
) -> None:
    fill(store, documents, 1)
    lengths = []
    for name in ("first.txt", "second.txt"):
        (tmp_path / name).write_text(f"The {name} ship lies in the harbour.\n")
        assistant.add([str(tmp_path / name)])
        lengths.append(len((home / "sources.jsonl").read_text().splitlines()))
    assert lengths == [documents + 2, documents + 3]


def add_last(store: Store, passages: int) -> None:
    """Add a document that is not in the library yet."""
    text = "A ship lies in the harbour. " * passages
    spans = [Span(each * 28, each * 28 + 27) for each in range(passages)]
    vector = np.eye(DIMENSION, dtype=np.float32)[0]
    store.add(
        Document(f"last {passages}", "Last", f"last {passages}.txt", "text/plain", text),
        [Passage(text[a:b], a, b, None, None, "Last", (Span(a, b),)) for a, b in spans],
        [PassageVectors(vector, vector[None, :])] * passages,
    )


def bytes_read(work: Callable[[], object]) -> int:
    """Return how many bytes this process reads during some work."""

    def count() -> int:
        return int(READ_BYTES.read_text().split("rchar:")[1].split()[0])

    before = count()
    work()
    return count() - before


@pytest.mark.skipif(not READ_BYTES.exists(), reason="this system counts no bytes")
@pytest.mark.parametrize("exact_up_to", [100_000, 10], ids=["exact", "bytes"])
def test_opening_a_library_reads_little_besides_its_index(home: Path, exact_up_to: int) -> None:
    with_index = Store(home, exact_up_to)
    fill(with_index, 40, 50)
    with_index.save(DIMENSION)
    with_index.close()
    (index,) = home.glob("*.faiss")
    opened: list[Store] = []
    assert bytes_read(lambda: opened.append(Store(home, exact_up_to))) < 50_000
    question = np.full(DIMENSION, DIMENSION**-0.5, np.float32)
    first = bytes_read(lambda: opened[0].dense_search(question, 10))
    assert index.stat().st_size < first < index.stat().st_size + 400_000
    opened[0].close()
