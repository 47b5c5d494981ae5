"""The same person twice: two customers shown as one from now on, and how to take that back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.customer import CustomerHit
from desktop.domain.text import tr
from desktop.services.directory import Directory
from desktop.services.ports import Numbering
from desktop.ui.call.dial_field import hit_line
from desktop.ui.lists.suggestions import Suggestions
from desktop.ui.look.tokens import XS, M, S
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.layout import column, row, rule
from desktop.ui.widgets.text import TextLine, paragraph, section_head

_LEAST = 2
_MOST = 6


class MergedLine(QWidget):
    """One customer that was merged into this one."""

    parted = Signal(int)  # customer id

    def __init__(self, hit: CustomerHit, numbering: Numbering) -> None:
        super().__init__()
        self._customer_id = hit.customer_id
        words = hit_line(hit, numbering).row
        text = " · ".join(part for part in (words.title, words.detail) if part)
        self.part_button = Button(tr("separate again"), "link", face="small_medium")
        self.part_button.setAccessibleName(tr("Separate {name} again", name=hit.name))
        self.part_button.clicked.connect(self._on_part)
        line = row(self)
        line.addWidget(TextLine(text, "body", "text2"), 1)
        line.addWidget(self.part_button)

    def _on_part(self) -> None:
        self.part_button.setEnabled(False)
        self.parted.emit(self._customer_id)


class MergeBox(QWidget):
    """Whom this customer stands for; a search for the other one, and one question before they are merged."""

    def __init__(self, directory: Directory, numbering: Numbering) -> None:
        super().__init__()
        self._directory, self._numbering = directory, numbering
        self._customer_id: int | None = None
        self._name = ""
        self._other: CustomerHit | None = None
        self.lines: list[MergedLine] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        outer = column(self, spacing=S)
        outer.addWidget(rule("ruleQuiet"))
        outer.addSpacing(M - S)
        outer.addWidget(section_head(tr("The same person twice?")))
        self._merged = column(spacing=0)
        outer.addLayout(self._merged)
        self.field = Field(tr("Find the other entry by name, number or e-mail"), icon="search")
        self.suggestions = Suggestions(self.field, tr("Customers found"), 300)
        outer.addWidget(self.field)
        self._question = QWidget()
        asked = row(self._question, (0, XS, 0, XS))
        self._words = paragraph("", "small", "text2")
        self.not_button = Button(tr("Leave them apart"), small=True)
        self.merge_button = Button(tr("Merge"), "primary", small=True)
        asked.addWidget(self._words, 1)
        asked.addWidget(self.not_button)
        asked.addWidget(self.merge_button)
        outer.addWidget(self._question)

    def _connect(self) -> None:
        self.field.textEdited.connect(self._on_edited)
        self.field.returnPressed.connect(self.suggestions.take)
        self.field.left.connect(self._drop)
        self.suggestions.taken.connect(self._on_taken)
        self.not_button.clicked.connect(self._on_not)
        self.merge_button.clicked.connect(self._on_merge)

    @property
    def question(self) -> QWidget | None:
        """What is asked now, with its two answers."""
        return self._question if self._other is not None else None

    @property
    def words(self) -> str:
        """The question; "" while nothing is asked."""
        return self._words.text() if self._other is not None else ""

    def show_customer(self, customer_id: int | None, name: str) -> None:
        """None, for somebody who is not saved yet, has nobody to be merged with."""
        self._customer_id, self._name = customer_id, name
        self.setVisible(customer_id is not None)
        self._drop()
        self._show_merged(())
        self._read()

    def _read(self) -> None:
        if self._customer_id is not None:
            asked = self._customer_id
            self._directory.merged(asked, owner=self, done=lambda hits: self._on_merged(asked, hits))

    def _on_merged(self, asked: int, hits: Sequence[CustomerHit]) -> None:
        if asked == self._customer_id:
            self._show_merged(hits)

    def _show_merged(self, hits: Sequence[CustomerHit]) -> None:
        for line in self.lines:
            self._merged.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [MergedLine(hit, self._numbering) for hit in hits]
        for line in self.lines:
            line.parted.connect(self._on_parted)
            self._merged.addWidget(line)

    # ---------------------------------------------------------------- merging

    def _on_edited(self, text: str) -> None:
        if len(text.strip()) < _LEAST:
            self.suggestions.hide()
        else:
            self._directory.find(text.strip(), owner=self, done=self._on_found, limit=_MOST)

    def _on_found(self, hits: Sequence[CustomerHit]) -> None:
        if self.field.text().strip():
            others = [hit for hit in hits if hit.customer_id != self._customer_id]
            self.suggestions.show_lines([hit_line(hit, self._numbering) for hit in others])

    def _on_taken(self, value: object) -> None:
        if isinstance(value, CustomerHit):
            self._other = value
            other = " · ".join(part for part in (value.name, value.organisation) if part)
            self._words.setText(
                tr(
                    "“{other}” and “{name}” will be shown as one, as {name}. Nothing is deleted, and it can be undone.",
                    other=other,
                    name=self._name,
                )
            )
            self.field.clear()
            self.field.setVisible(False)
            self._question.setVisible(True)
            self.merge_button.setEnabled(True)
            self.not_button.setFocus()

    def _drop(self) -> None:
        self._other = None
        self.suggestions.hide()
        self.field.clear()
        self.field.setVisible(True)
        self._question.setVisible(False)

    def _on_not(self) -> None:
        self._drop()
        self.field.setFocus()

    def _on_merge(self) -> None:
        if self._other is not None and self._customer_id is not None:
            self.merge_button.setEnabled(False)
            self._directory.merge(self._customer_id, self._other.customer_id, owner=self, done=self._on_changed)

    def _on_parted(self, customer_id: int) -> None:
        self._directory.split(customer_id, owner=self, done=self._on_changed)

    def _on_changed(self) -> None:
        self._on_not()
        self._read()
