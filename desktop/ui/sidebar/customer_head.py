"""Who this is: name, organisation, addresses, and why the call was taken for theirs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.channel import Direction
from desktop.domain.customer import Customer
from desktop.domain.history import Dossier, MatchReason, RecentContact
from desktop.domain.text import tr
from desktop.services.ports import Numbering
from desktop.ui.look.tokens import XS, L, M, S
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button, IconButton
from desktop.ui.widgets.chips import Avatar, Chip
from desktop.ui.widgets.layout import FlowLayout, column, laid_out_once, row
from desktop.ui.widgets.text import TextLine
from desktop.ui.words import address_words, customer_line, match_words, recent_words

_MOST_CHIPS = 6


class CustomerHead(QWidget):
    """The one name that matters, and what changes the greeting."""

    not_this_person = Signal()
    edit_asked = Signal()

    def __init__(self, numbering: Numbering) -> None:
        super().__init__()
        self._numbering = numbering
        self._build()
        self.unlink_button.clicked.connect(self.not_this_person)
        self.edit_button.clicked.connect(self.edit_asked)

    def _build(self) -> None:
        self._avatar = Avatar(44)
        self._name = TextLine("", "name", hugs=True)
        self._vip = Chip(tr("VIP"), "accent")
        self.edit_button = IconButton("pencil", tr("Edit this customer"), side=28, size=16)
        self._line = TextLine("", "small", "text2")
        name_line = row(spacing=6)
        name_line.addWidget(self._name)
        name_line.addWidget(self._vip)
        name_line.addStretch(1)
        name_line.addWidget(self.edit_button)
        words = column(spacing=0)
        words.addLayout(name_line)
        words.addWidget(self._line)
        top = row(spacing=M)
        top.addWidget(self._avatar)
        top.addLayout(words, 1)
        outer = column(self, (L + 2, M, L + 2, M), S)
        outer.addLayout(top)
        self._chips = [Chip() for _ in range(2 * _MOST_CHIPS + 1)]
        chips = FlowLayout(spacing=6)
        for chip in self._chips:
            chips.addWidget(chip)
        outer.addLayout(chips)
        outer.addLayout(self._build_match())
        self.recent = Banner("amber")
        outer.addWidget(self.recent)

    def _build_match(self) -> QHBoxLayout:
        self._match = TextLine("", "small", "text3", hugs=True)
        self.unlink_button = Button(tr("not this person"), "link", face="small_medium")
        line = row(spacing=XS)
        line.addWidget(self._match)
        line.addWidget(self.unlink_button)
        line.addStretch(1)
        return line

    @property
    def name(self) -> str:
        return self._name.text

    @property
    def match_words(self) -> str:
        return self._match.text

    def show_dossier(self, dossier: Dossier, direction: Direction | None) -> None:
        """`direction` of the call it belongs to, whose match can be denied; None without one."""
        if dossier.customer is not None:
            with laid_out_once(self):
                self._show(dossier, dossier.customer, direction)

    def _show(self, dossier: Dossier, customer: Customer, direction: Direction | None) -> None:
        is_work = direction is not None
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

    def show_newer(self, recent: RecentContact) -> None:
        """Another contact came while a call of theirs goes on."""
        with laid_out_once(self):
            self._show_recent(recent)

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
        for chip, (text, tone) in zip(self._chips, texts, strict=False):
            chip.set_text(text, tone)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(texts))
