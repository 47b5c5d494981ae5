"""Whose remote pictures are always shown, by whose word; each is taken out by one button, and back by the same."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.domain.office.pictures import PictureSender
from desktop.domain.text import tr
from desktop.services.messaging.pictures import PictureSenders
from desktop.ui.look.tokens import S
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, paragraph
from desktop.ui.words import full_date


class PictureSendersBox(QWidget):
    """What was taken out stays in the list until the page is left, so that a slip is undone where it was made."""

    def __init__(self, senders: PictureSenders) -> None:
        super().__init__()
        self._senders = senders
        self._known: dict[str, PictureSender] = {}
        self._allowed: frozenset[str] = frozenset()
        self.buttons: dict[str, Button] = {}
        outer = column(self, spacing=S)
        outer.addWidget(TextLine(tr("Remote pictures"), "strong"))
        words = tr("A picture that is loaded tells its sender who reads. Unasked that is done for these senders alone.")
        outer.addWidget(paragraph(words, "small", "text2"))
        self._list = column(spacing=4)
        outer.addLayout(self._list)
        self.empty = TextLine(tr("None. A message with pictures offers to add its sender."), "small", "text3")
        outer.addWidget(self.empty)
        senders.changed.connect(self._read)
        self._read()

    def _read(self) -> None:
        self._senders.read(owner=self, done=self._show)

    def _show(self, found: Sequence[PictureSender]) -> None:
        self._known |= {one.address: one for one in found}
        self._allowed = frozenset(one.address for one in found)
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        for address in sorted(self._known):
            self._list.addWidget(self._line(self._known[address]))
        self.empty.setVisible(not self._known)

    def _line(self, one: PictureSender) -> QWidget:
        made = QWidget()
        line = row(made, spacing=S)
        is_allowed = one.address in self._allowed
        line.addWidget(TextLine(one.address, "body", "text" if is_allowed else "text3"), 1)
        said = tr("{agent}, {date}", agent=one.allowed_by, date=full_date(one.allowed_at))
        line.addWidget(TextLine(said if is_allowed else tr("taken out"), "small", "text3", hugs=True))
        button = Button(tr("Take out") if is_allowed else tr("Undo"), small=True)
        button.setAccessibleName(f"{button.text()}: {one.address}")
        order = self._senders.forbid if is_allowed else self._senders.allow
        button.clicked.connect(lambda: order(one.address))
        line.addWidget(button)
        self.buttons[one.address] = button
        return made
