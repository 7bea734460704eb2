"""How a document was read, in words, for the terminal and the page."""

from collections.abc import Iterator

from assistant import Account
from sources.page_numbers import named_pages

from .wording import count

_MOST_NAMED = 3


def extent(account: Account) -> str:
    """Return how much was read, in one line."""
    parts = [count(account.characters, "character"), count(account.passages, "passage")]
    if account.pages:
        parts.append(count(len(account.pages), "page"))
    return " · ".join(parts)


def worth_saying(account: Account) -> Iterator[str]:
    """Yield what a reader of the document should know: what of it is not there, or not sure."""
    if account.without_text:
        yield f"No text on {named_pages(account.without_text)}."
    if account.recognised:
        yield f"Text recognised in pictures on {named_pages(account.recognised)}."
    if account.dropped:
        more = len(account.dropped) - _MOST_NAMED
        named = "; ".join(account.dropped[:_MOST_NAMED])
        yield f"Left out: {named}" + (f"; and {more} more." if more > 0 else ".")


def in_full(account: Account) -> Iterator[tuple[str, str]]:
    """Yield all that is known of how a document was read, each with its name."""
    if account.reader:
        yield "Read by", account.reader
    yield "Text", extent(account)
    if account.without_text:
        yield "Without text", named_pages(account.without_text)
    if account.recognised:
        yield "Recognised in pictures", named_pages(account.recognised)
    for dropped in account.dropped:
        yield "Left out", dropped
