"""Questions and answers of a conversation as the chat shows them, and those that clicks mean."""

from collections.abc import Sequence

import gradio as gr

from assistant import Assistant, AssistantError, Conversations, Exchange, Scope

from .bridge import sent_id
from .exporting import cited
from .owner import owner_of
from .phrases import say, told
from .render import answer_markdown, answer_news, error_markdown, question_markdown

LONGEST_NUMBER = 6
# With more the page gets slow; each answer that is shown is compared with its documents.
MOST_SHOWN, MOST_EARLIER = 20, 200
Message = dict[str, str]


class Exchanges:
    """Asks, and finds what was asked: nobody is shown what is not their own."""

    def __init__(self, assistant: Assistant, conversations: Conversations) -> None:
        self._assistant = assistant
        self._conversations = conversations

    def reply(self, question: str, history: Sequence[str], scope: Scope) -> tuple[Exchange, str]:
        """Return a question with its answer, and the line that tells of it."""
        try:
            answer = self._assistant.ask(question, history, scope=scope)
        except AssistantError as error:
            return Exchange(0, question, None, str(error)), say(
                "The question could not be answered."
            )
        return Exchange(0, question, answer), answer_news(answer)

    def messages(self, owner: str, id: str, most: int = MOST_SHOWN) -> list[Message]:
        """Return the last messages of a conversation, none where the owner has no such.

        ``most`` is the number of questions from which the earlier ones are left out.
        """
        start = max(0, len(self._conversations.questions(owner, id)) - most)
        exchanges = self._conversations.exchanges(owner, id, start)
        return [message for each in exchanges for message in self.shown(each)]

    def shown(self, asked: Exchange) -> list[Message]:
        """Return the messages of a question and its answer, whose quotes are checked anew."""
        if asked.answer:
            checks = self._assistant.verify_all(asked.answer.citations)
            languages = self._assistant.languages(cited(asked.answer))
            reply = answer_markdown(asked.answer, asked.number, checks, asked.feedback, languages)
        else:
            reply = error_markdown(told(asked.problem or ""))
        return [question_message(asked.question), {"role": "assistant", "content": reply}]

    def meant(self, event: gr.EventData, current: str, request: gr.Request) -> Exchange | None:
        """Return the exchange whose number came with an event, None where there is none such."""
        return self.numbered(sent_id(event), current, request)

    def numbered(self, number: str, current: str, request: gr.Request) -> Exchange | None:
        """Return the exchange of a number in a conversation, None where there is none such."""
        if not number.isdecimal() or len(number) > LONGEST_NUMBER:
            return None
        return self._conversations.exchange(owner_of(request), current, int(number))


def question_message(question: str) -> Message:
    """Return the message that shows a question."""
    return {"role": "user", "content": question_markdown(question)}


def scope_of_exchange(asked: Exchange) -> Scope:
    """Return the scope in which a question was asked."""
    return asked.answer.asked_of.scope if asked.answer and asked.answer.asked_of else Scope()
