"""The conversation of a question that was on its way when its page was loaded anew."""

from datetime import UTC, datetime, timedelta

from assistant import Conversations

# Older questions are answered, or will not be; and what is kept tells its time in full seconds.
_LONGEST_AGO = timedelta(minutes=1)
_MARGIN = timedelta(seconds=1)


def begun_since(conversations: Conversations, owner: str, sent: str) -> str | None:
    """Return the id of an owner's latest conversation that was begun by a question since it.

    ``sent`` is how many milliseconds ago that was asked, and the question, as the page sends them:
    anything can be sent. Without a question any conversation is meant that was begun since.
    """
    ago, _, question = sent.partition(" ")
    if not (ago.isascii() and ago.isdecimal() and len(ago) <= 6):
        return None
    passed = min(timedelta(milliseconds=int(ago)), _LONGEST_AGO)
    since = datetime.now(UTC) - passed - _MARGIN
    for each in conversations.all(owner):
        if datetime.fromisoformat(each.changed_at) < since:
            return None
        begun = datetime.fromisoformat(each.made_at) >= since
        if begun and question.split() in ([], _first_words(conversations, owner, each.id)):
            return each.id
    return None


def _first_words(conversations: Conversations, owner: str, id: str) -> list[str]:
    return " ".join(conversations.questions(owner, id)[:1]).split()
