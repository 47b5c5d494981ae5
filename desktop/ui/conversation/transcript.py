"""Everything said in a conversation, as cards, the newest at the foot. Only what is near the eye is laid out."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.domain.written import ShownMessage
from desktop.ui.clock import Clock
from desktop.ui.conversation.card import MessageCard

GAP = 12
_SIDE = 20
_GUESSED = 132  # px: how high a card may be that nobody has seen
_KEPT = 3  # screens above and below whose cards are kept
_PASSES = 6
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


Place = tuple[int, int]
"""A message's id, and how far its top is from that of the sight."""


class Transcript(QAbstractScrollArea):
    """A message's card is made when it comes near, and dropped when it is far away; its height is remembered.

    While earlier ones come in above or are measured, what is read stays where it is.
    """

    earlier_wanted = Signal()
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

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._messages: list[ShownMessage] = []
        self._heights: list[int] = []  # 0: not measured
        self._tops: list[int] = []
        self._cards: dict[int, MessageCard] = {}  # by message id
        self._words: tuple[str, ...] = ()  # that are marked
        self._unfolded: set[int] = set()  # message ids, of any conversation
        self._has_earlier = False
        self._is_placing = False
        self._was_at_end = True
        self._measured_in = 0  # px
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Conversation"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalScrollBar().setSingleStep(20)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.viewport().setAutoFillBackground(False)
        clock.ticked.connect(self._on_ticked)

    # ---------------------------------------------------------------- what is shown

    @property
    def messages(self) -> tuple[ShownMessage, ...]:
        return tuple(self._messages)

    def card(self, message_id: int) -> MessageCard | None:
        """None while it is far away."""
        return self._cards.get(message_id)

    @property
    def cards(self) -> tuple[MessageCard, ...]:
        """Those that are laid out, from above."""
        return tuple(sorted(self._cards.values(), key=lambda card: card.y()))

    @property
    def read_id(self) -> int:
        """The message that is read: the lowest that begins in sight, or the one that fills it; 0 without any."""
        value = self.verticalScrollBar().value()
        number = bisect_right(self._tops, value + self.viewport().height() - 2 * GAP) - 1
        return _id(self._messages[max(0, number)]) if self._messages else 0

    @property
    def is_at_end(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - GAP

    def show_messages(self, messages: Sequence[ShownMessage], *, has_earlier: bool) -> None:
        """Oldest first: a conversation anew, or the same with what came before, after or within."""
        before = {_id(shown): (shown, high) for shown, high in zip(self._messages, self._heights, strict=True)}
        ids = {_id(shown) for shown in messages}
        is_another = not (before.keys() & ids)
        if is_another:
            self._words = ()
        was_at_end, anchor = is_another or self.is_at_end, self._anchor()
        for gone in before.keys() - ids:
            self._drop(gone)
        self._messages = list(messages)
        self._heights = [self._kept_height(shown, before.get(_id(shown))) for shown in messages]
        self._has_earlier = has_earlier
        self._settle(None if was_at_end else anchor)
        if is_another and self._messages and self._heights[-1] > self.viewport().height():
            self._settle((_id(self._messages[-1]), GAP))  # what is new is read from its beginning

    def _kept_height(self, shown: ShownMessage, before: tuple[ShownMessage, int] | None) -> int:
        """Of a message that is as it was; one that changed is measured anew."""
        if before is None:
            return 0
        if before[0] == shown:
            return before[1]
        card = self._cards.get(_id(shown))
        if before[0].written.remarks != shown.written.remarks:
            self._drop(_id(shown))  # a report came: it is another card
        elif card is not None:
            card.show_message(shown, self._clock.now())
        return 0

    @property
    def place(self) -> Place | None:
        """What is read now; None at the end."""
        return None if self.is_at_end else self._anchor()

    def mark(self, words: tuple[str, ...], message_id: int = 0) -> None:
        """Wherever they are said; of this message the first of them comes into sight, out of what it quotes, too."""
        self._words = words
        for card in self._cards.values():
            card.text.mark(words)
        if not message_id:
            return
        self._settle((message_id, GAP))
        found = self._cards.get(message_id)
        if found is None:
            return
        if found.text.marked_top is None and found.fold_button is not None and not found.is_unfolded:
            found.toggle_quotes()
        top = found.text.marked_top
        if top is not None:
            self._settle((message_id, min(GAP, self.viewport().height() // 3 - found.text.y() - top)))

    def return_to(self, place: Place | None) -> None:
        """As it was before another conversation was shown."""
        self._settle(place)

    # ---------------------------------------------------------------- where everything stands

    def _anchor(self) -> Place | None:
        """The first message in sight, by id, and how far its top is from that of the sight."""
        value = self.verticalScrollBar().value()
        number = max(0, bisect_right(self._tops, value) - 1)
        return (_id(self._messages[number]), self._tops[number] - value) if self._tops else None

    def _settle(self, anchor: Place | None) -> None:
        """Lay out what is near, with `anchor` where it was; None: with the end in sight."""
        self._is_placing = True
        try:
            for _ in range(_PASSES):
                self._find_tops()
                self._scroll_by_anchor(anchor)
                if not self._measure_near():
                    break
            self._find_tops()
            self._scroll_by_anchor(anchor)
            self._place()
        finally:
            self._is_placing = False
        self._was_at_end = self.is_at_end
        self._ask_for_earlier()

    def _find_tops(self) -> None:
        self._tops = []
        top = GAP
        for high in self._heights:
            self._tops.append(top)
            top += (high or _GUESSED) + GAP
        bar, sight = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(sight)
        bar.setRange(0, max(0, top - sight))

    def _scroll_by_anchor(self, anchor: Place | None) -> None:
        bar = self.verticalScrollBar()
        if anchor is None:
            bar.setValue(bar.maximum())
            return
        for shown, top in zip(self._messages, self._tops, strict=True):
            if _id(shown) == anchor[0]:
                bar.setValue(top - anchor[1])
                return

    def _near(self, screens: float) -> range:
        """The numbers of those within so many screens of what is seen."""
        sight = max(1, self.viewport().height())
        first = self.verticalScrollBar().value() - sight * screens
        last = self.verticalScrollBar().value() + sight * (1 + screens)
        return range(max(0, bisect_right(self._tops, first) - 1), bisect_right(self._tops, last))

    def _measure_near(self) -> bool:
        """Whether a height was found that was not known."""
        width, found = self._card_width(), False
        self._measured_in = width
        for number in self._near(0.5):
            shown = self._messages[number]
            card = self._cards.get(_id(shown))
            if card is None:
                card = self._new_card(shown)
            if not self._heights[number] or card.width() != width:
                self._heights[number] = card.fit(width)
                found = True
        return found

    def _card_width(self) -> int:
        """The bar lies in the margin: whether it is there moves nothing."""
        return max(200, self.width() - 2 * _SIDE)

    def _new_card(self, shown: ShownMessage) -> MessageCard:
        card = MessageCard(self.viewport())
        self._cards[_id(shown)] = card
        card.thumbnail_asked.connect(self.thumbnail_asked)
        card.show_message(shown, self._clock.now())
        card.text.mark(self._words)
        if _id(shown) in self._unfolded:
            card.toggle_quotes()
        card.grown.connect(self._on_grown)
        card.link_asked.connect(self.link_asked)
        card.file_asked.connect(self.file_asked)
        card.save_asked.connect(self.save_asked)
        card.carry_asked.connect(self.carry_asked)
        card.pictures_asked.connect(self.pictures_asked)
        card.pictures_always_asked.connect(self.pictures_always_asked)
        card.menu_asked.connect(self.menu_asked)
        card.recall_asked.connect(self.recall_asked)
        card.release_asked.connect(self.release_asked)
        return card

    def _place(self) -> None:
        value = self.verticalScrollBar().value()
        kept = self._near(_KEPT)
        ids = {_id(self._messages[number]) for number in kept}
        for far in self._cards.keys() - ids:
            self._drop(far)
        before: QWidget = self
        for number in kept:
            card = self._cards.get(_id(self._messages[number]))
            if card is None:
                continue
            card.move(_SIDE, self._tops[number] - value)
            card.show()
            for stop in card.stops:
                stop.installEventFilter(self)  # once, however often it is asked for
                QWidget.setTabOrder(before, stop)
                before = stop

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What Tab leads to comes into sight."""
        is_come_to = (
            event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent) and event.reason() in _BY_TAB
        )
        if is_come_to and isinstance(watched, QWidget):
            self._bring_into_sight(watched)
        return super().eventFilter(watched, event)

    def _bring_into_sight(self, stop: QWidget) -> None:
        top = stop.mapTo(self.viewport(), QPoint(0, 0)).y() - GAP
        below = top + stop.height() + 2 * GAP - self.viewport().height()
        if top < 0 or below > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (top if top < 0 else below))

    def _drop(self, message_id: int) -> None:
        card = self._cards.pop(message_id, None)
        if card is not None:
            card.hide()
            card.deleteLater()

    def _ask_for_earlier(self) -> None:
        if self._has_earlier and self._tops and self.verticalScrollBar().value() < 2 * self.viewport().height():
            self._has_earlier = False  # until the answer is there
            self.earlier_wanted.emit()

    # ---------------------------------------------------------------- what happens

    def _on_scrolled(self, _value: int) -> None:
        if not self._is_placing:
            self._settle(self._anchor())

    def _on_grown(self) -> None:
        card = self.sender()
        anchor = self._anchor()
        for number, shown in enumerate(self._messages):
            if self._cards.get(_id(shown)) is card:
                self._heights[number] = 0
                self._remember_fold(_id(shown))
        self._settle(anchor)

    def _remember_fold(self, message_id: int) -> None:
        if self._cards[message_id].is_unfolded:
            self._unfolded.add(message_id)
        else:
            self._unfolded.discard(message_id)

    def _on_ticked(self) -> None:
        if self.isVisible():
            now = self._clock.now()
            for card in self._cards.values():
                card.show_time(now)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_placing:  # the bar came or went
            return
        was_at_end, anchor = self._was_at_end or not self._tops, self._anchor()
        if self._card_width() != self._measured_in:
            self._heights = [0] * len(self._heights)
        self._settle(None if was_at_end else anchor)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By its key, for the message that is read."""
        card = self._cards.get(self.read_id)
        if card is not None:
            place = card.mapToGlobal(QPoint(GAP, GAP))
            self.menu_asked.emit(self.read_id, card.text.mapFromGlobal(place), place)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The cards are placed by `_settle`."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        step = {
            Qt.Key.Key_Up: -bar.singleStep() * 2,
            Qt.Key.Key_Down: bar.singleStep() * 2,
            Qt.Key.Key_PageUp: -bar.pageStep() + 40,
            Qt.Key.Key_PageDown: bar.pageStep() - 40,
        }.get(Qt.Key(event.key()))
        if step is not None:
            bar.setValue(bar.value() + step)
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)


def _id(shown: ShownMessage) -> int:
    return shown.written.message.id or 0
