"""The macros that fit the conversation in hand: found by name, each with what it will do in words, run by Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QStackedLayout, QWidget
from typing_extensions import override

from desktop.domain.folding import fold
from desktop.domain.office.macros import Macro, Step, StepKind
from desktop.domain.text import tr
from desktop.services.interactions import Interactions
from desktop.services.office.texts import Texts
from desktop.ui.lists.rows import Row
from desktop.ui.lists.rows_model import Line, RowsModel
from desktop.ui.look.tokens import XL, L, M, S
from desktop.ui.pages.parts import row_list
from desktop.ui.texts.step_words import step_words
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, paragraph


class MacroDialog(QDialog):
    """Nothing is done before it is confirmed here. `queues` are those of the conversations it runs on."""

    chosen = Signal(object)  # Macro

    def __init__(self, texts: Texts, interactions: Interactions, queues: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._texts, self._interactions, self._queues = texts, interactions, queues
        self._model = RowsModel(self)
        self.setWindowTitle(tr("Macros"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self._connect()
        FocusRing(self)
        texts.open()
        self._show_found()
        self.search.setFocus()

    def _build(self) -> None:
        self.resize(QSize(560, 480))
        self.search = Field(tr("Find a macro"), icon="search")
        self.view = row_list(tr("Macros"), self._model)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.preview = paragraph("", "body", "text")
        self.run_button = Button(tr("Carry it out"), "primary", small=True)
        cancel = Button(tr("Cancel"), small=True)
        self.empty = EmptyState("list", "", "")
        listing = QWidget()
        inner = column(listing, spacing=M)
        inner.addWidget(self.view, 1)
        inner.addWidget(TextLine(tr("What it will do"), "small_strong", "text2"))
        inner.addWidget(self.preview)
        outer = column(self, (XL, XL, XL, L), M)
        outer.addWidget(TextLine(tr("Macros"), "name"))
        if len(self._queues) > 1:
            outer.addWidget(TextLine(tr("For %n conversations", len(self._queues)), "small", "text2"))
        outer.addWidget(self.search)
        self._stack = QStackedLayout()
        outer.addLayout(self._stack, 1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(listing)
        self._listing = listing
        foot = row(spacing=S)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.run_button)
        outer.addLayout(foot)
        cancel.clicked.connect(self.reject)

    def _connect(self) -> None:
        self.search.textEdited.connect(self._show_found)
        self.search.moved.connect(self._on_moved)
        self.search.left.connect(self.reject)
        self.search.returnPressed.connect(self.run)
        self.view.activated.connect(self.run)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.run_button.clicked.connect(self.run)
        self._texts.changed.connect(self._show_found)

    @property
    def current(self) -> Macro | None:
        value = self._model.value(self.view.currentIndex().row())
        return value if isinstance(value, Macro) else None

    def run(self) -> None:
        macro = self.current
        if macro is not None:
            self.chosen.emit(macro)
            self.accept()

    def _show_found(self) -> None:
        words = fold(self.search.text()).split()
        fitting = [one for one in self._texts.macros if all(map(one.fits, self._queues))]
        found = [one for one in fitting if all(f" {word}" in f" {fold(one.title)}" for word in words)]
        self._model.replace([Line(row=self._row(one), value=one) for one in found])
        if fitting:
            self.empty.say("search", tr("No macro is called so"), tr("Try fewer letters."))
        else:
            self.empty.say("list", tr("No macros yet"), tr("Write them in the settings, under Texts."))
        self._stack.setCurrentWidget(self._listing if found else self.empty)
        self.view.setCurrentIndex(self._model.index(0))
        self._show_preview()

    def _row(self, macro: Macro) -> Row:
        return Row(title=macro.title, detail=" · ".join(self._words(macro)), icon="play")

    def _words(self, macro: Macro) -> list[str]:
        if len(self._queues) == 1:
            return [self._step_words(step) for step in macro.steps]
        steps = [step for step in macro.steps if step.kind is not StepKind.TEXT]
        words = [self._step_words(step) for step in steps]
        left_out = tr("Its text is left out: answers are written one by one.")
        return words if len(steps) == len(macro.steps) else [*words, left_out]

    def _step_words(self, step: Step) -> str:
        now = self._interactions
        return step_words(step, self._texts.texts, now.dispositions, needs_result=now.needs_result)

    def _show_preview(self) -> None:
        macro = self.current
        words = self._words(macro) if macro is not None else []
        self.preview.setText("\n".join(f"{number}. {line}" for number, line in enumerate(words, 1)))
        self.run_button.setEnabled(macro is not None)

    def _on_moved(self, step: int) -> None:
        count = self._model.rowCount()
        self.view.setCurrentIndex(self._model.index((self.view.currentIndex().row() + step) % max(1, count)))

    def _on_current_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self._show_preview()

    @override
    def sizeHint(self) -> QSize:
        return QSize(560, 480)
