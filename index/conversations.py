"""Conversations: what was asked and what came of it, in a file of their own beside the library.

Apart from the library, so that keeping an answer never waits for documents that are being added.
What an answer is, this module does not know: it keeps records, which the layer above reads.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .conversation_file import ConversationFile

_ID_BYTES = 16
_OWNED = "SELECT id FROM conversations WHERE id = :id AND owner = :owner"
_SAID = "SELECT * FROM feedback WHERE conversation = ? AND number = ?"
_EXCHANGES = (
    "SELECT number, asked_at, question, record, thumb, word, said_at "
    "FROM exchanges LEFT JOIN feedback USING (conversation, number)"
)


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a list shows of a conversation; times are those of UTC in ISO form."""

    id: str
    name: str
    made_at: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person said of an answer: a thumb, "up" or "down", and a word, empty if none."""

    thumb: str
    word: str
    said_at: str


@dataclass(frozen=True, slots=True)
class KeptExchange:
    """A question, the how-manyth of its conversation it is from 0, and the record of its answer."""

    number: int
    asked_at: str
    question: str
    record: str
    feedback: Feedback | None = None


class ConversationStore:
    """Keeps conversations, each for the one owner who may see it; safe for several threads.

    Without a folder, or in one that cannot be written, it lasts only as long as the program runs:
    `lasting` tells. Raises LibraryError where the file is of a newer version or cannot be used.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = ConversationFile(folder)

    @property
    def lasting(self) -> bool:
        """Whether what is kept outlasts the program."""
        return self._file.lasting

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def conversations(self, owner: str, words: str = "") -> list[Conversation]:
        """Return an owner's conversations, the latest first: all, or those that hold some words."""
        sought = words.strip().casefold()
        return self._listed(
            "WHERE owner = :owner AND (instr(folded(name), :sought) OR EXISTS (SELECT 1 FROM "
            "exchanges WHERE conversation = id AND instr(folded(words), :sought)))"
            if sought
            else "WHERE owner = :owner",
            owner=owner,
            sought=sought,
        )

    def conversation(self, owner: str, id: str) -> Conversation | None:
        """Return a conversation, None where this owner has none with this id."""
        found = self._listed("WHERE id = :id AND owner = :owner", owner=owner, id=id)
        return found[0] if found else None

    def exchanges(
        self, owner: str, id: str, start: int = 0, stop: int | None = None
    ) -> list[KeptExchange]:
        """Return the exchanges of a conversation from one number to before another, in order."""
        return [
            _exchange(row)
            for row in self._file.rows(
                f"{_EXCHANGES} WHERE conversation = ({_OWNED}) AND number >= :start "
                "AND number < :stop ORDER BY number",
                owner=owner,
                id=id,
                start=start,
                stop=2**62 if stop is None else stop,
            )
        ]

    def rated(self) -> list[KeptExchange]:
        """Return the exchanges of all owners of which something was said, in that order."""
        query = f"{_EXCHANGES} WHERE thumb IS NOT NULL ORDER BY said_at, feedback.rowid"
        return [_exchange(row) for row in self._file.rows(query)]

    def questions(self, owner: str, id: str) -> list[str]:
        """Return the questions of a conversation, in order."""
        query = f"SELECT question FROM exchanges WHERE conversation = ({_OWNED}) ORDER BY number"
        return [row[0] for row in self._file.rows(query, owner=owner, id=id)]

    def begin(self, owner: str, name: str) -> str:
        """Make a conversation, and return its id."""
        id, now = secrets.token_hex(_ID_BYTES), _now()
        with self._file.change() as connection:
            values = (id, owner, name, now, now)
            connection.execute("INSERT INTO conversations VALUES (?, ?, ?, ?, ?)", values)
        return id

    def put(
        self,
        owner: str,
        id: str,
        question: str,
        words: str,
        record: str,
        number: int | None = None,
        *,
        alone: bool = False,
        same: bool = False,
    ) -> bool:
        """Keep an exchange at the end of a conversation, or in the place of one and all later ones.

        Of one ``alone``, the later ones stay; where its answer is the ``same`` as before, what was
        said of that stays too. ``words`` are what a search looks through. Returns False where the
        owner has no such conversation.
        """
        now = _now()
        with self._file.change() as connection:
            if not connection.execute(_OWNED, {"id": id, "owner": owner}).fetchone():
                return False
            if number is not None:
                said = connection.execute(_SAID, (id, number)).fetchone() if same else None
                which = "number = ?" if alone else "number >= ?"
                old = f"DELETE FROM exchanges WHERE conversation = ? AND {which}"
                connection.execute(old, (id, number))
            connection.execute(
                "INSERT INTO exchanges SELECT ?1, coalesce(?2, max(number) + 1, 0), ?3, ?4, ?5, ?6 "
                "FROM exchanges WHERE conversation = ?1",
                (id, number, now, question, words, record),
            )
            if number is not None and said:
                connection.execute("INSERT INTO feedback VALUES (?, ?, ?, ?, ?)", said)
            connection.execute("UPDATE conversations SET changed_at = ? WHERE id = ?", (now, id))
        return True

    def rate(self, owner: str, id: str, number: int, thumb: str | None, word: str) -> bool:
        """Keep what an owner says of an answer, or without a ``thumb`` that it is taken back.

        Returns False where the owner has no such exchange. It goes with the answer.
        """
        with self._file.change() as connection:
            owned = (
                f"SELECT number FROM exchanges WHERE conversation = ({_OWNED}) AND number = :number"
            )
            values = {"id": id, "owner": owner, "number": number}
            if not connection.execute(owned, values).fetchone():
                return False
            old = "DELETE FROM feedback WHERE conversation = ? AND number = ?"
            connection.execute(old, (id, number))
            if thumb:
                said = (id, number, thumb, word, _now())
                connection.execute("INSERT INTO feedback VALUES (?, ?, ?, ?, ?)", said)
        return True

    def rename(self, owner: str, id: str, name: str) -> None:
        """Give a conversation of an owner another name."""
        with self._file.change() as connection:
            connection.execute(
                "UPDATE conversations SET name = ? WHERE id = ? AND owner = ?", (name, id, owner)
            )

    def delete(self, owner: str, id: str) -> None:
        """Delete a conversation of an owner, and what was said in it."""
        with self._file.change() as connection:
            connection.execute("DELETE FROM conversations WHERE id = ? AND owner = ?", (id, owner))

    def _listed(self, condition: str, **values: object) -> list[Conversation]:
        return [
            Conversation(*row)
            for row in self._file.rows(
                f"SELECT id, name, made_at, changed_at FROM conversations {condition} "
                "ORDER BY changed_at DESC, rowid DESC",
                **values,
            )
        ]


def _exchange(row: tuple[Any, ...]) -> KeptExchange:
    number, asked_at, question, record, thumb, word, said_at = row
    said = Feedback(thumb, word, said_at) if thumb else None
    return KeptExchange(number, asked_at, question, record, said)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
