"""Reading plain text: its encoding, and whether it is text at all."""

import zlib

import pytest

from sources.errors import UnreadableDocument
from sources.plain_text import decode, read_plain_text

ENGLISH = "The Alliance’s “new” policy — agreed in Prague — cost €5 million.\n"
FRENCH = "L’Alliance a été fondée à Washington. La coopération européenne s’est développée.\n"
GERMAN = "Die Bundesrepublik fördert Maßnahmen gegen den Terrorismus für alle Länder.\n"


def test_utf_8_is_read() -> None:
    assert decode(ENGLISH.encode()) == ENGLISH


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding_and_is_no_part_of_the_text(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)) == FRENCH


def test_a_byte_order_mark_of_the_other_order_is_understood() -> None:
    assert decode(b"\xfe\xff" + GERMAN.encode("utf-16-be")) == GERMAN
    assert decode(b"\x00\x00\xfe\xff" + GERMAN.encode("utf-32-be")) == GERMAN


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, GERMAN], ids=["English", "French", "German"])
def test_windows_1252_is_recognised(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("text", ["Größe", "Le traité.", "Señor Solana", "Café – 5 €"])
def test_a_few_words_of_windows_1252_are_enough(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


def test_latin_1_is_recognised() -> None:
    assert decode("Le traité a été signé.".encode("latin-1")) == "Le traité a été signé."


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "Współpraca państw przeciw terroryzmowi wzrosła w latach dziewięćdziesiątych."),
        ("cp1251", "Совет Безопасности принял резолюцию о борьбе с терроризмом."),
        ("shift_jis", "北大西洋条約機構はテロ対策を行う。北大西洋条約機構はテロ対策を行う。"),
    ],
)
def test_an_encoding_of_another_part_of_the_world_is_guessed(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_binary_data_is_refused_in_words_that_help() -> None:
    with pytest.raises(UnreadableDocument, match=r"not text.*Save it as text"):
        read_plain_text(zlib.compress(ENGLISH.encode() * 100))


def test_a_text_with_a_nul_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="not text"):
        decode(b"Article 5\x00 of the treaty")


def test_a_few_control_characters_in_a_long_text_are_dropped() -> None:
    assert decode(b"word " * 100 + b"\x02end") == "word " * 100 + "end"


def test_many_control_characters_are_refused() -> None:
    with pytest.raises(UnreadableDocument):
        decode(b"\x02\x03 word")


def test_bytes_that_are_wrong_in_their_own_encoding_do_not_stop_reading() -> None:
    assert decode(b"\xff\xfe" + "Ally".encode("utf-16-le") + b"\x20") == "Ally�"


def test_plain_text_is_read_as_paragraphs_and_headings() -> None:
    reading = read_plain_text(b"Tea\r\n\r\nTea is made of leaves and hot water.\r\n")
    assert [(block.text, block.level) for block in reading.blocks] == [
        ("Tea", 1),
        ("Tea is made of leaves and hot water.", 0),
    ]
