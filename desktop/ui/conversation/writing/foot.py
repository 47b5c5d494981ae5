"""The foot of the composer: files, emphasis, when it was saved, and what sends it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.text import tr
from desktop.services.channel import Capabilities
from desktop.ui.clock import Clock
from desktop.ui.conversation.writing.saved_line import SavedLine
from desktop.ui.look.tokens import S
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, paragraph


class HindranceLine(QWidget):
    """Why what is written cannot be sent, above the foot; not there when it can."""

    def __init__(self) -> None:
        super().__init__()
        self._words = paragraph("", "small_medium", "amber")
        column(self, (14, 4, 14, 4)).addWidget(self._words)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def say(self, words: str) -> None:
        self._words.setText(words)
        self.setVisible(bool(words))


class WaitingLine(QWidget):
    """A letter goes as soon as its files are read; it may be kept back until then."""

    called_off = Signal()

    def __init__(self) -> None:
        super().__init__()
        line = row(self, (14, 0, S, 0), S)
        line.addWidget(TextLine(tr("Sent as soon as its files are read"), "small_medium", "text2"), 1)
        self.stop_button = Button(tr("Do not send yet"), "link", small=True, face="small_medium")
        self.stop_button.clicked.connect(self.called_off)
        line.addWidget(self.stop_button)
        self.hide()


class Foot(QWidget):
    """Its buttons keep their places; what cannot be done is disabled."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.attach_button = IconButton("paperclip", tr("Attach files"), size=18)
        self.format_button = IconButton("bold", tr("Emphasis, lists and links"), size=18)
        self.format_button.setCheckable(True)
        self.texts_button = IconButton("message-square", tr("Ready texts, also by /"), size=18)
        self.saved = SavedLine(clock)
        self.later_button = Button(tr("Send later"), small=True)
        self.send_button = Button(tr("Send"), "primary", small=True)
        self.setFixedHeight(48)
        self._build()

    def use(self, can: Capabilities) -> None:
        """What the channel takes."""
        self.attach_button.setVisible(can.has_attachments)
        self.format_button.setVisible(can.has_html)
        if not can.has_html:
            self.format_button.setChecked(False)

    def _build(self) -> None:
        line = row(self, (S, 0, S, 0), S)
        for part in (self.attach_button, self.format_button, self.texts_button):
            line.addWidget(part)
        line.addWidget(self.saved, 1)
        line.addWidget(self.later_button)
        line.addWidget(self.send_button)
