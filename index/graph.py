"""The default model written as an ONNX graph, from its published weights and without PyTorch.

Each layer of BERT is a dozen operations on the states of one text's tokens. With `int8` the weights
of matrix products are bytes, each column with its own scale, and states become bytes as they come;
else everything is as it was published.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors import safe_open

from .embedder import Vector
from .onnx_embedder import INPUT_MEAN, PIECES, STATES, WORDS

_LAYERS, _HEADS, _DIMENSION, _EPSILON = 6, 12, 384, 1e-12
_ONNXRUNTIME = "com.microsoft"  # operations that onnxruntime adds to those of ONNX
_LARGEST = 127


def write_graph(weights: Path, int8: bool) -> bytes:
    """Return the model of a file of weights in the safetensors format as an ONNX file.

    With ``int8`` the weights of its products are bytes.
    """
    with safe_open(weights, framework="numpy") as tensors:
        graph = _Graph(tensors, int8)
        states = graph.embeddings()
        for layer in range(_LAYERS):
            states = graph.layer(f"encoder.layer.{layer}.", states)
        graph.operation("Identity", states, result=STATES)
    return graph.file()


class _Graph:
    """A graph as it grows; values in it are known by their names."""

    def __init__(self, tensors: Any, int8: bool) -> None:
        self._tensors = tensors
        self._int8 = int8
        self._mean = np.zeros(_DIMENSION, np.float32)
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def operation(
        self, kind: str, *values: str, domain: str = "", result: str = "", **attributes: Any
    ) -> str:
        """Add an operation on some values, and return the name of its result."""
        result = result or f"{kind} {len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, values, [result], domain=domain, **attributes))
        return result

    def embeddings(self) -> str:
        """Add what turns pieces of words and their places into states."""
        words = self._tensor(WORDS)
        self._mean = words.mean(axis=0)
        found = self._rows(words)
        # All tokens are of the first type: there is never a second text.
        types = self._tensor("embeddings.token_type_embeddings.weight")
        places = self._tensor("embeddings.position_embeddings.weight") + types[0]
        length = self.operation("Shape", PIECES, start=1, end=2)
        begin = self._constant("begin", np.array([0], np.int64))
        placed = self.operation("Slice", self._constant("places", places), begin, length)
        return self._normalised(self.operation("Add", found, placed), "embeddings.LayerNorm")

    def layer(self, name: str, states: str) -> str:
        """Add a layer of the model."""
        own = [f"{name}attention.self.{part}" for part in ("query", "key", "value")]
        thirds = [f"{part} third" for part in own]
        joined = self._linear(states, *own)
        self._nodes.append(helper.make_node("Split", [joined], thirds, axis=-1, num_outputs=3))
        seen = self.operation("MultiHeadAttention", *thirds, domain=_ONNXRUNTIME, num_heads=_HEADS)
        states = self._added(states, seen, f"{name}attention.output")
        wide = self.operation("Gelu", self._linear(states, f"{name}intermediate.dense"))
        return self._added(states, wide, f"{name}output")

    def file(self) -> bytes:
        """Return the graph as an ONNX file."""
        pieces = helper.make_tensor_value_info(PIECES, TensorProto.INT64, [1, "tokens"])
        shape: list[str | int | None] = [1, "tokens", _DIMENSION]
        states = helper.make_tensor_value_info(STATES, TensorProto.FLOAT, shape)
        graph = helper.make_graph(self._nodes, "model", [pieces], [states], self._constants)
        versions = [helper.make_opsetid("", 21), helper.make_opsetid(_ONNXRUNTIME, 1)]
        model = helper.make_model(graph, opset_imports=versions, ir_version=10)
        helper.set_model_props(model, {INPUT_MEAN: json.dumps(self._mean.tolist())})
        return bytes(model.SerializeToString())

    def _rows(self, table: Vector) -> str:
        """Add the look-up of the pieces' rows in a table."""
        if not self._int8:
            return self.operation("Gather", self._constant("words", table), PIECES)
        scales = np.abs(table).max(axis=1, keepdims=True) / _LARGEST
        small = self._constant("words", np.rint(table / scales).astype(np.int8))
        rows = self.operation("Gather", small, PIECES)
        factors = self.operation("Gather", self._constant("scales of words", scales), PIECES)
        return self.operation("Mul", self.operation("Cast", rows, to=TensorProto.FLOAT), factors)

    def _added(self, states: str, change: str, name: str) -> str:
        """Add a linear step whose result is added to the states."""
        total = self.operation("Add", states, self._linear(change, f"{name}.dense"))
        return self._normalised(total, f"{name}.LayerNorm")

    def _linear(self, states: str, *names: str) -> str:
        """Add the product with the weights of some names side by side."""
        matrix = np.concatenate([self._tensor(f"{name}.weight") for name in names]).T
        bias = np.concatenate([self._tensor(f"{name}.bias") for name in names])
        first = names[0]
        shift = self._constant(f"{first} bias", bias)
        if not self._int8:
            product = self.operation("MatMul", states, self._constant(first, matrix))
            return self.operation("Add", product, shift)
        scales = np.abs(matrix).max(axis=0) / _LARGEST
        return self.operation(
            "DynamicQuantizeMatMul",
            states,
            self._constant(first, np.rint(matrix / scales).astype(np.int8)),
            self._constant(f"{first} scales", scales),
            self._constant(f"{first} zeros", np.zeros(len(scales), np.int8)),
            shift,
            domain=_ONNXRUNTIME,
        )

    def _normalised(self, states: str, name: str) -> str:
        factors = self._constant(f"{name} factors", self._tensor(f"{name}.weight"))
        shift = self._constant(f"{name} shift", self._tensor(f"{name}.bias"))
        return self.operation("LayerNormalization", states, factors, shift, epsilon=_EPSILON)

    def _tensor(self, name: str) -> Vector:
        tensor: Vector = self._tensors.get_tensor(name)
        return tensor

    def _constant(self, name: str, values: NDArray[Any]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name
