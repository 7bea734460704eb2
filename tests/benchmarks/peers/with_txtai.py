"""txtai: an Embeddings database of the passages, with their texts."""

from txtai import Embeddings

from tests.benchmarks.peers.contender import PASSAGES_WANTED, Find, Work, compete


class Txtai:
    """txtai as its own first example uses it; the model is shared by what is opened again."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._kept = str(work.folder / "txtai")
        self._models: dict[str, object] = {}
        self._embeddings: Embeddings | None = None

    def load(self) -> None:
        """Load the model."""
        self._embeddings = Embeddings(path=self._work.model, content=True, gpu=False)

    def add(self) -> int:
        """Add the passages, keep them on the disk, and return their number."""
        assert self._embeddings is not None
        self._embeddings.index(enumerate(self._work.passages))
        self._embeddings.save(self._kept)
        return int(self._embeddings.count())

    def open(self) -> Find:
        """Open what was kept."""
        embeddings = Embeddings(models=self._models)
        embeddings.load(self._kept)
        return lambda question: embeddings.search(question, PASSAGES_WANTED)


if __name__ == "__main__":
    compete(Txtai)
