"""The starter library: briefs that come with the program."""

import re
from functools import cache
from pathlib import Path

import yaml

_FOLDER = Path(__file__).parent / "library"
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.S)


def starter_briefs() -> list[Path]:
    """Return the files of the starter library, in order.

    A brief is Markdown; where it was typeset (docs/typeset.py) the PDF stands in its place.
    """
    written = sorted(_FOLDER.glob("*.md"))
    return [pdf if (pdf := path.with_suffix(".pdf")).exists() else path for path in written]


@cache
def proposed_questions(brief: Path) -> tuple[str, ...]:
    """Return the questions that a brief says it answers."""
    front = _FRONT_MATTER.match(brief.with_suffix(".md").read_text(encoding="utf-8"))
    values = yaml.safe_load(front[1]) if front else {}
    return tuple(str(question) for question in values.get("questions", []))
