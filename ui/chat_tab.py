"""The tab where questions are asked: the conversation, and the panel that a citation opens."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import gradio as gr

from assistant import Assistant, AssistantError, Conversations, Exchange, Scope

from .bridge import sent_id
from .conversation_list import ConversationList
from .copying import Copying
from .exchanges import Exchanges, question_message, scope_of_exchange
from .feedback import FeedbackForm
from .labels import label
from .owner import owner_of
from .panel import SHOW_PANEL, Panel
from .phrases import phrase, say, told
from .render import status_html
from .render_explanation import explanation_html
from .resuming import begun_since
from .scope_form import ScopeForm, scope_of
from .stopping import Askings
from .suggestions import Suggestions

_NOT_HERE = phrase("This conversation is not here: it was deleted, or is another person’s.")
_WELCOME = """## What would you like to know?

Ask about NATO and counter-terrorism cooperation, or about documents that you add.
Every sentence of an answer is quoted from a document, and opens there."""
_AT_ONCE = 4
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_QUICK: dict[str, Any] = {**_QUIET, "queue": False}
_SHOW_ANSWER = "() => alliance.showAnswer()"
_NOTHING = (gr.skip(),) * 5


class ChatTab:
    """The chat's components and handlers; build it inside a `gr.Tab`.

    The page holds no more of a conversation than its id, which each handler looks up for the owner
    of the request: anybody can send any id. ``shown`` is what `on_show` returns, ``current`` the
    id.
    """

    def __init__(self, assistant: Assistant, conversations: Conversations, bridge: gr.HTML) -> None:
        self._assistant = assistant
        self._conversations = conversations
        self._exchanges = Exchanges(assistant, conversations)
        self._askings = Askings()
        self.current = gr.Textbox(visible="hidden", label=label("Conversation"), elem_id="current")
        with gr.Row(elem_id="conversation"):
            self.conversation_list = ConversationList(conversations, self.current)
            with gr.Column(scale=3, elem_id="chat-column"):
                earlier = gr.HTML(elem_id="earlier")
                self._build_chat(bridge)
            self._panel = Panel(assistant, bridge)
        self.conversation_list.connect_earlier(earlier, self.chat, self._exchanges)
        self._connect(bridge)

    def _build_chat(self, bridge: gr.HTML) -> None:
        self.chat = gr.Chatbot(
            elem_id="chat",
            label=label("Conversation"),
            show_label=False,
            placeholder=label(_WELCOME),
            layout="bubble",
            height="calc(100dvh - 234px)",
            buttons=[],
            autoscroll=False,
            feedback_options=None,
            latex_delimiters=[],
            allow_tags=False,
            sanitize_html=True,
        )
        self.suggestions = Suggestions(self._assistant, self._conversations)
        self.scope = ScopeForm(self._assistant, bridge)
        self._box = gr.Textbox(
            label=label("Your question"),
            show_label=False,
            placeholder=label("Ask a question"),
            submit_btn=True,
            autofocus=True,
            max_lines=6,
            elem_id="question",
        )
        with gr.Row(elem_id="below-question"):
            self._status = gr.HTML(status_html(), elem_id="status")
            self.scope.build_button()
            gr.Button(label("Conversations"), size="sm", elem_id="show-conversations")
            self._new = gr.Button(label("New conversation"), size="sm", elem_id="new-conversation")

    def _connect(self, bridge: gr.HTML) -> None:
        self.shown = [self._box, self.chat, self.current, self._status, self._panel.column]
        # A page that has stopped a question asks the next one before the first is over.
        slow: dict[str, Any] = {
            **_QUIET,
            "concurrency_limit": _AT_ONCE,
            "concurrency_id": "ask",
            "trigger_mode": "multiple",
        }
        current, scope = self.current, self.scope.value
        handled = (
            (self._box.submit, self.on_ask, [self._box, current, scope]),
            (self.chat.example_select, self.on_example, [current, scope]),
            (bridge.ask, self.on_suggested, [current, scope]),
            (bridge.undo, self.on_undo, [current]),
            (bridge.again, self.on_again, [current]),
            (bridge.all, self.on_all, [current]),
        )
        # Before asking: Gradio does what else an event does only once the question is answered.
        said = ["asked(true)", "asked(false)", "asked(false)"]
        # An answer that is to be asked for again may be gone, and then nothing is looked for.
        said += ["offerNothing()"] * (len(handled) - len(said))
        for (event, _, _), does in zip(handled, said, strict=True):
            event(None, js=f"() => allianceChat.{does}")
        asking = [event(does, takes, self.shown, **slow) for event, does, takes in handled]
        for each in asking:
            each.failure(None, js="() => allianceChat.notAsked()")
        answered = [each.then(None, js=_SHOW_ANSWER) for each in asking]
        leaves = [self._new.click, *self.conversation_list.changes]
        self.suggestions.connect(answered, leaves, current)
        stopped = self._box.stop(self.on_stop, current, self.shown, **_QUICK)
        stopped.then(None, js="() => { allianceChat.settled(); allianceChat.focusQuestion(); }")
        why = bridge.why(self.on_why, [current], self._panel.shown, **_QUICK)
        why.then(None, js=SHOW_PANEL)
        Copying(self._exchanges, bridge, current)
        FeedbackForm(self._conversations, current)
        new = self._new.click(self.on_new, None, self.shown, **_QUICK)
        begun = bridge.begun(self.on_begun, current, self.shown, **_QUICK)
        changes = [*answered, new, begun]
        self.conversation_list.connect(self.shown, self.on_show, self.on_new, changes)
        current.change(None, [current], js="(id) => alliance.nowAt(id)")

    def on_show(self, current: str, request: gr.Request) -> tuple[Any, ...]:
        """Show the conversation that the page's address names."""
        if not current:
            return _NOTHING
        if not self._conversations.find(owner_of(request), current):
            return "", [], "", status_html(say(_NOT_HERE)), gr.Column(visible=False)
        messages = self._exchanges.messages(owner_of(request), current)
        return "", messages, current, status_html(), gr.Column(visible=False)

    def on_return(self, current: str, request: gr.Request) -> tuple[Any, ...]:
        """Show the conversation of a page that was just loaded; what is typed already stays."""
        _, *shown = self.on_show(current, request)
        return gr.skip(), *shown

    def on_begun(self, event: gr.EventData, current: str, request: gr.Request) -> tuple[Any, ...]:
        """Show the conversation that was begun by a question asked before the page was loaded."""
        id = begun_since(self._conversations, owner_of(request), sent_id(event))
        return _NOTHING if current or not id else self.on_show(id, request)

    def on_ask(
        self, question: str, current: str, scope: str, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Show a question at once, and its answer when it is there."""
        if not question.strip():
            yield _NOTHING
            return
        owner = owner_of(request)
        messages = [*self._exchanges.messages(owner, current), question_message(question)]
        history = self._conversations.questions(owner, current)
        yield from self._asked(question, history, scope_of(scope), current, messages, request)

    def on_example(
        self, event: gr.EventData, current: str, scope: str, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Ask the example that was chosen."""
        chosen = event._data.get("value", {}).get("text", "")
        yield from self.on_ask(str(chosen), current, scope, request)

    def on_suggested(
        self, event: gr.EventData, current: str, scope: str, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Ask the question that was offered and chosen."""
        yield from self.on_ask(sent_id(event), current, scope, request)

    def on_undo(
        self, event: gr.EventData, current: str, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Ask a question as it stands that was read from the conversation; later ones go."""
        if asked := self._exchanges.meant(event, current, request):
            scope, number = scope_of_exchange(asked), asked.number
            yield from self._asked(asked.question, (), scope, current, gr.skip(), request, number)
        else:
            yield _NOTHING

    def on_again(
        self, event: gr.EventData, current: str, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Ask a question again, as it was asked, of the documents that there are now."""
        yield from self._asked_again(event, scope_of_exchange, current, request)

    def on_all(
        self, event: gr.EventData, current: str, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Ask a question of all documents that some did not answer."""
        yield from self._asked_again(event, lambda _: Scope(), current, request)

    def _asked_again(
        self,
        event: gr.EventData,
        scope_of: Callable[[Exchange], Scope],
        current: str,
        request: gr.Request,
    ) -> Iterator[tuple[Any, ...]]:
        """Put a new answer in the place of an old one; later ones stay."""
        asked = self._exchanges.meant(event, current, request)
        if asked is None:
            yield _NOTHING
            return
        history = self._conversations.questions(owner_of(request), current)[: asked.number]
        how = (scope_of(asked), current, gr.skip(), request, asked.number)
        yield from self._asked(asked.question, history, *how, alone=True)

    def on_stop(self, current: str, request: gr.Request) -> tuple[Any, ...]:
        """Stop looking for an answer, and give the question back."""
        question = self._askings.stop(str(request.session_hash))
        messages = self._exchanges.messages(owner_of(request), current)
        box = gr.Textbox(question or gr.skip(), submit_btn=True, stop_btn=False)
        return box, messages, gr.skip(), status_html(say("Stopped.")), gr.skip()

    def on_why(
        self, event: gr.EventData, current: str, request: gr.Request
    ) -> tuple[str, gr.Column]:
        """Open the panel at what explains an answer."""
        asked = self._exchanges.meant(event, current, request)
        answer = asked and asked.answer
        shown = (
            explanation_html(answer.explanation, answer.confidence)
            if answer
            else explanation_html(None)
        )
        return str(shown), gr.Column(visible=True)

    def on_new(self) -> tuple[Any, ...]:
        """Begin a new conversation."""
        return "", [], "", status_html(), gr.Column(visible=False)

    def _asked(
        self,
        question: str,
        history: Sequence[str],
        scope: Scope,
        current: str,
        messages: Any,
        request: gr.Request,
        number: int | None = None,
        *,
        alone: bool = False,
    ) -> Iterator[tuple[Any, ...]]:
        """Show that a question is asked, then what is kept of it, unless it is stopped before."""
        page = str(request.session_hash)
        asking = self._askings.begin(page, question)
        if asking is None:
            yield _NOTHING
            return
        self.suggestions.stop(page)
        looking = status_html(say("Searching the documents …"), busy=True)
        box = gr.Textbox("", submit_btn=False, stop_btn=True)
        yield box, messages, gr.skip(), looking, gr.Column(visible=False)
        asked, news = self._exchanges.reply(question, history, scope)
        if self._askings.end(page, asking):
            yield self._kept(owner_of(request), current, asked, news, number, alone=alone)
        else:
            # What is yielded last is sent again at the end, and would undo what `on_stop` showed.
            yield _NOTHING

    def _kept(
        self,
        owner: str,
        current: str,
        asked: Exchange,
        news: str,
        number: int | None,
        *,
        alone: bool,
    ) -> tuple[Any, ...]:
        """Return what the page shows once an exchange is kept, or could not be."""
        box = gr.Textbox(submit_btn=True, stop_btn=False)
        try:
            kept = self._conversations.keep(owner, current, asked, number, alone=alone)
        except AssistantError as error:
            messages = [*self._exchanges.messages(owner, current), *self._exchanges.shown(asked)]
            return box, messages, gr.skip(), status_html(told(error)), gr.Column(visible=False)
        id = kept.id if kept else ""
        messages = self._exchanges.messages(owner, id)
        return box, messages, id, status_html(news), gr.Column(visible=False)
