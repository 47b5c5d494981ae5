"""Messages on paper: black on white, their own words and pictures, nothing read from anywhere."""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPagedPaintDevice, QPainter

from desktop.domain.channel import Direction
from desktop.domain.text import tr
from desktop.domain.written import Role, ShownMessage
from desktop.ui.conversation import words
from desktop.ui.conversation.card import as_html
from desktop.ui.conversation.card_words import cards_html
from desktop.ui.conversation.closed_document import ClosedDocument
from desktop.ui.conversation.legible import fit_tables, make_legible, tables_in
from desktop.ui.conversation.message_text import fit_picture, pictures_in
from desktop.ui.look.type import font
from desktop.ui.words import full_date

_DOTS = 96  # an inch: what the document is laid out in, whatever the printer has
_FOOT = 32
_INK, _PAPER, _LINE = QColor("#000000"), QColor("#ffffff"), QColor("#808080")
_SHEET = (
    "body { color: #000000; } a { color: #000000; } p { margin: 0 0 8px 0; }"
    " .quiet, blockquote { color: #404040; } blockquote { margin: 0 0 0 12px; }"
    " b, strong, th, h1, h2, h3, h4, h5, h6 { font-weight: 600; }"
)


def printed(
    subject: str, messages: Sequence[ShownMessage], *, with_quotes: bool = False, left_out: int = 0
) -> ClosedDocument:
    """Oldest first. `left_out`: so many earlier ones are not among them. Without quotes what was said stands
    there once."""
    document = ClosedDocument()
    document.setDefaultFont(_face("body"))
    document.setUseDesignMetrics(True)
    document.setDefaultStyleSheet(_SHEET)
    document.give_pictures(
        (f"{number}.{name}", content) for number, one in enumerate(messages) for name, content in one.pictures
    )
    parts = [f"<h2>{escape(subject or tr('No subject'))}</h2>"]
    if left_out:
        parts.append(f"<p class='quiet'>{escape(tr('%n earlier messages are not printed.', left_out))}</p>")
    for number, one in enumerate(messages):
        parts.append(_message(one, with_quotes=with_quotes).replace('src="cid:', f'src="cid:{number}.'))
    document.setHtml(f"<body>{''.join(parts)}</body>")
    make_legible(document, _PAPER, _INK)
    return document


def _face(name: str) -> QFont:
    """Each letter by its own sign: of one that looks otherwise beside figures a PDF would not know what it says."""
    made = QFont(font(name))
    made.setFeature(QFont.Tag("calt"), 0)
    return made


def _message(shown: ShownMessage, *, with_quotes: bool) -> str:
    head = "<br>".join(f"<b>{escape(label)}</b> {escape(said)}" for label, said in _head(shown) if said)
    body = cards_html(shown.cards) + (shown.html or as_html(shown.written.message.body))
    if with_quotes and shown.quoted_html:
        body += f"<blockquote>{shown.quoted_html}</blockquote>"
    return f"<hr><p>{head}</p><div>{body}</div>{_files(shown)}"


def _head(shown: ShownMessage) -> list[tuple[str, str]]:
    written = shown.written
    sent_at = written.message.sent_at
    when = (tr("Date:"), full_date(sent_at))
    if written.message.direction is Direction.INTERNAL:
        return [(words.author_words(written), " "), when]
    from_, to, cc = (
        ", ".join(words.full_address(who) for who in written.of(role)) for role in (Role.FROM, Role.TO, Role.CC)
    )
    outbox = written.outbox
    state = words.outgoing_words(outbox, datetime.now(UTC))[0] if outbox is not None else ""
    warned = [words.remark_chip(one)[0] for one in written.remarks if one.mark in words.WARNED]
    return [
        (tr("From:"), from_ or written.message.author),
        (tr("To:"), to),
        (tr("Cc:"), cc),
        when,
        (tr("Subject:"), written.message.subject),
        (tr("Remarks:"), ", ".join(filter(None, (*warned, state)))),
    ]


def _files(shown: ShownMessage) -> str:
    names = [f"{one.name} ({words.size_words(one.size)})" for one in shown.written.attachments if not one.is_inline]
    return f"<p><b>{escape(tr('Files:'))}</b> {escape(', '.join(names))}</p>" if names else ""


def print_on(document: ClosedDocument, device: QPagedPaintDevice) -> bool:
    """Page by page, numbered. False: nothing could be written there."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    scale = device.logicalDpiX() / _DOTS
    page = QRectF(0, 0, device.width() / scale, device.height() / scale)
    high = page.height() - _FOOT
    _fit(document, page.width(), high)
    painter.scale(scale, scale)
    for number in range(document.pageCount()):
        if number:
            device.newPage()
        painter.setFont(_face("small"))
        painter.setPen(_INK)
        painter.drawText(page, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, _number(number, document))
        painter.save()
        painter.translate(0, -number * high)
        document.drawContents(painter, QRectF(0, number * high, page.width(), high))
        painter.restore()
    return painter.end()


def _number(number: int, document: ClosedDocument) -> str:
    return f"{number + 1} / {document.pageCount()}"


def _fit(document: ClosedDocument, width: float, high: float) -> None:
    """What is wider than the page is made as wide as it; no picture is taller than one."""
    fit_tables(document, tables_in(document, _LINE), int(width))
    for position, size in pictures_in(document):
        room = min(width, size.width() * high / max(1.0, size.height()))
        fit_picture(document, position, size, int(room))
    document.setPageSize(QRectF(0, 0, width, high).size())
