"""The page on which one logs in, which needs no script, and how one logs out."""

import math

from markupsafe import Markup

WRONG = "The name or the password is wrong."
TOO_LONG = "What was sent is no name and password."
BUSY = "Many people are logging in just now. Try again in a moment."
# Pages of other people's documents are as strict: no scripts at all.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_PAGE = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Log in · Alliance Assistant</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/login.css">
</head>
<body>
<main>
<p class="name">Alliance Assistant</p>
<h1>Log in</h1>
{problem}
<form method="post" action="/login">
<input type="hidden" name="next" value="{next}">
<label for="name">Name</label>
<input id="name" name="name" value="{name}" required maxlength="64" autocomplete="username"
 autocapitalize="none" spellcheck="false"{name_focus}>
<label for="password">Password</label>
<input id="password" name="password" type="password" required maxlength="1000"
 autocomplete="current-password"{password_focus}>
<button>Log in</button>
</form>
</main>
</body>
</html>
""")
_FOCUS = Markup(" autofocus")


def login_html(next_path: str, name: str = "", problem: str = "") -> str:
    """Return the page; it leads on to a path, and says what was wrong with the last try."""
    said = Markup('<p class="problem" role="alert">{}</p>').format(problem) if problem else ""
    return _PAGE.format(
        problem=said,
        next=next_path,
        name=name,
        name_focus=Markup() if name else _FOCUS,
        password_focus=_FOCUS if name else Markup(),
    )


def too_many(seconds: int) -> str:
    """Return what is said to somebody who has to wait."""
    minutes = math.ceil(seconds / 60)
    unit = "minute" if minutes == 1 else "minutes"
    return f"There were too many wrong passwords. Try again in {minutes} {unit}."


def user_html(name: str) -> Markup:
    """Return who is logged in, and the button that logs out."""
    return Markup(
        "<form method='post' action='/logout'><span><span class='unseen'>Logged in as </span>{}"
        "</span> <button>Log out</button></form>"
    ).format(name)
