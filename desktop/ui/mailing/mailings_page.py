"""Mailings: the list on the left, one of them, a new one, or who is left out on the right."""

from PySide6.QtCore import QLocale, QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget
from typing_extensions import override

from desktop.domain.office.mailing import Mailing, MailingProgress
from desktop.domain.text import tr
from desktop.services.office.mailings import Mailings
from desktop.services.office.texts import Texts
from desktop.ui.clock import Clock
from desktop.ui.lists.rows import Row
from desktop.ui.lists.rows_model import Line, RowsModel
from desktop.ui.look.tokens import XS, S
from desktop.ui.mailing.mailing_form import MailingForm
from desktop.ui.mailing.mailing_view import MailingView
from desktop.ui.mailing.standings_pane import StandingsPane
from desktop.ui.mailing.words import badge_words, progress_words
from desktop.ui.pages.parts import page_head, row_list
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.layout import column, row, rule
from desktop.ui.words import day_and_time

_LIST = 304


class MailingsPage(QWidget):
    left = Signal()  # back to the customers

    def __init__(self, mailings: Mailings, texts: Texts, clock: Clock) -> None:
        super().__init__()
        self._mailings, self._texts, self._clock = mailings, texts, clock
        self.model = RowsModel(self)
        self._build()
        self._connect()
        self._show()

    def _build(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head_box, head = page_head(tr("Mailings"))
        self.back_button = Button(tr("Customers"), small=True)
        self.standings_button = Button(tr("Left out"), small=True)
        self.new_button = Button(tr("New mailing"), "primary", small=True)
        head.addStretch(1)
        for button in (self.back_button, self.standings_button, self.new_button):
            head.addWidget(button)
        self.view = row_list(tr("Mailings"), self.model)
        self.more_button = Button("", "quiet", small=True, face="small")
        self._left = QWidget()
        self._left.setFixedWidth(_LIST)
        left = column(self._left, spacing=S)
        left.addWidget(self.view, 1)
        foot = row(margins=(XS, 0, XS, XS))  # its words begin where those of the rows do
        foot.addWidget(self.more_button)
        foot.addStretch(1)
        left.addLayout(foot)
        words = tr("One text to many customers, each as a letter of their own.")
        self._empty = EmptyState("mail", tr("No mailings yet"), words)
        self.mailing, self.form = MailingView(self._mailings), MailingForm(self._mailings, self._texts)
        self.standings = StandingsPane(self._mailings.left_out, self._clock)
        self._stack = QStackedWidget()
        self._pages: dict[QWidget, QWidget] = {}
        for part in (self._empty, self.mailing, self.form, self.standings):
            self._pages[part] = page = _scrolled(part)
            self._stack.addWidget(page)
        line = row(spacing=0)
        line.addWidget(self._left)
        self._edge = rule("ruleUpright")
        line.addWidget(self._edge)
        line.addWidget(self._stack, 1)
        outer = column(self)
        outer.addWidget(head_box)
        outer.addWidget(rule("ruleQuiet"))
        outer.addLayout(line, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.left)
        self.new_button.clicked.connect(lambda: self.begin())
        self.standings_button.clicked.connect(lambda: self._turn_to(self.standings))
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.mailing.again_asked.connect(lambda like: self.begin(like=like))
        self.form.asked.connect(self._on_asked)
        self.form.left.connect(self._on_form_left)
        self.more_button.clicked.connect(self._mailings.load_more)
        self._mailings.changed.connect(self._show)

    def begin(self, text: str = "", like: Mailing | None = None) -> None:
        """A new one, to those who are found by `text`, or with the words of another."""
        self.view.setCurrentIndex(QModelIndex())
        self._turn_to(self.form)
        self.form.begin(text, like)

    def _turn_to(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(self._pages[part])
        self.new_button.setEnabled(part is not self.form)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._mailings.watch()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._mailings.unwatch()

    def _show(self) -> None:
        mailings, chosen = self._mailings.mailings, self.mailing.mailing_id
        is_shown = self._stack.currentWidget() is self._pages[self.mailing]
        lines = [self._line(one) for one in mailings]
        if [line.value for line in lines] and len(lines) == self.model.rowCount() and self._is_same(mailings):
            self.model.renew(lines)
        else:
            self.model.replace(lines)
        for part in (self._left, self._edge):
            part.setVisible(bool(lines))
        self._show_more()
        found = next((n for n, one in enumerate(mailings) if one.mailing.id == chosen), None)
        if is_shown and found is not None:
            self.view.setCurrentIndex(self.model.index(found))
            self.mailing.show_mailing(mailings[found])

    def _show_more(self) -> None:
        """How many there are, where not all are listed."""
        shown, total = len(self._mailings.mailings), self._mailings.total
        self.more_button.setVisible(shown < total)
        number = QLocale().toString
        words = tr("{shown} of {all} mailings · show more", shown=number(shown), all=number(total))
        self.more_button.set_text(words)

    def _is_same(self, mailings: tuple[MailingProgress, ...]) -> bool:
        before = (self.model.value(n) for n in range(self.model.rowCount()))
        ids = [one.mailing.id for one in before if isinstance(one, MailingProgress)]
        return ids == [one.mailing.id for one in mailings]

    def _line(self, one: MailingProgress) -> Line:
        words, tone = badge_words(one)
        asked_at = one.mailing.asked_at
        when = day_and_time(asked_at, self._clock.now()) if asked_at is not None else ""
        line = Row(
            title=one.mailing.subject,
            side=when,
            detail=progress_words(one),
            icon="mail",
            badge=words,
            badge_tone=tone,
            is_unread=self._mailings.may_decide(one.mailing),
        )
        return Line(row=line, value=one)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        one = self.model.value(current.row())
        if isinstance(one, MailingProgress):
            self.mailing.show_mailing(one)
            self._turn_to(self.mailing)

    def _on_asked(self, kept: Mailing) -> None:
        """The new one is shown as soon as it is listed."""
        self.mailing.show_mailing(MailingProgress(mailing=kept, recipients=0, left_out=0))
        self._turn_to(self.mailing)
        self._mailings.read()

    def _on_form_left(self) -> None:
        self._turn_to(self._empty)


def _scrolled(part: QWidget) -> QScrollArea:
    part.setObjectName(part.objectName() or "plain")
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(part)
    return scroll
