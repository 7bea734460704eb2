"""The library's documents as HTML.

Built with ``Markup.format`` only, like everything in `render`.
"""

from datetime import datetime

from markupsafe import Markup

from .listing import Line, Listing, Wish
from .phrases import number, phrase, say
from .render import NEW_TAB, about, document_address, format_name
from .wording import count, long_date, short_date, size

_READ_ONLY = phrase(
    "This library is read-only: its documents can be asked and read, and nothing can be added, "
    "edited or removed."
)
_CHANGE = Markup(
    "<td><button type='button' data-act='edit' data-id='{id}' aria-label='{edit} {title}'>"
    "{edit}</button> <button type='button' data-act='remove' data-id='{id}' data-title='{title}' "
    "aria-label='{remove} {title}'>{remove}</button></td>"
)
_HEADS = {
    "title": phrase("Document"),
    "issuer": phrase("Issuer"),
    "date": phrase("Date"),
    "format": phrase("Format"),
    "pages": phrase("Pages"),
    "passages": phrase("Passages"),
    "size": phrase("Size"),
    "added": phrase("Added"),
}
_UNKNOWN = "–"


def documents_html(listing: Listing, *, writable: bool = True) -> Markup:
    """Return the table of a library's documents, which can be changed where it is writable."""
    said = Markup() if writable else _empty(say(_READ_ONLY))
    if not listing.documents:
        return said or _empty(say("There are no documents yet. Add some above."))
    if not listing.lines:
        none = _empty(say("No document has all of these words."))
        return Markup("{}<h2>{}</h2>{}").format(said, _heading(listing), none)
    last = Markup("<th><span class='unseen'>{}</span></th>").format(say("Edit or remove"))
    return Markup(
        "{}<h2>{}</h2><table><thead><tr>{}{}</tr></thead><tbody>{}</tbody></table>{}"
    ).format(
        said,
        _heading(listing),
        Markup().join(_head(column, listing.wish) for column in _HEADS),
        last if writable else Markup(),
        Markup().join(_row(line, _CHANGE if writable else Markup()) for line in listing.lines),
        _more(listing),
    )


def editing_html(title: str) -> Markup:
    """Return what stands above the form in which a document is edited."""
    return Markup("<h2>{}</h2><p>{}</p>").format(
        say("Edit “{title}”", title=title),
        say("The file stays as it is. An empty field goes back to what the file says."),
    )


def problem_html(problem: str) -> Markup:
    """Return why what was written in a form cannot be kept, to be read out at once."""
    return Markup("<p role='alert' class='warning'>{}</p>").format(problem)


def _empty(said: str) -> Markup:
    return Markup('<p class="empty">{}</p>').format(said)


def _heading(listing: Listing) -> str:
    all = count(listing.documents, "document")
    if listing.matching == listing.documents:
        return all
    return say("{matching} of {documents}", matching=number(listing.matching), documents=all)


def _head(column: str, wish: Wish) -> Markup:
    chosen = column == wish.column
    order = "descending" if wish.descending else "ascending"
    return Markup(
        "<th scope='col'{}><button type='button' data-act='sort' data-id='{}'>{}</button></th>"
    ).format(
        Markup(" aria-sort='{}'").format(order) if chosen else Markup(), column, say(_HEADS[column])
    )


def _row(line: Line, last: Markup) -> Markup:
    entry = line.entry
    added = datetime.fromisoformat(entry.added_at)
    cells = (
        entry.issuer or _UNKNOWN,
        long_date(entry.date) or _UNKNOWN,
        format_name(entry.media_type),
        _UNKNOWN if entry.pages is None else number(entry.pages),
        number(entry.passages),
        _UNKNOWN if line.size is None else size(line.size),
        short_date(added),
    )
    return Markup(
        "<tr><th scope='row'><a href='{address}' {new_tab}>{title}</a><span class='about'>{about}"
        "</span></th>{cells}{last}</tr>"
    ).format(
        address=document_address(entry.id),
        new_tab=NEW_TAB,
        title=entry.title,
        about=about(entry.issuer, entry.date),
        cells=Markup().join(Markup("<td>{}</td>").format(cell) for cell in cells),
        last=last.format(id=entry.id, title=entry.title, edit=say("Edit"), remove=say("Remove")),
    )


def _more(listing: Listing) -> Markup:
    hidden = listing.matching - len(listing.lines)
    if not hidden:
        return Markup()
    said = say("Show more ({number} not shown)", number=number(hidden))
    return Markup("<p><button type='button' data-act='more'>{}</button></p>").format(said)
