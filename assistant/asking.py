"""From a question to its answer: what is searched, what is quoted, and what the outcome is."""

from collections.abc import Sequence
from dataclasses import replace

from index import Hit, Retriever, Store
from sources import Document, Span

from .answer import Answer, Citation, Statement, Status
from .confidence import ENOUGH, confidence
from .evidence import Evidence, find_evidence
from .follow_up import stand_alone

# Passages in which evidence is looked for, and passages shown when there is none.
_PASSAGES_READ = 10
_NEAREST = 3


class Asker:
    """Answers questions from what a retriever finds in a store."""

    def __init__(self, store: Store, retriever: Retriever) -> None:
        self._store = store
        self._retriever = retriever

    def ask(self, question: str, history: Sequence[str], documents: Sequence[str] | None) -> Answer:
        """Answer a question, given those asked before it, from all documents or those with ids."""
        read_as = stand_alone(question, history)
        hits = self._retriever.search(read_as, _PASSAGES_READ, documents)
        sure = confidence(hits)
        citations = self._citations(find_evidence(read_as, hits)) if sure >= ENOUGH else ()
        return Answer(
            question=question,
            read_as=read_as,
            status=Status.ANSWERED if citations else Status.NOT_FOUND,
            confidence=round(sure, 4),
            sentences=tuple(
                Statement(each.quote, (number,)) for number, each in enumerate(citations, start=1)
            ),
            citations=citations,
            nearest=() if citations else self._nearest(hits),
        )

    def _nearest(self, hits: Sequence[Hit]) -> tuple[Citation, ...]:
        """Return the passages nearest to a question that none of them answers."""
        whole = [
            Evidence(hit, Span(hit.passage.start, hit.passage.end), hit.score)
            for hit in hits[:_NEAREST]
        ]
        return tuple(replace(each, number=None) for each in self._citations(whole))

    def _citations(self, evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
        """Return the citations of some evidence, without that whose document is gone by now."""
        ids = {each.hit.document_id for each in evidence}
        documents = {id: self._store.document(id) for id in ids}
        there = [
            (document, each)
            for each in evidence
            if (document := documents[each.hit.document_id])
            and document.text[slice(*each.span)] == each.text
        ]
        return tuple(_citation(n, *each) for n, each in enumerate(there, start=1))


def _citation(number: int, document: Document, evidence: Evidence) -> Citation:
    return Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        source=document.source,
        issuer=document.issuer,
        date=document.date,
        page=document.page_at(evidence.span.start),
        section=evidence.hit.passage.section,
        start=evidence.span.start,
        end=evidence.span.end,
        quote=evidence.text,
        passage=evidence.hit.passage.text,
        score=round(evidence.score, 4),
    )
