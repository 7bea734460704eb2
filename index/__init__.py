"""Stores passages and finds the ones that matter to a question; knows nothing of answers."""

from .backup import back_up, restore
from .embedder import DEFAULT_MODEL, Embedder, PassageVectors, SentenceTransformerEmbedder, Vector
from .lexical import TermWeights
from .likeness import Sought
from .originals import Originals
from .records import Edit, Entry
from .retriever import Found, Hit, Retriever, scaled, sentences_of
from .salvage import RESCUED, salvage
from .store import Store
from .words import terms

__all__ = [
    "DEFAULT_MODEL",
    "RESCUED",
    "Edit",
    "Embedder",
    "Entry",
    "Found",
    "Hit",
    "Originals",
    "PassageVectors",
    "Retriever",
    "SentenceTransformerEmbedder",
    "Sought",
    "Store",
    "TermWeights",
    "Vector",
    "back_up",
    "restore",
    "salvage",
    "scaled",
    "sentences_of",
    "terms",
]
