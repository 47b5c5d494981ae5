"""The few dialogs there are: to ask for a password, before a call is cut off or typed changes are thrown away.

The keys' is in keys_dialog.py.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from desktop.domain.text import tr
from desktop.services.line import Line
from desktop.ui.look.tokens import XL, M, S
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
        words = tr("Without it no calls reach you.")
        if not self._line.has_keyring:
            words += " " + tr("This computer has no keyring to keep it in, so it is asked for at each start.")
        outer.addWidget(paragraph(words, "small", "text2"))
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(tr("Password"))
        outer.addWidget(self.field)
        self.keep = QCheckBox(tr("Keep it in this computer's keyring"))
        self.keep.setChecked(self._line.has_keyring)
        self.keep.setVisible(self._line.has_keyring)
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


class DiscardDialog(QDialog):
    """Asked before typed changes of a customer are thrown away. Going on with them is what Enter and Esc mean."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Changes not saved"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(name)
        FocusRing(self)
        self.keep_button.clicked.connect(self.reject)
        self.discard_button.clicked.connect(self.accept)
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, name: str) -> None:
        self.setFixedWidth(400)
        outer = column(self, (XL, XL, XL, XL), M)
        outer.addWidget(TextLine(tr("Changes not saved"), "name"))
        words = tr("What you changed of {name} is not saved.", name=name) if name else tr("Nothing is saved yet.")
        outer.addWidget(paragraph(words))
        self.keep_button = Button(tr("Go on editing"), "primary", small=True)
        self.discard_button = Button(tr("Discard the changes"), small=True)
        buttons = row(margins=(0, S, 0, 0))
        buttons.addStretch(1)
        buttons.addWidget(self.discard_button)
        buttons.addWidget(self.keep_button)
        outer.addLayout(buttons)


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


class WaitDialog(QDialog):
    """Asked when the window is closed while a letter waits for its files. It answers itself when that is on its way."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("A letter waits for its files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        FocusRing(self)
        self.stay_button.clicked.connect(self.reject)
        self.leave_button.clicked.connect(self.accept)
        self.stay_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.setFixedWidth(400)
        outer = column(self, (XL, XL, XL, XL), M)
        outer.addWidget(TextLine(tr("A letter waits for its files"), "name"))
        outer.addWidget(paragraph(tr("Parley closes by itself as soon as they are read and the letter is on its way.")))
        outer.addWidget(paragraph(tr("Closed now, the letter stays a draft, without these files.")))
        self.stay_button = Button(tr("Stay"), "primary", small=True)
        self.leave_button = Button(tr("Close now"), small=True)
        buttons = row(margins=(0, S, 0, 0))
        buttons.addStretch(1)
        buttons.addWidget(self.leave_button)
        buttons.addWidget(self.stay_button)
        outer.addLayout(buttons)
