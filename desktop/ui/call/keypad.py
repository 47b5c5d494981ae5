"""The keypad for menus and PINs: sends what is pressed, by mouse or by key, into the call (RFC 4733)."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import RADIUS_BUTTON
from desktop.ui.look.type import font
from desktop.ui.widgets.buttons import PlainButton
from desktop.ui.widgets.floating import SHADOW, Floating
from desktop.ui.widgets.layout import column
from desktop.ui.widgets.paint import rounded
from desktop.ui.widgets.text import TextLine

_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#")
_LETTERS = ("", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ", "", "+", "")


class _Digit(PlainButton):
    def __init__(self, digit: str, letters: str) -> None:
        super().__init__()
        self._digit, self._letters = digit, letters
        self.setFixedSize(64, 48)
        self.setAccessibleName(digit)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self.look_now()
        rounded(painter, QRectF(self.rect()), RADIUS_BUTTON, look.fill, look.line)
        painter.setPen(QColor(look.ink))
        painter.setFont(font("name"))
        box = QRectF(0, 5 if self._letters else 12, self.width(), 24)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._digit)
        painter.setPen(QColor(tokens().text3))
        painter.setFont(font("caption"))
        painter.drawText(QRectF(0, 27, self.width(), 16), Qt.AlignmentFlag.AlignCenter, self._letters)


class Keypad(Floating):
    """Floats below its button; digits typed on the keyboard count too while it has the focus."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sent = TextLine("", "name").right_aligned().tabular()
        left, top, right, bottom = self.inner_margins
        outer = column(self, (left + 12, top + 12, right + 12, bottom + 12), 8)
        self._hint = TextLine(tr("Each key is heard as a tone"), "small", "text3")
        for line in (self._sent, self._hint):  # one in the other's place
            line.setFixedHeight(24)
            outer.addWidget(line)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, (digit, letters) in enumerate(zip(_KEYS, _LETTERS, strict=True)):
            button = _Digit(digit, letters)
            button.clicked.connect(self._on_clicked)
            grid.addWidget(button, place // 3, place % 3)
        outer.addLayout(grid)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Keypad"))
        self.hide()

    def open_below(self, button: QWidget) -> None:
        window = button.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._show_sent("")
        self.adjustSize()
        corner = button.mapTo(window, QPoint(button.width() + SHADOW - self.width(), button.height() - 4))
        self.move(max(0, corner.x()), corner.y())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Digit):
            self._press(sender.accessibleName())

    def _press(self, digit: str) -> None:
        self._show_sent((self._sent.text + digit)[-16:])
        self.pressed.emit(digit)

    def _show_sent(self, digits: str) -> None:
        self._sent.set_text(digits)
        self._sent.setVisible(bool(digits))
        self._hint.setVisible(not digits)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.text() in _KEYS:
            self._press(event.text())
        else:
            super().keyPressEvent(event)
