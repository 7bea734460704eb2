"""The tab with the map of the library."""

from typing import Any

import gradio as gr

from assistant import Assistant, AssistantError, Conversations

from .owner import owner_of
from .phrases import told
from .render_map import map_html
from .render_search import message_html


class MapTab:
    """The map's component and handler; build it inside a `gr.Tab`."""

    def __init__(self, assistant: Assistant, conversations: Conversations) -> None:
        self._assistant = assistant
        self._conversations = conversations
        self.shown = gr.HTML(elem_id="map")

    def on_show(self, current: str, request: gr.Request) -> str:
        """Draw the library, and what the conversation that is shown quotes from it."""
        exchanges: list[Any] = self._conversations.exchanges(owner_of(request), current or "")
        citations = [
            citation for each in exchanges if each.answer for citation in each.answer.citations
        ]
        try:
            return str(map_html(self._assistant.map(citations)))
        except AssistantError as error:
            return str(message_html(told(error)))
