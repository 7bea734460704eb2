"""The JSON that other programs rely on, key by key."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assistant import Addition, Answer, Citation, Entry, Hit, Outcome
from sources.catalogue import CatalogueEntry


def answer_object(answer: Answer, *, explain: bool = False) -> dict[str, Any]:
    """Return what ``alliance ask --json`` prints for an answer, with ``--explain`` also why.

    ``asked_of`` is there only where options bound the documents that were asked, ``beside`` only
    where what is quoted does not answer: how it stands to the question.
    """
    explanation = {"explanation": asdict(answer.explanation)} if answer.explanation else {}
    asked_of = {"asked_of": asdict(answer.asked_of)} if answer.asked_of else {}
    beside = {"beside": answer.beside.value} if answer.beside else {}
    return {
        "question": answer.question,
        "read_as": answer.read_as,
        "status": answer.status.value,
        "confidence": answer.confidence,
        "sentences": [
            {
                "text": statement.text,
                "citations": list(statement.citations),
                "introduced_by": statement.introduced_by,
                "answers": [list(span) for span in statement.answers],
            }
            for statement in answer.sentences
        ],
        "citations": [_of_contract(citation) for citation in answer.citations],
        "nearest": [_without_number(citation) for citation in answer.nearest],
        "seconds": answer.seconds,
        "searched_for": list(answer.searched_for),
        "missing": list(answer.missing),
        "otherwise": answer.otherwise,
        "differing": list(answer.differing),
        "notice": answer.notice,
        **asked_of,
        **beside,
        **(explanation if explain else {}),
    }


def _without_number(citation: Citation) -> dict[str, Any]:
    return {key: value for key, value in _of_contract(citation).items() if key != "number"}


def _of_contract(citation: Citation) -> dict[str, Any]:
    """Return a citation with the keys that were agreed upon, and no others."""
    shown_only = ("recognised", "page_label")
    return {key: value for key, value in asdict(citation).items() if key not in shown_only}


def search_object(query: str, hits: Sequence[Hit], titles: dict[str, str]) -> dict[str, Any]:
    """Return what ``alliance search --json`` prints; ``titles`` are those of the documents."""
    return {
        "query": query,
        "hits": [
            {
                "document_id": hit.document_id,
                "title": titles.get(hit.document_id, ""),
                "page": hit.passage.page,
                "section": hit.passage.section,
                "start": hit.passage.start,
                "end": hit.passage.end,
                "text": hit.passage.text,
                "score": round(hit.score, 4),
            }
            for hit in hits
        ],
    }


def documents_list(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return what ``alliance documents --json`` prints."""
    return [asdict(entry) for entry in entries]


def catalogue_list(entries: Sequence[CatalogueEntry]) -> list[dict[str, Any]]:
    """Return what ``alliance catalogue --json`` prints."""
    return [asdict(entry) for entry in entries]


def additions_object(additions: Sequence[Addition]) -> dict[str, Any]:
    """Return what ``alliance add --json`` prints."""
    counts = Counter(addition.outcome for addition in additions)
    return {
        "files": [asdict(addition) for addition in additions],
        "totals": {
            outcome.value: counts[outcome]
            for outcome in Outcome
            if outcome is not Outcome.GONE or counts[outcome]
        },
    }
