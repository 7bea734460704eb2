"""Questions that are offered, as HTML."""

from collections.abc import Sequence

from markupsafe import Markup

from .phrases import say


def suggestions_html(questions: Sequence[str], *, more: bool = False) -> Markup:
    """Return buttons that ask questions; ``more`` tells that others may follow."""
    busy = str(more).lower()
    if not questions:
        return Markup('<div data-busy="{}"></div>').format(busy)
    buttons = Markup().join(
        Markup('<li><button type="button" data-act="ask" data-id="{0}">{0}</button></li>').format(
            question
        )
        for question in questions
    )
    return Markup(
        '<nav data-busy="{}" aria-labelledby="suggestions-title">'
        '<h2 id="suggestions-title" class="unseen">'
        "{}</h2><ul>{}</ul></nav>"
    ).format(busy, say("Questions that the documents answer"), buttons)
