"""Questions that are offered, as HTML."""

from collections.abc import Sequence

from markupsafe import Markup


def suggestions_html(questions: Sequence[str]) -> Markup:
    """Return buttons that ask questions, nothing where there are none."""
    if not questions:
        return Markup()
    buttons = Markup().join(
        Markup('<li><button type="button" data-act="ask" data-id="{0}">{0}</button></li>').format(
            question
        )
        for question in questions
    )
    return Markup(
        '<nav aria-labelledby="suggestions-title"><h2 id="suggestions-title" class="unseen">'
        "Questions that the documents answer</h2><ul>{}</ul></nav>"
    ).format(buttons)
