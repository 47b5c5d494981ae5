"""The notes: open from the first ring, saved as they are typed, never asked about."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit
from typing_extensions import override

from desktop.domain.text import tr
from desktop.services.directory import Directory
from desktop.services.interactions import Interactions, WorkItem
from desktop.services.office.texts import Texts
from desktop.ui.clock import Clock
from desktop.ui.look.tokens import FACES, M, S
from desktop.ui.look.type import font
from desktop.ui.widgets.fields import paint_hint
from desktop.ui.widgets.layout import Card, row, rule
from desktop.ui.widgets.text import TextLine
from desktop.ui.words import clock_time
from desktop.ui.work.case_line import CaseLine

if TYPE_CHECKING:
    from desktop.ui.texts.prompts import Prompts

_PATIENCE_SECONDS = 2.0
_MARGIN = 3


class NotesEditor(QTextEdit):
    """Its hint stands exactly where the first word will: nothing jumps when one begins to type."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self.setAcceptRichText(False)
        self.setObjectName("notes")
        self.setAccessibleName(tr("Notes"))
        self.setAccessibleDescription(hint)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(64)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.document().isEmpty():
            paint_hint(self, self._hint)


class NotesCard(Card):
    """One document for each piece of work, so that undo and the place of the cursor survive a look elsewhere."""

    typed = Signal(str)  # the whole text

    def __init__(self, interactions: Interactions, directory: Directory, texts: Texts, clock: Clock) -> None:
        super().__init__()
        self._interactions, self._directory, self._clock = interactions, directory, clock
        self._texts = texts
        self._item: WorkItem | None = None
        self._documents: dict[str, QTextDocument] = {}
        self._blank: QTextDocument | None = None  # in the editor between two pieces of work
        self._key = ""
        self._typed_at = clock.now()
        self._is_saved = True
        self._build()
        self._connect()

    def _build(self) -> None:
        self._saved = TextLine("", "small", "text3", hugs=True).tabular()
        self.head.addWidget(TextLine(tr("Notes"), "strong", hugs=True))
        self.head.addStretch(1)
        self.head.addWidget(self._saved)
        self.editor = NotesEditor(tr("Notes are open from the first ring and saved as you type."))
        self._line = row(margins=(M - 2, S, M - 2, S))
        self._line.addWidget(self.editor, 1)
        self.body.addLayout(self._line)
        self.case_line = CaseLine(self._interactions, self._directory)
        self.body.addWidget(rule("ruleQuiet"))
        self.body.addWidget(self.case_line)

    def _connect(self) -> None:
        self.editor.textChanged.connect(self._on_text_changed)
        self._interactions.notes_saved.connect(self._on_notes_saved)
        self._interactions.finished.connect(self._on_finished)
        self._clock.ticked.connect(self._on_ticked)

    @cached_property
    def prompts(self) -> "Prompts":
        """Built when the first slash is typed."""
        from desktop.ui.texts.prompts import Prompts

        made = Prompts(self.editor, self._texts, self._line)
        if self._item is not None:
            made.be_about(self._item)
        return made

    @property
    def saved_words(self) -> str:
        return self._saved.text

    def show_item(self, item: WorkItem) -> None:
        self.case_line.show_item(item)
        self._item = item
        if "prompts" in self.__dict__:
            self.prompts.be_about(item)
        if item.key == self._key:
            return
        self._key = ""
        document = self._documents.get(item.key)
        if document is None:
            document = self._documents[item.key] = self._new_document(item.interaction.notes)
        self.editor.setDocument(document)
        self._drop_blank()
        self._key = item.key
        self._is_saved = True
        self._saved.set_tone("text3")
        self._saved.set_text(_saved_words(item))

    def _new_document(self, text: str) -> QTextDocument:
        made = QTextDocument(self)
        made.setDefaultFont(font("body"))
        made.setDocumentMargin(_MARGIN)
        made.setPlainText(text)
        line = QTextBlockFormat()
        line.setLineHeight(FACES["body"].line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(made)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(line)
        made.clearUndoRedoStacks()
        return made

    def _on_text_changed(self) -> None:
        if not self._key:
            return
        text = self.editor.toPlainText()
        if "/" in text and "prompts" not in self.__dict__:
            self.prompts.list.refresh()
        self._typed_at, self._is_saved = self._clock.now(), False
        self._interactions.write_notes(self._key, text)
        self.typed.emit(text)

    def _on_notes_saved(self, key: str, _at: object) -> None:
        item = self._interactions.item(key)
        if key == self._key and item is not None:
            self._is_saved = True
            self._saved.set_tone("text3")
            self._saved.set_text(_saved_words(item))

    def _on_ticked(self) -> None:
        if not self._is_saved and self._clock.seconds_since(self._typed_at) > _PATIENCE_SECONDS:
            self._saved.set_tone("amber")
            self._saved.set_text(tr("Not saved yet"))

    def _on_finished(self, item: WorkItem) -> None:
        document = self._documents.pop(item.key, None)
        if document is None:
            return
        if item.key == self._key:
            self._key = ""
            self._blank = self._new_document("")
            self.editor.setDocument(self._blank)
        document.deleteLater()

    def _drop_blank(self) -> None:
        if self._blank is not None:
            self._blank.deleteLater()
            self._blank = None


def _saved_words(item: WorkItem) -> str:
    if item.notes_saved_at is None:
        return ""
    return tr("Saved {time}", time=clock_time(item.notes_saved_at, seconds=True))
