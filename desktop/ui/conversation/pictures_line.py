"""That a message has pictures on other computers, and what an agent can do about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.text import tr
from desktop.domain.written import Fetching, ShownMessage
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import S
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import TextLine

_HIGH = 32
_LINE = 20


class PicturesLine(QWidget):
    """Its words left, its two buttons beside them or below. Placed by hand, by its card."""

    show_asked = Signal()
    always_asked = Signal(str)  # address

    def __init__(self) -> None:
        super().__init__()
        self._sender = ""
        self._words = TextLine("", "small", "text2", hugs=True)
        self.show_button = Button("", "link", small=True, face="small_medium")
        self.always_button = Button("", "link", small=True, face="small_medium")
        for part in (self._words, self.show_button, self.always_button):
            part.setParent(self)
        self.show_button.clicked.connect(self.show_asked)
        self.always_button.clicked.connect(lambda: self.always_asked.emit(self._sender))

    @property
    def words(self) -> str:
        return self._words.text

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return tuple(button for button in self._buttons() if not button.isHidden())

    def _buttons(self) -> tuple[Button, ...]:
        return (self.show_button, self.always_button)

    def show_message(self, shown: ShownMessage) -> None:
        """Of one that has remote pictures that are not there."""
        self._sender = shown.picture_sender
        match shown.fetching:
            case Fetching.NOT_ASKED:
                self._words.set_text(pictures_words(shown.blocked_pictures))
                self.show_button.set_text(tr("Show pictures"))
                self.show_button.setToolTip(tip(tr("Those who sent it learn that and when it was read.")))
            case Fetching.UNDER_WAY:
                self._words.set_text(tr("Fetching the pictures"))
            case Fetching.DONE:
                self._words.set_text(tr("%n remote pictures could not be fetched", len(shown.remote_pictures)))
                self.show_button.set_text(tr("Try again"))
        self.show_button.setVisible(shown.fetching is not Fetching.UNDER_WAY)
        self.always_button.setVisible(shown.fetching is Fetching.NOT_ASKED and bool(self._sender))
        self.always_button.set_text(tr("Always from {address}", address=self._sender))

    def height_for(self, width: int) -> int:
        """Places the parts in this width."""
        words = min(self._words.sizeHint().width(), width)
        self._words.setGeometry(0, (_HIGH - _LINE) // 2, words, _LINE)
        left, top = words + S, 0
        for button in self._buttons():
            if button.isHidden():
                continue
            wide = button.sizeHint().width()
            if left and left + wide > width:
                left, top = 0, top + _HIGH
            button.setGeometry(left, top, min(wide, width), _HIGH)
            left += wide + S
        return top + _HIGH


def pictures_words(count: int) -> str:
    return tr("%n remote pictures blocked", count)
