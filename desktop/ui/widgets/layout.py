"""Boxes in few words, rules, cards, and a layout that wraps."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.look.tokens import XS, M, S

Margins = tuple[int, int, int, int]
NO_MARGINS: Margins = (0, 0, 0, 0)


def column(owner: QWidget | None = None, margins: Margins = NO_MARGINS, spacing: int = 0) -> QVBoxLayout:
    made = QVBoxLayout(owner) if owner is not None else QVBoxLayout()
    made.setContentsMargins(*margins)
    made.setSpacing(spacing)
    return made


def row(owner: QWidget | None = None, margins: Margins = NO_MARGINS, spacing: int = S) -> QHBoxLayout:
    made = QHBoxLayout(owner) if owner is not None else QHBoxLayout()
    made.setContentsMargins(*margins)
    made.setSpacing(spacing)
    return made


@contextmanager
def laid_out_once(owner: QWidget) -> Iterator[None]:
    """Whatever is shown and hidden in `owner` meanwhile: it is laid out and gets its room once, at the end, but then.

    Qt would lay out the whole window at each widget that is shown, and the rest after a picture that is on its way
    already, which then had to be painted again.
    """
    layout = owner.layout()
    assert layout is not None
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)
        layout.invalidate()
        layout.activate()
        parent = owner.parentWidget()
        around = parent.layout() if parent is not None else None
        if around is not None:
            around.activate()


def rule(name: str = "rule") -> QFrame:
    """A 1 px line: `rule`, `ruleQuiet` or `ruleUpright`."""
    made = QFrame()
    made.setObjectName(name)
    return made


class Card(QFrame):
    """A panel with a border: a head line, then its content in `body`."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        outer = column(self, (1, 1, 1, 1))
        self.head = row(margins=(M + 1, 0, M + 1, 0))
        head_box = QWidget()
        head_box.setFixedHeight(40)
        head_box.setLayout(self.head)
        self.body = column()
        outer.addWidget(head_box)
        outer.addWidget(rule())
        outer.addLayout(self.body, 1)


class FlowLayout(QLayout):
    """Left to right, on the next line when the line is full. An item wider than the line gets the line.

    What is hidden takes no room.
    """

    def __init__(self, owner: QWidget | None = None, spacing: int = XS) -> None:
        super().__init__(owner)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), is_trial=True)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, is_trial=False)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._seen():
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, is_trial: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._seen():
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            if x > rect.x() and x + width > rect.right() + 1:
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if not is_trial:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, hint.height())))
            x += width + self.spacing()
            line = max(line, hint.height())
        return y + line - rect.y()

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]
