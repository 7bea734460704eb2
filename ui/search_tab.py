"""The tab where passages are looked for, without an answer made of them."""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant import Assistant, AssistantError

from .render_search import hits_html, message_html
from .render_timeline import timeline_html

_LIMITS = (10, 25, 50)
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


class SearchTab:
    """The search's components and handlers; build it inside a `gr.Tab`."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        with gr.Row(elem_id="search-row"):
            self._words = gr.Textbox(
                label="Words or a question",
                placeholder="foreign terrorist fighters",
                max_lines=1,
                scale=4,
            )
            self._button = gr.Button("Search", scale=1)
            self._timeline = gr.Button("Show as timeline", scale=1)
        with gr.Row(elem_id="search-scope"):
            self._documents = gr.Dropdown(
                [], label="Only in these documents", multiselect=True, filterable=True, scale=4
            )
            self._limit = gr.Dropdown(
                list(_LIMITS), value=_LIMITS[0], label="Passages", filterable=False, scale=1
            )
        self._found = gr.HTML(elem_id="found")
        for event in (self._words.submit, self._button.click):
            event(
                self.on_search,
                [self._words, self._documents, self._limit],
                self._found,
                concurrency_id="ask",
                **_QUIET,
            )

        self._timeline.click(
            self.on_timeline,
            [self._words, self._documents],
            self._found,
            concurrency_id="ask",
            **_QUIET,
        )

    @property
    def shown(self) -> list[gr.components.Component]:
        """The component that `on_show` fills."""
        return [self._documents]

    def on_show(self) -> gr.Dropdown:
        """Offer the documents that there are now."""
        return gr.Dropdown([(each.title, each.id) for each in self._assistant.documents()])

    def on_search(self, words: str, documents: Sequence[str] | None, limit: int) -> str:
        """Show the passages nearest to some words."""
        if not words.strip():
            return str(message_html("Write what to look for."))
        limit = limit if limit in _LIMITS else _LIMITS[0]
        try:
            hits = self._assistant.search(words, limit, documents or None)
        except AssistantError as error:
            return str(message_html(str(error)))
        entries = {each.id: each for each in self._assistant.documents()}
        return str(hits_html(words, hits, entries))

    def on_timeline(self, words: str, documents: Sequence[str] | None) -> str:
        """Show what the documents say of a subject and date, year by year."""
        if not words.strip():
            return str(message_html("Write what to look for."))
        try:
            return str(timeline_html(self._assistant.timeline(words, documents or None)))
        except AssistantError as error:
            return str(message_html(str(error)))
