"""Addresses that no mailing goes to: by whom, since when, and how to take that back."""

from PySide6.QtWidgets import QWidget

from desktop.domain.office.mailing import AddressStanding
from desktop.domain.text import tr
from desktop.services.office.left_out import LeftOut
from desktop.services.office.mailings import pasted
from desktop.ui.clock import Clock
from desktop.ui.lists.rows import Row
from desktop.ui.lists.rows_model import Line, RowsModel
from desktop.ui.look.tokens import XL, L, M, S
from desktop.ui.mailing.words import standing_words
from desktop.ui.pages.parts import row_list
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, paragraph
from desktop.ui.words import day_and_time

_HEIGHT = 360


class StandingsPane(QWidget):
    def __init__(self, left_out: LeftOut, clock: Clock) -> None:
        super().__init__()
        self._left_out, self._clock = left_out, clock
        self.model = RowsModel(self)
        outer = column(self, (XL, L, XL, XL), M)
        outer.addWidget(TextLine(tr("Left out of every mailing"), "title"))
        words = tr("Who unsubscribed, who was excluded here, and addresses that letters came back from.")
        outer.addWidget(paragraph(words, "body", "text2"))
        self.address = Field(tr("An e-mail address to exclude"))
        self.add_button = Button(tr("Exclude"), small=True)
        self.drop_button = Button(tr("Take the chosen one in again"), small=True)
        self.drop_button.setEnabled(False)
        line = row(spacing=S)
        line.addWidget(self.address, 1)
        line.addWidget(self.add_button)
        outer.addLayout(line)
        self.view = row_list(tr("Addresses left out"), self.model)
        self.view.setMinimumHeight(_HEIGHT)
        outer.addWidget(self.view, 1)
        outer.addWidget(self.drop_button)
        self.address.returnPressed.connect(self._on_add)
        self.add_button.clicked.connect(self._on_add)
        self.drop_button.clicked.connect(self._on_drop)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        left_out.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        now = self._clock.now()
        self.model.replace(
            Line(
                row=Row(title=one.address, detail=standing_words(one), side=day_and_time(one.since, now), icon="mail"),
                value=one,
            )
            for one in self._left_out.standings
        )
        self.drop_button.setEnabled(False)

    def _on_add(self) -> None:
        for address, _name in pasted(self.address.text()):
            if "@" in address:
                self._left_out.exclude(address)
                self.address.clear()

    def _on_current_changed(self) -> None:
        self.drop_button.setEnabled(self.view.currentIndex().isValid())

    def _on_drop(self) -> None:
        chosen = self.model.value(self.view.currentIndex().row())
        if isinstance(chosen, AddressStanding):
            self._left_out.forget(chosen)
