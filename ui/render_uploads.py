"""The files that are being added as HTML, a line for each.

Built with ``Markup.format`` only, like everything in `render`.
"""

from collections.abc import Sequence

from markupsafe import Markup

from assistant import Addition, Outcome

from .account_wording import extent, worth_saying
from .phrases import decimal, number, phrase, say, say_html, told
from .render import NEW_TAB, document_address
from .uploads import Upload
from .wording import count, duration

_OUTCOMES = {
    Outcome.ADDED: phrase("Added"),
    Outcome.REPLACED: phrase("Replaced an earlier version"),
    Outcome.UNCHANGED: phrase("Unchanged: it was there already"),
    Outcome.SKIPPED: phrase("Skipped"),
    Outcome.GONE: phrase("No longer at its address"),
}
_BUTTON = Markup(
    "<button type='button' data-act='{act}' data-id='{id}' aria-label='{label} {name}'>{label}"
    "</button>"
)


def uploads_html(uploads: Sequence[Upload], *, busy: bool) -> Markup:
    """Return how far adding has come, a line for each file."""
    if not uploads:
        return Markup()
    act, label = ("stop", say("Stop")) if busy else ("clear", say("Clear this list"))
    files = Markup().join(_upload(each, busy=busy) for each in uploads)
    return Markup(
        "<section aria-label='{}'><ul>{}</ul>"
        "<button type='button' data-act='{}'>{}</button></section>"
    ).format(say("Files being added"), files, act, label)


def _upload(upload: Upload, *, busy: bool) -> Markup:
    if upload.addition is not None:
        # The list is drawn anew while others are added, and what is being typed would be lost.
        ask = upload.needs_password and not busy
        form = _password_form(upload) if ask else Markup()
        return _upload_over(upload.name, upload.addition, form)
    if upload.clash is not None:
        return _clash(upload)
    progress = upload.progress
    done, passages = (progress.passages_done, progress.passages) if progress else (0, 0)
    bar = Markup("<progress max='{}' value='{}' aria-label='{}'></progress>")
    return Markup("<li><span class='name'>{}</span>{}<span class='said'>{}</span>{}</li>").format(
        upload.name,
        bar.format(max(passages, 1), done, say("Adding {name}", name=upload.name)),
        _how_far(upload),
        _button(upload, "cancel", say("Cancel")),
    )


def _how_far(upload: Upload) -> str:
    progress = upload.progress
    if progress is None:
        return say("waiting")
    if not progress.passages:
        return say("reading")
    passages = count(progress.passages, "passage")
    said = say("{done} of {passages}", done=number(progress.passages_done), passages=passages)
    left = upload.seconds_left
    return said if left is None else say("{said}, {time} left", said=said, time=duration(left))


def _clash(upload: Upload) -> Markup:
    """Return the question what shall become of a file whose name another document has."""
    if upload.clash is None:
        return Markup()
    link = Markup("<a href='{}' {}>{}</a>").format(
        document_address(upload.clash.id), NEW_TAB, upload.clash.title
    )
    said = Markup("<span class='said'>{}</span>").format(
        say_html("A document of this name is there with other content: {document}.", document=link)
    )
    choice = Markup(" ").join(
        _button(upload, act, label)
        for act, label in (
            ("replace", say("Replace")),
            ("both", say("Keep both")),
            ("cancel", say("Do not add")),
        )
    )
    return Markup("<li class='clash'><span class='name'>{}</span>{}<span>{}</span></li>").format(
        upload.name, said, choice
    )


def _button(upload: Upload, act: str, label: str) -> Markup:
    return _BUTTON.format(act=act, id=upload.key, label=label, name=upload.name)


def _upload_over(name: str, addition: Addition, form: Markup) -> Markup:
    title = Markup()
    if addition.document_id and addition.title:
        link = Markup("<a href='{}' {}>{}</a>")
        title = link.format(document_address(addition.document_id), NEW_TAB, addition.title)
    outcome, reason = say(_OUTCOMES[addition.outcome]), addition.reason
    said = f"{outcome}. {told(reason)}" if reason else outcome
    return Markup(
        "<li class='{}'><span class='name'>{}</span>{}<span class='said'>{}</span>{}{}</li>"
    ).format(addition.outcome, name, title, said, form, _how_read(addition))


def _password_form(upload: Upload) -> Markup:
    return Markup(
        "<form data-act='unlock' data-id='{}'><label>{}<span class='unseen'> {}</span> "
        "<input type='password' name='password' autocomplete='off' required></label> "
        "<button>{}</button></form>"
    ).format(upload.key, say("Password"), say("of {name}", name=upload.name), say("Try again"))


def _how_read(addition: Addition) -> Markup:
    """Return how much of a file was read, how long that took, and what of it is not there."""
    if addition.account is None:
        return Markup()
    took = addition.seconds_reading + addition.seconds_embedding
    seconds = say("{number} seconds", number=decimal(max(took, 0.1), 1))
    said = [f"{extent(addition.account)} · {seconds}", *worth_saying(addition.account)]
    lines = Markup("<br>").join(said)
    return Markup("<span class='how'>{}</span>").format(lines)
