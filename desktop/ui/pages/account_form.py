"""What an account is set up with: its name and address, its password, and what its channel declares."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.errors import DesktopError
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount
from desktop.services.channel import ChannelKind, Unconfirmed
from desktop.services.messaging.accounts import Accounts
from desktop.services.settings import Kind, Setting, SettingValue
from desktop.services.sound import Sound
from desktop.ui.look.tokens import FIELD, XS, L, S
from desktop.ui.pages.parts import reveal
from desktop.ui.pages.setting_editors import SettingEditor
from desktop.ui.pages.sign_in_code import SignInCodePanel
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, section_head

_YES = "yes"


class AccountValues(QObject):
    """An account's settings as an editor of settings asks for them. They are texts in the store."""

    changed = Signal(str)
    choices_offered = Signal(str)

    def __init__(self, fields: tuple[Setting, ...], account: ChannelAccount) -> None:
        super().__init__()
        self._fields = {field.key: field for field in fields}
        kept = dict(account.settings)
        self._values = {key: _read(field, kept.get(key)) for key, field in self._fields.items()}

    def setting(self, key: str) -> Setting:
        return self._fields[key]

    def value(self, key: str) -> SettingValue:
        return self._values[key]

    def set(self, key: str, value: SettingValue) -> None:
        """Raises ConfigurationError in words."""
        self._values[key] = self._fields[key].check(value)
        self.changed.emit(key)

    def take_over(self, account: ChannelAccount) -> None:
        """What was found for it, where it is another."""
        kept = dict(account.settings)
        for key, field in self._fields.items():
            value = _read(field, kept.get(key))
            if value != self._values[key]:
                self.set(key, value)

    def is_locked(self, _key: str) -> bool:
        return False

    def lock_reason(self, _key: str) -> str:
        return ""

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        return tuple((key, _written(value)) for key, value in self._values.items())


def _read(field: Setting, text: str | None) -> SettingValue:
    """What is no value any more is the default again."""
    if text is None:
        return field.default
    match field.kind:
        case Kind.NUMBER:
            value: object = int(text) if text.isdigit() else None
        case Kind.SWITCH:
            value = text == _YES
        case Kind.TEXTS:
            value = tuple(text.splitlines())
        case _:
            value = text
    try:
        return field.check(value)
    except DesktopError:
        return field.default


def _written(value: SettingValue) -> str:
    if isinstance(value, bool):
        return _YES if value else ""
    return "\n".join(value) if isinstance(value, tuple) else str(value)


class AccountForm(QWidget):
    """Saved only when signing in with it worked; until then what is wrong is said here."""

    saved = Signal()
    left = Signal()

    def __init__(self, accounts: Accounts, kind: ChannelKind, account: ChannelAccount, sound: Sound) -> None:
        super().__init__()
        self._accounts, self._kind, self._account = accounts, kind, account
        self._values = AccountValues(kind.fields(), account)
        self._secrets: dict[str, QLineEdit] = {}
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._reveal)
        self._build(sound)

    def _build(self, sound: Sound) -> None:
        outer = column(self, spacing=L)
        title = tr("Change the account") if self._account.id is not None else tr("New account")
        outer.addWidget(TextLine(title, "title"))
        self.name = self._line(tr("Name, as customers see it"), self._account.name)
        self.address = self._line(tr("Address"), self._account.address)
        self.queue = self._line(tr("Queue its messages go to"), self._account.queue)
        for setting in (one for one in self._kind.secrets() if one.label):  # others come from signing in
            self._secrets[setting.key] = self._line(setting.label, "", is_secret=True)
        group = ""
        for field in self._kind.fields():
            if field.group != group:
                group = field.group
                outer.addWidget(section_head(group))
            outer.addWidget(SettingEditor(field, self._values, sound))
        self.trouble = Banner("red")
        self.trouble.hide()
        outer.addWidget(self.trouble)
        self.code = SignInCodePanel()
        outer.addWidget(self.code)
        self.save_button = Button(tr("Sign in and save"), "primary")
        self.cancel_button = Button(tr("Cancel"))
        line = row(spacing=S)
        line.addWidget(self.save_button)
        line.addWidget(self.cancel_button)
        line.addStretch(1)
        outer.addLayout(line)
        self.save_button.clicked.connect(self.save)
        self.code.called_off.connect(self._accounts.call_off)
        self._accounts.code_given.connect(self.code.show_code)
        self.cancel_button.clicked.connect(self._leave)

    def _line(self, label: str, text: str, *, is_secret: bool = False) -> QLineEdit:
        made = QLineEdit(text)
        made.setFixedHeight(FIELD)
        made.setAccessibleName(label)
        if is_secret:
            made.setEchoMode(QLineEdit.EchoMode.Password)
            if self._account.id is not None:
                made.setPlaceholderText(tr("As it was"))
        box = QWidget()
        inner = column(box, spacing=XS)
        inner.addWidget(TextLine(label, "medium"))
        inner.addWidget(made)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(box)
        return made

    def secret(self, key: str) -> QLineEdit:
        return self._secrets[key]

    @property
    def values(self) -> AccountValues:
        return self._values

    def account(self) -> ChannelAccount:
        """As it is in the form."""
        address = self.address.text().strip()
        return replace(
            self._account,
            name=self.name.text().strip() or address,
            address=address,
            queue=self.queue.text().strip(),
            settings=self._values.texts,
        )

    def save(self) -> None:
        if not self.address.text().strip():
            self._say(tr("The address is missing."), tr("Customers write to it, and answers come from it."))
            self.address.setFocus()
            return
        self.trouble.hide()
        self.save_button.setEnabled(False)
        self.save_button.set_text(tr("Signing in"))
        self._later.start()
        secrets = {key: field.text() for key, field in self._secrets.items() if field.text()}
        self._accounts.save(self.account(), secrets, owner=self, done=self._on_saved, failed=self._on_failed)

    def _leave(self) -> None:
        self._accounts.call_off()
        self.left.emit()

    def _on_saved(self, _account: ChannelAccount) -> None:
        self.saved.emit()

    def _on_failed(self, error: DesktopError) -> None:
        self.code.end()
        if isinstance(error, Unconfirmed):
            self._values.take_over(error.proposal)
        self.save_button.setEnabled(True)
        self.save_button.set_text(tr("Sign in and save"))
        self._say(error.text, error.hint)

    def _say(self, text: str, hint: str) -> None:
        self.trouble.tell(text, hint)
        self._later.start()  # once there is room for it

    def _reveal(self) -> None:
        """The form is longer than the page: how it goes is at its end."""
        reveal(self.save_button if self.trouble.isHidden() else self.trouble)
