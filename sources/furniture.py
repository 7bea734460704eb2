"""Which parts of a web page are furniture by what they are called: menus, banners, buttons."""

import re
from collections import Counter

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

_WHOLE = frozenset("html body main h1 h2 h3 h4 h5 h6 td th p".split())
_ROLES = frozenset(
    "navigation search banner contentinfo complementary dialog alertdialog menu menubar "
    "toolbar".split()
)
# Names that say what a part is, whatever its words.
_SURE = re.compile(
    r"(?:.*-)?(?:"
    r"(?:cookies?|consent|gdpr|privacy)-?(?:banner|bar|notice|consent|message|popup|overlay|modal"
    r"|dialog|prompt|alert|manager)"
    r"|(?:share|sharing|social)-?(?:media)?-?(?:buttons?|bar|links?|tools?|icons?|widget|follow)"
    r"|comments?-?(?:area|list|section|form|thread|wrapper)|comments|breadcrumbs?|pagination"
    r"|newsletter(?:-.*)?|disqus.*|onetrust.*|cybotcookiebot.*|skip-?(?:links?|nav|to-.*)"
    r")",
    re.I,
)
# Names that a part of the text may have as well, unless it is made of links.
_LIKELY = re.compile(
    r"(?:.*-)?(?:nav|navbar|navigation|menu|side-?bar|side-?nav|related|recommended|trending|popular"
    r"|most-read|read-(?:more|next)|more-(?:news|stories)|share|sharing|social|tags|topbar|toolbar"
    r"|header|footer)(?:-.*)?",
    re.I,
)


def furniture(soup: BeautifulSoup) -> frozenset[int]:
    """Return the ids of the elements whose role, class or id says that they are no text.

    Such names are only believed of parts with less than half of the page's words; those that may
    be text as well, only of parts whose words are links for the greater part.
    """
    words, links = _lengths(soup)
    found = set[int]()
    for tag in soup.find_all(True):
        own = words[id(tag)]
        if tag.name in _WHOLE or own * 2 >= words[id(soup)]:
            continue
        names = _names(tag)
        sure = tag.get("role") in _ROLES or any(map(_SURE.fullmatch, names))
        if sure or (links[id(tag)] * 2 >= own and any(map(_LIKELY.fullmatch, names))):
            found.add(id(tag))
    return frozenset(found)


def _names(tag: Tag) -> list[str]:
    said: str | list[str] = tag.get("class") or ""
    classes = said.split() if isinstance(said, str) else said
    return [name.replace("_", "-")[:60] for name in (*classes, str(tag.get("id") or ""))]


def _lengths(soup: BeautifulSoup) -> tuple[Counter[int], Counter[int]]:
    """Return the number of characters in each element, and of those in links."""
    words, links = Counter[int](), Counter[int]()
    for node in reversed(list(soup.descendants)):  # what is within comes before what holds it
        parent = id(node.parent)
        if isinstance(node, Tag):
            words[parent] += words[id(node)]
            links[parent] += words[id(node)] if node.name == "a" else links[id(node)]
        elif type(node) is NavigableString:  # comments and scripts are subclasses
            words[parent] += len(node.strip())
    return words, links
