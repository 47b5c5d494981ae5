"""How far a mailing is: sent, on its way, not sent; beside the words that say so."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.domain.office.mailing import MailingProgress
from desktop.ui.look.theme import tokens
from desktop.ui.mailing.words import progress_words
from desktop.ui.widgets.paint import rounded

_HIGH = 8


class ProgressBar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._progress: MailingProgress | None = None
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, progress: MailingProgress) -> None:
        self._progress = progress
        self.setAccessibleName(progress_words(progress))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), tokens()
        rounded(painter, QRectF(self.rect()), _HIGH / 2, now.chip)
        progress = self._progress
        if progress is None or not progress.recipients:
            return
        share = self.width() / progress.recipients
        done = progress.sent + progress.failed
        for count, colour in ((progress.written, now.accent), (done, now.red), (progress.sent, now.green)):
            if count:
                rounded(painter, QRectF(0, 0, max(float(_HIGH), count * share), _HIGH), _HIGH / 2, colour)
