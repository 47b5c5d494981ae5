"""What goes out without a person's writing each letter, as protocols of the store: automatic answers and mailings.

Each method is one transaction, durable when it returns; each that changes something tells the change feed in it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from desktop.domain.lease import Lease
from desktop.domain.office.automatic import WantedAnswer
from desktop.domain.office.mailing import (
    AddressStanding,
    Batch,
    Mailing,
    MailingPlan,
    MailingProgress,
    Recipient,
    Selection,
    Standing,
)
from desktop.domain.written import ChannelAccount, Outgoing

if TYPE_CHECKING:
    from desktop.services.written_ports import Letter  # which knows this module


class AnswerStore(Protocol):
    """A hub's: what it writes of itself for the accounts it holds."""

    def wanted_answer(self, account_id: int) -> WantedAnswer | None:
        """The next automatic answer that is to be written."""
        ...

    def enqueue_answer(self, lease: Lease, wanted_id: int, letter: "Letter | None") -> Outgoing | None:
        """Into the outbox, once; without a letter none is sent. Raises LeaseLost."""
        ...

    def mailing_batch(self, lease: Lease, account_id: int) -> Batch | None:
        """Whom a running mailing may be written to now; who was taken out since it was approved is left out."""
        ...

    def enqueue_batch(self, lease: Lease, batch: Batch, letters: Sequence["Letter | None"]) -> None:
        """Each in an interaction of its own, all or nothing, none of them twice; None: the address is none.

        Raises LeaseLost.
        """
        ...

    def next_mailing(self, account_id: int) -> datetime | None:
        """When something is to be written again; None while nothing runs."""
        ...


class MailingStore(Protocol):
    """A desk's."""

    def accounts(self) -> Sequence[ChannelAccount]: ...

    def plan_mailing(self, selection: Selection, author: str) -> MailingPlan: ...

    def ask_mailing(self, mailing: Mailing, selection: Selection) -> Mailing:
        """Planned again and kept: RUNNING when its author may send it alone, else ASKED."""
        ...

    def decide_mailing(self, mailing_id: int, agent: str, words: str, *, approves: bool) -> Mailing:
        """By a second pair of eyes. Raises Rejected in words when it is the author's, or was decided already."""
        ...

    def pause_mailing(self, mailing_id: int) -> None: ...

    def resume_mailing(self, mailing_id: int) -> None: ...

    def stop_mailing(self, mailing_id: int) -> None:
        """For good. What is in the outbox goes out."""
        ...

    def mailings(self, limit: int = 200) -> Sequence[MailingProgress]:
        """What waits to be looked at first, then newest first."""
        ...

    def declined_mailings(self, since: datetime) -> Sequence[Mailing]:
        """Asked for since then, however many were asked for later."""
        ...

    def mailing_count(self) -> int:
        """Of all there are."""
        ...

    def mailing_recipients(
        self, mailing_id: int, text: str = "", *, left_out: bool = False, offset: int = 0, limit: int = 200
    ) -> Sequence[Recipient]: ...

    def address_standings(self) -> Sequence[AddressStanding]:
        """Newest first."""
        ...

    def set_standing(self, standing: AddressStanding) -> None: ...

    def drop_standing(self, address: str, standing: Standing) -> None: ...
