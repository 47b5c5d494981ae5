"""Above the work list: how much there is, whose, and in which order."""

from dataclasses import replace

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.text import tr
from desktop.domain.work import WorkOrder, WorkScope, WorkView
from desktop.services.messaging.work_list import WorkList as WrittenWork
from desktop.ui.look.tokens import L, M
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chips import Chip
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import TextLine

_SCOPES = (WorkScope.MINE, WorkScope.TEAM, WorkScope.UNASSIGNED)


class WorkHead(QWidget):
    """Three scopes as tabs; the fourth, all, and what narrows the list, in the menu of the order."""

    def __init__(self, written: WrittenWork) -> None:
        super().__init__()
        self._written = written
        self._calls = 0
        self._count = Chip("0")
        self.order_button = Button("", "quiet", small=True, face="small")
        self.scopes = Segments([_scope_words(scope) for scope in _SCOPES], tr("Whose work"), stretches=True)
        head = row(margins=(L, 0, 4, 0))
        head.addWidget(TextLine(tr("Work"), "title", hugs=True))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.order_button)
        head_box = QWidget()
        head_box.setFixedHeight(48)
        head_box.setLayout(head)
        outer = column(self)
        outer.addWidget(head_box)
        below = row(margins=(M, 0, M, 0))
        below.addWidget(self.scopes)
        outer.addLayout(below)
        self.scopes.chosen.connect(self._on_scope_chosen)
        self.order_button.clicked.connect(self._on_order_asked)
        self._show_view()

    @property
    def count(self) -> str:
        return self._count.text

    def show_counts(self, calls: int) -> None:
        """`calls` are in hand, and everybody's own."""
        self._calls = calls
        counts, scope = self._written.counts.rows, self._written.view.scope
        self._count.set_text(str(calls + counts.get(scope, 0)))
        for number, one in enumerate(_SCOPES):
            count = counts.get(one, 0) + (calls if one is WorkScope.MINE else 0)
            self.scopes.set_words(number, f"{_scope_words(one)} {count}" if count else _scope_words(one))

    # ---------------------------------------------------------------- which rows

    def _on_scope_chosen(self, number: int) -> None:
        self.show_view(replace(self._written.view, scope=_SCOPES[number]))

    def show_view(self, view: WorkView) -> None:
        self._written.show(view)
        self._show_view()
        self.show_counts(self._calls)

    def _show_view(self) -> None:
        view = self._written.view
        if view.scope in _SCOPES:
            self.scopes.choose(_SCOPES.index(view.scope))
        else:
            self.scopes.choose_none()
        parts = [_scope_words(view.scope)] if view.scope is WorkScope.ALL else []
        parts += [words for is_on, words in _narrowings(view) if is_on]
        self.order_button.set_text(" · ".join(parts) or _order_words(view.order))
        self.order_button.setAccessibleDescription(tr("Which work is listed, and in which order"))

    # ---------------------------------------------------------------- the menu

    def _on_order_asked(self) -> None:
        menu = self.menu()
        menu.popup(self.order_button.mapToGlobal(self.order_button.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Made when it is asked for; it goes when it closes."""
        view, made = self._written.view, QMenu(self)
        made.aboutToHide.connect(made.deleteLater)
        group = QActionGroup(made)
        for order in WorkOrder:
            action = self._action(made, _order_words(order), replace(view, order=order), is_on=view.order is order)
            group.addAction(action)
        made.addSeparator()
        is_all = view.scope is WorkScope.ALL
        scope = WorkScope.MINE if is_all else WorkScope.ALL
        self._action(made, tr("Everybody's work"), replace(view, scope=scope), is_on=is_all)
        unread = replace(view, unread_only=not view.unread_only)
        self._action(made, tr("Unread only"), unread, is_on=view.unread_only)
        overdue = replace(view, overdue_only=not view.overdue_only)
        self._action(made, tr("Overdue only"), overdue, is_on=view.overdue_only)
        snoozed = replace(view, snoozed_too=not view.snoozed_too)
        self._action(made, tr("Snoozed too"), snoozed, is_on=view.snoozed_too)
        return made

    def _action(self, menu: QMenu, words: str, view: WorkView, *, is_on: bool) -> QAction:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(is_on)
        action.triggered.connect(lambda _=False: self.show_view(view))
        return action


def _narrowings(view: WorkView) -> tuple[tuple[bool, str], ...]:
    return (
        (view.unread_only, tr("Unread only")),
        (view.overdue_only, tr("Overdue only")),
        (view.snoozed_too, tr("Snoozed too")),
    )


def _scope_words(scope: WorkScope) -> str:
    return {
        WorkScope.MINE: tr("Mine"),
        WorkScope.TEAM: tr("Team"),
        WorkScope.UNASSIGNED: tr("Unassigned"),
        WorkScope.ALL: tr("Everybody's work"),
    }[scope]


def _order_words(order: WorkOrder) -> str:
    return {
        WorkOrder.DUE: tr("Due first"),
        WorkOrder.OLDEST: tr("Oldest first"),
        WorkOrder.NEWEST: tr("Newest first"),
    }[order]
