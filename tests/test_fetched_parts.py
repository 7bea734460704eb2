"""Archives and e-mails at addresses: what lies in them is added, and fetched again, part by part."""

import zipfile
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from assistant import Assistant, Outcome, Reference
from assistant.fetching import at_address
from index import Originals, Store
from sources import ReadingHere
from sources.fetch import Fetcher
from tests.conftest import WordEmbedder
from tests.loopback import Server
from ui.adding_queue import AddingQueue
from ui.render_panel import panel_html

TEA, BEES = b"Tea is hot.", b"# Bees\n\nBees make honey."
FILES = {"tea.txt": TEA, "folder/on bees.md": BEES, "../out.txt": b"Out.", "inner.zip": b"PK"}


def packed(files: Mapping[str, bytes] = FILES) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def mail(text: str = "See the file.\n") -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"] = "On tea", "board@tea.example"
    made.set_content(text)
    made.add_attachment(TEA, maintype="text", subtype="plain", filename="hot tea.txt")
    return made.as_bytes()


@pytest.fixture
def assistant(home: Path, fetcher: Fetcher) -> Iterator[Assistant]:
    assistant = Assistant(Store(home), Originals(home / "originals"), WordEmbedder(), fetcher)
    yield assistant
    assistant.close()


@pytest.fixture
def archive(server: Server) -> str:
    server.files["all.zip"] = packed(), "application/zip"
    return server.at("files/all.zip")


def outcomes(assistant: Assistant, address: str) -> dict[str, str]:
    additions = assistant.add([address])
    return {each.path.removeprefix(address): each.outcome.value for each in additions}


def sources(assistant: Assistant) -> set[str]:
    return {each.source for each in assistant.documents()}


def test_each_member_of_an_archive_at_an_address_is_a_document(
    assistant: Assistant, server: Server, archive: str
) -> None:
    additions = {each.path.removeprefix(archive): each for each in assistant.add([archive])}
    assert [name for name, each in additions.items() if each.outcome is Outcome.ADDED] == [
        "#tea.txt", "#folder/on%20bees.md",
    ]  # fmt: skip
    assert "leads out of the archive" in str(additions["#../out.txt"].reason)
    assert "archive within an archive" in str(additions["#inner.zip"].reason)
    assert len(server.asked) == 1
    document = assistant.document("Bees")
    assert document.source == document.address == f"{archive}#folder/on%20bees.md"
    assert document.fetched_at
    citation = assistant.ask("What do bees make?").citations[0]
    reference = Reference.to(citation)
    assert f"from {archive}#folder/on%20bees.md" in panel_html(
        assistant.look_up(reference), reference
    )
    assistant.rebuild()
    assert assistant.document("Bees") == document


def test_adding_an_archive_again_and_one_member_of_it_changes_nothing(
    assistant: Assistant, archive: str
) -> None:
    assistant.add([archive])
    before = sources(assistant)
    again = outcomes(assistant, archive)
    assert (again["#tea.txt"], again["#folder/on%20bees.md"]) == ("unchanged", "unchanged")
    assert outcomes(assistant, f"{archive}#folder") == {"/on%20bees.md": "unchanged"}
    (missing,) = assistant.add([f"{archive}#milk.txt"])
    assert (missing.outcome, sources(assistant)) == (Outcome.SKIPPED, before)
    assert "no milk.txt in what" in str(missing.reason)


def test_an_archive_is_told_by_its_name_before_a_query_and_by_any_media_type_of_archives(
    assistant: Assistant, server: Server
) -> None:
    for number, kind in enumerate(("application/octet-stream", "application/x-zip-compressed")):
        server.files["all.zip"] = packed({f"{number}.txt": b"Tea no. %d." % number}), kind
        address = server.at(f"files/all.zip?download={number}")
        assert outcomes(assistant, address) == {f"#{number}.txt": "added"}


def test_an_archive_that_an_address_does_not_name_is_refused_with_the_cure(
    assistant: Assistant, server: Server
) -> None:
    server.files["latest"] = packed(), "application/zip"
    (addition,) = assistant.add([server.at("files/latest")])
    assert "leads to the archive" in str(addition.reason)
    assert "alliance add FILE" in str(addition.reason)


def test_a_page_whose_address_only_looks_like_an_archive_is_a_document(
    assistant: Assistant, server: Server
) -> None:
    server.files["all.zip"] = b"<p>Tea is hot.</p>", "text/html"
    assert outcomes(assistant, server.at("files/all.zip")) == {"": "added"}
    assert [each.outcome.value for each in assistant.update()] == ["unchanged"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 no more", "archive is damaged"),
        (packed({}), "no documents in this archive"),
        (packed({f"{n}.txt": b"" for n in range(2_001)}), "the most that is read is 2,000"),
        (packed({"a.txt": bytes(60_000_000)}), "unpacks to"),
    ],
    ids=["damaged", "empty", "many", "bomb"],
)
def test_a_hostile_archive_is_refused_as_one_on_the_disk_is(
    assistant: Assistant, server: Server, data: bytes, reason: str
) -> None:
    server.files["all.zip"] = data, "application/zip"
    (addition,) = assistant.add([server.at("files/all.zip")])
    assert reason in str(addition.reason)
    assert assistant.documents() == []


@pytest.mark.parametrize("kind", ["message/rfc822", "text/plain", "application/octet-stream"])
def test_an_e_mail_at_an_address_brings_its_attachments(
    assistant: Assistant, server: Server, kind: str
) -> None:
    server.files["mail.eml"] = mail(), kind
    address = server.at("files/mail.eml")
    assert outcomes(assistant, address) == {"": "added", "#hot%20tea.txt": "added"}
    server.files["all.zip"] = packed({"mail.eml": mail("Another.\n")}), "application/zip"
    assert outcomes(assistant, server.at("files/all.zip")) == {
        "#mail.eml": "added",
        "#mail.eml/hot%20tea.txt": "unchanged",
    }
    assert [each.outcome.value for each in assistant.update()] == ["unchanged"] * 3


def test_what_lies_in_an_archive_is_fetched_again_by_one_request(
    assistant: Assistant, server: Server, archive: str
) -> None:
    assistant.add([archive])
    assert [each.outcome.value for each in assistant.update()] == ["unchanged"] * 2
    assert len(server.asked) == 2
    changed = {"tea.txt": b"Tea is cold.", "folder/on bees.md": BEES, "new.txt": b"New."}
    server.files["all.zip"] = packed(changed), "application/zip"
    told = {each.path.removeprefix(archive): each.outcome.value for each in assistant.update()}
    assert told == {"#tea.txt": "replaced", "#folder/on%20bees.md": "unchanged"}
    assert assistant.document(f"{archive}#tea.txt").text == "Tea is cold."
    assert len(server.asked) == 3


def test_an_archive_whose_version_is_there_is_not_sent_again(
    assistant: Assistant, server: Server, archive: str
) -> None:
    server.files_named = True
    assistant.add([archive])
    before = {each.id: assistant.document(each.id) for each in assistant.documents()}
    for _ in range(2):
        assert [each.outcome.value for each in assistant.update()] == ["unchanged"] * 2
    assert server.statuses == [200, 304, 304]
    for id, document in before.items():
        after = assistant.document(id)
        assert (after.text, after.source, after.version) == (
            document.text, document.source, document.version,
        )  # fmt: skip
    server.files["all.zip"] = packed({"tea.txt": b"Tea is cold."}), "application/zip"
    told = {each.path.removeprefix(archive): each.outcome.value for each in assistant.update()}
    assert told == {"#tea.txt": "replaced", "#folder/on%20bees.md": "gone"}
    assert len(assistant.documents()) == 2


def test_an_archive_that_is_gone_or_not_reached_leaves_its_documents(
    assistant: Assistant, server: Server, archive: str
) -> None:
    assistant.add([archive])
    before = assistant.documents()
    server.files["all.zip"] = b"", "application/zip"
    assert [each.outcome.value for each in assistant.update()] == ["gone"] * 2
    server.robots = (500, "")
    server.shutdown()
    server.server_close()
    assert [each.outcome.value for each in assistant.update()] == ["skipped"] * 2
    assert assistant.documents() == before


def test_nothing_of_an_archive_stays_among_the_temporary_files(
    assistant: Assistant, archive: str
) -> None:
    items = at_address(archive, assistant._fetcher, ReadingHere())
    folder = items[0].read.func.__self__.path.parent
    assert [each.name for each in folder.iterdir()] == ["fetched.zip"]
    assert items[0].read().data == TEA
    del items
    assert not folder.exists()


def test_an_archive_at_an_address_gives_a_line_a_member_on_the_page(
    assistant: Assistant, archive: str
) -> None:
    queue = AddingQueue(assistant)
    queue.put_addresses([archive])
    worker = queue._worker
    if worker:
        worker.join(120)
    names = [each.name.removeprefix(archive) for each in queue.uploads]
    assert names == ["#tea.txt", "#folder/on%20bees.md", "#../out.txt", "#inner.zip"]
    queue.close()


def test_the_page_fetches_addresses_and_opens_no_path(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "tea.eml").write_bytes(mail())
    (addition,) = assistant.add_address(str(tmp_path / "tea.eml"))
    assert "Give a web address in full" in str(addition.reason)
