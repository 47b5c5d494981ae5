"""What the forms of texts and macros have in common: labelled fields, queues, the line of orders at the foot."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.ui.look.tokens import FIELD, XS
from desktop.ui.widgets.layout import column
from desktop.ui.widgets.text import TextLine


def labelled(label: str, field: QWidget, outer: QVBoxLayout) -> None:
    """The label above the field, and its name for screen readers."""
    field.setAccessibleName(label)
    box = QWidget()
    inner = column(box, spacing=XS)
    inner.addWidget(TextLine(label, "medium"))
    inner.addWidget(field)
    outer.addWidget(box)


def line_field(text: str, hint: str = "") -> QLineEdit:
    made = QLineEdit(text)
    made.setFixedHeight(FIELD)
    made.setPlaceholderText(hint)
    return made


def names_in(typed: str) -> tuple[str, ...]:
    """Between commas, each once."""
    return tuple(dict.fromkeys(name for name in (part.strip() for part in typed.split(",")) if name))


def joined(names: Sequence[str]) -> str:
    return ", ".join(names)
