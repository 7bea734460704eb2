"""Web pages as they are saved: the article is read, what surrounds it is not."""

import time

from sources import Document, read_document

WORDS = "Tea is a drink of leaves, and the water for it is hot. " * 4
STORY = [f"{number}. {WORDS}".strip() for number in range(4)]
PARAGRAPHS = "".join(f"<p>{each}</p>" for each in STORY)


def read(body: str, attributes: str = "") -> Document:
    page = f"<html {attributes}><head><title>Tea</title></head><body>{body}</body></html>"
    return read_document(page.encode(), "page.html", "page.html")


def linked(*names: str) -> str:
    return "<ul>" + "".join(f'<li><a href="/{n}">{n}</a></li>' for n in names) + "</ul>"


def test_a_news_page_gives_its_story_alone() -> None:
    document = read(
        '<div id="onetrust-banner"><p>We use cookies. Accept all?</p></div>'
        '<a class="skip-link" href="#story">Skip to the story</a>'
        f'<div class="site-header"><div class="main-nav">{linked("News", "Sport")}</div></div>'
        f'<div class="breadcrumbs">{linked("Home", "Drinks")}</div>'
        f'<article><h1>Tea is hot</h1><div class="share-buttons">{linked("Post", "Mail")}</div>'
        f'{PARAGRAPHS}<div class="related-stories"><h3>Related</h3>{linked("Coffee is cold")}</div>'
        '<section id="comments"><h2>Comments</h2><article class="comment"><p>I disagree.</p>'
        "</article><article class='comment'><p>Me too.</p></article></section></article>"
        f'<article class="card most-read">{linked("Cups broke")}</article>'
        '<div class="newsletter-signup"><p>Get our letter.</p></div>'
        "<footer>© The Cup</footer>"
    )
    assert document.text.split("\n") == ["Tea is hot", *STORY]
    assert "what stands outside the main part of the page" in document.report.dropped


def test_a_page_without_main_part_gives_its_text_without_menus() -> None:
    document = read(
        f'<div class="topbar">{linked("Log in")}</div><div id="menu">{linked("Home", "About")}</div>'
        f'<div class="content has-sidebar"><h1>Tea</h1>{PARAGRAPHS}'
        f"<h2>Sources</h2>{linked('The Book of Tea')}</div>"
        '<div class="cookie_notice">We use cookies.</div>',
        'lang="en-GB"',
    )
    assert document.text.split("\n") == ["Tea", *STORY, "Sources", "• The Book of Tea"]
    assert document.report.dropped == ("3 menus",)
    assert document.language == "en"


def test_a_government_page_gives_its_text_without_the_sidebar() -> None:
    document = read(
        f'<div role="banner">Ministry of Tea</div><div class="side-nav">{linked("Laws", "Forms")}'
        f'</div><div id="main-content"><h1>The Tea Act</h1>{PARAGRAPHS}<div class="sidebar"><p>'
        "The act holds for green tea too, as the court found.</p></div></div>"
        f'<div class="footer-links">{linked("Imprint")}</div>'
    )
    assert document.text.split("\n") == [
        "The Tea Act", *STORY, "The act holds for green tea too, as the court found.",
    ]  # fmt: skip


def test_names_are_not_believed_where_the_words_are() -> None:
    for name in ("comments", "cookie-notice", "breadcrumb", "related", "menu", "no-sidebar"):
        document = read(f'<div class="{name}">{PARAGRAPHS}</div><p>Cups.</p>')
        assert document.text.split("\n") == [*STORY, "Cups."]
    assert read(f'<h2 id="comments">Comments</h2>{PARAGRAPHS}').text.startswith("Comments")


def test_an_only_article_that_is_a_teaser_is_not_the_page() -> None:
    document = read(f"<div>{PARAGRAPHS}</div><article><p>Read more.</p></article>")
    assert document.text.split("\n") == [*STORY, "Read more."]


def test_a_page_of_thousands_of_parts_in_each_other_is_read_in_time() -> None:
    started = time.perf_counter()
    read('<div class="menu"><article>Tea' * 2_000)
    assert time.perf_counter() - started < 20


def test_pictures_and_hidden_parts_are_counted() -> None:
    document = read("<p>Tea.<img src='a.png'></p><p hidden>No.</p><form>Search</form>")
    assert document.report.dropped == ("1 form", "1 hidden part", "1 picture")
    assert document.report.reader == "Beautiful Soup and lxml (HTML)"


def test_text_and_markdown_tell_how_they_were_read() -> None:
    markdown = read_document(b"---\nlanguage: fr-CA\n---\nTea ![a](b.png).", "a.md", "a.md")
    assert (markdown.language, markdown.report.dropped) == ("fr", ("1 picture",))
    assert markdown.report.reader == "markdown-it-py (Markdown)"
    text = read_document("Tea \ufffd is hot.".encode(), "a.txt", "a.txt")
    assert text.report.dropped == ("1 unreadable character",)
