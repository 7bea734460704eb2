"""The tab where questions are asked: the conversation, and the panel that a citation opens."""

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from assistant import Assistant, AssistantError, Conversations, Exchange

from .bridge import sent_id
from .owner import owner_of
from .panel import SHOW_PANEL, Panel
from .render import (
    answer_markdown,
    answer_news,
    error_markdown,
    question_markdown,
    status_html,
)
from .render_explanation import explanation_html

_EXAMPLES = 4
_WELCOME = """## What would you like to know?

Ask about NATO and counter-terrorism cooperation, or about documents that you add.
Every sentence of an answer is quoted from a document, and opens there."""
_NOT_HERE = "This conversation is not here: it was deleted, or is another person’s."
_AT_ONCE = 4
_LONGEST_NUMBER = 6
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


class ChatTab:
    """The chat's components and handlers; build it inside a `gr.Tab`.

    The page holds no more of a conversation than its id, which each handler looks up for the owner
    of the request: anybody can send any id. ``shown`` is what `on_show` returns, ``current`` the
    id.
    """

    def __init__(self, assistant: Assistant, conversations: Conversations, bridge: gr.HTML) -> None:
        self._assistant = assistant
        self._conversations = conversations
        self.current = gr.Textbox(visible="hidden", label="Conversation", elem_id="current")
        with gr.Row(elem_id="conversation"):
            with gr.Column(scale=3, elem_id="chat-column"):
                self._build_chat()
            self._panel = Panel(assistant, bridge)
        self._connect(bridge)

    def _build_chat(self) -> None:
        self._chat = gr.Chatbot(
            elem_id="chat",
            label="Conversation",
            show_label=False,
            placeholder=_WELCOME,
            examples=[{"text": question} for question in self._assistant.examples(_EXAMPLES)],
            layout="bubble",
            height="calc(100dvh - 234px)",
            buttons=[],
            autoscroll=False,
            feedback_options=None,
            latex_delimiters=[],
            allow_tags=False,
            sanitize_html=True,
        )
        self._box = gr.Textbox(
            label="Your question",
            show_label=False,
            placeholder="Ask a question",
            submit_btn=True,
            autofocus=True,
            max_lines=6,
            elem_id="question",
        )
        with gr.Row(elem_id="below-question"):
            self._status = gr.HTML(status_html(), elem_id="status")
            self._new = gr.Button("New conversation", size="sm", elem_id="new-conversation")

    def _connect(self, bridge: gr.HTML) -> None:
        self.shown = [self._box, self._chat, self.current, self._status, self._panel.column]
        asked, current = self.shown, self.current
        slow: dict[str, Any] = {**_QUIET, "concurrency_limit": _AT_ONCE, "concurrency_id": "ask"}
        quick: dict[str, Any] = {**_QUIET, "queue": False}
        answered = self._box.submit(self.on_ask, [self._box, current], asked, **slow)
        answered.then(None, js="() => alliance.showAnswer()")
        self._chat.example_select(self.on_example, [current], asked, **slow)
        why = bridge.why(self.on_why, [current], self._panel.shown, **quick)
        why.then(None, js=SHOW_PANEL)
        undone = bridge.undo(self.on_undo, [current], asked, **slow)
        undone.then(None, js="() => alliance.showAnswer()")
        self._new.click(self.on_new, None, asked, **quick)
        current.change(None, [current], js="(id) => alliance.nowAt(id)")

    def on_show(self, current: str, request: gr.Request) -> tuple[Any, ...]:
        """Show the conversation that the page's address names."""
        if not current:
            return (gr.skip(),) * 5
        if not self._conversations.find(owner_of(request), current):
            return "", [], "", status_html(_NOT_HERE), gr.Column(visible=False)
        messages = self._messages(owner_of(request), current)
        return "", messages, current, status_html(), gr.Column(visible=False)

    def on_ask(self, question: str, current: str, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Show a question at once, and its answer when it is there."""
        if not question.strip():
            yield (gr.skip(),) * 5
            return
        owner = owner_of(request)
        looking = status_html("Searching the documents …", busy=True)
        messages = [*self._messages(owner, current), _message("user", question_markdown(question))]
        yield "", messages, gr.skip(), looking, gr.Column(visible=False)
        asked, news = self._reply(question, self._conversations.questions(owner, current))
        yield self._kept(owner, current, asked, news)

    def on_undo(
        self, event: gr.EventData, current: str, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Ask a question as it stands that was read from the conversation; later ones go."""
        asked = self._meant(event, current, request)
        if asked is None:
            yield (gr.skip(),) * 5
            return
        again, news = self._reply(asked.question, ())
        yield self._kept(owner_of(request), current, again, news, asked.number)

    def on_why(
        self, event: gr.EventData, current: str, request: gr.Request
    ) -> tuple[str, gr.Column]:
        """Open the panel at what explains an answer."""
        asked = self._meant(event, current, request)
        answer = asked and asked.answer
        shown = (
            explanation_html(answer.explanation, answer.confidence)
            if answer
            else explanation_html(None)
        )
        return str(shown), gr.Column(visible=True)

    def on_example(
        self, event: gr.EventData, current: str, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Ask the example that was chosen."""
        chosen = event._data.get("value", {}).get("text", "")
        yield from self.on_ask(str(chosen), current, request)

    def on_new(self) -> tuple[Any, ...]:
        """Begin a new conversation."""
        return "", [], "", status_html(), gr.Column(visible=False)

    def _reply(self, question: str, history: Sequence[str]) -> tuple[Exchange, str]:
        """Return a question with its answer, and the line that tells of it."""
        try:
            answer = self._assistant.ask(question, history)
        except AssistantError as error:
            return Exchange(0, question, None, str(error)), "The question could not be answered."
        return Exchange(0, question, answer), answer_news(answer)

    def _kept(
        self, owner: str, current: str, asked: Exchange, news: str, number: int | None = None
    ) -> tuple[Any, ...]:
        """Return what the page shows once an exchange is kept, or could not be."""
        try:
            kept = self._conversations.keep(owner, current, asked, number)
        except AssistantError as error:
            messages = [*self._messages(owner, current), *self._shown(asked)]
            return "", messages, gr.skip(), status_html(str(error)), gr.Column(visible=False)
        id = kept.id if kept else ""
        shown = self._messages(owner, id)
        return gr.skip(), shown, id, status_html(news), gr.Column(visible=False)

    def _messages(self, owner: str, id: str) -> list[dict[str, str]]:
        """Return the messages of a conversation, none where the owner has no such."""
        exchanges = self._conversations.exchanges(owner, id)
        return [message for each in exchanges for message in self._shown(each)]

    def _shown(self, asked: Exchange) -> list[dict[str, str]]:
        """Return the messages of a question and its answer, whose quotes are checked anew."""
        if asked.answer:
            checks = [self._assistant.verify(each) for each in asked.answer.citations]
            reply = answer_markdown(asked.answer, asked.number, checks)
        else:
            reply = error_markdown(asked.problem or "")
        return [_message("user", question_markdown(asked.question)), _message("assistant", reply)]

    def _meant(self, event: gr.EventData, current: str, request: gr.Request) -> Exchange | None:
        """Return the exchange whose number came with an event, None where there is none such."""
        sent = sent_id(event)
        if not sent.isdecimal() or len(sent) > _LONGEST_NUMBER:
            return None
        return self._conversations.exchange(owner_of(request), current, int(sent))


def _message(role: str, content: str) -> dict[str, str]:
    return {"role": role, "content": content}
