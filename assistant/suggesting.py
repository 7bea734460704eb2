"""Questions to offer, each of which was asked, and was answered, before it is offered."""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, takewhile, zip_longest

from index import terms
from sources import Document
from sources.errors import UnknownDocument
from sources.patterns import pattern

from .answer import Answer, Citation
from .assistant import Assistant
from .question_kinds import Kind, words_that_answer
from .scope import EVERYTHING, Scope
from .status import Status

# Well above what is enough for an answer: of such answers three in four were right where half of
# the questions were near misses.
_SURE = 0.6
_MOST_TRIED = 12
_MOST_KNOWN = 6
# What goes on from an answer is of use soon or not at all; what one begins with is made once.
# Seconds of computing, on both cores of a machine that has nothing else to do half of these.
_SECONDS, _SECONDS_AT_FIRST = 2.0, 10.0
_SHARED, _CITED = 2, 3
_LONGEST_TITLE, _LONGEST_HEADING = 90, 70
_LONGEST_NAME, _SHORTEST_NAME = 60, 5
# What parts of a text are called whatever it is about.
_PARTS = frozenset(
    terms(
        "introduction summary contents sources references annex appendix notes overview background "
        "conclusion conclusions preface foreword chapter part section article index bibliography "
        "abstract acknowledgements glossary figures tables general page"
    )
)
_NUMBERING = pattern(r"^(?:[\divxlc]+[.)]?|\(?[a-z]\))(?:[.\d]*\s+)", re.I)
_ON_NAME = "What do the documents say about {}?"
_BEGINNING = 1_000
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A question that may be offered; ``within`` is where its answer must stand, if it matters."""

    question: str
    within: Place | None = None


class Suggester:
    """Makes questions from a library and offers those that it answers well.

    The order is always the same; ``clock`` tells when the time for one call is over. It is the
    program's computing time, so that the same is offered where other programs are busy too, and
    less where many people ask.
    """

    def __init__(
        self, assistant: Assistant, clock: Callable[[], float] = time.process_time
    ) -> None:
        self._assistant = assistant
        self._clock = clock

    def after(
        self, answer: Answer, asked: Sequence[str], wanted: Callable[[], bool] = lambda: True
    ) -> Iterator[str]:
        """Yield questions that go on from an answer, each as soon as it is known to be answered.

        ``asked`` are the questions of the conversation, the latest last; ``wanted`` tells whether
        anybody waits. A question offered is answered from the same documents, by another quote
        than those that were shown. Raises what `Assistant.ask` raises.
        """
        scope = answer.asked_of.scope if answer.asked_of else EVERYTHING
        shown = {_place(each) for each in answer.citations}
        going_on = self._going_on(answer, {each.casefold() for each in asked})
        candidates = takewhile(lambda _: wanted(), going_on)
        yield from self._answered(candidates, shown, asked, scope)

    def examples(self, count: int) -> list[str]:
        """Return up to ``count`` questions to begin with.

        They are those that the starter briefs say they answer; where none of these is in the
        library, they are made from its documents. Raises what `Assistant.ask` raises.
        """
        known = [each[0] for each in self._assistant.proposed_questions().values() if each]
        if known:
            return known[:: max(1, len(known) // count)][:count]
        found = self._answered(self._openings(), set(), (), EVERYTHING, _SECONDS_AT_FIRST)
        return list(islice(found, count))

    def _answered(
        self,
        candidates: Iterable[_Candidate],
        shown: set[Place],
        asked: Sequence[str],
        scope: Scope,
        seconds: float = _SECONDS,
    ) -> Iterator[str]:
        """Yield the candidates that are answered well by what was not shown yet."""
        ends = self._clock() + seconds
        for candidate in islice(candidates, _MOST_TRIED):
            if self._clock() > ends:
                return
            answer = self._assistant.ask(candidate.question, asked, scope=scope)
            if _answers(answer, candidate) and _place(_first(answer)) not in shown:
                shown.add(_place(_first(answer)))
                yield candidate.question

    def _going_on(self, answer: Answer, asked: set[str]) -> Iterator[_Candidate]:
        known = self._known(answer)
        yield from (_Candidate(each) for each in known if each.casefold() not in asked)
        ids = dict.fromkeys(each.document_id for each in answer.citations)
        for document in self._documents(ids):
            for candidate in _of_sections(document, answer.citations):
                if candidate.question.casefold() not in asked:
                    yield candidate
        for name in _names(answer.read_as, (each.text for each in answer.sentences)):
            yield _Candidate(_ON_NAME.format(name))

    def _known(self, answer: Answer) -> list[str]:
        """Return the proposed questions nearest to an answer, the nearest first.

        Near is what shares words with the question, nearer what shares some with the quotes too or
        is of a document that was cited.
        """
        asked = set(terms(answer.read_as))
        quoted = set(terms(" ".join(each.quote for each in answer.citations)))
        ids = {each.document_id for each in answer.citations}
        weighed = [
            (_SHARED * len(asked & words) + len(quoted & words) + _CITED * (id in ids), question)
            for id, questions in self._assistant.proposed_questions().items()
            for question in questions
            if (words := set(terms(question))) & asked or id in ids
        ]
        return [question for _, question in sorted(weighed, key=_by_weight)[:_MOST_KNOWN]]

    def _openings(self) -> Iterator[_Candidate]:
        """Yield questions on each document, the first of each before the second of any."""
        entries = self._assistant.documents()
        chosen = entries[:: max(1, len(entries) // _MOST_TRIED)][:_MOST_TRIED]
        made = [_of_document(each) for each in self._documents(entry.id for entry in chosen)]
        for turn in zip_longest(*made):
            yield from filter(None, turn)

    def _documents(self, ids: Iterable[str]) -> Iterator[Document]:
        for id in ids:
            with suppress(UnknownDocument):
                yield self._assistant.document(id)


def _answers(answer: Answer, candidate: _Candidate) -> bool:
    """Tell whether an answer is good enough for its question to be offered."""
    if answer.status is not Status.ANSWERED or answer.confidence < _SURE or not answer.citations:
        return False
    if answer.read_as != candidate.question or answer.searched_for:
        return False
    if candidate.within is None:
        return True
    id, start, end = candidate.within
    first = _first(answer)
    return first.document_id == id and start <= first.start < end


def _first(answer: Answer) -> Citation:
    """Return the citation of what an answer says first; a header above it has a lower number."""
    number = answer.sentences[0].citations[0]
    return next(each for each in answer.citations if each.number == number)


def _place(citation: Citation) -> Place:
    return citation.document_id, citation.start, citation.end


def _by_weight(weighed: tuple[int, str]) -> int:
    return -weighed[0]


def _of_sections(document: Document, cited: Sequence[Citation]) -> Iterator[_Candidate]:
    """Yield a question on each section that was not cited, those after the cited ones first."""
    title = " ".join(document.title.split())
    if len(title) > _LONGEST_TITLE:
        return
    places = [each.start for each in cited if each.document_id == document.id]
    sections = list(_sections(document))
    later = [each for each in sections if each.start > max(places, default=0)]
    for section in [*later, *(each for each in sections if each not in later)]:
        if any(section.start <= place < section.end for place in places):
            continue
        heading = section.heading
        question = (
            heading if heading.endswith("?") else f"What does “{title}” say about “{heading}”?"
        )
        yield _Candidate(question, (document.id, section.start, section.end))


@dataclass(frozen=True, slots=True)
class _Section:
    """A section by its heading; ``start`` and ``end`` are those of what stands below it."""

    heading: str
    start: int
    end: int


def _sections(document: Document) -> Iterator[_Section]:
    """Yield the sections of a document whose headings tell what they are about."""
    for number, heading in enumerate(document.headings):
        name = " ".join(document.text[heading.start : heading.end].split())
        after = document.headings[number + 1 :]
        end = next(
            (each.start for each in after if each.level <= heading.level), len(document.text)
        )
        if len(name) <= _LONGEST_HEADING and _tells(name, document.title):
            yield _Section(name, heading.end, end)


def _tells(heading: str, title: str) -> bool:
    """Tell whether a heading says what its section is about, and not only what part it is."""
    about = set(terms(_NUMBERING.sub("", heading)))
    return bool(about - _PARTS) and not about <= set(terms(title))


def _of_document(document: Document) -> Iterator[_Candidate]:
    """Yield questions on the sections of a document, and on names at its beginning."""
    yield from _of_sections(document, ())
    beginning = document.text[:_BEGINNING].splitlines()
    for name in _names(document.title, beginning):
        yield _Candidate(_ON_NAME.format(name), (document.id, 0, len(document.text)))


def _names(known: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield the names in some texts, each once, but for those that are known."""
    seen: set[str] = set()
    for text in texts:
        for span in words_that_answer(Kind.WHO, known, text):
            name = re.sub("^The ", "the ", " ".join(text[slice(*span)].split()))
            if _SHORTEST_NAME <= len(name) <= _LONGEST_NAME and name not in seen:
                seen.add(name)
                yield name
