"""Dated statements on a subject as a timeline in HTML.

Built with ``Markup.format`` only, like everything in `render`.
"""

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from assistant import Dated

from .phrases import say
from .render import NEW_TAB, document_address
from .render_search import message_html
from .wording import count, long_date


def timeline_html(dated: Sequence[Dated]) -> Markup:
    """Return statements year by year, each opening its words in their document."""
    if not dated:
        return message_html(say("The documents say nothing on this that has a date."))
    documents = len({each.reference.document_id for each in dated})
    said = say(
        "{statements} from {documents}.",
        statements=count(len(dated), "dated statement"),
        documents=count(documents, "document"),
    )
    years = Markup().join(
        Markup("<li><h3>{}</h3><ol>{}</ol></li>").format(
            year, Markup().join(_statement(each) for each in group)
        )
        for year, group in groupby(dated, key=lambda each: each.when.year)
    )
    return Markup('<p role="status">{}</p><ol class="timeline">{}</ol>').format(said, years)


def _statement(dated: Dated) -> Markup:
    return Markup(
        '<li>{when}<q>{text}</q> <a href="{address}#quote" {new_tab}>{title}</a></li>'
    ).format(
        when=_day(dated),
        text=dated.text,
        address=document_address(dated.reference.document_id, dated.reference),
        new_tab=NEW_TAB,
        title=dated.title,
    )


def _day(dated: Dated) -> Markup:
    when = dated.when
    if not when.month:
        return Markup()
    iso = f"{when.year:04}-{when.month:02}" + (f"-{when.day:02}" if when.day else "")
    return Markup("<strong>{}</strong> ").format(long_date(iso))
