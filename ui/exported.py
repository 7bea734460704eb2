"""Reads what `exporting` wrote, wherever it has been meanwhile: the quotes that a file shows.

A file that is read here may be anybody's: nothing in it is trusted to be of the form it should be.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant import Citation, Claim
from sources.errors import ExportUnreadable

from .citing import is_web_address
from .exported_page import read_page
from .exporting import FORMAT, attributed, note_patterns
from .phrases import LANGUAGES, speaking

_LARGEST = 100 * 1024 * 1024
_NOTE = re.compile(r"^\[\^(\d{1,6})\]:[ \t]*(.*(?:\n(?!\[\^\d{1,6}\]:|\S).*)*)", re.M)
_PARTS = {
    "quote": r"(?P<quote>.*)",
    "about": r"\*(?P<title>(?:\\.|[^*\\])*)\*(?P<about>.*)",
    "id": r"`(?P<id>[0-9a-f]{64})`",
    "start": r"(?P<start>\d{1,9})",
    "end": r"(?P<end>\d{1,9})",
}
_MARK = re.compile(r"(?<!\\)\[\^(\d{1,6})\]")
# A block quotation, with lines that go on with it without a sign of their own.
_BLOCK = re.compile(r"^ {0,3}>.*(?:\n.*\S.*)*", re.M)
_ADDRESS = re.compile(r"(?:^|,\s+)(https?://\S+)$", re.I)


def read_claims(path: Path) -> list[Claim]:
    """Return the quotes that an exported conversation shows, in their order.

    Raises ExportUnreadable for a file that cannot be read or holds no such quotes.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ExportUnreadable(f"{path} is larger than any exported conversation.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ExportUnreadable(
            f"{path} cannot be read ({error.strerror}). Check the name."
        ) from error
    except UnicodeDecodeError as error:
        raise ExportUnreadable(f"{path} is no text, so it is no exported conversation.") from error
    try:
        claims = list(_FORMS.get(text.lstrip()[:1], _from_markdown)(text))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise ExportUnreadable(
            f"{path} is no exported conversation, or one that was changed so that it cannot be "
            f"read ({error})."
        ) from error
    if not claims:
        raise ExportUnreadable(f"{path} shows no quotes: there is nothing to compare.")
    return claims


def attribution(citation: Citation) -> list[str]:
    """Return what an export says of a citation besides title and address, in each language."""
    said = []
    for language in LANGUAGES:
        with speaking(language):
            said.append(", ".join(attributed(citation)))
    return said


def _from_json(text: str) -> Iterator[Claim]:
    kept = json.loads(text)
    if kept["format"] != FORMAT:
        raise ValueError("its format is another")
    first = 1
    for exchange in kept["exchanges"]:
        answer = exchange["answer"] or {"citations": [], "nearest": [], "sentences": []}
        said = _said(answer)
        for each in answer["citations"]:
            yield _claim(first, each, tuple(said.pop(each["number"], ())))
            first += 1
        for each in answer["nearest"]:
            yield _claim(first, each, ())
            first += 1
        if said:
            raise ValueError(f"it has no citation {min(said)}")


def _said(answer: Mapping[str, Any]) -> dict[int, list[str]]:
    """Return what the sentences of an answer present as quotes, by the number of the citation."""
    said: dict[int, list[str]] = {}
    for sentence in answer["sentences"]:
        said.setdefault(int(sentence["citations"][0]), []).append(str(sentence["text"]))
    return said


def _claim(number: int, citation: Mapping[str, Any], said: tuple[str, ...]) -> Claim:
    names = ("document_id", "title", "source", "quote", "passage")
    id, title, source, quote, passage = (str(citation[name]) for name in names)
    about, *_ = attribution(
        Citation(
            number=number,
            document_id=id,
            title=title,
            source=source,
            issuer=_text(citation["issuer"]),
            date=_text(citation["date"]),
            section=_text(citation["section"]),
            page=None if citation["page"] is None else int(citation["page"]),
            start=int(citation["start"]),
            end=int(citation["end"]),
            quote=quote,
            passage=passage,
            score=0.0,
        )
    )
    "".join((quote, id, title, source, about, *said)).encode()  # raises at half a character
    return Claim(
        number,
        quote,
        id,
        title,
        int(citation["start"]),
        int(citation["end"]),
        said,
        about=about,
        address=source if is_web_address(source) else None,
        passage=passage,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _from_html(text: str) -> Iterator[Claim]:
    notes, said = read_page(text)
    for number, note in notes.items():
        yield _of_note(number, note, said.pop(number, ()), spaced=True)
    if said:
        raise ValueError(f"it has no footnote {min(said)}")


def _from_markdown(text: str) -> Iterator[Claim]:
    text = text.replace("\r\n", "\n")
    said = _quoted(text)
    for found in _NOTE.finditer(text):
        number, words = int(found[1]), found[2].strip()
        matches = (re.fullmatch(each, words, re.S) for each in note_patterns(**_PARTS))
        parts = next(filter(None, matches), None)
        if not parts:
            raise ValueError(f"footnote {number} is of another form")
        note = {name: _plain(part) for name, part in parts.groupdict().items()}
        yield _of_note(number, note, said.pop(number, ()), spaced=False)
    if said:
        raise ValueError(f"it has no footnote {min(said)}")


def _of_note(number: int, note: Mapping[str, str], said: Iterable[str], *, spaced: bool) -> Claim:
    """Return the claim of a footnote. What stands after its title ends with an address, if any."""
    about = note["about"].removeprefix(",").strip()
    address = _ADDRESS.search(about)
    return Claim(
        number,
        note["quote"],
        note["id"],
        note["title"],
        int(note["start"]),
        int(note["end"]),
        tuple(said),
        spaced,
        about=about[: address.start()] if address else about,
        address=address[1] if address else None,
    )


def _quoted(text: str) -> dict[int, list[str]]:
    """Return what the block quotations present as quotes, by the number of the footnote."""
    said: dict[int, list[str]] = {}
    for block in _BLOCK.findall(text):
        *pieces, rest = _MARK.split(re.sub(r"^ {0,3}> ?", "", block, flags=re.M))
        for piece, number in zip(*[iter(pieces)] * 2, strict=True):
            said.setdefault(int(number), []).append(_plain(piece))
        if rest.strip():
            if not pieces:
                raise ValueError("a quote in it has no footnote")
            said[int(pieces[-1])].append(_plain(rest))
    return said


def _plain(markdown: str) -> str:
    """Return the text that Markdown of ours shows."""
    return re.sub(r"\\([!-/:-@\[-`{-~\n])|\*\*", lambda sign: sign[1] or "", markdown).strip()


# By the first sign of the file.
_FORMS = {"{": _from_json, "<": _from_html}
