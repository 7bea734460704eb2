"""This program: it reads and splits the documents itself, and keeps them, their words and vectors.

`ask` looks for passages, by meaning and by words; `whole` answers the questions, with quotes.
"""

import sys

from assistant import Assistant
from assistant.rereading import Rereader
from index import DEFAULT_MODEL, DEFAULT_READER, Originals, Store, open_embedder, open_reader
from sources import ReadingProcess
from sources.fetch import Fetcher
from tests.benchmarks.peers.contender import PASSAGES_WANTED, Find, Work, compete


class Alliance:
    """This program with its own models, which are shared by what is opened again."""

    def __init__(self, work: Work) -> None:
        self._documents = work.documents
        self._home = work.folder / "alliance"
        self._embedder = open_embedder(DEFAULT_MODEL, work.folder)
        self._rereader = Rereader(open_reader(DEFAULT_READER))

    def load(self) -> None:
        """Load the model."""
        self._embedder.embed_question("What is tea?")

    def add(self) -> int:
        """Add the documents, and return how many passages they have."""
        assistant = self._assistant()
        additions = assistant.add([str(self._documents)])
        assistant.close()
        return sum(each.passages for each in additions)

    def open(self) -> Find:
        """Open what was kept."""
        assistant = self._assistant()
        if sys.argv[1] == "whole":
            return lambda question: [assistant.ask(question)] * PASSAGES_WANTED
        return lambda question: assistant.search(question, PASSAGES_WANTED)

    def _assistant(self) -> Assistant:
        return Assistant(
            Store(self._home),
            Originals(self._home / "originals"),
            self._embedder,
            Fetcher(),
            ReadingProcess(),
            rereader=self._rereader,
        )


if __name__ == "__main__":
    compete(Alliance)
