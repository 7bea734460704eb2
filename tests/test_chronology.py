"""What the documents say of a subject and date, in the order of the dates."""

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.chronology import When, first_date
from tests.tea import HOSTILE
from ui.render_timeline import timeline_html

TRAINS = """# Trains

The second rail line of the station opened on 3 May 1840. The first train left in 1825.
A train of May 1840 took 120 hours. Bees make honey since 1900. The rail reached the sea
on May 3, 1840 as well.
"""


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("It was agreed on 12 September 2001.", When(2001, 9, 12)),
        ("On July 8th, 2016 they met.", When(2016, 7, 8)),
        ("In May 2004 and on 2 June 2003.", When(2004, 5)),
        ("From 1949 to 12 May 1955.", When(1949)),
        ("In the 1990s and in 2001.", When(2001)),
        ("Resolution 1373/2001, 2,001 ships and 2001.5 tonnes.", None),
        ("It was in spring.", None),
        ("The 45 May 2004 is no day.", When(2004, 5)),
    ],
)
def test_the_first_date_of_a_text_is_read(text: str, when: When | None) -> None:
    assert first_date(text) == when


def test_statements_on_a_subject_come_in_the_order_of_their_dates(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    path = tmp_path / "trains.md"
    path.write_text(TRAINS, encoding="utf-8")
    empty_assistant.add([str(path)])
    dated = empty_assistant.timeline("train")
    assert [each.when for each in dated] == sorted(each.when for each in dated)
    assert dated[0].text == "The first train left in 1825."
    document = empty_assistant.documents()[0].id
    text = empty_assistant.document(document).text
    for each in dated:
        assert text[each.reference.start : each.reference.end] == each.text
    assert "<h3>1825</h3>" in timeline_html(dated)
    assert "#quote" in timeline_html(dated)


def test_what_has_no_date_is_said_to_have_none(toy_assistant: Assistant) -> None:
    assert "nothing on this that has a date" in timeline_html(toy_assistant.timeline("tea"))


def test_a_timeline_escapes_what_documents_say(empty_assistant: Assistant, tmp_path: Path) -> None:
    path = tmp_path / "trains.txt"
    path.write_text(f"The train of 1825 is called {HOSTILE} by all.", encoding="utf-8")
    empty_assistant.add([str(path)])
    html = timeline_html(empty_assistant.timeline("train"))
    assert "1825" in html
    assert "<img" not in html
