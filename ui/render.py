"""What the assistant returns, as Markdown for the chat and HTML for the rest of the page.

Pure functions. Whatever comes from a document, a file's name or a person is shown as plain text:
HTML is built with ``Markup.format`` only, which escapes, and Markdown through `plain`.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from assistant import (
    Answer,
    Check,
    Citation,
    Feedback,
    Reference,
    Statement,
    Status,
)

from .phrases import phrase, say
from .render_quotes import NO_LANGUAGES, arranged, in_language, introduced, lines_of, plain
from .scope_wording import elsewhere, scope_line
from .wording import (
    LEFT_OUT,
    before_nearest,
    dated,
    long_date,
    not_found,
    opening,
    page_name,
    readings,
    support,
    sureness,
)

_LONGEST_EXCERPT = 220
_FORMATS = {
    "text/plain": phrase("Text"),
    "text/markdown": phrase("Markdown"),
    "text/html": phrase("Web page"),
    "application/pdf": phrase("PDF"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": phrase(
        "Word document"
    ),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": phrase("Excel workbook"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": phrase(
        "Presentation"
    ),
    "application/epub+zip": phrase("E-book"),
    "application/x-mimearchive": phrase("Saved web page"),
    "message/rfc822": phrase("E-mail"),
    "text/csv": phrase("Table (CSV)"),
    "text/tab-separated-values": phrase("Table (TSV)"),
}
_LONGEST_SHOWN = 600
SAY_WHY = phrase("Say why")
NEW_TAB = Markup('target="_blank" rel="noopener noreferrer"')


def question_markdown(question: str) -> str:
    """Return a question as a message of the chat, its lines kept, a very long one cut."""
    if len(question) > _LONGEST_SHOWN:
        question = question[:_LONGEST_SHOWN] + " …"
    return "\n\n".join(plain(line) for line in question.splitlines() if line.strip())


def answer_markdown(
    answer: Answer,
    number: int | None = None,
    checks: Sequence[Check] = (),
    feedback: Feedback | None = None,
    languages: Mapping[str, str] = NO_LANGUAGES,
) -> str:
    """Return an answer as a message of the chat; its links hold references.

    With the ``number`` of its exchange it has links that explain it, that ask its question as
    it stands and that say whether it is good. ``checks`` are those of its citations, in their
    order, ``feedback`` is what was said of it, ``languages`` are those of its documents by id.
    """
    parts = [f"*{plain(line)}*" for line in readings(answer)]
    if number is not None and parts:
        parts[-1] += f" · [{say('Ask it as it stands')}](#undo-{number})"
    if line := scope_line(answer.asked_of):
        parts.append(f"*{plain(line)}*")
    if line := elsewhere(answer):
        link = "" if number is None else f" [{say('Ask all documents instead')}](#all-{number})"
        parts.append(plain(line) + link)
    parts += [plain(line) for line in (opening(answer) or "").splitlines()]
    if answer.sentences:
        parts += _quotes(answer, languages)
    if line := sureness(answer, checks):
        parts.append(f"*{plain(line)}*")
    if answer.nearest and not answer.instead:
        parts.append(_nearest(answer, languages))
    if number is not None:
        parts += [" · ".join(_deeds(answer, number))] if answer.explanation else []
        parts.append(_thumbs(feedback, number))
    return "\n\n".join(parts)


def _deeds(answer: Answer, number: int) -> Iterator[str]:
    """Yield links to what can be done with the answer of an exchange."""
    yield f"[{say('Why this answer')}](#why-{number})"
    yield f"[{say('Ask again')}](#again-{number})"
    if answer.citations:
        yield f"[{say('Copy with footnotes')}](#footnotes-plain-{number})"
        yield f"[{say('Copy as Markdown')}](#footnotes-markdown-{number})"


def _thumbs(feedback: Feedback | None, number: int) -> str:
    """Return links to what can be said of an answer; one that was said can be taken back."""
    said, word = (feedback.thumb, plain(feedback.word)) if feedback else ("", "")
    links = [
        f"[{name}](#thumb-{thumb}-{number}{'-back' if said == thumb else ''})"
        for thumb, name in (("up", say("Good answer")), ("down", say("Poor answer")))
    ]
    title = f' "{word}"' if word else ""
    return " ".join([*links, f"[{word or say(SAY_WHY)}](#word-{number}{title})"])


def error_markdown(problem: str) -> str:
    """Return what kept a question from being answered as a message of the chat."""
    return plain(problem)


def answer_news(answer: Answer) -> str:
    """Return the line that tells those who do not see the screen that the answer is there."""
    if answer.status is Status.NOT_FOUND or answer.notice:
        said = not_found(answer).split("\n")[0]
        return " ".join(filter(None, (said, elsewhere(answer))))
    return say("Answer ready. {support}", support=support(answer))


def _quotes(answer: Answer, languages: Mapping[str, str]) -> list[str]:
    by_number = {citation.number: citation for citation in answer.citations}
    paragraphs = [
        _statement(each, by_number, answer.differing, languages) for each in answer.sentences
    ]
    return [*paragraphs, "---", "\n".join(_sources(answer.citations))]


def _statement(
    statement: Statement,
    by_number: Mapping[int | None, Citation],
    differing: Sequence[int],
    languages: Mapping[str, str],
) -> str:
    """Return a statement with its links, after the line that introduces it."""
    own = by_number[statement.citations[0]]
    said = f" {plain(f'({dated(own)})')}" if own.number in differing else ""
    language = languages.get(own.document_id)
    lines = lines_of(statement.text, f"{said} {_link(own)}", statement.answers, language)
    if statement.introduced_by:
        above = by_number[statement.introduced_by]
        header = lines_of(above.quote, f" {_link(above)}", language=language)
        lines = introduced(header, lines, skips=statement.skips)
    return "\n\n".join([arranged(lines), *[LEFT_OUT] * statement.goes_on])


def _sources(citations: Sequence[Citation]) -> list[str]:
    """Return a line for each run of citations of one document, with the places in it."""
    lines = []
    for _, run in groupby(citations, lambda each: each.document_id):
        cited = list(run)
        numbers: dict[str, str] = {}
        for each in cited:
            numbers[_place(each)] = numbers.get(_place(each), "") + f"[{each.number}] "
        places = " · ".join((found + place).strip() for place, found in numbers.items())
        lines.append(f"- {plain(cited[0].title)}: {plain(places)}")
    return lines


def _nearest(answer: Answer, languages: Mapping[str, str]) -> str:
    lines = [line, ""] if (line := before_nearest(answer)) else []
    for citation in answer.nearest:
        name = " · ".join(filter(None, (citation.title, _place(citation))))
        lines.append(f"- [{plain(name)}]({_target(citation)})  ")
        words = plain(_shortened(citation.quote))
        lines.append(f"  {in_language(words, languages.get(citation.document_id))}")
    return "\n".join(lines)


def _link(citation: Citation) -> str:
    name = " · ".join(filter(None, (citation.title, _place(citation))))
    return f'[&#91;{citation.number}&#93;]({_target(citation)} "{plain(name)}")'


def _target(citation: Citation) -> str:
    return f"#cite-{Reference.to(citation)}"


def _place(citation: Citation) -> str:
    return " · ".join(
        filter(None, (citation.section, page_name(citation.page, citation.page_label)))
    )


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_EXCERPT:
        return text
    return text[:_LONGEST_EXCERPT].rsplit(" ", 1)[0] + " …"


def status_html(news: str = "", *, busy: bool = False) -> Markup:
    """Return the line that says what the chat is doing."""
    return Markup('<p role="status" data-busy="{}">{}</p>').format(str(busy).lower(), news)


def document_address(document_id: str, reference: Reference | None = None) -> str:
    """Return the address of a document's own page, at the place of a reference if there is one."""
    return f"/document/{document_id}" + ("" if reference is None else f"?at={reference}")


def about(issuer: str | None, date: str | None) -> str:
    """Return who issued a document and when, as far as that is known."""
    return " · ".join(filter(None, (issuer, long_date(date))))


def format_name(media_type: str) -> str:
    """Return the name of a format that people know it by."""
    return say(_FORMATS.get(media_type, media_type))
