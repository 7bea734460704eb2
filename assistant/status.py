"""The three outcomes of a question."""

from enum import StrEnum


class Status(StrEnum):
    """The three outcomes of a question."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"
