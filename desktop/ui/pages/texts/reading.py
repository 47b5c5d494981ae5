"""A file of texts: what would come of it, line by line where something is wrong, and only then is it read in."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import DesktopError
from desktop.domain.office.texts import TextsRead
from desktop.domain.text import tr
from desktop.services.office.texts import Texts
from desktop.ui.look.tokens import L, M, S
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, paragraph

_MOST_SHOWN = 20


class ReadingForm(QWidget):
    left = Signal()

    def __init__(self, texts: Texts, path: Path) -> None:
        super().__init__()
        self._texts, self._path = texts, path
        self._build()
        self.read_button.clicked.connect(self.read)
        self.leave_button.clicked.connect(self.left)
        texts.check_file(path, owner=self, done=self._show_check, failed=self._on_failed)

    def _build(self) -> None:
        outer = column(self, spacing=L)
        outer.addWidget(TextLine(tr("Texts of {file}", file=self._path.name), "title"))
        self.facts = paragraph(tr("Reading"), "body", "text")
        self.trouble = Banner("amber")
        self.trouble.hide()
        self.remarks = paragraph("", "body", "text2")
        words = tr(
            "A table as CSV, a row for each text and language: title and text (or html); shortcut, language, queues, "
            "channels and kind (reply or template) if it has them. What other help desks write as "
            "{place} is understood.",
            place="{{ticket.requester.name}}",
        )
        self.help = paragraph(words, "small", "text3")
        for part in (self.facts, self.trouble, self.remarks, self.help):
            outer.addWidget(part)
        self.read_button = Button(tr("Read them in"), "primary")
        self.read_button.setEnabled(False)
        self.leave_button = Button(tr("Cancel"))
        foot = row(spacing=S)
        foot.addWidget(self.read_button)
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        outer.addSpacing(M)
        outer.addLayout(foot)

    def _show_check(self, found: TextsRead) -> None:
        self.facts.setText(
            " · ".join(
                (
                    tr("%n new", found.created),
                    tr("%n changed", found.changed),
                    tr("%n as they are already", found.unchanged),
                )
            )
        )
        if found.rejected:
            words = tr("%n rows cannot be taken.", found.rejected)
            self.trouble.tell(words, tr("Mend them in the file and look again, or read in the others."))
        self._show_remarks(found)
        self.read_button.setEnabled(bool(found.taken))
        (self.read_button if found.taken else self.leave_button).setFocus()

    def _show_remarks(self, found: TextsRead) -> None:
        more = len(found.remarks) - _MOST_SHOWN
        shown = [*found.remarks[:_MOST_SHOWN], *([tr("and %n more", more)] if more > 0 else [])]
        self.remarks.setText("\n".join(shown))
        self.remarks.setVisible(bool(shown))

    def read(self) -> None:
        self.read_button.setEnabled(False)
        self._texts.read_file(self._path, owner=self, done=self._show_read, failed=self._on_failed)

    def _show_read(self, done: TextsRead) -> None:
        self.facts.setText(tr("%n texts were read in.", done.taken))
        if done.rejects:
            self.trouble.tell(
                tr("%n rows were left out.", done.rejected),
                tr("They are in {file}, ready to be mended.", file=done.rejects),
            )
        self.help.hide()
        self.read_button.hide()
        self.leave_button.set_text(tr("Done"))
        self.leave_button.setFocus()

    def _on_failed(self, error: DesktopError) -> None:
        self.facts.setText("")
        self.trouble.set_tone("red")
        self.trouble.tell(error.text, error.hint)
