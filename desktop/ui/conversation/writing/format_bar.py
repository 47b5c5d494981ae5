"""Emphasis, lists and links, by hand; the keys do the same."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextListFormat
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.domain.text import tr
from desktop.ui.conversation.writing.editor import Editor
from desktop.ui.conversation.writing.keys import text_key
from desktop.ui.look.tokens import S
from desktop.ui.widgets.buttons import IconButton
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.layout import row


class FormatBar(QWidget):
    """Shown when it is asked for. The address of a link is typed beside the buttons; Enter sets it."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self.setFixedHeight(40)
        self.bold = IconButton("bold", text_key("bold").words, size=16)
        self.italic = IconButton("italic", text_key("italic").words, size=16)
        self.bullets = IconButton("list", text_key("bullets").words, size=16)
        self.numbers = IconButton("list-ordered", text_key("numbers").words, size=16)
        self.link = IconButton("link", text_key("link").words, size=16)
        self.address = Field(tr("Address of the link, Enter sets it"), quiet=True)
        self.address.setMaximumWidth(280)
        self.address.hide()
        line = row(self, (S, 0, S, 0), 2)
        for button in (self.bold, self.italic, self.bullets, self.numbers, self.link):
            line.addWidget(button)
        line.addWidget(self.address, 1)
        line.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self.bold.setCheckable(True)
        self.italic.setCheckable(True)
        self.bold.clicked.connect(self._on_bold)
        self.italic.clicked.connect(self._on_italic)
        self.bullets.clicked.connect(self._on_bullets)
        self.numbers.clicked.connect(self._on_numbers)
        self.link.clicked.connect(self.ask_address)
        self.address.returnPressed.connect(self._on_address)
        self.address.left.connect(self._on_left)
        self._editor.emphasis_changed.connect(self._show)

    def open_by(self, button: QAbstractButton) -> None:
        """Hidden until then; the key for a link opens it too."""
        self.hide()
        button.toggled.connect(self.setVisible)
        self._editor.link_asked.connect(lambda: self._on_link_asked(button))

    def _on_link_asked(self, button: QAbstractButton) -> None:
        if self._editor.acceptRichText():
            button.setChecked(True)
            self.ask_address()

    def _show(self) -> None:
        self.bold.setChecked(self._editor.is_bold)
        self.italic.setChecked(self._editor.fontItalic())

    def _on_bold(self) -> None:
        self._editor.toggle_bold()
        self._editor.setFocus()

    def _on_italic(self) -> None:
        self._editor.toggle_italic()
        self._editor.setFocus()

    def _on_bullets(self) -> None:
        self._editor.toggle_list()
        self._editor.setFocus()

    def _on_numbers(self) -> None:
        self._editor.toggle_list(QTextListFormat.Style.ListDecimal)
        self._editor.setFocus()

    def ask_address(self) -> None:
        self.address.show()
        self.address.setFocus()

    def _on_address(self) -> None:
        typed = self.address.text().strip()
        if typed:
            is_mail = "@" in typed and "/" not in typed and ":" not in typed
            url = QUrl(f"mailto:{typed}") if is_mail else QUrl.fromUserInput(typed)
            if url.scheme() in ("http", "https", "mailto", "tel"):
                self._editor.link(url.toString())
        self._on_left()

    def _on_left(self) -> None:
        self.address.clear()
        self.address.hide()
        self._editor.setFocus()
