"""One ready text: what it is called and found by, its wording in each language, and how a customer would read it."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.channel import Channel
from desktop.domain.errors import DesktopError
from desktop.domain.office.texts import ReadyText, TextKind, Wording
from desktop.domain.office.variables import HERE, VARIABLES, variable_label
from desktop.domain.text import tr
from desktop.services.office.facts import Facts, filled_wording
from desktop.services.office.texts import Texts, today
from desktop.ui.conversation.card import as_html
from desktop.ui.conversation.writing.editor import Editor
from desktop.ui.conversation.writing.format_bar import FormatBar
from desktop.ui.look.tokens import L, M, S
from desktop.ui.pages.language_box import LanguageBox
from desktop.ui.pages.setting_editors import Combo
from desktop.ui.pages.texts.parts import joined, labelled, line_field, names_in
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import Card, column, row, rule
from desktop.ui.widgets.text import TextLine, paragraph
from desktop.ui.words import language_name

_EDITOR_HEIGHT = 132
_FITS: tuple[tuple[Channel, ...], ...] = ((), (Channel.EMAIL,), (Channel.VOICE,))


def sample() -> Facts:
    """Somebody who has everything."""
    values = {
        "customer.name": "Anna Kowalczyk",
        "customer.first_name": "Anna",
        "customer.organisation": "Northwind Office Ltd",
        "agent.name": "Maria Król",
        "order.number": "10-48213",
        "case.number": "3312",
        "queue": tr("Support"),
        "subject": tr("Where is my chair?"),
    }
    return Facts(values=values)


class TextForm(QWidget):
    """Nothing is kept before it is saved."""

    saved = Signal()
    left = Signal()
    remove_asked = Signal()

    def __init__(self, texts: Texts, ready: ReadyText) -> None:
        super().__init__()
        self._texts, self._ready = texts, ready
        self._wordings = list(ready.wordings) or [Wording(text="")]
        self._place = 0
        self._tabs: list[Button] = []
        self._build()
        self._connect()
        self._show_wording(0)

    def _build(self) -> None:
        ready = self._ready
        outer = column(self, spacing=L)
        self.title = line_field(ready.title)
        labelled(tr("Title"), self.title, outer)
        self.shortcut = line_field(ready.shortcut, tr("What is typed after the slash, such as refund"))
        self.fits = Combo()
        for words in (tr("Everywhere"), tr("Where one writes"), tr("In calls")):
            self.fits.addItem(words)
        self.fits.setCurrentIndex(_FITS.index(ready.channels) if ready.channels in _FITS else 0)
        if ready.kind is TextKind.REPLY:
            labelled(tr("Shortcut"), self.shortcut, outer)
            labelled(tr("Where it is listed"), self.fits, outer)
        self.queues = line_field(joined(ready.queues), tr("All queues; else their names, with commas"))
        labelled(tr("Queues"), self.queues, outer)
        outer.addWidget(self._wording_card())
        outer.addWidget(TextLine(tr("As a customer would read it"), "medium"))
        self.preview = paragraph("", "body", "text2")
        outer.addWidget(self.preview)
        self.trouble = Banner("red")
        self.trouble.hide()
        outer.addWidget(self.trouble)
        self.save_button = Button(tr("Save"), "primary")
        self.cancel_button = Button(tr("Cancel"))
        self.remove_button = Button(tr("Delete"))
        self.remove_button.setVisible(ready.id is not None)
        foot = row(spacing=S)
        for button in (self.save_button, self.cancel_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.remove_button)
        outer.addLayout(foot)

    def _wording_card(self) -> Card:
        card = Card()
        self._tab_line = row(spacing=2)
        card.head.addLayout(self._tab_line)
        card.head.addStretch(1)
        self.add_button = Button(tr("Add a language"), "link", face="small_medium")
        card.head.addWidget(self.add_button)
        self.language = LanguageBox()
        self.language.setItemText(0, tr("Any language"))
        self.language.setAccessibleName(tr("Language"))
        self.drop_button = Button(tr("Take this language out"), "link", face="small_medium")
        line = row(margins=(M, S, M, 0), spacing=S)
        line.addWidget(self.language, 1)
        line.addWidget(self.drop_button)
        self.editor = Editor(tr("The text; “Fill in” offers what is filled in by itself."))
        self.editor.setFixedHeight(_EDITOR_HEIGHT)
        inner = column(margins=(M - 2, S, M - 2, S))
        inner.addWidget(self.editor)
        self.bar = FormatBar(self.editor)
        self.variable_button = Button(tr("Fill in…"), small=True)
        below = row(margins=(0, 0, M, 0), spacing=S)
        below.addWidget(self.bar, 1)
        below.addWidget(self.variable_button)
        card.body.addLayout(line)
        card.body.addLayout(inner)
        card.body.addWidget(rule("ruleQuiet"))
        card.body.addLayout(below)
        return card

    def _connect(self) -> None:
        self.editor.textChanged.connect(self._on_edited)
        self.language.currentIndexChanged.connect(self._on_language)
        self.add_button.clicked.connect(self._on_add)
        self.drop_button.clicked.connect(self._on_drop)
        self.variable_button.clicked.connect(self._on_variable)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.left)
        self.remove_button.clicked.connect(self.remove_asked)

    # ---------------------------------------------------------------- wordings

    def _show_wording(self, place: int) -> None:
        self._place = place
        wording = self._wordings[place]
        for part in (self.language, self.editor):
            part.blockSignals(True)
        self.language.show_language(wording.language)
        self.editor.load(wording.html or as_html(wording.text))
        for part in (self.language, self.editor):
            part.blockSignals(False)
        self.drop_button.setVisible(len(self._wordings) > 1)
        self._show_tabs()
        self._show_preview()

    def _show_tabs(self) -> None:
        for button in self._tabs:
            button.hide()
            button.deleteLater()
        self._tabs = []
        for place, wording in enumerate(self._wordings):
            words = language_name(wording.language) if wording.language else tr("Any language")
            button = Button(words, "plain" if place == self._place else "quiet", small=True, face="small_medium")
            button.clicked.connect(lambda _=False, place=place: self._show_wording(place))
            self._tab_line.addWidget(button)
            self._tabs.append(button)

    def _on_edited(self) -> None:
        text, html = self.editor.toPlainText(), self.editor.html
        self._wordings[self._place] = replace(self._wordings[self._place], text=text, html=html)
        self._show_preview()

    def _on_language(self) -> None:
        self._wordings[self._place] = replace(self._wordings[self._place], language=self.language.code)
        self._show_tabs()
        self._show_preview()

    def _on_add(self) -> None:
        self._wordings.append(Wording(text=""))
        self._show_wording(len(self._wordings) - 1)
        self.language.setFocus()

    def _on_drop(self) -> None:
        del self._wordings[self._place]
        self._show_wording(0)

    def variable_menu(self) -> QMenu:
        """It goes when it closes."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for name in VARIABLES:
            action = menu.addAction(f"{variable_label(name)}\t{{{name}}}")
            action.triggered.connect(lambda _=False, name=name: self.editor.insertPlainText(f"{{{name}}}"))
        menu.addSeparator()
        action = menu.addAction(f"{tr('Where one goes on writing')}\t{HERE}")
        action.triggered.connect(lambda _=False: self.editor.insertPlainText(HERE))
        return menu

    def _on_variable(self) -> None:
        self.variable_menu().popup(self.variable_button.mapToGlobal(QPoint(0, self.variable_button.height())))

    def _show_preview(self) -> None:
        wording = filled_wording(self._wordings[self._place], sample(), today())
        self.preview.setText(wording.text.replace(HERE, "…"))

    # ---------------------------------------------------------------- saving

    def text(self) -> ReadyText:
        """As it is in the form."""
        written = [one for one in self._wordings if one.text.strip()]
        return replace(
            self._ready,
            title=self.title.text().strip(),
            shortcut=self.shortcut.text().strip().lstrip("/"),
            channels=_FITS[self.fits.currentIndex()],
            queues=names_in(self.queues.text()),
            wordings=tuple({one.language.casefold(): one for one in written}.values()),
        )

    def save(self) -> None:
        text = self.text()
        if not text.title:
            self.trouble.tell(tr("The title is missing."), tr("It is what the list shows."))
            self.title.setFocus()
        elif not text.wordings:
            self.trouble.tell(tr("There is no text yet."), tr("Write it in at least one language."))
            self.editor.setFocus()
        elif len(text.wordings) < sum(bool(one.text.strip()) for one in self._wordings):
            self.trouble.tell(tr("Two of the texts are in the same language."), tr("Choose another, or take one out."))
        else:
            self._texts.save(text, owner=self, done=self._on_saved, failed=self._on_failed)

    def _on_saved(self, _text: ReadyText) -> None:
        self.saved.emit()

    def _on_failed(self, error: DesktopError) -> None:
        self.trouble.tell(error.text, error.hint)
