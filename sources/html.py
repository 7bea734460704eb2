"""Reading HTML: the words that a browser shows, without menus, scripts and page furniture."""

import re
from collections import Counter
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, Tag

from .document import Report
from .furniture import furniture
from .normalise import normalise, one_line
from .package import counted
from .paragraphs import blocks_of_lines
from .plain_text import decoded, refuse_binary
from .reading import Block, Reading

_UNSEEN = frozenset(
    "script style noscript template head svg math iframe object embed canvas audio video "
    "button select input textarea datalist dialog".split()
)
_FURNITURE = frozenset("nav header footer aside form menu".split())
_TOLD = {
    "nav": "menu", "menu": "menu", "header": "page header", "footer": "page footer",
    "aside": "side column", "form": "form", "iframe": "embedded page", "video": "video",
    "audio": "recording", "svg": "picture", "object": "embedded object",
}  # fmt: skip
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul".split()
)
_HEADING = re.compile(r"h[1-6]")
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TITLE = ("og:title", "citation_title", "dc.title")
_ISSUER = ("citation_publisher", "dc.publisher", "og:site_name", "article:author", "author")
_DATE = ("citation_publication_date", "article:published_time", "dc.date", "date")


def read_html(data: bytes) -> Reading:
    """Return the blocks and the metadata of an HTML page.

    The main part (``main``, else the only ``article`` if most words are there, else the body) is
    read without navigation, page headers, footers, forms and scripts, which are reported. The
    encoding is what the page declares, else what its bytes show. Raises UnreadableDocument when
    the bytes are not text.
    """
    refuse_binary(data)
    declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    # A line end, because a name of a file would be taken for a mistake of ours.
    soup = BeautifulSoup(data if declared else decoded(data) + "\n", "lxml")
    title = soup.title.get_text() if soup.title else None
    collector = _page_collector(soup)
    outermost = soup.find("html")
    language = outermost.get("lang") or outermost.get("xml:lang") if outermost else None
    return Reading(
        blocks=collector.blocks,
        language=str(language or ""),
        report=Report("Beautiful Soup and lxml (HTML)", tuple(_dropped(collector))),
        title=normalise(_meta(soup, _TITLE) or title or ""),
        issuer=normalise(_meta(soup, _ISSUER) or ""),
        date=_day(normalise(_meta(soup, _DATE) or "")),
    )


def html_blocks(markup: str) -> list[Block]:
    """Return the blocks of a piece of HTML that stands in another document."""
    return _Collector(_UNSEEN).collect(BeautifulSoup(markup, "lxml")).blocks


def _page_collector(soup: BeautifulSoup) -> "_Collector":
    named = furniture(soup)
    page = _Collector(_UNSEEN | _FURNITURE, named).collect(soup)
    main = _main(soup, named)
    if main is not None:
        # Its header is its own: a title and what it is about.
        collector = _Collector(_UNSEEN | _FURNITURE - {"header"}, named).collect(main)
        if collector.length and (main.name == "main" or collector.length * 2 >= page.length):
            collector.left_out["what stands outside the main part of the page"] = 1
            return collector
    return page if page.blocks else _Collector(_UNSEEN).collect(soup)


def _main(soup: BeautifulSoup, named: frozenset[int]) -> Tag | None:
    main = soup.find("main")
    if isinstance(main, Tag):
        return main
    outer: list[Tag] = []
    within = set(named)
    for tag in soup.find_all(True):  # what holds a part comes before it
        if id(tag.parent) in within or id(tag) in within:
            within.add(id(tag))
        elif tag.name == "article":
            outer.append(tag)
            within.add(id(tag))
    return outer[0] if len(outer) == 1 else None


def _dropped(collector: "_Collector") -> Iterator[str]:
    for what, number in sorted(collector.left_out.items()):
        if what.startswith("what "):
            yield what
        else:
            yield from counted(number, what)


def _meta(soup: BeautifulSoup, names: tuple[str, ...]) -> str | None:
    """Return the content of the first of the named meta elements that the page has."""
    contents = {
        str(tag.get("name") or tag.get("property")).lower(): str(tag.get("content") or "")
        for tag in soup.find_all("meta")
    }
    return next((contents[name] for name in names if contents.get(name)), None)


def _day(date: str) -> str:
    """Return a date without its time of day."""
    day = _DAY.match(date)
    return day[0] if day else date


class _Collector:
    """Walks a page and gathers its blocks, leaving out the named elements."""

    def __init__(self, without: frozenset[str], named: frozenset[int] = frozenset()) -> None:
        self._without = without
        self._named = named
        self.blocks: list[Block] = []
        self.left_out = Counter[str]()
        self._words: list[str] = []
        self._marker = ""
        self._level = 0
        self._numbers: dict[int, int] = {}

    @property
    def length(self) -> int:
        """The number of characters gathered."""
        return sum(len(block.text) for block in self.blocks)

    def collect(self, root: Tag) -> "_Collector":
        # Not by recursion: forgotten end tags nest the elements of some pages a thousandfold.
        path = [(root, root.children)]
        while path:
            tag, children = path[-1]
            child = next(children, None)
            if child is None:
                self._leave(tag)
                path.pop()
            elif isinstance(child, Tag):
                if self._enter(child):
                    path.append((child, child.children))
            elif type(child) is NavigableString:  # comments and declarations are subclasses
                self._words.append(str(child))
        self._finish_block()
        return self

    def _enter(self, tag: Tag) -> bool:
        """Begin an element; tell whether what is inside it remains to be read."""
        if self._is_left_out(tag):
            return False
        if tag.name == "br":
            self._words.append(" ")
        elif tag.name in _BLOCKS:
            self._finish_block()
            if tag.name == "li":
                self._marker = self._list_marker(tag)
            elif _HEADING.fullmatch(tag.name):
                self._level = int(tag.name[1])
        if tag.name == "tr" and not tag.find(["table", "tr", "p", "div", "ul", "ol"]):
            self._read_row(tag)
            return False
        if tag.name == "pre":
            self.blocks += blocks_of_lines(normalise(tag.get_text()))
            return False
        return True

    def _is_left_out(self, tag: Tag) -> bool:
        if tag.name == "img":
            self.left_out["picture"] += 1
        elif tag.name in self._without:
            if tag.name in _TOLD:
                self.left_out[_TOLD[tag.name]] += 1
            return True
        elif _is_hidden(tag):
            self.left_out["hidden part"] += 1
            return True
        elif id(tag) in self._named:
            self.left_out["menu"] += 1
            return True
        return False

    def _leave(self, tag: Tag) -> None:
        if tag.name in _BLOCKS:
            self._finish_block()
        if tag.name == "li":
            self._marker = ""
        elif _HEADING.fullmatch(tag.name):
            self._level = 0

    def _list_marker(self, item: Tag) -> str:
        if item.parent is None or item.parent.name != "ol":
            return "• "
        number = self._numbers.get(id(item.parent), _first_number(item.parent))
        self._numbers[id(item.parent)] = number + 1
        return f"{number}. "

    def _read_row(self, row: Tag) -> None:
        collectors = [_Collector(self._without, self._named).collect(cell) for cell in _cells(row)]
        self.left_out.update(what for each in collectors for what in each.left_out.elements())
        cells = [each.blocks for each in collectors]
        if any(cells):
            self._words = [" | ".join(" ".join(block.text for block in cell) for cell in cells)]
        self._finish_block()

    def _finish_block(self) -> None:
        text = one_line(normalise("".join(self._words)))
        if text:
            self.blocks.append(Block(self._marker + text, self._level))
            self._marker = ""
        self._words = []


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or bool(_HIDING.search(str(tag.get("style") or "")))


def _cells(row: Tag) -> list[Tag]:
    return [cell for cell in row.find_all(["td", "th"], recursive=False) if isinstance(cell, Tag)]


def _first_number(ordered_list: Tag) -> int:
    start = str(ordered_list.get("start") or "")
    return int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1
