"""Haystack: the passages in its in-memory document store, written to the disk."""

from haystack import Document
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.utils import ComponentDevice
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from tests.benchmarks.peers.contender import PASSAGES_WANTED, Find, Work, compete


class Haystack:
    """Haystack with its default store and its embedders by sentence-transformers."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._kept = work.folder / "haystack" / "store.json"
        model, device = work.model, ComponentDevice.from_str("cpu")
        self._documents = SentenceTransformersDocumentEmbedder(
            model=model, device=device, progress_bar=False
        )
        self._questions = SentenceTransformersTextEmbedder(
            model=model, device=device, progress_bar=False
        )

    def load(self) -> None:
        """Load the model."""
        self._documents.warm_up()

    def add(self) -> int:
        """Add the passages, keep them on the disk, and return their number."""
        store = InMemoryDocumentStore()
        documents = [
            Document(id=str(number), content=text)
            for number, text in enumerate(self._work.passages)
        ]
        store.write_documents(self._documents.run(documents)["documents"])
        self._kept.parent.mkdir(exist_ok=True)
        store.save_to_disk(str(self._kept))
        return store.count_documents()

    def open(self) -> Find:
        """Open what was kept."""
        self._questions.warm_up()
        retriever = InMemoryEmbeddingRetriever(
            InMemoryDocumentStore.load_from_disk(str(self._kept)), top_k=PASSAGES_WANTED
        )
        return lambda question: retriever.run(self._questions.run(question)["embedding"])[
            "documents"
        ]


if __name__ == "__main__":
    compete(Haystack)
