"""Cutting a document into passages; a token is a word."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import Document, Passage, Span, read_document, split
from sources.sentences import sentence_spans

LIMIT, TARGET = 60, 20


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def characters(texts: Sequence[str]) -> list[int]:
    return [len(text) for text in texts]


def read(markdown: str, name: str = "tea.md") -> Document:
    return read_document(markdown.encode(), name, name)


def cut(document: Document, limit: int = LIMIT, target: int = TARGET) -> list[Passage]:
    return split(document, words, limit=limit, target=target)


def tokens(passage: Passage) -> int:
    return sum(words([passage.context, passage.text]))


def sentences(count: int, length: int = 5) -> str:
    return " ".join(f"Sentence {number}{' word' * (length - 2)}." for number in range(count))


def body_sentences(document: Document) -> list[Span]:
    """Find the sentences outside headings, without the bullets in front of them."""
    heads = {heading.start for heading in document.headings}
    spans = [Span(*span) for span in sentence_spans(document.text) if span[0] not in heads]
    moved = [Span(start + 2 * document.text.startswith("• ", start), end) for start, end in spans]
    return [span for span in moved if document.text[span.start : span.end] != "•"]


def test_a_short_document_is_one_passage_that_is_a_slice_of_it() -> None:
    document = read("Tea is hot. Cups are cold.\n\nA third sentence.\n")
    (passage,) = cut(document)
    assert passage.text == document.text == document.text[passage.start : passage.end]
    assert [document.text[start:end] for start, end in passage.sentences] == [
        *("Tea is hot.", "Cups are cold.", "A third sentence."),
    ]


def test_passages_are_of_about_equal_length_near_the_target() -> None:
    lengths = [len(passage.text.split()) for passage in cut(read(sentences(25)))]
    assert sum(lengths) == 125
    assert all(15 <= length <= TARGET for length in lengths)


def test_a_passage_does_not_cross_a_heading() -> None:
    passages = cut(read("# Tea\n\nHot.\n\n## Cups\n\nCold.\n\n## Milk\n\nWhite.\n"))
    assert [(each.text, each.section) for each in passages] == [
        *(("Hot.", None), ("Cold.", "Cups"), ("White.", "Milk")),
    ]


def test_the_section_is_the_path_of_headings_above() -> None:
    passages = cut(read("# Tea\n\n## Part 1\n\n### Leaves\n\nGreen.\n\n## Part 2\n\nHot.\n"))
    assert [each.section for each in passages] == ["Part 1 › Leaves", "Part 2"]


def test_the_context_is_title_and_section() -> None:
    passages = cut(read("# Tea\n\nHot.\n\n## Cups\n\nCold.\n"))
    assert [each.context for each in passages] == ["Tea", "Tea › Cups"]


def test_a_document_of_headings_alone_has_no_passages() -> None:
    assert cut(read("# Tea\n\n## Cups\n\n## Milk\n")) == []


def test_a_document_without_headings_has_passages_without_section() -> None:
    assert {each.section for each in cut(read(sentences(20)))} == {None}


def test_a_passage_knows_the_page_on_which_it_begins() -> None:
    text = "Tea is hot.\nCups are cold."
    document = Document("id", "Tea", "tea.pdf", "application/pdf", text, page_starts=(0, 12))
    assert [each.page for each in cut(document, target=3)] == [1, 2]


def test_a_sentence_longer_than_the_limit_is_cut_after_a_clause() -> None:
    clauses = "; ".join(f"clause {number} of ten words that go on and on" for number in range(10))
    passages = cut(read(clauses + "."))
    assert all(each.text.endswith((";", ".")) for each in passages)
    assert " ".join(each.text for each in passages) == clauses + "."


def test_a_huge_sentence_without_spaces_is_cut_into_parts_that_fit() -> None:
    document = read("x" * 5_000)
    passages = split(document, characters, limit=100, target=80)
    assert "".join(each.text for each in passages) == document.text
    assert max(len(each.text) + len(each.context) for each in passages) <= 100


def test_the_bullets_of_a_long_list_count_as_tokens() -> None:
    passages = cut(read("\n".join("- word" for _ in range(200))), limit=60, target=60)
    assert sum(len(each.sentences) for each in passages) == 200
    assert max(map(tokens, passages)) <= 60


@pytest.mark.parametrize("bullet", ["-", "*", "•", "–"])
def test_the_bullet_of_a_list_item_is_no_part_of_its_sentence(bullet: str) -> None:
    (passage,) = cut(read(f"{bullet} Tea is hot.\n\n{bullet} Cups are cold.\n", "tea.txt"))
    found = [
        passage.text[start - passage.start : end - passage.start]
        for start, end in passage.sentences
    ]
    assert found == ["Tea is hot.", "Cups are cold."]


@pytest.mark.parametrize("title", ["word " * 500, "x" * 5_000])
@pytest.mark.parametrize("limit", [30, 60, 256])
def test_a_very_long_title_leaves_most_of_the_room_to_the_passage(title: str, limit: int) -> None:
    document = read(f"---\ntitle: {title}\n---\n{sentences(30)}\n")
    passages = cut(document, limit=limit, target=180)
    assert max(map(tokens, passages)) <= limit
    assert all(words([each.context])[0] <= limit // 3 for each in passages)


def test_a_long_title_is_cut_at_a_word() -> None:
    (passage,) = cut(read("# " + " ".join(f"w{number}" for number in range(40)) + "\n\nHot.\n"))
    assert passage.context.split() == [
        f"w{number}" for number in range(len(passage.context.split()))
    ]
    assert 10 < len(passage.context.split()) <= 20


TABLE = "| Tea | Price |\n|---|---|\n" + "\n".join(f"| Tea {n} | {n} euros |" for n in range(9))


def test_a_passage_that_begins_in_a_table_has_its_header_in_its_context() -> None:
    first, *others = cut(read(f"# Prices\n\nWhat tea costs.\n\n{TABLE}\n\nThat was all.\n"))
    assert first.context == "Prices"
    assert len(others) > 1
    assert {each.context for each in others[:-1]} == {"Prices › Tea | Price"}


def test_what_stands_behind_a_table_has_no_header_in_its_context() -> None:
    passages = cut(read(f"# Prices\n\n{TABLE}\n\n{sentences(9)}\n"))
    assert passages[-1].context == "Prices"


def test_a_table_takes_the_header_of_its_own() -> None:
    other = TABLE.replace("Tea | Price", "Cup | Size")
    passages = cut(read(f"# Prices\n\n{TABLE}\n\nAnd cups:\n\n{other}\n"))
    assert passages[1].context == "Prices › Tea | Price"
    assert passages[-1].context == "Prices › Cup | Size"


def test_of_a_very_wide_header_as_much_as_there_is_room_for_is_in_the_context() -> None:
    header = " | ".join(f"Column{number}" for number in range(50))
    rows = "\n".join("| " + "c | " * 50 for _ in range(9))
    passages = cut(read(f"| {header} |\n|{'---|' * 50}\n{rows}\n", "tea.md"))
    assert passages[-1].context.startswith("tea › Column0 | Column1")
    assert max(map(tokens, passages)) <= LIMIT


def test_splitting_twice_gives_the_same_passages() -> None:
    document = read(sentences(50))
    assert cut(document) == cut(document)


SENTENCES = st.builds(
    lambda length, end: "Word" + " word" * length + end,
    st.integers(0, 90),
    st.sampled_from([".", "!", "?", ";", ", and so on.", ""]),
)
BLOCKS = st.one_of(
    st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join),
    st.lists(SENTENCES, min_size=1, max_size=8).map(
        lambda each: "\n".join("- " + text for text in each)
    ),
    st.builds(
        lambda level, length: "#" * level + " Heading" * length,
        st.integers(1, 4),
        st.integers(1, 70),
    ),
    st.just("x" * 300),
    st.builds(
        lambda columns, rows: "\n".join(
            [
                "| Column" * columns + " |",
                "|---" * columns + "|",
                *["| cell" * columns + " |"] * rows,
            ]
        ),
        st.integers(2, 40),
        st.integers(1, 40),
    ),
)
DOCUMENTS = st.lists(BLOCKS, max_size=10).map(
    lambda blocks: read("Words.\n\n" + "\n\n".join(blocks))
)


@given(DOCUMENTS)
def test_every_passage_is_a_slice_of_its_document(document: Document) -> None:
    passages = cut(document)
    assert all(document.text[each.start : each.end] == each.text for each in passages)
    assert all(before.end <= after.start for before, after in pairwise(passages))


@given(DOCUMENTS)
def test_sentences_lie_inside_their_passage_and_fill_it_from_end_to_end(document: Document) -> None:
    for passage in cut(document):
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        assert all(before.end <= after.start for before, after in pairwise(passage.sentences))


@given(DOCUMENTS, st.integers(30, 120), st.integers(5, 180))
def test_the_limit_is_never_passed(document: Document, limit: int, target: int) -> None:
    assert all(tokens(each) <= limit for each in cut(document, limit, target))


@given(DOCUMENTS)
def test_every_sentence_outside_headings_is_in_exactly_one_passage(document: Document) -> None:
    found = [span for passage in cut(document, limit=10_000) for span in passage.sentences]
    assert found == body_sentences(document)


@given(DOCUMENTS)
def test_no_letter_outside_headings_is_lost_when_sentences_are_cut(document: Document) -> None:
    parts = [
        document.text[start:end] for each in cut(document, 30) for start, end in each.sentences
    ]
    whole = [document.text[start:end] for start, end in body_sentences(document)]
    assert "".join("".join(parts).split()) == "".join("".join(whole).split())


def test_the_characters_of_each_page_are_counted_without_white_space() -> None:
    document = Document("1", "T", "t.pdf", "application/pdf", "ab cd\n\nef\n", (0, 6, 7))
    assert document.page_characters() == (4, 0, 2)


def test_a_document_without_pages_has_no_characters_by_page() -> None:
    assert Document("1", "T", "t.txt", "text/plain", "ab").page_characters() == ()
