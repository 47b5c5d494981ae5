"""The telephone line: the account from settings and keyring, its registration, the engine's comings and goings."""

import logging
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desktop.domain.errors import DesktopError
from desktop.domain.phone import (
    Account,
    Capabilities,
    MediaSecurity,
    Registration,
    RegistrationState,
    SecurityEvent,
    Transport,
)
from desktop.domain.text import tr
from desktop.services.notices import Level, Notice, Notices
from desktop.services.ports import PhoneEngine, Vault
from desktop.services.settings import Settings, SettingValue
from desktop.services.tasks import Lane, Tasks
from desktop.services.trial import Trial

logger = logging.getLogger(__name__)

SETTLE_MILLISECONDS = 300  # several account settings changed together make one new account


class Line(QObject):
    """Keeps the engine registered with the account that is set; asks for a password the keyring does not have."""

    registration_changed = Signal(object)  # Registration
    engine_started = Signal(object)  # Capabilities
    engine_lost = Signal(str)  # in words; a new engine is being started
    password_needed = Signal(str)  # whose, for the prompt: "8014 at pbx.example"

    def __init__(
        self,
        engine: PhoneEngine,
        settings: Settings,
        vault: Vault,
        tasks: Tasks,
        notices: Notices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._settings = settings
        self._vault = vault
        self._tasks = tasks
        self._notices = notices
        self._registration = Registration(state=RegistrationState.NONE, text=tr("The phone is starting"))
        self._capabilities: Capabilities | None = None
        self._given: dict[str, str] = {}
        self._has_keyring = True
        self._trial: Trial | None = None
        self._asker: tuple[QObject, Callable[[Registration], None]] | None = None
        self._is_open = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MILLISECONDS)
        self._connect()

    def _connect(self) -> None:
        self._settling.timeout.connect(self._use_account)
        self._engine.started.connect(self._on_started)
        self._engine.lost.connect(self._on_lost)
        self._engine.registration_changed.connect(self._on_registration_changed)
        self._engine.security_noticed.connect(self._on_security_noticed)
        self._settings.changed.connect(self._on_setting_changed)
        self._notices.acted.connect(self._on_acted)

    @property
    def registration(self) -> Registration:
        return self._registration

    @property
    def capabilities(self) -> Capabilities | None:
        """None until an engine is there."""
        return self._capabilities

    @property
    def is_set_up(self) -> bool:
        """False before the first run's set-up: no server or user is set."""
        return bool(self._settings.texts("account.servers") and self._settings.text("account.user"))

    @property
    def has_keyring(self) -> bool:
        """False once the system is known to have none, or to have refused: a password is not kept then."""
        return self._has_keyring

    def open(self) -> None:
        """Start the engine and use the account that is set."""
        self._is_open = True
        self._engine.start()
        if self._trial is None:  # a first run may be quicker than the store; what is set is used after it
            self._use_account()

    def close(self) -> None:
        """Hang up, unregister, let the engine leave."""
        self._is_open = False
        self._settling.stop()
        self._engine.stop()

    def give_password(self, password: str) -> None:
        """Use it until the program ends."""
        account = account_from(self._settings)
        self._given[vault_name(account)] = password
        self._use_account()

    def keep_password(self, password: str) -> None:
        """Use it and keep it in the keyring; without one a notice says so, and it is used until the program ends."""
        self.give_password(password)
        name = vault_name(account_from(self._settings))
        self._tasks.run(
            Lane.NET,
            lambda: self._vault.keep(name, password),
            owner=self,
            done=self._on_kept,
            failed=self._on_not_kept,
        )

    def try_account(self, account: Account, *, owner: QObject, done: Callable[[Registration], None]) -> None:
        """Register with it for real; `done` gets how that ended (REGISTERED, or why not in words) within 15 s.

        Afterwards the account that is set is used again, unless `set_up` is called with this one.
        """
        if self._trial is not None:
            self._trial.give_up()
        # what nobody asks for is as it will be afterwards, or the line would have to sign off and on again
        set_now = account_from(self._settings)
        account = replace(
            account,
            expires_seconds=set_now.expires_seconds,
            screen_pop_headers=set_now.screen_pop_headers,
            trusts_identity=set_now.trusts_identity,
        )
        self._trial = Trial(account, self)
        self._asker = owner, done
        self._trial.ended.connect(self._on_trial_ended)
        self._engine.use_account(account)

    def set_up(self, account: Account) -> None:
        """Write it to the settings, its password to the keyring, and use it."""
        for key, value in settings_of(account).items():
            if not self._settings.is_locked(key):
                self._settings.set(key, value)
        if account.password:
            self.keep_password(account.password)
        else:
            self._use_account()

    def _use_account(self) -> None:
        self._settling.stop()
        if not self._is_open:
            return
        account = account_from(self._settings)
        name = vault_name(account)
        if not self.is_set_up:
            self._engine.drop_account()
            self._show(Registration(state=RegistrationState.NONE, text=tr("No account is set up")))
        elif name in self._given:
            self._engine.use_account(replace(account, password=self._given[name]))
        elif not account.registers:
            self._engine.use_account(account)
        else:
            self._tasks.run(
                Lane.NET,
                lambda: (self._vault.is_available, self._vault.password(name)),
                owner=self,
                done=lambda found: self._on_password(account, *found),
                failed=self._on_no_keyring,
            )

    def _on_password(self, account: Account, has_keyring: bool, password: str | None) -> None:
        self._has_keyring = has_keyring
        if password is None:
            self._ask_for_password(tr("The password for {account} is needed.", account=_whose(account)))
        else:
            self._engine.use_account(replace(account, password=password))

    def _on_no_keyring(self, error: DesktopError) -> None:
        self._has_keyring = False
        self._notices.post_error("keyring", error, Level.WARNING)
        whose = _whose(account_from(self._settings))
        self._ask_for_password(tr("The password for {account} is needed at each start.", account=whose))

    def _ask_for_password(self, text: str) -> None:
        self._show(Registration(state=RegistrationState.REFUSED, text=tr("Password needed")))
        self._notices.post(Notice(key="password", text=text, action_label=tr("Enter password")))
        self.password_needed.emit(_whose(account_from(self._settings)))

    def _on_acted(self, key: str) -> None:
        if key == "password":
            self.password_needed.emit(_whose(account_from(self._settings)))

    def _on_kept(self, _: None) -> None:
        self._has_keyring = True
        self._notices.clear("keyring")

    def _on_not_kept(self, error: DesktopError) -> None:
        self._has_keyring = False
        text = tr("{problem} The password is used until the program ends.", problem=error.text)
        self._notices.post(Notice(key="keyring", text=text, hint=error.hint))

    def _on_setting_changed(self, key: str) -> None:
        if key.startswith("account."):
            self._settling.start()

    def _on_started(self, capabilities: Capabilities) -> None:
        self._capabilities = capabilities
        self._notices.clear("engine")
        self.engine_started.emit(capabilities)

    def _on_lost(self, text: str) -> None:
        self._notices.post(Notice(key="engine", text=text, level=Level.TROUBLE))
        self._show(replace(self._registration, state=RegistrationState.UNREACHABLE, text=tr("The phone is restarting")))
        self.engine_lost.emit(text)

    def _on_registration_changed(self, registration: Registration) -> None:
        if self._trial is not None and self._trial.hear(registration):
            return
        self._show(registration)

    def _on_trial_ended(self, registration: Registration) -> None:
        self._trial = None
        asker, self._asker = self._asker, None
        if registration.state is RegistrationState.REGISTERED:
            self._show(registration)
            self._settling.start()  # time for `set_up` with it; else back to what is set
        else:
            self._use_account()
        if asker is not None and isValid(asker[0]):
            asker[1](registration)

    def _show(self, registration: Registration) -> None:
        self._registration = registration
        state = registration.state
        if state is RegistrationState.REGISTERED:
            self._notices.clear("password")
        if state in (RegistrationState.REGISTERED, RegistrationState.REGISTERING):
            self._notices.clear("line")
        elif state is RegistrationState.REFUSED and registration.code:
            action = tr("Enter password")
            self._notices.post(
                Notice(key="password", text=registration.text, hint=registration.hint, action_label=action)
            )
        elif state is RegistrationState.MISCONFIGURED:
            self._notices.post(Notice(key="line", text=registration.text, hint=registration.hint, level=Level.TROUBLE))
        self.registration_changed.emit(registration)

    def _on_security_noticed(self, event: SecurityEvent) -> None:
        logger.info("Kept out: %s, %d times", event.kind, event.count)
        hint = tr("If it happens often, tell whoever runs the telephone system.")
        self._notices.post(Notice(key="security", text=f"{event.text}.", hint=hint, level=Level.INFORMATION))


def account_from(settings: Settings) -> Account:
    """The account that is set, without its password."""
    return Account(
        user=settings.text("account.user"),
        servers=settings.texts("account.servers"),
        auth_user=settings.text("account.auth_user"),
        domain=settings.text("account.domain"),
        display_name=settings.text("account.display_name"),
        transport=Transport(settings.text("account.transport")),
        media_security=MediaSecurity(settings.text("account.media_security")),
        registers=settings.is_on("account.registers"),
        expires_seconds=settings.number("account.expires_seconds"),
        extra_ca_file=settings.text("account.extra_ca_file"),
        screen_pop_headers=_headers(settings),
        trusts_identity=settings.is_on("account.trusts_identity"),
        local_port=settings.number("account.local_port"),
    )


def settings_of(account: Account) -> dict[str, SettingValue]:
    """What `set_up` writes; the reverse of `account_from` for what the first run asks."""
    return {
        "account.user": account.user,
        "account.servers": account.servers,
        "account.auth_user": account.auth_user,
        "account.domain": account.domain,
        "account.display_name": account.display_name,
        "account.transport": account.transport.value,
        "account.media_security": account.media_security.value,
        "account.registers": account.registers,
        "account.extra_ca_file": account.extra_ca_file,
        "account.local_port": account.local_port,
    }


def vault_name(account: Account) -> str:
    """The name its password is kept under."""
    return f"sip:{account.auth_user or account.user}@{_host(account)}"


def _headers(settings: Settings) -> tuple[str, ...]:
    queue = settings.text("account.queue_header")
    return tuple(dict.fromkeys((*settings.texts("account.screen_pop_headers"), *([queue] if queue else []))))


def _host(account: Account) -> str:
    return account.domain or (account.servers[0] if account.servers else "")


def _whose(account: Account) -> str:
    return tr("{user} at {server}", user=account.auth_user or account.user, server=_host(account))
