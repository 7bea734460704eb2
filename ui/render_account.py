"""How a document was read, as HTML."""

from markupsafe import Markup

from assistant import Account

from .account_wording import in_full


def account_html(account: Account) -> Markup:
    """Return how a document was read, to be unfolded, with a row for each page."""
    known = Markup().join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, said) for name, said in in_full(account)
    )
    return Markup(
        '<details class="account"><summary>How it was read</summary><dl>{}</dl>{}</details>'
    ).format(known, _pages(account))


def _pages(account: Account) -> Markup:
    if not account.pages:
        return Markup()
    rows = Markup().join(
        Markup('<tr><th scope="row">{}</th><td>{:,}</td><td>{:,}</td></tr>').format(
            each.page, each.characters, each.passages
        )
        for each in account.pages
    )
    return Markup(
        '<table><thead><tr><th scope="col">Page</th><th scope="col">Characters</th>'
        '<th scope="col">Passages</th></tr></thead><tbody>{}</tbody></table>'
    ).format(rows)
