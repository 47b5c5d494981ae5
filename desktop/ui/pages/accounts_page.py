"""The accounts customers write to: how each is served, in words, and one form to set one up."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import DesktopError
from desktop.domain.text import tr
from desktop.domain.written import AccountHealth, AccountState, ChannelAccount
from desktop.services.channel import ChannelKind
from desktop.services.messaging.accounts import Accounts
from desktop.services.sound import Sound
from desktop.ui.fetching import FetchingBar
from desktop.ui.look.tokens import L, M, S
from desktop.ui.pages.account_form import AccountForm
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chips import Dot
from desktop.ui.widgets.layout import Card, column, row
from desktop.ui.widgets.switch import Switch
from desktop.ui.widgets.text import TextLine, paragraph

_TONES = {
    AccountHealth.STARTING: "text3",
    AccountHealth.CONNECTED: "green",
    AccountHealth.TROUBLED: "amber",
    AccountHealth.REFUSED: "red",
    AccountHealth.STOPPED: "text3",
}


class AccountCard(Card):
    """One account. A click asks twice before it is removed."""

    change_asked = Signal(object)  # ChannelAccount
    sign_in_asked = Signal(object)  # ChannelAccount
    remove_asked = Signal(int)
    switched = Signal(object)  # ChannelAccount, and whether it is to be on

    def __init__(self, account: ChannelAccount, state: AccountState | None) -> None:
        super().__init__()
        self._account, self._state = account, state
        self._is_sure = False
        self._health = state.health if state is not None and account.is_enabled else AccountHealth.STOPPED
        self._build()
        self._connect()

    def _build(self) -> None:
        account = self._account
        self.head.addWidget(TextLine(account.name, "strong", hugs=True))
        self.head.addWidget(TextLine(account.address, "small", "text3"), 1)
        self.switch = Switch(tr("Messages of {name} are fetched and sent", name=account.name))
        self.switch.setChecked(account.is_enabled)
        self.head.addWidget(self.switch)
        self.words = paragraph(state_words(account, self._state), "small", "text2")
        has_words = self._state is not None and bool(self._state.words)
        line = row(margins=(M, S, M, 0 if has_words else S), spacing=S)
        line.addWidget(Dot(_tone(self._health, self._state)))
        line.addWidget(self.words, 1)
        self.body.addLayout(line)
        self.fetching = FetchingBar((M, 0, M, 0 if has_words else S))
        self.body.addWidget(self.fetching)
        self.show_progress(self._state)
        if has_words:  # a server's, whole: they have the width for themselves
            line = row(margins=(M, S, M, S), spacing=S)
            line.addStretch(1)
            self.body.addLayout(line)
        self.sign_in_button = Button(tr("Sign in again"), "primary", small=True)
        if self._health is not AccountHealth.REFUSED:
            self.sign_in_button.hide()
        self.change_button = Button(tr("Change"), small=True)
        self.remove_button = Button(tr("Remove"), small=True)
        for button in (self.sign_in_button, self.change_button, self.remove_button):
            line.addWidget(button)

    def shows(self, account: ChannelAccount, state: AccountState | None) -> bool:
        """All but how far its first reading is, which goes on from second to second."""
        return self._account == account and _standing(self._state) == _standing(state)

    def show_progress(self, state: AccountState | None) -> None:
        self._state = state
        is_served = state is not None and self._account.is_enabled
        self.fetching.show_states([state] if state is not None and is_served else [], self._account.name)

    def take_no_change(self) -> None:
        """Of a channel that this program has not: it can be removed, and nothing else."""
        for part in (self.switch, self.sign_in_button, self.change_button):
            part.setEnabled(False)

    def _connect(self) -> None:
        self.change_button.clicked.connect(lambda: self.change_asked.emit(self._account))
        self.sign_in_button.clicked.connect(lambda: self.sign_in_asked.emit(self._account))
        self.remove_button.clicked.connect(self._on_remove)
        self.switch.toggled.connect(lambda is_on: self.switched.emit((self._account, is_on)))

    def _on_remove(self) -> None:
        """Its messages stay, but nobody fetches new ones: worth a second look."""
        if self._is_sure and self._account.id is not None:
            self.remove_asked.emit(self._account.id)
        self._is_sure = True
        self.remove_button.set_kind("danger")
        self.remove_button.set_text(tr("Remove it; its messages stay"))


def _standing(state: AccountState | None) -> AccountState | None:
    return replace(state, fetched=0, to_fetch=0) if state is not None else None


def _tone(health: AccountHealth, state: AccountState | None) -> str:
    """One that is served, with something that its server would not do, is no green one."""
    has_caution = health is AccountHealth.CONNECTED and state is not None and bool(state.words)
    return "amber" if has_caution else _TONES[health]


def state_words(account: ChannelAccount, state: AccountState | None) -> str:
    if not account.is_enabled:
        return tr("Switched off")
    if state is None:
        return tr("Not served yet")
    if state.words:
        return state.words
    return {
        AccountHealth.STARTING: tr("Signing in"),
        AccountHealth.CONNECTED: tr("Signed in"),
        AccountHealth.TROUBLED: tr("Not reached now, tried again by itself"),
        AccountHealth.REFUSED: tr("The password was refused"),
        AccountHealth.STOPPED: tr("Not served now"),
    }[state.health]


class AccountsPage(QWidget):
    """A list, or the form in its place."""

    def __init__(self, accounts: Accounts, sound: Sound) -> None:
        super().__init__()
        self._accounts, self._sound = accounts, sound
        self.form: AccountForm | None = None
        self.cards: list[AccountCard] = []
        self._outer = column(self, spacing=L)
        words = tr("What customers write to these addresses becomes work here, and answers go out from them.")
        self._words = paragraph(words, "body", "text2")
        self._outer.addWidget(self._words)
        self._trouble = Banner("red")
        self._trouble.hide()
        self._outer.addWidget(self._trouble)
        self._list = column(spacing=M)
        self._outer.addLayout(self._list)
        self.add_buttons: list[Button] = []
        line = row(spacing=S)
        for kind in accounts.kinds:
            button = Button(tr("Add an account: {channel}", channel=kind.label()), small=True)
            button.clicked.connect(lambda _=False, kind=kind: self.add(kind))
            self.add_buttons.append(button)
            line.addWidget(button)
        line.addStretch(1)
        self._outer.addLayout(line)
        accounts.changed.connect(self._on_changed)
        self._show_accounts()

    def add(self, kind: ChannelKind) -> None:
        self._open(kind, ChannelAccount(channel=kind.channel, name="", address=""))

    def change(self, account: ChannelAccount) -> None:
        kind = self._kind_of(account)
        if kind is not None:
            self._open(kind, account)

    def _kind_of(self, account: ChannelAccount) -> ChannelKind | None:
        """None: another program of the team has that channel, or an earlier one had."""
        return next((kind for kind in self._accounts.kinds if kind.channel is account.channel), None)

    def sign_in_again(self, account: ChannelAccount) -> None:
        """One click: the browser, the code or, where the password is another by now, the field for it."""
        if self._kind_of(account) is None:
            return
        self.change(account)
        assert self.form is not None
        self.form.save()

    def _open(self, kind: ChannelKind, account: ChannelAccount) -> None:
        self._close()
        self.form = AccountForm(self._accounts, kind, account, self._sound)
        self.form.saved.connect(self._close)
        self.form.left.connect(self._close)
        self._outer.addWidget(self.form)
        self._show_list(is_shown=False)
        self.form.name.setFocus()

    def _close(self) -> None:
        form, self.form = self.form, None
        had_keyboard = form is not None and form.isAncestorOf(self.window().focusWidget())
        if form is not None:
            form.hide()
            form.deleteLater()
        self._show_list(is_shown=True)
        if had_keyboard and self.add_buttons:  # Qt would hand it to the button of the agent's state
            self.add_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self, *, is_shown: bool) -> None:
        for part in (self._words, *self.cards, *self.add_buttons):
            part.setVisible(is_shown)

    def _on_changed(self) -> None:
        """Cards that say the same stay: who works with one keeps the keyboard in it."""
        states = [(account, self._accounts.state(account.id or 0)) for account in self._accounts.accounts]
        if len(states) != len(self.cards) or not all(
            card.shows(*its) for card, its in zip(self.cards, states, strict=True)
        ):
            self._show_accounts()
            return
        for card, (_, state) in zip(self.cards, states, strict=True):
            card.show_progress(state)

    def _show_accounts(self) -> None:
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        for account in self._accounts.accounts:
            card = AccountCard(account, self._accounts.state(account.id or 0))
            card.change_asked.connect(self.change)
            card.sign_in_asked.connect(self.sign_in_again)
            card.remove_asked.connect(self._accounts.remove)
            card.switched.connect(self._on_switched)
            if self._kind_of(account) is None:
                card.take_no_change()
            self._list.addWidget(card)
            card.setVisible(self.form is None)
            self.cards.append(card)

    def _on_switched(self, wish: tuple[ChannelAccount, bool]) -> None:
        account, is_on = wish
        self._trouble.hide()
        wanted = replace(account, is_enabled=is_on)
        self._accounts.save(wanted, {}, owner=self, done=lambda _: None, failed=self._on_failed)

    def _on_failed(self, error: DesktopError) -> None:
        self._trouble.tell(error.text, error.hint)
        self._show_accounts()  # the switch stands as it was
