"""Files made to do harm: bombs, and parts that name other files. Each is refused or harmless."""

import resource
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest

from assistant import Addition, Assistant, Outcome
from tests.test_docx import docx, p
from tests.test_epub import epub
from tests.test_opendocument import opendocument
from tests.test_pptx import BODY, pptx, shape
from tests.test_spreadsheets import workbook_bytes

LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'Tea is hot. '>{}]>".format(
    "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(9))
)
SECRET = "The secret harbour of the queen."


@pytest.fixture
def add(careful_assistant: Assistant, tmp_path: Path) -> Iterator[Callable[..., list[Addition]]]:
    """Adds a file, and checks that it takes neither long nor much memory."""

    def add_one(name: str, data: bytes) -> list[Addition]:
        (tmp_path / name).write_bytes(data)
        started = time.monotonic()
        additions = careful_assistant.add([str(tmp_path / name)])
        assert time.monotonic() - started < 30
        return additions

    before, most = _peak(resource.RUSAGE_SELF), _peak(resource.RUSAGE_CHILDREN)
    yield add_one
    careful_assistant.close()
    assert _peak(resource.RUSAGE_SELF) - before < 400_000_000
    # Programs that other tests started may have needed more.
    assert _peak(resource.RUSAGE_CHILDREN) <= max(most, 1_500_000_000)


def _peak(kind: int) -> int:
    peak = resource.getrusage(kind).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def archive(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return file.getvalue()


def declared(data: bytes, size: int) -> bytes:
    """Return an archive that says of each of its members that it has so many bytes."""
    changed = bytearray(data)
    for mark, field in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.find(mark)
        while place >= 0:
            changed[place + field : place + field + 4] = size.to_bytes(4, "little")
            place = data.find(mark, place + 1)
    return bytes(changed)


def overlapping(count: int) -> bytes:
    """Return an archive whose list names the same packed bytes under many names."""
    content = bytes(5_000_000)
    packed = zlib.compress(content, wbits=-15)
    fields = 20, 0, 8, 0, 0, zlib.crc32(content), len(packed), len(content), 5, 0
    body = struct.pack("<4s5H3I2H", b"PK\x03\x04", *fields) + b"a.txt" + packed
    listed = b"".join(
        struct.pack("<4sH5H3I5H2I", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, 0) + b"%05d" % number
        for number in range(count)
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(listed), len(body), 0)
    return body + listed + end


def reasons(additions: list[Addition]) -> str:
    assert all(each.outcome is Outcome.SKIPPED for each in additions)
    return " / ".join(str(each.reason) for each in additions)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (archive({"a.txt": bytes(300_000_000)}), "unpacks to"),
        (declared(archive({"a.txt": bytes(300_000_000)}), 0), "The file is empty"),
        (declared(archive({"a.txt": bytes(300_000_000)}), 9_000), "is damaged"),
        (declared(archive({"a.txt": bytes(9_000_000)}, zipfile.ZIP_LZMA), 9), "unusual way"),
        (declared(archive({"a.txt": bytes(9_000_000)}, zipfile.ZIP_BZIP2), 9), "unusual way"),
        (overlapping(1_000), "unpacks to"),
        (archive({f"{n}.txt": b"Tea" for n in range(10_000)}), "the most that is read is 2,000"),
        (archive({"x" * 60_000 + f"{n}.txt": b"" for n in range(90)}), "list of members is longer"),
        (archive({"b.zip": archive({"a.txt": bytes(9_000_000)})}), "archive within an archive"),
        (archive({"b.docx": archive({"a.zip": bytes(9_000_000)})}), "damaged"),
    ],
    ids=[
        "high ratio", "declared 0", "declared less", "lzma", "bzip2", "overlapping", "many",
        "long list", "nested", "nested in a document",
    ],
)  # fmt: skip
def test_archives_that_are_bombs_are_refused(
    add: Callable[..., list[Addition]], data: bytes, reason: str
) -> None:
    assert reason in reasons(add("bomb.zip", data))


def replaced(package: bytes, part: str, prologue: str, text: str) -> bytes:
    """Return a package with a document type before a part, and "Tea" in it replaced."""
    members = {}
    with zipfile.ZipFile(BytesIO(package)) as good:
        for name in good.namelist():
            data = good.read(name)
            if name == part:
                markup = data.decode().partition("?>")[2] if data[:2] == b"<?" else data.decode()
                assert "Tea" in markup
                data = (prologue + markup.replace("Tea", text)).encode()
            members[name] = data
    return archive(members)


PACKAGES = {
    "tea.docx": (docx(p("Tea") + p("Cups are cold.")), "word/document.xml"),
    "tea.xlsx": (workbook_bytes(["Tea", "Cups are cold."]), "xl/sharedStrings.xml"),
    "tea.pptx": (pptx(shape(BODY, "Tea", "Cups are cold.")), "ppt/slides/0.xml"),
    "tea.odt": (opendocument("text", "<text:p>Tea. Cups are cold.</text:p>"), "content.xml"),
    "tea.epub": (epub(), "a.xhtml"),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_entities_do_not_multiply(add: Callable[..., list[Addition]], name: str) -> None:
    (addition,) = add(name, replaced(*PACKAGES[name], LAUGHS, "&a9;"))
    assert addition.outcome is Outcome.ADDED or "damaged" in str(addition.reason)
    assert addition.account is None or addition.account.characters < 1_000


@pytest.mark.parametrize("name", PACKAGES)
@pytest.mark.parametrize("scheme", ["file://", "http://127.0.0.1:9"])
def test_entities_fetch_nothing(
    add: Callable[..., list[Addition]],
    careful_assistant: Assistant,
    tmp_path: Path,
    name: str,
    scheme: str,
) -> None:
    (tmp_path / "secret.txt").write_text(SECRET)
    prologue = f"<!DOCTYPE x [<!ENTITY a SYSTEM '{scheme}{tmp_path}/secret.txt'>]>"
    (addition,) = add(name, replaced(*PACKAGES[name], prologue, "&a;"))
    assert addition.outcome is Outcome.ADDED or "damaged" in str(addition.reason)
    if addition.document_id:
        assert "secret" not in careful_assistant.document(addition.document_id).text


def test_a_huge_picture_is_left_packed(add: Callable[..., list[Addition]]) -> None:
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(bytes(60_001)) for _ in range(600)) + rows.flush()
    header = struct.pack(">2I5B", 60_000, 60_000, 8, 0, 0, 0, 0)
    picture = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    )
    file = BytesIO(docx(p("Tea is hot.")))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("word/media/huge.png", picture)
    (addition,) = add("huge.docx", file.getvalue())
    assert addition.outcome is Outcome.ADDED


@pytest.mark.parametrize("depth", [50, 5_000])
def test_an_email_of_nested_parts_is_read_or_refused(
    add: Callable[..., list[Addition]], depth: int
) -> None:
    parts = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth)
    )
    for addition in add("deep.eml", f"Subject: Tea\n{parts}\n\nTea is hot.\n".encode()):
        assert addition.outcome is Outcome.ADDED or addition.reason


def pdf(*objects: str) -> bytes:
    """Write a PDF of objects, the first of which is its catalogue."""
    data, starts = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        starts.append(len(data))
        data += f"{number} 0 obj {body} endobj\n".encode()
    rows = "".join(f"{start:010} 00000 n \n" for start in starts)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{rows}trailer <</Size {count}/Root 1 0 R>>\n"
    return bytes(data) + f"{end}startxref\n{len(data)}\n%%EOF".encode()


CATALOGUE = "<</Type/Catalog/Pages 2 0 R>>"


def test_a_pdf_of_endless_pages_is_refused_before_they_are_read(
    add: Callable[..., list[Addition]],
) -> None:
    kids = " ".join(f"{number} 0 R" for number in range(3, 20_004))
    pages = ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * 20_001
    tree = f"<</Type/Pages/Count 20001/Kids[{kids}]>>"
    reason = reasons(add("endless.pdf", pdf(CATALOGUE, tree, *pages)))
    assert "The PDF has 20,001 pages; the most that is read is 20,000" in reason


@pytest.mark.parametrize(
    "objects",
    [
        (CATALOGUE, "<</Type/Pages/Count 1/Kids[2 0 R]>>"),
        (CATALOGUE, "<</Type/Pages/Count 1/Kids[9 0 R]>>"),
        (CATALOGUE, "7"),
        (CATALOGUE, "<</Type/Pages/Count 1/Kids" + "[" * 5_000 + "]" * 5_000 + ">>"),
        ("<<>>",),
    ],
    ids=["a loop", "a gap", "no tree", "deep", "empty"],
)
def test_a_damaged_pdf_is_refused_in_plain_words(
    add: Callable[..., list[Addition]], objects: tuple[str, ...]
) -> None:
    reason = reasons(add("tea.pdf", pdf(*objects)))
    assert reason.startswith("The PDF")
    for wording in ("recursion", "object", "/Pages", "Error", "decompress", "None"):
        assert wording not in reason
