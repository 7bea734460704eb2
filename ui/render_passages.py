"""The passages that a document was cut into, as HTML.

Built with ``Markup.format`` only, like everything in `render`.
"""

from collections.abc import Sequence

from markupsafe import Markup

from assistant import Document, Passage, Reference
from assistant.reference import digest

from .phrases import say
from .render import document_address
from .wording import count, page_name


def passages_html(document: Document, passages: Sequence[Passage]) -> Markup:
    """Return a list of passages, each of which opens where it stands in its document."""
    number = count(len(passages), "passage")
    said = say("Cut into {passages}, which are what is searched.", passages=number)
    items = Markup("\n").join(_item(document, passage) for passage in passages)
    return Markup(
        '<p class="about">{}</p><p><a href="{}">{}</a></p><ol class="passages">{}</ol>'
    ).format(said, document_address(document.id), say("The whole document"), items)


def _item(document: Document, passage: Passage) -> Markup:
    reference = Reference(document.id, passage.start, passage.end, digest(passage.text))
    page = page_name(passage.page, document.label_of(passage.page))
    place = ", ".join(filter(None, (passage.section, page))) or say("no section")
    size = count(len(passage.sentences), "sentence")
    return Markup(
        '<li><p class="about"><a href="{}#quote">{}</a> · {}</p><p class="text">{}</p></li>'
    ).format(document_address(document.id, reference), place, size, passage.text)
