"""Boxes in few words, rules and cards."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.look.tokens import M, S

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
