"""The fields in which the documents that are asked are chosen, and the line that tells which."""

import json
import re
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import Assistant, Scope

from .labels import fragment, label
from .phrases import phrase, say
from .scope_wording import asking, left_out, scope_line

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
_YEAR = re.compile("[1-9][0-9]{3}")
_GONE = phrase("A document that is no longer there")
_MOST = 1_000


def scope_heading_html() -> Markup:
    """Return the heading of the form, which takes the focus when it opens."""
    return Markup('<h2 tabindex="-1">{}</h2>').format(say("Ask only some of the documents"))


class ScopeFields:
    """The fields for documents, issuers and years.

    ``all`` are the four of them, whose values `scope_from` takes; ``chosen_from`` those that
    `on_show` fills, and ``changes`` their events.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        documents = gr.Dropdown(
            [], label=label("Only in these documents"), multiselect=True, scale=3, min_width=220
        )
        issuers = gr.Dropdown([], label=label("Only of these issuers"), multiselect=True, scale=2)
        first, last = (
            gr.Textbox(label=each, placeholder="2010", max_length=4, min_width=90, scale=1)
            for each in (label("From year"), label("To year"))
        )
        self.chosen_from: list[gr.components.Component] = [documents, issuers]
        self.all: list[gr.components.Component] = [*self.chosen_from, first, last]
        self.changes = [documents.change, issuers.change, first.change, last.change]

    def on_show(self) -> tuple[gr.Dropdown, gr.Dropdown]:
        """Offer the documents and issuers that there are now."""
        documents, issuers = self._offered(Scope())
        return gr.Dropdown(documents), gr.Dropdown(issuers)

    def filled(self, chosen: Scope) -> tuple[gr.Dropdown, gr.Dropdown, str, str]:
        """Return what all four fields are for a scope that was chosen before."""
        documents, issuers = self._offered(chosen)
        first, last = (str(year or "") for year in (chosen.first_year, chosen.last_year))
        return (
            gr.Dropdown(documents, value=list(chosen.documents), multiselect=True),
            gr.Dropdown(issuers, value=list(chosen.issuers), multiselect=True),
            first,
            last,
        )

    def _offered(self, chosen: Scope) -> tuple[list[tuple[str, str]], list[str]]:
        """Return documents and issuers to choose from.

        What was chosen and is no longer there stays, until it is taken out: without it, more would
        be asked than was wanted.
        """
        entries = self._assistant.documents()
        titles = dict.fromkeys(chosen.documents, _GONE) | {each.id: each.title for each in entries}
        issuers = {each.issuer for each in entries if each.issuer} | set(chosen.issuers)
        return [(title, id) for id, title in titles.items()], sorted(issuers, key=str.casefold)


class ScopeForm:
    """What bounds the questions of the chat; build it above the box where they are written.

    ``value`` holds the scope as the page sends it with a question, for `scope_of`.
    """

    def __init__(self, assistant: Assistant, bridge: gr.HTML) -> None:
        self._assistant = assistant
        self.value = gr.Textbox("", visible="hidden", label=label("Scope"), elem_id="scope-value")
        self._line = gr.HTML(elem_id="scope-line")
        with gr.Column(visible=False, elem_id="scope-form") as self._form:
            gr.HTML(fragment("scope-heading"))
            with gr.Row():
                self._fields = ScopeFields(assistant)
            self._done = gr.Button(label("Done"), size="sm", elem_id="scope-done")
        self._connect(bridge)

    def build_button(self) -> None:
        """Build the button that opens the form, where it is to stand."""
        button = gr.Button(label("Choose documents"), size="sm", elem_id="scope-open")
        shown = [self._form, *self._fields.all]
        opened = button.click(self.on_open, self.value, shown, **_QUIET)
        opened.then(None, js="() => allianceChat.focusScope()")

    def _connect(self, bridge: gr.HTML) -> None:
        fields, shown = self._fields.all, [self.value, self._line]
        # The last of several changes counts: the one before may have seen the fields half filled.
        last: dict[str, Any] = {**_QUIET, "trigger_mode": "always_last"}
        gr.on(self._fields.changes, self.on_change, fields, shown, **last)
        self.value.change(None, self.value, js="(text) => allianceChat.keepScope(text)")
        closed = self._done.click(lambda: gr.Column(visible=False), None, self._form, **_QUIET)
        closed.then(None, js="() => allianceChat.focusQuestion()")
        cleared = bridge.unscope(self.on_clear, None, [*fields, *shown, self._form], **_QUIET)
        cleared.then(None, js="() => allianceChat.focusQuestion()")

    @property
    def kept(self) -> list[gr.components.Component]:
        """What `on_return` fills; the fields are filled when the form is opened."""
        return [self.value, self._line]

    def on_return(self, text: str) -> tuple[str, str]:
        """Limit questions to what was chosen before the page was loaded anew."""
        scope = scope_of(text)
        return text if scope.bounded else "", str(told_html(self._assistant, scope))

    def on_open(self, text: str) -> tuple[Any, ...]:
        """Show the form, with the documents and issuers that there are now."""
        return gr.Column(visible=True), *self._fields.filled(scope_of(text))

    def on_change(self, *chosen: Any) -> tuple[str, str]:
        """Take over what was chosen."""
        text = json.dumps(chosen)
        return text, str(told_html(self._assistant, scope_of(text)))

    def on_clear(self) -> tuple[Any, ...]:
        """Ask all documents again."""
        return [], [], "", "", "", "", gr.Column(visible=False)


def told_html(assistant: Assistant, scope: Scope) -> Markup:
    """Return the line that tells which documents are asked, empty where all are."""
    if not scope.bounded:
        return Markup()
    asked_of = assistant.scoped(scope).asked_of
    said = say("Asking {scope}.", scope=asking(asked_of))
    said = " ".join(filter(None, (said, left_out(asked_of))))
    return Markup(
        '<p role="status">{} <button type="button" data-act="unscope" '
        'aria-label="{}">✕</button></p>'
    ).format(said if asked_of.documents else scope_line(asked_of), say("Ask all documents again"))


def scope_of(text: str) -> Scope:
    """Return the scope that a page sends, without bounds where it is none. Anybody can send any."""
    try:
        return scope_from(*json.loads(text or "[]"))
    except (ValueError, TypeError, RecursionError):
        return Scope()


def scope_from(
    documents: Any = None, issuers: Any = None, first: Any = None, last: Any = None
) -> Scope:
    """Return the scope that the values of the fields mean; what is no value bounds nothing."""
    return Scope(_texts(documents), _texts(issuers), _year(first), _year(last))


def _texts(values: Any) -> tuple[str, ...]:
    given = values if isinstance(values, list) else []
    return tuple(each for each in given[:_MOST] if isinstance(each, str))


def _year(value: Any) -> int | None:
    """Return a year; what is half typed, or no year, bounds nothing."""
    written = value.strip() if isinstance(value, str) else ""
    return int(written) if _YEAR.fullmatch(written) else None
