"""The few dialogs there are: to ask for a password, before a call is cut off, to list and change the keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QKeySequenceEdit,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from desktop.domain.text import tr
from desktop.services.line import Line
from desktop.ui.look.tokens import XL, XS, L, M, S
from desktop.ui.shortcuts import Shortcuts, all_shortcuts
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, paragraph


class PasswordDialog(QDialog):
    """Kept in the system's keyring, or used until the program ends."""

    def __init__(self, line: Line, whose: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._line = line
        self.setWindowTitle(tr("Password"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(whose)
        FocusRing(self)
        self.field.textChanged.connect(self._on_text_changed)
        self.use_button.clicked.connect(self._on_use)
        self.later_button.clicked.connect(self.reject)
        self.field.returnPressed.connect(self._on_use)

    def _build(self, whose: str) -> None:
        self.setFixedWidth(400)
        outer = column(self, (XL, XL, XL, XL), M)
        title = tr("Password of {whose}", whose=whose) if whose else tr("Password of your line")
        outer.addWidget(TextLine(title, "name"))
        outer.addWidget(TextLine(tr("Without it no calls reach you."), "small", "text2"))
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(tr("Password"))
        outer.addWidget(self.field)
        self.keep = QCheckBox(tr("Keep it in this computer's keyring"))
        self.keep.setChecked(True)
        outer.addWidget(self.keep)
        self.later_button = Button(tr("Later"), small=True)
        self.use_button = Button(tr("Log in"), "primary", small=True)
        self.use_button.setEnabled(False)
        buttons = row(margins=(0, S, 0, 0))
        buttons.addStretch(1)
        buttons.addWidget(self.later_button)
        buttons.addWidget(self.use_button)
        outer.addLayout(buttons)

    def _on_text_changed(self, text: str) -> None:
        self.use_button.setEnabled(bool(text))

    def _on_use(self) -> None:
        password = self.field.text()
        if not password:
            return
        if self.keep.isChecked():
            self._line.keep_password(password)
        else:
            self._line.give_password(password)
        self.accept()


class LeaveDialog(QDialog):
    """Asked when the window is closed while somebody is on the line. Staying is what Enter and Esc mean."""

    def __init__(self, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("A call is up"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(names)
        FocusRing(self)
        self.stay_button.clicked.connect(self.reject)
        self.leave_button.clicked.connect(self.accept)
        self.stay_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, names: Sequence[str]) -> None:
        self.setFixedWidth(400)
        outer = column(self, (XL, XL, XL, XL), M)
        outer.addWidget(TextLine(tr("Somebody is on the line"), "name"))
        words = tr("Closing Parley hangs up on: {names}. What you typed is kept.", names=", ".join(names))
        outer.addWidget(paragraph(words))
        self.stay_button = Button(tr("Stay"), "primary", small=True)
        self.leave_button = Button(tr("Hang up and close"), small=True)
        buttons = row(margins=(0, S, 0, 0))
        buttons.addStretch(1)
        buttons.addWidget(self.leave_button)
        buttons.addWidget(self.stay_button)
        outer.addLayout(buttons)


class KeysDialog(QDialog):
    """Every key; each is changed by pressing another one in its place."""

    def __init__(self, keys: Shortcuts, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self.editors: dict[str, QKeySequenceEdit] = {}
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
        self._words = paragraph(tr("To change one, click it and press the new keys."), "small", "text2")
        outer.addWidget(self._words)
        table = QWidget()
        table.setObjectName("plain")
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, M, 0)
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(0, 1)
        for place, shortcut in enumerate(all_shortcuts()):
            editor = QKeySequenceEdit()
            editor.setMaximumSequenceLength(1)
            editor.setObjectName(shortcut.name)
            editor.setFixedWidth(168)
            editor.setAccessibleName(shortcut.label)
            editor.editingFinished.connect(self._on_edited)
            self.editors[shortcut.name] = editor
            grid.addWidget(TextLine(shortcut.label), place, 0)
            grid.addWidget(editor, place, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(table)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(scroll, 1)
        close = Button(tr("Done"), "primary", small=True)
        close.clicked.connect(self.accept)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    @property
    def words(self) -> str:
        return self._words.text()

    def _show_keys(self) -> None:
        for name, editor in self.editors.items():
            editor.setKeySequence(self._keys.action(name).shortcut())

    def _on_edited(self) -> None:
        editor = self.sender()
        if not isinstance(editor, QKeySequenceEdit):
            return
        name, keys = editor.objectName(), editor.keySequence().toString()
        holder = self._keys.holder(keys) if keys else ""
        if holder and holder != name:
            label = next(shortcut.label for shortcut in all_shortcuts() if shortcut.name == holder)
            shown = editor.keySequence().toString(QKeySequence.SequenceFormat.NativeText)
            self._words.setText(tr("{keys} already means: {label}. Nothing was changed.", keys=shown, label=label))
            self._show_keys()
            return
        self._keys.change(name, keys)
        self._show_keys()
