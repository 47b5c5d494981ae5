"""Above the work list: which list it is, how much there is, whose, and in which order."""

from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.office.views import SavedView
from desktop.domain.text import tr
from desktop.domain.work import WorkOrder, WorkScope, WorkView
from desktop.services.desk import DeskServices
from desktop.ui.conversation.words import due_words, gone_between
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import L, M
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.chips import Chip
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.stack import join_tab_order
from desktop.ui.work.lists.lists_button import ListsButton
from desktop.ui.work.lists.unsent_line import UnsentLine

if TYPE_CHECKING:
    from desktop.ui.work.lists.filter_strip import FilterStrip
    from desktop.ui.work.lists.views_dialogs import NameViewDialog, ViewsDialog

_SCOPES = (WorkScope.MINE, WorkScope.TEAM, WorkScope.UNASSIGNED)


class WorkHead(QWidget):
    """Three scopes as tabs; other lists in the menu of the title; the fourth scope in the menu of the order."""

    list_asked = Signal()  # of work, whatever else was listed
    left = Signal()  # the filter was, for the list

    def __init__(self, services: DeskServices) -> None:
        super().__init__()
        self._written, self._views, self._unsent = services.work_list, services.views, services.unsent
        self._calls = 0
        self._saved: SavedView | None = None  # what is listed, as it was saved
        self._is_unsent = False
        self._build()
        self.scopes.chosen.connect(self._on_scope_chosen)
        self.order_button.clicked.connect(self._on_order_asked)
        self.title.clicked.connect(self._on_lists_asked)
        self.filter_button.clicked.connect(self._on_filter)
        self._views.changed.connect(self._on_views_changed)
        self._show_view()

    def _build(self) -> None:
        self._count = Chip("0")
        self.title = ListsButton(tr("Work"))
        self.title.setAccessibleDescription(tr("Other lists"))
        self.filter_button = IconButton("list-filter", tr("Filter"), size=16)
        self.filter_button.setCheckable(True)
        self.order_button = Button("", "quiet", small=True, face="small")
        self.scopes = Segments([_scope_words(scope) for scope in _SCOPES], tr("Whose work"), stretches=True)
        self.unsent = UnsentLine(self._unsent)
        head = row(margins=(L - 6, 0, 4, 0), spacing=4)
        head.addWidget(self.title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.order_button)
        head.addWidget(self.filter_button)
        head_box = QWidget()
        head_box.setFixedHeight(48)
        head_box.setLayout(head)
        self._outer = column(self)
        self._outer.addWidget(head_box)
        below = row(margins=(M, 0, M, 0))
        below.addWidget(self.scopes)
        self._outer.addLayout(below)
        self._outer.addWidget(self.unsent)

    @property
    def count(self) -> str:
        return self._count.text

    def show_counts(self, calls: int) -> None:
        """`calls` are in hand, and everybody's own."""
        self._calls = calls
        counts, view = self._written.counts.rows, self._written.view
        total = self._written.total if view.is_narrowed else counts.get(view.scope, 0)
        if not self._is_unsent:
            self._count.set_text("" if total is None else QLocale().toString(calls + total))
        for number, one in enumerate(_SCOPES):
            count = counts.get(one, 0) + (calls if one is WorkScope.MINE else 0)
            self.scopes.set_words(number, _scope_words(one), QLocale().toString(count) if count else "")

    def show_ages(self, now: datetime) -> None:
        """How near the next answer that a scope owes is, since its oldest message."""
        for number, scope in enumerate(_SCOPES):
            waiting = self._written.counts.waiting.get(scope)
            share, words, tone = -1.0, "", "text3"
            if waiting is not None:
                share = gone_between(*waiting, now)
                words, urgency = due_words(waiting[1], now)
                tone = urgency if urgency != "neutral" else "text3"
            self.scopes.show_gauge(number, share, tone, words)

    # ---------------------------------------------------------------- which rows

    def _on_scope_chosen(self, number: int) -> None:
        view = self._written.view
        self.show_view(replace(view.widened if self._saved is not None else view, scope=_SCOPES[number]))

    def show_view(self, view: WorkView) -> None:
        """One that nobody saved under a name."""
        self._saved = None
        self._list(view)

    def show_saved(self, saved: SavedView) -> None:
        self._saved = saved
        self._list(saved.view)

    def _list(self, view: WorkView) -> None:
        self._is_unsent = False
        self._written.show(view)
        self._show_view()
        self.show_counts(self._calls)
        self.list_asked.emit()

    def return_to_work(self) -> None:
        """From drafts or letters, to what was listed before."""
        self._is_unsent = False
        self._show_view()
        self.show_counts(self._calls)
        self.list_asked.emit()

    def name_unsent(self, words: str, count: int) -> None:
        """Drafts or letters are listed, not work."""
        self._is_unsent = True
        self.title.set_words(words)
        self._count.set_text(QLocale().toString(count))
        self.scopes.choose_none()
        self.order_button.hide()
        self.filter_button.hide()
        if self.has_filter:
            self.filter.hide()

    def _show_view(self) -> None:
        view = self._written.view
        if view.scope in _SCOPES and self._saved is None:
            self.scopes.choose(_SCOPES.index(view.scope))
        else:
            self.scopes.choose_none()
        self.title.set_words(self._saved.name if self._saved is not None else tr("Work"))
        self.order_button.show()
        self.filter_button.show()
        is_all = view.scope is WorkScope.ALL and self._saved is None
        parts = [_scope_words(view.scope)] if is_all else []
        parts += [words for is_on, words in _narrowings(view) if is_on] if self._saved is None else []
        self.order_button.set_text(" · ".join(parts) or _order_words(view.order))
        self.order_button.setAccessibleDescription(tr("Which work is listed, and in which order"))
        if self.has_filter:
            self.filter.show_view()
        self._show_filter_sign()

    def _show_filter_sign(self) -> None:
        is_open = self.has_filter and not self.filter.isHidden()
        self.filter_button.setChecked(is_open or self._written.view.is_narrowed)

    # ---------------------------------------------------------------- the filter

    @property
    def has_filter(self) -> bool:
        """It was asked for once."""
        return "filter" in self.__dict__

    @cached_property
    def filter(self) -> "FilterStrip":
        """Built when it is asked for."""
        from desktop.ui.work.lists.filter_strip import FilterStrip

        strip = FilterStrip(self._written)
        strip.hide()
        strip.field.set_key(self._filter_key)
        self._outer.insertWidget(2, strip)
        join_tab_order(self.scopes, strip)
        strip.view_asked.connect(self._on_narrowed)
        strip.save_asked.connect(self._on_save_asked)
        strip.left.connect(self._on_filter_left)
        return strip

    _filter_key = ""

    def show_key(self, cap: str) -> None:
        """Of the filter."""
        self._filter_key = cap
        self.filter_button.setToolTip(tip(f"{tr('Filter')}  {cap}"))
        self.filter_button.setAccessibleDescription(cap)
        if self.has_filter:
            self.filter.field.set_key(cap)

    def open_filter(self) -> None:
        if self._is_unsent:
            self.return_to_work()
        self.filter.show_view()
        self.filter.open()
        self._show_filter_sign()

    def clear_filter(self) -> None:
        self.show_view(self._written.view.widened)

    def _on_filter(self) -> None:
        if self.has_filter and not self.filter.isHidden():
            self._on_filter_left()
        else:
            self.open_filter()

    def _on_filter_left(self) -> None:
        self.filter.hide()
        self._show_filter_sign()
        self.left.emit()

    def _on_narrowed(self, view: WorkView) -> None:
        """A saved view keeps its name while it is narrowed further, until it is cleared."""
        if self._saved is not None and view.is_narrowed:
            self._list(view)
        else:
            self.show_view(view)

    # ---------------------------------------------------------------- the menus

    def _on_lists_asked(self) -> None:
        menu = self.lists_menu()
        menu.popup(self.title.mapToGlobal(self.title.rect().bottomLeft()))

    def lists_menu(self) -> QMenu:
        """Made when it is asked for; it goes when it closes. What was never read is in it the next moment."""
        from desktop.ui.work.lists.lists_menu import lists_menu

        self._views.want()
        return lists_menu(self, self._views, self._written, self._unsent)

    @property
    def saved(self) -> SavedView | None:
        """What is listed, if it is a saved view."""
        return self._saved

    def _on_views_changed(self) -> None:
        """One that is listed was changed or removed, here or elsewhere."""
        if self._saved is None:
            return
        now = next((view for view in self._views.views if view.id == self._saved.id), None)
        if now is None:
            self.show_view(self._written.view)
        elif now != self._saved:
            self.show_saved(now)

    def _on_save_asked(self) -> None:
        self.name_view()

    def name_view(self) -> "NameViewDialog":
        from desktop.ui.work.lists.views_dialogs import NameViewDialog

        dialog = NameViewDialog(self._views, self._written.view, view_words(self._written.view), self.window())
        dialog.open()
        return dialog

    def edit_views(self) -> "ViewsDialog":
        from desktop.ui.work.lists.views_dialogs import ViewsDialog

        dialog = ViewsDialog(self._views, self.window())
        dialog.open()
        return dialog

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


def view_words(view: WorkView) -> str:
    """All that a view says, in one line."""
    chosen = [words for is_on, words in _narrowings(view) if is_on]
    named = [*view.queues, *view.tags]
    text = [tr("“{text}”", text=view.text)] if view.text else []
    return " · ".join((_scope_words(view.scope), *chosen, *named, *text, _order_words(view.order)))


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
