"""Embeds and nothing else: by SentenceTransformer.encode, or by the converted model alone.

    python -m tests.benchmarks.peers.embedding bare|converted FOLDER

Stays until its input ends, for what is measured beside it, and does what each line says: `passages`
embeds those of FOLDER, `question` a question forty times. Prints a line of JSON for each.
"""

import json
import resource
import statistics
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from index import DefaultEmbedder
from sources import Passage, Span
from tests.benchmarks.peers.contender import Taken, Work, measured, read_work

_TIMES = 40
_QUESTION = "When did NATO first invoke Article 5?"
_MODELS = "models"

Embed = Callable[[list[str]], object]


def main() -> None:
    work = read_work(Path(sys.argv[2]))
    passages, question = {"bare": _bare, "converted": _converted}[sys.argv[1]](work)
    passages(work.passages[:8])
    doing: dict[str, Callable[[], object]] = {
        "passages": lambda: _passages(passages, work),
        "question": lambda: _question(question),
    }
    for line in sys.stdin:
        print(json.dumps(doing[line.strip()]()), flush=True)


def _bare(work: Work) -> tuple[Embed, Embed]:
    # Imported here: it takes 450 MB, which the converted model shall not seem to need.
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(work.model, device="cpu")
    return model.encode, model.encode


def _converted(work: Work) -> tuple[Embed, Embed]:
    embedder = DefaultEmbedder(work.folder / _MODELS)
    return (
        lambda texts: embedder.embed_passages([_passage(text) for text in texts]),
        lambda texts: embedder.embed_question(texts[0]),
    )


def _passage(text: str) -> Passage:
    whole = Span(0, len(text))
    return Passage(text, 0, len(text), None, None, "", (whole,))


def _passages(embed: Embed, work: Work) -> dict[str, float]:
    taken = measured(lambda: embed(work.passages))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {**asdict(taken), "memory": peak / (1e6 if sys.platform == "darwin" else 1e3)}


def _question(embed: Embed) -> dict[str, float]:
    taken = [measured(lambda: embed([_QUESTION])) for _ in range(_TIMES)]
    clock = statistics.median(each.clock for each in taken)
    return asdict(Taken(clock, statistics.median(each.processor for each in taken)))


if __name__ == "__main__":
    main()
