"""The way from clicks inside shown HTML and Markdown to the handlers in Python."""

import gradio as gr

# Gradio makes an event of each name that stands in quotes here.
_ON_LOAD = (
    "alliance.connect((name, id) => trigger(name, {id})) "
    "// 'cite' 'why' 'undo' 'remove' 'stop' 'clear'"
)


def build_bridge() -> gr.HTML:
    """Return the invisible component whose events are cite, why, undo, remove, stop and clear."""
    return gr.HTML("", elem_id="bridge", visible="hidden", js_on_load=_ON_LOAD)


def sent_id(event: gr.EventData) -> str:
    """Return the id that came with an event, empty if none did. Anybody can send anything."""
    data = event._data
    return str(data.get("id", "")) if isinstance(data, dict) else ""
