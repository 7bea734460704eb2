"""Conversations: questions with their answers, kept for the one who asked them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index import Conversation, ConversationStore, Feedback, KeptExchange
from sources.patterns import pattern

from . import record
from .answer import Answer
from .question import LONGEST_QUESTION

Thumb = Literal["up", "down"]
_ID = pattern(r"[0-9a-f]{32}")
_LONGEST_NAME = 80
_LONGEST_WORD = 500
_UNREADABLE = "This answer cannot be shown any more: {}. Ask the question again."


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer, or with the problem that kept it from being answered.

    ``number`` counts the exchanges of a conversation from 0; ``asked_at`` is UTC in ISO form.
    """

    number: int
    question: str
    answer: Answer | None = None
    problem: str | None = None
    asked_at: str = ""
    feedback: Feedback | None = None


class Conversations:
    """Keeps conversations. Nobody is shown or changes any but their own, whatever id they send.

    ``store`` is where they are kept; without one they last as long as the program runs. An owner
    is any text that names a person or their browser.
    """

    def __init__(self, store: ConversationStore | None = None) -> None:
        self._store = store or ConversationStore()

    @classmethod
    def open(cls, home: Path) -> "Conversations":
        """Open the conversations kept in a library's folder, making it where there is none.

        Raises LibraryError where they cannot be read.
        """
        return cls(ConversationStore(home))

    def close(self) -> None:
        """Close the file that holds them."""
        self._store.close()

    @property
    def lasting(self) -> bool:
        """Whether they are kept when the program ends; else the folder is read-only."""
        return self._store.lasting

    def all(self, owner: str, words: str = "") -> list[Conversation]:
        """Return an owner's conversations, the latest first: all, or those that hold some words."""
        return self._store.conversations(owner, _text(words))

    def find(self, owner: str, id: str) -> Conversation | None:
        """Return an owner's conversation with an id, None where there is none."""
        return self._store.conversation(owner, _checked(id))

    def questions(self, owner: str, id: str) -> list[str]:
        """Return the questions of a conversation in order, none where it is not the owner's."""
        return self._store.questions(owner, _checked(id))

    def exchanges(self, owner: str, id: str, start: int = 0) -> list[Exchange]:
        """Return the exchanges of a conversation from a number on, in order."""
        return [_exchange(each) for each in self._store.exchanges(owner, _checked(id), start)]

    def exchange(self, owner: str, id: str, number: int) -> Exchange | None:
        """Return one exchange of a conversation, None where there is none of that number."""
        found = self._store.exchanges(owner, _checked(id), number, number + 1)
        return _exchange(found[0]) if found else None

    def keep(
        self,
        owner: str,
        id: str,
        asked: Exchange,
        number: int | None = None,
        *,
        alone: bool = False,
    ) -> Conversation | None:
        """Keep an exchange at the end of a conversation, and return the conversation.

        Where the owner has none with this id, it begins one, named by the question. With a
        ``number`` the exchange takes the place of that one and all later ones, or of that one
        ``alone``; then what was said of an answer stays if the new one quotes the same. Raises
        LibraryError where it cannot be kept.
        """
        known = self.find(owner, id)
        kept_in = known.id if known else self._store.begin(owner, _named(asked.question))
        question = _text(asked.question[: 2 * LONGEST_QUESTION])
        kept = record.written(asked.answer, asked.problem)
        before = self.exchange(owner, kept_in, number) if number is not None and alone else None
        same = before is not None and _same(before.answer, asked.answer)
        words = _text(_words(asked))
        self._store.put(owner, kept_in, question, words, kept, number, alone=alone, same=same)
        return self.find(owner, kept_in)

    def rate(
        self, owner: str, id: str, number: int, thumb: Thumb | None, word: str = ""
    ) -> Feedback | None:
        """Keep what an owner says of an answer in the place of what was said, and return it.

        Without a ``thumb``, what was said is taken back. None is returned then, and where the owner
        has no such answer. Raises LibraryError where it cannot be kept.
        """
        self._store.rate(owner, _checked(id), number, thumb, _line(word)[:_LONGEST_WORD])
        asked = self.exchange(owner, id, number)
        return asked.feedback if asked else None

    def rated(self) -> list[Exchange]:
        """Return what was said of answers, by whomever, in order: for who keeps the library."""
        return [_exchange(each) for each in self._store.rated()]

    def rename(self, owner: str, id: str, name: str) -> None:
        """Give a conversation another name; an empty one goes back to its first question."""
        questions = self.questions(owner, id)
        self._store.rename(owner, _checked(id), _named(name) or _named(" ".join(questions[:1])))

    def delete(self, owner: str, id: str) -> None:
        """Delete a conversation."""
        self._store.delete(owner, _checked(id))


def _exchange(kept: KeptExchange) -> Exchange:
    try:
        answer, problem = record.read(kept.record)
    except ValueError as error:
        answer, problem = None, _UNREADABLE.format(error)
    return Exchange(kept.number, kept.question, answer, problem, kept.asked_at, kept.feedback)


def _checked(id: object) -> str:
    """Return an id, or an empty one, which no conversation has, where it cannot be one.

    Requests can hold anything in its place, even nothing.
    """
    return id if isinstance(id, str) and _ID.fullmatch(id) else ""


def _text(text: str) -> str:
    """Return a text without halves of characters, which requests can hold and files cannot."""
    return text.encode("utf-8", "replace").decode()


def _line(text: str) -> str:
    """Return a text as one line of what can be printed."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _named(text: str) -> str:
    """Return a text as a name: one line of what can be printed, not too long."""
    line = _line(text)
    if len(line) <= _LONGEST_NAME:
        return line
    return line[:_LONGEST_NAME].rsplit(" ", 1)[0] + " …"


def _same(one: Answer | None, other: Answer | None) -> bool:
    """Tell whether two answers quote the same places."""
    if one is None or other is None:
        return False
    first, second = (
        (each.status, [(quote.document_id, quote.start, quote.end) for quote in each.citations])
        for each in (one, other)
    )
    return first == second


def _words(asked: Exchange) -> str:
    """Return what a search for words looks through: the question, and what was quoted."""
    answer = asked.answer
    said: Sequence[str] = () if answer is None else [each.text for each in answer.sentences]
    titles = [] if answer is None else [each.title for each in answer.citations]
    return "\n".join([asked.question, *said, *titles])
