"""The list of all keys, and the one place where they are changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QKeySequenceEdit, QLineEdit, QScrollArea, QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.ui.conversation.writing.keys import text_keys
from desktop.ui.look.tokens import XL, XS, L, M
from desktop.ui.shortcuts import Shortcuts, all_shortcuts, is_free_to_press
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.layout import column
from desktop.ui.widgets.text import TextLine, paragraph, section_head


class KeyField(QKeySequenceEdit):
    """Takes the keys that are pressed in it. Esc leaves the dialog, Backspace brings the usual keys back."""

    reset_asked = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if event.key() == Qt.Key.Key_Escape:
                event.ignore()
                return
            if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
                self.reset_asked.emit()
                return
        super().keyPressEvent(event)


class KeysDialog(QDialog):
    """Every key; each is changed by pressing another one in its place."""

    def __init__(self, keys: Shortcuts, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self.editors: dict[str, KeyField] = {}
        self.setWindowTitle(tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        FocusRing(self)
        keys.changed.connect(self._show_keys)
        self._show_keys()

    def _build(self) -> None:
        self.resize(560, 640)
        outer = column(self, (XL, XL, XL, L), M)
        outer.addWidget(TextLine(tr("Keys"), "name"))
        self._words = paragraph("", "small", "text2")
        outer.addWidget(self._words)
        table = QWidget()
        table.setObjectName("plain")
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, M, 0)
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(0, 1)
        for place, shortcut in enumerate(all_shortcuts()):
            editor = KeyField()
            editor.setMaximumSequenceLength(1)
            editor.setObjectName(shortcut.name)
            editor.setFixedWidth(168)
            editor.setAccessibleName(shortcut.label)
            for inner in editor.findChildren(QLineEdit):  # a stop of its own for screen readers
                inner.setAccessibleName(shortcut.label)
            editor.editingFinished.connect(self._on_edited)
            editor.reset_asked.connect(self._on_reset)
            self.editors[shortcut.name] = editor
            grid.addWidget(TextLine(shortcut.label), place, 0)
            grid.addWidget(editor, place, 1)
        self._add_text_keys(grid)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(table)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(scroll, 1)
        self.done_button = Button(tr("Done"), "primary", small=True)
        self.done_button.clicked.connect(self.accept)
        outer.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignRight)
        self._explain()
        # a field that had the keyboard would take the next key for itself
        self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_text_keys(self, grid: QGridLayout) -> None:
        """What the editor of messages means by its keys: to be read, they stay as they are."""
        grid.addWidget(section_head(tr("Where one writes")), grid.rowCount(), 0, 1, 2)
        for one in text_keys():
            place = grid.rowCount()
            grid.addWidget(TextLine(one.label), place, 0)
            grid.addWidget(TextLine(one.cap, "body", "text2"), place, 1)
            grid.setRowMinimumHeight(place, 28)

    @property
    def words(self) -> str:
        return self._words.text()

    def _show_keys(self) -> None:
        for name, editor in self.editors.items():
            editor.setKeySequence(self._keys.action(name).shortcut())

    def _explain(self) -> None:
        self._words.setText(tr("Click one and press its new keys. Backspace brings the usual ones back."))

    def _on_edited(self) -> None:
        editor = self.sender()
        if not isinstance(editor, KeyField):
            return
        name, keys = editor.objectName(), editor.keySequence().toString()
        shown = editor.keySequence().toString(QKeySequence.SequenceFormat.NativeText)
        holder = self._keys.holder(keys) if keys else ""
        if keys and not is_free_to_press(editor.keySequence()):
            self._words.setText(tr("{keys} is needed for typing. Nothing was changed.", keys=shown))
        elif label := self._label_of(holder, name, keys):
            self._words.setText(tr("{keys} already means: {label}. Nothing was changed.", keys=shown, label=label))
        else:
            self._explain()
            self._keys.change(name, keys)
        self._show_keys()

    def _label_of(self, holder: str, name: str, keys: str) -> str:
        """What has these keys already, other than `name`; "" when they are free."""
        if holder and holder != name:
            return next(shortcut.label for shortcut in all_shortcuts() if shortcut.name == holder)
        taken = (one for one in text_keys() if not one.is_first and QKeySequence(one.keys) == QKeySequence(keys))
        return next((one.label for one in taken), "")

    def _on_reset(self) -> None:
        editor = self.sender()
        if isinstance(editor, KeyField):
            usual = next(shortcut.default for shortcut in all_shortcuts() if shortcut.name == editor.objectName())
            editor.setKeySequence(QKeySequence(usual))
            editor.editingFinished.emit()
