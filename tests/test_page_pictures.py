"""The pictures of pages, asked for without a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant import Assistant, Reference
from assistant.reference import digest
from sources.picture import Picture
from sources.picture_process import PictureProcess
from sources.placing import QuoteOnPage
from tests.locked_pdf import PASSWORD, locked_pdf
from tests.pdf_pages import CUPS, TEA, lines, marked, pdf
from tests.test_picture_process import LAUGHS
from ui.page_pictures import PagePictures


@pytest.fixture
def added(toy_assistant: Assistant, tmp_path: Path) -> Callable[..., str]:
    """Adds a PDF and returns its id."""

    def add(data: bytes, password: str | None = None) -> str:
        path = tmp_path / "cups.pdf"
        path.write_bytes(data)
        (addition,) = toy_assistant.add([str(path)], password=password)
        assert addition.document_id, addition.reason
        return addition.document_id

    return add


@pytest.fixture
def cups(added: Callable[..., str]) -> str:
    return added(pdf(lines(TEA), lines(TEA, CUPS)))


def reference(assistant: Assistant, id: str, quote: str = CUPS) -> Reference:
    start = assistant.document(id).text.index(quote)
    return Reference(id, start, start + len(quote), digest(quote))


def test_a_page_is_sent_with_the_quoted_words_marked(
    client: TestClient, toy_assistant: Assistant, cups: str
) -> None:
    sent = client.get(
        f"/document/{cups}/page/2.png", params={"at": str(reference(toy_assistant, cups))}
    )
    assert sent.status_code == 200
    assert sent.headers["content-type"] == "image/png"
    assert sent.headers["cache-control"].startswith("private")
    top, bottom = map(float, sent.headers["x-marked"].split())
    assert 0 < top < bottom <= 1
    assert marked(sent.content)


def test_a_larger_picture_is_sent_where_it_is_asked_for(client: TestClient, cups: str) -> None:
    small, large = (
        client.get(f"/document/{cups}/page/1.png", params={"size": size}).content
        for size in ("", "large")
    )
    assert (small[18:20], large[22:24]) != (large[18:20], small[22:24])
    assert int.from_bytes(large[20:24]) == 2800


@pytest.mark.parametrize("wrong", ["digest", "document", "page", "nothing", "rubbish"])
def test_a_page_is_unmarked_where_the_reference_is_not_of_it(
    client: TestClient, toy_assistant: Assistant, cups: str, wrong: str
) -> None:
    at = str(reference(toy_assistant, cups))
    sent = client.get(
        f"/document/{cups}/page/{1 if wrong == 'page' else 2}.png",
        params={
            "at": {
                "digest": at[:-16] + "0" * 16,
                "document": "b" * 64 + at[64:],
                "nothing": "",
                "rubbish": "<script>",
            }.get(wrong, at)
        },
    )
    assert sent.status_code == 200
    assert "x-marked" not in sent.headers
    assert marked(sent.content) is None


@pytest.mark.parametrize("number", ["0", "3", "-1", "02", "1e3", "999999999999", "x", "%00"])
def test_a_page_that_is_not_there_is_told(client: TestClient, cups: str, number: str) -> None:
    sent = client.get(f"/document/{cups}/page/{number}.png")
    assert sent.status_code == 404
    assert "no such page" in sent.text


def test_documents_that_are_not_there_or_have_no_pages_are_told(
    client: TestClient, toy_assistant: Assistant
) -> None:
    bees = toy_assistant.find("Bees").id
    for id in ("b" * 64, "bees", "../../etc/passwd", bees):
        assert client.get(f"/document/{id}/page/1.png").status_code == 404


def test_a_removed_document_has_no_pictures_any_more(
    client: TestClient, toy_assistant: Assistant, cups: str
) -> None:
    assert client.get(f"/document/{cups}/page/1.png").status_code == 200
    toy_assistant.remove(cups)
    assert client.get(f"/document/{cups}/page/1.png").status_code == 404


def test_pictures_are_read_only(client: TestClient, cups: str) -> None:
    for method in ("POST", "PUT", "DELETE"):
        sent = client.request(method, f"/document/{cups}/page/1.png")
        assert sent.status_code in (404, 405)


def test_a_file_with_a_password_says_why_it_has_no_pictures(
    client: TestClient, added: Callable[..., str]
) -> None:
    sent = client.get(f"/document/{added(locked_pdf(), PASSWORD)}/page/1.png")
    assert sent.status_code == 422
    assert "password, which is not kept" in sent.text


class Counting(PictureProcess):
    """Counts what it draws, and draws nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn = 0

    def draw(
        self, data: bytes, page: int, quote: QuoteOnPage | None, side: int, *, trim: bool
    ) -> Picture:
        self.drawn += 1
        return Picture(bytes(9_000_000), 9, 9)


@pytest.fixture
def counting() -> Iterator[Counting]:
    counting = Counting()
    yield counting
    counting.close()


def asked(pictures: PagePictures) -> TestClient:
    from fastapi import FastAPI

    app = FastAPI()
    app.include_router(pictures.routes())
    return TestClient(app)


def test_pictures_drawn_last_are_kept_and_no_more_than_there_is_room_for(
    toy_assistant: Assistant, cups: str, counting: Counting
) -> None:
    client = asked(PagePictures(toy_assistant, counting))
    addresses = [
        f"/document/{cups}/page/{page}.png{size}" for page in (1, 2) for size in ("", "?size=large")
    ]
    for address in (addresses[0], addresses[0], addresses[1], addresses[0]):
        client.get(address)
    assert counting.drawn == 2
    for address in addresses[2:]:
        client.get(address)
    assert counting.drawn == 4
    client.get(addresses[0])
    assert counting.drawn == 5


def test_a_hostile_page_is_given_up_once_and_told_at_once_after_that(
    toy_assistant: Assistant, cups: str
) -> None:
    path = toy_assistant.original(cups)
    assert path is not None
    path.write_bytes(LAUGHS)
    process = PictureProcess(seconds=1)
    client = asked(PagePictures(toy_assistant, process))
    for _ in range(20):
        sent = client.get(f"/document/{cups}/page/1.png")
        assert (sent.status_code, sent.text) == (422, "This page cannot be shown as a picture.")
    process.close()
