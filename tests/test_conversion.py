"""The converted copy of the real model: that it agrees with it, is kept whole, and never matters."""

import hashlib
import json
import logging
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant, Settings
from index import DefaultEmbedder, Originals, SentenceTransformerEmbedder, Store, open_embedder
from index.agreement import SAMPLE, agreement
from index.conversion import LEAST_AGREEMENT, open_converted, suitable_forms
from index.embedder import DEFAULT_MODEL_SHA256
from index.onnx_embedder import OnnxEmbedder
from sources import Passage, read_bytes, read_document, split
from sources.fetch import Fetcher
from sources.starter import starter_briefs
from tests.test_read_only import mounted

pytestmark = pytest.mark.model

ROOT = Path(__file__).parent.parent
ODD_TEXTS = ["", " ", "Tea is hot.", "counter-terrorism", "😀中é½", "[CLS] tea [SEP]", "zyzzyva"]


@pytest.fixture(scope="module")
def original() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="module")
def copy(models: Path) -> OnnxEmbedder:
    return open_converted(models)


@pytest.fixture(scope="module")
def passages(original: SentenceTransformerEmbedder) -> list[Passage]:
    found = []
    for path in starter_briefs()[:8]:
        document = read_document(read_bytes(path), path.name, str(path))
        found += split(document, original.token_counts, limit=original.limit)
    return found[:40]


@pytest.fixture
def folder(models: Path, copy: OnnxEmbedder, tmp_path: Path) -> Path:
    """A folder with the copy of this processor, for a test to damage."""
    return shutil.copytree(models, tmp_path / "models")


def kept(folder: Path) -> tuple[Path, dict[str, object]]:
    """Return the file of this processor's copy, and its record."""
    path = folder / f"{DEFAULT_MODEL_SHA256[:16]}-{suitable_forms()[0]}.onnx"
    return path, json.loads(path.with_suffix(".json").read_text())


def test_a_copy_is_the_same_model_in_all_that_a_library_remembers(
    original: SentenceTransformerEmbedder, copy: OnnxEmbedder
) -> None:
    for name in ("name", "dimension", "fingerprint", "limit"):
        assert getattr(copy, name) == getattr(original, name)


def test_a_copy_counts_and_knows_words_as_the_original_does(
    original: SentenceTransformerEmbedder, copy: OnnxEmbedder
) -> None:
    assert copy.token_counts(ODD_TEXTS) == original.token_counts(ODD_TEXTS)
    words = ["tea", "terrorism", "Zyzzyva", "", "é"]
    np.testing.assert_allclose(copy.word_vectors(words), original.word_vectors(words), atol=1e-6)
    assert [copy.is_word(word) for word in words] == [original.is_word(word) for word in words]


@pytest.mark.parametrize(("forms", "least"), [(None, 0.99), (["fp32"], 0.99999)])
def test_vectors_of_a_copy_agree_with_the_originals(
    original: SentenceTransformerEmbedder, models: Path, passages: list[Passage],
    forms: list[str] | None, least: float,
) -> None:  # fmt: skip
    copy = open_converted(models, forms)
    ours, theirs = copy.embed_passages(passages), original.embed_passages(passages)
    pairs = list(zip(ours, theirs, strict=True))
    assert np.mean([one.passage @ other.passage for one, other in pairs]) >= least
    cosines = [(one.sentences * other.sentences).sum(axis=1) for one, other in pairs]
    assert np.mean(np.concatenate(cosines)) >= least - 0.01
    questions = ["When did NATO first invoke Article 5?", "Who leads it?", "tea " * 400, *ODD_TEXTS]
    asked = [copy.embed_question(each) @ original.embed_question(each) for each in questions]
    assert np.mean(asked) >= least


def test_the_sample_has_the_originals_vectors(original: SentenceTransformerEmbedder) -> None:
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    assert len(sample) >= 20
    for each in sample:
        assert original.embed_question(each["text"]) @ each["vector"] == pytest.approx(1, abs=1e-3)


def test_the_agreement_is_kept_with_what_the_copy_was_made_of(models: Path, copy: object) -> None:
    path, record = kept(models)
    assert record["original"] == DEFAULT_MODEL_SHA256
    assert record["form"] == suitable_forms()[0]
    assert record["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert LEAST_AGREEMENT <= record["agreement"] <= 1
    assert [each for each in models.iterdir() if each.name.startswith(".")] == []


def test_agreement_tells_an_embedder_that_does_not_agree(copy: OnnxEmbedder) -> None:
    class Backwards:
        def embed_question(self, question: str) -> np.ndarray:
            return copy.embed_question(question)[::-1]

    assert agreement(copy) > LEAST_AGREEMENT
    assert agreement(Backwards()) < 0.5


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1_000_000])


def change_a_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [cut, change_a_byte, empty, Path.unlink])
def test_a_damaged_copy_is_made_anew(
    folder: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    path, record = kept(folder)
    damage(path)
    assert open_converted(folder).embed_question("tea").shape == (384,)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == record["sha256"]
    assert ("damaged" in caplog.text) == (damage is not Path.unlink)


@pytest.mark.parametrize("record", [b"", b"{", b"[]", b'{"form": "int8"}', b"\xff"])
def test_a_copy_without_a_sound_record_is_made_anew(folder: Path, record: bytes) -> None:
    path, sound = kept(folder)
    path.with_suffix(".json").write_bytes(record)
    open_converted(folder)
    assert kept(folder)[1] == sound


def test_the_copy_of_another_version_is_made_anew(folder: Path) -> None:
    path, sound = kept(folder)
    path.with_suffix(".json").write_text(json.dumps({**sound, "writer": 0}))
    path.write_bytes(b"what another version wrote")
    open_converted(folder)
    assert kept(folder)[1] == sound


def test_a_form_that_does_not_agree_is_passed_over_and_not_tried_again(
    folder: Path, models: Path
) -> None:
    open_converted(models, ["fp32"])
    path, record = kept(shutil.copytree(models, folder, dirs_exist_ok=True))
    path.with_suffix(".json").write_text(json.dumps({**record, "agreement": 0.98}))
    path.unlink()
    open_converted(folder, [suitable_forms()[0], "fp32"])
    assert not path.exists()
    with pytest.raises(ValueError, match="no converted copy"):
        open_converted(folder, suitable_forms()[:1])


def test_without_a_copy_the_original_is_used_and_that_is_told(
    folder: Path, original: SentenceTransformerEmbedder, caplog: pytest.LogCaptureFixture
) -> None:
    path, record = kept(folder)
    for form in ("int8", "fp32"):
        about = path.with_name(f"{DEFAULT_MODEL_SHA256[:16]}-{form}.json")
        about.write_text(json.dumps({**record, "form": form, "agreement": 0.5}))
    embedder = DefaultEmbedder(folder)
    np.testing.assert_array_equal(
        embedder.embed_question("What is tea?"), original.embed_question("What is tea?")
    )
    assert "more slowly" in caplog.text


@pytest.fixture
def read_only_folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "read-only"
    folder.mkdir(mode=0o500)
    if not os.access(folder, os.W_OK):
        yield folder
        return
    # To root only what is mounted so is read-only.
    if not mounted("--bind", str(folder), str(folder)):
        pytest.skip("this system mounts nothing for us")
    subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_in_a_read_only_folder_the_copy_is_used_and_not_kept(
    read_only_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        assert open_converted(read_only_folder / "models").embed_question("tea").shape == (384,)
    (told,) = [each for each in caplog.records if "not kept" in each.message]
    assert told.levelno == logging.INFO


def test_where_no_folder_can_be_made_the_copy_is_used_and_that_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "models").write_text("a file where the folder should be")
    assert open_converted(tmp_path / "models").embed_question("tea").shape == (384,)
    assert "not kept" in caplog.text


def test_several_that_convert_at_once_leave_one_whole_copy(tmp_path: Path) -> None:
    threads = [threading.Thread(target=open_converted, args=[tmp_path]) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    path, record = kept(tmp_path)
    assert record["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        path.with_suffix(".json").name, path.name,
    ]  # fmt: skip


def test_a_library_made_with_the_original_is_answered_with_the_copy(
    home: Path, toy_files: Path, original: SentenceTransformerEmbedder
) -> None:
    with closing(Assistant(Store(home), Originals(home / "originals"), original, Fetcher())) as old:
        old.add([str(toy_files)])
        (before,) = old.search("honey hive", limit=1)
    with closing(Assistant.open(Settings(home, starter=False))) as library:
        (after,) = library.search("honey hive", limit=1)
        assert after.passage == before.passage
    assert kept(home / "models")[1]["agreement"] >= LEAST_AGREEMENT


def test_another_model_is_left_to_sentence_transformers(tmp_path: Path) -> None:
    assert isinstance(open_embedder(str(tmp_path), tmp_path), SentenceTransformerEmbedder)
    assert list(tmp_path.iterdir()) == []
