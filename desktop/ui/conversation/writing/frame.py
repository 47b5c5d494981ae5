"""How the parts of the composer lie above each other."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.ui.look.tokens import M, S
from desktop.ui.widgets.layout import column, row, rule


def stack_up(
    owner: QWidget,
    head: Sequence[QWidget],
    fields: Sequence[QWidget],
    text: Sequence[QWidget],
    below: Sequence[QWidget],
) -> None:
    """The second of `head` takes the room there is, the first of `text` the height."""
    outer = column(owner, (1, 1, 1, 1))
    head_box = QWidget()
    head_box.setFixedHeight(40)
    line = row(head_box, margins=(S, 0, S, 0))
    for number, part in enumerate(head):
        line.addWidget(part, int(number == 1))
    line.addStretch(0)  # a note has no second: the first stays where it is
    inner = column(margins=(M - 2, S, M - 2, S))
    for number, part in enumerate(text):
        inner.addWidget(part, int(number == 0))
    for part in (head_box, rule("ruleQuiet"), *fields):
        outer.addWidget(part)
    outer.addLayout(inner, 1)
    for part in (*below[:-1], rule("ruleQuiet"), below[-1]):
        outer.addWidget(part)


def one_below_another(*parts: QWidget) -> QWidget:
    box = QWidget()
    inner = column(box)
    for part in parts:
        inner.addWidget(part)
    return box
