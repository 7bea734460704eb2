"""Reading Rich Text Format (RTF)."""

import locale
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .document import Report
from .errors import UnreadableDocument
from .normalise import normalise
from .package import counted, damaged
from .reading import Reading, note_mark
from .rtf_codes import (
    ENDS,
    MARGINS,
    SIGNS,
    SKIPPED,
    STARRED_TEXT,
    codec_of_charset,
    codec_of_page,
)
from .rtf_flow import Flow

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])"
    rb"|([^\\{}\r\n]+)|[\r\n]+|(\\)",
    re.S,
)
_MOST_DEPTH = 10_000


def read_rtf(data: bytes) -> Reading:
    """Return the blocks, footnotes and metadata of a Rich Text Format file.

    Headings are paragraphs with an outline level, tables give a row a line. Tracked deletions,
    hidden text, comments, pictures, page headers and footers are left out and reported. Raises
    UnreadableDocument.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableDocument("The file is no Rich Text Format, whatever its name says.")
    reader = _Reader()
    reader.read(data)
    about = {name: flow.words() for name, flow in reader.about.items()}
    return Reading(
        reader.body.finished(),
        title=about.get("title"),
        issuer=about.get("author"),
        date=reader.date(),
        language=reader.language(),
        report=Report("Alliance Assistant (RTF)", tuple(reader.dropped())),
        notes={label: flow.words() for label, flow in reader.notes.items()},
    )


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group and ends with it; ``flow`` is None where nothing is text."""

    flow: Flow | None
    font: int | None = None
    fallback: int = 1
    hidden: bool = False
    deleted: bool = False
    fonts: bool = False
    list_text: bool = False
    language: int = 0


class _Reader:
    def __init__(self) -> None:
        self.body = Flow()
        self.notes: dict[str, Flow] = {}
        self.about: dict[str, Flow] = {}
        self._margins: list[tuple[str, Flow]] = []
        self._left_out = Counter[str]()
        self._state = _State(self.body)
        self._outer: list[_State] = []
        self._codec, self._codecs = "cp1252", dict[int, str]()
        self._default_font: int | None = None
        self._bytes = bytearray()
        self._to_skip = 0
        self._starred = False
        self._made: dict[str, int] | None = None
        self._half = 0xD800
        self._languages = Counter[int]()

    def read(self, data: bytes) -> None:
        """Read a file's groups; by a loop, since they may stand in each other without end."""
        position = data.index(b"{")
        while (token := _TOKEN.match(data, position)) is not None:
            position = token.end()
            word, number, code, sign, brace, run, _ = token.groups()
            if code or run:
                self._characters(bytes.fromhex(code.decode()) if code else run)
                continue
            if not any(token.groups()):
                continue  # a line end between codes
            self._flush()
            if word:
                argument = int(number) if number else None
                if word == b"bin":
                    position += max(0, argument or 0)
                else:
                    self._word(word.decode().lower(), argument)
            elif sign:
                self._sign(sign.decode("latin-1"))
            elif brace == b"{":
                self._open()
            elif brace and self._close():
                return
        self._flush()

    def _open(self) -> None:
        if len(self._outer) >= _MOST_DEPTH:
            raise damaged("Rich Text Format file")
        self._outer.append(self._state)
        self._to_skip, self._starred = 0, False

    def _close(self) -> bool:
        """End a group; tell whether it was the outermost."""
        if not self._outer:
            return True
        self._state = self._outer.pop()
        self._to_skip, self._starred = 0, False
        return not self._outer

    def _characters(self, characters: bytes) -> None:
        skipped = min(self._to_skip, len(characters))
        self._to_skip -= skipped
        self._bytes += characters[skipped:]

    def _flush(self) -> None:
        if self._bytes:
            font = self._default_font if self._state.font is None else self._state.font
            codec = self._codecs.get(-1 if font is None else font, self._codec)
            self._write(self._bytes.decode(codec, errors="replace"))
            self._bytes.clear()

    def _write(self, text: str) -> None:
        state = self._state
        if state.flow is None or state.fonts or state.hidden or state.deleted:
            return
        if state.list_text and text.strip() in ("·", "o", "§", "\uf0b7", "\uf0a7", "-", "–"):
            text = "•"
        state.flow.pieces.append(normalise(text))
        self._languages[state.language] += len(text)

    def _unicode(self, number: int) -> None:
        """Write a character, or keep it for the next if it is the first half of one."""
        if 0xD800 <= number < 0xDC00:
            self._half = number
        elif 0xDC00 <= number < 0xE000:
            self._write(chr(0x10000 + (self._half - 0xD800) * 0x400 + number - 0xDC00))
            self._half = 0xD800
        else:
            self._write(chr(number))

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in ENDS:
            self._end("par")
        elif sign in SIGNS:
            self._write(SIGNS[sign])

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if self._begins_destination(word, starred):
            return
        if word in SIGNS:
            self._write(SIGNS[word])
        elif word == "u" and number is not None:
            self._unicode(number % 0x10000)
            self._to_skip = self._state.fallback
        elif word in ENDS or word in ("cell", "row"):
            self._end(word)
        elif self._made is not None and word in ("yr", "mo", "dy"):
            self._made.setdefault(word, number or 0)
        else:
            self._set(word, number)

    def _end(self, word: str) -> None:
        flow = self._state.flow
        if flow is None:
            return
        if word == "cell":
            flow.end_cell()
        elif word == "row":
            flow.end_row()
        else:
            flow.end_paragraph()

    def _set(self, word: str, number: int | None) -> None:
        state, on = self._state, number != 0
        flow = state.flow
        match word:
            case "pard" if flow:
                flow.level, flow.in_table = 0, False
            case "intbl" if flow:
                flow.in_table = True
            case "outlinelevel" if flow and number in range(6):
                flow.level = (number or 0) + 1
            case "plain":
                self._state = replace(state, hidden=False, deleted=False, font=None)
            case "v":
                self._left_out["piece of hidden text"] += on and not state.hidden
                self._state = replace(state, hidden=on)
            case "deleted":
                self._left_out["tracked deletion"] += on and not state.deleted
                self._state = replace(state, deleted=on)
            case "uc":
                self._state = replace(state, fallback=max(0, number or 0))
            case "lang":
                self._state = replace(state, language=number or 0)
            case _:
                self._set_font(word, number)

    def _set_font(self, word: str, number: int | None) -> None:
        if number is None:
            return
        if word == "f":
            self._state = replace(self._state, font=number)
        elif word == "deff":
            self._default_font = number
        elif word == "ansicpg":
            self._codec = codec_of_page(number)
        elif word == "fcharset" and self._state.fonts and self._state.font is not None:
            codec = codec_of_charset(number)
            # What says that it is Western is often the page that the file names.
            if codec and number:
                self._codecs[self._state.font] = codec

    def _begins_destination(self, word: str, starred: bool) -> bool:
        """Turn to where a group's words belong, if a word says so."""
        state = self._state
        if state.flow is None and word not in ("title", "author", "creatim"):
            return word in SKIPPED or starred
        match word:
            case "fonttbl":
                self._state = replace(state, fonts=True)
            case "listtext" | "pntext":
                self._state = replace(state, list_text=True)
            case "title" | "author" if self._within_info():
                self._state = replace(state, flow=self.about.setdefault(word, Flow()))
            case "creatim" if self._within_info():
                self._made = {}
            case "footnote":
                self._state = replace(state, flow=self._note())
            case "shptxt" if state.flow is not None:
                box = Flow()
                state.flow.boxes.append(box)
                self._state = replace(state, flow=box)
            case name if name in MARGINS:
                self._margins.append((MARGINS[name], Flow()))
                self._state = replace(state, flow=self._margins[-1][1])
            case name if name in SKIPPED or (starred and name not in STARRED_TEXT):
                self._left_out["picture"] += name == "pict"
                self._left_out["comment"] += name == "annotation"
                self._state = replace(state, flow=None)
            case _:
                return False
        return True

    def _within_info(self) -> bool:
        return len(self._outer) == 3 and self._state.flow is None

    def _note(self) -> Flow:
        label = str(len(self.notes) + 1)
        if self._state.flow is not None:
            self._state.flow.pieces.append(note_mark(label))
        return self.notes.setdefault(label, Flow())

    def date(self) -> str | None:
        """Return the day on which the file was made, if it says so."""
        made = self._made or {}
        year, month, day = (made.get(each, 0) for each in ("yr", "mo", "dy"))
        known = 1900 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 31
        return f"{year:04}-{month:02}-{day:02}" if known else None

    def language(self) -> str | None:
        """Return the language that most characters are said to be in."""
        known = [each for each in self._languages.most_common() if each[0] in locale.windows_locale]
        return locale.windows_locale[known[0][0]] if known else None

    def dropped(self) -> Iterator[str]:
        """Yield what was left out, in words."""
        many = {"piece of hidden text": "pieces of hidden text"}
        for what, number in sorted(self._left_out.items()):
            yield from counted(number, what, many.get(what))
        margins = dict.fromkeys((kind, flow.words()) for kind, flow in self._margins)
        yield from (f"the page {kind} “{text[:80]}”" for kind, text in margins if text)
