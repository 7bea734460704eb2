"""The conversation of a question that was on its way when its page was loaded anew."""

from datetime import UTC, datetime, timedelta

from assistant import Conversations

# Older questions are answered, or will not be; and what is kept tells its time in full seconds.
_LONGEST_AGO = timedelta(minutes=1)
_MARGIN = timedelta(seconds=1)


def begun_since(conversations: Conversations, owner: str, ago: str) -> str | None:
    """Return the id of an owner's latest conversation if it was begun since a question.

    ``ago`` is how many milliseconds ago that was asked, as the page sends it: anything can be sent.
    """
    if not (ago.isascii() and ago.isdecimal() and len(ago) <= 6):
        return None
    passed = min(timedelta(milliseconds=int(ago)), _LONGEST_AGO)
    latest = next(iter(conversations.all(owner)), None)
    if (
        latest is None
        or datetime.fromisoformat(latest.made_at) + _MARGIN < datetime.now(UTC) - passed
    ):
        return None
    return latest.id
