"""The readers of all formats. Their libraries are what takes long to load; see `load`."""

from collections.abc import Callable

from .docx import read_docx
from .eml import read_eml
from .epub import read_epub
from .html import read_html
from .load import FORMATS
from .markdown import read_markdown
from .mhtml import read_mhtml
from .opendocument import read_odp, read_ods, read_odt
from .pdf import read_pdf
from .plain_text import read_plain_text
from .pptx import read_pptx
from .reading import Reading
from .rtf import read_rtf
from .separated import read_separated
from .xlsx import read_xlsx

_READERS: dict[str, Callable[[bytes], Reading]] = {
    FORMATS[".txt"]: read_plain_text,
    FORMATS[".md"]: read_markdown,
    FORMATS[".html"]: read_html,
    FORMATS[".docx"]: read_docx,
    FORMATS[".xlsx"]: read_xlsx,
    FORMATS[".pptx"]: read_pptx,
    FORMATS[".odt"]: read_odt,
    FORMATS[".ods"]: read_ods,
    FORMATS[".odp"]: read_odp,
    FORMATS[".rtf"]: read_rtf,
    FORMATS[".epub"]: read_epub,
    FORMATS[".eml"]: read_eml,
    FORMATS[".mhtml"]: read_mhtml,
    FORMATS[".csv"]: read_separated,
    FORMATS[".tsv"]: read_separated,
}


def read(
    data: bytes, media_type: str, password: str | None, on_page: Callable[[], None]
) -> Reading:
    """Return what the reader of a media type reads.

    ``password`` opens a PDF that needs one; ``on_page`` is called before each of its pages that is
    recognised. Raises UnreadableDocument or PasswordNeeded.
    """
    if media_type == FORMATS[".pdf"]:
        return read_pdf(data, password, on_page)
    return _READERS[media_type](data)
