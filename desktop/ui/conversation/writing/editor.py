"""Where one writes: rich text with the ordinary keys, and nothing from a clipboard but words and their emphasis."""

import re
from collections.abc import Callable
from html import unescape

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextImageFormat,
    QTextListFormat,
)
from PySide6.QtWidgets import QApplication, QTextEdit
from typing_extensions import override

from desktop.domain.text import tr
from desktop.ui.conversation.closed_document import ClosedDocument, read_picture
from desktop.ui.conversation.writing.keys import text_keys
from desktop.ui.conversation.writing.office import without_office
from desktop.ui.conversation.writing.plain_html import list_of, plain_html
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import FACES
from desktop.ui.look.type import font
from desktop.ui.widgets.fields import paint_hint

_MARGIN = 3
_BOLD = "b, strong { font-weight: 600; }"  # our face has no heavier one: Qt would smear it
_WIDEST_PICTURE = 440  # px: what is wider is shown so in the letter too
_MOST_PASTED = 2_000_000  # letters of HTML; more is taken as plain text
_PICTURE = re.compile(r'<img src="cid:([^"]*)"[^>]*>')


class Editor(QTextEdit):
    """Its hint stands where the first word will. What is dropped or pasted as a file is told, not taken."""

    files_given = Signal(object)  # tuple of paths
    picture_given = Signal(object)  # QImage
    emphasis_changed = Signal()
    link_asked = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self._pictures: set[str] = set()  # content ids of what stands in the text, or stood there
        self.setObjectName("notes")
        self.setAccessibleName(tr("Message"))
        self.setTabChangesFocus(True)
        self.setMinimumHeight(72)
        self.currentCharFormatChanged.connect(self._on_format_changed)
        self._add_keys()
        self.load("")

    def _add_keys(self) -> None:
        does: dict[str, Callable[[], object]] = {
            "bold": self.toggle_bold,
            "italic": self.toggle_italic,
            "underline": self.toggle_underline,
            "bullets": self._on_bullets,
            "numbers": self._on_numbers,
            "link": self.link_asked.emit,
            "paste_plain": self.paste_plain,
        }
        self._first = {QKeySequence(one.keys): does[one.name] for one in text_keys() if one.is_first}
        for one in (each for each in text_keys() if not each.is_first):
            key = QShortcut(QKeySequence(one.keys), self)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(does[one.name])

    def _on_bullets(self) -> None:
        if self.acceptRichText():
            self.toggle_list()

    def _on_numbers(self) -> None:
        if self.acceptRichText():
            self.toggle_list(QTextListFormat.Style.ListDecimal)

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self.setAccessibleDescription(hint)
        self.viewport().update()

    def load(self, html: str) -> None:
        """Begin anew with this; there is nothing to undo."""
        self._pictures.clear()
        made = ClosedDocument(self)
        made.setDefaultFont(font("body"))
        made.setDocumentMargin(_MARGIN)
        made.setDefaultStyleSheet(f"p {{ margin: 0; }} a {{ color: {tokens().accent}; }} {_BOLD}")
        if html:
            made.setHtml(f"<body>{html}</body>")
        self._even_lines(made)
        made.setUndoRedoEnabled(True)
        before = self.document()
        self.setDocument(made)
        if not html:
            self.setCurrentCharFormat(QTextCharFormat())  # or the last look of what was before goes on
        if isinstance(before, ClosedDocument):
            before.deleteLater()

    def put_cursor(self, position: int | None) -> None:
        """Where somebody goes on writing, as far as the text reaches; None: where it is."""
        if position is not None:
            cursor = self.textCursor()
            cursor.setPosition(min(position, self.document().characterCount() - 1))
            self.setTextCursor(cursor)

    @staticmethod
    def _even_lines(document: ClosedDocument) -> None:
        line = QTextBlockFormat()
        line.setLineHeight(FACES["body"].line, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(line)

    @property
    def html(self) -> str:
        return plain_html(self.document())

    # ---------------------------------------------------------------- emphasis

    @property
    def is_bold(self) -> bool:
        return self.fontWeight() >= QFont.Weight.DemiBold.value

    def toggle_bold(self) -> None:
        self.setFontWeight(QFont.Weight.Normal.value if self.is_bold else QFont.Weight.DemiBold.value)

    def toggle_italic(self) -> None:
        self.setFontItalic(not self.fontItalic())

    def toggle_underline(self) -> None:
        self.setFontUnderline(not self.fontUnderline())

    def toggle_list(self, style: QTextListFormat.Style = QTextListFormat.Style.ListDisc) -> None:
        """Of the paragraphs that are chosen; in a list already, out of it."""
        cursor = self.textCursor()
        made = list_of(cursor.block())
        if made is None:
            cursor.createList(style)
            return
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        block = self.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            made.remove(block)
            shape = block.blockFormat()
            shape.setIndent(0)
            QTextCursor(block).setBlockFormat(shape)
            block = block.next()

    def link(self, address: str) -> None:
        """What is chosen, or the address itself, leads there from now on."""
        look = QTextCharFormat()
        look.setAnchor(True)
        look.setAnchorHref(address)
        look.setForeground(QColor(tokens().accent))
        look.setFontUnderline(True)
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.mergeCharFormat(look)
        else:
            plain = QTextCharFormat(cursor.charFormat())
            cursor.insertText(address, look)
            cursor.insertText(" ", plain)
        self.setTextCursor(cursor)

    # ---------------------------------------------------------------- pictures

    def insert_picture(self, content_id: str, image: QImage) -> None:
        """Where one writes, no wider than a letter."""
        self._show(content_id, image)
        shape = QTextImageFormat()
        shape.setName(f"cid:{content_id}")
        if image.width() > _WIDEST_PICTURE:
            shape.setWidth(_WIDEST_PICTURE)
        cursor = self.textCursor()
        cursor.insertImage(shape)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def give_picture(self, content_id: str, content: bytes) -> None:
        """Of a text that names it already."""
        image = read_picture(content)
        if image is not None:
            self.show_picture(content_id, image)

    def show_picture(self, content_id: str, image: QImage) -> None:
        self._show(content_id, image)
        self.document().markContentsDirty(0, self.document().characterCount())

    def _show(self, content_id: str, image: QImage) -> None:
        self._pictures.add(content_id)
        kind = QTextDocument.ResourceType.ImageResource.value
        self.document().addResource(kind, QUrl(f"cid:{content_id}"), image)

    def _on_format_changed(self, _look: QTextCharFormat) -> None:
        self.emphasis_changed.emit()

    # ---------------------------------------------------------------- what is pasted and dropped

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or source.hasUrls() or super().canInsertFromMimeData(source)

    def paste_plain(self) -> None:
        """The words of the clipboard alone."""
        self.insertPlainText(QApplication.clipboard().text())
        self.ensureCursorVisible()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        paths = tuple(url.toLocalFile() for url in source.urls() if url.isLocalFile())
        if paths:
            self.files_given.emit(paths)
        elif source.hasImage() and not source.hasText():
            picture = source.imageData()
            if isinstance(picture, QImage):
                self.picture_given.emit(picture)
        elif self.acceptRichText() and source.hasHtml() and len(source.html()) <= _MOST_PASTED:
            html = _PICTURE.sub(self._known_picture, cleaned(source.html()))
            self.textCursor().insertFragment(QTextDocumentFragment.fromHtml(html, self.document()))
        else:
            self.insertPlainText(source.text())
        self.ensureCursorVisible()

    def _known_picture(self, found: re.Match[str]) -> str:
        """One of another letter, such as a mail program's, is not there to be sent."""
        return found[0] if unescape(found[1]) in self._pictures else ""

    # ---------------------------------------------------------------- keys and paint

    def _emphasis(self, event: QKeyEvent) -> Callable[[], object] | None:
        return self._first.get(QKeySequence(event.keyCombination()))

    @override
    def event(self, event: QEvent) -> bool:
        """Bold and its like are the editor's while one writes, whatever else the window means by these keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._emphasis(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        emphasise = self._emphasis(event)
        if emphasise is not None and self.acceptRichText():
            emphasise()
            self.emphasis_changed.emit()
        elif event.matches(QKeySequence.StandardKey.InsertLineSeparator):
            self.textCursor().insertText("\u2028")
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.document().isEmpty():
            paint_hint(self, self._hint)


def cleaned(html: str) -> str:
    """Foreign HTML, such as an office program's, with its words, lists, links and emphasis alone."""
    document = ClosedDocument()
    document.setHtml(without_office(html))
    return plain_html(document)
