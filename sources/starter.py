"""The starter library: briefs that come with the program."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "library"


def starter_briefs() -> list[Path]:
    """Return the files of the starter library, in order."""
    return sorted(_FOLDER.glob("*.md"))
