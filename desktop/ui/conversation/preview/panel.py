"""One file of a message, in the place of the transcript: what is in it, what may be wrong with it, and saving it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QStackedLayout, QWidget
from typing_extensions import override

from desktop.domain.office.previews import Preview, PreviewKind
from desktop.domain.text import tr
from desktop.domain.written import Role, ShownMessage
from desktop.ui.conversation.card_words import cards_html
from desktop.ui.conversation.message_text import MessageText
from desktop.ui.conversation.preview.picture_view import PictureView
from desktop.ui.conversation.words import author_words, full_address, size_words
from desktop.ui.look.tokens import L, M, S
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.layout import column, row, rule
from desktop.ui.widgets.text import TextLine, paragraph
from desktop.ui.words import clock_time, full_date


class PreviewPanel(QWidget):
    """Esc goes back. What it cannot show is named, and can be saved."""

    left = Signal()
    save_asked = Signal()
    link_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("File of the message"))
        self._build()
        self.back_button.clicked.connect(self.left)
        self.save_button.clicked.connect(self.save_asked)

    def _build(self) -> None:
        self.back_button = Button(tr("Back"), small=True)
        self.name = TextLine("", "strong")
        self.size_line = TextLine("", "small", "text3", hugs=True).tabular()
        self.save_button = Button(tr("Save as…"), small=True, icon="download")
        head = row(margins=(L + 4, S, L + 4, S), spacing=L)
        for part, stretch in ((self.back_button, 0), (self.name, 1), (self.size_line, 0), (self.save_button, 0)):
            head.addWidget(part, stretch)
        self.danger = Banner("red")
        warned = column(margins=(L + 4, 0, L + 4, S))
        warned.addWidget(self.danger)
        self.picture = PictureView()
        self.text = QPlainTextEdit()
        self.text.setObjectName("field")
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Text of the file"))
        self.nothing = EmptyState("file-text", "", "")
        shown = column(margins=(L + 4, M, L + 4, S))
        self._stack = QStackedLayout()  # which has no margins of its own
        shown.addLayout(self._stack)
        outer = column(self)
        outer.addLayout(head)
        outer.addLayout(warned)
        outer.addWidget(rule("ruleQuiet"))
        outer.addLayout(shown, 1)
        for view in (self.nothing, self.picture, self.text):  # last: a stack shows the first one wherever it is
            self._stack.addWidget(view)
        self._letter: LetterView | None = None

    def show_reading(self, name: str, size: int) -> None:
        """It takes a moment."""
        self._show_head(name, size, "")
        self.save_button.setEnabled(False)
        self.nothing.say("file-text", tr("Reading"), "")
        self._stack.setCurrentWidget(self.nothing)
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_preview(self, preview: Preview, image: QImage | None) -> None:
        """`image` is what a picture was read as, None where it could not be."""
        self._show_head(preview.name, preview.size, preview.danger)
        self.save_button.setEnabled(True)
        if preview.kind is PreviewKind.PICTURE and image is not None:
            self.picture.show_image(image)
            self._stack.setCurrentWidget(self.picture)
        elif preview.kind is PreviewKind.TEXT:
            cut = tr("Only the beginning is shown.")
            self.text.setPlainText(f"{preview.text}\n\n[{cut}]" if preview.is_cut else preview.text)
            self._stack.setCurrentWidget(self.text)
        elif preview.letter is not None:
            self._show_letter(preview.letter)
        else:
            self.nothing.say("file-text", preview.name, _why(preview))
            self._stack.setCurrentWidget(self.nothing)

    def _show_head(self, name: str, size: int, danger: str) -> None:
        self.name.set_text(name)
        self.size_line.set_text(size_words(size))
        self.danger.setVisible(bool(danger))
        self.danger.say(tr("This file can do harm when it is opened."), danger)
        self.save_button.set_text(tr("Save anyway…") if danger else tr("Save as…"))

    def _show_letter(self, letter: ShownMessage) -> None:
        if self._letter is not None:
            self._stack.removeWidget(self._letter)
            self._letter.deleteLater()
        view = LetterView(letter)
        view.text.link_asked.connect(self.link_asked)
        self._letter = view
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class LetterView(QScrollArea):
    """A message within a message: who, to whom, when, about what, what it says, and its files by name."""

    def __init__(self, letter: ShownMessage) -> None:
        super().__init__()
        written = letter.written
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Message"))
        inside = QWidget()
        inside.setObjectName("plain")
        self._lines = column(inside, (0, M, 0, M), 4)
        self._lines.addWidget(TextLine(written.message.subject or tr("No subject"), "strong"))
        senders = ", ".join(full_address(who) for who in written.of(Role.FROM)) or author_words(written)
        to = ", ".join(full_address(who) for who in written.of(Role.TO))
        when = f"{full_date(written.message.sent_at)}, {clock_time(written.message.sent_at)}"
        said = tr("From {author} · {when}", author=senders, when=when)
        self._lines.addWidget(TextLine(said, "small", "text2"))
        if to:
            self._lines.addWidget(TextLine(tr("To {names}", names=to), "small", "text2"))
        self.text = MessageText(tr("Message"))
        quoted = f"<blockquote>{letter.quoted_html}</blockquote>" if letter.quoted_html else ""
        self.text.show_html(cards_html(letter.cards) + letter.html + quoted, letter.pictures)
        self._lines.addWidget(self.text)
        names = ", ".join(one.name for one in written.attachments if not one.is_inline)
        if names:
            self._lines.addWidget(paragraph(tr("Files in it: {names}", names=names), "small", "text2"))
        self._lines.addStretch(1)
        self.setWidget(inside)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        self.text.setFixedHeight(self.text.height_for(width))


def _why(preview: Preview) -> str:
    if preview.danger:
        return tr("Save it only when you know who sent it, and why.")
    if preview.kind is PreviewKind.PICTURE:
        return tr("This picture is damaged, or too large to be shown here.")
    return tr("Files of this kind are not shown here. Save it to look at it with its own program.")
