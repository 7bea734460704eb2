"""Reads what `exporting` wrote, wherever it has been meanwhile: the quotes that a file shows.

A file that is read here may be anybody's: nothing in it is trusted to be of the form it should be.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from assistant import Claim
from sources.errors import ExportUnreadable

from .exporting import FORMAT

_LARGEST = 100 * 1024 * 1024
_NOTE = re.compile(r"^\[\^(\d{1,6})\]:[ \t]*(.*(?:\n(?!\[\^\d{1,6}\]:|\S).*)*)", re.M)
_PARTS = re.compile(r"“(?P<quote>.*)”\s+—\s+\*(?P<title>(?:\\.|[^*\\])*)\*", re.S)
_PLACE = re.compile(r"SHA-256\s+`([0-9a-f]{64})`,\s+characters\s+(\d{1,9})–(\d{1,9})\.\s*\Z")
_MARK = re.compile(r"(?<!\\)\[\^(\d{1,6})\]")


def read_claims(path: Path) -> list[Claim]:
    """Return the quotes that an exported conversation shows, in their order.

    Raises ExportUnreadable for a file that cannot be read or holds no such quotes.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ExportUnreadable(f"{path} is larger than any exported conversation.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ExportUnreadable(f"{path} cannot be read ({error}). Check the name.") from error
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
    place = int(citation["start"]), int(citation["end"])
    quote, id, title = (str(citation[key]) for key in ("quote", "document_id", "title"))
    "".join((quote, id, title, *said)).encode()  # raises where half a character is among them
    return Claim(number, quote, id, title, *place, said)


def _from_html(text: str) -> Iterator[Claim]:
    page = _Page()
    page.feed(text)
    page.close()
    for number, note in page.notes.items():
        place = int(note["data-start"]), int(note["data-end"])
        told = tuple(page.said.pop(number, ()))
        yield Claim(number, note["q"], note["data-document"], note["cite"], *place, told)
    if page.said:
        raise ValueError(f"it has no footnote {min(page.said)}")


class _Page(HTMLParser):
    """Takes from a page what its paragraphs present as quotes, and its footnotes."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[int, list[str]] = {}
        self.notes: dict[int, dict[str, str]] = {}
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "li" and "data-document" in given:
            self._note = self.notes[int(given["value"])] = given
        if tag in ("q", "cite") or (tag == "p" and "data-note" in given):
            self._into = []
        if tag == "p" and "data-note" in given:
            self._number = int(given["data-note"])
        if tag == "sup" and self._into is not None:
            self.said.setdefault(self._number, []).append("".join(self._into)[:-1])
            self._into = None

    def handle_endtag(self, tag: str) -> None:
        if tag in ("q", "cite") and self._into is not None:
            self._note[tag] = "".join(self._into)
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)


def _from_markdown(text: str) -> Iterator[Claim]:
    text = text.replace("\r\n", "\n")
    said = _quoted(text)
    for note in _NOTE.finditer(text):
        number, body = int(note[1]), note[2].strip()
        parts, place = _PARTS.search(body), _PLACE.search(body)
        if not parts or not place:
            raise ValueError(f"footnote {number} is of another form")
        start, end = int(place[2]), int(place[3])
        quote, title = _plain(parts["quote"]), _plain(parts["title"])
        told = tuple(said.pop(number, ()))
        yield Claim(number, quote, place[1], title, start, end, told, spaced=False)
    if said:
        raise ValueError(f"it has no footnote {min(said)}")


def _quoted(text: str) -> dict[int, list[str]]:
    """Return what the block quotations present as quotes, by the number of the footnote."""
    said: dict[int, list[str]] = {}
    for block in re.findall(r"(?:^>.*\n?)+", text, re.M):
        words = re.sub(r"^> ?", "", block, flags=re.M)
        for piece, number in zip(*[iter(_MARK.split(words)[:-1])] * 2, strict=True):
            said.setdefault(int(number), []).append(_plain(piece))
    return said


def _plain(markdown: str) -> str:
    """Return the text that Markdown of ours shows."""
    return re.sub(r"\\([!-/:-@\[-`{-~\n])|\*\*", lambda sign: sign[1] or "", markdown).strip()


# By the first sign of the file.
_FORMS = {"{": _from_json, "<": _from_html}
