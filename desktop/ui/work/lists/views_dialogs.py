"""Saved views: giving one its name, and putting all of them right."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QScrollArea, QWidget

from desktop.domain.office.views import SavedView
from desktop.domain.text import tr
from desktop.domain.work import WorkView
from desktop.services.office.views import SavedViews
from desktop.ui.dialogs import answers
from desktop.ui.look.tokens import XL, L, M, S
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, paragraph

LONGEST_NAME = 60


class NameViewDialog(QDialog):
    """What is listed now, kept under a name."""

    def __init__(self, views: SavedViews, view: WorkView, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._views, self._view = views, view
        self.setWindowTitle(tr("Save as view"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(words)
        FocusRing(self)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.returnPressed.connect(self._on_save)
        self.save_button.clicked.connect(self._on_save)
        self.cancel_button.clicked.connect(self.reject)

    def _build(self, words: str) -> None:
        self.setFixedWidth(400)
        outer = column(self, (XL, XL, XL, XL), M)
        outer.addWidget(TextLine(tr("Save as view"), "name"))
        outer.addWidget(paragraph(words, "small", "text2"))
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setPlaceholderText(tr("Its name"))
        self.field.setAccessibleName(tr("Its name"))
        outer.addWidget(self.field)
        self.for_team = QCheckBox(tr("For the whole team"))
        outer.addWidget(self.for_team)
        self.cancel_button = Button(tr("Cancel"), small=True)
        self.save_button = Button(tr("Save"), "primary", small=True)
        self.save_button.setEnabled(False)
        outer.addLayout(answers(self.cancel_button, self.save_button))

    def _on_text_changed(self, text: str) -> None:
        self.save_button.setEnabled(bool(text.strip()))

    def _on_save(self) -> None:
        name = " ".join(self.field.text().split())
        if name:
            self._views.add(name, self._view, for_team=self.for_team.isChecked())
            self.accept()


class ViewsDialog(QDialog):
    """Each on a line: its name, whose it is, its place, and out with it."""

    def __init__(self, views: SavedViews, parent: QWidget) -> None:
        super().__init__(parent)
        self._views = views
        self.setWindowTitle(tr("Views"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 420)
        outer = column(self, (XL, XL, XL, L), M)
        outer.addWidget(TextLine(tr("Views"), "name"))
        outer.addWidget(paragraph(tr("A view of the team is in everybody's list."), "small", "text2"))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll, 1)
        self.done_button = Button(tr("Done"), "primary", small=True)
        self.done_button.clicked.connect(self.accept)
        outer.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignRight)
        FocusRing(self)
        views.changed.connect(self._show_views)
        self._show_views()

    @property
    def lines(self) -> tuple["ViewLine", ...]:
        return tuple(self._scroll.findChildren(ViewLine))

    def _show_views(self) -> None:
        table = QWidget()
        table.setObjectName("plain")
        lines = column(table, (0, 0, M, 0), S)
        for view in self._views.views:
            lines.addWidget(ViewLine(self._views, view))
        if not self._views.views:
            lines.addWidget(paragraph(tr("No view is saved."), "small", "text3"))
        lines.addStretch(1)
        self._scroll.setWidget(table)


class ViewLine(QWidget):
    """One saved view."""

    def __init__(self, views: SavedViews, view: SavedView) -> None:
        super().__init__()
        self._views, self._view = views, view
        self.field = QLineEdit(view.name)
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setAccessibleName(tr("Name of the view {name}", name=view.name))
        self.for_team = QCheckBox(tr("Team"))
        self.for_team.setChecked(not view.owner)
        self.for_team.setAccessibleName(tr("{name} is for the whole team", name=view.name))
        self.up_button = Button(tr("Up"), "quiet", small=True)
        self.down_button = Button(tr("Down"), "quiet", small=True)
        self.remove_button = IconButton("x", tr("Remove {name}", name=view.name), size=16)
        line = row(self, spacing=S)
        line.addWidget(self.field, 1)
        for part in (self.for_team, self.up_button, self.down_button, self.remove_button):
            line.addWidget(part)
        self.field.editingFinished.connect(self._on_named)
        self.for_team.clicked.connect(self._on_whose)
        self.up_button.clicked.connect(partial(views.move, view, -1))
        self.down_button.clicked.connect(partial(views.move, view, 1))
        self.remove_button.clicked.connect(partial(views.remove, view))

    def _on_named(self) -> None:
        name = " ".join(self.field.text().split())
        if not name:
            self.field.setText(self._view.name)
        elif name != self._view.name:
            self._views.rename(self._view, name)

    def _on_whose(self, for_team: bool) -> None:
        if for_team:
            self._views.give_to_team(self._view)
        else:
            self._views.keep_to_oneself(self._view)
