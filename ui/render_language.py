"""The choice of the language as HTML."""

from markupsafe import Markup

from .phrases import LANGUAGES, say, spoken

CHOICE = "/language/"


def choice_html() -> Markup:
    """Return the buttons that choose another language than the one that is spoken."""
    buttons = Markup().join(
        Markup('<button formaction="{0}{1}" lang="{1}">{2}</button>').format(CHOICE, code, name)
        for code, name in LANGUAGES.items()
        if code != spoken().language
    )
    form = Markup('<form class="language" method="post" aria-label="{}">{}</form>')
    return form.format(say("Language"), buttons)
