"""Answers copied with footnotes."""

from typing import Any

import gradio as gr

from .bridge import sent_id
from .exchanges import Exchanges
from .footnotes import with_footnotes
from .labels import label

_QUICK: dict[str, Any] = {
    "show_progress": "hidden",
    "api_visibility": "private",
    "queue": False,
}


class Copying:
    """What brings an answer with footnotes to the page, whose script puts it on the clipboard."""

    def __init__(self, exchanges: Exchanges, bridge: gr.HTML, current: gr.Textbox) -> None:
        self._exchanges = exchanges
        text = gr.Textbox(
            visible="hidden", label=label("Answer with footnotes"), elem_id="footnotes"
        )
        made = bridge.footnotes(self.on_footnotes, [current], text, **_QUICK)
        made.success(None, text, js="(text) => allianceChat.copy(text)")

    def on_footnotes(self, event: gr.EventData, current: str, request: gr.Request) -> str:
        """Return an answer with footnotes; the event names it by form and number: "plain-3"."""
        form, _, number = sent_id(event).partition("-")
        asked = self._exchanges.numbered(number, current, request)
        if asked is None or asked.answer is None:
            return ""
        return with_footnotes(asked.answer, markdown=form == "markdown")
