"""Nobody known, or several: choose, create or link in one step, with the number filled in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QWidget
from typing_extensions import override

from desktop.domain.customer import Customer, CustomerHit
from desktop.domain.history import Match, MatchReason
from desktop.domain.text import tr
from desktop.services.directory import Directory
from desktop.services.ports import Numbering
from desktop.ui.call.dial_field import hit_line
from desktop.ui.lists.rows import PanelRowDelegate
from desktop.ui.lists.rows_model import RowsModel
from desktop.ui.lists.suggestions import Suggestions
from desktop.ui.lists.views import list_view
from desktop.ui.look.tokens import FIELD, ROW, L, M, S
from desktop.ui.sidebar.details_view import DetailsView
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chips import Avatar
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.layout import column, row, rule
from desktop.ui.widgets.text import TextLine, section_head
from desktop.ui.words import match_words

_MOST_CANDIDATES = 5
_SIDE = L + 2
_MOST_DETAILS = 200


class StrangerHead(QWidget):
    """`created` carries a customer without addresses: the service adds the number of the call."""

    created = Signal(object)  # Customer
    linked = Signal(int)  # customer id

    def __init__(self, directory: Directory, numbering: Numbering) -> None:
        super().__init__()
        self._directory, self._numbering = directory, numbering
        self._build()
        self._connect()

    def _build(self) -> None:
        outer = column(self)
        outer.addWidget(self._build_name())
        outer.addWidget(self._build_details())
        outer.addWidget(self._build_candidates())
        outer.addWidget(self._build_forms())
        outer.addStretch(1)

    def _build_name(self) -> QWidget:
        self._name = TextLine("", "name")
        self._line = TextLine("", "small", "text2")
        words = column(spacing=0)
        words.addWidget(self._name)
        words.addWidget(self._line)
        box = QWidget()
        top = row(box, (_SIDE, M, _SIDE, M), M)
        top.addWidget(Avatar(44))
        top.addLayout(words, 1)
        return box

    def _build_details(self) -> QWidget:
        self.details = DetailsView(self)
        self._details_box = QWidget()
        inner = column(self._details_box, spacing=M)
        inner.addWidget(rule())
        line = row(margins=(_SIDE, 0, _SIDE, M))
        line.addWidget(self.details)
        inner.addLayout(line)
        self._details_box.hide()
        return self._details_box

    def _build_candidates(self) -> QWidget:
        self._candidates = RowsModel(self)
        self.candidate_list: QListView = list_view(tr("Customers who share this number"))
        self.candidate_list.setModel(self._candidates)
        self.candidate_list.setItemDelegate(PanelRowDelegate(self.candidate_list))
        self.candidate_list.setUniformItemSizes(True)
        box = QWidget()
        inner = column(box, spacing=S)
        inner.addWidget(rule())
        head = row(margins=(_SIDE, S, _SIDE, 0))
        head.addWidget(section_head(tr("Who is it?")))
        inner.addLayout(head)
        inner.addWidget(self.candidate_list)
        self._candidate_box = box
        return box

    def _build_forms(self) -> QWidget:
        self.name_field = Field(tr("Name"))
        self.create_button = Button(tr("Create customer"), "primary")
        self.create_button.setEnabled(False)
        self.create_button.setFixedHeight(FIELD)
        self.find_field = Field(tr("Find by name, number or e-mail"), icon="search")
        self.suggestions = Suggestions(self.find_field, tr("Customers found"), 300)
        self._new_head = section_head("")
        box = QWidget()
        inner = column(box, spacing=M)
        inner.addWidget(rule())
        for head, widgets in (
            (self._new_head, (self.name_field, self.create_button)),
            (section_head(tr("Or somebody known")), (self.find_field,)),
        ):
            part = column(margins=(_SIDE, 0, _SIDE, S), spacing=S)
            part.addWidget(head)
            line = row()
            for widget in widgets:
                line.addWidget(widget)
            part.addLayout(line)
            inner.addLayout(part)
        self._forms = inner
        return box

    def _connect(self) -> None:
        self.candidate_list.clicked.connect(self._on_candidate)
        self.candidate_list.activated.connect(self._on_candidate)
        self.name_field.textChanged.connect(self._on_name_changed)
        self.name_field.returnPressed.connect(self._on_create)
        self.create_button.clicked.connect(self._on_create)
        self.find_field.textEdited.connect(self._on_find_edited)
        self.find_field.returnPressed.connect(self.suggestions.take)
        self.find_field.left.connect(self.suggestions.hide)
        self.suggestions.taken.connect(self._on_taken)

    @property
    def new_words(self) -> str:
        """What is said above the new customer's name."""
        return self._new_head.text

    def show_match(self, match: Match, name: str = "") -> None:
        """`name` is what the caller's side says, offered as the new customer's name."""
        is_withheld = match.reason is MatchReason.WITHHELD
        self._name.set_text(tr("Number withheld") if is_withheld else match.address or tr("Unknown caller"))
        self._line.set_text(match_words(match))
        number = match.address
        self._new_head.set_text(tr("New customer with {number}", number=number) if number else tr("New customer"))
        candidates = match.candidates[:_MOST_CANDIDATES]
        self._candidates.replace([hit_line(hit, self._numbering) for hit in candidates])
        self.candidate_list.setFixedHeight(ROW * len(candidates))
        self._candidate_box.setVisible(bool(candidates))
        self.name_field.setText("" if is_withheld else name)
        self.name_field.setCursorPosition(0)  # of a long name the beginning
        self.find_field.clear()

    def show_details(self, html: str) -> None:
        """Of a contact that a search found, below the number; "": of none."""
        self._details_box.setVisible(bool(html))
        if html:
            self.details.show_html(html)
            self._fit_details()

    def _fit_details(self) -> None:
        needed = self.details.needed_height(self.width() - 2 * _SIDE)
        self.details.setFixedHeight(min(needed, _MOST_DETAILS))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._details_box.isVisibleTo(self):
            self._fit_details()

    def _on_candidate(self, index: object) -> None:
        hit = self._candidates.value(self.candidate_list.currentIndex().row())
        if isinstance(hit, CustomerHit):
            self.linked.emit(hit.customer_id)

    def _on_name_changed(self, text: str) -> None:
        self.create_button.setEnabled(bool(text.strip()))

    def _on_create(self) -> None:
        name = self.name_field.text().strip()
        if name:
            self.created.emit(Customer(name=name))

    def _on_find_edited(self, text: str) -> None:
        if len(text.strip()) < 2:
            self.suggestions.hide()
        else:
            self._directory.find(text.strip(), owner=self, done=self._on_found, limit=6)

    def _on_found(self, hits: Sequence[CustomerHit]) -> None:
        if self.find_field.text().strip():
            self.suggestions.show_lines([hit_line(hit, self._numbering) for hit in hits])

    def _on_taken(self, value: object) -> None:
        if isinstance(value, CustomerHit):
            self.linked.emit(value.customer_id)
