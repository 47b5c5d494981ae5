"""Where the user signs in: the browser's page, should it not open by itself, or another device's, with its code."""

from datetime import UTC, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMoveEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.services.channel import SignInCode, SignInPage
from desktop.ui.look.tokens import FIELD, XS, M, S
from desktop.ui.pages.parts import reveal
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import Card, row
from desktop.ui.widgets.text import TextLine, paragraph

_TICK_MS = 1000


class SignInCodePanel(Card):
    """Hidden until there is something to go to."""

    called_off = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._code: SignInCode | None = None
        self._in_sight: QWidget = self
        self.copy_buttons: list[Button] = []
        self.title = TextLine("", "strong")
        self.head.addWidget(self.title, 1)
        self.words = paragraph("", "body", "text2")
        self.body.addWidget(self.words)
        self.address, _ = self._line(tr("Address"), tr("Copy the address"))
        self.code, self._code_line = self._line(tr("Code"), tr("Copy the code"))
        self.left = TextLine("", "small", "text2")
        self.left.setAccessibleName(tr("How long the code is good"))
        self.cancel = Button(tr("Call it off"), small=True)
        self._end_line = QWidget()
        line = row(self._end_line, spacing=S)
        line.addWidget(self.left, 1)
        line.addWidget(self.cancel)
        self.body.addWidget(self._end_line)
        self.body.setContentsMargins(M, S, M, M)
        self.body.setSpacing(S)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._show_left)
        self.cancel.clicked.connect(self.called_off)
        self.hide()

    def _line(self, label: str, copies: str) -> tuple[QLineEdit, QWidget]:
        """Read, marked and copied, never written."""
        field = QLineEdit()
        field.setReadOnly(True)
        field.setFixedHeight(FIELD)
        field.setAccessibleName(label)
        button = Button(copies, small=True)
        button.clicked.connect(lambda: QGuiApplication.clipboard().setText(field.text()))
        self.copy_buttons.append(button)
        box = QWidget()
        line = row(box, spacing=XS)
        line.addWidget(field, 1)
        line.addWidget(button)
        self.body.addWidget(box)
        return field, box

    def show_page(self, page: SignInPage, calls_off: QWidget) -> None:
        """The browser has the keyboard now, and the form's own button `calls_off`."""
        self._in_sight = calls_off
        self.title.set_text(tr("Sign in in the browser"))
        self._show(tr("If no page opened, open this address in a browser on this computer."), page.address)
        self.address.setCursorPosition(0)
        self._code_line.hide()
        self._end_line.hide()
        self.show()

    def _show(self, words: str, address: str) -> None:
        self.words.setText(words)
        self.address.setText(address)

    def show_code(self, code: SignInCode) -> None:
        self._code, self._in_sight = code, self
        self.title.set_text(tr("Sign in on another device"))
        self._show(tr("Open this address there, sign in as the account's user, and type the code."), code.address)
        self._code_line.show()
        self._end_line.show()
        self.code.setText(code.code)
        self._show_left()
        self._timer.start()
        self.show()
        self.code.setFocus()
        self.code.selectAll()

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        """The form has made room for it."""
        super().moveEvent(event)
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        """The form is longer than the page, and the code is good for minutes only."""
        reveal(self._in_sight)

    def end(self) -> None:
        self._timer.stop()
        self.hide()

    def _show_left(self) -> None:
        assert self._code is not None
        seconds = (self._code.good_until - datetime.now(UTC)).total_seconds()
        minutes = int(seconds // 60) + 1
        if seconds <= 0:
            self.left.set_text(tr("The code is not good any more."))
        else:
            self.left.set_text(tr("Waiting for you there. The code is good for %n more minutes.", minutes))
