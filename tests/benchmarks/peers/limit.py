"""What the machine could do at best: how fast it multiplies, and what the model needs of that.

    python -m tests.benchmarks.peers.limit MODEL TOKENS

Prints the rates as JSON: by the clock, and of the processor. Products are timed at the shapes of the model's layers, for one passage of so many tokens and for 32
together, by each library that could run it; the fastest counts. Operations are multiplications
and additions; all else that a model does is left out, so that this is a limit and no forecast.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

_SECONDS_EACH = 0.4
_TOGETHER = 32


@dataclass(frozen=True)
class Shape:
    """How large a model of the BERT family is."""

    layers: int
    dimension: int
    wide: int

    def factors(self) -> list[tuple[int, int]]:
        """Return the shapes of a layer's weights: three in one, and those that follow."""
        d, w = self.dimension, self.wide
        return [(d, 3 * d), (d, d), (d, w), (w, d)]

    def weighing(self, tokens: int) -> int:
        """Return the operations of a text's tokens with the weights."""
        return 2 * tokens * self.layers * sum(rows * columns for rows, columns in self.factors())

    def attending(self, tokens: int) -> int:
        """Return the operations of a text's tokens with each other."""
        return 2 * 2 * tokens * tokens * self.dimension * self.layers


@dataclass(frozen=True)
class Rates:
    """Operations a second in float32, and with bytes; by the clock or of the processor."""

    floats: float
    bytes: float

    def passages(self, shape: Shape, tokens: Sequence[int]) -> tuple[float, float]:
        """Return the most passages a second of some lengths: in float32, and with bytes.

        What the tokens have to do with each other stays in float32.
        """
        weighing = sum(map(shape.weighing, tokens))
        attending = sum(map(shape.attending, tokens))
        return (
            len(tokens) / ((weighing + attending) / self.floats),
            len(tokens) / (weighing / self.bytes + attending / self.floats),
        )


def read_shape(model: Path) -> Shape:
    """Return the shape of the model in a folder."""
    config = json.loads((model / "config.json").read_bytes())
    return Shape(config["num_hidden_layers"], config["hidden_size"], config["intermediate_size"])


def measured_rates(shape: Shape, tokens: int) -> tuple[Rates, Rates]:
    """Return the machine's rates by the clock, and of the processor."""
    best = {}
    for kind, ways in (("floats", (_numpy, _torch)), ("bytes", (_torch_bytes, _onnx_bytes))):
        found = [
            _fastest(shape, rows, way) for way in ways for rows in (tokens, _TOGETHER * tokens)
        ]
        best[kind] = [max(each) for each in zip(*found, strict=True)]
    clock, processor = zip(best["floats"], best["bytes"], strict=True)
    return Rates(*clock), Rates(*processor)


def _fastest(
    shape: Shape, rows: int, way: Callable[[int, int, int], Callable[[], object]]
) -> tuple[float, float]:
    """Return the best rates, by the clock and of the processor, of a layer's products."""
    factors = shape.factors()
    products = [way(rows, inner, columns) for inner, columns in factors]
    operations = sum(2 * rows * inner * columns for inner, columns in factors)
    best = [0.0, 0.0]
    ends = time.perf_counter() + _SECONDS_EACH
    while not best[0] or time.perf_counter() < ends:
        processor, started = time.process_time(), time.perf_counter()
        for multiply in products:
            multiply()
        taken = time.perf_counter() - started, time.process_time() - processor
        best = [max(rate, operations / each) for rate, each in zip(best, taken, strict=True)]
    return best[0], best[1]


def _numpy(rows: int, inner: int, columns: int) -> Callable[[], object]:
    left, right = np.ones((rows, inner), np.float32), np.ones((inner, columns), np.float32)
    return lambda: left @ right


def _torch(rows: int, inner: int, columns: int) -> Callable[[], object]:
    import torch

    left, right = torch.ones(rows, inner), torch.ones(inner, columns)
    return lambda: left @ right


def _torch_bytes(rows: int, inner: int, columns: int) -> Callable[[], object]:
    import torch

    left = torch.ones(rows, inner, dtype=torch.int8)
    right = torch.ones(inner, columns, dtype=torch.int8)
    return lambda: torch._int_mm(left, right)


def _onnx_bytes(rows: int, inner: int, columns: int) -> Callable[[], object]:
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    weights = numpy_helper.from_array(np.ones((inner, columns), np.int8), "right")
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["left", "right"], ["product"])],
        "product",
        [helper.make_tensor_value_info("left", TensorProto.UINT8, [rows, inner])],
        [helper.make_tensor_value_info("product", TensorProto.INT32, [rows, columns])],
        [weights],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options)
    left = np.ones((rows, inner), np.uint8)
    return lambda: session.run(None, {"left": left})


if __name__ == "__main__":
    measured = measured_rates(read_shape(Path(sys.argv[1])), int(sys.argv[2]))
    print(json.dumps([asdict(rates) for rates in measured]))
