"""Writes a trained reader as ONNX in eight bits, and measures what that costs.

    python -m tests.quality.reader.export --run FOLDER --to index/models/reader.onnx

FOLDER is the training's. With ``--squad`` and ``--documents`` as they were given to the training,
the held-out pairs are read by both the model as trained and the file as written. Beside the file
goes a JSON of the same name with its hash, its limits and what it was trained on.
"""

import argparse
import hashlib
import json
import tempfile
import warnings
from pathlib import Path
from typing import Any

import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer

from sources.starter import starter_briefs

from .measuring import held_out_figures
from .model import Reader, Shape, base_folder
from .pairs import MOST_TOKENS, WINDOW_WORDS, Batch
from .stream import data_of, held_batches
from .train import CHECKPOINT, HALFWAY

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("sentence_logits", "passage_logit")


def reader_of(run: Path) -> tuple[Reader, dict[str, Any]]:
    """Return the reader of a training, and what else its checkpoint holds.

    Its weights are the mean of those at the end and those halfway, where these were kept: the one
    knows questions of SQuAD's kind better, the other those that are asked otherwise, and their mean
    is about as good as either (Izmailov and others, 2018, https://arxiv.org/abs/1803.05407).
    """
    state = torch.load(run / CHECKPOINT, weights_only=True)
    weights = state["reader"]
    if (run / HALFWAY).exists():
        before = torch.load(run / HALFWAY, weights_only=True)["reader"]
        weights = {name: (weights[name] + before[name]) / 2 for name in weights}
    reader = Reader(Shape(**state["shape"]))
    reader.load_state_dict(weights)
    return reader.eval(), state


def write_onnx(reader: Reader, path: Path) -> None:
    """Write a reader in full precision."""
    ids = torch.ones(2, 16, dtype=torch.long)
    sizes = {name: {0: "batch", 1: "tokens"} for name in (*INPUTS, "sentence_logits")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            reader,
            (ids, ids, torch.zeros_like(ids)),
            str(path),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes={**sizes, "passage_logit": {0: "batch"}},
            opset_version=17,
            dynamo=False,
        )


def write_small(reader: Reader, path: Path) -> None:
    """Write a reader in eight bits: its maps, each row by its own scale, and its words' vectors."""
    with tempfile.TemporaryDirectory() as folder:
        full, ready = Path(folder) / "full.onnx", Path(folder) / "ready.onnx"
        write_onnx(reader, full)
        quant_pre_process(str(full), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(path),
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
    onnx.checker.check_model(str(path))


def session_of(path: Path) -> onnxruntime.InferenceSession:
    """Open a file as the program does: on one core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def run(session: onnxruntime.InferenceSession, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """Read a batch with a file."""
    given = zip(INPUTS, (batch.ids, batch.mask, batch.sides), strict=True)
    tokens, passage = session.run(OUTPUTS, {name: value.numpy() for name, value in given})
    return torch.from_numpy(tokens), torch.from_numpy(passage)


def write_notes(path: Path, state: dict[str, Any], figures: dict[str, dict[str, float]]) -> None:
    """Write beside a file what it is."""
    notes = {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "max_tokens": MOST_TOKENS,
        "window_words": WINDOW_WORDS,
        "trained_on": "SQuAD 1.1 train (CC BY-SA 4.0) and questions made by rule from it, the "
        "starter library, treaties and the 9/11 Commission report; see READER.md",
        "pairs": state["step"] * 32,
        "base": hashlib.sha256((base_folder() / "model.safetensors").read_bytes()).hexdigest(),
        "held_out": figures,
    }
    path.with_suffix(".json").write_text(json.dumps(notes, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, required=True, help="the folder of the training")
    parser.add_argument("--to", type=Path, required=True, help="the file to write")
    parser.add_argument("--squad", type=Path, help="SQuAD 1.1, to measure on what was held out")
    parser.add_argument("--documents", type=Path, action="append", default=[])
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    reader, state = reader_of(given.run)
    write_small(reader, given.to)
    figures = {}
    if given.squad:
        tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        folders = [*given.documents, starter_briefs()[0].parent]
        held = held_batches(data_of(given.squad, folders, tokenizer, given.seed), tokenizer)
        session = session_of(given.to)
        with torch.inference_mode():
            figures["as trained"] = held_out_figures(
                lambda batch: reader(batch.ids, batch.mask, batch.sides), held
            )
        figures["eight bits"] = held_out_figures(lambda batch: run(session, batch), held)
    write_notes(given.to, state, figures)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
