"""One ready text: what it is called and found by, its wording in each language, and how a customer would read it."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.channel import Channel
from desktop.domain.errors import DesktopError
from desktop.domain.office.texts import ReadyText, TextKind, Version, Wording
from desktop.domain.office.variables import HERE, VARIABLES
from desktop.domain.text import tr
from desktop.services.office.facts import Facts, filled_wording
from desktop.services.office.texts import Texts, today
from desktop.ui.look.tokens import L, S
from desktop.ui.pages.setting_editors import Combo
from desktop.ui.pages.texts.parts import joined, labelled, line_field, names_in
from desktop.ui.pages.texts.wordings import WordingsCard
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, paragraph

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
        self._build()
        self._connect()
        self.card.load(tuple(Version(text=one.text, html=one.html, language=one.language) for one in ready.wordings))

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
        self.card = WordingsCard(tr("The text; “Fill in” offers what is filled in by itself."), VARIABLES, HERE)
        outer.addWidget(self.card)
        outer.addWidget(TextLine(tr("As a customer would read it"), "medium"))
        self.preview = paragraph("", "body", "text2")
        outer.addWidget(self.preview)
        self.trouble = Banner("red")
        self.trouble.hide()
        outer.addWidget(self.trouble)
        self.save_button = Button(tr("Save"), "primary")
        self.cancel_button = Button(tr("Cancel"))
        self.remove_button = Button(tr("Delete"))
        if ready.id is None:
            self.remove_button.hide()
        foot = row(spacing=S)
        for button in (self.save_button, self.cancel_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.remove_button)
        outer.addLayout(foot)

    def _connect(self) -> None:
        self.card.edited.connect(self._show_preview)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.left)
        self.remove_button.clicked.connect(self.remove_asked)

    def _show_preview(self) -> None:
        wording = filled_wording(self.card.current, sample(), today())
        self.preview.setText(wording.text.replace(HERE, "…"))

    # ---------------------------------------------------------------- saving

    def text(self) -> ReadyText:
        """As it is in the form."""
        said = [one for one in self.card.versions if one.text.strip()]
        written = [Wording(text=one.text, html=one.html, language=one.language) for one in said]
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
            self.card.editor.setFocus()
        elif len(text.wordings) < sum(bool(one.text.strip()) for one in self.card.versions):
            self.trouble.tell(tr("Two of the texts are in the same language."), tr("Choose another, or take one out."))
        else:
            self._texts.save(text, owner=self, done=self._on_saved, failed=self._on_failed)

    def _on_saved(self, _text: ReadyText) -> None:
        self.saved.emit()

    def _on_failed(self, error: DesktopError) -> None:
        self.trouble.tell(error.text, error.hint)
