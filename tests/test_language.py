"""Questions in other languages than English, and what is said of them."""

import pytest

from assistant import Assistant, Conversation, Exchange, Status
from assistant.language import IN_ANOTHER_LANGUAGE, in_another_language
from ui.contract import answer_object
from ui.exporting import as_markdown
from ui.render_export import as_html
from ui.terminal import answer_lines


@pytest.mark.parametrize(
    "question",
    [
        "Qui dirige l'opération Sea Guardian ?",
        "Comment fonctionne Europol ?",
        "Qui a adopté la Convention on the Prevention of Terrorism ?",
        "Wer leitet Sea Guardian?",
        "Was ist Etidal?",
        "Wie leidt operatie Sea Guardian?",
        "Wat is Etidal?",
        "¿Qué es Etidal?",
        "Chi guida l'operazione Sea Guardian?",
        "O que é Etidal?",
        "Vem leder operation Sea Guardian?",
        "Hvem leder operasjon Sea Guardian?",
        "Kto kieruje operacją Sea Guardian?",
        "Etidal nedir?",
        "Кто руководит операцией Sea Guardian?",
        "من يقود عملية Sea Guardian؟",
        "谁领导海上卫士行动？",
    ],
)
def test_a_question_in_another_language_is_known(question: str) -> None:
    assert in_another_language(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who leads the Bundesamt für Verfassungsschutz?",
        "Was Etidal founded in 2017?",
        "Is it a hat or a hoe?",
        "Comment on the treaty",
        "What does “qui vive” mean?",
        "Who is Абу Умар?",
        "WHO strategy",
    ],
)
def test_a_question_in_english_is_none_of_them(question: str) -> None:
    assert not in_another_language(question)


@pytest.mark.parametrize(
    "name",
    [
        "Médecins sans frontières",
        "Brigade des Martyrs d'Al-Aqsa",
        "Frente de Libertação de Moçambique",
        "Fuerzas Armadas Revolucionarias de Colombia",
        "Rote Armee Fraktion",
        "Guardia di Finanza",
        "Jamaat Nusrat al-Islam wal-Muslimin",
        "attack Dar es Salaam 1998",
        "Ho Chi Minh City",
        "Che Guevara",
        "Kim Jong-un",
        "Wat Arun",
        "Grand Est",
        "",
    ],
)
def test_names_alone_are_in_no_other_language(name: str) -> None:
    assert not in_another_language(name)


def test_it_is_not_said_that_the_documents_do_not_answer_it(toy_assistant: Assistant) -> None:
    answer = toy_assistant.ask("Quand est-ce que le premier train est parti ?", ["Who made tea?"])
    assert (answer.status, answer.notice) == (Status.NOT_FOUND, IN_ANOTHER_LANGUAGE)
    assert answer.read_as == answer.question
    assert answer.nearest
    assert (answer.sentences, answer.searched_for, answer.otherwise) == ((), (), False)
    assert answer_object(answer)["status"] == "not_found"
    assert answer_object(answer)["notice"] == IN_ANOTHER_LANGUAGE


def test_the_terminal_and_the_exports_say_so_before_the_nearest_passages(
    toy_assistant: Assistant,
) -> None:
    answer = toy_assistant.ask("Quand est-ce que le premier train est parti ?")
    day = "2026-01-01T00:00:00+00:00"
    kept = (Conversation("c" * 12, "Trains", day, day), [Exchange(0, answer.question, answer)])
    for said in ("\n".join(answer_lines(answer, ())), as_markdown(*kept), str(as_html(*kept))):
        words = " ".join(said.split())
        assert "questions are understood in English only so far" in words
        assert "Nearest passages:" in words
        assert "Not found" not in words
