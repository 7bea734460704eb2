"""How much room on the disk a document needs."""

import math
from collections.abc import Sequence

from index import PassageVectors

# A text is kept whole, in passages, and as words.
_COPIES = 4


def room_said(data: bytes, text: str, vectors: Sequence[PassageVectors]) -> str:
    """Return a sentence on the room for a file, its text and the vectors of its passages.

    What the database takes in counts twice: it goes through the database's journal.
    """
    kept = sum(found.passage.nbytes + found.sentences.nbytes for found in vectors)
    size = len(data) + 2 * (_COPIES * len(text) + kept)
    return f"The document needs about {math.ceil(size / 1e6)} MB."
