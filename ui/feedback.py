"""Thumbs up or down under an answer, with a word if one likes, kept for the one who gave them."""

import json
import re
from typing import Any, cast

import gradio as gr
from markupsafe import Markup

from assistant import AssistantError, Conversations
from assistant.conversations import Thumb

from .bridge import sent_id, sent_text
from .exchanges import LONGEST_NUMBER
from .labels import fragment, label
from .owner import owner_of
from .phrases import say, told
from .render import SAY_WHY

# Gradio makes an event of each name that stands in quotes here.
_ON_LOAD = (
    "allianceFeedback.connect((name, id, text) => trigger(name, {id, text})) // 'thumb' 'word'"
)
_FORM = Markup("""<div id="feedback" popover role="dialog" aria-label="{}"><form>
<label for="feedback-word">{}</label>
<span><input id="feedback-word" maxlength="500" autocomplete="off">
<button>{}</button></span></form></div>""")
_ID = re.compile(rf"(up|down)-([0-9]{{1,{LONGEST_NUMBER}}})(-back)?")
_QUICK: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}


def feedback_html() -> Markup:
    """Return the field for a word, which lies over the page while it is open."""
    return _FORM.format(say(SAY_WHY), say("Why? A word is enough (optional)"), say("Save"))


def _gone() -> str:
    return json.dumps({"told": say("This answer is no longer here.")})


class FeedbackForm:
    """The field for a word, and what keeps what is said; the thumbs are links of the answers."""

    def __init__(self, conversations: Conversations, current: gr.Textbox) -> None:
        self._conversations = conversations
        form = gr.HTML(fragment("feedback"), elem_id="feedback-form", js_on_load=_ON_LOAD)
        said = gr.Textbox(
            visible="hidden", label=label("What was said of an answer"), elem_id="said"
        )
        for event, ask in ((form.thumb, "true"), (form.word, "false")):
            kept = event(self.on_rate, [current], said, **_QUICK)
            kept.success(None, said, js=f"(said) => allianceFeedback.show(said, {ask})")

    def on_rate(self, event: gr.EventData, current: str, request: gr.Request) -> str:
        """Keep a thumb, up or down, or take it back; the event names it: "up-3", "up-3-back".

        Returns what stands of the answer then, as JSON for the page's script.
        """
        meant = _ID.fullmatch(sent_id(event))
        if meant is None:
            return _gone()
        thumb, number = cast(Thumb, meant[1]), int(meant[2])
        rated = None if meant[3] else thumb
        try:
            said = self._conversations.rate(
                owner_of(request), current, number, rated, sent_text(event)
            )
        except AssistantError as error:
            return json.dumps({"told": told(error)})
        if rated and not said:
            return _gone()
        thumb_now, word = (said.thumb, said.word) if said else ("", "")
        news = say("What you said of the answer was kept." if said else "Taken back.")
        shown = {"thumb": thumb_now, "word": word, "shown": word or say(SAY_WHY)}
        return json.dumps({"number": number, **shown, "told": news})
