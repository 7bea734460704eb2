"""The tab where passages are looked for, without an answer made of them."""

from typing import Any

import gradio as gr

from assistant import Assistant, AssistantError

from .labels import label
from .phrases import phrase, say, told
from .render_search import hits_html, message_html
from .render_timeline import timeline_html
from .scope_form import ScopeFields, scope_from
from .scope_wording import SEARCHED, scope_line

_NOTHING_WRITTEN = phrase("Write what to look for.")
_LIMITS = (10, 25, 50)
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


class SearchTab:
    """The search's components and handlers; build it inside a `gr.Tab`."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        with gr.Row(elem_id="search-row"):
            self._words = gr.Textbox(
                label=label("Words or a question"),
                placeholder="foreign terrorist fighters",
                max_lines=1,
                scale=4,
            )
            self._button = gr.Button(label("Search"), scale=1)
            self._timeline = gr.Button(label("Show as timeline"), scale=1)
        with gr.Row(elem_id="search-scope"):
            self._fields = ScopeFields(assistant)
            self._limit = gr.Dropdown(
                list(_LIMITS),
                value=_LIMITS[0],
                label=label("Passages"),
                filterable=False,
                scale=1,
                min_width=90,
            )
        self._found = gr.HTML(elem_id="found")
        for event in (self._words.submit, self._button.click):
            event(
                self.on_search,
                [self._words, self._limit, *self._fields.all],
                self._found,
                concurrency_id="ask",
                **_QUIET,
            )

        self._timeline.click(
            self.on_timeline,
            [self._words, *self._fields.all],
            self._found,
            concurrency_id="ask",
            **_QUIET,
        )

    @property
    def shown(self) -> list[gr.components.Component]:
        """The components that `on_show` fills."""
        return self._fields.chosen_from

    def on_show(self) -> tuple[gr.Dropdown, gr.Dropdown]:
        """Offer the documents and issuers that there are now."""
        return self._fields.on_show()

    def on_search(self, words: str, limit: int, *chosen: Any) -> str:
        """Show the passages nearest to some words, in the documents that were chosen."""
        if not words.strip():
            return str(message_html(say(_NOTHING_WRITTEN)))
        scope = scope_from(*chosen)
        limit = limit if limit in _LIMITS else _LIMITS[0]
        try:
            hits = self._assistant.search(words, limit, scope=scope)
        except AssistantError as error:
            return str(message_html(told(error)))
        asked_of = self._assistant.scoped(scope).asked_of if scope.bounded else None
        entries = {each.id: each for each in self._assistant.documents()}
        return str(hits_html(words, hits, entries, scope_line(asked_of, SEARCHED)))

    def on_timeline(self, words: str, *chosen: Any) -> str:
        """Show what the documents say of a subject and date, year by year."""
        if not words.strip():
            return str(message_html(say(_NOTHING_WRITTEN)))
        scope = scope_from(*chosen)
        documents = self._assistant.scoped(scope).documents if scope.bounded else None
        try:
            return str(timeline_html(self._assistant.timeline(words, documents)))
        except AssistantError as error:
            return str(message_html(told(error)))
