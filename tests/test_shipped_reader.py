"""The reader that comes with the program: its file, and what it says of pairs made by hand."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.onnx_reader import OnnxReader
from index.reader import Reading, Window
from sources import Passage, Span
from tests.quality.reader.model import base_folder

FOLDER = Path(__file__).parent.parent / "index" / "models"
MOST_BYTES = 25_000_000


@dataclass(frozen=True)
class Made:
    """A text, a question that its sentence number ``right`` answers, and one that none answers."""

    question: str
    context: str
    sentences: tuple[str, ...]
    right: int
    missed: str


PAIRS = [
    Made(
        "When was the Harbour Accord signed?",
        "The Harbour Accord",
        (
            "The Harbour Accord is an agreement between four port cities on the inspection of ships.",
            "It was signed in Lisbon on 14 May 1998.",
            "Its secretariat has a staff of nine.",
        ),
        1,
        "When was the Harbour Accord repealed?",
    ),
    Made(
        "How many ships did Operation Northern Lantern inspect?",
        "Operation Northern Lantern › Results",
        (
            "Operation Northern Lantern ended in the autumn of 2009.",
            "Three frigates and a tanker took part.",
            "In four years it inspected 1,240 ships, and turned back eleven of them.",
        ),
        2,
        "How many aircraft did Operation Northern Lantern shoot down?",
    ),
    Made(
        "Who commands the Baltic Patrol Group?",
        "Baltic Patrol Group",
        (
            "The Baltic Patrol Group has six vessels.",
            "Its commander is Commodore Ilse Maarten, who took over from Commodore Juhan Sepp.",
            "The vessels are replaced every six months.",
        ),
        1,
        "Who commands the Aegean Patrol Group?",
    ),
    Made(
        "Why was the training centre moved to Porto?",
        "History of the training centre",
        (
            "The training centre was founded in 1971.",
            "It was moved to Porto because the old barracks could no longer be heated.",
            "About two hundred officers attend its courses each year.",
        ),
        1,
        "Why was the training centre closed?",
    ),
    Made(
        "Where is the headquarters of the Joint Cyber Unit?",
        "Joint Cyber Unit",
        (
            "The Joint Cyber Unit warns its members of attacks on their networks.",
            "It was set up in 2016 with a budget of four million euros.",
            "Its headquarters are in Tartu.",
        ),
        2,
        "How many attacks did the Joint Cyber Unit report in 2019?",
    ),
    Made(
        "What does Article 7 of the Sarnen Convention require?",
        "Sarnen Convention › Article 7",
        (
            "Each Party shall report every year on the measures that it has taken to protect stores of explosives.",
        ),
        0,
        "What does Article 12 of the Sarnen Convention require?",
    ),
    Made(
        "What does “transit” mean in the Sarnen Convention?",
        "Sarnen Convention › Article 1 › Definitions",
        (
            "“Store” means any place where explosives are kept for more than a day.",
            "“Transit” means the carriage of explosives through a State in which they are not unloaded.",
            "“Party” means a State in which this Convention is in force.",
        ),
        1,
        "What does “detonator” mean in the Sarnen Convention?",
    ),
    Made(
        "Which city hosted the summit of 1994?",
        "Summits of the council",
        (
            "The summit of 1990 was held in Oslo.",
            "The summit of 1994 was held in Ghent.",
            "The summit of 1998 was held in Riga.",
        ),
        1,
        "Which city hosted the summit of 2006?",
    ),
    Made(
        "How much did the radar station cost?",
        "The radar station at Hallum",
        (
            "The radar station at Hallum was opened by the minister of defence in June 2003.",
            "It cost 38 million euros.",
            "It can follow two hundred aircraft at once.",
        ),
        1,
        "Who built the radar station?",
    ),
    Made(
        "What did the committee recommend?",
        "Report of the committee on airports",
        (
            "The committee on airports met eleven times.",
            "It heard forty witnesses, among them three pilots.",
            "It recommended that all hand luggage be searched by two persons.",
        ),
        2,
        "How many members of the committee resigned?",
    ),
    Made(
        "When did Norland join the alliance?",
        "Members of the alliance",
        (
            "Norland joined the alliance in 1955.",
            "Sudland joined it in 1982, after a referendum.",
            "Both had been neutral before.",
        ),
        0,
        "When did Norland leave the alliance?",
    ),
    Made(
        "Who wrote the report on the attack?",
        "The attack on the embassy",
        (
            "The attack on the embassy killed five guards.",
            "The embassy was rebuilt two years later on another hill.",
            "The report on the attack was written by the former judge Amal Haddad.",
        ),
        2,
        "Who financed the attack on the embassy?",
    ),
    Made(
        "What is the Lantern Fund for?",
        "The Lantern Fund",
        (
            "The Lantern Fund pays for the schooling of children whose parents were killed by bombs.",
            "Its board has seven members.",
            "The board meets twice a year in Graz.",
        ),
        0,
        "What is the annual income of the Lantern Fund?",
    ),
    Made(
        "How long may a suspect be held without charge?",
        "Emergency Act › Custody",
        (
            "A suspect shall be told the reasons for the arrest in a language that he or she understands.",
            "A suspect may be held without charge for no longer than 72 hours.",
            "A lawyer shall be present when a suspect is questioned.",
        ),
        1,
        "How long may a witness be detained?",
    ),
    Made(
        "Which countries took part in the exercise?",
        "Exercise Steady Oak, 2012",
        (
            "Exercise Steady Oak lasted nine days.",
            "Canada, Denmark and Portugal took part in it.",
            "Its scenario was the seizure of a ferry.",
        ),
        1,
        "Which countries refused to take part in the exercise?",
    ),
    Made(
        "What happened on 3 March 1987?",
        "The hijacking of the Aurora",
        (
            "The ferry Aurora carried three hundred passengers.",
            "On 3 March 1987 four armed men seized the ferry and demanded a ransom.",
            "The company that owned it was dissolved in 1990.",
        ),
        1,
        "What happened on 9 August 1991?",
    ),
    Made(
        "Who elects the Director of the Agency?",
        "Statute of the Agency › The Director",
        (
            "The Director of the Agency is elected by the Assembly for five years.",
            "The Director may be elected once more.",
            "The Director appoints the staff.",
        ),
        0,
        "Who may dismiss the Director of the Agency?",
    ),
    Made(
        "How do the states share information on passports?",
        "Cooperation of the border services",
        (
            "The border services of the nine states have cooperated since 2005.",
            "Information on stolen passports is shared through a common database, which each state updates every night.",
            "Their directors meet each spring.",
        ),
        1,
        "How do the states share information on firearms?",
    ),
    Made(
        "What was the population of Veldstad in 1960?",
        "Veldstad",
        (
            "Veldstad lies on the river Marne-Oude.",
            "In 1960 it had 41,000 inhabitants.",
            "Its cathedral was finished in 1512.",
        ),
        1,
        "What was the population of Veldstad in 2001?",
    ),
    Made(
        "What is the largest vessel of the fleet?",
        "The fleet",
        (
            "The fleet has twelve vessels, of which four are submarines.",
            "Its largest vessel is the carrier Meridian.",
            "Its home port is Brest.",
        ),
        1,
        "What is the oldest vessel of the fleet?",
    ),
]


@pytest.fixture(scope="module")
def reader() -> OnnxReader:
    return OnnxReader(FOLDER, "reader")


def window(made: Made) -> Window:
    spans, at = [], 0
    for sentence in made.sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    text = " ".join(made.sentences)
    passage = Passage(text, 0, len(text), None, None, made.context, tuple(spans))
    return Window(passage, 0, len(spans))


def read(reader: OnnxReader, made: Made, question: str) -> Reading:
    return reader.read(question, [window(made)])[0]


def test_the_file_is_the_one_that_its_card_describes_and_small_enough() -> None:
    card = json.loads((FOLDER / "reader.json").read_text(encoding="utf-8"))
    weights = (FOLDER / "reader.onnx").read_bytes()
    base = (base_folder() / "model.safetensors").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == card["sha256"]
    assert hashlib.sha256(base).hexdigest() == card["base"]
    assert len(weights) <= MOST_BYTES


@pytest.mark.model
def test_the_sentence_that_answers_is_above_the_others_in_nineteen_of_twenty(
    reader: OnnxReader,
) -> None:
    best = [int(read(reader, made, made.question).sentences.argmax()) for made in PAIRS]
    wrong = [made.question for made, n in zip(PAIRS, best, strict=True) if n != made.right]
    assert len(PAIRS) == 20
    assert len(wrong) <= 1, wrong


@pytest.mark.model
@pytest.mark.parametrize("made", PAIRS, ids=lambda made: made.question)
def test_a_question_that_is_answered_is_above_one_that_is_not(
    reader: OnnxReader, made: Made
) -> None:
    answered, missed = (read(reader, made, each) for each in (made.question, made.missed))
    assert answered.passage > missed.passage
