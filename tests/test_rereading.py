"""Reading again what was found: which windows are read, and what becomes of what is said."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from queue import Queue

import numpy as np
import pytest

from assistant import Assistant
from assistant.confidence import ReadSignals, signals_of
from assistant.question import Question
from assistant.question_kinds import Form
from assistant.ranking import READ_PARTS, parts_of, rank_sentences
from assistant.rereading import Rereader
from index import Originals, Reading, Store, Window
from index.onnx_reader import OnnxReader
from sources.errors import ModelUnavailable
from sources.fetch import Fetcher
from tests.conftest import WordEmbedder
from tests.found import found, hit

TEXT = "Tea is hot. Bees hum. Ships sail."


class LetterReader:
    """Says of a sentence how many times it has the letter e, and of a text the same, less 10."""

    name, window_words = "letters", 4

    def __init__(self) -> None:
        self.windows: list[Window] = []

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        self.windows += windows
        return [
            Reading(
                window.text.count("e") - 10.0,
                np.array([window.text[a:b].count("e") for a, b in window.sentences], np.float32),
            )
            for window in windows
        ]


def test_each_sentence_gets_what_was_said_of_it() -> None:
    asked, reader = Question.read("tea"), LetterReader()
    hits = [hit(TEXT, [0, 0, 1]), hit("Queens here. A ship. Tree bee.", [0, 1, 0], start=90)]
    read, ranked = Rereader(reader).rank(asked, found(hits))
    said = {each.passage.start: each.reading.sentences for each in read.hits if each.reading}
    assert {start: each.tolist() for start, each in said.items()} == {0: [1, 2, 0], 90: [4, 0, 4]}
    for sentence in ranked:
        reading = sentence.hit.reading
        assert reading
        assert reading.sentences[sentence.number] == sentence.text.count("e")


def test_a_passage_gets_the_best_of_its_windows() -> None:
    reader = LetterReader()
    read, _ = Rereader(reader).rank(Question.read("tea"), found([hit(TEXT, [0, 0, 0])]))
    assert len(reader.windows) == 2
    (only,) = read.hits
    assert only.reading
    assert only.reading.passage == max(w.text.count("e") for w in reader.windows) - 10


def test_a_passage_of_which_the_reader_thinks_more_comes_first() -> None:
    hits = [hit("A ship.", [0], score=0.6), hit("Bees. Queens see.", [0, 0], start=50, score=0.5)]
    read, _ = Rereader(LetterReader()).rank(Question.read("tea"), found(hits))
    # The scores of the search, scaled, and a fifth of what was said of the passages.
    assert [each.score for each in read.hits] == pytest.approx([0 - 0.8, 1 - 2.0], abs=1e-6)


def test_the_windows_with_the_best_sentences_are_read_and_what_is_not_gets_the_lowest() -> None:
    text = " ".join(["Bees hum here now."] * 20)
    likeness = [0.0] * 20
    likeness[-1] = 1.0
    reader = LetterReader()
    read, _ = Rereader(reader).rank(Question.read("tea"), found([hit(text, likeness)]))
    assert len(reader.windows) == 8
    assert reader.windows[0].last == 20
    (only,) = read.hits
    assert only.reading
    seen = {n for window in reader.windows for n in range(window.first, window.last)}
    assert 0 < len(seen) < 20
    assert only.reading.sentences.min() == 4


def test_what_the_reader_prefers_is_ranked_higher() -> None:
    asked = Question.read("tea")
    plain = hit(TEXT, [0.5, 0.5, 0.5])
    for best in range(3):
        logits = np.full(3, -5, np.float32)
        logits[best] = 5
        ranked = rank_sentences(asked, found([replace(plain, reading=Reading(0.0, logits))]))
        assert ranked[0].number == best


def test_the_parts_of_a_score_hold_the_logits() -> None:
    read = replace(hit(TEXT, [0, 0, 0]), reading=Reading(-2.0, np.array([1, 2, 3], np.float32)))
    asked = Question.read("tea")
    parts = parts_of(asked, found([read]), read, 1.0)
    assert parts.shape == (3, len(READ_PARTS))
    np.testing.assert_array_equal(parts[:, -2:], [[1, -2], [2, -2], [3, -2]])


def test_the_signals_tell_what_the_reader_said() -> None:
    first = replace(hit("Tea is hot.", [1]), reading=Reading(-2.0, np.array([1.5], np.float32)))
    second = replace(
        hit("Bees hum.", [0], start=50), reading=Reading(0.5, np.array([-1], np.float32))
    )
    asked, result = Question.read("tea"), found([first, second])
    made = signals_of(asked, result, rank_sentences(asked, result))
    assert isinstance(made, ReadSignals)
    assert (made.reader_passage, made.reader_sentence) == (0.5, 1.5)


def test_of_two_opinions_the_reader_is_heard_on_the_other_one_too() -> None:
    logits = np.array([-1.5, 6], np.float32)
    read = replace(hit("Tea is hot. Bees hum.", [1, 0.9]), reading=Reading(2.0, logits))
    asked, result = Question.read("tea"), found([read])
    ranked = rank_sentences(asked, result)
    assert ranked[0].number == 1
    assert max(ranked, key=lambda sentence: sentence.unread).number == 0
    made = signals_of(asked, result, ranked)
    assert isinstance(made, ReadSignals)
    assert made.reader_sentence == -1.5


def test_lists_and_accounts_are_ranked_as_without_it() -> None:
    for text, form in (("Which bees hum?", Form.LIST), ("Why is tea hot?", Form.ACCOUNT)):
        asked = Question.read(text)
        assert asked.form is form
        hits = [hit("A ship.", [1], score=0.6), hit("Queens see.", [0], start=50, score=0.5)]
        plain, before = Rereader(None).rank(asked, found(hits))
        read, ranked = Rereader(LetterReader()).rank(asked, found(hits))
        assert [each.score for each in read.hits] == [each.score for each in plain.hits]
        assert [each.score for each in ranked] == [each.score for each in before]
        assert all(each.reading for each in read.hits)


def test_without_a_reader_nothing_changes() -> None:
    asked, result = Question.read("tea"), found([hit(TEXT, [0, 1, 0])])
    same, ranked = Rereader(None).rank(asked, result)
    assert same is result
    plain = rank_sentences(asked, result)
    assert [(each.number, each.score) for each in ranked] == [(e.number, e.score) for e in plain]


def test_where_nothing_was_found_nothing_is_read() -> None:
    reader = LetterReader()
    result, ranked = Rereader(reader).rank(Question.read("tea"), found([]))
    assert result.hits == ranked == []
    assert reader.windows == []


class SlowReader(LetterReader):
    """Is loaded when its windows' length is asked for the first time."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded_by = Queue[str]()

    @property
    def window_words(self) -> int:  # type: ignore[override]
        self.loaded_by.put(threading.current_thread().name)
        return 4


def test_a_reader_is_loaded_beside_what_comes_before_it_and_once() -> None:
    reader = SlowReader()
    rereader = Rereader(reader)
    rereader.prepare()
    assert reader.loaded_by.get(timeout=120) == "loading the reader"
    rereader.prepare()
    rereader.rank(Question.read("tea"), found([hit(TEXT, [0, 1, 0])]))
    assert reader.loaded_by.get() == threading.current_thread().name
    assert reader.loaded_by.empty()


def test_what_keeps_a_reader_from_loading_is_told_when_it_is_needed(tmp_path: Path) -> None:
    rereader = Rereader(OnnxReader(tmp_path, "none such"))
    rereader.prepare()
    with pytest.raises(ModelUnavailable, match="none such"):
        rereader.rank(Question.read("tea"), found([hit(TEXT, [0, 1, 0])]))


def assistant_with(home: Path, rereader: Rereader) -> Assistant:
    store, originals = Store(home), Originals(home / "originals")
    return Assistant(store, originals, WordEmbedder(), Fetcher(), rereader=rereader)


def test_an_answer_is_the_same_where_the_reader_that_comes_along_is_damaged(
    toy_assistant: Assistant, home: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    damaged = OnnxReader(tmp_path, "default")
    other = assistant_with(home, Rereader(damaged, needed=False))
    with caplog.at_level(logging.WARNING):
        answers = [
            replace(each.ask("How many queens has a hive?"), seconds=0.0)
            for each in (toy_assistant, other, other)
        ]
    other.close()
    assert answers[0] == answers[1] == answers[2]
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "without a reader" in caplog.text


def test_a_reader_that_was_asked_for_and_is_damaged_is_an_error(
    toy_assistant: Assistant, home: Path, tmp_path: Path
) -> None:
    other = assistant_with(home, Rereader(OnnxReader(tmp_path, "mine")))
    with pytest.raises(ModelUnavailable, match="'mine' cannot be loaded"):
        other.ask("How many queens has a hive?")
    other.close()


def test_the_reader_is_told_in_the_explanation(toy_assistant: Assistant, home: Path) -> None:
    other = assistant_with(home, Rereader(LetterReader()))
    plain, read = (
        each.ask("How many queens has a hive?").explanation for each in (toy_assistant, other)
    )
    other.close()
    assert plain
    assert read
    names = [dict(each.signals).keys() for each in (plain, read)]
    assert names[1] - names[0] == {"reader_passage", "reader_sentence"}
