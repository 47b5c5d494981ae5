"""What narrows the work list: words, and what there is to choose of channels, queues, priorities and tags."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.text import tr
from desktop.domain.work import Priority, WorkFacets, WorkView
from desktop.services.messaging.work_list import WorkList as WrittenWork
from desktop.ui.conversation.words import priority_words
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import XS, M
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine
from desktop.ui.words import channel_name
from desktop.ui.work.lists.toggle import Toggle

_PAUSE_MS = 120  # of who types


class FilterStrip(QWidget):
    """Shows the view that is listed, and asks for another; Esc clears it, and once more leaves it."""

    view_asked = Signal(object)  # WorkView
    save_asked = Signal()
    left = Signal()

    def __init__(self, written: WrittenWork) -> None:
        super().__init__()
        self._written = written
        self._facets = WorkFacets()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._connect()
        self.show_view()

    def _build(self) -> None:
        self.setAccessibleName(tr("Filter"))
        self.field = Field(tr("Name, subject or words"), icon="search", quiet=True)
        self.unread = Toggle(tr("Unread"))
        self.overdue = Toggle(tr("Overdue"))
        self.channels = Toggle("", opens=True)
        self.queues = Toggle("", opens=True)
        self.priorities = Toggle("", opens=True)
        self.tags = Toggle("", opens=True)
        self._chips = Flow((self.unread, self.overdue, self.channels, self.queues, self.priorities, self.tags))
        self.found = TextLine("", "small", "text2").tabular()
        self.clear_button = Button(tr("Clear"), "link", face="small_medium")
        self.save_button = Button(tr("Save as view"), "link", face="small_medium")
        outer = column(self, (M, XS, M, XS), XS + 2)
        outer.addWidget(self.field)
        outer.addWidget(self._chips)
        foot = row(margins=(2, 0, 2, 0))
        foot.addWidget(self.found, 1)
        foot.addWidget(self.save_button)
        foot.addWidget(self.clear_button)
        outer.addLayout(foot)

    def _connect(self) -> None:
        self.field.textEdited.connect(lambda _: self._pause.start())
        self._pause.timeout.connect(self._on_typed)
        self.field.returnPressed.connect(self._on_typed)
        self.field.left.connect(self._on_escape)
        self.unread.clicked.connect(lambda: self._ask(unread_only=not self._view.unread_only))
        self.overdue.clicked.connect(lambda: self._ask(overdue_only=not self._view.overdue_only))
        for button, menu in (
            (self.channels, self.channel_menu),
            (self.queues, self.queue_menu),
            (self.priorities, self.priority_menu),
            (self.tags, self.tag_menu),
        ):
            button.clicked.connect(lambda _=False, button=button, menu=menu: _open(menu(), button))
        self.clear_button.clicked.connect(self.clear)
        self.save_button.clicked.connect(self.save_asked)
        self._written.counts_changed.connect(self._show_found)
        self._written.rows_changed.connect(self._show_found)

    @property
    def _view(self) -> WorkView:
        return self._written.view

    def open(self) -> None:
        """With the keyboard in it, and what there is to choose read anew."""
        self.show()
        self._written.facets(owner=self, done=self._on_facets)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_view(self) -> None:
        """As it is listed now."""
        view = self._view
        if not self.field.hasFocus():
            self.field.setText(view.text)
        self.unread.set_on(view.unread_only)
        self.overdue.set_on(view.overdue_only)
        _say(self.channels, tr("Channel"), [channel_name(one) for one in view.channels])
        _say(self.queues, tr("Queue"), view.queues)
        _say(self.priorities, tr("Priority"), [priority_words(one) for one in view.priorities])
        _say(self.tags, tr("Tag"), view.tags)
        self.tags.setVisible(bool(self._facets.tags or view.tags))
        self._chips.place()
        self.clear_button.setEnabled(view.is_narrowed)
        self.save_button.setEnabled(view.is_narrowed)
        self._show_found()

    def clear(self) -> None:
        self._pause.stop()
        self.field.clear()
        self.view_asked.emit(self._view.widened)

    def _show_found(self) -> None:
        total = self._written.total
        self.found.set_text(tr("{count} found", count=total) if total is not None else "")

    def _on_facets(self, facets: WorkFacets) -> None:
        self._facets = facets
        self.show_view()

    def _on_typed(self) -> None:
        self._pause.stop()
        text = self.field.text().strip()
        if text != self._view.text:
            self._ask(text=text)

    def _on_escape(self) -> None:
        if self._view.is_narrowed or self.field.text():
            self.clear()
        else:
            self.left.emit()

    def _ask(self, **changed: Any) -> None:
        self.view_asked.emit(replace(self._view, **changed))

    # ---------------------------------------------------------------- the menus

    def channel_menu(self) -> QMenu:
        chosen = self._view.channels
        there = (*self._facets.channels, *(one for one in chosen if one not in self._facets.channels))
        return self._menu([(channel_name(one), one) for one in there], chosen, "channels")

    def queue_menu(self) -> QMenu:
        chosen = self._view.queues
        there = (*self._facets.queues, *(one for one in chosen if one not in self._facets.queues))
        return self._menu([(one, one) for one in there], chosen, "queues")

    def priority_menu(self) -> QMenu:
        there = [(priority_words(one), one) for one in sorted(Priority, reverse=True)]
        return self._menu(there, self._view.priorities, "priorities")

    def tag_menu(self) -> QMenu:
        chosen = self._view.tags
        there = (*self._facets.tags, *(one for one in chosen if one not in self._facets.tags))
        return self._menu([(one, one) for one in there], chosen, "tags")

    def _menu(self, there: Sequence[tuple[str, object]], chosen: Sequence[object], name: str) -> QMenu:
        """Each is on or off; it goes when it closes."""
        made = QMenu(self)
        made.aboutToHide.connect(made.deleteLater)
        for words, one in there:
            action = made.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(one in chosen)
            left = tuple(other for other in chosen if other != one)
            wanted = left if one in chosen else (*chosen, one)
            action.triggered.connect(self._asker(name, wanted))
        if not there:
            made.addAction(tr("Nothing to choose now")).setEnabled(False)
        return made

    def _asker(self, name: str, wanted: tuple[object, ...]) -> Callable[[], None]:
        return lambda: self._ask(**{name: wanted})


def _open(menu: QMenu, button: Toggle) -> None:
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


def _say(button: Toggle, name: str, chosen: Sequence[str]) -> None:
    """`Queue`, `Billing`, `Queue: 2`."""
    button.set_on(bool(chosen))
    many = tr("{name}: {count}", name=name, count=len(chosen))
    button.set_words(name if not chosen else chosen[0] if len(chosen) == 1 else many)
    button.setToolTip(tip(", ".join(chosen)))
    button.setAccessibleName(": ".join((name, ", ".join(chosen))) if chosen else name)
