"""A text in one or several languages, one at a time in the same editor."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QLineEdit, QMenu

from desktop.domain.office.texts import Version
from desktop.domain.office.variables import variable_label
from desktop.domain.text import tr
from desktop.ui.conversation.card import as_html
from desktop.ui.conversation.writing.editor import Editor
from desktop.ui.conversation.writing.format_bar import FormatBar
from desktop.ui.look.tokens import FIELD, M, S
from desktop.ui.pages.language_box import LanguageBox
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import Card, column, row, rule
from desktop.ui.words import language_name

_EDITOR_HEIGHT = 132


class WordingsCard(Card):
    """`versions` are as they were typed, the empty ones too. `variables` are offered to be filled in."""

    edited = Signal()

    def __init__(self, hint: str, variables: Sequence[str], here: str = "") -> None:
        """`here`: what marks where one goes on writing, where that can be said."""
        super().__init__()
        self._variables, self._here = variables, here
        self._versions: list[Version] = [Version(text="")]
        self._place = 0
        self._tabs: list[Button] = []
        self._build(hint)
        self._connect()

    def _build(self, hint: str) -> None:
        self._tab_line = row(spacing=2)
        self.head.addLayout(self._tab_line)
        self.head.addStretch(1)
        self.add_button = Button(tr("Add a language"), "link", face="small_medium")
        self.head.addWidget(self.add_button)
        self.language = LanguageBox()
        self.language.setItemText(0, tr("Any language"))
        self.language.setAccessibleName(tr("Language"))
        self.drop_button = Button(tr("Take this language out"), "link", face="small_medium")
        line = row(margins=(M, S, M, 0), spacing=S)
        line.addWidget(self.language, 1)
        line.addWidget(self.drop_button)
        self.body.addLayout(line)
        self.subject = QLineEdit()
        self.subject.setFixedHeight(FIELD)
        self.subject.setPlaceholderText(tr("Subject"))
        self.subject.setAccessibleName(tr("Subject"))
        self.subject.hide()
        self._subject_line = row(margins=(M, S, M, 0))
        self._subject_line.addWidget(self.subject)
        self.body.addLayout(self._subject_line)
        self.editor = Editor(hint)
        self.editor.setFixedHeight(_EDITOR_HEIGHT)
        inner = column(margins=(M - 2, S, M - 2, S))
        inner.addWidget(self.editor)
        self.bar = FormatBar(self.editor)
        self.variable_button = Button(tr("Fill in…"), small=True)
        below = row(margins=(0, 0, M, 0), spacing=S)
        below.addWidget(self.bar, 1)
        below.addWidget(self.variable_button)
        self.body.addLayout(inner)
        self.body.addWidget(rule("ruleQuiet"))
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.editor.textChanged.connect(self._on_edited)
        self.subject.textChanged.connect(self._on_edited)
        self.language.currentIndexChanged.connect(self._on_language)
        self.add_button.clicked.connect(self._on_add)
        self.drop_button.clicked.connect(self._on_drop)
        self.variable_button.clicked.connect(self._on_variable)

    def ask_for_subjects(self) -> None:
        """Each language has its own."""
        self.subject.show()

    # ---------------------------------------------------------------- what is in it

    @property
    def versions(self) -> tuple[Version, ...]:
        return tuple(self._versions)

    @property
    def current(self) -> Version:
        return self._versions[self._place]

    def load(self, versions: Sequence[Version]) -> None:
        self._versions = list(versions) or [Version(text="")]
        self._show(0)

    def _show(self, place: int) -> None:
        self._place = place
        version = self._versions[place]
        for part in (self.language, self.editor, self.subject):
            part.blockSignals(True)
        self.language.show_language(version.language)
        self.editor.load(version.html or as_html(version.text))
        self.subject.setText(version.subject)
        for part in (self.language, self.editor, self.subject):
            part.blockSignals(False)
        self.drop_button.setVisible(len(self._versions) > 1)
        self._show_tabs()
        self.edited.emit()

    def _show_tabs(self) -> None:
        for button in self._tabs:
            button.hide()
            button.deleteLater()
        self._tabs = []
        for place, version in enumerate(self._versions):
            words = language_name(version.language) if version.language else tr("Any language")
            button = Button(words, "plain" if place == self._place else "quiet", small=True, face="small_medium")
            button.clicked.connect(lambda _=False, place=place: self._show(place))
            self._tab_line.addWidget(button)
            self._tabs.append(button)

    def _on_edited(self) -> None:
        said = {"text": self.editor.toPlainText(), "html": self.editor.html, "subject": self.subject.text().strip()}
        self._versions[self._place] = replace(self.current, **said)
        self.edited.emit()

    def _on_language(self) -> None:
        self._versions[self._place] = replace(self.current, language=self.language.code)
        self._show_tabs()
        self.edited.emit()

    def _on_add(self) -> None:
        self._versions.append(Version(text="", subject=self.current.subject))
        self._show(len(self._versions) - 1)
        self.language.setFocus()

    def _on_drop(self) -> None:
        del self._versions[self._place]
        self._show(0)

    # ---------------------------------------------------------------- what is filled in

    def variable_menu(self) -> QMenu:
        """It goes when it closes."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for name in self._variables:
            action = menu.addAction(f"{variable_label(name)}\t{{{name}}}")
            action.triggered.connect(lambda _=False, name=name: self.editor.insertPlainText(f"{{{name}}}"))
        if self._here:
            menu.addSeparator()
            action = menu.addAction(f"{tr('Where one goes on writing')}\t{self._here}")
            action.triggered.connect(lambda _=False: self.editor.insertPlainText(self._here))
        return menu

    def _on_variable(self) -> None:
        self.variable_menu().popup(self.variable_button.mapToGlobal(QPoint(0, self.variable_button.height())))
