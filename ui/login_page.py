"""The page on which one logs in, which needs no script, and how one logs out."""

import math

from markupsafe import Markup

from .phrases import phrase, say, spoken
from .render_language import choice_html
from .wording import count

WRONG = phrase("The name or the password is wrong.")
TOO_LONG = phrase("What was sent is no name and password.")
BUSY = phrase("Many people are logging in just now. Try again in a moment.")
# Pages of other people's documents are as strict: no scripts at all.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_PAGE = Markup("""<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{log_in} · Alliance Assistant</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/login.css">
</head>
<body>
<main>
<p class="name">Alliance Assistant</p>
<h1>{log_in}</h1>
{problem}
<form method="post" action="/login">
<input type="hidden" name="next" value="{next}">
<label for="name">{name_label}</label>
<input id="name" name="name" value="{name}" required maxlength="64" autocomplete="username"
 autocapitalize="none" spellcheck="false"{name_focus}>
<label for="password">{password_label}</label>
<input id="password" name="password" type="password" required maxlength="1000"
 autocomplete="current-password"{password_focus}>
<button>{log_in}</button>
</form>
{choice}
</main>
</body>
</html>
""")
_FOCUS = Markup(" autofocus")


def login_html(next_path: str, name: str = "", problem: str = "") -> str:
    """Return the page; it leads on to a path, and says what was wrong with the last try."""
    said = Markup('<p class="problem" role="alert">{}</p>').format(say(problem)) if problem else ""
    return _PAGE.format(
        lang=spoken().language,
        log_in=say("Log in"),
        name_label=say("Name"),
        password_label=say("Password"),
        choice=choice_html(),
        problem=said,
        next=next_path,
        name=name,
        name_focus=Markup() if name else _FOCUS,
        password_focus=_FOCUS if name else Markup(),
    )


def too_many(seconds: int) -> str:
    """Return what is said to somebody who has to wait."""
    minutes = math.ceil(seconds / 60)
    said = "There were too many wrong passwords. Try again in {minutes}."
    return say(said, minutes=count(minutes, "minute"))


def user_html(name: str) -> Markup:
    """Return who is logged in, and the button that logs out."""
    return Markup(
        "<form method='post' action='/logout'><span><span class='unseen'>{} </span>{}"
        "</span> <button>{}</button></form>"
    ).format(say("Logged in as"), name, say("Log out"))
