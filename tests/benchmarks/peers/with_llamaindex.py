"""LlamaIndex: a vector index of the passages in its in-memory store, written to the disk."""

from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from tests.benchmarks.peers.contender import PASSAGES_WANTED, Find, Work, compete


class LlamaIndex:
    """LlamaIndex with its default store and its embedding by sentence-transformers."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._kept = str(work.folder / "llamaindex")
        self._model: HuggingFaceEmbedding | None = None

    def load(self) -> None:
        """Load the model."""
        self._model = self._model or HuggingFaceEmbedding(self._work.model, device="cpu")

    def add(self) -> int:
        """Add the passages, keep them on the disk, and return their number."""
        nodes = [TextNode(text=text) for text in self._work.passages]
        index = VectorStoreIndex(nodes, embed_model=self._model)
        index.storage_context.persist(self._kept)
        return len(index.index_struct.nodes_dict)

    def open(self) -> Find:
        """Open what was kept."""
        self.load()
        context = StorageContext.from_defaults(persist_dir=self._kept)
        index = load_index_from_storage(context, embed_model=self._model)
        return index.as_retriever(similarity_top_k=PASSAGES_WANTED).retrieve


if __name__ == "__main__":
    compete(LlamaIndex)
