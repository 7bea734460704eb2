"""Lists of sources at a document's end, and the marks that lead to them."""

from sources.endnotes import with_endnotes
from sources.reading import PAGE_MARK, Block, note_mark

LIST = [
    Block("Sources", 2),
    Block("[1] Tea Board, https://tea.example/leaves"),
    Block("[2] Bees Weekly. [3] The Sea, https://sea.example/a"),
    Block("long/way.html"),
]


def test_marks_become_footnotes_and_the_list_leaves_the_text() -> None:
    blocks, notes = with_endnotes([Block("Tea is hot.[1][3] Bees hum.[2]"), *LIST])
    assert [each.text for each in blocks] == [
        f"Tea is hot.{note_mark('1')}{note_mark('3')} Bees hum.{note_mark('2')}"
    ]
    assert list(notes) == ["1", "2", "3"]


def test_an_address_broken_over_lines_is_made_whole() -> None:
    _, notes = with_endnotes([Block("Tea."), *LIST])
    assert notes["3"] == "The Sea, https://sea.example/along/way.html"


def test_brackets_that_lead_to_no_note_stay() -> None:
    blocks, _ = with_endnotes([Block("In [2001] it was.[7] Tea.[1]"), *LIST])
    assert blocks[0].text == f"In [2001] it was.[7] Tea.{note_mark('1')}"


def test_a_text_without_a_list_of_sources_stays_as_it_is() -> None:
    for text in ([Block("Tea.[1]")], [Block("Tea.[1]"), *LIST[:2]], [Block("Sources", 2)], []):
        assert with_endnotes(text) == (text, {})


def test_pages_that_hold_only_notes_are_kept() -> None:
    notes = [*LIST[:3], Block(f"{PAGE_MARK}long/way.html")]
    blocks, _ = with_endnotes([Block("Tea."), *notes])
    assert blocks[-1].text == f"Tea.{PAGE_MARK}"
