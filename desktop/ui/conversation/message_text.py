"""What a message says, to read, select and copy; its links are told, never followed."""

from PySide6.QtCore import QEvent, QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QTextEdit, QToolTip
from typing_extensions import override

from desktop.ui.conversation.closed_document import ClosedDocument
from desktop.ui.conversation.legible import TableShape, fit_tables, make_legible, room_of_tables, tables_in
from desktop.ui.look.theme import tokens
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import FACES
from desktop.ui.look.type import font

_OPENED = ("http", "https", "mailto", "tel")
_MARK = 64  # of 255: how much of the accent lies over the ground of a marked word
_MOST_MARKED = 200
_PICTURE = "\ufffc"


class MessageText(QTextBrowser):
    """As high as its text: the transcript scrolls, not this."""

    link_asked = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._pictures: list[tuple[int, QSizeF]] = []
        self._tables: list[TableShape] = []
        self._marked: tuple[str, ...] = ()
        self._found: list[tuple[int, str]] = []  # where those stand
        self._document = ClosedDocument(self)
        self._document.setDefaultFont(font("body"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(option)
        self.setDocument(self._document)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the transcript is one stop for Tab, not each of its cards
        self.setTabChangesFocus(True)
        self.anchorClicked.connect(self._on_anchor_clicked)

    def show_html(
        self,
        html: str,
        pictures: tuple[tuple[str, bytes], ...] = (),
        numbers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Made safe by its channel before. `numbers`, as they stand there, lead to the dial field."""
        now = tokens()
        # A line of its own height belongs to what people type; a page laid out in tables has gaps a few pixels high.
        line = "" if "<table" in html else f" line-height: {FACES['body'].line}px;"
        self._document.clear()
        self._document.give_pictures(pictures)
        self._document.setDefaultStyleSheet(
            f"body {{ color: {now.text};{line} }} a {{ color: {now.accent}; }} p {{ margin: 0 0 8px 0; }}"
            f" blockquote {{ color: {now.text2}; margin: 0 0 0 12px; }}"
            " b, strong, th, h1, h2, h3, h4, h5, h6 { font-weight: 600; }"  # our face has no heavier one
        )
        self._document.setHtml(f"<body>{html}</body>")
        self._pictures = pictures_in(self._document) if "<img" in html else []
        for words, number in numbers:
            link_number(self._document, words, number, now.accent)
        self._tables = tables_in(self._document, QColor(now.line)) if "<table" in html else []
        if "color" in html:  # or `bgcolor`
            make_legible(self._document, QColor(now.panel), QColor(now.text))
        cut_last_margin(self._document)
        self.mark(self._marked)

    def mark(self, words: tuple[str, ...]) -> None:
        """Wherever they stand, until others are marked."""
        if not (words or self._marked):
            return
        self._marked = words
        shade = QColor(tokens().accent)
        shade.setAlpha(_MARK)
        self._found = []
        made: list[QTextEdit.ExtraSelection] = []
        for word in words:
            found = self._document.find(word)
            while not found.isNull() and len(made) < _MOST_MARKED:
                one = QTextEdit.ExtraSelection()
                one.cursor = found
                one.format.setBackground(shade)
                made.append(one)
                self._found.append((found.selectionStart(), found.selectedText()))
                found = self._document.find(word, found)
        self.setExtraSelections(made)

    @property
    def marked(self) -> list[str]:
        """As they stand there, from above."""
        return [words for _, words in sorted(self._found)]

    @property
    def marked_top(self) -> int | None:
        """How far down the first marked word is; None without any."""
        if not self._found:
            return None
        begin = QTextCursor(self._document)
        begin.setPosition(min(self._found)[0])
        return self.cursorRect(begin).top()

    def height_for(self, width: int) -> int:
        """That it needs in this width. A picture wider than that is made narrower, and so is a table; where its words
        leave no less there is a bar below."""
        fit_tables(self._document, self._tables, width)
        for position, size in self._pictures:
            fit_picture(self._document, position, size, width)
        self.ensurePolished()  # else the first one is measured in another face
        if self.width() != width:
            self.resize(width, self.height())  # or it lays the text out for its own width once more
        self._document.setTextWidth(width)
        bar = self.horizontalScrollBar().sizeHint().height() if self._document.idealWidth() > width + 1 else 0
        return round(self._document.size().height()) + 1 + bar

    def _on_anchor_clicked(self, url: QUrl) -> None:
        if url.scheme().lower() in _OPENED:
            self.link_asked.emit(url.toString())

    @override
    def doSetSource(self, name: QUrl | str, /, type: object = None) -> None:
        """There is nothing to go to."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self.viewport().mapFrom(self, event.pos())
            where = self.anchorAt(place)
            QToolTip.showText(event.globalPos(), tip(where), self) if where else QToolTip.hideText()
            return True
        return super().event(event)


def pictures_in(document: ClosedDocument) -> list[tuple[int, QSizeF]]:
    """Where they stand, and how large they want to be."""
    found = []
    kind = QTextDocument.ResourceType.ImageResource.value
    cursor = QTextCursor(document)
    while not (cursor := document.find(_PICTURE, cursor)).isNull():
        shape = cursor.charFormat().toImageFormat()
        image = document.resource(kind, QUrl(shape.name()))
        if isinstance(image, QImage) and image.width() > 1:
            width = shape.width() or image.width() * (shape.height() or image.height()) / image.height()
            height = shape.height() or image.height() * width / image.width()
            found.append((cursor.selectionStart(), QSizeF(width, height)))
    return found


def fit_picture(document: ClosedDocument, position: int, size: QSizeF, room: int) -> None:
    """No wider than the room, in its own proportions; as it wants to be where there is room again."""
    cursor = QTextCursor(document)
    cursor.setPosition(position)
    cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
    room -= round(cursor.blockFormat().leftMargin() + cursor.blockFormat().rightMargin() + room_of_tables(cursor))
    width = max(1.0, min(size.width(), room))
    shape = cursor.charFormat().toImageFormat()
    if shape.width() != width:
        shape.setWidth(width)
        shape.setHeight(size.height() * width / size.width())
        cursor.setCharFormat(shape)


def cut_last_margin(document: ClosedDocument) -> None:
    """The last paragraph's room below would be empty room in its card."""
    cursor = QTextCursor(document.lastBlock())
    shape = cursor.blockFormat()
    shape.setBottomMargin(0)
    cursor.setBlockFormat(shape)


def link_number(document: ClosedDocument, words: str, number: str, ink: str) -> None:
    """Wherever it stands, but within a link that is there already."""
    look = QTextCharFormat()
    look.setAnchor(True)
    look.setAnchorHref(f"tel:{number}")
    look.setForeground(QColor(ink))
    found = document.find(words)
    while not found.isNull():
        if not found.charFormat().isAnchor():
            found.mergeCharFormat(look)
        found = document.find(words, found)
