"""What a composer's document says, as HTML that every mail program reads: paragraphs, lists, quotes, links, and what is
bold, italic or underlined. Nothing of how it looks on this desk.
"""

from collections.abc import Iterator
from html import escape

from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextDocument, QTextFormat, QTextList, QTextListFormat

_QUOTED_MARGIN = 30  # px: Qt reads a block quote as one of 40 on the left
_WIDEST_PICTURE = 2000  # px
_LINE_BREAK = "\u2028"
_PICTURE = "\ufffc"
_LINKS = ("http:", "https:", "mailto:", "tel:")


def plain_html(document: QTextDocument) -> str:
    """ "" for a document in which nothing is written."""
    if not document.toPlainText().strip() and not _has_picture(document):
        return ""
    return "".join(_blocks(document))


def _has_picture(document: QTextDocument) -> bool:
    return not document.find(_PICTURE).isNull()


def _blocks(document: QTextDocument) -> Iterator[str]:
    open_tags: list[str] = []
    block = document.begin()
    while block.isValid():
        wanted = _around(block)
        shared = 0
        while shared < min(len(open_tags), len(wanted)) and open_tags[shared] == wanted[shared]:
            shared += 1
        yield from (f"</{tag}>" for tag in reversed(open_tags[shared:]))
        yield from (f"<{tag}>" for tag in wanted[shared:])
        open_tags = wanted
        tag = "p" if list_of(block) is None else "li"
        yield f"<{tag}>{_inline(block) or '<br>'}</{tag}>"
        block = block.next()
    yield from (f"</{tag}>" for tag in reversed(open_tags))


def list_of(block: QTextBlock) -> QTextList | None:
    """Which list a paragraph is a point of."""
    return block.textList()


def _around(block: QTextBlock) -> list[str]:
    quote = ["blockquote"] if block.blockFormat().leftMargin() >= _QUOTED_MARGIN else []
    made = list_of(block)
    if made is None:
        return quote
    shape = made.format()
    numbered = shape.style().value <= QTextListFormat.Style.ListDecimal.value  # the bullets are those above
    return [*quote, *["ol" if numbered else "ul"] * max(1, min(shape.indent(), 4))]


def _inline(block: QTextBlock) -> str:
    made = []
    part = block.begin()
    while not part.atEnd():
        fragment = part.fragment()
        made.append(_fragment(fragment.text(), fragment.charFormat()))
        part += 1
    return "".join(made)


def _fragment(text: str, look: QTextCharFormat) -> str:
    if look.isImageFormat():
        picture = look.toImageFormat()
        name, width = picture.name(), round(picture.width())
        sized = f' width="{width}"' if 0 < width <= _WIDEST_PICTURE else ""
        return f'<img src="{escape(name)}"{sized}>' * text.count(_PICTURE) if name.startswith("cid:") else ""
    html = escape(text.replace(_PICTURE, ""), quote=False).replace(_LINE_BREAK, "<br>").replace("  ", " &nbsp;")
    href = look.anchorHref()
    is_link = look.isAnchor() and href.lower().startswith(_LINKS)
    if look.fontWeight() >= QFont.Weight.DemiBold.value and look.hasProperty(QTextFormat.Property.FontWeight):
        html = f"<b>{html}</b>"
    if look.fontItalic():
        html = f"<i>{html}</i>"
    if look.fontUnderline() and not look.isAnchor():
        html = f"<u>{html}</u>"
    return f'<a href="{escape(href)}">{html}</a>' if is_link else html
