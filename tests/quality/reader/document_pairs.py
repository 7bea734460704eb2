"""Pairs from documents: questions made by rule beside the passage, and beside its neighbours."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tokenizers import Tokenizer

from sources import AssistantError, Passage, read_bytes, read_document, split

from .made_questions import Made, made_questions
from .negatives import made_negatives, order_of_kinds
from .pairs import MOST_TOKENS, Pair, window_around

# How many of a hundred made questions come of each rule.
RULES = {
    "section": 26,
    "name": 16,
    "day": 24,
    "term": 8,
    "definition": 10,
    "list": 6,
    "count": 4,
    "reason": 6,
}
_OF_WHOLE = ("wrong title", "wrong number")


@dataclass(frozen=True)
class Part:
    """A passage of a document in sentences, beside the document's number and title."""

    document: int
    title: str
    section: str | None
    context: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A question made from a part."""

    made: Made
    part: int


class DocumentPairs:
    """The parts of some documents as a source of pairs."""

    def __init__(self, parts: Sequence[Part], draw: random.Random) -> None:
        self.parts = parts
        self.questions: dict[str, list[Question]] = {rule: [] for rule in RULES}
        for number, part in enumerate(parts):
            for made in made_questions(part.sentences, part.title, part.section, draw):
                self.questions[made.rule].append(Question(made, number))

    def pairs(self, count: int, draw: random.Random) -> list[tuple[Pair, Pair]]:
        """Return, for so many questions of all rules, an answered pair and one that is not.

        Without documents there are none.
        """
        rules = [rule for rule in RULES if self.questions[rule]]
        if not rules:
            return []
        drawn = draw.choices(rules, [RULES[rule] for rule in rules], k=count)
        return [self._two(draw.choice(self.questions[rule]), draw) for rule in drawn]

    def _two(self, question: Question, draw: random.Random) -> tuple[Pair, Pair]:
        part, made = self.parts[question.part], question.made
        middle = draw.choice(sorted(made.answers))
        window = window_around(part.sentences, middle, draw, draw.choice([75, 75, 130]))
        yes = Pair(
            made.question,
            part.context,
            tuple(part.sentences[n] for n in window),
            tuple(n in made.answers for n in window),
            made.rule,
        )
        return yes, self._unanswered(yes, question, draw)

    def _unanswered(self, yes: Pair, question: Question, draw: random.Random) -> Pair:
        part = self.parts[question.part]
        near = self._near(question)
        around = " ".join(s for n in near for s in self.parts[n].sentences)
        answer = " ".join(s for s, own in zip(yes.sentences, yes.answers, strict=True) if own)
        made = made_negatives(yes, answer, around, draw)
        made["wrong title"] = lambda: self._other_title(yes, part, draw)
        # A whole section is asked for by its name: most changes would leave it answered.
        fitting = _OF_WHOLE if yes.kind in ("section", "list", "name") else tuple(made)
        for kind in order_of_kinds(draw):
            if kind in ("neighbour", "mined") and near:
                return self._beside(yes, draw.choice(near), "neighbour", draw)
            kind = "wrong title" if kind == "wrong name" and draw.random() < 0.5 else kind
            if kind in fitting and (no := made[kind]()):
                return no
        far = [n for n, each in enumerate(self.parts) if each.document != part.document]
        return self._beside(yes, draw.choice(far or [question.part]), "far", draw)

    def _other_title(self, pair: Pair, part: Part, draw: random.Random) -> Pair | None:
        """Ask the same of another document, where the question names this one."""
        other = draw.choice(self.parts).title
        if part.title not in pair.question or other == part.title:
            return None
        return pair.unanswered(pair.question.replace(part.title, other), "wrong title")

    def _near(self, question: Question) -> list[int]:
        """Return the parts of the same document that do not answer: of other sections, if asked."""
        part, made = self.parts[question.part], question.made
        near = []
        for place in range(question.part - 6, question.part + 7):
            if place == question.part or not 0 <= place < len(self.parts):
                continue
            other = self.parts[place]
            own_section = other.section == part.section and made.rule in ("section", "list")
            if other.document == part.document and not own_section:
                near.append(place)
        name = made.question.split(" ", 1)[-1].rstrip("?.")
        return [n for n in near if name not in " ".join(self.parts[n].sentences)]

    def _beside(self, pair: Pair, place: int, kind: str, draw: random.Random) -> Pair:
        other = self.parts[place]
        window = window_around(other.sentences, draw.randrange(len(other.sentences)), draw)
        sentences = tuple(other.sentences[n] for n in window)
        return replace(
            pair,
            context=other.context,
            sentences=sentences,
            answers=(False,) * len(sentences),
            kind=kind,
        )


def parts_of(paths: Sequence[Path], tokenizer: Tokenizer) -> list[Part]:
    """Return the passages of files, as the program would cut them; unreadable files are skipped."""

    def counts(texts: Sequence[str]) -> list[int]:
        return [len(e.ids) for e in tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    parts = []
    for number, path in enumerate(paths):
        try:
            document = read_document(read_bytes(path), path.name, str(path))
        except AssistantError:
            continue
        for passage in split(document, counts, limit=MOST_TOKENS):
            parts.append(_part(number, document.title, document.text, passage))
    return parts


def _part(number: int, title: str, text: str, passage: Passage) -> Part:
    sentences = tuple(text[start:end] for start, end in passage.sentences)
    return Part(number, title, passage.section, passage.context, sentences)
