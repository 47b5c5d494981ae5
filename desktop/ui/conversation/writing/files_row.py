"""The files of a draft, each with its size; pressing one takes it out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.domain.written import StoredFile
from desktop.ui.conversation.attachment_chip import HEIGHT, AttachmentChip
from desktop.ui.conversation.words import size_words
from desktop.ui.look.tokens import S
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import TextLine

_SIDE = 14
_LINE = 20


class FilesRow(QWidget):
    """As many lines as it takes; nothing of it is there without a file."""

    removed = Signal(object)  # StoredFile
    smaller_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._files: tuple[StoredFile, ...] = ()
        self._chips: list[AttachmentChip] = []
        self._before: QWidget | None = None
        self._sum = TextLine("", "small", "text3")
        self._sum.setParent(self)
        self._offer = TextLine("", "small_medium", "amber", hugs=True)
        self.smaller_button = Button(tr("Make it smaller"), "link", small=True, face="small_medium")
        for part in (self._offer, self.smaller_button):
            part.setParent(self)
            part.hide()
        self.smaller_button.clicked.connect(self.smaller_asked)
        self.hide()

    def follow(self, before: QWidget) -> None:
        """Tab comes here from there."""
        self._before = before

    @property
    def words(self) -> str:
        return self._sum.text

    def offer_smaller(self, words: str) -> None:
        """Of a large picture; "" for none."""
        self._offer.set_text(words)
        for part in (self._offer, self.smaller_button):
            part.setVisible(bool(words))
        self._place()

    def show_files(self, files: Sequence[StoredFile], largest: int | None, total: int) -> None:
        """`largest`: how much the channel takes, in bytes; `total` with the pictures in the text."""
        if tuple(files) != self._files:
            self._files = tuple(files)
            for chip in self._chips:
                chip.hide()
                chip.deleteLater()
            self._chips = [self._chip(one) for one in self._files]
            before = self._before
            for chip in self._chips:
                if before is not None:
                    QWidget.setTabOrder(before, chip)
                before = chip
        is_much = largest is not None and total > largest
        self._sum.set_tone("red" if is_much else "text3")
        self._sum.set_text(_sum_words(total, largest, is_much=is_much))
        self.setVisible(bool(self._files) or total > 0)
        self._place()

    def _chip(self, one: StoredFile) -> AttachmentChip:
        chip = AttachmentChip(one.name, one.size, tr("Take out"), icon="x")
        chip.setParent(self)
        chip.show()
        chip.clicked.connect(lambda: self.removed.emit(one))
        return chip

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        room, left, top = self.width() - _SIDE, _SIDE, 4
        for chip in self._chips:
            width = min(chip.sizeHint().width(), room - _SIDE)
            if left > _SIDE and left + width > room:
                left, top = _SIDE, top + HEIGHT + 4
            chip.setGeometry(left, top, width, HEIGHT)
            left += width + S
        top += HEIGHT + 4 if self._chips else 0
        if not self._offer.isHidden():
            words, button = self._offer.sizeHint().width(), self.smaller_button.sizeHint()
            words = min(words, room - _SIDE - button.width())
            self._offer.setGeometry(_SIDE, top + (button.height() - _LINE) // 2, words, _LINE)
            self.smaller_button.setGeometry(_SIDE + words, top, button.width(), button.height())
            top += button.height()
        self._sum.setGeometry(_SIDE, top, room - _SIDE, _LINE)
        if self.height() != top + _LINE + 4:
            self.setFixedHeight(top + _LINE + 4)


def _sum_words(total: int, largest: int | None, *, is_much: bool) -> str:
    if largest is None:
        return tr("{size} in all", size=size_words(total))
    if is_much:
        return tr(
            "{size} in all, more than the {most} that can be sent", size=size_words(total), most=size_words(largest)
        )
    return tr("{size} in all, of {most} that can be sent", size=size_words(total), most=size_words(largest))
