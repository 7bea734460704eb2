"""A conversation as a file that stands alone: JSON, or Markdown with numbered footnotes.

Pure functions. Each footnote holds the quote, its document's title, issuer and date, the page, and
the hash of the document, so that `alliance verify` can compare it with a library. Other people's
words are escaped so that no sign of theirs is one of Markdown's.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import PureWindowsPath
from typing import Any

from assistant import Answer, Citation, Conversation, Exchange, Statement

from .citing import is_web_address
from .contract import answer_object
from .phrases import forms, phrase, say, told
from .scope_wording import scope_line
from .wording import LEFT_OUT, before_nearest, long_date, opening, page_name, readings, support

FORMAT = "alliance-conversation-1"
_ABOUT = phrase(
    "Alliance Assistant, {date}. Each footnote quotes a document. To compare them with a library: "
    "alliance verify FILE"
)
NOTE = phrase("“{quote}” — {about}. SHA-256 {id}, characters {start}–{end}.")
_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|!&$~^@]")
# What begins a list, a rule or a heading where it begins a line.
_BEGINNING = re.compile(r"^(\s*(?:\d{1,9}(?=[.)]))?)([-+=:.)])")


@dataclass(frozen=True, slots=True)
class Footnotes:
    """An exchange with the numbers that its citations have in the whole conversation."""

    exchange: Exchange
    first: int

    @property
    def answer(self) -> Answer | None:
        """The answer of the exchange."""
        return self.exchange.answer

    @property
    def citations(self) -> Sequence[Citation]:
        """The citations of its answer, and the nearest passages where there is none."""
        return cited(self.answer)

    def number(self, citation: int) -> int:
        """Return the number in the conversation of a citation by its number in the answer."""
        numbers = [each.number for each in self.citations]
        return self.first + numbers.index(citation)

    def citation(self, number: int) -> Citation:
        """Return a citation by its number in the answer."""
        return next(each for each in self.citations if each.number == number)

    @property
    def nearest(self) -> Iterator[tuple[int, Citation]]:
        """The nearest passages, with their numbers."""
        for place, each in enumerate(self.citations):
            if each.number is None:
                yield self.first + place, each


def cited(answer: Answer | None) -> Sequence[Citation]:
    """Return all that an answer quotes: for its sentences, then as nearest passages."""
    return () if answer is None else (*answer.citations, *answer.nearest)


def numbered(exchanges: Sequence[Exchange]) -> list[Footnotes]:
    """Return exchanges with the numbers of their footnotes, which run through all of them."""
    found, first = [], 1
    for each in exchanges:
        found.append(Footnotes(each, first))
        first += len(cited(each.answer))
    return found


def as_json(conversation: Conversation, exchanges: Sequence[Exchange]) -> str:
    """Return a conversation as JSON, the answers as `alliance ask --json` prints them."""
    return json.dumps(
        {
            "format": FORMAT,
            "name": conversation.name,
            "made_at": conversation.made_at,
            "changed_at": conversation.changed_at,
            "exchanges": [
                {
                    "question": each.question,
                    "asked_at": each.asked_at,
                    "problem": each.problem,
                    "answer": None if each.answer is None else _without_paths(each.answer),
                    "feedback": feedback_object(each),
                }
                for each in exchanges
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def feedback_object(asked: Exchange) -> dict[str, str] | None:
    """Return what a person said of an answer as an object of JSON, None where nothing was said."""
    return None if asked.feedback is None else asdict(asked.feedback)


def _without_paths(answer: Answer) -> dict[str, Any]:
    """Return an answer's object; of a file's path only the name, for the folders are private."""
    written = answer_object(answer)
    for each in (*written["citations"], *written["nearest"]):
        if not is_web_address(each["source"]):
            each["source"] = PureWindowsPath(each["source"]).name
    return written


def as_markdown(conversation: Conversation, exchanges: Sequence[Exchange]) -> str:
    """Return a conversation as Markdown, its quotes in footnotes that stand alone."""
    notes = numbered(exchanges)
    parts = [f"# {escaped(_line(conversation.name))}"]
    parts.append(about_file(conversation))
    for each in notes:
        parts += _section(each)
    parts.append("---")
    parts += [
        _footnote(each.first + place, citation)
        for each in notes
        for place, citation in enumerate(each.citations)
    ]
    return "\n\n".join(parts) + "\n"


def about_file(conversation: Conversation) -> str:
    """Return what a file says of itself: when the conversation ended, and how to check it."""
    return say(_ABOUT, date=long_date(conversation.changed_at[:10]))


def _section(notes: Footnotes) -> Iterator[str]:
    asked, answer = notes.exchange, notes.answer
    yield f"## {escaped(_line(asked.question)) or say('A question without words')}"
    if answer is None:
        yield escaped(_line(told(asked.problem or "")))
        return
    said = (*readings(answer), scope_line(answer.asked_of), *(opening(answer) or "").split("\n"))
    yield from (f"*{escaped(_line(line))}*" for line in said if line and line.strip())
    for statement in answer.sentences:
        yield from _statement(statement, notes)
    if line := before_nearest(answer):
        yield f"*{line}*"
    for number, nearest in notes.nearest:
        yield _quoted(f"{_lines(nearest.quote)} [^{number}]")
    if line := support(answer):
        yield f"*{escaped(line)}*"


def _statement(statement: Statement, notes: Footnotes) -> Iterator[str]:
    """Yield a statement in quotation marks, and outside of them what stands for left out items."""
    own = f"{_marked(statement)} [^{notes.number(statement.citations[0])}]"
    if statement.introduced_by:
        above = notes.citation(statement.introduced_by)
        line = f"{_lines(above.quote)} [^{notes.number(statement.introduced_by)}]"
        if statement.skips:
            yield from (_quoted(line), LEFT_OUT)
        else:
            own = f"{line}\n\n{own}"
    yield _quoted(own)
    yield from [LEFT_OUT] * statement.goes_on


def _marked(statement: Statement) -> str:
    """Return a statement's text with the words that answer in bold."""
    parts, end = [], 0
    for start, stop in sorted(statement.answers):
        bold = f"**{escaped(statement.text[start:stop])}**"
        parts += [_lines(statement.text[end:start]), bold]
        end = stop
    return "".join([*parts, _lines(statement.text[end:])])


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _footnote(number: int, citation: Citation) -> str:
    known = [f"*{escaped(_line(citation.title)) or say('Without a title')}*"]
    known += [escaped(_line(each)) for each in attributed(citation)]
    if is_web_address(citation.source):
        known.append(escaped(citation.source))
    note = say(
        NOTE,
        quote=_lines(citation.quote).replace("\n", "\n    "),
        about=", ".join(known),
        id=f"`{citation.document_id}`",
        start=citation.start,
        end=citation.end,
    )
    return f"[^{number}]: {note}"


def note_patterns(**parts: str) -> Iterator[str]:
    """Yield what finds a footnote in each language; ``parts`` are what finds its parts."""
    for form in forms(NOTE):
        words = re.split(r"\{(\w+)\}", form)
        words[::2] = [re.sub(r"(?:\\?\s)+", r"\\s+", re.escape(each)) for each in words[::2]]
        words[1::2] = [parts[each] for each in words[1::2]]
        yield "".join(words)


def attributed(citation: Citation) -> list[str]:
    """Return what a footnote says after the title: who issued it, when, and where it stands."""
    page = page_name(citation.page, citation.page_label)
    about = (citation.issuer, long_date(citation.date), citation.section, page)
    return [each for each in about if each]


def escaped(text: str) -> str:
    """Return Markdown that shows a line of text as it is; its signs get a stroke before them."""
    return _BEGINNING.sub(r"\1\\\2", _SIGNS.sub(r"\\\g<0>", text))


def _line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> str:
    """Return text with its lines kept apart; a blank one would end a paragraph."""
    lines: list[str] = []
    for line in text.split("\n"):
        before = " " if line[:1].isspace() else ""
        after = " " if line[1:] and line[-1:].isspace() else ""
        if line.strip() or not lines:
            lines.append(before + escaped(" ".join(line.split())) + after)
    return "\\\n".join(lines)
