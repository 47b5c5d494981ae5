"""The telephone line: the account from settings and keyring, its registration, the engine's comings and goings."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.domain.phone import Account, Capabilities, Registration
from desktop.services.notices import Notices
from desktop.services.ports import PhoneEngine, Vault
from desktop.services.settings import Settings
from desktop.services.tasks import Tasks


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

    @property
    def registration(self) -> Registration:
        raise NotImplementedError

    @property
    def capabilities(self) -> Capabilities | None:
        """None until an engine is there."""
        raise NotImplementedError

    @property
    def is_set_up(self) -> bool:
        """False before the first run's set-up: no server or user is set."""
        raise NotImplementedError

    def open(self) -> None:
        """Start the engine and use the account that is set."""
        raise NotImplementedError

    def close(self) -> None:
        """Hang up, unregister, let the engine leave."""
        raise NotImplementedError

    def give_password(self, password: str) -> None:
        """Use it until the program ends."""
        raise NotImplementedError

    def keep_password(self, password: str) -> None:
        """Use it and keep it in the keyring; without one a notice says so, and it is used until the program ends."""
        raise NotImplementedError

    def try_account(self, account: Account, *, owner: QObject, done: Callable[[Registration], None]) -> None:
        """Register with it for real; `done` gets how that ended (REGISTERED, or why not in words) within 15 s.

        Afterwards the account that is set is used again, unless `set_up` is called with this one.
        """
        raise NotImplementedError

    def set_up(self, account: Account) -> None:
        """Write it to the settings, its password to the keyring, and use it."""
        raise NotImplementedError
