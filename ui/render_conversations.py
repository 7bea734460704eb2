"""The list of conversations as HTML. Pure functions; names are escaped by ``Markup.format``."""

from collections.abc import Sequence

from markupsafe import Markup

from assistant import Conversation

from .phrases import phrase, say
from .wording import count

_MOST = 200
_EMPTY = phrase("None yet. Ask a question: the conversation is kept here.")
_NOT_FOUND = phrase("None holds these words.")
_MORE = phrase("Those of long ago are found by their words.")
_NOT_LASTING = phrase(
    "The library’s folder is read-only: conversations last until the program ends."
)
_DIALOGS = Markup("""<dialog id="rename-conversation" aria-labelledby="rename-title">
<form method="dialog">
<h2 id="rename-title">{rename_this}</h2>
<p><label>{name} <input name="name" maxlength="200" autocomplete="off"></label></p>
<p class="about">{unnamed}</p>
<p class="choice"><button type="button" data-close>{cancel}</button>
<button value="rename">{rename}</button></p></form></dialog>
<dialog id="forget-conversation" aria-labelledby="forget-title"><form method="dialog">
<h2 id="forget-title">{delete_this}</h2>
<p class="name"></p>
<p>{for_good}</p>
<p class="choice"><button value="keep" autofocus>{keep}</button>
<button value="forget" class="danger">{delete}</button></p></form></dialog>""")
_ITEM = Markup(
    '<li{}><a href="?c={}" data-id="{}"{}>{}</a><span class="doing">'
    '<button type="button" data-talk="rename" data-id="{}" data-name="{}" aria-label="{} {}">'
    "{}</button>"
    '<button type="button" data-talk="forget" data-id="{}" data-name="{}" aria-label="{} {}">'
    "{}</button></span>{}</li>"
)
_EXPORT = Markup(
    '<span class="export">{1} <a href="/conversation/{0}/md" download>Markdown</a> '
    '<a href="/conversation/{0}/html" download>HTML</a> '
    '<a href="/conversation/{0}/json" download>JSON</a> '
    '<a href="/conversation/{0}/print" target="_blank" rel="noopener">{2}</a></span>'
)


def dialogs_html() -> Markup:
    """Return the dialogs in which a conversation is renamed and deleted."""
    return _DIALOGS.format(
        rename_this=say("Rename this conversation"),
        name=say("Name"),
        unnamed=say("Without a name it is called by its first question."),
        cancel=say("Cancel"),
        rename=say("Rename"),
        delete_this=say("Delete this conversation?"),
        for_good=say("Its questions and answers cannot be brought back. The documents stay."),
        keep=say("Keep it"),
        delete=say("Delete it"),
    )


def conversations_html(
    found: Sequence[Conversation], current: str, words: str = "", lasting: bool = True
) -> Markup:
    """Return the list of conversations that were found for some words, the current one marked."""
    items = Markup().join(_item(each, each.id == current) for each in found[:_MOST])
    notes = [] if found else [_NOT_FOUND if words.strip() else _EMPTY]
    notes += [_MORE] if len(found) > _MOST else []
    notes += [] if lasting else [_NOT_LASTING]
    said = (Markup('<p class="about">{}</p>').format(say(each)) for each in notes)
    return Markup(
        '<nav aria-label="{0}"><h2>{0}</h2>'
        '<button type="button" data-talk="close">{1}</button><ul>{2}</ul>{3}</nav>'
    ).format(say("Conversations"), say("Close"), items, Markup().join(said))


def earlier_html(left_out: int) -> Markup:
    """Return the button that shows the questions before those that are shown, none without any."""
    if not left_out:
        return Markup()
    said = say("Show {questions}", questions=count(left_out, "earlier question"))
    return Markup('<button type="button" data-talk="earlier">{}</button>').format(said)


def _item(each: Conversation, current: bool) -> Markup:
    name = each.name or say("Without a name")
    mark = Markup(' class="current"') if current else ""
    now = Markup(' aria-current="page"') if current else ""
    renaming, deleting = (
        (each.id, name, does, name, does) for does in (say("Rename"), say("Delete"))
    )
    export = _EXPORT.format(each.id, say("Save as"), say("Print")) if current else ""
    return _ITEM.format(mark, each.id, each.id, now, name, *renaming, *deleting, export)
