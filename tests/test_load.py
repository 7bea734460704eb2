"""From a file's bytes to a document: which reader, and what is refused."""

import hashlib
import os
from pathlib import Path

import pytest

from sources import Document, document_id, read_bytes, read_document
from sources.errors import DocumentTooLarge, UnreadableDocument, UnsupportedFormat

TEXT = b"Tea is made of leaves and hot water.\n"


def read(data: bytes, name: str) -> Document:
    return read_document(data, name, f"/somewhere/{name}")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.txt", "text/plain"),
        ("A.TXT", "text/plain"),
        ("a.md", "text/markdown"),
        ("a.b.markdown", "text/markdown"),
        ("a.htm", "text/html"),
        ("a.html", "text/html"),
        ("a.xhtml", "text/html"),
    ],
)
def test_the_ending_decides_the_reader(name: str, media_type: str) -> None:
    assert read(TEXT, name).media_type == media_type


def test_what_ends_like_a_pdf_is_read_as_one() -> None:
    with pytest.raises(UnreadableDocument, match="The PDF is damaged"):
        read(TEXT, "a.pdf")


@pytest.mark.parametrize("name", ["a.xyz", "a", ".txt", "a.txt~", "", "pdf", "a.pdf.exe"])
def test_another_ending_is_refused_with_the_list_of_known_ones(name: str) -> None:
    with pytest.raises(
        UnsupportedFormat, match=r"cannot be read\. What can be: .*\.pdf.*\.txt.*\.zip"
    ):
        read(TEXT, name)


def test_the_refusal_names_the_ending_or_that_there_is_none() -> None:
    with pytest.raises(UnsupportedFormat, match=r"^Files ending in \.xyz cannot"):
        read(TEXT, "tea.xyz")
    with pytest.raises(UnsupportedFormat, match=r"^Files without an ending cannot"):
        read(TEXT, "tea")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.txt", "text/plain"), ("a.md", "text/markdown"), ("a.htm", "text/html")],
)
def test_the_ending_decides_the_media_type(name: str, media_type: str) -> None:
    assert read(TEXT, name).media_type == media_type


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf"])
@pytest.mark.parametrize("data", [b"", b" \n\t\r\n"])
def test_an_empty_file_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableDocument, match="empty"):
        read(data, name)


@pytest.mark.parametrize(
    "data", [b"---\n***\n", b"\xef\xbb\xbf", b"<!-- nothing -->", "…\u200b".encode()]
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_file_without_words_is_refused(data: bytes, name: str) -> None:
    if name == "a.txt" and b"nothing" in data:
        assert read(data, name).text == "<!-- nothing -->"
    else:
        with pytest.raises(UnreadableDocument, match="no text"):
            read(data, name)


def test_the_bytes_of_a_file_are_returned(tmp_path: Path) -> None:
    (tmp_path / "tea.txt").write_bytes(TEXT)
    assert read_bytes(tmp_path / "tea.txt") == TEXT


def test_a_file_that_has_vanished_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="no such file"):
        read_bytes(tmp_path / "tea.txt")


def test_a_folder_is_refused_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "tea.txt").mkdir()
    with pytest.raises(UnreadableDocument, match="no file"):
        read_bytes(tmp_path / "tea.txt")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tea.txt")
    with pytest.raises(UnreadableDocument):
        read_bytes(tmp_path / "tea.txt")


@pytest.mark.parametrize("name", ["x" * 300 + ".txt", "a\x00b.txt", "../nowhere/tea.txt"])
def test_a_name_that_no_file_can_have_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument):
        read_bytes(tmp_path / name)


def test_a_format_that_is_not_read_is_refused_before_the_file_is(tmp_path: Path) -> None:
    with (tmp_path / "tea.iso").open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(UnsupportedFormat):
        read_bytes(tmp_path / "tea.iso")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "tea.txt").open("wb") as file:
        file.truncate(123_000_000)  # a hole: nothing is written
    with pytest.raises(DocumentTooLarge, match=r"123 MB; the most that is read is 100 MB\. Split"):
        read_bytes(tmp_path / "tea.txt")


def test_bytes_that_are_too_many_are_refused() -> None:
    with pytest.raises(DocumentTooLarge):
        read(bytes(100_000_001), "tea.txt")


def test_the_id_is_the_sha_256_of_the_bytes() -> None:
    assert document_id(TEXT) == hashlib.sha256(TEXT).hexdigest() == read(TEXT, "a.txt").id


def test_the_source_is_kept_as_it_was_given() -> None:
    assert (
        read_document(TEXT, "a.txt", "https://tea.example/a.txt").source
        == "https://tea.example/a.txt"
    )


def test_the_title_comes_from_the_metadata_before_the_heading() -> None:
    assert read(b"---\ntitle: On tea\n---\n# Tea\n\nHot.\n", "a.md").title == "On tea"


def test_the_title_comes_from_the_heading_that_opens_the_document() -> None:
    assert read(b"# Tea\n\nHot.\n\n# Cups\n\nCold.\n", "a.md").title == "Tea"


def test_a_heading_further_down_is_not_the_title() -> None:
    assert read(b"It is hot.\n\n# Tea\n\nHot.\n", "on_hot-tea.md").title == "on hot tea"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("../../etc/passwd.txt", "passwd"),
        ("a\nb\tc.txt", "a b c"),
        ("tea\u202etxt.exe.txt", "teatxt.exe"),
        ("<b>tea</b>.txt", "b>"),
        ("__.txt", "Untitled"),
        ("\u200b.txt", "Untitled"),
        ("'; DROP TABLE documents; .txt", "'; DROP TABLE documents;"),
        ("Libe\u0301.txt", "Libé"),
    ],
)
def test_a_hostile_file_name_gives_a_harmless_title(name: str, title: str) -> None:
    assert read(TEXT, name).title == title


def test_the_same_bytes_give_the_same_document() -> None:
    assert read(TEXT, "tea.md") == read(TEXT, "tea.md")
