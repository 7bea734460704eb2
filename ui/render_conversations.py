"""The list of conversations as HTML. Pure functions; names are escaped by ``Markup.format``."""

from collections.abc import Sequence

from markupsafe import Markup

from assistant import Conversation

_MOST = 200
_EMPTY = "None yet. Ask a question: the conversation is kept here."
_NOT_FOUND = "None holds these words."
_MORE = "Those of long ago are found by their words."
_NOT_LASTING = "The library’s folder is read-only: conversations last until the program ends."
DIALOGS = """<dialog id="rename-conversation" aria-labelledby="rename-title"><form method="dialog">
<h2 id="rename-title">Rename this conversation</h2>
<p><label>Name <input name="name" maxlength="200" autocomplete="off"></label></p>
<p class="about">Without a name it is called by its first question.</p>
<p class="choice"><button type="button" data-close>Cancel</button>
<button value="rename">Rename</button></p></form></dialog>
<dialog id="forget-conversation" aria-labelledby="forget-title"><form method="dialog">
<h2 id="forget-title">Delete this conversation?</h2>
<p class="name"></p>
<p>Its questions and answers cannot be brought back. The documents stay.</p>
<p class="choice"><button value="keep" autofocus>Keep it</button>
<button value="forget" class="danger">Delete it</button></p></form></dialog>"""
_ITEM = Markup(
    '<li{}><a href="?c={}" data-id="{}"{}>{}</a><span class="doing">'
    '<button type="button" data-talk="rename" data-id="{}" data-name="{}" aria-label="Rename {}">'
    "Rename</button>"
    '<button type="button" data-talk="forget" data-id="{}" data-name="{}" aria-label="Delete {}">'
    "Delete</button></span>{}</li>"
)
_EXPORT = Markup(
    '<span class="export">Save as <a href="/conversation/{0}/md" download>Markdown</a> '
    '<a href="/conversation/{0}/html" download>HTML</a> '
    '<a href="/conversation/{0}/json" download>JSON</a> '
    '<a href="/conversation/{0}/print" target="_blank" rel="noopener">Print</a></span>'
)


def conversations_html(
    found: Sequence[Conversation], current: str, words: str = "", lasting: bool = True
) -> Markup:
    """Return the list of conversations that were found for some words, the current one marked."""
    items = Markup().join(_item(each, each.id == current) for each in found[:_MOST])
    notes = [] if found else [_NOT_FOUND if words.strip() else _EMPTY]
    notes += [_MORE] if len(found) > _MOST else []
    notes += [] if lasting else [_NOT_LASTING]
    return Markup(
        '<nav aria-label="Conversations"><h2>Conversations</h2>'
        '<button type="button" data-talk="close">Close</button><ul>{}</ul>{}</nav>'
    ).format(items, Markup().join(Markup('<p class="about">{}</p>').format(each) for each in notes))


def earlier_html(count: int) -> Markup:
    """Return the button that shows the questions before those that are shown, none without any."""
    if not count:
        return Markup()
    number = f"{count} earlier question" + ("s" if count > 1 else "")
    return Markup('<button type="button" data-talk="earlier">Show {}</button>').format(number)


def _item(each: Conversation, current: bool) -> Markup:
    name = each.name or "Without a name"
    mark = Markup(' class="current"') if current else ""
    now = Markup(' aria-current="page"') if current else ""
    about = (each.id, name, name)
    export = _EXPORT.format(each.id) if current else ""
    return _ITEM.format(mark, each.id, each.id, now, name, *about, *about, export)
