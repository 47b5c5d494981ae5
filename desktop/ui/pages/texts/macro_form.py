"""One macro: its steps in order, each with its own field, and all of it in words."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.domain.errors import DesktopError
from desktop.domain.interaction import Disposition
from desktop.domain.office.macros import Macro, Step, StepKind
from desktop.domain.office.texts import TextKind
from desktop.domain.text import tr
from desktop.domain.work import Priority
from desktop.services.interactions import Interactions
from desktop.services.office.texts import Texts
from desktop.ui.conversation.words import priority_words
from desktop.ui.look.tokens import L, S
from desktop.ui.pages.setting_editors import Combo
from desktop.ui.pages.texts.parts import joined, labelled, line_field, names_in
from desktop.ui.texts.step_words import kind_words, step_words
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, paragraph

_CHOSEN = (StepKind.TEXT, StepKind.PRIORITY, StepKind.SNOOZE, StepKind.CLOSE)
_HOURS = (1, 2, 4, 8, 24, 48, 72, 168)

Choices = Sequence[tuple[str, str]]  # value and words


class StepRow(QWidget):
    """What is done, and with what."""

    changed = Signal()
    drop_asked = Signal()

    def __init__(self, step: Step, texts: Texts, dispositions: Sequence[Disposition]) -> None:
        super().__init__()
        self._texts, self._dispositions = texts, dispositions
        self.kind = Combo()
        self.kind.setAccessibleName(tr("What is done"))
        for kind in StepKind:
            self.kind.addItem(kind_words(kind), str(kind))
        self.field: QWidget = QWidget()
        self._line = row(self, spacing=S)
        self._line.addWidget(self.kind, 2)
        self._line.addWidget(self.field, 3)
        drop = IconButton("x", tr("Take this step out"), side=32, size=14)
        self._line.addWidget(drop)
        self.kind.setCurrentIndex(list(StepKind).index(step.kind))
        self._show_field(step.value)
        self.kind.currentIndexChanged.connect(self._on_kind)
        drop.clicked.connect(self.drop_asked)

    @property
    def step(self) -> Step:
        field = self.field
        value = str(field.currentData() or "") if isinstance(field, QComboBox) else ""
        if isinstance(field, QLineEdit):
            value = field.text().strip()
        return Step(kind=StepKind(self.kind.currentData()), value=value)

    @property
    def is_complete(self) -> bool:
        return bool(self.step.value) or self.step.kind is StepKind.CLOSE

    def _choices(self, kind: StepKind) -> Choices:
        match kind:
            case StepKind.TEXT:
                return [(str(one.id), one.title) for one in self._texts.texts if one.kind is TextKind.REPLY]
            case StepKind.PRIORITY:
                return [(str(int(one)), priority_words(one)) for one in sorted(Priority, reverse=True)]
            case StepKind.SNOOZE:
                return [(str(hours), tr("%n hours", hours)) for hours in _HOURS]
            case _:
                return [(one.code, one.label) for one in self._dispositions] + [("", tr("Without a result"))]

    def _show_field(self, value: str) -> None:
        kind = StepKind(self.kind.currentData())
        before = self.field
        if kind in _CHOSEN:
            combo = Combo()
            for one, words in self._choices(kind):
                combo.addItem(words, one)
            combo.setCurrentIndex(max(0, combo.findData(value)))
            combo.currentIndexChanged.connect(self.changed)
            self.field = combo
        else:
            line = line_field(value)
            line.textEdited.connect(self.changed)
            self.field = line
        self.field.setAccessibleName(kind_words(kind))
        self._line.replaceWidget(before, self.field)
        before.hide()
        before.deleteLater()

    def _on_kind(self) -> None:
        self._show_field("")
        self.changed.emit()


class MacroForm(QWidget):
    """Nothing is kept before it is saved."""

    saved = Signal()
    left = Signal()
    remove_asked = Signal()

    def __init__(self, texts: Texts, macro: Macro, interactions: Interactions) -> None:
        super().__init__()
        self._texts, self._macro, self._interactions = texts, macro, interactions
        self.rows: list[StepRow] = []
        self._build()
        for step in macro.steps or (Step(kind=StepKind.TEXT),):
            self._add(step)
        self._show_words()

    def _build(self) -> None:
        outer = column(self, spacing=L)
        self.title = line_field(self._macro.title)
        labelled(tr("Title"), self.title, outer)
        self.queues = line_field(joined(self._macro.queues), tr("All queues; else their names, with commas"))
        labelled(tr("Queues"), self.queues, outer)
        outer.addWidget(TextLine(tr("Steps, in this order"), "medium"))
        self._steps = column(spacing=S)
        outer.addLayout(self._steps)
        self.add_button = Button(tr("Add a step"), small=True)
        line = row()
        line.addWidget(self.add_button)
        line.addStretch(1)
        outer.addLayout(line)
        outer.addWidget(TextLine(tr("What it will do"), "medium"))
        self.words = paragraph("", "body", "text2")
        outer.addWidget(self.words)
        self.trouble = Banner("red")
        self.trouble.hide()
        outer.addWidget(self.trouble)
        self.save_button = Button(tr("Save"), "primary")
        cancel, remove = Button(tr("Cancel")), Button(tr("Delete"))
        if self._macro.id is None:
            remove.hide()
        foot = row(spacing=S)
        foot.addWidget(self.save_button)
        foot.addWidget(cancel)
        foot.addStretch(1)
        foot.addWidget(remove)
        outer.addLayout(foot)
        self.add_button.clicked.connect(self._on_add)
        self.save_button.clicked.connect(self.save)
        cancel.clicked.connect(self.left)
        remove.clicked.connect(self.remove_asked)

    def _add(self, step: Step) -> None:
        made = StepRow(step, self._texts, self._interactions.dispositions)
        made.changed.connect(self._show_words)
        made.drop_asked.connect(lambda: self._drop(made))
        self._steps.addWidget(made)
        self.rows.append(made)

    def _on_add(self) -> None:
        self._add(Step(kind=StepKind.NOTE))
        self.rows[-1].kind.setFocus()
        self._show_words()

    def _drop(self, one: StepRow) -> None:
        self.rows.remove(one)
        one.hide()
        one.deleteLater()
        self._show_words()

    def _show_words(self) -> None:
        steps = [one.step for one in self.rows if one.is_complete]
        now = self._interactions
        words = [step_words(step, self._texts.texts, now.dispositions, needs_result=now.needs_result) for step in steps]
        self.words.setText("\n".join(f"{number}. {line}" for number, line in enumerate(words, 1)))

    def macro(self) -> Macro:
        """As it is in the form."""
        steps = tuple(one.step for one in self.rows if one.is_complete)
        return replace(self._macro, title=self.title.text().strip(), queues=names_in(self.queues.text()), steps=steps)

    def save(self) -> None:
        macro = self.macro()
        if not macro.title:
            self.trouble.tell(tr("The title is missing."), tr("It is what the list shows."))
            self.title.setFocus()
        elif not macro.steps or not all(one.is_complete for one in self.rows):
            self.trouble.tell(tr("A step is not complete."), tr("Say with what, or take it out."))
        else:
            self._texts.save_macro(macro, owner=self, done=self._on_saved, failed=self._on_failed)

    def _on_saved(self, _macro: Macro) -> None:
        self.saved.emit()

    def _on_failed(self, error: DesktopError) -> None:
        self.trouble.tell(error.text, error.hint)
