"""The assistant as a whole: questions in, answers whose every sentence is a quote."""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import (
    LONGEST_QUESTION,
    Answer,
    AskedOf,
    Assistant,
    Check,
    Reference,
    Scope,
    Settings,
    Status,
)
from sources.errors import LibraryError, QuestionRefused, UnknownDocument
from tests.conftest import VOCABULARY

QUESTIONS = st.lists(
    st.sampled_from([*VOCABULARY, "what is", "how many", "when", "1825", "who", "?", "minutes"]),
    min_size=1,
    max_size=6,
).map(" ".join)


def timeless(answer: Answer) -> Answer:
    return replace(answer, seconds=0)


def test_a_question_is_answered_with_a_quote(toy_assistant: Assistant) -> None:
    answer = toy_assistant.ask("When did the first train leave the station?")
    assert answer.status is Status.ANSWERED
    assert answer.found
    assert [each.text for each in answer.sentences] == ["The first train left the station in 1825."]
    assert answer.sentences[0].citations == (1,)
    assert (answer.citations[0].number, answer.citations[0].title) == (1, "Trains")
    assert answer.nearest == ()
    assert 0.4 <= answer.confidence <= 1
    assert answer.read_as == answer.question


def test_what_the_documents_do_not_say_is_not_found(toy_assistant: Assistant) -> None:
    answer = toy_assistant.ask("Who won the football cup of elephants yesterday?")
    assert answer.status is Status.NOT_FOUND
    assert not answer.found
    assert (answer.sentences, answer.citations) == ((), ())
    assert 1 <= len(answer.nearest) <= 3
    assert {each.number for each in answer.nearest} == {None}
    assert all(each.quote == each.passage for each in answer.nearest)


def test_an_empty_library_answers_politely(empty_assistant: Assistant) -> None:
    answer = empty_assistant.ask("What is tea?")
    assert (answer.status, answer.confidence, answer.nearest) == (Status.NOT_FOUND, 0, ())
    assert empty_assistant.search("tea") == []
    assert empty_assistant.documents() == []


@given(question=QUESTIONS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)  # fmt: skip
def test_every_quote_is_a_slice_of_its_document(toy_assistant: Assistant, question: str) -> None:
    if not any(char.isalnum() for char in question):
        question = f"{question} tea"
    answer = toy_assistant.ask(question)
    for citation in (*answer.citations, *answer.nearest):
        text = toy_assistant.document(citation.document_id).text
        assert text[citation.start : citation.end] == citation.quote
        assert citation.quote in citation.passage
        assert toy_assistant.verify(citation) is Check.MATCHES
    assert [each.text for each in answer.sentences] == [each.quote for each in answer.citations]
    assert [each.number for each in answer.citations] == [*range(1, len(answer.citations) + 1)]
    assert answer.found != bool(answer.nearest)
    assert timeless(toy_assistant.ask(question)) == timeless(answer)


def test_the_same_library_gives_the_same_answer_after_a_restart(
    toy_assistant: Assistant, open_assistant: Callable[[], Assistant]
) -> None:
    for question in ("How is tea made?", "What do bees make in a hive?", "elephants"):
        again = open_assistant().ask(question)
        assert timeless(again) == timeless(toy_assistant.ask(question))


@pytest.mark.parametrize("empty", ["", " \n\t", "?!", "…", "\0"])
def test_an_empty_question_is_refused(toy_assistant: Assistant, empty: str) -> None:
    with pytest.raises(QuestionRefused, match="empty"):
        toy_assistant.ask(empty)
    with pytest.raises(QuestionRefused, match="empty"):
        toy_assistant.search(empty)


def test_a_question_without_end_is_refused(toy_assistant: Assistant) -> None:
    with pytest.raises(QuestionRefused, match=r"20,000 characters.*2,000.*fewer words"):
        toy_assistant.ask("t" * 20_000)
    assert toy_assistant.ask("tea " * (LONGEST_QUESTION // 4)).citations


def test_a_long_question_may_lean_on_the_one_before(toy_assistant: Assistant) -> None:
    question = "And what of it? " + "tea " * 495
    assert "What of honey?" in toy_assistant.ask(question, ["What is honey?"]).read_as


def test_a_question_that_was_too_long_is_no_part_of_the_conversation(
    toy_assistant: Assistant,
) -> None:
    answer = toy_assistant.ask("Who made it?", ["What is honey?", "tea " * 5_000])
    assert answer.read_as == "Who made honey?"


def test_a_follow_up_is_read_with_the_question_before(toy_assistant: Assistant) -> None:
    answer = toy_assistant.ask("And who lives in it?", ["What is a hive?"])
    assert answer.question == "And who lives in it?"
    assert answer.read_as == "Who lives in a hive?"
    assert {each.title for each in answer.citations or answer.nearest[:1]} == {"Bees"}


def test_a_question_can_be_asked_of_some_documents(toy_assistant: Assistant) -> None:
    bees = toy_assistant.find("Bees").id
    answer = toy_assistant.ask("What is hot tea?", documents=["Bees"])
    assert {each.document_id for each in (*answer.citations, *answer.nearest)} == {bees}
    hits = toy_assistant.search("tea train bee", documents=[bees, "trains"])
    assert {hit.document_id for hit in hits} == {bees, toy_assistant.find("trains").id}
    assert toy_assistant.search("tea", documents=[]) == []


def test_a_question_can_be_asked_of_a_scope(toy_assistant: Assistant) -> None:
    bees = toy_assistant.find("Bees").id
    toy_assistant.edit(bees, {"issuer": "Bee Society", "date": "2019-05"})
    scope = Scope(issuers=("bee society",), first_year=2019)
    answer = toy_assistant.ask("How many queens has a hive?", scope=scope)
    assert {each.document_id for each in answer.citations} == {bees}
    assert answer.asked_of == AskedOf(scope, (), documents=1)
    assert {hit.document_id for hit in toy_assistant.search("tea bee", scope=scope)} == {bees}
    assert toy_assistant.search("bee", documents=["Tea"], scope=scope) == []


def test_what_only_other_documents_answer_is_not_found_and_told(toy_assistant: Assistant) -> None:
    scope = Scope((toy_assistant.find("Bees").id,))
    question = "When did the first train leave the station?"
    answer = toy_assistant.ask(question, scope=scope)
    assert (answer.status, answer.asked_of) == (
        Status.NOT_FOUND,
        AskedOf(scope, ("Bees",), documents=1, elsewhere=True),
    )
    nobody = toy_assistant.ask("Who won the football cup of elephants yesterday?", scope=scope)
    assert nobody.asked_of == AskedOf(scope, ("Bees",), documents=1)
    nothing = toy_assistant.ask(question, scope=Scope(last_year=1990))
    assert nothing.nearest == ()
    assert nothing.asked_of
    assert (nothing.asked_of.documents, nothing.asked_of.undated) == (0, 4)


def test_a_question_of_an_unknown_document_is_refused(toy_assistant: Assistant) -> None:
    with pytest.raises(UnknownDocument, match=r"'Wasps' is not in the library.*alliance documents"):
        toy_assistant.ask("tea", documents=["Wasps"])


def test_a_document_is_found_by_id_title_and_the_beginning_of_its_id(
    toy_assistant: Assistant,
) -> None:
    for entry in toy_assistant.documents():
        names = (entry.id, entry.id[:6], entry.id[:12].upper(), entry.title, f" {entry.title} ")
        assert {toy_assistant.find(name).id for name in (*names, entry.title.upper())} == {entry.id}


@pytest.mark.parametrize("name", ["", " ", "Wasps", "Tea and bees", "ab"])
def test_a_name_that_means_no_document_is_told(toy_assistant: Assistant, name: str) -> None:
    with pytest.raises(UnknownDocument, match="is not in the library"):
        toy_assistant.find(name)


def test_five_letters_of_an_id_are_too_few(toy_assistant: Assistant) -> None:
    with pytest.raises(UnknownDocument):
        toy_assistant.find(toy_assistant.documents()[0].id[:5])


def test_a_title_of_two_documents_is_ambiguous(toy_assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "more.md").write_text("# Bees\n\nBees hum.", encoding="utf-8")
    toy_assistant.add([str(tmp_path / "more.md")])
    with pytest.raises(UnknownDocument, match="'bees' stands for several documents"):
        toy_assistant.find("bees")


def test_a_removed_document_is_gone(toy_assistant: Assistant) -> None:
    entry = toy_assistant.find("Bees")
    original = toy_assistant.original(entry.id)
    assert original
    assert toy_assistant.remove("Bees") == entry
    assert not original.exists()
    assert toy_assistant.original(entry.id) is None
    assert entry.id not in {hit.document_id for hit in toy_assistant.search("bee honey hive")}
    with pytest.raises(UnknownDocument):
        toy_assistant.document(entry.id)
    with pytest.raises(UnknownDocument):
        toy_assistant.remove("Bees")


def test_the_original_is_kept_as_it_was_added(toy_assistant: Assistant, toy_files: Path) -> None:
    for entry in toy_assistant.documents():
        original = toy_assistant.original(entry.id)
        assert original
        assert original.read_bytes() == Path(entry.source).read_bytes()


def test_a_citation_is_verified_after_a_restart(
    toy_assistant: Assistant, open_assistant: Callable[[], Assistant]
) -> None:
    (citation, *_) = toy_assistant.ask("How is tea made of leaves?").citations
    excerpt = open_assistant().look_up(Reference.to(citation))
    assert excerpt.check is Check.MATCHES
    assert excerpt.document
    assert excerpt.document.text[slice(*excerpt.span)] == citation.quote


def test_a_citation_of_a_removed_document_says_so(toy_assistant: Assistant) -> None:
    (citation, *_) = toy_assistant.ask("How is tea made of leaves?").citations
    toy_assistant.remove(citation.document_id)
    assert toy_assistant.verify(citation) is Check.REMOVED
    assert toy_assistant.look_up(Reference.to(citation)).document is None


def test_words_that_are_not_at_their_place_have_changed(toy_assistant: Assistant) -> None:
    (citation, *_) = toy_assistant.ask("How is tea made of leaves?").citations
    changed = [
        replace(citation, quote=citation.quote.replace("hot", "cold")),
        replace(citation, start=citation.start + 1, end=citation.end + 1),
        replace(citation, end=citation.end - 1),
        replace(citation, start=10**8, end=10**8 + 5),
    ]
    assert {toy_assistant.verify(each) for each in changed} == {Check.CHANGED}


def test_words_that_are_not_in_the_document_are_not_quoted(
    toy_assistant: Assistant, home: Path
) -> None:
    (citation, *_) = toy_assistant.ask("How is tea made of leaves?").citations
    document = toy_assistant.document(citation.document_id)
    connection = sqlite3.connect(home / "library.db")
    connection.execute(
        "UPDATE documents SET text = ? WHERE id = ?", ("-" + document.text, document.id)
    )
    connection.commit()
    connection.close()
    assert toy_assistant.ask("How is tea made of leaves?").citations == ()
    assert toy_assistant.verify(citation) is Check.CHANGED


def test_documents_are_added_while_questions_are_asked(
    toy_assistant: Assistant, tmp_path: Path
) -> None:
    for number in range(30):
        text = f"Ship number{number}\n\nThe ship number{number} has {number} cups.\n" * 20
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    added = threading.Event()

    def ask(question: str) -> int:
        asked = 0
        while not added.is_set():
            answer = toy_assistant.ask(question)
            assert all(toy_assistant.verify(each) is Check.MATCHES for each in answer.citations)
            asked += 1
        return asked

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask, f"What is a {word} of ships?") for word in VOCABULARY[:4]]
        try:
            for number in range(30):
                toy_assistant.add([str(tmp_path / f"{number}.txt")])
        finally:
            added.set()
        assert all(each.result() > 0 for each in asking)
    for number in range(30):
        best = toy_assistant.search(f"ship number{number}", 1)[0]
        assert f"number{number} " in best.passage.text


def test_opening_makes_a_library_and_loads_nothing(home: Path) -> None:
    assistant = Assistant.open(Settings(home / "new", model="no such model", starter=False))
    assert assistant.documents() == []
    assert (home / "new" / "library.db").exists()
    assert assistant.add_starter() == []
    assistant.close()


def test_opening_where_no_library_can_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(LibraryError, match="--home"):
        Assistant.open(Settings(tmp_path / "file" / "home"))


def test_a_file_handed_over_under_a_name_is_kept_under_it(
    toy_assistant: Assistant, toy_files: Path
) -> None:
    (toy_files / "tmp123.txt").write_text("Bees and tea.", encoding="utf-8")
    (addition,) = toy_assistant.add_file("minutes.txt", toy_files / "tmp123.txt")
    assert (addition.path, addition.title) == ("minutes.txt", "minutes")
    assert toy_assistant.find("minutes").source == "minutes.txt"
