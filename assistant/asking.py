"""From a question to its answer: what is searched, what is quoted, and what the outcome is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from index import Found, Hit, Retriever, Store
from sources import Document, Span

from .about import FORECAST, Talk, kind_of_talk, reply
from .answer import Answer, Citation
from .coming import asks_for_forecast
from .comparing import compare
from .confidence import ENOUGH, Signals, confidence, signals_of
from .evidence import Evidence, completed
from .explanation import explain
from .follow_up import UNSAID, stand_alone, unsaid
from .language import IN_ANOTHER_LANGUAGE, in_another_language
from .latest import latest_first
from .outcome import Outcome, able_to_answer, judge
from .parts import parts_of, says_all, together
from .question import Question
from .question_kinds import Kind, certain_answer
from .quoting import Quotes, citation, quoted
from .ranking import ScoredSentence, rank_sentences
from .rereading import Rereader
from .rewording import reworded, well_typed
from .sides import sides_of
from .source_notes import asks_sources, without_source_notes
from .status import Beside, Status

# Passages in which evidence is looked for, and passages shown when there is none.
_PASSAGES_READ = 12
_NEAREST = 3
# Of the passages read so many may be notes that only name sources; where more are, others are
# looked for among so many.
_NOTES_READ, _BEHIND_NOTES = 2, 60
# How sure a part of a question that is refused as a whole must be.
_SURE = 0.6
# The share of a topic's words that a passage must hold to treat it.
_TREATS = 0.6


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What was found for a question, its sentences ranked, how sure it is, what becomes of it."""

    found: Found
    ranked: Sequence[ScoredSentence]
    signals: Signals | None
    sure: float
    outcome: Outcome


class Asker:
    """Answers questions from what a retriever finds in a store."""

    def __init__(self, store: Store, retriever: Retriever, rereader: Rereader) -> None:
        self._store = store
        self._retriever = retriever
        self._rereader = rereader

    def prepare(self) -> None:
        """Begin to load the reader, so that it is there when passages have been found."""
        self._rereader.prepare()

    def ask(self, question: str, history: Sequence[str], documents: Sequence[str] | None) -> Answer:
        """Answer a question, given those asked before it, from all documents or those with ids."""
        if talk := kind_of_talk(question):
            return self._talk(question, *talk, documents)
        read_as, corrected, searched_for = self._understood(question, history, documents)
        asked = Question.read(corrected)
        weighed = self._weighed(asked, documents)
        found, outcome, sure = weighed.found, weighed.outcome, weighed.sure
        parts = parts_of(corrected)
        if parts and not says_all(parts, outcome):
            each = [self._weighed(Question.read(part), documents) for part in parts]
            outcome, sure = _of_parts(parts, each, weighed)
        notice = _notice(corrected, outcome)
        if documents is None and unsaid(corrected):
            notice, sure = UNSAID, 0.0
        if notice in (IN_ANOTHER_LANGUAGE, UNSAID):
            outcome = Outcome(Status.NOT_FOUND)
        quotes = self._quotes(asked, outcome)
        return Answer(
            question=question,
            read_as=read_as,
            status=outcome.status if quotes.statements else Status.NOT_FOUND,
            confidence=round(sure, 4),
            sentences=quotes.statements,
            citations=quotes.citations,
            nearest=() if outcome.status is not Status.NOT_FOUND else self._nearest(found.hits),
            searched_for=searched_for,
            missing=outcome.missing,
            otherwise=outcome.beside is Beside.DENIAL,
            beside=outcome.beside,
            differing=quotes.differing,
            notice=notice,
            explanation=explain(asked, found, weighed.ranked, outcome, weighed.signals),
        )

    def _weighed(self, asked: Question, documents: Sequence[str] | None) -> _Weighed:
        """Return what is found for a question, and what becomes of it."""
        look_for = partial(self._look_for, documents)
        found, ranked = self._rereader.rank(asked, look_for(asked))
        ranked = latest_first(asked, ranked)
        answers = able_to_answer(asked, ranked)
        signals = signals_of(asked, found, answers)
        sure = confidence(signals)
        sides = sides_of(asked.text)
        outcome = compare(asked, sides, answers, look_for) if sides else None
        if outcome is None or outcome.status is Status.NOT_FOUND:
            outcome = judge(asked, found, ranked, answers, sure)
            return _Weighed(found, ranked, signals, sure, outcome)
        # Both sides were found by name, whatever the question as a whole is like.
        return _Weighed(found, ranked, signals, max(sure, ENOUGH), outcome)

    def _understood(
        self, question: str, history: Sequence[str], documents: Sequence[str] | None
    ) -> tuple[str, str, tuple[str, ...]]:
        """Return a question as it is read, as it is searched for, and its corrected words."""
        if in_another_language(question):
            return question, question, ()
        typed = well_typed(question)
        read = stand_alone(typed, [*map(well_typed, history)], partial(self._person, documents))
        corrected, words = self._retriever.corrected(read)
        return question if read == typed else read, reworded(corrected), words

    def _talk(
        self, question: str, talk: Talk, topic: str, documents: Sequence[str] | None
    ) -> Answer:
        """Return what the program itself says to what is no question to the documents."""
        declined = talk in (Talk.OPINION, Talk.HARM)
        return Answer(
            question=question,
            read_as=question,
            status=Status.NOT_FOUND if declined else Status.ANSWERED,
            confidence=0.0 if declined else 1.0,
            notice=reply(talk, topic, self._store.entries(), partial(self._titles_on, documents)),
        )

    def _titles_on(self, documents: Sequence[str] | None, topic: str) -> list[str]:
        """Return the titles of the documents that treat a topic by name, the closest first."""
        asked = Question.read(topic)
        found = self._look_for(documents, asked)
        near = [hit for hit in found.hits if hit.coverage >= _TREATS]
        entries = [self._store.entry(id) for id in dict.fromkeys(hit.document_id for hit in near)]
        return [entry.title for entry in entries if entry]

    def _person(self, documents: Sequence[str] | None, question: str) -> str | None:
        """Return the name that answers a question of the conversation, None where it is unsure."""
        asked = Question.read(question)
        ranked = rank_sentences(asked, self._look_for(documents, asked))
        name = certain_answer(Kind.WHO, question, ranked[0].text) if ranked else None
        return ranked[0].text[slice(*name)] if name else None

    def _look_for(self, documents: Sequence[str] | None, question: Question) -> Found:
        """Return what is found for a question, beyond notes that only name sources."""
        search = partial(self._retriever.search, question.text)
        found = search(_PASSAGES_READ, documents, question.sought)
        if asks_sources(question.text):
            return found
        if len(found.hits) - len(without_source_notes(found.hits)) <= _NOTES_READ:
            return found
        found = search(_BEHIND_NOTES, documents, question.sought)
        return replace(found, hits=without_source_notes(found.hits)[:_PASSAGES_READ])

    def _quotes(self, question: Question, outcome: Outcome) -> Quotes:
        """Return the quotes of an outcome, without those whose document is gone by now."""
        documents = self._documents(each.hit for each in outcome.chosen)
        there = [each for each in outcome.chosen if each.hit.document_id in documents]
        evidence = completed(question, there, documents)
        return quoted(question, evidence, there, outcome.differing, documents)

    def _nearest(self, hits: Sequence[Hit]) -> tuple[Citation, ...]:
        """Return the passages nearest to a question that none of them answers."""
        documents = self._documents(hits[:_NEAREST])
        return tuple(
            citation(
                None,
                documents[hit.document_id],
                Evidence(hit, Span(hit.passage.start, hit.passage.end), hit.score),
            )
            for hit in hits[:_NEAREST]
            if hit.document_id in documents
        )

    def _documents(self, hits: Iterable[Hit]) -> dict[str, Document]:
        """Return the documents of some hits by id, as far as they are still what was searched."""
        documents: dict[str, Document] = {}
        for hit in hits:
            document = documents.get(hit.document_id) or self._store.document(hit.document_id)
            place = slice(hit.passage.start, hit.passage.end)
            if document and document.text[place] == hit.passage.text:
                documents[hit.document_id] = document
        return documents


def _of_parts(
    parts: Sequence[str], each: Sequence[_Weighed], whole: _Weighed
) -> tuple[Outcome, float]:
    """Return the outcome of a question of several parts, and how sure the least sure answer is.

    Where none of them is answered, or barely though the question as a whole is not, it is what
    becomes of that.
    """
    refused = whole.outcome.status is Status.NOT_FOUND
    sure = [one.sure for one in each if one.outcome.status is not Status.NOT_FOUND]
    if not sure or (refused and min(sure) < _SURE):
        return whole.outcome, whole.sure
    return together(parts, [one.outcome for one in each]), min(sure)


def _notice(question: str, outcome: Outcome) -> str | None:
    """Return what is to be said of a question that was not answered because it cannot be."""
    if outcome.status is not Status.ANSWERED and in_another_language(question):
        return IN_ANOTHER_LANGUAGE
    unanswered = outcome.status is Status.NOT_FOUND and not outcome.beside
    return FORECAST if unanswered and asks_for_forecast(question) else None
