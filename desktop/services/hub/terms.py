"""How long things take in a hub: leases, the pauses before another try, the wait for a letter in doubt."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from desktop.domain.agent import Colleague
from desktop.services.office.mailing_ports import AnswerStore
from desktop.services.written_ports import AccountStore, DraftStore, FeedStore, InboxStore, LeaseStore, OutboxStore

_SPREAD = 0.2  # of a pause, either way: a hundred desks do not come back in the same second


class ColleagueStore(Protocol):
    def colleagues(self) -> Sequence[Colleague]: ...


class HubStore(
    ColleagueStore, FeedStore, LeaseStore, AccountStore, InboxStore, OutboxStore, DraftStore, AnswerStore, Protocol
):
    """What the hub's work asks of the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All in seconds. A holder that was killed is followed by another within `lease` and `renew` together."""

    lease: float = 6.0
    renew: float = 2.0
    grace: float = 3.0  # how long an account may finish what it does before its connections are closed
    receiving: Sequence[float] = (5, 10, 20, 40, 60)  # nobody waits longer for a server that is back
    sending: Sequence[float] = (10, 30, 120, 600, 1800)
    idle: float = 30.0  # the longest a sender waits without looking
    doubt: float = 90.0  # the server's own copy of a letter is there by then, if it took it
    ask: float = 5.0  # between two questions for it

    @property
    def lease_length(self) -> timedelta:
        return timedelta(seconds=self.lease)


def pause(steps: Sequence[float], tries: int) -> float:
    """Seconds before the next try, after so many that failed (from 1)."""
    step = steps[min(max(tries, 1), len(steps)) - 1]
    return step * random.uniform(1 - _SPREAD, 1 + _SPREAD)
