"""Trains the reader: one command, seeded, which goes on where it stopped.

    python -m tests.quality.reader.train --squad train-v1.1.json --documents FOLDER --out FOLDER

SQuAD 1.1 (train) and questions made by rule from the starter library and from further folders of
documents. OUT gets the checkpoint, from which the same command goes on, a line of log for each
measurement, and a picture of them. The rate of learning falls to nothing over the planned time, or
over a planned number of pairs, which alone makes two runs the same.
"""

import argparse
import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from tqdm import tqdm

from sources.starter import starter_briefs

from .curves import write_curves
from .measuring import held_out_figures, losses
from .model import Reader, Shape, base_folder, from_embedder
from .pairs import Batch
from .stream import BATCH, Data, batches, data_of, held_batches

_BODY_RATE, _HEAD_RATE, _DECAY, _WARM, _LONGEST_GRADIENT = 6e-5, 1e-3, 0.01, 0.05, 1.0

# What is written is the mean of the weights at the end and those from here (see export.py).
CHECKPOINT, HALFWAY = "checkpoint.pt", "halfway.pt"
_HALFWAY = 0.57


@dataclass(frozen=True)
class Plan:
    """How long to train, and what is written when.

    The rate falls over ``seconds`` of training, or over ``pairs`` where they are given.
    """

    out: Path
    seconds: float
    pairs: int | None
    each: float
    seed: int


class Training:
    """A reader being trained: the model, its optimiser, and how far it has come."""

    def __init__(self, reader: Reader, plan: Plan) -> None:
        self.reader, self.plan = reader, plan
        self.optimiser = torch.optim.AdamW(
            [
                {"params": reader.body_parameters(), "lr": _BODY_RATE, "peak": _BODY_RATE},
                {"params": reader.head_parameters(), "lr": _HEAD_RATE, "peak": _HEAD_RATE},
            ],
            weight_decay=_DECAY,
            fused=True,
        )
        self.step, self.seconds = 0, 0.0
        self.log: list[dict[str, float]] = []

    @property
    def progress(self) -> float:
        """The share of the plan that is done."""
        if self.plan.pairs:
            return min(1.0, self.step * BATCH / self.plan.pairs)
        return min(1.0, self.seconds / self.plan.seconds)

    def learn(self, batch: Batch) -> float:
        """Take one step, and return the loss before it."""
        warm = min(1.0, (self.progress + 0.001) / _WARM)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * warm * (1.0 - self.progress)
        loss = losses(*self.read(batch), batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), _LONGEST_GRADIENT)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.step += 1
        return float(loss.detach())

    def read(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Run the reader on a batch, in half precision."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            tokens, passage = self.reader(batch.ids, batch.mask, batch.sides)
        return tokens, passage

    def measure(self, held: Sequence, loss: float) -> None:
        """Add a line to the log, and draw it."""
        with torch.inference_mode():
            figures = held_out_figures(self.read, held)
        self.log.append({"pairs": self.step * BATCH, "loss": round(loss, 4), **figures})
        with (self.plan.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(self.log[-1]) + "\n")
        write_curves(self.log, self.plan.out / "curves.svg")

    def save(self, name: str = CHECKPOINT) -> None:
        """Write a checkpoint, whole or not at all."""
        state = {
            "shape": vars(_shape_of(self.reader)),
            "reader": self.reader.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "log": self.log,
        }
        part = self.plan.out / "checkpoint.part"
        torch.save(state, part)
        os.replace(part, self.plan.out / name)

    def resume(self) -> None:
        """Go on from the checkpoint, if there is one."""
        path = self.plan.out / CHECKPOINT
        if path.exists():
            state = torch.load(path, weights_only=True)
            self.reader.load_state_dict(state["reader"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step, self.seconds, self.log = state["step"], state["seconds"], state["log"]


def train(training: Training, data: Data, tokenizer: Tokenizer) -> None:
    """Train to the end of the plan."""
    plan = training.plan
    held = held_batches(data, tokenizer)
    recent: list[float] = []
    written = time.perf_counter()
    began = written - training.seconds
    bar = tqdm(total=100, unit="%", desc="training", bar_format="{l_bar}{bar}| {elapsed} {postfix}")
    for batch in batches(data, tokenizer, plan.seed, training.step):
        if training.progress >= 1.0:
            break
        before = training.progress
        recent.append(training.learn(batch))
        training.seconds = time.perf_counter() - began
        if before < _HALFWAY <= training.progress:
            training.save(HALFWAY)
        loss = sum(recent) / len(recent)
        bar.update(training.progress * 100 - bar.n)
        bar.set_postfix_str(f"{training.step * BATCH:,} pairs, loss {loss:.3f}", refresh=False)
        if time.perf_counter() - written > plan.each:
            training.measure(held, loss)
            training.save()
            recent.clear()
            written = time.perf_counter()
    began = written - training.seconds
    bar.close()
    training.measure(held, sum(recent) / max(1, len(recent)))
    training.save()


def _shape_of(reader: Reader) -> Shape:
    layer = reader.layers[0]
    return Shape(
        *reader.word.weight.shape,
        layers=len(reader.layers),
        heads=layer.heads,
        inner=layer.widen.out_features,
        positions=reader.position.num_embeddings,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--squad", type=Path, required=True, help="SQuAD 1.1, train-v1.1.json")
    parser.add_argument(
        "--documents", type=Path, action="append", default=[], help="more documents"
    )
    parser.add_argument("--out", type=Path, required=True, help="where checkpoint and log go")
    parser.add_argument("--minutes", type=float, default=75.0, help="how long to train")
    parser.add_argument("--pairs", type=int, help="train on so many pairs, however long it takes")
    parser.add_argument("--each", type=float, default=300.0, help="seconds between checkpoints")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--tiny", action="store_true", help="a body of two thin layers, for a try")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    folders = [*given.documents, starter_briefs()[0].parent]
    data = data_of(given.squad, folders, tokenizer, given.seed)
    tiny = Shape(width=32, layers=2, heads=2, inner=64)
    reader = Reader(tiny) if given.tiny else from_embedder(base_folder() / "model.safetensors")
    plan = Plan(given.out, given.minutes * 60, given.pairs, given.each, given.seed)
    training = Training(reader, plan)
    training.resume()
    train(training, data, tokenizer)


if __name__ == "__main__":
    main()
