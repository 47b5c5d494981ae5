"""Who gets a mailing, and who does not and why: a list to search in."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.domain.office.mailing import Recipient
from desktop.domain.text import tr
from desktop.ui.lists.rows import Row
from desktop.ui.lists.rows_model import Line, RowsModel
from desktop.ui.look.tokens import S
from desktop.ui.mailing.words import left_words
from desktop.ui.pages.parts import row_list
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.segments import Segments

_PAGE = 200
_HEIGHT = 240
Taken = Callable[[Sequence[Recipient]], None]


class Source(Protocol):
    """Where recipients come from: up to 200 from `offset` on."""

    def __call__(self, text: str, *, left_out: bool, offset: int, owner: QObject, done: Taken) -> None: ...


class RecipientsBox(QWidget):
    """Read in pages as it is scrolled."""

    def __init__(self) -> None:
        super().__init__()
        self._source: Source | None = None
        self._asked = 0
        self.model = RowsModel(self)
        self.segments = Segments((tr("Who gets it"), tr("Left out")), tr("Which recipients"))
        self.search = Field(tr("Name or e-mail"), icon="search", quiet=True)
        self.view = row_list(tr("Recipients"), self.model)
        self.view.setFixedHeight(_HEIGHT)
        line = row(spacing=S)
        line.addWidget(self.segments)
        line.addWidget(self.search, 1)
        outer = column(self, spacing=S)
        outer.addLayout(line)
        outer.addWidget(self.view)
        self.segments.chosen.connect(self._read)
        self.search.textEdited.connect(self._read)
        self.search.left.connect(self._on_left)
        self.model.more_wanted.connect(self._on_more_wanted)

    def show_source(self, source: Source, gets: int, left_out: int) -> None:
        self._source = source
        self.segments.set_words(0, tr("%n get it", gets))
        self.segments.set_words(1, tr("%n left out", left_out))
        self._read()

    def _read(self) -> None:
        self._asked += 1
        self._ask(0, self._show_first)

    def _ask(self, offset: int, then: Taken) -> None:
        asked = self._asked
        if self._source is not None:
            self._source(
                self.search.text(),
                left_out=self.segments.current == 1,
                offset=offset,
                owner=self,
                done=lambda found: then(found) if asked == self._asked else None,
            )

    def _on_left(self) -> None:
        self.search.clear()
        self._read()

    def _on_more_wanted(self) -> None:
        begun = self.model.rowCount()
        self._ask(begun, lambda found: self._show_more(begun, found))

    def _show_first(self, found: Sequence[Recipient]) -> None:
        self.model.replace(map(_line, found), has_more=len(found) == _PAGE)

    def _show_more(self, begun: int, found: Sequence[Recipient]) -> None:
        if self.model.rowCount() == begun:  # or it was asked for twice
            self.model.append(map(_line, found), has_more=len(found) == _PAGE)


def _line(one: Recipient) -> Line:
    badge = left_words(one.left) if one.left is not None else ""
    title = one.name or one.address
    detail = one.address if one.name else ""
    return Line(row=Row(title=title, detail=detail, person=one.name, badge=badge), value=one)
