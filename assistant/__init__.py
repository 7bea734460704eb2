"""Turns a question and the passages found into an answer with citations; knows no screens."""

from index import Conversation, Entry, Feedback, Hit
from sources import AssistantError, Document, Passage

from .account import Account
from .adding import Addition, Outcome, Progress, Stopped
from .answer import Answer, Check, Citation, Statement
from .assistant import Assistant
from .chronology import Dated
from .claims import Claim, Judgement, judge_claims
from .conversations import Conversations, Exchange
from .document_map import DocumentMap
from .explanation import Considered, Explanation
from .keeping import Repair, back_up_library, repair_library, restore_library
from .question import LONGEST_QUESTION
from .reference import Excerpt, Reference
from .scope import AskedOf, Scope, Scoped
from .settings import Settings
from .status import Beside, Status
from .suggesting import Suggester
from .syncing import Plan, Signature, Syncer, outcome_counts

__all__ = [
    "LONGEST_QUESTION",
    "Account",
    "Addition",
    "Answer",
    "AskedOf",
    "Assistant",
    "AssistantError",
    "Beside",
    "Check",
    "Citation",
    "Claim",
    "Considered",
    "Conversation",
    "Conversations",
    "Dated",
    "Document",
    "DocumentMap",
    "Entry",
    "Excerpt",
    "Exchange",
    "Explanation",
    "Feedback",
    "Hit",
    "Judgement",
    "Outcome",
    "Passage",
    "Plan",
    "Progress",
    "Reference",
    "Repair",
    "Scope",
    "Scoped",
    "Settings",
    "Signature",
    "Statement",
    "Status",
    "Stopped",
    "Suggester",
    "Syncer",
    "back_up_library",
    "judge_claims",
    "outcome_counts",
    "repair_library",
    "restore_library",
]
