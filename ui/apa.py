"""A quote with its reference as the seventh edition of the APA's manual wants it.

The quote comes with who said it, when and where; the entry of the list of references follows. Pure
functions.
"""

import datetime as dt
import re
from contextlib import suppress

from markupsafe import Markup, escape

from .citing import Quote, is_web_address

_BLOCK = 40  # words, from which on a quotation stands without quotation marks
_NO_DATE = "n.d."


def as_apa(quote: Quote) -> str:
    """Return a quote with its reference in APA style as plain text, which has no italics."""
    return f"{_cited(quote)}\n\n{''.join(_entry(quote))}\n"


def as_apa_html(quote: Quote) -> Markup:
    """Return the same with the title in italics, for programs that take formatted text."""
    before, title, after = _entry(quote)
    cited = Markup("<br>").join(escape(line) for line in _cited(quote).split("\n"))
    return Markup("<p>{}</p><p>{}<em>{}</em>{}</p>").format(cited, before, title, after)


def _cited(quote: Quote) -> str:
    words = quote.text if len(quote.text.split()) >= _BLOCK else f"“{quote.text}”"
    issuer = _line(quote.issuer) or _line(quote.title)
    year = (quote.date or "")[:4]
    said = [issuer, year if year.isdecimal() else _line(quote.date) or _NO_DATE, _where(quote)]
    return f"{words} ({', '.join(filter(None, said))})"


def _where(quote: Quote) -> str:
    if quote.page is not None:
        return f"p. {quote.page_label or quote.page}"
    return f"“{_line(quote.section)}” section" if quote.section else ""


def _entry(quote: Quote) -> tuple[str, str, str]:
    """Return the entry of the list of references: what is before the title, it, what is after."""
    date = f"({_date(quote.date)})."
    title, issuer = _line(quote.title), _line(quote.issuer)
    address = f" {_line(quote.source)}" if is_web_address(quote.source) else ""
    if not issuer:
        return "", title, f"{_stop(title)} {date}{address}"
    return f"{issuer}{_stop(issuer)} {date} ", title, f"{_stop(title)}{address}"


def _stop(text: str) -> str:
    return "" if text.endswith((".", "!", "?")) else "."


def _date(value: str | None) -> str:
    """Return a date with the year first, and its month in words."""
    with suppress(ValueError):
        if re.fullmatch(r"\d{4}-\d{2}", value or ""):
            return f"{dt.date.fromisoformat(f'{value}-01'):%Y, %B}"
        day = dt.date.fromisoformat(value or "")
        return f"{day:%Y, %B} {day.day}"
    return _line(value) or _NO_DATE


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
