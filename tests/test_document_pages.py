"""The page of one document, and its original, asked without a browser."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant import Assistant, Reference
from tests.test_mhtml import saved

HOSTILE = """<img src=x onerror=alert(1)>

<script>alert(2)</script> Tea is made from ${leaves} and {{water}}.
"""


@pytest.fixture
def bees(toy_assistant: Assistant) -> str:
    """The id of the document about bees."""
    return toy_assistant.find("Bees").id


def test_a_document_is_shown_whole_with_the_quoted_words_marked(
    client: TestClient, toy_assistant: Assistant, bees: str
) -> None:
    citation = toy_assistant.ask("Where do bees make honey?").citations[0]
    page = client.get(f"/document/{bees}", params={"at": str(Reference.to(citation))})
    assert page.status_code == 200
    assert "<h1>Bees</h1>" in page.text
    assert '<mark id="quote">Bees make honey in a hive.</mark>' in page.text
    assert "A hive has one queen." in page.text
    assert '<li id="note-1">Bee Society' in page.text


def test_a_document_is_shown_without_a_place_too(client: TestClient, bees: str) -> None:
    page = client.get(f"/document/{bees}")
    assert "A hive has one queen." in page.text
    assert "<mark" not in page.text
    assert "warning" not in page.text


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("{id}-4-20-0000000000000000", "no longer at this place"),
        ("{other}-4-20-0000000000000000", "no place in this document"),
        ("<script>", "no place in this document"),
    ],
)
def test_a_document_marks_nothing_that_is_not_what_was_quoted(
    client: TestClient, bees: str, at: str, said: str
) -> None:
    place = at.format(id=bees, other="b" * 64)
    page = client.get(f"/document/{bees}", params={"at": place})
    assert page.status_code == 200
    assert said in page.text
    assert "<mark" not in page.text
    assert "<script>" not in page.text


@pytest.mark.parametrize(
    "path", ["/document/bees", f"/document/{'b' * 64}", "/document/x/original"]
)
def test_what_is_not_there_is_said(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert "removed" in page.text


def test_a_removed_document_is_gone(
    client: TestClient, toy_assistant: Assistant, bees: str
) -> None:
    toy_assistant.remove(bees)
    assert client.get(f"/document/{bees}").status_code == 404
    assert client.get(f"/document/{bees}/original").status_code == 404


def test_a_replaced_document_leads_to_the_newer_version(
    client: TestClient, toy_assistant: Assistant, toy_files: Path, bees: str
) -> None:
    (toy_files / "bees.md").write_text("# Bees\n\nBees sleep in winter.\n", encoding="utf-8")
    (addition,) = toy_assistant.add([str(toy_files / "bees.md")])
    page = client.get(f"/document/{bees}")
    assert page.status_code == 404
    assert f'href="/document/{addition.document_id}"' in page.text


def test_hostile_documents_are_shown_as_text_and_may_run_nothing(
    client: TestClient, toy_assistant: Assistant, tmp_path: Path
) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    page = client.get(f"/document/{toy_assistant.add_file(path.name, path)[0].document_id}")
    assert "<img" not in page.text
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_the_original_is_sent_as_it_was_added(
    client: TestClient, toy_files: Path, bees: str
) -> None:
    sent = client.get(f"/document/{bees}/original")
    assert sent.content == (toy_files / "bees.md").read_bytes()
    assert sent.headers["content-type"] == "text/markdown; charset=utf-8"
    assert sent.headers["content-disposition"] == 'attachment; filename="bees.md"'
    assert sent.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("page.html", b"<p onclick='x()'>Tea is hot.</p><script>x()</script>", "text/html"),
        ("mail.eml", b"Subject: Tea\n\nTea is hot, says the mail.\n", "message/rfc822"),
        ("page.mht", saved(), "application/x-mimearchive"),
        ("tea.rtf", rb"{\rtf1 Tea is hot, says the file.\par}", "application/rtf"),
        ("prices.csv", b"Tea,Price\nBlack,4\n", "text/csv"),
    ],
)
def test_originals_of_every_kind_are_downloaded_and_never_shown(
    client: TestClient, toy_assistant: Assistant, tmp_path: Path, name: str, data: bytes, kind: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (addition,) = toy_assistant.add([str(tmp_path / name)])
    sent = client.get(f"/document/{addition.document_id}/original")
    toy_assistant.remove(str(addition.document_id))
    assert sent.content == data
    assert sent.headers["content-type"].startswith(kind)
    assert sent.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert sent.headers["x-content-type-options"] == "nosniff"


def test_the_passages_of_a_document_are_listed_and_open_where_they_stand(
    client: TestClient, toy_assistant: Assistant, bees: str
) -> None:
    assert f'href="/document/{bees}/passages"' in client.get(f"/document/{bees}").text
    page = client.get(f"/document/{bees}/passages")
    passages = toy_assistant.passages(bees)
    assert f"Cut into {len(passages)} passage" in page.text
    address = re.search(r'href="(/document/[^"]*\?at=[^"#]*)', page.text)
    assert address
    assert '<mark id="quote">Bees make honey in a hive.' in client.get(address[1]).text


def test_the_passages_of_a_hostile_document_are_harmless(
    client: TestClient, toy_assistant: Assistant, tmp_path: Path
) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    (addition,) = toy_assistant.add([str(path)])
    page = client.get(f"/document/{addition.document_id}/passages")
    assert "${leaves}" in page.text
    assert "<script>alert" not in page.text
    assert client.get("/document/nothing/passages").status_code == 404
