"""One message of a conversation: who, to whom, when, what was said, and what is to be known about it."""

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.channel import Direction
from desktop.domain.text import tr
from desktop.domain.written import AttachmentInfo, Mark, OutboxState, Remark, ShownMessage
from desktop.ui.conversation import words
from desktop.ui.conversation.attachment_chip import AttachmentChip, PictureChip
from desktop.ui.conversation.card_words import cards_html
from desktop.ui.conversation.message_text import MessageText
from desktop.ui.conversation.outgoing_line import OutgoingLine
from desktop.ui.conversation.pictures_line import PicturesLine, pictures_words
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import RADIUS_CARD, S
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chips import Chips
from desktop.ui.widgets.paint import rounded
from desktop.ui.widgets.text import TextLine
from desktop.ui.words import day_and_time

Part = TypeVar("Part", bound=QWidget)

LARGEST_THUMBNAILED = 20_000_000  # bytes
MOST_FILES = 12  # of a message whose pictures are shown small
_SIDE, _TOP = 14, 12
_LINE, _SMALL = 20, 16
_RULE = 1
_TONES = {
    Direction.INBOUND: ("panel", "line"),
    Direction.OUTBOUND: ("accent_soft", "line"),
    Direction.INTERNAL: ("amber_soft", "line"),
}


class MessageCard(QWidget):
    """Placed by hand in the width the transcript gives it. Its parts are made when the message has them."""

    grown = Signal()  # it needs another height
    link_asked = Signal(str)
    file_asked = Signal(int, object)  # message id, AttachmentInfo: it is to be looked at
    save_asked = Signal(int, object)
    carry_asked = Signal(int, object)
    thumbnail_asked = Signal(int, object)
    pictures_asked = Signal(int)  # message id: its remote pictures
    pictures_always_asked = Signal(str)  # the sender's address
    menu_asked = Signal(int, QPoint, QPoint)  # message id; where in its text, and on the screen
    recall_asked = Signal(int)  # outgoing id
    release_asked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: ShownMessage | None = None
        self._is_unfolded = False
        self._colours = tokens()
        self._who = TextLine("", "strong", hugs=True)
        self._address = TextLine("", "small", "text3", hugs=True)
        self._when = TextLine("", "small", "text2").tabular().right_aligned()
        self.text = MessageText(tr("Message"))
        self._parts: list[QWidget] = [self._who, self._address, self._when, self.text]
        for part in self._parts:
            part.setParent(self)
        self.text.link_asked.connect(self.link_asked)
        self.text.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.text.customContextMenuRequested.connect(self._on_menu)
        self._recipients: TextLine | None = None
        self._fold: Button | None = None
        self._chips: Chips | None = None
        self._rule = 0  # how far down the line below the head is; 0: there is none
        self.pictures: PicturesLine | None = None
        self._banners: list[Banner] = []
        self._files: list[AttachmentChip] = []
        self._small: dict[int, PictureChip] = {}  # by the place of the file in the message
        self.outgoing: OutgoingLine | None = None

    @property
    def shown(self) -> ShownMessage:
        assert self._shown is not None
        return self._shown

    @property
    def is_unfolded(self) -> bool:
        """What was quoted is shown too."""
        return self._is_unfolded

    @property
    def fold_button(self) -> Button | None:
        return self._fold

    @property
    def files(self) -> tuple[AttachmentChip, ...]:
        return tuple(self._files)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab reaches in it, in reading order."""
        outgoing = self.outgoing.stops if self.outgoing is not None else ()
        pictures = self.pictures.stops if self.pictures is not None else ()
        fold = (self._fold,) if self._fold is not None else ()
        return (*fold, *pictures, *self._files, *outgoing)

    def show_message(self, shown: ShownMessage, now: datetime) -> None:
        """Once, and again when something of it changed."""
        before, self._shown = self._shown, shown
        written = shown.written
        who, address = words.author_words(written), words.sender_address(written)
        self._who.set_text(who)
        self._address.set_text(address if address != who else "")
        self._when.set_text(self._when_words(now))
        if before is None or _text_of(before) != _text_of(shown):
            self._show_text()
        if before is None:
            self._show_recipients()
            self._show_remarks()
            self._show_files((*written.attachments, *shown.files))
        self._show_pictures()
        self._show_outgoing(now)
        self._name()

    def _name(self) -> None:
        said = (self._who.text, self._address.text, self._when.text)
        self.setAccessibleName(", ".join(filter(None, said)))

    def show_time(self, now: datetime) -> None:
        """What runs: when it was, and what is left before it goes out."""
        when = self._when_words(now)
        if when != self._when.text:  # the day changed: "Yesterday" needs more room than "Today" had
            self._when.set_text(when)
            self._name()
            self.grown.emit()
        if self.outgoing is not None:
            self.outgoing.show_time(now)

    def _when_words(self, now: datetime) -> str:
        written = self.shown.written
        when = day_and_time(written.message.sent_at, now)
        is_sent = written.outbox is not None and written.outbox.state is OutboxState.SENT
        return tr("{when} · sent", when=when) if is_sent else when

    def _show_text(self) -> None:
        shown = self.shown
        html = with_mentions(shown.html or as_html(shown.written.message.body), shown.written.mentions)
        html = cards_html(shown.cards) + html
        if self._is_unfolded:
            html += f"<blockquote>{shown.quoted_html}</blockquote>"
        self.text.show_html(html, shown.pictures, shown.numbers)

    def _show_recipients(self) -> None:
        others = words.recipients_words(self.shown.written)
        if others:
            self._recipients = self._add_above(TextLine(others, "small", "text3"))

    def _show_remarks(self) -> None:
        remarks = (*self.shown.written.remarks, *self.shown.remarks)
        for remark in remarks:
            if remark.mark in words.WARNED:
                label, tone = words.remark_chip(remark)
                banner = Banner("red" if tone == "red" else "amber")
                banner.say(_sentence(label), remark.words)
                self._banners.append(self._add_above(banner))
        self._show_damage([remark.words for remark in remarks if remark.mark is Mark.DAMAGED])
        told = [words.remark_chip(one) for one in remarks if one.mark not in words.TOLD_ELSEWHERE]
        if self.shown.blocked_pictures and not self.shown.remote_pictures:
            told.append((pictures_words(self.shown.blocked_pictures), "neutral"))
        if self.shown.trackers:
            told.append((tr("%n trackers blocked", self.shown.trackers), "neutral"))
        if told:
            self._chips = self._add_above(Chips())
            self._chips.set_chips(told)
            said = (remark.words for remark in remarks if remark.mark not in words.TOLD_ELSEWHERE)
            self._chips.explain("\n".join(filter(None, said)))
        if self.shown.quoted_lines:
            self._fold = self._add(Button("", "quiet", small=True, face="small"))
            self._fold.clicked.connect(self.toggle_quotes)
            self._name_fold()

    def _show_damage(self, sentences: Sequence[str]) -> None:
        """In one: a broken mail has several things wrong with it."""
        if sentences:
            banner = self._add_above(Banner("amber"))
            label, _ = words.remark_chip(Remark(mark=Mark.DAMAGED, words=""))
            banner.say(_sentence(label), " ".join(f"{one.rstrip('.')}." for one in sentences))
            self._banners.append(banner)

    def _name_fold(self) -> None:
        if self._fold is not None:
            sign = "▾" if self._is_unfolded else "▸"
            self._fold.set_text(f"{sign} {tr('%n quoted lines', self.shown.quoted_lines)}")

    def toggle_quotes(self) -> None:
        self._is_unfolded = not self._is_unfolded
        self._name_fold()
        self._show_text()
        self.grown.emit()

    def _show_pictures(self) -> None:
        if not self.shown.remote_pictures:
            if self.pictures is not None:
                self.pictures.hide()
                self.pictures.deleteLater()
                self.pictures = None
            return
        if self.pictures is None:
            self.pictures = self._add(PicturesLine())
            self.pictures.show_asked.connect(lambda: self.pictures_asked.emit(self.message_id))
            self.pictures.always_asked.connect(self.pictures_always_asked)
        self.pictures.show_message(self.shown)

    def _show_files(self, attachments: Sequence[AttachmentInfo]) -> None:
        for info in attachments:
            if info.is_inline:
                continue
            is_small = words.is_picture_name(info.name) and info.size <= LARGEST_THUMBNAILED
            kind = PictureChip if is_small and len(self._files) < MOST_FILES else AttachmentChip
            chip = self._add(kind(info.name, info.size, tr("Look at")))
            chip.clicked.connect(lambda _=False, info=info, chip=chip: self._on_file(info, chip))
            chip.carried.connect(lambda info=info: self.carry_asked.emit(self.message_id, info))
            self._files.append(chip)
            if isinstance(chip, PictureChip):
                self._small[info.position] = chip
                self.thumbnail_asked.emit(self.message_id, info)  # may be answered at once

    def show_thumbnail(self, info: AttachmentInfo, image: QImage) -> None:
        if info.position in self._small:
            self._small[info.position].show_thumbnail(image)

    def _on_file(self, info: AttachmentInfo, chip: AttachmentChip) -> None:
        asked = self.save_asked if chip.is_at_icon else self.file_asked
        asked.emit(self.message_id, info)

    @property
    def message_id(self) -> int:
        return self.shown.written.message.id or 0

    def _show_outgoing(self, now: datetime) -> None:
        outgoing = self.shown.written.outbox
        is_told = outgoing is not None and outgoing.state is not OutboxState.SENT
        if outgoing is None or not is_told:
            if self.outgoing is not None:
                self.outgoing.hide()
                self.outgoing.deleteLater()
                self.outgoing = None
            return
        if self.outgoing is None:
            self.outgoing = self._add(OutgoingLine())
            self.outgoing.recall_asked.connect(self.recall_asked)
            self.outgoing.release_asked.connect(self.release_asked)
        self.outgoing.show_outgoing(outgoing, now)

    def _add(self, part: Part) -> Part:
        part.setParent(self)
        part.show()
        return part

    def _add_above(self, part: Part) -> Part:
        """Seen, and read aloud, before the text."""
        self._add(part).stackUnder(self.text)
        return part

    # ---------------------------------------------------------------- the place of each part

    def fit(self, width: int) -> int:
        """Take this width; returns the height that is needed."""
        room = width - 2 * _SIDE
        top = self._place_signs(room, self._place_head(room))
        high = self.text.height_for(room)
        self.text.setGeometry(_SIDE, top, room, high)
        top += high
        if self._fold is not None:
            self._fold.setGeometry(_SIDE - 12, top + 4, self._fold.sizeHint().width(), _LINE + 4)
            top += _LINE + S
        if self.pictures is not None:
            high = self.pictures.height_for(room)
            self.pictures.setGeometry(_SIDE, top, room, high)
            top += high
        top = self._place_files(room, top)
        if self.outgoing is not None:
            high = self.outgoing.height_for(room)
            self.outgoing.setGeometry(_SIDE, top + S, room, high)
            top += high + S
        self.resize(width, top + _TOP)
        return top + _TOP

    def _place_head(self, room: int) -> int:
        when = min(self._when.sizeHint().width(), room // 2)
        self._when.setGeometry(_SIDE + room - when, _TOP, when, _LINE)
        left = room - when - S
        who = min(self._who.sizeHint().width(), left)
        self._who.setGeometry(_SIDE, _TOP, who, _LINE)
        top = _TOP + _LINE
        beside = left - who - S
        if self._address.sizeHint().width() <= beside:
            self._address.setGeometry(_SIDE + who + S, _TOP + 2, beside, _SMALL)
        elif self._address.text:  # never left out: a name can be anybody's
            self._address.setGeometry(_SIDE, top, room, _SMALL)
            top += _SMALL
        if self._recipients is not None:
            self._recipients.setGeometry(_SIDE, top, room, _SMALL)
            top += _SMALL + 4
        return top + 4

    def _place_signs(self, room: int, top: int) -> int:
        """What we say of it, and below it, in a message that came, a line from edge to edge, which no text
        reaches: what looks like a sign of ours below it is none."""
        if self._chips is not None:
            top += self._chips.place(_SIDE, top, room) + S
        for banner in self._banners:
            high = banner.heightForWidth(room)
            banner.setGeometry(_SIDE, top, room, high)
            top += high + S
        self._rule = 0
        if self.shown.written.message.direction is not Direction.INBOUND:
            return top
        self._rule = top if self._chips is not None or self._banners else top + 4
        return self._rule + S

    def _place_files(self, room: int, top: int) -> int:
        if not self._files:
            return top
        top += S
        left, high = _SIDE, 0
        for chip in self._files:
            size = chip.sizeHint()
            width = min(size.width(), room)
            if left > _SIDE and left + width > _SIDE + room:
                left, top, high = _SIDE, top + high + 4, 0
            chip.setGeometry(left, top, width, size.height())
            left += width + S
            high = max(high, size.height())
        return top + high

    def _on_menu(self, place: QPoint) -> None:
        self.menu_asked.emit(self.message_id, place, self.text.mapToGlobal(place))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Beside the text; the key for the menu, pressed on one of its buttons, comes here too."""
        self.menu_asked.emit(self.message_id, self.text.mapFromGlobal(event.globalPos()), event.globalPos())

    @override
    def changeEvent(self, event: QEvent) -> None:
        """The colours of its words are kept in the text: with those of the other theme none can be read."""
        if self._shown is not None and self._colours is not tokens():
            self._colours = tokens()
            self._show_text()
            self.fit(self.width())
        super().changeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is not None:
            fill, line = (tokens().tone(name) for name in _TONES[self._shown.written.message.direction])
            painter = QPainter(self)
            rounded(painter, QRectF(self.rect()), RADIUS_CARD, fill, line)
            if self._rule:
                painter.fillRect(QRect(1, self._rule, self.width() - 2, _RULE), QColor(line))


def _text_of(shown: ShownMessage) -> tuple[object, ...]:
    return shown.html, shown.written.message.body, shown.numbers, shown.written.mentions


def as_html(text: str) -> str:
    """Plain text as it is: its lines, and the blanks that begin them."""
    lines = (escape(line) for line in text.splitlines())
    return "<br>".join(_kept_blanks(line) for line in lines)


def with_mentions(html: str, names: Sequence[str]) -> str:
    """The names that a note calls on stand out."""
    if not names:
        return html
    called = "|".join(re.escape(escape(name)) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"@({called})(?!\w)", rf'<b style="color: {tokens().accent}">\g<0></b>', html, flags=re.IGNORECASE)


def _kept_blanks(line: str) -> str:
    bare = line.lstrip(" ")
    return "&nbsp;" * (len(line) - len(bare)) + bare


def _sentence(label: str) -> str:
    return f"{label[:1].upper()}{label[1:]}."
