"""The agent's state: ready or not and why, what work makes of it, and what becomes of incoming calls meanwhile."""

from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from desktop.domain.agent import AgentStatus, ReasonCode
from desktop.domain.phone import IncomingPolicy
from desktop.services.ports import PhoneEngine, Store
from desktop.services.settings import Settings
from desktop.services.tasks import Tasks


class AgentDesk(QObject):
    """`go_ready`, `go_not_ready` and `log_out` take effect at once, or, during work, after it (`next_state`)."""

    status_changed = Signal(object)  # AgentStatus
    policy_changed = Signal(object)  # IncomingPolicy: what becomes of incoming calls now
    reasons_changed = Signal()

    def __init__(
        self, store: Store, engine: PhoneEngine, settings: Settings, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)

    @property
    def status(self) -> AgentStatus:
        raise NotImplementedError

    @property
    def policy(self) -> IncomingPolicy:
        raise NotImplementedError

    @property
    def reasons(self) -> tuple[ReasonCode, ...]:
        """System reasons included, for their labels; only the others may be chosen."""
        raise NotImplementedError

    def time_in_state(self) -> timedelta:
        """By the monotonic clock: a change of the wall clock does not show."""
        raise NotImplementedError

    def restore(self) -> None:
        """Read the reason codes and the state an earlier desk left."""
        raise NotImplementedError

    def go_ready(self) -> None:
        raise NotImplementedError

    def go_not_ready(self, reason: str) -> None:
        """`reason` is the code of a reason that is not a system one."""
        raise NotImplementedError

    def log_out(self) -> None:
        raise NotImplementedError

    def forget_next(self) -> None:
        """After this work, back to what was before it."""
        raise NotImplementedError
