"""The three outcomes of a question, and what is quoted where it is not answered."""

from enum import StrEnum


class Status(StrEnum):
    """The three outcomes of a question."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"


class Beside(StrEnum):
    """How a quote that does not answer a question stands to it.

    It denies what the question takes for granted, admits that it is not known, or says the like of
    another time or place.
    """

    DENIAL = "denial"
    ADMISSION = "admission"
    NEIGHBOUR = "neighbour"
