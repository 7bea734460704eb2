"""Stores passages and finds the ones that matter to a question; knows nothing of answers."""

from .embedder import DEFAULT_MODEL, Embedder, PassageVectors, SentenceTransformerEmbedder, Vector
from .originals import Originals
from .records import Entry
from .retriever import Hit, Retriever, scaled
from .store import Store
from .words import terms

__all__ = [
    "DEFAULT_MODEL",
    "Embedder",
    "Entry",
    "Hit",
    "Originals",
    "PassageVectors",
    "Retriever",
    "SentenceTransformerEmbedder",
    "Store",
    "Vector",
    "scaled",
    "terms",
]
