"""The tab where questions are asked: the conversation, and the panel that a citation opens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant import Answer, Assistant, AssistantError

from .bridge import sent_id
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
_AT_ONCE = 4
_LONGEST_NUMBER = 6
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and the message that answers it, None while it is looked for."""

    question: str
    reply: str | None = None
    answer: Answer | None = None


Conversation = tuple[Exchange, ...]


class ChatTab:
    """The chat's components and handlers; build it inside a `gr.Tab`."""

    def __init__(self, assistant: Assistant, bridge: gr.HTML) -> None:
        self._assistant = assistant
        self._conversation = gr.State(())
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
        asked = [self._box, self._chat, self._conversation, self._status, self._panel.column]
        slow: dict[str, Any] = {**_QUIET, "concurrency_limit": _AT_ONCE, "concurrency_id": "ask"}
        quick: dict[str, Any] = {**_QUIET, "queue": False}
        answered = self._box.submit(self.on_ask, [self._box, self._conversation], asked, **slow)
        answered.then(None, js="() => alliance.showAnswer()")
        self._chat.example_select(self.on_example, [self._conversation], asked, **slow)
        why = bridge.why(self.on_why, [self._conversation], self._panel.shown, **quick)
        why.then(None, js=SHOW_PANEL)
        undone = bridge.undo(self.on_undo, [self._conversation], asked, **slow)
        undone.then(None, js="() => alliance.showAnswer()")
        self._new.click(self.on_new, None, asked, **quick)

    def on_ask(self, question: str, conversation: Conversation) -> Iterator[tuple[Any, ...]]:
        """Show a question at once, and its answer when it is there."""
        if not question.strip():
            yield (gr.skip(),) * 5
            return
        looking = status_html("Searching the documents …", busy=True)
        asked = _messages((*conversation, Exchange(question)))
        yield "", asked, gr.skip(), looking, gr.Column(visible=False)
        history = [each.question for each in conversation]
        exchange, news = self._reply(question, history, len(conversation))
        conversation = (*conversation, exchange)
        yield gr.skip(), _messages(conversation), conversation, status_html(news), gr.skip()

    def on_undo(self, event: gr.EventData, conversation: Conversation) -> Iterator[tuple[Any, ...]]:
        """Ask a question as it stands that was read from the conversation; later ones go."""
        number = _numbered(event, conversation)
        if number is None:
            yield (gr.skip(),) * 5
            return
        before = conversation[:number]
        exchange, news = self._reply(conversation[number].question, (), number)
        conversation = (*before, exchange)
        yield "", _messages(conversation), conversation, status_html(news), gr.Column(visible=False)

    def on_why(self, event: gr.EventData, conversation: Conversation) -> tuple[str, gr.Column]:
        """Open the panel at what explains an answer."""
        number = _numbered(event, conversation)
        answer = None if number is None else conversation[number].answer
        shown = (
            explanation_html(answer.explanation, answer.confidence)
            if answer
            else explanation_html(None)
        )
        return str(shown), gr.Column(visible=True)

    def on_example(
        self, event: gr.EventData, conversation: Conversation
    ) -> Iterator[tuple[Any, ...]]:
        """Ask the example that was chosen."""
        chosen = event._data.get("value", {}).get("text", "")
        yield from self.on_ask(str(chosen), conversation)

    def on_new(self) -> tuple[Any, ...]:
        """Begin a new conversation."""
        return "", [], (), status_html(), gr.Column(visible=False)

    def _reply(self, question: str, history: Sequence[str], number: int) -> tuple[Exchange, str]:
        """Return a question with the message that answers it, and the line that tells of it."""
        try:
            answer = self._assistant.ask(question, history)
        except AssistantError as error:
            return Exchange(question, error_markdown(error)), "The question could not be answered."
        checks = [self._assistant.verify(citation) for citation in answer.citations]
        return Exchange(question, answer_markdown(answer, number, checks), answer), answer_news(
            answer
        )


def _numbered(event: gr.EventData, conversation: Conversation) -> int | None:
    """Return the number of the exchange that an event means, None where there is none such."""
    sent = sent_id(event)
    number = int(sent) if sent.isdecimal() and len(sent) < _LONGEST_NUMBER else -1
    return number if 0 <= number < len(conversation) else None


def _messages(conversation: Conversation) -> list[dict[str, str]]:
    messages = []
    for each in conversation:
        messages.append({"role": "user", "content": question_markdown(each.question)})
        if each.reply is not None:
            messages.append({"role": "assistant", "content": each.reply})
    return messages
