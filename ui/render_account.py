"""How a document was read, as HTML."""

from markupsafe import Markup

from assistant import Account

from .account_wording import in_full
from .phrases import number, say


def account_html(account: Account) -> Markup:
    """Return how a document was read, to be unfolded, with a row for each page."""
    known = Markup().join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, said) for name, said in in_full(account)
    )
    return Markup('<details class="account"><summary>{}</summary><dl>{}</dl>{}</details>').format(
        say("How it was read"), known, _pages(account)
    )


def _pages(account: Account) -> Markup:
    if not account.pages:
        return Markup()
    rows = Markup().join(
        Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>').format(
            each.page, number(each.characters), number(each.passages)
        )
        for each in account.pages
    )
    return Markup(
        '<table><thead><tr><th scope="col">{}</th><th scope="col">{}</th>'
        '<th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>'
    ).format(say("Page"), say("Characters"), say("Passages"), rows)
