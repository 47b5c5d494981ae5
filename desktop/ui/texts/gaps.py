"""What a ready text left open: marked where it stands, named above the foot, and in the way of sending."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from desktop.domain.office.variables import GAP, gaps, variable_label
from desktop.domain.text import tr
from desktop.ui.look.theme import tokens
from desktop.ui.widgets.text import TextLine

_LONGEST = 200_000  # letters that are looked through as one types


class GapLine(TextLine):
    """Follows a text; shown while there is a gap in it."""

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__("", "small_medium", "amber")
        self._editor = editor
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.look)
        editor.textChanged.connect(self._later.start)
        self.hide()

    def look(self) -> None:
        text = self._editor.toPlainText()
        found = gaps(text) if "{" in text and len(text) <= _LONGEST else ()
        names = ", ".join(variable_label(gap[1:-1]) for gap in found)
        self.set_text(tr("To fill in before this is sent: {names}", names=names) if names else "")
        if self.isHidden() is bool(found):
            self.setVisible(bool(found))
        self._mark(is_any=bool(found))

    def _mark(self, *, is_any: bool) -> None:
        marks = []
        cursor = _next(self._editor.document(), 0) if is_any else None
        while cursor is not None:
            mark = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setBackground(QColor(tokens().amber_soft))
            look.setForeground(QColor(tokens().amber))
            mark.format, mark.cursor = look, cursor
            marks.append(mark)
            cursor = _next(self._editor.document(), cursor.selectionEnd())
        self._editor.setExtraSelections(marks)

    def go_to_first(self, begin: int = 0) -> bool:
        """Choose it, so that what is typed takes its place; False when there is none."""
        cursor = _next(self._editor.document(), begin)
        if cursor is None:
            return False
        self._editor.setTextCursor(cursor)
        self._editor.setFocus()
        return True


def _next(document: QTextDocument, begin: int) -> QTextCursor | None:
    """A cursor around the next gap."""
    block = document.findBlock(begin)
    while block.isValid():
        found = GAP.search(block.text(), max(0, begin - block.position()))
        if found is not None:
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + found.start())
            cursor.setPosition(block.position() + found.end(), QTextCursor.MoveMode.KeepAnchor)
            return cursor
        block = block.next()
    return None
