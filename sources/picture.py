"""What a picture of a page is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a PNG of ``width`` to ``height`` pixels.

    ``top`` and ``bottom`` are the rows of pixels between which the marked words stand; both 0
    where none are marked.
    """

    png: bytes
    width: int
    height: int
    top: int = 0
    bottom: int = 0
