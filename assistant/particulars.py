"""What certain questions demand of each sentence that answers them; of most nothing is demanded."""

from typing import Protocol

from .acting import acting_asked
from .again import again_asked
from .amounts import amount_asked
from .belonging import belonging_asked
from .coming import coming_asked
from .force import force_asked
from .heading import heading_asked
from .instruments import instrument_asked
from .leaving import leaving_asked
from .negation import negation_asked
from .quantity import all_asked
from .saying import saying_asked


class Particular(Protocol):
    """What a question demands, such as that a sentence says that something is not so."""

    def allows(self, text: str, held: frozenset[str]) -> bool:
        """Tell whether a text, which holds some index terms, may answer the question."""


_ASKED = (
    acting_asked,
    again_asked,
    all_asked,
    amount_asked,
    belonging_asked,
    coming_asked,
    force_asked,
    heading_asked,
    instrument_asked,
    leaving_asked,
    negation_asked,
    saying_asked,
)


def particulars_of(question: str) -> tuple[Particular, ...]:
    """Return what a question demands of each sentence that answers it."""
    return tuple(each for asked in _ASKED if (each := asked(question)))
