"""Ready texts in a call: a slash in the notes finds one, and it is shown large beside them, to be read aloud."""

from html import escape

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QTextEdit, QWidget
from typing_extensions import override

from desktop.domain.channel import Channel
from desktop.domain.office.texts import ReadyText, Wording
from desktop.domain.office.variables import GAP, variable_label
from desktop.domain.text import tr
from desktop.services.interactions import WorkItem
from desktop.services.office.texts import Texts
from desktop.ui.conversation.closed_document import ClosedDocument
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import M, S
from desktop.ui.look.type import font
from desktop.ui.texts.slash_list import SlashList
from desktop.ui.widgets.buttons import IconButton
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine

_SIZE = 18  # px: read from where one leans back
_LINE = 150  # percent: found again after a look at the screen's other side


class PromptPanel(QWidget):
    """One text, to read aloud, select and copy. Esc closes it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wording: Wording | None = None
        self._colours = tokens()
        self.setAccessibleName(tr("To read aloud"))
        self.setMinimumWidth(200)
        self.title = TextLine("", "small_strong", "text2")
        self.close_button = IconButton("x", tr("Close"), side=24, size=14)
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("To read aloud"))
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self._document = ClosedDocument(self)
        self._document.setDefaultFont(font("name"))
        self.text.setDocument(self._document)
        head = row(spacing=S)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        outer = column(self, (M, 0, 0, 0), 4)
        outer.addLayout(head)
        outer.addWidget(self.text, 1)
        self.close_button.clicked.connect(self.closed)

    def show_text(self, title: str, wording: Wording) -> None:
        self._wording, self._colours = wording, tokens()
        now = tokens()
        self.title.set_text(title)
        html = wording.html or "".join(f"<p>{escape(line) or '<br>'}</p>" for line in wording.text.splitlines())
        open_ = f'<span style="color:{now.amber}">{{}}</span>'
        html = GAP.sub(lambda gap: open_.format(escape(f"[{variable_label(gap[0][1:-1])}]")), html)
        self._document.setDefaultStyleSheet(
            f"body {{ color: {now.text}; }}"
            f" p, li {{ margin: 0 0 8px 0; font-size: {_SIZE}px; font-weight: 400; line-height: {_LINE}%; }}"
        )
        self._document.setHtml(f"<body>{html}</body>")
        self.text.moveCursor(QTextCursor.MoveOperation.Start)  # or it would be shown from its end

    @override
    def changeEvent(self, event: QEvent) -> None:
        if self._wording is not None and self._colours is not tokens():
            self.show_text(self.title.text, self._wording)  # the text keeps the colours it was made with
        super().changeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class Prompts(QObject):
    """Belongs to the notes of calls; made when the first is wanted. Nothing of a text gets into the notes."""

    def __init__(self, notes: QTextEdit, texts: Texts, line: QHBoxLayout) -> None:
        super().__init__(notes)
        self._notes, self._texts = notes, texts
        self._item: WorkItem | None = None
        self.panel = PromptPanel()
        self.panel.hide()
        line.addWidget(self.panel, 1)
        self.list = SlashList(notes, self._find)
        self.list.wanted.connect(texts.open)
        self.list.taken.connect(self._on_taken)
        self.panel.closed.connect(self._on_closed)
        texts.changed.connect(self._on_changed)

    def be_about(self, item: WorkItem) -> None:
        if self._item is None or item.key != self._item.key:
            self.panel.hide()
        self._item = item

    def _find(self, typed: str) -> list[ReadyText]:
        item = self._item
        if item is None:
            return []
        called = item.interaction.call.queue if item.interaction.call is not None else ""
        return self._texts.replies(typed, item.interaction.queue or called, Channel.VOICE)

    def _on_changed(self) -> None:
        if self._notes.isVisible():
            self.list.refresh()

    def _on_taken(self, ready: ReadyText) -> None:
        item = self._item
        if item is not None:
            self._texts.put_into_words(
                ready,
                item.interaction.id or 0,
                owner=self,
                done=lambda wording: self._on_words(item.key, ready, wording),
            )

    def _on_words(self, key: str, ready: ReadyText, wording: Wording) -> None:
        if self._item is not None and self._item.key == key:
            self.panel.show_text(ready.title, wording)
            self.panel.show()

    def _on_closed(self) -> None:
        self.panel.hide()
        self._notes.setFocus(Qt.FocusReason.OtherFocusReason)
