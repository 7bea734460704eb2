"""References: what a link holds of a citation."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Citation, Reference
from assistant.reference import digest
from sources import Span

ID = "0123456789abcdef" * 4
CITATION = Citation(1, ID, "Tea", "tea.txt", None, None, None, None, 4, 15, "Tea is hot.", "", 1.0)
HEX = "0123456789abcdef"


def test_a_reference_holds_the_place_and_a_digest_of_the_words() -> None:
    reference = Reference.to(CITATION)
    assert (reference.document_id, reference.span) == (ID, Span(4, 15))
    assert reference.digest == hashlib.sha256(b"Tea is hot.").hexdigest()[:16]


def test_a_reference_is_written_as_one_word() -> None:
    assert str(Reference.to(CITATION)) == f"{ID}-4-15-{digest('Tea is hot.')}"


@given(
    st.text(HEX, min_size=64, max_size=64),
    st.integers(0, 10**9 - 2),
    st.integers(1, 1_000),
    st.text(HEX, min_size=16, max_size=16),
)
def test_a_written_reference_is_read_as_it_was(id: str, start: int, size: int, mark: str) -> None:
    reference = Reference(id, start, min(start + size, 10**9 - 1), mark)
    assert Reference.parse(str(reference)) == reference


@pytest.mark.parametrize(
    "text",
    [
        "",
        ID,
        f"{ID}-4-15",
        f"{ID[1:]}-4-15-{HEX}",
        f"{ID.upper()}-4-15-{HEX}",
        f"{ID}-15-4-{HEX}",
        f"{ID}-4-4-{HEX}",
        f"{ID}--4-15-{HEX}",
        f"{ID}-4-1234567890-{HEX}",
        f"{ID}-4-15-{HEX}\n",
        f"../{ID}-4-15-{HEX}",
        f"{ID}-4-٤٥-{HEX}",
    ],
)
def test_what_is_no_reference_is_none(text: str) -> None:
    assert Reference.parse(text) is None


@given(st.text())
def test_any_text_can_be_tried(text: str) -> None:
    assert Reference.parse(text) is None or str(Reference.parse(text)) == text


@given(st.text(), st.text())
def test_other_words_have_another_digest(one: str, other: str) -> None:
    assert (digest(one) == digest(other)) == (one == other)
