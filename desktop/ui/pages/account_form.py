"""What an account is set up with: its name and address, its password, and what its channel declares."""

from dataclasses import replace
from itertools import groupby

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.errors import DesktopError, Refused
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount
from desktop.services.channel import ChannelKind, Missing, SignInCode, SignInPage, Unconfirmed
from desktop.services.messaging.accounts import Accounts
from desktop.services.settings import Kind, Setting, SettingValue
from desktop.services.sound import Sound
from desktop.ui.look.tokens import L, S
from desktop.ui.pages.form_line import FormLine
from desktop.ui.pages.parts import reveal
from desktop.ui.pages.setting_editors import SettingEditor
from desktop.ui.pages.sign_in_code import SignInCodePanel
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, section_head

_YES = "yes"
_MOST_FIGURES = 19


class AccountValues(QObject):
    """An account's settings as an editor of settings asks for them. They are texts in the store.

    What nobody types stays as it was: with another key no answer to an earlier letter would find its case.
    """

    changed = Signal(str)
    choices_offered = Signal(str)

    def __init__(self, fields: tuple[Setting, ...], account: ChannelAccount) -> None:
        super().__init__()
        self._fields = {field.key: field for field in fields}
        kept = dict(account.settings)
        self._values = {key: _read(field, kept.get(key)) for key, field in self._fields.items()}
        self._others = tuple((key, text) for key, text in account.settings if key not in self._fields)

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
        return (*self._others, *((key, _written(value)) for key, value in self._values.items()))


def _read(field: Setting, text: str | None) -> SettingValue:
    """What is no value any more is the default again."""
    if text is None:
        return field.default
    match field.kind:
        case Kind.NUMBER:
            value: object = int(text) if text.isdecimal() and len(text) < _MOST_FIGURES else None
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
    """Saved only when signing in with it worked; until then what is wrong is said here.

    A new account needs little: the rest is found by the address, or left as it is, and shown when it is asked for, or
    when something besides the password is wrong.
    """

    saved = Signal()
    left = Signal()

    def __init__(self, accounts: Accounts, kind: ChannelKind, account: ChannelAccount, sound: Sound) -> None:
        super().__init__()
        self._accounts, self._kind, self._account = accounts, kind, account
        self._values = AccountValues(kind.fields(), account)
        self._secrets: dict[str, FormLine] = {}
        self._asked: list[tuple[Setting, QWidget]] = []
        self._heads: dict[str, QWidget] = {}  # by group
        self._is_whole = account.id is not None
        self._calls_off = False  # what the button beside saving does
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._reveal)
        self._build(sound)

    def _build(self, sound: Sound) -> None:
        self._outer = outer = column(self, spacing=L)
        self._to_fill: QWidget | None = None  # below what is said to be wrong
        title = tr("Change the account") if self._account.id is not None else tr("New account")
        outer.addWidget(TextLine(title, "title"))
        self._lines = [
            FormLine(tr("Name, as customers see it"), self._account.name),
            FormLine(tr("Address"), self._account.address),
            FormLine(tr("Queue its messages go to"), self._account.queue),
        ]
        for line in self._lines:
            outer.addWidget(line)
        self.name, self.address, self.queue = (line.field for line in self._lines)
        self.more_button = Button(tr("Servers, folders, signature and more"), "link", face="small_medium")
        self.more_button.clicked.connect(self.show_all)
        for group, fields in groupby(self._kind.fields(), key=lambda field: field.group):
            self._heads[group] = section_head(group)
            outer.addWidget(self._heads[group])
            for field in fields:
                self._ask(outer, field, self._editor(field, sound))
            for secret in self._kind.secrets():
                if secret.label and secret.group == group:  # others come from signing in
                    self._secrets[secret.key] = self._secret_line(secret)
                    self._ask(outer, secret, self._secrets[secret.key])
        outer.addWidget(self.more_button, alignment=Qt.AlignmentFlag.AlignLeft)
        for line in (*self._lines, *self._secrets.values()):
            line.field.returnPressed.connect(self.save)
        self._values.changed.connect(self._show_what_is_asked)
        self._show_what_is_asked()
        self._build_end(outer)

    def _build_end(self, outer: QVBoxLayout) -> None:
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
        self._accounts.sign_in_begun.connect(self._on_sign_in_begun)
        self.cancel_button.clicked.connect(self._on_cancel)

    def _editor(self, setting: Setting, sound: Sound) -> SettingEditor:
        editor = SettingEditor(setting, self._values, sound)
        if isinstance(editor.field, QLineEdit):
            editor.field.returnPressed.connect(editor.commit)  # Qt says that it is finished only afterwards
            editor.field.returnPressed.connect(self.save)
        return editor

    def _secret_line(self, secret: Setting) -> FormLine:
        line = FormLine(secret.label, "", secret.help)
        line.field.setEchoMode(QLineEdit.EchoMode.Password)
        if self._account.id is not None:
            line.field.setPlaceholderText(tr("As it was"))
        return line

    def _ask(self, outer: QVBoxLayout, setting: Setting, line: QWidget) -> None:
        outer.addWidget(line)
        self._asked.append((setting, line))

    def _show_what_is_asked(self) -> None:
        """The chosen way of signing in needs some of it, and nothing of the others."""
        first = next(iter(self._heads), "")
        for group, head in self._heads.items():
            head.setVisible(self._is_whole or group == first)
        for setting, line in self._asked:
            line.setVisible(self._is_asked(setting) and (self._is_whole or setting.group == first))
        self.more_button.setVisible(not self._is_whole)

    def show_all(self) -> None:
        had_keyboard = self.more_button.hasFocus()
        folded = [line for _, line in self._asked if line.isHidden()]
        self._is_whole = True
        self._show_what_is_asked()
        there = (line.findChild(QLineEdit) for line in folded if not line.isHidden())
        field = next((one for one in there if one is not None), None)
        if had_keyboard and field is not None:
            field.setFocus()  # or it would go on to the end of the form

    def _is_asked(self, setting: Setting) -> bool:
        if setting.only_where is None:
            return True
        key, values = setting.only_where
        return self._values.value(key) in values

    def secret(self, key: str) -> QLineEdit:
        return self._secrets[key].field

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
        if not self.save_button.isEnabled():  # Enter, while it signs in
            return
        if not self.address.text().strip():
            line = self._lines[1]
            line.say_trouble(tr("The address is missing. Customers write to it, and answers come from it."))
            self.address.setFocus()
            reveal(line)
            return
        self.trouble.hide()
        self.save_button.setEnabled(False)
        self.save_button.set_text(tr("Signing in"))
        self._can_call_off(is_so=True)
        self._later.start()
        asked = {secret.key for secret in self._kind.secrets() if self._is_asked(secret)}
        secrets = {key: line.field.text() for key, line in self._secrets.items() if key in asked and line.field.text()}
        self._accounts.save(self.account(), secrets, owner=self, done=self._on_saved, failed=self._on_failed)

    def _can_call_off(self, *, is_so: bool) -> None:
        """Who closed the browser waits for nothing, and what was typed stays: leaving is another press."""
        self._calls_off = is_so
        self.cancel_button.set_text(tr("Call it off") if is_so else tr("Cancel"))

    def _on_cancel(self) -> None:
        self._accounts.call_off()
        if self._calls_off:
            self._can_call_off(is_so=False)
        else:
            self.left.emit()

    def _on_sign_in_begun(self, where: SignInCode | SignInPage) -> None:
        if isinstance(where, SignInPage):
            self.code.show_page(where, self.cancel_button)
            return
        self._can_call_off(is_so=False)  # its panel does
        self.code.show_code(where)

    def _on_saved(self, _account: ChannelAccount) -> None:
        self.saved.emit()

    def _on_failed(self, error: DesktopError) -> None:
        self.code.end()
        if isinstance(error, Unconfirmed):
            self._values.take_over(error.proposal)
        if not isinstance(error, Refused):
            self.show_all()
        self.save_button.setEnabled(True)
        self.save_button.set_text(tr("Sign in and save"))
        self._can_call_off(is_so=False)
        if self.cancel_button.hasFocus():  # Qt gave it that when the other was switched off
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place_trouble(error.key if isinstance(error, Missing) else "")
        self._say(error.text, error.hint)

    def _place_trouble(self, key: str) -> None:
        """Above the field that has to be filled in, with the keyboard in it; else above the buttons."""
        lines = (line for setting, line in self._asked if setting.key == key and not line.isHidden())
        self._to_fill = next(lines, None)
        self._outer.removeWidget(self.trouble)
        below = self.code if self._to_fill is None else self._to_fill
        self._outer.insertWidget(self._outer.indexOf(below), self.trouble)
        field = self._to_fill.findChild(QLineEdit) if self._to_fill is not None else None
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, text: str, hint: str) -> None:
        self.trouble.tell(text, hint)
        self._later.start()  # once there is room for it

    def _reveal(self) -> None:
        """The form is longer than the page: how it goes is at its end, or where something has to be filled in."""
        is_told = not self.trouble.isHidden()
        reveal(self._to_fill if is_told and self._to_fill is not None else self.save_button)
        if is_told:
            reveal(self.trouble)
