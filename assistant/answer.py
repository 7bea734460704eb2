"""What an answer is: quoted sentences, each with the citation that opens it."""

from dataclasses import dataclass
from enum import StrEnum

from sources import Span

from .explanation import Explanation
from .scope import AskedOf
from .status import Beside, Status


class Check(StrEnum):
    """What comes of comparing a citation with the library."""

    MATCHES = "matches"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands: ``document.text[start:end] == quote``.

    ``number`` is its number in the answer, None where it only names a nearest passage.
    ``passage`` is the text that surrounds the quote. ``score`` orders citations of one answer.
    ``recognised`` tells of words that were recognised in a picture of the page. ``page_label`` is
    what the file calls the page, None where that is its number.
    """

    number: int | None
    document_id: str
    title: str
    source: str
    issuer: str | None
    date: str | None
    page: int | None
    section: str | None
    start: int
    end: int
    quote: str
    passage: str
    score: float
    recognised: bool = False
    page_label: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer, or a run of them, with the numbers of its citations.

    ``text`` is what the first of its citations quotes. ``introduced_by`` is the citation, also
    among its own, of the line without which it cannot be read: the one that introduces its list,
    or the header of its table. ``answers`` are the spans in ``text`` of the words that answer who,
    when, where or how many, none where that is not sure. Of a list that is not quoted whole,
    ``skips`` tells that there are items between the line that introduces it and the text, and
    ``goes_on`` that there are more behind.
    """

    text: str
    citations: tuple[int, ...]
    introduced_by: int | None = None
    answers: tuple[Span, ...] = ()
    skips: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    ``read_as`` is the question as it was searched for, which differs from ``question`` when it
    was understood from the conversation; ``searched_for`` are the words that took the place of
    misspelt ones. ``confidence`` is the estimated probability that the library answers the
    question. ``nearest`` is filled when nothing was found. ``missing`` names what was asked and is
    not there. ``otherwise`` tells that the quotes do not answer the question but deny what it takes
    for granted, ``beside`` how quotes that do not answer stand to it. ``differing`` are the numbers
    of citations that give different figures or dates for the same thing. ``notice`` is what the
    program says in its own words, where the question is about itself, is none that documents can
    settle, or leans on a conversation that does not tell what is meant. ``explanation`` tells how
    the answer came about. ``asked_of`` tells of which documents it was asked, None where of all.
    """

    question: str
    read_as: str
    status: Status
    confidence: float
    sentences: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    seconds: float = 0.0
    searched_for: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    otherwise: bool = False
    differing: tuple[int, ...] = ()
    notice: str | None = None
    explanation: Explanation | None = None
    asked_of: AskedOf | None = None
    beside: Beside | None = None

    @property
    def found(self) -> bool:
        """Whether the documents say something that answers the question."""
        return self.status is not Status.NOT_FOUND

    @property
    def instead(self) -> bool:
        """Whether what is quoted does not answer, but says something else of what is asked."""
        return self.otherwise or self.beside is not None

    @property
    def unanswered(self) -> bool:
        """Whether other documents might answer what these do not."""
        return not self.found and not self.instead and not self.notice
