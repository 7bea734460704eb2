"""Reads documents and cuts them into passages; knows nothing of search."""

from .document import Document, Heading, Note, Passage, Report, Span, Version
from .errors import AssistantError
from .load import document_id, read_bytes, read_document
from .passages import TokenCounts, split
from .reading_process import DocumentReader, ReadingHere, ReadingProcess

__all__ = [
    "AssistantError",
    "Document",
    "DocumentReader",
    "Heading",
    "Note",
    "Passage",
    "ReadingHere",
    "ReadingProcess",
    "Report",
    "Span",
    "TokenCounts",
    "Version",
    "document_id",
    "read_bytes",
    "read_document",
    "split",
]
