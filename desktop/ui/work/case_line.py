"""The foot of the notes: the case this belongs to, or one field to open it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.domain.case import Case
from desktop.domain.text import tr
from desktop.services.directory import Directory
from desktop.services.interactions import Interactions, WorkItem
from desktop.ui.look.tokens import M, S
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chips import Chip
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.layout import row

_HEIGHT = 44


class CaseLine(QWidget):
    """A button becomes a field, the field a chip; the line is as high in each."""

    def __init__(self, interactions: Interactions, directory: Directory) -> None:
        super().__init__()
        self._interactions, self._directory = interactions, directory
        self._key, self._case_id = "", 0
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setFixedHeight(_HEIGHT)
        self.open_button = Button(tr("Open a case"), "quiet", icon="folder-plus", small=True)
        self.field = Field(tr("What is it about? Enter opens the case"), icon="folder-plus", quiet=True)
        self.chip = Chip("", "accent")
        self._stack = QStackedLayout(self)
        for widget, left in ((self.open_button, 2), (self.field, S), (self.chip, M + 1)):
            page = QWidget()
            line = row(page, (left, 0, S, 0))
            line.addWidget(widget)
            if widget is not self.field:
                line.addStretch(1)
            self._stack.addWidget(page)

    def _connect(self) -> None:
        self.open_button.clicked.connect(self._on_open)
        self.field.returnPressed.connect(self._on_entered)
        self.field.left.connect(self._on_left)

    def show_item(self, item: WorkItem) -> None:
        case_id = item.interaction.case_id or 0
        if (item.key, case_id) == (self._key, self._case_id):
            return
        self._key, self._case_id = item.key, case_id
        self.field.clear()
        if not case_id:
            self._stack.setCurrentIndex(0)
            return
        self.chip.set_text(tr("Case"), "accent")
        self._stack.setCurrentIndex(2)
        customer = item.interaction.customer_id
        if customer is not None:
            self._directory.cases(customer, owner=self, done=self._on_cases)

    def _on_cases(self, cases: Sequence[Case]) -> None:
        found = next((case for case in cases if case.id == self._case_id), None)
        if found is not None:
            self.chip.set_text(tr("Case {number} · {title}", number=found.number, title=found.title), "accent")

    def _on_open(self) -> None:
        self._stack.setCurrentIndex(1)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_entered(self) -> None:
        title = self.field.text().strip()
        if title and self._key:
            self._interactions.open_case(self._key, title)

    def _on_left(self) -> None:
        self.field.clear()
        self._stack.setCurrentIndex(0)
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
