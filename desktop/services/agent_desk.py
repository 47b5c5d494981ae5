"""The agent's state: ready or not and why, what work makes of it, and what becomes of incoming calls meanwhile."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, Signal

from desktop.domain.agent import AgentState, AgentStatus, ReasonCode, StateSource
from desktop.domain.phone import IncomingPolicy
from desktop.services.ports import PhoneEngine, Store
from desktop.services.settings import Settings
from desktop.services.tasks import Lane, Tasks

MISSED_OFFER = "missed_offer"  # system reason: an offered call rang out
RECOVERED = "crash_recovery"  # system reason: the desk before this one did not end properly

_PAST = 50  # states that are remembered, for calls that are told of when they are over

IDLE = frozenset({AgentState.LOGGED_OUT, AgentState.NOT_READY, AgentState.READY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """How many pieces of work are being offered, talked through and wrapped up."""

    offered: int = 0
    active: int = 0
    wrapping: int = 0

    @property
    def state(self) -> AgentState | None:
        """What it makes of the agent; None without work."""
        if self.active:
            return AgentState.BUSY
        if self.offered:
            return AgentState.RESERVED
        return AgentState.WRAP_UP if self.wrapping else None


class AgentDesk(QObject):
    """`go_ready`, `go_not_ready` and `log_out` take effect at once, or, during work, after it (`next_state`).

    During work `next_state` always says what follows: what was before, unless the agent planned otherwise.
    """

    status_changed = Signal(object)  # AgentStatus
    policy_changed = Signal(object)  # IncomingPolicy: what becomes of incoming calls now
    reasons_changed = Signal()

    def __init__(  # noqa: PLR0913  the composition root names every part
        self,
        store: Store,
        engine: PhoneEngine,
        settings: Settings,
        tasks: Tasks,
        agent: str,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._engine = engine
        self._settings = settings
        self._tasks = tasks
        self._agent = agent
        self._clock = clock
        self._status = AgentStatus(state=AgentState.LOGGED_OUT, since=datetime.now(UTC), source=StateSource.SYSTEM)
        self._since = clock()
        self._before = self._status
        self._past = deque([self._status], maxlen=_PAST)
        self._workload = Workload()
        self._policy: IncomingPolicy | None = None
        self._reasons: tuple[ReasonCode, ...] = ()
        settings.changed.connect(self._on_setting_changed)

    @property
    def agent(self) -> str:
        """The agent's name, as it is kept with the work."""
        return self._agent

    @property
    def status(self) -> AgentStatus:
        return self._status

    @property
    def policy(self) -> IncomingPolicy:
        return policy_for(self._status.state, self._settings)

    @property
    def reasons(self) -> tuple[ReasonCode, ...]:
        """System reasons included, for their labels; only the others may be chosen."""
        return self._reasons

    @property
    def is_next_planned(self) -> bool:
        """Something else than what was before follows this work."""
        status = self._status
        return status.state not in IDLE and (status.next_state, status.next_reason) != (
            self._before.state,
            self._before.reason,
        )

    def time_in_state(self) -> timedelta:
        """By the monotonic clock: a change of the wall clock does not show."""
        return timedelta(seconds=self._clock() - self._since)

    def status_at(self, moment: datetime) -> AgentStatus:
        """As it was then, as far back as is remembered."""
        return next((status for status in reversed(self._past) if status.since <= moment), self._past[0])

    def restore(self) -> None:
        """Read the reason codes and the state an earlier desk left, and tell the engine what to do with calls."""
        self._send_policy()
        self._tasks.run(
            Lane.STORE,
            lambda: (tuple(self._store.reason_codes()), self._store.last_status(self._agent)),
            owner=self,
            done=self._on_read,
        )

    def go_ready(self) -> None:
        self._choose(AgentState.READY, "", StateSource.AGENT)

    def go_not_ready(self, reason: str) -> None:
        """`reason` is the code of a reason that is not a system one."""
        if any(code.code == reason and code.is_system for code in self._reasons):
            raise ValueError(f"{reason} is set by the program, not chosen")
        self._choose(AgentState.NOT_READY, reason, StateSource.AGENT)

    def log_out(self) -> None:
        self._choose(AgentState.LOGGED_OUT, "", StateSource.AGENT)

    def forget_next(self) -> None:
        """After this work, back to what was before it."""
        if self._status.state not in IDLE:
            self._plan(self._before.state, self._before.reason)

    def follow_work(self, workload: Workload) -> None:
        """The work list changed: reserved, busy, wrapping up, or back to what was planned."""
        self._workload = workload
        state, now = workload.state, self._status
        if state is None and now.state not in IDLE:
            after = now.next_state or AgentState.NOT_READY
            self._enter(AgentStatus(state=after, since=_now(), reason=now.next_reason, source=now.source))
        elif state is not None and now.state in IDLE:
            self._before = now
            self._enter(
                AgentStatus(
                    state=state,
                    since=_now(),
                    source=StateSource.SYSTEM,
                    next_state=now.state,
                    next_reason=now.reason,
                )
            )
        elif state is not None and state is not now.state:
            self._enter(replace(now, state=state, since=_now(), source=StateSource.SYSTEM))

    def miss_offer(self) -> None:
        """An offered call rang out: the next must not ring at an empty chair. Undone by `go_ready`."""
        if self._settings.is_on("calls.missed_makes_not_ready"):
            follows = self._status.next_state if self._status.state not in IDLE else self._status.state
            if follows is AgentState.READY:
                self._choose(AgentState.NOT_READY, MISSED_OFFER, StateSource.SYSTEM)

    def close(self) -> None:
        """The desk closes properly, which is logging out; the next one does not take up this state."""
        self._status = AgentStatus(state=AgentState.LOGGED_OUT, since=_now(), source=StateSource.SYSTEM)
        self._record()

    def _choose(self, state: AgentState, reason: str, source: StateSource) -> None:
        if self._status.state in IDLE:
            if (state, reason) != (self._status.state, self._status.reason):
                self._enter(AgentStatus(state=state, since=_now(), reason=reason, source=source))
        else:
            self._plan(state, reason, source)

    def _plan(self, state: AgentState, reason: str, source: StateSource = StateSource.AGENT) -> None:
        planned = replace(self._status, next_state=state, next_reason=reason, source=source)
        if planned != self._status:
            self._status = planned
            self._record()
            self.status_changed.emit(planned)

    def _enter(self, status: AgentStatus, age_seconds: float = 0.0) -> None:
        self._status = status
        self._past.append(status)
        self._since = self._clock() - age_seconds
        self._send_policy()
        self._record()
        self.status_changed.emit(status)

    def _record(self) -> None:
        status = self._status
        self._tasks.run(Lane.STORE, lambda: self._store.record_status(self._agent, status), owner=self)

    def _send_policy(self) -> None:
        policy = self.policy
        if policy is not self._policy:
            self._policy = policy
            self._engine.set_incoming_policy(policy)
            self.policy_changed.emit(policy)

    def _on_setting_changed(self, key: str) -> None:
        if key in ("calls.while_not_ready", "calls.while_working"):
            self._send_policy()

    def _on_read(self, read: tuple[Sequence[ReasonCode], AgentStatus | None]) -> None:
        reasons, last = read
        self._reasons = tuple(reasons)
        self.reasons_changed.emit()
        restored = restored_status(last)
        if self._status.state is AgentState.LOGGED_OUT:
            self._enter(restored, age_seconds=max(0.0, (_now() - restored.since).total_seconds()))
        elif self._status.state not in IDLE:  # work came before the answer
            self._before = restored
            self._plan(restored.state, restored.reason, StateSource.SYSTEM)


def restored_status(last: AgentStatus | None) -> AgentStatus:
    """What an earlier desk left: idle states as they were, work as what was to follow it; else not ready."""
    if last is None or last.state is AgentState.LOGGED_OUT:
        return AgentStatus(state=AgentState.NOT_READY, since=_now(), source=StateSource.SYSTEM)
    if last.state in IDLE:
        return last
    reason = last.next_reason if last.next_state else RECOVERED
    state = last.next_state or AgentState.NOT_READY
    return AgentStatus(state=state, since=_now(), reason=reason, source=StateSource.SYSTEM)


def policy_for(state: AgentState, settings: Settings) -> IncomingPolicy:
    """Ready rings; the other states keep calls away as the settings say."""
    if state is AgentState.READY:
        return IncomingPolicy.RING
    is_working = state not in IDLE
    return IncomingPolicy(settings.text("calls.while_working" if is_working else "calls.while_not_ready"))


def _now() -> datetime:
    return datetime.now(UTC)
