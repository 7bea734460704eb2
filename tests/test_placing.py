"""Where the words of a document stand in the text of a page."""

from assistant import Document
from sources import Note, Span
from sources.placing import QuoteOnPage, places_of, quote_by_pages

PDF = "application/pdf"


def placed(page: str, words: str, before: str = "", after: str = "") -> list[str]:
    spans = places_of(QuoteOnPage(1, words, before, after), page)
    return [page[start:end] for start, end in spans]


def document(text: str, *notes: Note, pages: tuple[int, ...] = (0,)) -> Document:
    return Document("a" * 64, "Tea", "tea.pdf", PDF, text, pages, notes=notes)


def test_line_ends_spaces_and_hyphens_of_the_page_do_not_matter() -> None:
    page = "Of cups.\r\nTea is im\ufffe\r\nported in wooden\r\n che\u00adsts\u0002 today."
    assert placed(page, "Tea is imported in wooden chests today.") == [page[10:]]
    assert placed("the well\u2010known co-\nuncil", "well-known council") == [
        "well\u2010known co-\nuncil"
    ]


def test_ligatures_quotes_and_accents_are_the_same_however_they_are_written() -> None:
    page = "The oﬃce says: «Tea is ﬁne», he wrote in a cafe\u0301."
    assert placed(page, 'office says: "Tea is fine", he wrote in a café') == [page[4:-1]]


def test_bullets_and_the_bars_between_cells_are_left_out() -> None:
    page = "Tea \r\n12 \r\n• Cup\r\n30"
    assert placed(page, "Tea | 12\nCup | 30") == [page]


def test_other_words_are_not_placed() -> None:
    assert placed("Tea is hot.", "Tea is not.") == []
    assert placed("Tea is hot.", "Tea is hot. Cups") == []
    assert placed("", "Tea") == []
    assert placed("Tea is hot.", " - ") == []


def test_what_stands_twice_is_told_by_the_words_around_it() -> None:
    page = "First: tea is hot. Then: tea is hot. At last milk."
    assert places_of(QuoteOnPage(1, "tea is hot.", before="Then: "), page) == (Span(25, 36),)
    assert places_of(QuoteOnPage(1, "tea is hot.", after=" At last"), page) == (Span(25, 36),)
    assert places_of(QuoteOnPage(1, "tea is hot."), page) == ()
    assert places_of(QuoteOnPage(1, "aa", before="x"), "aaa") == ()


def test_the_number_of_a_footnote_is_passed_over_and_not_marked() -> None:
    text = "The harbour is deep and the sea is cold."
    at = len("The harbour")
    note = Note("7", "A map", None, (at,))
    (quote,) = quote_by_pages(document(text, note), Span(0, len(text)))
    for mark in ("7", "[7]", " 7", "[6, 7]", ""):
        page = f"The harbour{mark} is deep\r\nand the sea is cold."
        words = [page[slice(*each)] for each in places_of(quote, page)]
        wanted = ["The harbour", "is deep\r\nand the sea is cold."]
        assert words == ([] if mark == "[6, 7]" else wanted)


def test_signs_of_patterns_are_signs() -> None:
    page = "Tea (hot)? costs 1.5$ + [tax]*. Tea xhoty costs 1a5$"
    assert placed(page, "Tea (hot)? costs 1.5$ + [tax]*.") == [page[:31]]


def test_a_quote_over_a_page_break_has_a_part_on_each_page() -> None:
    text = "Tea is drunk from a cup that is warm. Cups are made of clay."
    parts = quote_by_pages(document(text, pages=(0, 21)), Span(0, 37))
    assert [(part.page, part.words) for part in parts] == [
        (1, "Tea is drunk from a c"),
        (2, "up that is warm."),
    ]
    assert parts[1].after.startswith(" Cups are made")
    assert parts[1].before == ""


def test_empty_pages_and_documents_without_pages_have_no_part() -> None:
    assert quote_by_pages(document("Tea is hot.", pages=(0, 0, 11)), Span(0, 11))[0].page == 2
    assert quote_by_pages(document("Tea is hot.", pages=()), Span(0, 11)) == ()
