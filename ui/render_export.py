"""A conversation as a page for printing, its quotes in footnotes that stand alone."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from assistant import Citation, Conversation, Exchange, Statement

from .citing import is_web_address
from .exporting import NOTE, Footnotes, about_file, attributed, numbered
from .marking import lang
from .phrases import say, say_html, spoken, told
from .render_quotes import NO_LANGUAGES
from .scope_wording import scope_line
from .wording import LEFT_OUT, before_nearest, opening, readings, support

_STYLE = Path(__file__).parent / "static" / "export.css"
_PAGE = Markup("""<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="alliance-conversation-1">
<title>{name}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{name}</h1>
<p class="about">{about}</p>
{sections}
<hr>
<ol>
{notes}
</ol>
</main>
</body>
</html>
""")


def as_html(
    conversation: Conversation,
    exchanges: Sequence[Exchange],
    languages: Mapping[str, str] = NO_LANGUAGES,
) -> Markup:
    """Return a conversation as a page of its own, which needs nothing else to be shown.

    ``languages`` are those of the documents by id, as far as they are known.
    """
    sections = numbered(exchanges)
    return _PAGE.format(
        lang=spoken().language,
        name=conversation.name or say("Without a name"),
        style=Markup(_STYLE.read_text(encoding="utf-8")),
        about=about_file(conversation),
        sections=Markup("\n").join(part for each in sections for part in _section(each, languages)),
        notes=Markup("\n").join(
            _footnote(each.first + place, citation, languages)
            for each in sections
            for place, citation in enumerate(each.citations)
        ),
    )


def _section(notes: Footnotes, languages: Mapping[str, str]) -> Iterator[Markup]:
    asked, answer = notes.exchange, notes.answer
    yield Markup("<h2>{}</h2>").format(asked.question)
    if answer is None:
        yield _said(told(asked.problem or ""))
        return
    said = (*readings(answer), scope_line(answer.asked_of), *(opening(answer) or "").split("\n"))
    yield from (_said(line) for line in said if line)
    for statement in answer.sentences:
        yield from _statement(statement, notes, languages)
    if line := before_nearest(answer):
        yield _said(line)
    for number, nearest in notes.nearest:
        language = languages.get(nearest.document_id)
        yield _quoted([_marked(number, Markup("{}").format(nearest.quote), language)])
    if line := support(answer):
        yield _said(line)


_CUT = Markup("<p>{}</p>").format(LEFT_OUT)


def _said(line: str) -> Markup:
    return Markup("<p><em>{}</em></p>").format(line)


def _quoted(paragraphs: Sequence[Markup]) -> Markup:
    return Markup("<blockquote>{}</blockquote>").format(Markup().join(paragraphs))


def _statement(
    statement: Statement, notes: Footnotes, languages: Mapping[str, str]
) -> Iterator[Markup]:
    """Yield a statement as quotes, and outside of them what stands for left out items."""
    language = languages.get(notes.citation(statement.citations[0]).document_id)
    lines = [_marked(notes.number(statement.citations[0]), _with_bold(statement), language)]
    if statement.introduced_by:
        words = Markup("{}").format(notes.citation(statement.introduced_by).quote)
        line = _marked(notes.number(statement.introduced_by), words, language)
        if statement.skips:
            yield from (_quoted([line]), _CUT)
        else:
            lines.insert(0, line)
    yield _quoted(lines)
    yield from [_CUT] * statement.goes_on


def _marked(number: int, words: Markup, language: str | None) -> Markup:
    mark = Markup('<p data-note="{0}"{2}>{1} <sup><a href="#note-{0}">{0}</a></sup></p>')
    return mark.format(number, words, lang(language))


def _with_bold(statement: Statement) -> Markup:
    parts, end = [], 0
    for start, stop in sorted(statement.answers):
        between, bold = statement.text[end:start], statement.text[start:stop]
        parts.append(Markup("{}<strong>{}</strong>").format(between, bold))
        end = stop
    return Markup().join([*parts, Markup("{}").format(statement.text[end:])])


def _footnote(number: int, citation: Citation, languages: Mapping[str, str]) -> Markup:
    address = [citation.source] if is_web_address(citation.source) else []
    known = ", ".join([*attributed(citation), *address])
    title = Markup("<cite>{}</cite>{}").format(citation.title, known and f", {known}")
    place = (citation.document_id, citation.start, citation.end)
    note = say_html(
        NOTE,
        quote=Markup("<q{}>{}</q>").format(
            lang(languages.get(citation.document_id)), citation.quote
        ),
        about=title,
        id=Markup("<code>{}</code>").format(citation.document_id),
        start=citation.start,
        end=citation.end,
    )
    return Markup(
        '<li id="note-{0}" value="{0}" data-document="{1}" data-start="{2}" data-end="{3}">{4}</li>'
    ).format(number, *place, note)
