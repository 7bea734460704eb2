"""Notes and lists of references name sources; they are not quoted as if they said something."""

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.source_notes import asks_sources, names_sources_alone


@pytest.mark.parametrize(
    "text",
    [
        "148. Jane Doe interview (Feb. 3, 2004).",
        "40. State Department memo, “Plan for Tea and Trade,” Sept. 14, 2001 (tasked by the King).",
        "On the money, see Treasury report, interrogation of a grocer, Oct. 27, 2003.",
        "See also Jane Doe interview (Jan. 12, 2004); John Roe interview (Dec. 15, 2003).",
        "38. Trial testimony of Roe, Kingdom v. Doe, Feb. 7, 2001 (transcript p.",
        "Hoffman, Bruce. Inside Tea. New York: Columbia University Press, 2006, pp. 12–14.",
        "[12] J. Smith, “The tea that was cold,” Journal of Tea, vol. 3, 12(4), 45–67.",
        "Smith, J. (2010). Cold tea. Tea Quarterly, 12(3), 45–67.",
        "Ministry of Tea, Annual Report, www.tea.example, accessed 12 March 2020.",
        "For more, see Improvisation.",
        "Ibid., p. 4.",
    ],
)
def test_a_sentence_that_only_names_sources_is_told(text: str) -> None:
    assert names_sources_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "The interview was given on 3 February 2004.",
        "72. The 37 passengers were fewer than on other days (see chapter 3, p. 12).",
        "See note 5 for what the report said: the plan had failed in Sept. 2001.",
        "On 4 April 1949, the treaty was signed in Washington (see the report, p. 3).",
        "1. The Parties may, by unanimous agreement, invite any other State.",
        "Article 5. Each Party shall establish its jurisdiction (see Article 7).",
        "The Council met on Sept. 14, 2001, and adopted its plan (S/2001/5).",
        "Norway | 12 March 2009 | 450 | Kabul",
        "We could not see how tea is made without water.",
        "In 2010 the fund spent 12 million (no. 3 of all funds).",
        "“It was the report of Sept. 14, 2001,” he said.",
        "",
    ],
)
def test_a_sentence_that_says_something_is_none(text: str) -> None:
    assert not names_sources_alone(text)


def test_a_question_may_ask_for_sources() -> None:
    assert asks_sources("Which memo is cited for the plan?")
    assert not asks_sources("Who planned the tea party?")


@pytest.fixture
def assistant(empty_assistant: Assistant, tmp_path: Path) -> Assistant:
    """An assistant that knows a report whose notes have the words of its text over and over."""
    path = tmp_path / "report.md"
    notes = [
        f"{n}. Customs memo, “Where the harbour kettle stands,” Sept. {1 + n % 28}, 2001; Jane Doe "
        f"interview (Feb. {1 + n % 28}, 2004); customs report, “The harbour kettle,” July 2, 2003, "
        f"p. {n}; see also harbour record, “Kettle,” May 3, 2002, pp. {n}-{n + 1}; customs cable, "
        f"“The kettle,” Jan. 4, 2001."
        for n in range(1, 200)
    ]
    said = "Sailors who come by have seen a lot since that year. " * 12
    said += "The harbour kettle stands in Oslo."
    path.write_text(f"# The text\n\n{said}\n\n# Notes\n\n" + "\n\n".join(notes))
    empty_assistant.add([str(path)])
    return empty_assistant


def test_what_is_said_is_found_behind_many_notes_with_the_same_words(assistant: Assistant) -> None:
    answer = assistant.ask("Where does the harbour kettle stand?")
    assert answer.sentences[0].text == "The harbour kettle stands in Oslo."


def test_notes_are_quoted_where_sources_are_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("Which memo on where the harbour kettle stands is there?")
    assert "memo" in " ".join(sentence.text for sentence in answer.sentences)
