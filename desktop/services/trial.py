"""One try of an account: from the order to the registrar's verdict, or to patience's end."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.phone import Account, Registration, RegistrationState
from desktop.domain.text import tr

PATIENCE_MILLISECONDS = 15_000

VERDICTS = frozenset(
    {
        RegistrationState.REGISTERED,
        RegistrationState.REFUSED,
        RegistrationState.UNREACHABLE,
        RegistrationState.MISCONFIGURED,
    }
)


class Trial(QObject):
    """Hears the registration's news until the verdict; news of the account used before is not taken for it."""

    ended = Signal(object)  # Registration

    def __init__(self, account: Account, parent: QObject) -> None:
        super().__init__(parent)
        self._account = account
        self._has_begun = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._on_patience_ended)
        self._patience.start()

    def hear(self, registration: Registration) -> bool:
        """True if it was news of this trial."""
        if registration.user not in ("", self._account.user):
            return False
        if registration.state is RegistrationState.REGISTERING:
            self._has_begun = True
            return True
        if registration.state not in VERDICTS:
            return False
        if registration.state is RegistrationState.REGISTERED and self._account.registers and not self._has_begun:
            return False  # said before our order arrived
        self._end(registration)
        return True

    def give_up(self) -> None:
        """Another account is to be tried; nobody is told."""
        self._patience.stop()
        self.deleteLater()

    def _on_patience_ended(self) -> None:
        self._end(
            Registration(
                state=RegistrationState.UNREACHABLE,
                text=tr("The server did not answer within 15 seconds."),
                hint=tr("Check the server's name and port, the transport, and your network."),
                user=self._account.user,
            )
        )

    def _end(self, registration: Registration) -> None:
        self._patience.stop()
        self.deleteLater()
        self.ended.emit(registration)
