"""Reading HTML: the words that a browser shows, without menus, scripts and page furniture."""

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from .normalise import normalise, one_line
from .plain_text import refuse_binary
from .reading import Block, Reading

_UNSEEN = frozenset(
    "script style noscript template head svg math iframe object embed canvas audio video "
    "button select input textarea datalist dialog".split()
)
_FURNITURE = frozenset("nav header footer aside form menu".split())
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul".split()
)
_HEADING = re.compile(r"h[1-6]")
_TITLE = ("og:title", "citation_title", "dc.title")
_ISSUER = ("citation_publisher", "dc.publisher", "og:site_name", "article:author", "author")
_DATE = ("citation_publication_date", "article:published_time", "dc.date", "date")


def read_html(data: bytes) -> Reading:
    """Return the blocks and the metadata of an HTML page.

    The main part (``main``, else ``article``, else the body) is read without navigation, headers,
    footers, forms and scripts. The encoding is what the page declares, else what its bytes show.
    Raises UnreadableDocument when the bytes are not text.
    """
    refuse_binary(data)
    soup = BeautifulSoup(data, "lxml")
    title = soup.title.get_text() if soup.title else None
    return Reading(
        blocks=_page_blocks(soup),
        title=normalise(_meta(soup, _TITLE) or title or ""),
        issuer=normalise(_meta(soup, _ISSUER) or ""),
        date=(_meta(soup, _DATE) or "")[:10],
    )


def html_blocks(markup: str) -> list[Block]:
    """Return the blocks of a piece of HTML that stands in another document."""
    return _Collector(_UNSEEN).collect(BeautifulSoup(markup, "lxml"))


def _page_blocks(soup: BeautifulSoup) -> list[Block]:
    main = soup.find("main") or soup.find("article")
    for root in (main, soup):
        blocks = _Collector(_UNSEEN | _FURNITURE).collect(root) if isinstance(root, Tag) else []
        if blocks:
            return blocks
    return _Collector(_UNSEEN).collect(soup)


def _meta(soup: BeautifulSoup, names: tuple[str, ...]) -> str | None:
    """Return the content of the first of the named meta elements that the page has."""
    contents = {
        str(tag.get("name") or tag.get("property")).lower(): str(tag.get("content") or "")
        for tag in soup.find_all("meta")
    }
    return next((contents[name] for name in names if contents.get(name)), None)


class _Collector:
    """Walks a page and gathers its blocks, leaving out the named elements."""

    def __init__(self, without: frozenset[str]) -> None:
        self._without = without
        self._blocks: list[Block] = []
        self._words: list[str] = []
        self._marker = ""

    def collect(self, root: Tag) -> list[Block]:
        self._read(root)
        self._finish_block()
        return self._blocks

    def _read(self, parent: Tag) -> None:
        for child in parent.children:
            if isinstance(child, Tag):
                self._read_tag(child)
            elif type(child) is NavigableString:  # comments and declarations are subclasses
                self._words.append(str(child))

    def _read_tag(self, tag: Tag) -> None:
        if tag.name in self._without:
            return
        if tag.name == "br":
            self._words.append(" ")
        elif tag.name == "tr" and not tag.find(["table", "p", "div", "ul", "ol"]):
            self._finish_block()
            self._words.append(" | ".join(one_line(cell.get_text(" ")) for cell in _cells(tag)))
            self._finish_block()
        elif tag.name in _BLOCKS:
            self._finish_block()
            self._marker = _list_marker(tag) or self._marker
            self._read(tag)
            self._finish_block(int(tag.name[1]) if _HEADING.fullmatch(tag.name) else 0)
        else:
            self._read(tag)

    def _finish_block(self, level: int = 0) -> None:
        text = one_line(normalise("".join(self._words)))
        if text:
            self._blocks.append(Block(self._marker + text, level))
            self._marker = ""
        self._words = []


def _cells(row: Tag) -> list[Tag]:
    return [cell for cell in row.find_all(["td", "th"], recursive=False) if isinstance(cell, Tag)]


def _list_marker(tag: Tag) -> str:
    if tag.name != "li":
        return ""
    if tag.parent is None or tag.parent.name != "ol":
        return "• "
    return f"{1 + len(tag.find_previous_siblings('li'))}. "
