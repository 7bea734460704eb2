"""The way from clicks inside shown HTML and Markdown to the handlers in Python."""

import gradio as gr

# Gradio makes an event of each name that stands in quotes here.
_ON_LOAD = (
    "alliance.connect((name, id, password) => trigger(name, {id, password})) "
    "// 'cite' 'why' 'undo' 'ask' 'again' 'all' 'footnotes' 'unscope' 'edit' 'remove' "
    "'stop' 'clear' 'cancel' 'replace' 'both' 'unlock' 'sort' 'more' 'nudge' 'begun'"
)


def build_bridge() -> gr.HTML:
    """Return the invisible component that has an event for each of the names above."""
    bridge = gr.HTML("", elem_id="bridge", visible="hidden", js_on_load=_ON_LOAD)
    # It does nothing: an event in the queue opens the stream by which lost messages come.
    bridge.nudge(
        lambda: None,
        queue=True,
        concurrency_limit=None,
        show_progress="hidden",
        api_visibility="private",
    )
    return bridge


def sent_id(event: gr.EventData) -> str:
    """Return the id that came with an event, empty if none did. Anybody can send anything."""
    return _sent(event, "id")


def sent_password(event: gr.EventData) -> str:
    """Return the password that came with an event, empty if none did."""
    return _sent(event, "password")


def sent_text(event: gr.EventData) -> str:
    """Return the text that came with an event, empty if none did."""
    return _sent(event, "text")


def _sent(event: gr.EventData, name: str) -> str:
    data = event._data
    return str(data.get(name) or "") if isinstance(data, dict) else ""
