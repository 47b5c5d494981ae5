"""One mailing that is kept: what it says, to whom, how far it is, and what can be done about it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.office.mailing import MailingProgress, MailingState
from desktop.domain.text import tr
from desktop.services.office.mailings import Mailings, Sample
from desktop.ui.look.tokens import FIELD, XL, L, M, S
from desktop.ui.mailing.progress_bar import ProgressBar
from desktop.ui.mailing.recipients_box import RecipientsBox
from desktop.ui.mailing.samples_box import SamplesBox
from desktop.ui.mailing.words import decided_words, progress_words, state_words
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, paragraph


class MailingView(QWidget):
    again_asked = Signal(object)  # Mailing: begin a new one with its text

    def __init__(self, mailings: Mailings) -> None:
        super().__init__()
        self._mailings = mailings
        self._progress: MailingProgress | None = None
        self._is_sure = False
        self._build()
        self._connect()

    def _build(self) -> None:
        outer = column(self, (XL, L, XL, XL), M)
        self.title = TextLine("", "title")
        self.state = TextLine("", "strong", "text2")
        self.by = paragraph("", "small", "text2")
        self.bar = ProgressBar()
        self.how_far = TextLine("", "small", "text2").tabular()
        self.question = Banner("amber")
        self.words = QLineEdit()
        self.words.setFixedHeight(FIELD)
        self.words.setPlaceholderText(tr("Words for its author"))
        self.words.setAccessibleName(tr("Words for its author"))
        self.approve_button = Button(tr("Approve: it goes out"), "primary")
        self.decline_button = Button(tr("Decline"))
        self.pause_button = Button(tr("Pause"))
        self.stop_button = Button(tr("Stop"))
        self.again_button = Button(tr("Write another like it"))
        line = row(spacing=S)
        buttons = (self.approve_button, self.decline_button, self.pause_button, self.stop_button, self.again_button)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        for part in (self.title, self.state, self.by, self.bar, self.how_far, self.question, self.words):
            outer.addWidget(part)
        outer.addLayout(line)
        self.samples, self.recipients = SamplesBox(), RecipientsBox()
        outer.addWidget(self.samples)
        outer.addWidget(self.recipients)
        outer.addStretch(1)

    def _connect(self) -> None:
        self.approve_button.clicked.connect(lambda: self._mailings.approve(self.mailing_id, self.words.text()))
        self.decline_button.clicked.connect(self._on_decline)
        self.pause_button.clicked.connect(self._on_pause)
        self.stop_button.clicked.connect(self._on_stop)
        self.again_button.clicked.connect(self._on_again)

    @property
    def mailing_id(self) -> int:
        return (self._progress.mailing.id or 0) if self._progress is not None else 0

    def show_mailing(self, progress: MailingProgress) -> None:
        before, self._progress = self.mailing_id, progress
        mailing = progress.mailing
        words, tone = state_words(progress)
        self.title.set_text(mailing.subject)
        self.state.set_text(words)
        self.by.setText(" · ".join(filter(None, (tr("By {name}", name=mailing.author), decided_words(mailing)))))
        self.bar.show_progress(progress)
        self.how_far.set_text(progress_words(progress))
        self._show_what_can_be_done(mailing.state, tone)
        if before != mailing.id:
            self.words.clear()
            self._is_sure = False
            self.stop_button.set_text(tr("Stop"))
            self.samples.show_samples(())
            asked = mailing.id
            self._mailings.preview_of(mailing, owner=self, done=lambda read: self._on_samples(asked, read))
        if before != mailing.id or mailing.state is not MailingState.RUNNING:
            self.recipients.show_source(
                partial(self._mailings.recipients, self.mailing_id), progress.recipients, progress.left_out
            )

    def _on_samples(self, asked: int | None, samples: tuple[Sample, ...]) -> None:
        if asked == self.mailing_id:
            self.samples.show_samples(samples)

    def _show_what_can_be_done(self, state: MailingState, _tone: str) -> None:
        assert self._progress is not None
        is_asked = state is MailingState.ASKED
        may = self._mailings.may_decide(self._progress.mailing)
        self.question.setVisible(is_asked)
        if may:
            self.question.say(tr("You are the second pair of eyes."), tr("Read the letters below, and who gets them."))
        else:
            self.question.say(tr("A colleague has to look at it."), tr("They find it here, and are told."))
        for part in (self.words, self.approve_button, self.decline_button):
            part.setVisible(may)
        is_going = state in (MailingState.RUNNING, MailingState.PAUSED)
        self.pause_button.setVisible(is_going)
        self.pause_button.set_text(tr("Go on") if state is MailingState.PAUSED else tr("Pause"))
        self.stop_button.setVisible(is_going or (is_asked and not may))
        has_begun = not is_asked and state is not MailingState.DECLINED
        self.bar.setVisible(has_begun)
        self.how_far.setVisible(has_begun)

    def _on_decline(self) -> None:
        """With words: its author is to know why."""
        if self.words.text().strip():
            self._mailings.decline(self.mailing_id, self.words.text())
        else:
            self.words.setPlaceholderText(tr("Say why, so that it can be mended"))
            self.words.setFocus()

    def _on_pause(self) -> None:
        assert self._progress is not None
        is_paused = self._progress.mailing.state is MailingState.PAUSED
        (self._mailings.resume if is_paused else self._mailings.pause)(self.mailing_id)

    def _on_stop(self) -> None:
        """For good, so it is asked twice."""
        if self._is_sure:
            self._mailings.stop(self.mailing_id)
        self._is_sure = True
        self.stop_button.set_text(tr("Stop for good"))

    def _on_again(self) -> None:
        if self._progress is not None:
            self.again_asked.emit(self._progress.mailing)
