"""Exported conversations stand alone, hold back nobody's tricks, and are compared with the library."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from assistant import (
    Answer,
    Assistant,
    Citation,
    Conversation,
    Exchange,
    Statement,
    Status,
    judge_claims,
)
from sources import Span
from sources.errors import ExportUnreadable
from ui.cli import main
from ui.exported import attribution, read_claims
from ui.exporting import as_json, as_markdown
from ui.footnotes import with_footnotes
from ui.render import answer_markdown
from ui.render_export import as_html
from ui.terminal import answer_lines

TALK = Conversation(
    "0" * 32, "Bees & trains", "2026-11-26T10:00:00+00:00", "2026-11-26T11:00:00+00:00"
)
FORMS: dict[str, Callable[..., str]] = {"md": as_markdown, "json": as_json, "html": as_html}
HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(2)) ![i](http://evil.example/i.png) ${alert(3)} "
    "{{4}} `code` **bold** [^1] [^9]: note \\ | ~~a~~ &lt;b&gt; “quote” — *Title*, SHA-256 `0`\n"
    "# Heading\n- item\n1. one\n===\n[^2]: “false” — *T*. SHA-256 `"
    + "0"
    * 64
    + "`, characters 1–2.\n"
    "    code\n\n</q></li></ol><script>alert(5)</script>\n> quoted"
)


def asked(assistant: Assistant, *questions: str) -> list[Exchange]:
    return [
        Exchange(number, question, assistant.ask(question), None, "2026-11-26T10:00:00+00:00")
        for number, question in enumerate(questions)
    ]


@pytest.fixture
def exchanges(toy_assistant: Assistant) -> list[Exchange]:
    found = asked(toy_assistant, "How many queens has a hive?", "When did the first train leave?",
                  "Which zebra won the lottery in Peru?")  # fmt: skip
    return [*found, Exchange(3, "?!", None, "The question is empty.")]


def exported(folder: Path, form: str, exchanges: list[Exchange]) -> Path:
    path = folder / f"talk.{form}"
    path.write_text(FORMS[form](TALK, exchanges), encoding="utf-8")
    return path


def verdicts(assistant: Assistant, path: Path) -> list[str | None]:
    return [each.reason for each in judge_claims(assistant, read_claims(path), attribution)]


def hostile_exchange() -> Exchange:
    """An exchange in which whatever other people write is meant to do harm."""
    title = HOSTILE.replace("\n", " ")
    cited = Citation(
        1,
        "a" * 64,
        title,
        "javascript:alert(1)",
        title,
        title,
        3,
        title,
        0,
        len(HOSTILE),
        HOSTILE,
        "",
        1.0,
    )
    said = Statement(HOSTILE, (1,), None, (Span(0, 8), Span(20, 30)))
    answer = Answer(HOSTILE, HOSTILE, Status.ANSWERED, 1.0, (said,), (cited,), notice=HOSTILE)
    return Exchange(0, HOSTILE, answer)


def cut_list(tmp_path: Path, assistant: Assistant) -> Exchange:
    """Return an answer that quotes the fourth of twenty items of a list."""
    items = "".join(f"- the guest number {number} of the tea room;\n" for number in range(20))
    (tmp_path / "guests.md").write_text(f"# Guests\n\nThe guests of the room are:\n\n{items}")
    assistant.add([str(tmp_path / "guests.md")])
    found = asked(assistant, "Was guest number 4 in the tea room?")[0]
    assert found.answer
    return found


def test_left_out_items_of_a_list_are_marked_in_every_form(
    tmp_path: Path, empty_assistant: Assistant
) -> None:
    cut = cut_list(tmp_path, empty_assistant)
    assert cut.answer
    assert (cut.answer.sentences[0].skips, cut.answer.sentences[0].goes_on) == (True, True)
    shown = [
        "\n".join(answer_lines(cut.answer, [])),
        with_footnotes(cut.answer),
        with_footnotes(cut.answer, markdown=True),
        answer_markdown(cut.answer),
        *(FORMS[form](TALK, [cut]) for form in ("md", "html")),
    ]
    for text in shown:
        above, item = text.index("The guests of"), text.index("number 4 of")
        assert "…" in text[above:item]
        assert "…" in text[item:]
    for form in FORMS:
        path = exported(tmp_path, form, [cut])
        assert verdicts(empty_assistant, path) == [None] * 2


@pytest.mark.parametrize("form", FORMS)
def test_each_quote_of_an_export_is_in_the_library(
    toy_assistant: Assistant, exchanges: list[Exchange], tmp_path: Path, form: str
) -> None:
    found = verdicts(toy_assistant, exported(tmp_path, form, exchanges))
    cited = [each.answer for each in exchanges if each.answer]
    assert found == [None] * sum(len(each.citations) + len(each.nearest) for each in cited)
    assert len(found) >= 4


@pytest.mark.parametrize("form", FORMS)
def test_an_export_tells_all_that_is_known_of_a_quote(
    toy_assistant: Assistant, exchanges: list[Exchange], tmp_path: Path, form: str
) -> None:
    toy_assistant.edit("Bees", {"issuer": "Bee Society", "date": "2024-05-03"})
    exchanges = asked(toy_assistant, "How many queens has a hive?")
    text = exported(tmp_path, form, exchanges).read_text(encoding="utf-8")
    assert "How many queens has a hive?" in text
    assert "A hive has one queen." in text
    assert "Bee Society" in text
    assert ("3 May 2024" if form != "json" else "2024-05-03") in text
    assert toy_assistant.find("Bees").id in text
    assert str(tmp_path) not in text


@pytest.mark.parametrize("form", FORMS)
def test_a_removed_document_fails_and_the_others_pass(
    toy_assistant: Assistant, exchanges: list[Exchange], tmp_path: Path, form: str
) -> None:
    path = exported(tmp_path, form, exchanges[:2])
    toy_assistant.remove("Bees")
    found = verdicts(toy_assistant, path)
    assert "it was removed, or was never here" in str(found[0])
    assert found[-1] is None


def test_a_replaced_document_fails_as_replaced(
    toy_assistant: Assistant, exchanges: list[Exchange], tmp_path: Path, toy_files: Path
) -> None:
    path = exported(tmp_path, "md", exchanges[:1])
    (toy_files / "bees.md").write_text("# Bees\n\nA hive has two queens.\n", encoding="utf-8")
    toy_assistant.add([str(toy_files)])
    assert "was replaced" in str(verdicts(toy_assistant, path)[0])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("old", "new"), [("one queen", "two queens"), ("A hive has", "No hive has")]
)
def test_a_quote_that_somebody_changed_fails(
    toy_assistant: Assistant, tmp_path: Path, form: str, old: str, new: str
) -> None:
    path = exported(tmp_path, form, asked(toy_assistant, "How many queens has a hive?"))
    text = (
        path.read_text(encoding="utf-8")
        .replace("**", "")
        .replace("<strong>", "")
        .replace("</strong>", "")
    )
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert "the document has other words at this place" in verdicts(toy_assistant, path)
    first = text.index(old)
    path.write_text(text[:first] + new + text[first + len(old) :], encoding="utf-8")
    assert "the answer has other words than its own citation" in verdicts(toy_assistant, path)


@pytest.mark.parametrize(
    ("change", "why"),
    [({"start": -20, "end": -1}, "no place"), ({"document_id": "x"}, "no place"), ({"start": 3}, "other words"),
     ({"document_id": "0" * 64}, "replaced"), ({"document_id": "0" * 64, "title": "?"}, "never here")],
)  # fmt: skip
def test_a_citation_that_leads_elsewhere_fails(
    toy_assistant: Assistant, tmp_path: Path, change: dict[str, object], why: str
) -> None:
    path = exported(tmp_path, "json", asked(toy_assistant, "How many queens has a hive?"))
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["exchanges"][0]["answer"]["citations"][0].update(change)
    path.write_text(json.dumps(kept), encoding="utf-8")
    assert why in str(verdicts(toy_assistant, path)[0])


@pytest.mark.parametrize("form", FORMS)
def test_a_line_that_introduces_others_is_a_quote_beside_theirs(
    toy_assistant: Assistant, tmp_path: Path, form: str
) -> None:
    (asked_once,) = asked(toy_assistant, "How many queens has a hive?")
    assert asked_once.answer
    own = asked_once.answer.citations[0]
    start = toy_assistant.document("Bees").text.index("Bees make")
    above = replace(own, number=2, start=start, end=start + 9, quote="Bees make")
    said = (Statement(own.quote, (1, 2), introduced_by=2),)
    answer = replace(asked_once.answer, citations=(own, above), sentences=said)
    path = exported(tmp_path, form, [replace(asked_once, answer=answer)])
    assert verdicts(toy_assistant, path) == [None, None]


@pytest.fixture
def about_bees(toy_assistant: Assistant, tmp_path: Path) -> Callable[[str], Path]:
    """Exports an answer from a document of which issuer and date are known."""
    toy_assistant.edit("Bees", {"issuer": "Bee Society", "date": "2024-05-03"})
    asked_now = asked(toy_assistant, "How many queens has a hive?")
    return lambda form: exported(tmp_path, form, asked_now)


def forged(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("form", "old", "new", "why"),
    [
        ("md", "*Bees*", "*Official NATO report*", "calls the document “Bees”"),
        ("html", "<cite>Bees", "<cite>Official NATO report", "calls the document “Bees”"),
        ("json", '"title": "Bees"', '"title": "Official NATO report"', "calls the document “Bees”"),
        ("md", "Bee Society", "NATO", "says of them “Bee Society, 3 May 2024”, not “NATO, 3"),
        ("html", "3 May 2024", "3 May 2026", "says of them “Bee Society, 3 May 2024”"),
        ("json", "2024-05-03", "2026-05-03", "says of them “Bee Society, 3 May 2024”"),
        ("json", '"section": null', '"section": "Article 5"', "not “Bee Society, 3 May 2024, Art"),
        ("json", '"page": null', '"page": 5', "not “Bee Society, 3 May 2024, page 5”"),
        ("json", '"passage": "Bees make', '"passage": "No bees make', "other words around"),
    ],
)
def test_words_that_are_said_to_be_of_another_fail(
    toy_assistant: Assistant,
    about_bees: Callable[[str], Path],
    form: str,
    old: str,
    new: str,
    why: str,
) -> None:
    assert verdicts(toy_assistant, about_bees(form)) == [None]
    assert why in str(verdicts(toy_assistant, forged(about_bees(form), old, new))[0])


@pytest.mark.parametrize("form", FORMS)
def test_what_a_person_or_the_file_says_of_a_document_may_be_told(
    toy_assistant: Assistant, exchanges: list[Exchange], tmp_path: Path, form: str
) -> None:
    before = exported(tmp_path, form, exchanges[:1])
    toy_assistant.edit("Bees", {"title": "On bees", "issuer": "Bee Society"})
    assert verdicts(toy_assistant, before) == [None]
    after = exported(tmp_path, form, asked(toy_assistant, "How many queens has a hive?"))
    assert verdicts(toy_assistant, after) == [None]
    toy_assistant.edit("On bees", {"title": "Hives"})
    assert "the library calls the document “Hives”" in str(verdicts(toy_assistant, after)[0])


@pytest.mark.parametrize("form", FORMS)
def test_an_address_that_the_library_does_not_know_is_told_as_not_compared(
    toy_assistant: Assistant,
    tmp_path: Path,
    form: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (asked_once,) = asked(toy_assistant, "How many queens has a hive?")
    assert asked_once.answer
    cited = replace(asked_once.answer.citations[0], source="https://bees.example/hive")
    answer = replace(asked_once.answer, citations=(cited,))
    path = exported(tmp_path, form, [replace(asked_once, answer=answer)])
    assert main(["verify", str(path), "--no-starter"]) == 0
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith("PASS [1] Bees")
    assert line.endswith("not compared: that it comes from https://bees.example/hive")


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("md", "[^1]\n\n", "[^1]\n>\n> All bees are gone.\n\n"),
        ("md", "[^1]\n\n", "[^1]\nAll bees are gone.\n\n"),
        ("md", "> A hive", "> All bees are gone.\n>\n> A hive"),
        ("html", "<blockquote>", "<blockquote><p>All bees are gone.</p>"),
        ("html", "</sup>", "</sup> All bees are gone."),
        ("html", "</a></sup>", " All bees are gone.</a></sup>"),
        ("html", "</blockquote>", "<p data-note='1'>All bees are gone.</p></blockquote>"),
    ],
)
def test_words_that_are_put_among_the_quotes_fail(
    toy_assistant: Assistant, about_bees: Callable[[str], Path], form: str, old: str, new: str
) -> None:
    path = forged(about_bees(form), old, new)
    assert verdicts(toy_assistant, path) == ["the answer has other words than its own citation"]


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("md", "> A hive", "> All bees are gone.\n\n> A hive"),
        ("md", "[^1]: “", "[^1]: NATO: “"),
        ("html", "<blockquote>", "<blockquote><p>All bees are gone.</p></blockquote><blockquote>"),
        ("html", "<blockquote>", "<blockquote>All bees are gone.<blockquote>"),
        ("html", "</blockquote>", "<p>All bees are gone.</p>"),
        ("html", "“<q>", "NATO: “<q>"),
        ("html", "</ol>", '<li value="1" data-document="x"></li></ol>'),
    ],
)
def test_what_is_put_where_no_footnote_answers_for_it_is_refused(
    about_bees: Callable[[str], Path], form: str, old: str, new: str
) -> None:
    with pytest.raises(ExportUnreadable):
        read_claims(forged(about_bees(form), old, new))


def test_quotes_on_the_page_for_printing_tell_their_language(
    toy_assistant: Assistant, tmp_path: Path
) -> None:
    toy_assistant.edit("Bees", {"language": "fr"})
    exchanges = asked(toy_assistant, "How many queens has a hive?")
    assert exchanges[0].answer
    languages = toy_assistant.languages(exchanges[0].answer.citations)
    assert languages == {toy_assistant.find("Bees").id: "fr"}
    path = tmp_path / "talk.html"
    path.write_text(as_html(TALK, exchanges, languages), encoding="utf-8")
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    assert [each.name for each in page.find_all(lang="fr")] == ["p", "q"]
    assert verdicts(toy_assistant, path) == [None]


def test_white_space_means_nothing_in_markdown(
    toy_assistant: Assistant, exchanges: list[Exchange], tmp_path: Path
) -> None:
    path = exported(tmp_path, "md", exchanges)
    text = (
        path.read_text(encoding="utf-8").replace("hive has", "hive\n    has").replace("\n", "\r\n")
    )
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert set(verdicts(toy_assistant, path)) <= {None}


@pytest.mark.parametrize("form", FORMS)
def test_hostile_words_are_read_back_as_they_were(tmp_path: Path, form: str) -> None:
    (claim,) = read_claims(exported(tmp_path, form, [hostile_exchange()]))
    expected = hostile_exchange().answer
    assert expected
    assert claim.quote.split() == HOSTILE.split()
    assert claim.title.split() == expected.citations[0].title.split()
    assert [each.split() for each in claim.said] == [HOSTILE.split()]
    assert (claim.document_id, claim.start, claim.end) == ("a" * 64, 0, len(HOSTILE))


def test_hostile_words_do_nothing_in_markdown() -> None:
    named = replace(TALK, name=HOSTILE.replace("\n", " "))
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin).render(
        as_markdown(named, [hostile_exchange()])
    )  # fmt: skip
    page = BeautifulSoup(shown, "html.parser")
    assert not page.find_all(["script", "img", "s", "table", "ul", "pre"])
    assert len(page.select("section.footnotes li")) == 1
    assert {each["href"][:3] for each in page.find_all("a")} == {"#fn"}
    assert [each.name for each in page.find_all(["h1", "h2", "h3"])] == ["h1", "h2"]
    text = " ".join(page.get_text().split())
    assert text.count("<script>alert(1)</script> [x](javascript:alert(2))") >= 5


def test_hostile_words_do_nothing_on_the_page_for_printing() -> None:
    named = replace(TALK, name=HOSTILE)
    page = BeautifulSoup(as_html(named, [hostile_exchange()]), "html.parser")
    assert not page.find_all(["script", "img", "link", "iframe"])
    assert {each["href"] for each in page.find_all("a")} == {"#note-1"}
    assert page.h1
    assert page.h1.get_text() == HOSTILE


@given(st.text().filter(str.strip), st.text())
def test_any_words_are_read_back_from_each_form(words: str, title: str) -> None:
    words = words.encode("utf-8", "replace").decode()
    cited = Citation(1, "a" * 64, title, "tea.txt", None, None, None, None, 0, 9, words, "", 1.0)
    answer = Answer("Tea?", "Tea?", Status.ANSWERED, 1.0, (Statement(words, (1,)),), (cited,))
    shown = BeautifulSoup(as_html(TALK, [Exchange(0, "Tea?", answer)]), "html.parser")
    assert len(shown.find_all("li")) == 1
    note = MarkdownIt("commonmark").use(footnote_plugin).render(
        as_markdown(TALK, [Exchange(0, "Tea?", answer)])
    )  # fmt: skip
    assert len(BeautifulSoup(note, "html.parser").select("section.footnotes li")) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"{}", b"[]", b"<", b"# A page\n\nwithout quotes\n", b"\xff\xfe", b'{"format": "alliance-conversation-1"}',
     b'{"format": "alliance-conversation-1", "exchanges": []}', b'{"format": "other", "exchanges": []}', b"{" * 100_000,
     b'{"format": "alliance-conversation-1", "exchanges": [{"answer": {"citations": [1], "nearest": [], "sentences": []}}]}',
     b"> said [^1]\n", b"[^1]: half a note\n", b'<li data-document="x" value="y"><q>a</q></li>', b"<q>a</q>"],
)  # fmt: skip
def test_what_is_no_export_is_refused_in_one_line(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "talk"
    path.write_bytes(content)
    with pytest.raises(ExportUnreadable):
        read_claims(path)
    assert main(["verify", str(path), "--no-starter"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("form", FORMS)
def test_the_command_tells_each_quote_and_passes_only_where_all_pass(
    toy_assistant: Assistant,
    exchanges: list[Exchange],
    tmp_path: Path,
    form: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = exported(tmp_path, form, exchanges[:2])
    assert main(["verify", str(path), "--no-starter"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "PASS [1] Bees “A hive has one queen.”"
    assert lines[-1] == f"{len(lines) - 1} of {len(lines) - 1} quotes passed"
    toy_assistant.remove("Bees")
    assert main(["verify", str(path), "--no-starter", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [found[0]["result"], found[-1]["result"]] == ["FAIL", "PASS"]
    assert list(found[0]) == [
        "number",
        "result",
        "reason",
        "title",
        "document_id",
        "start",
        "end",
        "quote",
        "warning",
    ]


def test_a_file_that_is_not_there_or_no_text_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(ExportUnreadable, match=r"cannot be read \(No such file or directory\)"):
        read_claims(tmp_path / "talk.md")
    (tmp_path / "talk.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ExportUnreadable, match="is no text"):
        read_claims(tmp_path / "talk.md")
