"""The questions that are offered: to begin with, and to go on from an answer."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import gradio as gr

from assistant import Answer, Assistant, AssistantError, Conversations, Suggester

from .owner import owner_of
from .render_suggestions import suggestions_html
from .stopping import Asking, Askings

_EXAMPLES, _SUGGESTIONS = 4, 3
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


class Suggestions:
    """The buttons under the last answer and their handlers; build it below the chat."""

    def __init__(self, assistant: Assistant, conversations: Conversations) -> None:
        self._suggester = Suggester(assistant)
        self._conversations = conversations
        self._offering = Askings()
        self._buttons = gr.HTML(elem_id="suggestions")

    def connect(
        self,
        answered: Sequence[Any],
        leaves: Sequence[Any],
        current: gr.components.Component,
    ) -> None:
        """Offer questions once one is answered, until the conversation is left.

        ``answered`` and ``leaves`` are events, ``current`` holds the conversation's id.
        """
        for each in answered:
            # The questions after an earlier answer may still be looked for.
            each.then(self.on_suggest, current, self._buttons, trigger_mode="multiple", **_QUIET)
        for leave in leaves:
            leave(self.on_leave, None, self._buttons, queue=False, **_QUIET)

    def on_examples(self) -> gr.Chatbot:
        """Offer questions to begin with."""
        questions = self._suggester.examples(_EXAMPLES)
        return gr.Chatbot(examples=[{"text": question} for question in questions])

    def on_leave(self, request: gr.Request) -> str:
        """Offer nothing more of a conversation that is left."""
        self.stop(str(request.session_hash))
        return ""

    def stop(self, page: str) -> None:
        """Look for no more questions to offer to a page, for it asks one."""
        self._offering.stop(page)

    def on_suggest(self, current: str, request: gr.Request) -> Iterator[str | dict[str, Any]]:
        """Offer questions that go on from the last answer, each when it is known to be answered."""
        # First nothing: what was offered before has been hidden, and may come again.
        yield ""
        owner = owner_of(request)
        questions = self._conversations.questions(owner, current)
        last = self._conversations.exchange(owner, current, len(questions) - 1)
        if last is None or last.answer is None:
            yield str(suggestions_html(()))
            return
        offering = self._offering.begin(str(request.session_hash), last.question)
        if offering is None:
            return
        yield from self._offered(last.answer, questions, partial(_is_wanted, offering))
        if not self._offering.end(str(request.session_hash), offering):
            # What is yielded last is sent again at the end, when a later answer has its own.
            yield gr.skip()

    def _offered(
        self, answer: Answer, questions: Sequence[str], wanted: Callable[[], bool]
    ) -> Iterator[str]:
        offered: list[str] = []
        # What keeps the library from being asked, the next question will tell.
        with suppress(AssistantError):
            for question in self._suggester.after(answer, questions, wanted):
                if not wanted():
                    return
                offered.append(question)
                yield str(suggestions_html(offered, more=len(offered) < _SUGGESTIONS))
                if len(offered) == _SUGGESTIONS:
                    return
        if wanted():
            yield str(suggestions_html(offered))


def _is_wanted(offering: Asking) -> bool:
    return not offering.stopped.is_set()
