"""What is saved or copied from a page in French is in French, and is compared with the library alike."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from assistant import (
    Answer,
    Assistant,
    Conversations,
    Exchange,
    Statement,
    Status,
)
from sources.errors import ExportUnreadable
from tests.endpoints import Endpoints
from tests.tea import cite
from tests.test_exporting import HOSTILE, TALK, asked, hostile_exchange, verdicts
from ui.citing import as_bibtex, as_plain
from ui.citing import as_markdown as quote_as_markdown
from ui.cli import main
from ui.exported import read_claims
from ui.exporting import as_markdown
from ui.footnotes import quote_of, with_footnotes
from ui.phrases import speaking
from ui.render_export import as_html
from ui.web import make_app

FORMS: dict[str, Callable[..., str]] = {"md": as_markdown, "html": as_html}


def exported(folder: Path, form: str, exchanges: list[Exchange]) -> Path:
    path = folder / f"talk.{form}"
    with speaking("fr"):
        path.write_text(FORMS[form](TALK, exchanges), encoding="utf-8")
    return path


@pytest.fixture
def about_bees(toy_assistant: Assistant, tmp_path: Path) -> Callable[[str], Path]:
    """Exports an answer from a document of which issuer and date are known, and one without."""
    toy_assistant.edit("Bees", {"issuer": "Bee Society", "date": "2024-08-01"})
    exchanges = asked(toy_assistant, "How many queens has a hive?", "Which zebra won in Peru?")
    exchanges.append(Exchange(2, "?!", None, "The question is empty."))
    return lambda form: exported(tmp_path, form, exchanges)


@pytest.mark.parametrize("form", FORMS)
def test_a_conversation_that_is_saved_in_french_is_verified(
    toy_assistant: Assistant,
    about_bees: Callable[[str], Path],
    form: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = about_bees(form)
    text = path.read_text(encoding="utf-8")
    for said in (
        "26 novembre 2026. Chaque note cite",
        "Introuvable",
        "1er août 2024",
        "caractères",
    ):
        assert said in text
    for english in ("Each footnote", "Not found", "August", "characters", "“"):
        assert english not in text
    assert main(["verify", str(path), "--no-starter"]) == 0
    assert capsys.readouterr().out.startswith("PASS [1] Bees “A hive has one queen.”")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("one queen", "two queens", "other words at this place"),
        ("1er août 2024", "1er août 2026", "says of them “Bee Society, 1 August 2024”, not “Bee"),
        ("Bee Society", "NATO", "says of them “Bee Society, 1 August 2024”, not “NATO"),
    ],
)
def test_what_is_changed_in_it_fails(
    toy_assistant: Assistant,
    about_bees: Callable[[str], Path],
    form: str,
    old: str,
    new: str,
    why: str,
) -> None:
    path = about_bees(form)
    text = path.read_text(encoding="utf-8").replace("**", "")
    text = text.replace("<strong>", "").replace("</strong>", "")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert why in str(verdicts(toy_assistant, path)[0])


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [("md", "[^1]: «", "[^1]: OTAN\u00a0: «"), ("html", "«\u00a0<q>", "OTAN\u00a0: «\u00a0<q>")],
)
def test_what_is_put_before_a_footnote_is_refused(
    about_bees: Callable[[str], Path], form: str, old: str, new: str
) -> None:
    path = about_bees(form)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ExportUnreadable):
        read_claims(path)


@pytest.mark.parametrize("form", FORMS)
def test_hostile_words_are_read_back_as_they_were(tmp_path: Path, form: str) -> None:
    (claim,) = read_claims(exported(tmp_path, form, [hostile_exchange()]))
    assert claim.quote.split() == HOSTILE.split()
    assert claim.title.split() == HOSTILE.split()
    assert [each.split() for each in claim.said] == [HOSTILE.split()]
    assert (claim.document_id, claim.start, claim.end) == ("a" * 64, 0, len(HOSTILE))


def test_the_page_for_printing_tells_its_language_and_runs_nothing(tmp_path: Path) -> None:
    text = exported(tmp_path, "html", [hostile_exchange()]).read_text(encoding="utf-8")
    page = BeautifulSoup(text, "html.parser")
    assert page.html
    assert page.html["lang"] == "fr"
    assert not page.find_all(["script", "img", "link", "iframe"])
    assert len(page.find_all("li")) == 1


def test_an_answer_and_a_quote_are_copied_in_french() -> None:
    citation = cite("Tea is made from leaves.", 1)
    kept = replace(citation, page=3, page_label="iv")
    said = Statement(citation.quote, (1,))
    answer = Answer("How?", "How?", Status.ANSWERED, 0.9, (said,), (citation,))
    where = "Tea, The Tea Board, 1er mai 2024 (SHA-256 aaaaaaaaaaaa)"
    with speaking("fr"):
        copied = with_footnotes(answer)
        assert "Bien étayé\u00a0: 1 citation, 1 document." in copied
        assert f"[1] «\u00a0Tea is made from leaves.\u00a0» {where}.\n" in copied
        markdown = with_footnotes(answer, markdown=True)
        assert "[^1]: «\u00a0Tea is made from leaves.\u00a0» *Tea*, The Tea Board, 1er" in markdown
        assert as_plain(quote_of(citation)) == f"«\u00a0{citation.quote}\u00a0»\n— {where}\n"
        assert "(page 3 du fichier)" in quote_as_markdown(quote_of(kept))
        # What programs read, and a style with English words of its own, stay as they are.
        assert "(page 3 of the file)" in as_bibtex(quote_of(kept))


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Chaque note cite"), ("en", "Each footnote quotes")]
)
def test_a_file_is_in_the_language_that_the_page_is_in(
    toy_assistant: Assistant, language: str, said: str
) -> None:
    conversations = Conversations()
    app = make_app(toy_assistant, conversations=conversations)
    with TestClient(app, base_url="http://127.0.0.1:7860") as web:
        owner = Endpoints(web).owner
        kept = conversations.keep(owner, "", asked(toy_assistant, "What do bees make?")[0])
        assert kept
        for form in ("md", "html", "print"):
            sent = web.get(f"/conversation/{kept.id}/{form}", headers={"accept-language": language})
            assert said in sent.text
