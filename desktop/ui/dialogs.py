"""The few dialogs there are: to ask for a password, before a call is cut off or typed changes are thrown away.

The keys' is in keys_dialog.py.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QWidget

from desktop.domain.text import tr
from desktop.services.line import Line
from desktop.ui.look.tokens import XL, M, S
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, paragraph

_WIDTH = 400


def answers(*buttons: Button) -> QHBoxLayout:
    """On the right of a dialog's foot, the usual one last."""
    made = row(margins=(0, S, 0, 0))
    made.addStretch(1)
    for button in buttons:
        made.addWidget(button)
    return made


def _fit(dialog: QDialog) -> None:
    """As high as its words are in its width: Qt guesses a narrower one, and leaves a line empty below them."""
    layout = dialog.layout()
    assert layout is not None
    dialog.setFixedHeight(layout.totalHeightForWidth(_WIDTH))


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
        self.setFixedWidth(_WIDTH)
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
        outer.addWidget(self.keep)
        self.keep.setVisible(self._line.has_keyring)
        self.later_button = Button(tr("Later"), small=True)
        self.use_button = Button(tr("Log in"), "primary", small=True)
        self.use_button.setEnabled(False)
        outer.addLayout(answers(self.later_button, self.use_button))
        _fit(self)

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


class StayDialog(QDialog):
    """Asked before something is lost. Staying is what Enter and Esc mean."""

    def __init__(
        self, parent: QWidget, *, title: str, heading: str, words: Sequence[str], stay: str, leave: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(_WIDTH)
        outer = column(self, (XL, XL, XL, XL), M)
        outer.addWidget(TextLine(heading, "name"))
        for each in words:
            outer.addWidget(paragraph(each))
        self.stay_button = Button(stay, "primary", small=True)
        self.leave_button = Button(leave, small=True)
        outer.addLayout(answers(self.leave_button, self.stay_button))
        _fit(self)
        FocusRing(self)
        self.stay_button.clicked.connect(self.reject)
        self.leave_button.clicked.connect(self.accept)
        self.stay_button.setFocus(Qt.FocusReason.OtherFocusReason)


class DiscardDialog(StayDialog):
    """Asked before typed changes of a customer are thrown away."""

    def __init__(self, name: str, parent: QWidget) -> None:
        words = tr("What you changed of {name} is not saved.", name=name) if name else tr("Nothing is saved yet.")
        title, stay, leave = tr("Changes not saved"), tr("Go on editing"), tr("Discard the changes")
        super().__init__(parent, title=title, heading=title, words=[words], stay=stay, leave=leave)


class LeaveDialog(StayDialog):
    """Asked when the window is closed while somebody is on the line."""

    def __init__(self, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(
            parent,
            title=tr("A call is up"),
            heading=tr("Somebody is on the line"),
            words=[tr("Closing Parley hangs up on: {names}. What you typed is kept.", names=", ".join(names))],
            stay=tr("Stay"),
            leave=tr("Hang up and close"),
        )


class WaitDialog(StayDialog):
    """Asked when the window is closed while a letter waits for its files. It answers itself when that is on its way."""

    def __init__(self, parent: QWidget) -> None:
        title = tr("A letter waits for its files")
        words = [
            tr("Parley closes by itself as soon as they are read and the letter is on its way."),
            tr("Closed now, the letter stays a draft, without these files."),
        ]
        super().__init__(parent, title=title, heading=title, words=words, stay=tr("Stay"), leave=tr("Close now"))
