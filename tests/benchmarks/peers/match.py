"""Runs the contenders by turns, each right after the bare encode, and keeps what they took."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.benchmarks.processes import Run, run

from .contender import Taken, Work
from .limit import Rates
from .table import Cost, percentile

BARE, CONVERTED = "bare encode", "converted model alone"

_ENVIRONMENT = {
    **os.environ,
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
}
# What costs are compared with that have nothing beside them.
_NOTHING = Taken(1, 1)
_HERE = "tests.benchmarks.peers"


@dataclass(frozen=True)
class Contender:
    """What competes: its name, its module here, the Python of its environment, its settings.

    These are variables of the process, which its own command sets too.
    """

    name: str
    module: str
    python: str
    settings: Mapping[str, str] = field(default_factory=dict)


class Embedding:
    """A process that embeds when it is told to."""

    def __init__(self, kind: str, root: Path, work: Work) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"{_HERE}.embedding", kind, work.folder],
            cwd=root, env=_ENVIRONMENT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.memory = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def take(self, what: str) -> Taken:
        """Embed the passages or a question, and return what that took."""
        assert self._process.stdin
        assert self._process.stdout
        print(what, file=self._process.stdin, flush=True)
        told = json.loads(self._process.stdout.readline())
        self.memory = told.pop("memory", self.memory)
        return Taken(**told)


class Match:
    """Rounds in which every contender has its turn; ``costs`` are by kind and contender."""

    def __init__(self, root: Path, work: Work, lengths: Sequence[int]) -> None:
        self.costs = defaultdict[str, dict[str, list[Cost]]](lambda: defaultdict(list))
        self.rates: list[tuple[Rates, Rates]] = []
        self.loads: list[float] = []
        self._root = root
        self._work = work
        self._usual_length = round(statistics.median(lengths))
        self._ending = ExitStack()
        self._bare, self._converted = (
            self._ending.enter_context(Embedding(kind, root, work))
            for kind in ("bare", "converted")
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.close()

    def round(self, contenders: Sequence[Contender]) -> None:
        """Let each contender add and ask, in the order given."""
        limit = self._run(sys.executable, "limit", self._work.model, str(self._usual_length))
        clock, processor = json.loads(limit.printed)
        self.rates.append((Rates(**clock), Rates(**processor)))
        self._note_embedding(CONVERTED, self._converted)
        for contender in contenders:
            self._add(contender)
            self._ask(contender)

    def whole_answers(self, contender: Contender) -> None:
        """Ask the questions for whole answers."""
        asked = json.loads(self._module(contender, "whole").printed)
        self._note_questions("answers", contender.name, asked, self._beside("question"))

    def _add(self, contender: Contender) -> None:
        name, beside = contender.name, self._beside("passages")
        shutil.rmtree(self._kept(contender), ignore_errors=True)
        process = self._module(contender, "add")
        adding = Taken(**json.loads(process.printed))
        self._note("adding", name, adding, beside)
        self._note("adding process", name, Taken(process.seconds, process.processor), beside)
        self.costs["memory"][name].append(Cost(process.memory))
        files = [path for path in self._kept(contender).rglob("*") if path.is_file()]
        self.costs["disk"][name].append(Cost(sum(each.stat().st_size for each in files) / 1e6))

    def _ask(self, contender: Contender) -> None:
        name, before = contender.name, self._beside("question")
        started = time.time()
        asked = json.loads(self._module(contender, "ask").printed)
        after = self._beside("question")
        opening = Taken(asked["first_answer"] - started, asked["processor"])
        self._note("opening", name, opening)
        self._note("opening again", name, Taken(**asked["opened_again"]))
        self._note_questions("asking", name, asked, _mean(before, after))

    def _beside(self, what: str) -> Taken:
        """Have the bare encode do something, and return what it took."""
        taken = self._bare.take(what)
        kind = {"passages": "adding", "question": "asking p50"}[what]
        self._note(kind, BARE, taken, taken)
        self.costs["memory"][BARE] = [Cost(self._bare.memory)]
        self.loads.append(os.getloadavg()[0])
        return taken

    def _note_embedding(self, name: str, embedding: Embedding) -> None:
        for what, kind in (("passages", "adding"), ("question", "asking p50")):
            beside = self._beside(what)
            self._note(kind, name, embedding.take(what), beside)
        self.costs["memory"][name] = [Cost(embedding.memory)]

    def _note_questions(self, kind: str, name: str, asked: Any, beside: Taken) -> None:
        each = [Taken(**taken) for taken in asked["questions"]]
        for part in (0.5, 0.95):
            clock = percentile([taken.clock for taken in each], part)
            processor = percentile([taken.processor for taken in each], part)
            self._note(f"{kind} p{100 * part:.0f}", name, Taken(clock, processor), beside)

    def _note(self, kind: str, name: str, taken: Taken, beside: Taken = _NOTHING) -> None:
        self.costs[f"{kind}, clock"][name].append(Cost(taken.clock, beside.clock))
        self.costs[f"{kind}, processor"][name].append(Cost(taken.processor, beside.processor))

    def _kept(self, contender: Contender) -> Path:
        return self._work.folder / contender.module.removeprefix("with_")

    def _module(self, contender: Contender, doing: str) -> Run:
        folder, settings = str(self._work.folder), contender.settings
        return self._run(contender.python, contender.module, doing, folder, settings=settings)

    def _run(
        self, python: str, module: str, *arguments: str, settings: Mapping[str, str] | None = None
    ) -> Run:
        """Run a module of this folder; when it fails, what it wrote says why."""
        command = [python, "-m", f"{_HERE}.{module}", *arguments]
        try:
            return run(command, self._root, {**_ENVIRONMENT, **(settings or {})})
        except subprocess.CalledProcessError as error:
            raise SystemExit(f"{module} {' '.join(arguments)} failed:\n{error.stderr}") from error


def _mean(one: Taken, other: Taken) -> Taken:
    return Taken((one.clock + other.clock) / 2, (one.processor + other.processor) / 2)
