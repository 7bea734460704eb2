"""The library's documents, and the files that are being added, as HTML.

Built with ``Markup.format`` only, like everything in `render`.
"""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from assistant import Addition, Entry, Outcome

from .account_wording import extent, worth_saying
from .adding_queue import Upload
from .render import NEW_TAB, about, document_address, format_name
from .wording import count

_OUTCOMES = {
    Outcome.ADDED: "Added",
    Outcome.REPLACED: "Replaced an earlier version",
    Outcome.UNCHANGED: "Unchanged: it was there already",
    Outcome.SKIPPED: "Skipped",
    Outcome.GONE: "No longer at its address",
}


_READ_ONLY = Markup(
    '<p class="empty">The library\'s folder is read-only: its documents can be asked and read, and '
    "nothing can be added, edited or removed.</p>"
)
_CHANGE = Markup(
    "<td><button type='button' data-act='edit' data-id='{id}' aria-label='Edit {title}'>Edit"
    "</button> <button type='button' data-act='remove' data-id='{id}' data-title='{title}' "
    "aria-label='Remove {title}'>Remove</button></td>"
)


def documents_html(entries: Sequence[Entry], *, writable: bool = True) -> Markup:
    """Return the table of the library's documents, which can be changed where it is writable."""
    said = Markup() if writable else _READ_ONLY
    if not entries:
        return said or Markup('<p class="empty">There are no documents yet. Add some above.</p>')
    head = Markup().join(
        Markup("<th scope='col'>{}</th>").format(name)
        for name in ("Document", "Format", "Pages", "Passages", "Added")
    )
    table = Markup("{}<h2>{}</h2><table><thead><tr>{}{}</tr></thead><tbody>{}</tbody></table>")
    last = Markup("<th><span class='unseen'>Edit or remove</span></th>") if writable else Markup()
    rows = Markup().join(_row(entry, _CHANGE if writable else Markup()) for entry in entries)
    return table.format(said, count(len(entries), "document"), head, last, rows)


def editing_html(title: str) -> Markup:
    """Return what stands above the form in which a document is edited."""
    return Markup(
        "<h2>Edit “{}”</h2><p>The file stays as it is. An empty field goes back to what the file "
        "says.</p>"
    ).format(title)


def problem_html(problem: str) -> Markup:
    """Return why what was written in a form cannot be kept, to be read out at once."""
    return Markup("<p role='alert' class='warning'>{}</p>").format(problem)


def _row(entry: Entry, last: Markup) -> Markup:
    cells = (
        format_name(entry.media_type),
        "–" if entry.pages is None else f"{entry.pages:,}",
        f"{entry.passages:,}",
        f"{(added := datetime.fromisoformat(entry.added_at)).day} {added:%b %Y}",
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
        last=last.format(id=entry.id, title=entry.title),
    )


def uploads_html(uploads: Sequence[Upload], *, busy: bool) -> Markup:
    """Return how far adding has come, a line for each file."""
    if not uploads:
        return Markup()
    act, label = ("stop", "Stop") if busy else ("clear", "Clear this list")
    return Markup(
        "<section aria-label='Files being added'><ul>{}</ul>"
        "<button type='button' data-act='{}'>{}</button></section>"
    ).format(Markup().join(_upload(each, busy=busy) for each in uploads), act, label)


def _upload(upload: Upload, *, busy: bool) -> Markup:
    addition, progress = upload.addition, upload.progress
    if addition is not None:
        # The list is drawn anew while others are added, and what is being typed would be lost.
        ask = upload.needs_password and not busy
        return _upload_over(upload.name, addition, _password_form(upload) if ask else Markup())
    done, passages = (progress.passages_done, progress.passages) if progress else (0, 0)
    said = f"{done:,} of {count(passages, 'passage')}" if passages else "reading"
    bar = Markup("<progress max='{}' value='{}' aria-label='Adding {}'></progress>")
    return Markup("<li><span class='name'>{}</span>{}<span class='said'>{}</span></li>").format(
        upload.name,
        bar.format(max(passages, 1), done, upload.name),
        said if progress else "waiting",
    )


def _upload_over(name: str, addition: Addition, form: Markup) -> Markup:
    title = Markup()
    if addition.document_id and addition.title:
        link = Markup("<a href='{}' {}>{}</a>")
        title = link.format(document_address(addition.document_id), NEW_TAB, addition.title)
    said = _OUTCOMES[addition.outcome] + (f". {addition.reason}" if addition.reason else "")
    return Markup(
        "<li class='{}'><span class='name'>{}</span>{}<span class='said'>{}</span>{}{}</li>"
    ).format(addition.outcome, name, title, said, form, _how_read(addition))


def _password_form(upload: Upload) -> Markup:
    return Markup(
        "<form data-act='unlock' data-id='{}'><label>Password<span class='unseen'> of {}</span> "
        "<input type='password' name='password' autocomplete='off' required></label> "
        "<button>Try again</button></form>"
    ).format(upload.key, upload.name)


def _how_read(addition: Addition) -> Markup:
    """Return how much of a file was read, how long that took, and what of it is not there."""
    if addition.account is None:
        return Markup()
    seconds = f"{addition.seconds_reading + addition.seconds_embedding:.1f} seconds"
    said = [f"{extent(addition.account)} · {seconds}", *worth_saying(addition.account)]
    lines = Markup("<br>").join(said)
    return Markup("<span class='how'>{}</span>").format(lines)
