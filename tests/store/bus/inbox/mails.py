"""Mails as a connector hands them over, in few words."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.domain.channel import Channel, Direction
from desktop.domain.lease import Lease
from desktop.domain.written import Absence, ChannelAccount, Incoming, Participant, Received, Role, SeenMark
from desktop.store import DatabaseStore

NOW = datetime.now(UTC).replace(microsecond=0)
OURS = "support@shop.example"
ANNA = "anna@post.example"


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def mail(name: str, sender: str = ANNA, *, to: str = OURS, **more: Any) -> Incoming:
    """From a customer, written a minute ago."""
    message = Incoming(
        external_id=f"{name}@mail.example",
        sent_at=ago(minutes=1),
        direction=Direction.INBOUND,
        participants=((Role.FROM, Participant(address=sender)), (Role.TO, Participant(address=to))),
        subject=f"About {name}",
        text=f"This is {name}.",
        place=f"INBOX:{name}",
        raw=f"Message-ID: <{name}@mail.example>\r\n\r\nThis is {name}.\r\n".encode(),
    )
    if "answers" in more:
        more["references"] = tuple(f"{one}@mail.example" for one in more.pop("answers"))
    return replace(message, **more)


def ours(name: str, to: str = ANNA, **more: Any) -> Incoming:
    """Sent from the account by another program."""
    return mail(name, OURS, to=to, **{"direction": Direction.OUTBOUND, "is_seen": True, **more})


@dataclass
class Inbox:
    """An account of a store, held."""

    store: DatabaseStore
    account: ChannelAccount
    lease: Lease
    positions: list[str] = field(default_factory=list)

    @property
    def account_id(self) -> int:
        assert self.account.id is not None
        return self.account.id

    def take(self, *batch: Incoming, seen: Sequence[SeenMark] = (), gone: Absence | None = None) -> list[Received]:
        self.positions.append(f"after {len(self.positions)}")
        return list(self.store.receive(self.lease, self.account, batch, self.positions[-1], seen, gone))

    def change(self, **settings: str) -> None:
        wanted = replace(self.account, settings=tuple(settings.items()))
        self.account = self.store.save_account(wanted)


def opened(store: DatabaseStore, address: str = OURS, queue: str = "Billing") -> Inbox:
    account = store.save_account(ChannelAccount(channel=Channel.EMAIL, name="Support", address=address, queue=queue))
    lease = store.take_lease(f"account {account.id}", "this test", timedelta(minutes=5))
    assert lease is not None
    return Inbox(store, account, lease)
