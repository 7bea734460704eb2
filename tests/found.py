"""What a search found, made by hand: sentences with given similarities to the question."""

from collections.abc import Sequence

import numpy as np

from assistant.evidence import Evidence, choose, completed
from assistant.question import Question
from assistant.ranking import ScoredSentence, rank_sentences
from index import Found, Hit, Sought, TermWeights, terms
from sources import Document, Passage, Span
from sources.sentences import sentence_spans


def hit(
    text: str,
    similarities: Sequence[float],
    *,
    score: float = 1.0,
    document: str = "d",
    start: int = 0,
    named: bool = False,
    alike: bool = False,
    context: str = "",
) -> Hit:
    """Return a hit whose sentences have given similarities to the question, and no common words.

    Sentences have nothing in common with one another unless they are ``alike``.
    """
    spans = tuple(Span(start + first, start + last) for first, last in sentence_spans(text))
    assert len(spans) == len(similarities)
    vectors = np.ones((len(spans), 1)) if alike else np.eye(50)[start % 40 :][: len(spans)]
    sentences = [frozenset(terms(text[a - start : b - start])) for a, b in spans]
    return Hit(
        document_id=document,
        passage=Passage(text, start, start + len(text), context or None, None, context, spans),
        score=score,
        dense=0.5,
        coverage=0.5,
        named=named,
        vectors=vectors.astype(np.float32),
        similarities=np.array(similarities, np.float32),
        overlaps=np.zeros(len(spans), np.float32),
        terms=tuple(sentences),
        context_terms=frozenset(terms(context)),
        matches=np.zeros((len(spans), 0), np.float32),
        context_matches=np.zeros(0, np.float32),
    )


def found(hits: Sequence[Hit], **frequencies: int) -> Found:
    """Return hits as a search's result; ``frequencies`` count the passages of 100 with a term."""
    return Found(list(hits), TermWeights(frequencies, 100), Sought((), np.zeros(0, np.float32)))


def ranked(question: str, *hits: Hit) -> list[ScoredSentence]:
    """Return the sentences of some hits, best first, their words weighing nothing."""
    return rank_sentences(Question.read(question), found(hits))


def evidence(question: str, *hits: Hit, date: str | None = None) -> list[Evidence]:
    """Return the evidence in some hits, each of a document that holds nothing else."""
    asked = Question.read(question)
    return completed(asked, choose(asked, ranked(question, *hits)), documents(*hits))


def documents(*hits: Hit) -> dict[str, Document]:
    """Return the documents of some hits, with other words where no hit is, by id."""
    texts: dict[str, str] = {}
    for each in hits:
        passage = each.passage
        text = texts.get(each.document_id, "").ljust(passage.end, "x")
        text = text[: passage.start] + passage.text + text[passage.end :]
        texts[each.document_id] = _lines_of_their_own(text, passage.start, passage.end)
    return {id: Document(id, id, id, "text/plain", text) for id, text in texts.items()}


def _lines_of_their_own(text: str, start: int, end: int) -> str:
    before = text[: start - 1] + "\n" if start else ""
    return before + text[start:end] + ("\n" + text[end + 1 :] if text[end:] else "")


def quotes(question: str, *hits: Hit) -> list[str]:
    """Return the words of the evidence in some hits."""
    texts = {id: document.text for id, document in documents(*hits).items()}
    return [texts[each.hit.document_id][slice(*each.span)] for each in evidence(question, *hits)]
