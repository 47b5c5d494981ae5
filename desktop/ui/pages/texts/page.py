"""All ready texts of the team: found, added, changed, removed, and brought back."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QMenu, QScrollArea, QStackedLayout, QWidget
from typing_extensions import override

from desktop.domain.folding import fold
from desktop.domain.office.macros import Macro
from desktop.domain.office.texts import ReadyText, TextKind
from desktop.domain.text import tr
from desktop.services.interactions import Interactions
from desktop.services.office.texts import Texts
from desktop.ui.lists.rows import Row
from desktop.ui.lists.rows_model import Line, RowsModel
from desktop.ui.look.tokens import XL, L, M, S
from desktop.ui.pages.parts import row_list
from desktop.ui.pages.texts.macro_form import MacroForm
from desktop.ui.pages.texts.reading import ReadingForm
from desktop.ui.pages.texts.text_form import TextForm
from desktop.ui.texts.slash_list import text_row
from desktop.ui.texts.step_words import step_words
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.layout import column, row, rule
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import TextLine

_FORM = 620
_PAGE = 200
_REPLIES, _TEMPLATES, _MACROS = range(3)
_KINDS = {_REPLIES: TextKind.REPLY, _TEMPLATES: TextKind.TEMPLATE}


class TextsPage(QWidget):
    """A list of thousands, or the form in its place."""

    def __init__(self, texts: Texts, interactions: Interactions) -> None:
        super().__init__()
        self._texts, self._interactions = texts, interactions
        self._removed: ReadyText | Macro | None = None
        self._found: list[ReadyText | Macro] = []
        self.form: TextForm | MacroForm | None = None
        self.reading: ReadingForm | None = None
        self.model = RowsModel(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.kinds = Segments((tr("Replies"), tr("Templates"), tr("Macros")), tr("What is listed"))
        self.search = Field(tr("Title, shortcut or words"), icon="search", quiet=True)
        self.new_button = Button(tr("New"), small=True)
        self.more_button = IconButton("ellipsis", tr("More"), size=16)
        self.view = row_list(tr("Texts"), self.model)
        self._empty = EmptyState("file-text", "", "")
        self._undo_words = TextLine("", "small_medium", "text")
        self.undo_button = Button(tr("Undo"), small=True)
        self._undo = QWidget()
        undo = row(self._undo, (L, S, L, S), S)
        undo.addWidget(self._undo_words, 1)
        undo.addWidget(self.undo_button)
        self._undo.hide()
        head = row(margins=(L, S, L, S), spacing=S)
        head.addWidget(self.kinds)
        head.addWidget(self.search, 1)
        head.addWidget(self.new_button)
        head.addWidget(self.more_button)
        listing = QWidget()
        inner = column(listing)
        inner.addLayout(head)
        inner.addWidget(rule("ruleQuiet"))
        self._lists = QStackedLayout()
        inner.addLayout(self._lists, 1)
        self._lists.addWidget(self._empty)
        self._lists.addWidget(self.view)
        inner.addWidget(self._undo)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(listing)
        self._stack.addWidget(self._scroll)
        self._listing = listing

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._show)
        self.search.textEdited.connect(self._show)
        self.search.moved.connect(self._on_moved)
        self.search.left.connect(self._on_search_left)
        self.search.returnPressed.connect(self._on_entered)
        self.view.clicked.connect(self._on_activated)
        self.view.activated.connect(self._on_activated)
        self.new_button.clicked.connect(self.add)
        self.more_button.clicked.connect(self._on_more)
        self.undo_button.clicked.connect(self.undo)
        self._texts.changed.connect(self._show)
        self.model.more_wanted.connect(self._on_more_wanted)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._texts.open()
        self._show()

    # ---------------------------------------------------------------- the list

    def _show(self, *_: object) -> None:
        if not self.isVisible():
            return
        self._found = self._find()
        self.model.replace(map(self._line, self._found[:_PAGE]), has_more=len(self._found) > _PAGE)
        typed = self.search.text().strip()
        if typed:
            self._empty.say("search", tr("Nothing found for “{text}”", text=typed), tr("Try fewer letters."))
        else:
            self._empty.say("file-text", *self._nothing())
        self._lists.setCurrentWidget(self.view if self.model.rowCount() else self._empty)

    def _nothing(self) -> tuple[str, str]:
        if not self._texts.is_read:
            return tr("Reading"), ""
        return {
            _REPLIES: (tr("No replies yet"), tr("A slash finds them while one writes, and in a call to read aloud.")),
            _TEMPLATES: (tr("No templates yet"), tr("Every new answer of its queue begins with one.")),
            _MACROS: (tr("No macros yet"), tr("Several things done at once, each said before in words.")),
        }[self.kinds.current]

    def _on_more_wanted(self) -> None:
        begin = self.model.rowCount()
        more = self._found[begin : begin + _PAGE]
        self.model.append(map(self._line, more), has_more=len(self._found) > begin + len(more))

    def _find(self) -> list[ReadyText | Macro]:
        typed = self.search.text()
        if self.kinds.current == _MACROS:
            words = fold(typed).split()
            return [one for one in self._texts.macros if all(f" {word}" in f" {fold(one.title)}" for word in words)]
        kind = _KINDS[self.kinds.current]
        return [one for one in self._texts.find(typed) if one.kind is kind]

    def _line(self, one: ReadyText | Macro) -> Line:
        if isinstance(one, ReadyText):
            return Line(row=text_row(one), value=one)
        now = self._interactions
        words = [
            step_words(step, self._texts.texts, now.dispositions, needs_result=now.needs_result) for step in one.steps
        ]
        return Line(row=Row(title=one.title, detail=" · ".join(words), icon="play"), value=one)

    def _on_search_left(self) -> None:
        self.search.clear()
        self._show()

    def _on_moved(self, step: int) -> None:
        place = max(0, min(self.view.currentIndex().row() + step, self.model.rowCount() - 1))
        self.view.setCurrentIndex(self.model.index(place))

    def _on_entered(self) -> None:
        index = self.view.currentIndex()
        self._on_activated(index if index.isValid() else self.model.index(0))

    def _on_activated(self, index: QModelIndex) -> None:
        self.open(self.model.value(index.row()))

    # ---------------------------------------------------------------- one of them

    def add(self) -> None:
        """Of the kind that is listed."""
        title = self.search.text().strip()
        if self.kinds.current == _MACROS:
            self.open(Macro(title=title))
        else:
            self.open(ReadyText(title=title, kind=_KINDS[self.kinds.current]))

    def open(self, one: object) -> None:
        if isinstance(one, ReadyText):
            self.form = TextForm(self._texts, one)
        elif isinstance(one, Macro):
            self.form = MacroForm(self._texts, one, self._interactions)
        else:
            return
        self.form.saved.connect(self._close)
        self.form.left.connect(self._close)
        self.form.remove_asked.connect(lambda: self._remove(one))
        self._turn_to(self.form)
        self.form.title.setFocus()

    def _turn_to(self, form: QWidget) -> None:
        self._undo.hide()
        around = QWidget()
        around.setObjectName("plain")
        around.setMaximumWidth(_FORM)
        inner = column(around, (XL, L, XL, XL), M)
        inner.addWidget(form)
        inner.addStretch(1)
        self._scroll.setWidget(around)
        self._stack.setCurrentWidget(self._scroll)

    def _close(self) -> None:
        self.form = self.reading = None
        self._stack.setCurrentWidget(self._listing)
        self.search.setFocus()
        self._show()

    def _remove(self, one: ReadyText | Macro) -> None:
        self._removed = one
        if isinstance(one, Macro):
            self._texts.remove_macro(one)
        else:
            self._texts.remove(one)
        self._close()
        self._undo_words.set_text(tr("“{title}” was deleted.", title=one.title))
        self.undo_button.show()
        self._undo.show()
        self.undo_button.setFocus()

    def undo(self) -> None:
        """The one deleted last is there again."""
        one, self._removed = self._removed, None
        self._undo.hide()
        if isinstance(one, Macro):
            self._texts.save_macro(one, owner=self, done=lambda _: None)
        elif one is not None:
            self._texts.save(one, owner=self, done=lambda _: None)

    # ---------------------------------------------------------------- files

    def more_menu(self) -> QMenu:
        """It goes when it closes."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("Read texts from a file…")).triggered.connect(self._on_read_asked)
        menu.addAction(tr("Write all texts to a file…")).triggered.connect(self._on_write_asked)
        return menu

    def _on_more(self) -> None:
        self.more_menu().popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def _on_read_asked(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Read texts from a file"), "", tr("Tables") + " (*.csv *.txt)")
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path) -> None:
        """Shown first: nothing is taken before somebody says so."""
        self.reading = ReadingForm(self._texts, path)
        self.reading.left.connect(self._close)
        self._turn_to(self.reading)

    def _on_write_asked(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Write all texts to a file"), "texts.csv")
        if name:
            self.write_file(Path(name))

    def write_file(self, path: Path) -> None:
        self._texts.write_file(
            path,
            owner=self,
            done=lambda count: self._say(tr("%n texts are in {file}.", count, file=path.name)),
            failed=lambda error: self._say(f"{error.text} {error.hint}".strip()),
        )

    def _say(self, words: str) -> None:
        self._undo_words.set_text(words)
        self.undo_button.hide()
        self._undo.show()
