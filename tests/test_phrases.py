"""What the page says in French: all of it, with the same places for values, as French is set."""

import re

import pytest

from sources import read_document
from sources.errors import AssistantError
from tests import spoken_phrases
from ui.language import language_for
from ui.phrases import decimal, number, percent, say, say_html, speaking, tables, told
from ui.wording import count, duration, long_date, size

FRENCH = tables()["fr"]
TABLES = {
    "phrases": (FRENCH.phrases, spoken_phrases.phrases),
    "labels": (FRENCH.labels, spoken_phrases.labels),
    "script": (FRENCH.script, spoken_phrases.script),
    "things": (FRENCH.things, spoken_phrases.things),
}
ALL = {**FRENCH.phrases, **FRENCH.labels, **FRENCH.script}


@pytest.mark.parametrize("name", TABLES)
def test_each_phrase_of_the_page_has_a_french_form_and_none_is_left_over(name: str) -> None:
    table, said = TABLES[name]
    assert said()
    assert set(table) == said()


def test_french_forms_have_the_places_of_the_english() -> None:
    for english, french in ALL.items():
        assert spoken_phrases.placeholders(french) == spoken_phrases.placeholders(english), english
    for english, french in FRENCH.messages.items():
        assert french.count("{}") == english.count("{}"), english


def test_french_is_set_with_its_spaces_and_quotation_marks() -> None:
    for french in [*ALL.values(), *FRENCH.messages.values()]:
        assert not re.search(r"[  ][:;?!»]|« |[a-zé][;?!]|[“”]|\w'\w", french), french
        assert french.count("«") == french.count("»")


def test_each_message_that_is_translated_is_one_that_is_reported() -> None:
    code = spoken_phrases.reported()
    for english in FRENCH.messages:
        for piece in filter(str.strip, english.split("{}")):
            assert piece in code, piece


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7", "fr"),
        ("en-GB,fr;q=0.9", "en"),
        ("de-DE, fr;q=0.8, en;q=0.5", "fr"),
        ("en;q=0.3,FR-ca;q=0.5", "fr"),
        ("fr;q=0,en;q=0.1", "en"),
        ("fr;q=0", "en"),
        ("fr;q=x, en;q=0.1", "en"),
        ("fr;q=nan", "en"),
        ("fr;q=7, en;q=0.1", "en"),
        ("de, ja;q=0.5", "en"),
        ("*", "en"),
        ("fr" + "-x" * 100_000, "fr"),
        ("\x00;;;==,,", "en"),
    ],
)
def test_the_language_is_the_known_one_that_the_browser_likes_best(
    accepted: str, language: str
) -> None:
    assert language_for(accepted) == language


def test_the_language_that_was_chosen_comes_before_what_the_browser_likes() -> None:
    assert language_for("en", "fr") == "fr"
    assert language_for("fr", "en") == "en"
    assert language_for("fr", "../xx") == "fr"


def test_numbers_dates_and_plurals_are_written_as_in_french() -> None:
    with speaking("fr"):
        assert count(0, "document") == "0 document"
        assert count(1_500, "passage") == "1\u202f500 passages"
        assert long_date("2024-01-01") == "1er janvier 2024"
        assert long_date("2016-08") == "août 2016"
        assert (size(1_230_000), size(2_000)) == ("1,2\u00a0Mo", "2\u00a0ko")
        assert (decimal(0.5, 2), percent(0.81), number(12)) == ("0,50", "81\u00a0%", "12")
        assert duration(180) == "environ 3 minutes"


def test_values_in_a_phrase_are_escaped_in_html_and_keep_their_braces() -> None:
    with speaking("fr"):
        said = say_html("Searched: {question}", question="<b>{0}</b>")
        assert say("Read as: {question}", question="{x}") == "Compris comme\u00a0: {x}"
    assert said == "Recherché\u00a0: &lt;b&gt;{0}&lt;/b&gt;"


def test_outside_of_a_request_english_is_spoken() -> None:
    assert say("Keep it") == "Keep it"
    with speaking("fr"):
        with speaking("en"):
            assert count(2, "page") == "2 pages"
        assert say("Keep it") == "Conserver"
    assert say("Keep it") == "Keep it"


def test_what_the_parts_below_report_is_told_in_french() -> None:
    report = "The file has 120 MB; the most that is read is 100 MB. Split it and add the parts."
    by_hand = (
        "https://x.example/a is there no more (status 404). Open it in a browser, save the "
        "document and add the file: alliance add FILE"
    )
    with speaking("fr"):
        assert told(report).startswith("Le fichier pèse 120 Mo\u202f; le maximum lu est de 100 Mo.")
        assert told(by_hand) == (
            "https://x.example/a n’existe plus (statut 404). Ouvrez l’adresse dans un navigateur, "
            "enregistrez le document et ajoutez le fichier."
        )
        assert told("the page header “NATO {x}”, on 3 pages") == (
            "en-tête de page «\u00a0NATO {x}\u00a0», sur 3 pages"
        )
        assert told("What nobody has translated") == "What nobody has translated"
    assert told(report) == report


@pytest.mark.parametrize(
    ("data", "name", "begins"),
    [
        (b"%PDF-1.4\n%%EOF", "tea.pdf", "Le PDF est endommagé"),
        (b"<html><p>Tea", "tea.pdf", "Le fichier est une page web, bien que son nom"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "tea.doc", "Les fichiers en .doc, un ancien format"),
        (b"PK tea", "tea.zip", "Une archive n’est pas un document"),
    ],
)
def test_why_a_file_was_skipped_is_said_in_french(data: bytes, name: str, begins: str) -> None:
    with pytest.raises(AssistantError) as refused:
        read_document(data, name, name)
    with speaking("fr"):
        assert told(refused.value).startswith(begins)
