"""Reads the page that `render_export` wrote: what it presents as quotes, and its footnotes.

Words that stand beside the quotes in a block of them count as the quote before them: nobody who
reads the page could tell them apart.
"""

import re
from collections.abc import Collection, Mapping
from html.parser import HTMLParser

from .exporting import note_patterns


def read_page(text: str) -> tuple[Mapping[int, Mapping[str, str]], dict[int, list[str]]]:
    """Return the parts of a page's footnotes, and what is said with each of them, by number.

    Raises ValueError or KeyError for a page of another form.
    """
    page = _Page()
    page.feed(text)
    page.close()
    if page.unclosed:
        raise ValueError(f"its {min(page.unclosed)} does not end")
    return {number: _parts(number, note) for number, note in page.notes.items()}, page.said


def _parts(number: int, note: Mapping[str, str]) -> Mapping[str, str]:
    names = ("q", "cite", "data-document", "data-start", "data-end")
    quote, title, id, start, end = (note[name] for name in names)
    parts = {"quote": quote, "about": title, "id": id, "start": start, "end": end}
    patterns = {name: re.escape(part) for name, part in parts.items()}
    patterns["about"] += "(.*)"
    for pattern in note_patterns(**patterns):
        if found := re.fullmatch(rf"\s*{pattern}\s*", note["li"], re.S):
            return {**parts, "title": title, "about": found[1]}
    raise ValueError(f"footnote {number} is of another form")


class _Page(HTMLParser):
    """Takes from a page what its blocks present as quotes, and its footnotes."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[int, list[str]] = {}
        self.notes: dict[int, dict[str, str]] = {}
        # The words of the elements that are open, by their tags, and those that are in no quote.
        self._open: dict[str, list[str]] = {}
        self._numbers: list[int] = []

    @property
    def unclosed(self) -> Collection[str]:
        """The tags of elements that have not ended."""
        return self._open.keys()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "li" and "data-document" in given:
            number = int(given["value"])
            if number in self.notes:
                raise ValueError(f"footnote {number} is there twice")
            self._note = self.notes[number] = given
            self._open["li"] = []
        elif tag == "blockquote":
            if tag in self._open:
                raise ValueError("a quote in it stands in another")
            self._open["blockquote"], self._numbers = [], []
        elif tag in ("q", "cite"):
            self._open[tag] = []
        elif tag == "p" and "data-note" in given:
            self._numbers.append(int(given["data-note"]))
            self._open["p"] = []
        elif tag == "sup" and (words := self._open.pop("p", None)) is not None:
            self.said.setdefault(self._numbers[-1], []).append("".join(words)[:-1])

    def handle_endtag(self, tag: str) -> None:
        if tag == "sup":
            self.handle_data(" ")
        words = "".join(self._open.pop(tag, []))
        if tag in ("q", "cite", "li"):
            self._note[tag] = words
        elif tag == "p" and words:
            self.said.setdefault(self._numbers[-1], []).append(words)
        elif tag == "blockquote" and words.split() != [str(each) for each in self._numbers]:
            if not self._numbers:
                raise ValueError("a quote in it has no footnote")
            self.said.setdefault(self._numbers[-1], []).append(words)

    def handle_data(self, data: str) -> None:
        for tag, words in self._open.items():
            if tag != "blockquote" or "p" not in self._open:
                words.append(data)
