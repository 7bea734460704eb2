"""The JSON contracts of the command line, key by key, with the fake embedder."""

import json
from collections.abc import Callable

import pytest

from assistant import Account, Addition, Assistant, Outcome
from assistant.account import PageCount
from ui.contract import additions_object, answer_object, documents_list, search_object

CITATION = {
    "number": int,
    "document_id": str,
    "title": str,
    "source": str,
    "issuer": str | None,
    "date": str | None,
    "page": int | None,
    "section": str | None,
    "start": int,
    "end": int,
    "quote": str,
    "passage": str,
    "score": float,
}


def through_json(value: object) -> object:
    return json.loads(json.dumps(value))


def keys_and_types_match(value: dict[str, object], shape: dict[str, type]) -> bool:
    return list(value) == list(shape) and all(
        isinstance(value[key], kind) for key, kind in shape.items()
    )


def test_an_answer_has_the_keys_of_the_contract_in_their_order(toy_assistant: Assistant) -> None:
    answer = answer_object(toy_assistant.ask("When did the first train leave the station?"))
    assert list(answer) == [
        "question",
        "read_as",
        "status",
        "confidence",
        "sentences",
        "citations",
        "nearest",
        "seconds",
        "searched_for",
        "missing",
        "otherwise",
        "differing",
        "notice",
    ]
    assert through_json(answer) == answer
    assert answer["status"] == "answered"
    assert 0 <= answer["confidence"] <= 1
    assert answer["nearest"] == []


def test_each_sentence_of_an_answer_names_a_citation_that_quotes_it(
    toy_assistant: Assistant,
) -> None:
    answer = answer_object(toy_assistant.ask("How many queens has a hive?"))
    quotes = {citation["number"]: citation["quote"] for citation in answer["citations"]}
    assert answer["sentences"]
    for sentence in answer["sentences"]:
        assert list(sentence) == ["text", "citations", "introduced_by", "answers"]
        assert [quotes[number] for number in sentence["citations"]] == [sentence["text"]]


def test_a_citation_has_the_keys_of_the_contract_in_their_order(toy_assistant: Assistant) -> None:
    answer = answer_object(toy_assistant.ask("How many queens has a hive?"))
    assert all(keys_and_types_match(each, CITATION) for each in answer["citations"])


def test_nearest_passages_are_citations_without_numbers(toy_assistant: Assistant) -> None:
    answer = answer_object(toy_assistant.ask("Which zebra won the lottery in Peru?"))
    shape = {key: kind for key, kind in CITATION.items() if key != "number"}
    assert answer["status"] == "not_found"
    assert answer["sentences"] == answer["citations"] == []
    assert answer["nearest"]
    assert all(keys_and_types_match(each, shape) for each in answer["nearest"])


def test_a_search_has_the_keys_of_the_contract(toy_assistant: Assistant) -> None:
    hits = toy_assistant.search("train", 2)
    titles = {entry.id: entry.title for entry in toy_assistant.documents()}
    found = search_object("train", hits, titles)
    shape = {
        "document_id": str,
        "title": str,
        "page": int | None,
        "section": str | None,
        "start": int,
        "end": int,
        "text": str,
        "score": float,
    }
    assert list(found) == ["query", "hits"]
    assert len(found["hits"]) == 2
    assert all(keys_and_types_match(each, shape) for each in found["hits"])
    assert found["hits"][0]["title"] == "Trains"


def test_the_list_of_documents_has_the_keys_of_the_contract(toy_assistant: Assistant) -> None:
    shape = {
        "id": str,
        "title": str,
        "source": str,
        "media_type": str,
        "pages": int | None,
        "passages": int,
        "characters": int,
        "added_at": str,
        "issuer": str | None,
        "date": str | None,
        "language": str | None,
    }
    documents = documents_list(toy_assistant.documents())
    assert len(documents) == 4
    assert all(keys_and_types_match(each, shape) for each in documents)


def test_a_report_of_adding_has_the_keys_of_the_contract() -> None:
    pages = (PageCount(1, 80, 3), PageCount(2, 0, 0))
    account = Account("pypdf", 90, 3, pages, (2,), (), ("the page header “Tea”",))
    report = additions_object(
        [
            Addition("a.pdf", Outcome.ADDED, "1" * 64, "A", 3, None, account, 0.25, 0.5),
            Addition("b.xyz", Outcome.SKIPPED, reason="Files ending in .xyz cannot be read."),
        ]
    )
    assert through_json(report) == {
        "files": [
            {
                "path": "a.pdf",
                "outcome": "added",
                "document_id": "1" * 64,
                "title": "A",
                "passages": 3,
                "reason": None,
                "account": {
                    "reader": "pypdf",
                    "characters": 90,
                    "passages": 3,
                    "pages": [
                        {"page": 1, "characters": 80, "passages": 3},
                        {"page": 2, "characters": 0, "passages": 0},
                    ],
                    "without_text": [2],
                    "recognised": [],
                    "dropped": ["the page header “Tea”"],
                },
                "seconds_reading": 0.25,
                "seconds_embedding": 0.5,
                "needs_password": False,
            },
            {
                "path": "b.xyz",
                "outcome": "skipped",
                "document_id": None,
                "title": None,
                "passages": 0,
                "reason": "Files ending in .xyz cannot be read.",
                "account": None,
                "seconds_reading": 0.0,
                "seconds_embedding": 0.0,
                "needs_password": False,
            },
        ],
        "totals": {"added": 1, "replaced": 0, "unchanged": 0, "skipped": 1},
    }


@pytest.mark.parametrize("question", ["What is tea made of?", "Which zebra won?"])
def test_the_same_question_gets_the_same_object(
    question: str, toy_assistant: Assistant, open_assistant: Callable[[], Assistant]
) -> None:
    first, second = (
        answer_object(each.ask(question)) for each in (toy_assistant, open_assistant())
    )
    assert {**first, "seconds": 0} == {**second, "seconds": 0}
