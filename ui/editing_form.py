"""The form in which what is shown of a document is corrected: title, issuer, date, language."""

from typing import Any

import gradio as gr
from gradio.events import Dependency

from assistant import Assistant, AssistantError

from .bridge import sent_id
from .labels import label
from .phrases import told
from .render_library import editing_html, problem_html

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
_FIELDS = {
    "title": label("Title"),
    "issuer": label("Issuer"),
    "date": label("Date (2024, 2024-05 or 2024-05-31)"),
    "language": label("Language (a code like en)"),
}


class EditingForm:
    """The form's components and handlers; it is hidden until a document is to be edited."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._id = gr.State("")
        with gr.Column(visible=False, elem_id="editing") as self._form:
            self._head = gr.HTML(elem_id="editing-head")
            self._fields = [gr.Textbox(label=each, max_lines=1) for each in _FIELDS.values()]
            self._problem = gr.HTML(elem_id="editing-problem")
            with gr.Row():
                self._cancel = gr.Button(label("Cancel"), elem_id="editing-cancel")
                self._save = gr.Button(label("Save"), variant="primary")

    def connect(self, bridge: gr.HTML) -> list[Dependency]:
        """Connect the form with the page's clicks; return the events after which all is kept."""
        form = [self._form, self._id, self._head, *self._fields, self._problem]
        opened = bridge.edit(self.on_edit, None, form, **_QUIET)
        opened.then(None, js="() => alliance.focusEditing()")
        left = self._cancel.click(self.on_cancel, None, self._form, **_QUIET)
        left.then(None, js="() => alliance.focusEdited()")
        values, outputs = [self._id, *self._fields], [self._form, self._problem]
        return [
            event(self.on_save, values, outputs, **_QUIET)
            for event in (self._save.click, *(field.submit for field in self._fields))
        ]

    def on_edit(self, event: gr.EventData) -> tuple[Any, ...]:
        """Open the form for a document; one that another page has removed opens none."""
        wanted = sent_id(event)
        for entry in self._assistant.documents():
            if entry.id == wanted:
                values = [getattr(entry, name) or "" for name in _FIELDS]
                head = str(editing_html(entry.title))
                return gr.Column(visible=True), entry.id, head, *values, ""
        return gr.Column(visible=False), "", "", *("" for _ in _FIELDS), ""

    def on_save(self, id: str, *values: str) -> tuple[Any, ...]:
        """Keep what was changed and close the form, or say in it what cannot be kept."""
        try:
            entry = self._assistant.find(id)
            given = dict(zip(_FIELDS, map(str.strip, values), strict=True))
            changes = {
                name: value
                for name, value in given.items()
                if value != (getattr(entry, name) or "")
            }
            if changes:
                self._assistant.edit(entry.id, changes)
        except AssistantError as error:
            return gr.Column(visible=True), str(problem_html(told(error)))
        return gr.Column(visible=False), ""

    def on_cancel(self) -> gr.Column:
        """Close the form."""
        return gr.Column(visible=False)
