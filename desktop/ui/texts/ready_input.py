"""Ready texts where one writes to a customer: the list, what is put in, and the gaps it leaves."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor, QTextDocumentFragment

from desktop.domain.channel import Channel
from desktop.domain.office.macros import Macro, StepKind
from desktop.domain.office.texts import ReadyText, Wording
from desktop.domain.office.variables import HERE
from desktop.services.office.texts import Texts
from desktop.ui.conversation.closed_document import ClosedDocument
from desktop.ui.conversation.writing.editor import Editor
from desktop.ui.texts.gaps import GapLine
from desktop.ui.texts.slash_list import SlashList


class ReadyInput(QObject):
    """Belongs to an editor. `begun` is what a template put in: with nothing else there, nothing was written."""

    def __init__(self, editor: Editor, texts: Texts) -> None:
        super().__init__(editor)
        self._editor, self._texts = editor, texts
        self._interaction_id = 0
        self._queue, self._channel = "", Channel.EMAIL
        self.begun = ""
        self._by_macro = (0, 0, 0)  # in which conversation, how many texts, and the document after them
        self.gaps = GapLine(editor)
        self.list = SlashList(editor, self._find)
        self.list.wanted.connect(texts.open)
        self.list.taken.connect(self.put)
        texts.changed.connect(self._on_changed)

    def be_about(self, interaction_id: int, queue: str, channel: Channel) -> None:
        self._interaction_id, self._queue, self._channel = interaction_id, queue, channel

    def put(self, ready: ReadyText) -> None:
        """Where the caret is, in the customer's language."""
        asked = self._interaction_id
        self._texts.put_into_words(
            ready,
            asked,
            owner=self,
            done=lambda wording: self._on_words(wording) if asked == self._interaction_id else None,
        )

    def put_all(self, macro: Macro) -> None:
        """The texts of a macro; `take_out` takes them back."""
        self._by_macro = (self._interaction_id, 0, 0)
        for step in macro.steps:
            ready = self._texts.text(step.value) if step.kind is StepKind.TEXT else None
            if ready is not None and not self._editor.isReadOnly():
                self.put(ready)

    def take_out(self, interaction_id: int) -> None:
        """Unless something else was written since."""
        number, count, revision = self._by_macro
        if number == interaction_id == self._interaction_id and revision == self._editor.document().revision():
            for _ in range(count):
                self._editor.undo()
        self._by_macro = (0, 0, 0)

    def settle(self) -> bool:
        """Another draft was loaded; whether it is a template, in which the caret stands now where one goes on."""
        begin = self._editor.document().find(HERE)
        is_template = not begin.isNull()
        if is_template:
            begin.removeSelectedText()
            self._editor.document().clearUndoRedoStacks()
            self._editor.setTextCursor(begin)
        self.begun = self._editor.toPlainText() if is_template else ""
        self.gaps.look()
        return is_template

    def is_written(self, text: str) -> bool:
        """Something besides the template."""
        return text.strip() not in ("", self.begun.strip())

    def _find(self, typed: str) -> list[ReadyText]:
        return self._texts.replies(typed, self._queue, self._channel)

    def _on_changed(self) -> None:
        if self._editor.isVisible():
            self.list.refresh()

    def _on_words(self, wording: Wording) -> None:
        cursor = self._editor.textCursor()
        start = cursor.selectionStart()
        cursor.beginEditBlock()
        if wording.html:
            cursor.insertFragment(_fragment(wording.html))
        else:
            cursor.insertText(wording.text)
        end = cursor.position()
        here = self._editor.document().find(HERE, start)
        if not here.isNull() and here.selectionEnd() <= end:
            here.removeSelectedText()
            cursor.setPosition(here.position())
        cursor.endEditBlock()
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        if self._by_macro[0] == self._interaction_id:
            count = self._by_macro[1] + 1
            self._by_macro = (self._interaction_id, count, self._editor.document().revision())
        self.gaps.look()
        self.gaps.go_to_first(start)


def _fragment(html: str) -> QTextDocumentFragment:
    document = ClosedDocument()
    document.setHtml(html)
    whole = QTextCursor(document)
    whole.select(QTextCursor.SelectionType.Document)
    return QTextDocumentFragment(whole)
