"""The panel beside the chat: what a citation opens, and the way to the one before and after it."""

from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import Assistant, Reference

from .bridge import sent_id
from .labels import fragment, label
from .phrases import say
from .render_panel import panel_html

# What the page does once something is in the panel.
SHOW_PANEL = "() => alliancePanel.show()"
_QUIET: dict[str, Any] = {
    "show_progress": "hidden",
    "api_visibility": "private",
    "queue": False,
}
# The script of the page shows it where the answer has several citations, and counts them.
_TURNING = Markup("""<nav aria-label="{all}" hidden>
<button type="button" data-turn="-1" aria-keyshortcuts="ArrowLeft" title="{previous} (←)">
<span aria-hidden="true">‹</span><span class="unseen">{previous}</span></button>
<span class="count" role="status"></span>
<button type="button" data-turn="1" aria-keyshortcuts="ArrowRight" title="{next} (→)">
<span aria-hidden="true">›</span><span class="unseen">{next}</span></button></nav>""")


def turning_html() -> Markup:
    """Return the buttons that open the citation before and after."""
    return _TURNING.format(
        all=say("Citations of this answer"),
        previous=say("Previous citation"),
        next=say("Next citation"),
    )


class Panel:
    """The panel's components and handlers; build it inside the row of the conversation.

    ``column`` is shown and hidden as a whole.
    """

    def __init__(self, assistant: Assistant, bridge: gr.HTML) -> None:
        self._assistant = assistant
        with gr.Column(scale=2, visible=False, elem_id="panel-column") as self.column:
            with gr.Row(elem_id="panel-bar"):
                gr.HTML(fragment("panel-turning"), elem_id="panel-turning")
                close = gr.Button(label("Close"), size="sm", elem_id="panel-close")
            self._body = gr.HTML(elem_id="panel")
        opened = bridge.cite(self.on_cite, None, self.shown, **_QUIET)
        opened.then(None, js=SHOW_PANEL)
        opened.failure(None, js="() => alliancePanel.missed()")
        closed = close.click(self.on_close, None, self.column, **_QUIET)
        closed.then(None, js="() => alliancePanel.leave()")

    @property
    def shown(self) -> list[gr.blocks.Block]:
        """What has to be set for something to be shown: what it is, and that it is visible."""
        return [self._body, self.column]

    def on_cite(self, event: gr.EventData) -> tuple[str, gr.Column]:
        """Open the panel at what a citation quotes."""
        reference = Reference.parse(sent_id(event))
        excerpt = None if reference is None else self._assistant.look_up(reference)
        return str(panel_html(excerpt, reference)), gr.Column(visible=True)

    def on_close(self) -> gr.Column:
        """Close the panel."""
        return gr.Column(visible=False)
