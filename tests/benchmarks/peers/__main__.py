"""Measures the limit, a bare encode, this program, and what a person would pick in its place.

    python -m tests.benchmarks.peers [--documents FOLDER] [--environments DIR]
                                     [--passages 300] [--questions 60] [--rounds 3]

In one run on one machine: how fast the machine multiplies, and how many passages a second the
embedding model could do at that rate; SentenceTransformer.encode and the converted model alone;
this program; and txtai, LlamaIndex and Haystack with the same model, which are given the texts of
the same passages, keep them, are opened again in a new process, and find ten passages for each of
the same questions. Answers need a language model there, so that finding alone is compared; this
program's whole answers are told beneath. It reads, splits and keeps the documents, and searches by
words too, which the others are not asked to.

Beside each contender, right before it, the bare encode does the same passages, so that a machine
that is busy with other things is so for both. The environments of the peers are made and installed
at the first time (about 1 GB each) and used again.
"""

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from index import DefaultEmbedder

from .environments import PEERS, python_of, versions
from .limit import read_shape
from .match import Contender, Match
from .preparing import prepare
from .report import PROGRAM, report

_ROOT = Path(__file__).parents[3]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=Path, nargs="*", default=[],
                        help="folders of documents (the starter library)")  # fmt: skip
    parser.add_argument("--environments", type=Path, default=Path(".peers"),
                        help="where the peers are installed (%(default)s)")  # fmt: skip
    parser.add_argument("--passages", type=int, default=300, help="at most (%(default)s)")
    parser.add_argument("--questions", type=int, default=60, help="how many (%(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="of all (%(default)s)")
    given = parser.parse_args()
    contenders = [
        Contender(PROGRAM, "with_alliance", sys.executable, {"OPENBLAS_NUM_THREADS": "1"})
    ]
    for peer in PEERS:
        python = python_of(peer, given.environments.absolute())
        print(f"{peer.name}: {versions(peer, python)}", flush=True)
        contenders.append(Contender(peer.name, peer.module, str(python)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        embedder = DefaultEmbedder(folder / "models")
        work, lengths = prepare(folder, given.documents, given.passages, given.questions, embedder)
        print(f"{len(lengths)} passages of {sum(lengths) / len(lengths):.0f} tokens on average; "
              f"{platform.machine()}, {os.cpu_count()} processors", flush=True)  # fmt: skip
        with Match(_ROOT, work, lengths) as match:
            for number in range(given.rounds):
                first = number % len(contenders)
                match.round(contenders[first:] + contenders[:first])
                print(f"round {number + 1} of {given.rounds} done", flush=True)
            match.whole_answers(contenders[0])
        copy = sum(each.stat().st_size for each in (folder / "models").iterdir()) / 1e6
        print(f"\nBeside its library this program keeps a copy of the model: {copy:.0f} MB.\n")
        print(
            report(match, [each.name for each in contenders], read_shape(Path(work.model)), lengths)
        )


if __name__ == "__main__":
    main()
