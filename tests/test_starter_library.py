"""The briefs that come with the program keep the promises that they make about themselves."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant import Assistant, Settings
from sources import Document, Span, read_document
from sources.sentences import sentence_spans
from sources.starter import proposed_questions, starter_briefs

FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
DEFINITION = re.compile(r"^\[\^(\w+)\]:[ ].*$", re.M)


def front(path: Path) -> dict[str, Any]:
    found = FRONT.match(path.read_text(encoding="utf-8"))
    assert found
    values = yaml.safe_load(found[1])
    assert isinstance(values, dict)
    return values


def body(path: Path) -> str:
    return FRONT.sub("", path.read_text(encoding="utf-8"))


def document(path: Path) -> Document:
    return read_document(path.read_bytes(), path.name, path.name)


def statements(brief: Document) -> list[Span]:
    """Find the sentences outside headings and tables."""
    lines = {brief.text.rfind("\n", 0, heading.end) + 1 for heading in brief.headings}
    spans = [Span(*span) for span in sentence_spans(brief.text)]
    kept = []
    for span in spans:
        start = brief.text.rfind("\n", 0, span.start) + 1
        line = brief.text[start:].split("\n", 1)[0]
        if start not in lines and " | " not in line:
            kept.append(span)
    return kept


WRITTEN = [path.with_suffix(".md") for path in starter_briefs()]
briefs = pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)


def test_there_are_about_forty_briefs_and_each_has_a_title_of_its_own() -> None:
    titles = [front(path)["title"] for path in WRITTEN]
    assert len(titles) >= 40
    assert len(set(titles)) == len(titles)


def test_no_two_briefs_share_a_run_of_eight_words() -> None:
    seen: dict[tuple[str, ...], str] = {}
    shared = []
    for path in WRITTEN:
        for run in runs_of_eight(document(path)):
            if seen.setdefault(run, path.stem) != path.stem:
                shared.append((" ".join(run), seen[run], path.stem))
    assert shared == []


def runs_of_eight(brief: Document) -> set[tuple[str, ...]]:
    found = set()
    for start, end in sentence_spans(brief.text):
        words = re.findall(r"[a-z0-9]+(?:['’.-][a-z0-9]+)*", brief.text[start:end].lower())
        found |= {tuple(words[first : first + 8]) for first in range(len(words) - 7)}
    return found


@pytest.mark.model
def test_the_questions_that_briefs_propose_are_answered_from_them(tmp_path: Path) -> None:
    library = Assistant.open(Settings(tmp_path / "home"))
    library.add_starter()
    asked = [
        (front(path)["title"], question)
        for path in WRITTEN
        for question in proposed_questions(path)
    ]
    missed = []
    for title, question in asked:
        citations = library.ask(question).citations
        if title not in [each.title for each in citations[:2]]:
            missed.append(question)
    library.close()
    assert len(missed) <= 0.05 * len(asked), missed


@briefs
def test_a_brief_says_what_it_is(path: Path) -> None:
    values = front(path)
    assert all(
        isinstance(values[name], str) and values[name].strip()
        for name in ("title", "summary", "issuer")
    )
    assert values["subjects"]
    assert all(isinstance(subject, str) for subject in values["subjects"])


@briefs
def test_a_brief_is_written_on_or_after_the_day_its_sources_reach_to(path: Path) -> None:
    values = front(path)
    assert isinstance(values["date"], dt.date)
    assert isinstance(values["as_of"], dt.date)
    assert values["as_of"] <= values["date"]


@briefs
def test_a_brief_proposes_three_to_six_questions(path: Path) -> None:
    questions = front(path)["questions"]
    assert 3 <= len(questions) == len(set(questions)) <= 6
    assert all(question.endswith(("?", ".")) for question in questions)


@briefs
def test_a_brief_has_400_to_1200_words(path: Path) -> None:
    assert 400 <= len(document(path).text.split()) <= 1_200


@briefs
def test_every_footnote_is_defined_once_and_used(path: Path) -> None:
    defined = DEFINITION.findall(body(path))
    used = re.findall(r"\[\^(\w+)\]", DEFINITION.sub("", body(path)))
    assert len(set(defined)) == len(defined)
    assert set(defined) == set(used)


@briefs
def test_every_footnote_names_an_address(path: Path) -> None:
    notes = document(path).notes
    assert notes
    assert all(
        re.fullmatch(r"https?://[\w.-]+\.\w+(?::\d+)?(?:/\S*)?", note.address or "")
        for note in notes
    )


@briefs
def test_a_brief_is_read_with_all_its_footnotes_in_their_places(path: Path) -> None:
    brief = document(path)
    assert {note.label for note in brief.notes} == set(DEFINITION.findall(body(path)))
    assert all(note.at and note.text for note in brief.notes)
    assert "[^" not in brief.text
    assert (brief.title, brief.issuer) == (front(path)["title"], front(path)["issuer"])
    assert brief.date == front(path)["date"].isoformat()


@briefs
def test_every_statement_carries_a_footnote(path: Path) -> None:
    brief = document(path)
    bare = [
        brief.text[span.start : span.end]
        for span in statements(brief)
        if not brief.notes_within(span)
    ]
    assert bare == []
