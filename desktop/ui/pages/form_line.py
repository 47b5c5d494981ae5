"""A line of a form that is no setting: its label, its field, and what helps or is wrong below it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.look.tokens import FIELD, XS
from desktop.ui.widgets.layout import column
from desktop.ui.widgets.text import TextLine, paragraph


class FormLine(QWidget):
    """What is wrong stands where its help is, until it is typed anew."""

    def __init__(self, label: str, text: str, help_words: str = "") -> None:
        super().__init__()
        self._help, self._trouble = help_words, ""
        self.field = QLineEdit(text)
        self.field.setFixedHeight(FIELD)
        self.field.setAccessibleName(label)
        self._note = paragraph("", "small", "text3")
        outer = column(self, spacing=XS)
        outer.addWidget(TextLine(label, "medium"))
        outer.addWidget(self.field)
        outer.addWidget(self._note)
        self.field.textEdited.connect(lambda: self.say_trouble(""))
        self.say_trouble("")

    @property
    def note(self) -> str:
        return self._note.text()

    def say_trouble(self, words: str) -> None:
        """ "" for none any more."""
        text = words or self._help
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self._note.setProperty("tone", "red" if words else "text3")
        self._note.style().polish(self._note)
        self.field.setAccessibleDescription(text)
