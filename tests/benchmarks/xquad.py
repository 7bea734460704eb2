"""XQuAD (https://github.com/google-deepmind/xquad) as a library: each paragraph a document."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from assistant import Assistant, Hit


@dataclass(frozen=True)
class Question:
    """A question, the id of the document that answers it, and the words of the answer."""

    text: str
    document_id: str
    answer: str

    def answered_by(self, hit: Hit, sentence: str) -> bool:
        """Tell whether a sentence of a hit is one of the right document with the answer in it."""
        return hit.document_id == self.document_id and self.answer in sentence


def load(path: Path) -> tuple[list[str], list[Question]]:
    """Return the paragraphs and the questions of a file in SQuAD's format."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    questions = [
        Question(each["question"], _id(paragraph["context"]), each["answers"][0]["text"])
        for paragraph in paragraphs
        for each in paragraph["qas"]
    ]
    return [paragraph["context"] for paragraph in paragraphs], questions


def add_paragraphs(assistant: Assistant, paragraphs: list[str], folder: Path) -> None:
    """Add paragraphs as text files, whose names tell nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, paragraph in enumerate(paragraphs):
        (folder / f"paragraph-{number}.txt").write_bytes(paragraph.encode())
    assistant.add([str(folder)])


def _id(paragraph: str) -> str:
    return hashlib.sha256(paragraph.encode()).hexdigest()
