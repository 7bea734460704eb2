"""The place in the panel where a page of a PDF is shown as a picture, as HTML.

Built with ``Markup.format`` only, like everything in `render`. The script of the page fetches the
picture, and says what keeps it from being shown or its words from being marked.
"""

from markupsafe import Markup

from assistant import Document, Excerpt, Reference
from sources.placing import quote_by_pages

from .phrases import phrase, say
from .render import NEW_TAB, document_address

PDF = "application/pdf"
_UNPLACED = phrase(
    "The words could not be placed on the picture; they are on this page in the text."
)
_FAILED = phrase("The picture could not be fetched. Open the citation again to try once more.")


def pictures_html(excerpt: Excerpt, document: Document, reference: Reference) -> Markup:
    """Return the pages that a quote stands on, nothing where the document has none to show."""
    if document.media_type != PDF:
        return Markup()
    pages = [each.page for each in quote_by_pages(document, excerpt.span)]
    return Markup().join(_picture(document, page, reference) for page in pages)


def picture_address(page: int, reference: Reference) -> str:
    """Return the address of a page's picture with the words of a reference marked."""
    return f"{document_address(reference.document_id)}/page/{page}.png?at={reference}"


def _picture(document: Document, page: int, reference: Reference) -> Markup:
    address = picture_address(page, reference)
    label = document.label_of(page)
    return Markup(
        '<figure class="sheet" data-picture="{address}" data-unplaced="{unplaced}" '
        'data-failed="{failed}"><figcaption>{name}</figcaption>'
        '<p class="told" role="status">{drawing}</p>'
        '<div class="paper"><a href="{address}&size=large" {new_tab} '
        'title="{larger}"><img alt="{alt}"></a></div></figure>'
    ).format(
        address=address,
        unplaced=say(_UNPLACED),
        failed=say(_FAILED),
        drawing=say("Drawing the page …"),
        larger=say("Open the page larger"),
        name=say(
            "p. {label}, PDF page {page}" if label else "PDF page {page}", label=label, page=page
        ),
        new_tab=NEW_TAB,
        alt=say("Page {page} of {title}; opens larger", page=page, title=document.title),
    )
