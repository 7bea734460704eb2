"""Stores passages and finds the ones that matter to a question; knows nothing of answers."""

from .backup import back_up, restore
from .conversations import Conversation, ConversationStore, Feedback, KeptExchange
from .default_embedder import DefaultEmbedder, open_embedder
from .embedder import DEFAULT_MODEL, Embedder, PassageVectors, Vector
from .lexical import TermWeights
from .likeness import Sought
from .originals import Originals
from .plane import Points, grouped, laid_out, placed_among
from .reader import DEFAULT_READER, NO_READER, Reader, Reading, Window, windows_of
from .readers import open_reader
from .records import Edit, Entry, Origin
from .replaced import Replacement
from .retriever import Found, Hit, Retriever, scaled, sentences_of
from .salvage import RESCUED, salvage
from .store import Store
from .synonyms import with_synonyms
from .torch_embedder import SentenceTransformerEmbedder
from .words import terms

__all__ = [
    "DEFAULT_MODEL",
    "DEFAULT_READER",
    "NO_READER",
    "RESCUED",
    "Conversation",
    "ConversationStore",
    "DefaultEmbedder",
    "Edit",
    "Embedder",
    "Entry",
    "Feedback",
    "Found",
    "Hit",
    "KeptExchange",
    "Origin",
    "Originals",
    "PassageVectors",
    "Points",
    "Reader",
    "Reading",
    "Replacement",
    "Retriever",
    "SentenceTransformerEmbedder",
    "Sought",
    "Store",
    "TermWeights",
    "Vector",
    "Window",
    "back_up",
    "grouped",
    "laid_out",
    "open_embedder",
    "open_reader",
    "placed_among",
    "restore",
    "salvage",
    "scaled",
    "sentences_of",
    "terms",
    "windows_of",
    "with_synonyms",
]
