"""Reading Markdown: front matter, headings, lists, tables and footnotes."""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from .document import Report
from .html import html_blocks
from .normalise import normalise
from .package import counted
from .plain_text import decode
from .reading import Block, Reading, note_mark, without_marks

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
# Headings without the space after the hashes, which CommonMark takes for text ("###Article 5"). A
# single word behind a single hash is a hashtag, and what is fenced is code.
_TIGHT_HEADING = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)|\Z)"
    r"|^(?P<hashes>#{2,6}|#(?=\S+[^\S\n]+\S))(?=[^\s#])(?=[^#\n]{1,200}$)",
    re.M | re.S,
)
# As deep as lists and quotations may stand in each other; what is deeper is lost.
_NESTING = 50
_BREAKS = ("softbreak", "hardbreak")


def read_markdown(data: bytes) -> Reading:
    """Return the blocks, footnotes and front matter of a Markdown file.

    Emphasis, links and code lose their marks and keep their words; a list item keeps its number
    or gets a bullet; a table gives one block a row, its cells separated by " | ". Footnotes are
    kept apart from the text. From the front matter (YAML) come title, issuer or author, date and
    language. Raises UnreadableDocument when the bytes are not text.
    """
    text = decode(data)
    front = _front_matter(text)
    body = _FRONT_MATTER.sub("", text) if front else text
    parser = (
        MarkdownIt("commonmark", {"maxNesting": _NESTING})
        .enable(["table", "strikethrough"])
        .use(footnote_plugin)
    )
    tree = SyntaxTreeNode(parser.parse(_TIGHT_HEADING.sub(_loosened, body)))
    return Reading(
        blocks=[block for block in _blocks(tree) if without_marks(block.text).strip()],
        title=_plain(front.get("title")),
        issuer=_plain(front.get("issuer") or front.get("author")),
        date=(_plain(front.get("date")) or "")[:10],
        language=_plain(front.get("language") or front.get("lang")),
        report=Report("markdown-it-py (Markdown)", counted(_pictures(tree), "picture")),
        notes=dict(_notes(tree)),
    )


def _pictures(tree: SyntaxTreeNode) -> int:
    return sum(node.type == "image" for node in tree.walk())


def _loosened(match: re.Match[str]) -> str:
    return match[0] if match["fence"] else match[0] + " "


def _front_matter(text: str) -> dict[str, Any]:
    found = _FRONT_MATTER.match(text)
    try:
        # The loader that takes every value for text: nothing here is reckoned with.
        values = yaml.load(found[1], yaml.BaseLoader) if found else None
    except (yaml.YAMLError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _plain(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value)))
    return normalise(value) if isinstance(value, str) else None


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    match node.type:
        case "heading":
            yield Block(_words(node), int(node.tag[1]))
        case "paragraph" | "tr":
            yield Block(_words(node))
        case "list_item":
            yield from _list_item(node)
        case "fence" | "code_block":
            yield from (Block(line) for line in node.content.splitlines())
        case "html_block":
            yield from html_blocks(node.content)
        case "footnote_block":
            return
        case _:
            for child in node.children:
                yield from _blocks(child)


def _list_item(item: SyntaxTreeNode) -> Iterator[Block]:
    marker = f"{item.info}{item.markup} " if item.info else "• "
    for child in item.children:
        for block in _blocks(child):
            yield Block(marker + block.text)
            marker = ""


def _words(node: SyntaxTreeNode) -> str:
    """Return the words of a block as they are read, a mark where a footnote's number stands."""
    match node.type:
        case "text":
            return normalise(node.content)  # once more: what stood there as "&#x202e;"
        case "code_inline":
            return node.content
        case "image":
            return "".join(map(_words, node.children))
        case "footnote_ref":
            return note_mark(_label(node))
        case "tr":
            return " | ".join(map(_words, node.children))
        case "html_inline":
            return " " if re.match(r"<(?:br|p|div|li)\b", node.content, re.I) else ""
        case kind if kind in _BREAKS:
            return " "
        case _:
            return "".join(map(_words, node.children))


def _notes(tree: SyntaxTreeNode) -> Iterator[tuple[str, str]]:
    for node in tree.walk():
        if node.type == "footnote":
            words = " ".join(
                without_marks(block.text) for child in node.children for block in _blocks(child)
            )
            hidden = [link for link in _link_addresses(node) if link not in words]
            yield _label(node), " ".join([words, *hidden])


def _link_addresses(node: SyntaxTreeNode) -> Iterator[str]:
    """Yield the web addresses that a reader of the words alone would not see."""
    for link in node.walk():
        if link.type == "link" and str(link.attrs.get("href")).startswith(("http://", "https://")):
            yield str(link.attrs["href"])


def _label(node: SyntaxTreeNode) -> str:
    """Return a footnote's own label, or for one written inline a label that no other has."""
    return str(node.meta.get("label") or f"note {node.meta['id'] + 1}")
