"""What the codes of Rich Text Format mean: signs, code pages and what is no text.

From Microsoft's Rich Text Format Specification, version 1.9.1.
"""

import codecs

SIGNS = {
    "tab": " ", "line": " ", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ",
    "qmspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "~": "\u00a0", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\",
    "nestcell": " ", "nestrow": " ",
}  # fmt: skip
ENDS = frozenset(("par", "sect", "page", "column", "\n", "\r"))
SKIPPED = frozenset(
    "colortbl stylesheet info pict nonshppict filetbl revtbl private ftnsep ftnsepc ftncn aftnsep "
    "aftnsepc aftncn tc xe rxe sp shprslt fldinst objdata listtable listoverridetable themedata "
    "datastore fontemb panose falt upr annotation atnid atnauthor".split()
)
MARGINS = {f"{kind}{pages}": kind for kind in ("header", "footer") for pages in ("", "l", "r", "f")}
# Begin with \*, so that older programs pass over them, and hold text nevertheless.
STARRED_TEXT = frozenset(("shppict", "shpinst"))
_CODECS = {
    0: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp850",
}  # fmt: skip


def codec_of_charset(charset: int) -> str | None:
    """Return the codec of a font's character set; None for one that says nothing."""
    return _CODECS.get(charset)


def codec_of_page(page: int) -> str:
    """Return the codec of a Windows code page, Western European where it is not known."""
    name = "utf-8" if page == 65001 else f"cp{page}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
