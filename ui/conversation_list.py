"""The list of conversations beside the chat: opening, finding, renaming and deleting them."""

from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from assistant import Conversations

from .bridge import sent_id, sent_text
from .exchanges import MOST_EARLIER, MOST_SHOWN, Exchanges
from .labels import fragment, label
from .owner import owner_of
from .render_conversations import conversations_html, earlier_html

# Gradio makes an event of each name that stands in quotes here.
_ON_LOAD = (
    "allianceConversations.connect((name, id, text) => trigger(name, {id, text})) "
    "// 'open' 'rename' 'forget' 'earlier'"
)
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}


class ConversationList:
    """The list's components and handlers.

    Build it inside the row of the conversation, and connect it with the chat. ``current`` holds the
    id of the conversation that is open; ``changes`` are the events that put another in its place.
    """

    def __init__(self, conversations: Conversations, current: gr.Textbox) -> None:
        self._conversations = conversations
        with gr.Column(scale=0, min_width=230, elem_id="conversations"):
            words = gr.Textbox(
                label=label("Find a conversation"),
                show_label=False,
                container=False,
                placeholder=label("Find a conversation"),
                elem_id="find-conversation",
                max_lines=1,
            )
            listed = gr.HTML(elem_id="conversation-list", js_on_load=_ON_LOAD)
            gr.HTML(fragment("conversation-dialogs"), elem_id="conversation-dialogs")
        self.changes = (listed.open, listed.forget)
        self._needed, self._listed = [words, current], listed
        words.change(self.on_list, self._needed, listed, trigger_mode="always_last", **_QUIET)
        renamed = listed.rename(self.on_rename, self._needed, listed, **_QUIET)
        renamed.then(None, js="() => allianceConversations.focusAgain()")

    def connect(
        self,
        shown: Sequence[gr.blocks.Block],
        show: Callable[[str, gr.Request], tuple[Any, ...]],
        begin: Callable[[], tuple[Any, ...]],
        events: Sequence[gr.events.Dependency],
    ) -> None:
        """Open and delete conversations in a chat, and follow the events that change one.

        ``show`` returns what the components ``shown`` of the chat are for a conversation's id,
        ``begin`` what they are for a new one.
        """

        def on_open(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
            return show(sent_id(event), request)

        def on_forget(event: gr.EventData, current: str, request: gr.Request) -> tuple[Any, ...]:
            self._conversations.delete(owner_of(request), sent_id(event))
            return begin() if sent_id(event) == current else (gr.skip(),) * len(shown)

        current = self._needed[1]
        opened = self._listed.open(on_open, None, shown, **_QUIET)
        forgotten = self._listed.forget(on_forget, current, shown, **_QUIET)
        for event in (*events, opened, forgotten):
            self.follow(event)
        opened.then(None, js="() => alliance.showAnswer()")
        for event in (opened, forgotten):
            event.then(None, js="() => allianceConversations.focusQuestion()")

    def connect_earlier(self, earlier: gr.HTML, chat: gr.Chatbot, exchanges: Exchanges) -> None:
        """Show how to reach the questions that a long conversation leaves out, and show them."""

        def on_earlier(current: str, request: gr.Request) -> tuple[list[dict[str, str]], str]:
            return exchanges.messages(owner_of(request), current, MOST_EARLIER), ""

        self._earlier = earlier
        self._listed.earlier(on_earlier, self._needed[1], [chat, earlier], **_QUIET)

    def follow(self, event: gr.events.Dependency) -> None:
        """Show the list as it is after an event, and how many questions the chat leaves out."""
        event.then(self.on_follow, self._needed, [self._listed, self._earlier], **_QUIET)

    def on_follow(self, words: str, current: str, request: gr.Request) -> tuple[str, str]:
        """Show the conversations, and how to reach the questions that the chat leaves out."""
        asked = len(self._conversations.questions(owner_of(request), current))
        left_out = earlier_html(max(0, asked - MOST_SHOWN))
        return self.on_list(words, current, request), str(left_out)

    def on_list(self, words: str, current: str, request: gr.Request) -> str:
        """Show the conversations that hold some words."""
        found = self._conversations.all(owner_of(request), words)
        return str(conversations_html(found, current, words, self._conversations.lasting))

    def on_rename(self, event: gr.EventData, words: str, current: str, request: gr.Request) -> str:
        """Give a conversation another name."""
        self._conversations.rename(owner_of(request), sent_id(event), sent_text(event))
        return self.on_list(words, current, request)
