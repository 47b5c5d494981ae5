"""Who this is: name, organisation, addresses, and why the call was taken for theirs."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from desktop.domain.channel import Direction
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.history import Dossier, MatchReason, RecentContact
from desktop.domain.text import tr
from desktop.services.office.left_out import LeftOut
from desktop.services.ports import Numbering
from desktop.ui.look.tokens import XS, L, M, S
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.chips import Avatar, Chip, Chips
from desktop.ui.widgets.text import TextLine
from desktop.ui.words import address_words, customer_line, match_words, recent_words

_MOST_CHIPS = 6
_SIDE = L + 2
_AVATAR = 44
_NAME_LINE, _MATCH_LINE = 28, 20
_BETWEEN = 6


class CustomerHead(QWidget):
    """The one name that matters, and what changes the greeting."""

    not_this_person = Signal()
    edit_asked = Signal()
    write_asked = Signal(object)  # Customer
    call_asked = Signal(object)  # Customer
    number_chosen = Signal(str)  # one of theirs was clicked
    grown = Signal()  # or less high than before: whoever holds it gives it its place

    def __init__(self, numbering: Numbering, left_out: LeftOut) -> None:
        super().__init__()
        self._numbering, self._left_out = numbering, left_out
        self._build()
        self.unlink_button.clicked.connect(self.not_this_person)
        self.edit_button.clicked.connect(self.edit_asked)
        self.write_button.clicked.connect(self._on_write)
        self.call_button.clicked.connect(self._on_call)
        self._chips.chosen.connect(self.number_chosen)
        left_out.changed.connect(self._on_left_out_changed)

    def _build(self) -> None:
        self._avatar = Avatar(_AVATAR)
        self._name = TextLine("", "name", hugs=True)
        self._vip = Chip(tr("VIP"), "accent")
        self.edit_button = IconButton("pencil", tr("Edit this customer"), side=_NAME_LINE, size=16)
        self.write_button = IconButton("mail", tr("Write an e-mail"), side=_NAME_LINE, size=16)
        self.call_button = IconButton("phone", tr("Call"), side=_NAME_LINE, size=16)
        self._customer: Customer | None = None
        self._line = TextLine("", "small", "text2")
        self._chips = Chips()
        self._match = TextLine("", "small", "text3", hugs=True)
        self.unlink_button = Button(tr("not this person"), "link", face="small_medium")
        self.recent = Banner("amber")
        above = (self._avatar, self._name, self._vip, self.call_button, self.write_button, self.edit_button, self._line)
        for part in (*above, self._chips, self._match, self.unlink_button, self.recent):
            part.setParent(self)

    # ---------------------------------------------------------------- the places

    def place(self, width: int) -> int:
        """Everything where it belongs in this width; returns how high it is. By hand: Qt's layouts asked each part
        several times, in a millisecond that somebody waits for."""
        left, room, y = _SIDE, width - 2 * _SIDE, M + _AVATAR
        self._avatar.move(left, M)
        self._place_name(left + _AVATAR + M, room - _AVATAR - M)
        if self._chips.texts:
            y += S
        y += self._chips.place(left, y, room)
        if not (self._match.isHidden() and self.unlink_button.isHidden()):
            self._place_match(left, y + S, room)
            y += S + _MATCH_LINE
        if not self.recent.isHidden():
            height = self.recent.heightForWidth(room)
            self.recent.setGeometry(left, y + S, room, height)
            y += S + height
        return y + M

    def _place_name(self, left: int, room: int) -> None:
        vip = 0 if self._vip.isHidden() else self._vip.sizeHint().width() + _BETWEEN
        hint = self._name.sizeHint()
        shown = [one for one in (self.edit_button, self.write_button, self.call_button) if not one.isHidden()]
        buttons = len(shown) * _NAME_LINE
        width = min(hint.width(), room - buttons - _BETWEEN - vip)
        self._name.setGeometry(left, M + (_NAME_LINE - hint.height()) // 2, width, hint.height())
        if vip:
            height = self._vip.sizeHint().height()
            place = left + width + _BETWEEN
            self._vip.setGeometry(place, M + (_NAME_LINE - height) // 2, vip - _BETWEEN, height)
        for number, one in enumerate(shown, 1):
            one.move(left + room - number * _NAME_LINE, M)
        self._line.setGeometry(left, M + _NAME_LINE, room, _AVATAR - _NAME_LINE)

    def _place_match(self, left: int, top: int, room: int) -> None:
        button = self.unlink_button.sizeHint()
        if not self._match.isHidden():
            hint = self._match.sizeHint()
            width = min(hint.width(), room - XS - button.width())
            self._match.setGeometry(left, top + (_MATCH_LINE - hint.height()) // 2, width, hint.height())
            left += width + XS
        self.unlink_button.setGeometry(left, top, button.width(), button.height())

    # ---------------------------------------------------------------- what is shown

    @property
    def name(self) -> str:
        return self._name.text

    @property
    def match_words(self) -> str:
        return self._match.text

    def show_dossier(self, dossier: Dossier, direction: Direction | None) -> None:
        """`direction` of the call it belongs to, whose match can be denied; None without one."""
        if dossier.customer is not None:
            self._show(dossier, dossier.customer, direction)
            self.grown.emit()

    def _show(self, dossier: Dossier, customer: Customer, direction: Direction | None) -> None:
        is_work = direction is not None
        self._customer = customer
        self.write_button.setVisible(mail_address(customer) is not None)
        self.call_button.setVisible(any(one.kind is AddressKind.PHONE for one in customer.addresses))
        self._avatar.show_person(customer.name)
        self._name.set_text(customer.name)
        self._vip.setVisible(customer.is_vip)
        self._line.set_text(customer_line(customer))
        self._show_chips(customer)
        is_matched = is_work and dossier.match.reason is not MatchReason.UNKNOWN
        self._match.set_text(f"{match_words(dossier.match)} ·" if is_matched else "")
        self._match.setVisible(is_matched)
        self.unlink_button.setVisible(is_work)
        self._show_recent(dossier.recent if direction is Direction.INBOUND else None)  # ours is no contact of theirs

    def _on_write(self) -> None:
        if self._customer is not None:
            self.write_asked.emit(self._customer)

    def _on_call(self) -> None:
        if self._customer is not None:
            self.call_asked.emit(self._customer)

    def show_newer(self, recent: RecentContact) -> None:
        """Another contact came while a call of theirs goes on."""
        self._show_recent(recent)
        self.grown.emit()

    def _show_recent(self, recent: RecentContact | None) -> None:
        strong, rest = recent_words(recent) if recent is not None else ("", "")
        self.recent.setVisible(bool(strong))
        if strong:
            self.recent.say(strong, rest)

    def _show_chips(self, customer: Customer) -> None:
        texts = [(address_words(address, self._numbering), "neutral") for address in customer.addresses[:_MOST_CHIPS]]
        more = len(customer.addresses) - _MOST_CHIPS
        if more > 0:
            texts.append((f"+{more}", "neutral"))
        texts.extend((f"#{tag}", "accent") for tag in customer.tags[:_MOST_CHIPS])
        if self._left_out.refusal_of(customer) is not None:
            texts.append((tr("No mailings"), "amber"))
        shown = customer.addresses[:_MOST_CHIPS]
        self._chips.set_chips(texts, [one.value if one.kind is AddressKind.PHONE else "" for one in shown])

    def _on_left_out_changed(self) -> None:
        if self._customer is not None:
            self._show_chips(self._customer)
            self.grown.emit()

    def menu(self) -> QMenu | None:
        """It goes when it closes; None where there is nothing to choose."""
        from desktop.ui.conversation.more_menu import mailing_entry  # not at the start

        customer = self._customer
        entry = mailing_entry(self._left_out, customer) if customer is not None else None
        if entry is None:
            return None
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(entry.words).triggered.connect(lambda: entry.order())
        return menu

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        if menu is not None:
            menu.popup(event.globalPos())


def mail_address(customer: Customer) -> Address | None:
    """Where they are written to; None when no mail address is known."""
    return next((one for one in customer.addresses if one.kind is AddressKind.EMAIL), None)
