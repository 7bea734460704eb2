"""What is told of how a document was read: in the terminal, on the page, and kept with it."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from starlette.testclient import TestClient

from assistant import Account, Addition, Assistant, Outcome
from assistant.account import PageCount
from sources import Document, Report
from sources.page_numbers import named_pages
from tests.tea import HOSTILE
from ui.account_wording import worth_saying
from ui.adding_queue import Upload
from ui.render_account import account_html
from ui.render_uploads import uploads_html
from ui.terminal import addition_lines

ACCOUNT = Account(
    reader="pypdf",
    characters=1_290,
    passages=3,
    pages=(PageCount(1, 1_080, 2), PageCount(2, 0, 0), PageCount(3, 70, 1)),
    without_text=(2,),
    recognised=(3,),
    dropped=("the page header “Tea”", "a menu", "a script", HOSTILE),
)
ADDITION = Addition("tea.pdf", Outcome.ADDED, "1" * 64, "Tea", 3, None, ACCOUNT, 0.25, 0.5)


def three_pages(path: Path) -> str:
    """Write a PDF whose second page is empty."""
    canvas = Canvas(str(path))
    for line in ("Tea is made of leaves and hot water.", None, "A cup of tea is hot."):
        if line:
            canvas.drawString(72, 700, line)
        canvas.showPage()
    canvas.save()
    return str(path)


def test_adding_tells_characters_and_passages_page_by_page(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    (addition,) = empty_assistant.add([three_pages(tmp_path / "tea.pdf")])
    account = addition.account
    assert account
    assert [each.characters for each in account.pages] == [
        len("Teaismadeofleavesandhotwater."),
        0,
        len("Acupofteaishot."),
    ]
    assert sum(each.passages for each in account.pages) == account.passages == addition.passages
    assert account.without_text == (2,)
    assert account.characters == len(empty_assistant.document(addition.document_id or "").text)
    assert addition.seconds_reading > 0


def test_what_was_told_when_adding_is_kept_with_the_document(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    (addition,) = empty_assistant.add([three_pages(tmp_path / "tea.pdf")])
    document = empty_assistant.document(addition.document_id or "")
    assert empty_assistant.account_of(document) == addition.account


def test_what_was_not_read_has_no_account(toy_assistant: Assistant, toy_files: Path) -> None:
    (toy_files / "empty.txt").write_text("")
    additions = toy_assistant.add([str(toy_files)])
    assert [each.account for each in additions] == [None] * 5


def test_a_document_counts_its_passages_by_page() -> None:
    document = Document("1", "Tea", "tea.pdf", "application/pdf", "Tea. Hot.\nCup.", (0, 10, 15))
    account = Account.of(document, [1, 1, 2])
    assert account.pages == (PageCount(1, 8, 2), PageCount(2, 4, 1), PageCount(3, 0, 0))
    assert account.without_text == (3,)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [((3,), "page 3"), ((3, 5, 6, 7), "pages 3, 5–7"), ((1, 2), "pages 1–2")],
)
def test_runs_of_pages_are_named_as_ranges(numbers: tuple[int, ...], said: str) -> None:
    assert named_pages(numbers) == said


def test_only_what_is_worth_saying_is_said_in_brief() -> None:
    assert list(worth_saying(ACCOUNT)) == [
        "No text on page 2.",
        "Text recognised in pictures on page 3.",
        "Left out: the page header “Tea”; a menu; a script; and 1 more.",
    ]
    assert not list(worth_saying(Account("", 9, 1, (), (), (), ())))


def test_the_terminal_tells_a_file_in_brief_and_in_full() -> None:
    brief = list(addition_lines(ADDITION))
    assert brief[:2] == [
        "    added  tea.pdf (3 passages, 3 pages)",
        "           No text on page 2.",
    ]
    full = "\n".join(addition_lines(ADDITION, verbose=True))
    assert "Read by: pypdf" in full
    assert "Text: 1,290 characters · 3 passages · 3 pages" in full
    assert "Page 1: 1,080 characters, 2 passages" in full
    assert "Time: 0.25 seconds reading, 0.50 embedding" in full


def test_the_row_of_a_file_tells_how_it_was_read() -> None:
    html = uploads_html([Upload("tea.pdf", Path("tea.pdf"), None, ADDITION)], busy=False)
    assert "1,290 characters · 3 passages · 3 pages · 0.8 seconds" in html
    assert "No text on page 2." in html


def test_the_page_of_a_document_tells_how_it_was_read(
    client: TestClient, toy_assistant: Assistant
) -> None:
    page = client.get(f"/document/{toy_assistant.find('Bees').id}").text
    assert "<summary>How it was read</summary>" in page
    assert "1 passage" in page


def test_what_was_left_out_is_shown_as_plain_text() -> None:
    html = account_html(ACCOUNT)
    assert "<img" not in html
    assert '<tr><th scope="row">2</th><td>0</td><td>0</td></tr>' in html


def test_a_report_of_a_reader_comes_with_the_account() -> None:
    report = Report("pypdfium2", ("a picture",), (1,))
    document = Document("1", "Tea", "t", "application/pdf", "Tea.", (0,), report=report)
    account = Account.of(document, [1])
    assert (account.reader, account.dropped, account.recognised) == (
        "pypdfium2",
        ("a picture",),
        (1,),
    )
