"""Training the reader: on a made-up set, with a tiny body."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from tests.quality.reader.export import reader_of, run, session_of, write_small
from tests.quality.reader.model import Reader, Shape, base_folder, from_embedder
from tests.quality.reader.pairs import Pair, batch_of, sentence_means, tokens_of
from tests.quality.reader.stream import batches, data_of
from tests.quality.reader.train import CHECKPOINT, HALFWAY, Plan, Training

ROOT = Path(__file__).parent.parent
TINY = Shape(width=32, layers=2, heads=2, inner=64)
FACTS = {
    "When was the {} mill built?": "The {} mill was built in {}.",
    "Who owned the {} mill?": "The {} mill was owned by the weaver Johan {}.",
    "How many looms stood in the {} mill?": "In the {} mill stood {} looms.",
}


@pytest.fixture(scope="module")
def squad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in SQuAD's form: twelve articles on mills, each with four paragraphs."""
    draw = random.Random(1)
    articles = []
    for (
        town
    ) in "Almen Borne Delden Diepen Enter Goor Holten Losser Markelo Rijssen Tubber Vriez".split():
        paragraphs = []
        for side in ("north", "south", "east", "west"):
            place, asked, text = f"{town} {side}", [], ""
            for question, fact in draw.sample(sorted(FACTS.items()), 3):
                answer = str(draw.randrange(1700, 1990))
                asked.append((question.format(place), answer, len(text)))
                text += fact.format(place, answer) + " "
            paragraphs.append(
                {
                    "context": text.strip(),
                    "qas": [
                        {"question": q, "answers": [{"text": a, "answer_start": text.index(a, at)}]}
                        for q, a, at in asked
                    ],
                }
            )
        articles.append({"title": f"Mills_of_{town}", "paragraphs": paragraphs})
    path = tmp_path_factory.mktemp("squad") / "mills.json"
    path.write_text(json.dumps({"data": articles}), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def training(out: Path) -> Training:
    torch.manual_seed(3)
    return Training(Reader(TINY), Plan(out, seconds=60, pairs=3_200, each=60, seed=3))


def test_the_command_makes_the_loss_fall_and_writes_log_picture_and_checkpoint(
    squad: Path, tmp_path: Path
) -> None:
    command = "-m tests.quality.reader.train --tiny --pairs 2560 --each 1".split()
    subprocess.run(
        [sys.executable, *command, "--squad", str(squad), "--out", str(tmp_path)],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    log = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert log[-1]["pairs"] == 2560
    assert log[-1]["loss"] < 0.95 * log[0]["loss"]
    assert "<polyline" in (tmp_path / "curves.svg").read_text()
    written = reader_of(tmp_path)[0].state_dict()
    ends, middle = (
        torch.load(tmp_path / name, weights_only=True)["reader"] for name in (CHECKPOINT, HALFWAY)
    )
    trained = next(name for name in ends if not torch.equal(ends[name], middle[name]))
    torch.testing.assert_close(written[trained], (ends[trained] + middle[trained]) / 2)


def test_training_goes_on_from_a_checkpoint_as_if_it_had_not_stopped(
    squad: Path, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    data = data_of(squad, [], tokenizer, 3)
    whole = training(tmp_path)
    stream = batches(data, tokenizer, 3, 0)
    for _ in range(4):
        whole.learn(next(stream))
    whole.save()
    expected = [whole.learn(next(stream)) for _ in range(3)]
    again = training(tmp_path)
    again.resume()
    stream = batches(data, tokenizer, 3, again.step)
    assert [again.learn(next(stream)) for _ in range(3)] == pytest.approx(expected, rel=1e-4)


def test_half_of_the_pairs_are_answered_and_no_held_out_article_is_trained_on(
    squad: Path, tokenizer: Tokenizer
) -> None:
    data = data_of(squad, [], tokenizer, 3)
    stream = batches(data, tokenizer, 3, 0)
    answered = torch.cat([next(stream).answered for _ in range(20)])
    assert float(answered.mean()) == pytest.approx(0.5, abs=0.1)
    held = {pair.question for pair in data.held if pair.kind == "answered"}
    assert held
    assert not held & {asked.question for asked in data.squad.asked}


def test_a_sentences_score_is_the_mean_of_its_tokens_and_of_no_others(
    tokenizer: Tokenizer,
) -> None:
    pair = Pair("Who?", "A title", ("One two three.", "Four."), (False, True), "answered")
    tokens = tokens_of(pair, tokenizer)
    words = [tokenizer.id_to_token(id) for id in tokens.ids]
    assert [word for word, own in zip(words, tokens.owner, strict=True) if own == 0] == [
        "one", "two", "three", ".",
    ]  # fmt: skip
    batch = batch_of([tokens])
    logits = torch.tensor([[float(own == 1) * 3 - (own == -1) * 9 for own in tokens.owner]])
    assert sentence_means(logits, batch).tolist() == [[0.0, 3.0]]


def test_a_pair_that_is_too_long_is_cut_and_what_is_cut_off_counts_for_nothing(
    tokenizer: Tokenizer,
) -> None:
    pair = Pair("why " * 90, "", ("word " * 200, "Never read."), (False, True), "answered")
    tokens = tokens_of(pair, tokenizer)
    batch = batch_of([tokens])
    assert len(tokens.ids) == 256
    assert batch.real.tolist() == [[1.0, 0.0]]
    assert batch.answered.tolist() == [0.0]


def test_the_exported_file_says_nearly_what_the_model_says(
    squad: Path, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    torch.manual_seed(3)
    reader = Reader(TINY).eval()
    path = tmp_path / "tiny.onnx"
    write_small(reader, path)
    session = session_of(path)
    for pair in data_of(squad, [], tokenizer, 3).held[:6]:
        batch = batch_of([tokens_of(pair, tokenizer)])
        with torch.inference_mode():
            expected = reader(batch.ids, batch.mask, batch.sides)
        for here, there in zip(run(session, batch), expected, strict=True):
            assert here.shape == there.shape
            assert torch.allclose(here, there, atol=0.1)


@pytest.mark.model
def test_the_body_is_the_embedders() -> None:
    from transformers import AutoModel

    ids = torch.randint(1_000, 20_000, (2, 12), generator=torch.Generator().manual_seed(5))
    mask, sides = torch.ones_like(ids), torch.zeros_like(ids)
    mask[1, 7:] = 0
    reader = from_embedder(base_folder() / "model.safetensors")
    with torch.inference_mode():
        body = AutoModel.from_pretrained(base_folder()).eval()
        states = body(input_ids=ids, attention_mask=mask, token_type_ids=sides).last_hidden_state
        expected = reader.sentence_head(states).squeeze(-1)
        found, _ = reader(ids, mask, sides)
    assert torch.allclose(found[mask.bool()], expected[mask.bool()], atol=1e-4)
