"""The language in which the server speaks to who asks."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant import Assistant
from ui.accounts import add_account
from ui.people import People

FRENCH = {"accept-language": "fr-CA,fr;q=0.9,en;q=0.5"}
HERE = "http://127.0.0.1:7860"


def document(client: TestClient, assistant: Assistant, **headers: str) -> str:
    return client.get(f"/document/{assistant.documents()[0].id}", headers=headers).text


def test_the_page_is_told_its_language_before_it_starts(client: TestClient) -> None:
    english, french = client.get("/").text, client.get("/", headers=FRENCH).text
    assert 'value: "en"' in english
    assert 'value: "fr"' in french
    assert french.index('document.documentElement.lang = "fr"') < french.index("<script type")
    assert "Copié" not in english.split("gradio_config")[0]
    assert r"Copi\u00e9" in french.split("gradio_config")[0]


def test_a_document_page_has_labels_in_the_language_of_the_visitor(
    client: TestClient, toy_assistant: Assistant
) -> None:
    french = document(client, toy_assistant, **FRENCH)
    assert '<html lang="fr">' in french
    assert "Télécharger le fichier d’origine" in french
    assert '<html lang="en">' in document(client, toy_assistant)


def test_a_language_that_is_chosen_is_kept_and_leads_back(
    client: TestClient, toy_assistant: Assistant
) -> None:
    reply = client.post(
        "/language/fr", headers={"referer": f"{HERE}/?c=12"}, follow_redirects=False
    )
    assert (reply.status_code, reply.headers["location"]) == (303, "/?c=12")
    kept = reply.headers["set-cookie"]
    assert "alliance_language=fr;" in kept
    assert "SameSite=Lax" in kept
    assert "HttpOnly" in kept
    assert '<html lang="fr">' in document(client, toy_assistant)
    client.post("/language/en", follow_redirects=False)
    assert '<html lang="en">' in document(client, toy_assistant, **FRENCH)


@pytest.mark.parametrize("referer", ["", "http://evil.example//evil.example/x", "//evil.example"])
def test_a_choice_of_the_language_leads_nowhere_else(client: TestClient, referer: str) -> None:
    reply = client.post("/language/fr", headers={"referer": referer}, follow_redirects=False)
    assert reply.headers["location"] == "/"


def test_a_language_is_chosen_only_by_the_page_itself(client: TestClient) -> None:
    other = {"origin": "http://evil.example", "sec-fetch-site": "cross-site"}
    assert client.post("/language/fr", headers=other).status_code == 403
    assert client.get("/language/fr").status_code == 405
    assert client.post("/language/xx").status_code == 404
    assert "alliance_language" not in client.cookies


def test_what_is_refused_is_said_in_the_language_of_the_visitor(client: TestClient) -> None:
    missing = client.get(f"/document/{'0' * 64}", headers=FRENCH)
    assert missing.status_code == 404
    assert "Aucun document de la bibliothèque n’a cette adresse." in missing.text


def test_the_words_of_a_document_keep_its_language(
    client: TestClient, toy_assistant: Assistant
) -> None:
    toy_assistant.edit(toy_assistant.documents()[0].id, {"language": "en"})
    french = document(client, toy_assistant, **FRENCH)
    assert '<html lang="fr">' in french
    assert '<article lang="en">' in french


def test_one_logs_in_and_chooses_the_language_before_in_french(
    toy_assistant: Assistant, home: Path, tmp_path: Path
) -> None:
    # Gradio takes two seconds to import, which most tests need not wait for.
    from ui.web import make_app

    add_account(tmp_path / "people", "anna", "green tea at four")
    app = make_app(toy_assistant, people=People.open(tmp_path / "people", home))
    with TestClient(app, base_url=HERE, headers=FRENCH) as client:
        page = client.get("/login").text
        assert "<h1>Se connecter</h1>" in page
        wrong = client.post("/login", data={"name": "anna", "password": "x"})
        assert "Le nom ou le mot de passe est incorrect." in wrong.text
        client.post("/language/en", headers={"referer": f"{HERE}/login?next=%2F"})
        assert "<h1>Log in</h1>" in client.get("/login").text
