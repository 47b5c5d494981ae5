"""The menu of all lists there are: work, drafts, outbox, saved views, each with how much is in it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.domain.office.views import SavedView
from desktop.domain.text import tr
from desktop.domain.work import WorkScope, WorkView
from desktop.services.messaging.unsent import Unsent
from desktop.services.messaging.work_list import WorkList as WrittenWork
from desktop.services.office.views import SavedViews
from desktop.ui.work.lists.unsent_line import UnsentKind, unsent_words

if TYPE_CHECKING:
    from desktop.ui.work.work_head import WorkHead


def lists_menu(head: "WorkHead", views: SavedViews, written: WrittenWork, unsent: Unsent) -> QMenu:
    """It goes when it closes. The counts of views follow as soon as they are read."""
    made = QMenu(head)
    made.aboutToHide.connect(made.deleteLater)
    mine = WorkView(scope=WorkScope.MINE, agent="")
    _add(made, tr("Work"), lambda: head.show_view(mine))
    for kind, count in ((UnsentKind.DRAFTS, len(unsent.drafts)), (UnsentKind.OUTBOX, len(unsent.letters))):
        _add(made, _counted(unsent_words(kind), count), partial(head.unsent.asked.emit, kind))
    foot = made.addSeparator()
    _add(made, tr("Save this list as a view"), head.name_view)
    edit = _add(made, tr("Edit views"), head.edit_views)

    def show_views() -> None:
        edit.setEnabled(bool(views.views))
        _show_views(made, foot, head, views, written)

    show_views()
    if not views.views:
        views.changed.connect(show_views)
        made.destroyed.connect(partial(_let_go, views, show_views))
    return made


def _let_go(views: SavedViews, slot: Callable[[], None], *_: object) -> None:
    views.changed.disconnect(slot)


def _show_views(made: QMenu, foot: QAction, head: "WorkHead", views: SavedViews, written: WrittenWork) -> None:
    """Above `foot`: the agent's own, then the team's."""
    actions: list[tuple[QAction, SavedView]] = []
    for title, whose in ((tr("My views"), True), (tr("The team's views"), False)):
        saved = [view for view in views.views if bool(view.owner) is whose]
        if saved:
            made.insertSeparator(foot)
            heading = QAction(title, made)
            heading.setEnabled(False)
            made.insertAction(foot, heading)
        for view in saved:
            action = QAction(_counted(view.name, None), made)
            action.setCheckable(True)
            action.setChecked(head.saved is not None and head.saved.id == view.id)
            action.triggered.connect(partial(_show_saved, head, view))
            made.insertAction(foot, action)
            actions.append((action, view))

    def done(counts: tuple[int, ...]) -> None:
        for (action, view), count in zip(actions, counts, strict=True):
            action.setText(_counted(view.name, count))

    if actions:
        written.count_each([view.view for _, view in actions], owner=made, done=done)


def _show_saved(head: "WorkHead", view: SavedView, *_: object) -> None:
    head.show_saved(view)


def _counted(words: str, count: int | None) -> str:
    """The count where keys stand in other menus."""
    escaped = words.replace("&", "&&").replace("\t", " ")
    return f"{escaped}\t{count}" if count else escaped


def _add(menu: QMenu, words: str, order: Callable[[], object]) -> QAction:
    action = menu.addAction(words)
    action.triggered.connect(lambda _=False: order())
    return action
