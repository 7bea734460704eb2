"""Turns a question and the passages found into an answer with citations; knows no screens."""

from index import Entry, Hit
from sources import AssistantError, Document, Passage

from .account import Account
from .adding import Addition, Outcome, Progress, Stopped
from .answer import Answer, Check, Citation, Statement
from .assistant import LONGEST_QUESTION, Assistant
from .explanation import Considered, Explanation
from .keeping import back_up_library, restore_library
from .reference import Excerpt, Reference
from .settings import Settings
from .status import Status

__all__ = [
    "LONGEST_QUESTION",
    "Account",
    "Addition",
    "Answer",
    "Assistant",
    "AssistantError",
    "Check",
    "Citation",
    "Considered",
    "Document",
    "Entry",
    "Excerpt",
    "Explanation",
    "Hit",
    "Outcome",
    "Passage",
    "Progress",
    "Reference",
    "Settings",
    "Statement",
    "Status",
    "Stopped",
    "back_up_library",
    "restore_library",
]
