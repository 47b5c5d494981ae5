"""What the written channels ask of the store, as protocols. Each method is one transaction and durable when it returns.

The methods block: the desk calls them on the store lane, a hub in its own threads. They raise `StorageError` in words.
Each that changes something leaves its line in the change feed in the same transaction.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from desktop.domain.change import Change, Cursor
from desktop.domain.customer import CustomerHit
from desktop.domain.lease import Lease
from desktop.domain.message import Message
from desktop.domain.work import Ending, Priority, Tagging, WorkCounts, WorkFacets, WorkRow, WorkView
from desktop.domain.written import (
    Absence,
    AccountState,
    ChannelAccount,
    ConversationPage,
    Draft,
    DraftKind,
    EarlierDraft,
    Filed,
    Filing,
    Incoming,
    Outgoing,
    Received,
    SeenMark,
    StoredFile,
    WrittenMessage,
)
from desktop.services.office.mailing_ports import AnswerStore, MailingStore
from desktop.services.office.ports import OfficeStore
from desktop.services.ports import Store


class Listener(Protocol):
    """Who waits for changes of other programs, in a thread of its own."""

    def wait(self, seconds: float) -> bool:
        """Whether something may have changed; False when nothing did for so long. Never raises: a dead connection is
        made anew, and then True is said."""
        ...

    def close(self) -> None:
        """A `wait` of another thread returns at once."""
        ...


class FeedStore(Protocol):
    def feed_end(self) -> Cursor: ...

    def changes(self, cursor: Cursor) -> tuple[tuple[Change, ...], Cursor]:
        """What was committed since, each once, whatever the order of the commits."""
        ...

    def forget_changes(self, before: datetime) -> None: ...

    def listen(self) -> Listener: ...


class LeaseStore(Protocol):
    def take_lease(self, name: str, holder: str, length: timedelta) -> Lease | None:
        """None while another holds it."""
        ...

    def renew_lease(self, lease: Lease, length: timedelta) -> None:
        """Raises LeaseLost."""
        ...

    def release_lease(self, lease: Lease) -> None: ...

    def lease_holder(self, name: str) -> str:
        """Who has it now; "" nobody."""
        ...


class AccountStore(Protocol):
    def accounts(self) -> Sequence[ChannelAccount]: ...

    def save_account(self, account: ChannelAccount) -> ChannelAccount: ...

    def remove_account(self, account_id: int) -> None:
        """No longer served; what came and went by it stays."""
        ...

    def account_states(self) -> Sequence[AccountState]: ...

    def set_account_state(self, state: AccountState) -> None: ...


class InboxStore(Protocol):
    def inbox_position(self, account_id: int) -> str:
        """How far the connector was at its last `receive`; "" at the beginning."""
        ...

    def receive(
        self,
        lease: Lease,
        account: ChannelAccount,
        batch: Sequence[Incoming],
        position: str,
        seen: Sequence[SeenMark] = (),
        gone: Absence | None = None,
    ) -> Sequence[Received]:
        """The batch, `seen`, `gone` and the position, all or nothing. Raises LeaseLost.

        `seen`: what other programs marked as read or not; a place that is not known is left out.
        `gone`: a customer's message that is at no place any more stays, and says so.

        Each message is de-duplicated by account and external id, matched to a customer, threaded to an interaction or
        a new one, routed, and announced. One that was there takes over its new place and whether it is read.
        """
        ...

    def maybe_customers(self, interaction_id: int) -> Sequence[CustomerHit]:
        """Who a stranger may be, by what they sign with; to be confirmed by an agent. Best first."""
        ...

    def marks_to_push(self, account_id: int, limit: int = 200) -> Sequence[SeenMark]:
        """What was read here and the server does not know yet."""
        ...

    def marks_pushed(self, lease: Lease, account_id: int, marks: Sequence[SeenMark]) -> None: ...

    def filings(self, lease: Lease, account_id: int, limit: int = 200) -> Sequence[Filing]:
        """What is closed here and not in the archive yet, and what is open again and not back, where the account's
        settings want that."""
        ...

    def filed(self, lease: Lease, account_id: int, filed: Sequence[Filed]) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What the agent sends, whole: the message as the transcript shows it, and as it goes over the wire."""

    written: WrittenMessage
    outgoing: Outgoing
    draft: DraftKind | None = None  # this draft of the author's is done with it
    sent: Draft | None = None  # as it was sent: what stands in its place and says more is kept apart


class OutboxStore(Protocol):
    def enqueue(self, letter: Letter) -> Outgoing:
        """The message, its way out and the end of its draft, at once; the same external id again changes nothing."""
        ...

    def recall(self, outgoing_id: int) -> Draft | None:
        """Take it back: it is a draft again, and what was begun since stands below it. None when it is too late."""
        ...

    def release(self, outgoing_id: int) -> None:
        """Send one that is HELD, FAILED or waits, now."""
        ...

    def outbox(self, agent: str = "") -> Sequence[Outgoing]:
        """Without `raw`: what is not SENT, of one agent or all; newest first."""
        ...

    def claim(self, lease: Lease, account_id: int) -> Outgoing | None:
        """The next that is due, with `raw`; it is SENDING from now on. One that a dead holder left comes first."""
        ...

    def next_due(self, account_id: int) -> datetime | None: ...

    def doubt(self, lease: Lease, outgoing_id: int) -> None:
        """The last byte is about to go: from now on only the other side knows whether it was sent."""
        ...

    def delivered(self, lease: Lease, outgoing_id: int, *, is_copy_missing: bool = False) -> None:
        """`is_copy_missing`: it is still to be filed among the sent (`Connector.file_copy`)."""
        ...

    def without_copy(self, account_id: int, after: int = 0) -> Outgoing | None:
        """The first above this id that was sent so, with `raw`."""
        ...

    def copy_filed(self, lease: Lease, outgoing_id: int) -> None: ...

    def not_delivered(self, lease: Lease, outgoing_id: int, words: str, retry_at: datetime | None) -> None:
        """It was certainly not sent. None: FAILED, until somebody releases it. The doubt of this try is over."""
        ...

    def undecided(self, lease: Lease, outgoing_id: int, words: str, ask_at: datetime) -> None:
        """Still in doubt: claimed again at `ask_at`, to be asked after before anything is sent."""
        ...


class DraftStore(Protocol):
    def save_draft(self, draft: Draft) -> datetime: ...

    def overwrite_draft(
        self, draft: Draft, seen: str, *, is_sent: bool = False
    ) -> tuple[datetime, EarlierDraft | None]:
        """As `save_draft`, by who knows the words `seen`: others that stood there and would be lost are kept apart.

        `is_sent`: the draft is to be sent now, and they stay when it was.
        """
        ...

    def earlier_drafts(self, agent: str) -> Sequence[EarlierDraft]:
        """What was kept so, newest first; it goes when the letter is sent."""
        ...

    def take_up_earlier(self, earlier_id: int) -> Draft | None:
        """Put it above what stands in the draft now, and keep it apart no longer. None: it is gone."""
        ...

    def drop_earlier(self, earlier_id: int) -> None: ...

    def draft(self, interaction_id: int, agent: str, kind: DraftKind) -> Draft | None: ...

    def drafts(self, agent: str) -> Sequence[Draft]:
        """All of an agent, newest first."""
        ...

    def drafts_of(self, interaction_id: int) -> Sequence[Draft]:
        """Everybody's: who else is writing to this customer, just now in other conversations of theirs too."""
        ...

    def drop_draft(self, interaction_id: int, agent: str, kind: DraftKind) -> None: ...

    def keep_file(self, name: str, media_type: str, content: bytes, content_id: str = "") -> StoredFile: ...

    def file(self, file_id: int) -> bytes: ...

    def forget_files(self, before: datetime) -> None:
        """Those kept before then that no draft names, nor a letter that can still be taken back."""
        ...


class WorkStore(Protocol):
    def work(
        self,
        view: WorkView,
        *,
        offset: int = 0,
        limit: int = 200,
        known: Sequence[WorkRow] = (),
        changed: Collection[int] = (),
    ) -> Sequence[WorkRow]:
        """`known` rows, of the same agent, are not read again unless they are of `changed` interactions."""
        ...

    def work_row(self, interaction_id: int, agent: str) -> WorkRow | None:
        """None once it is closed."""
        ...

    def work_count(self, view: WorkView) -> int:
        """How many rows the view has in all."""
        ...

    def work_facets(self) -> WorkFacets: ...

    def next_turn(self) -> datetime | None:
        """When the next row is due, or wakes, by the time alone; None: none will."""
        ...

    def work_counts(self, agent: str, queues: Sequence[str]) -> WorkCounts: ...

    def conversation(
        self, interaction_id: int, *, before: tuple[datetime, int] | None = None, limit: int = 50
    ) -> ConversationPage:
        """The newest `limit` before that. `total` is counted up to 1,000; 1,001 stands for more."""
        ...

    def written(self, message_id: int) -> WrittenMessage | None: ...

    def raw_message(self, message_id: int) -> bytes:
        """As it came or went; b"" for a note."""
        ...

    def add_note(self, interaction_id: int, agent: str, text: str) -> Message:
        """Ends the agent's draft of this note."""
        ...

    def begin(self, row: WorkRow, case_id: int | None = None) -> WorkRow:
        """A new one that the agent starts, to a customer or an address; `interaction_id` of `row` is 0."""
        ...

    def take(self, interaction_id: int, agent: str) -> WorkRow:
        """If nobody has it. Else it stays theirs, and the row says whose."""
        ...

    def assign(self, interaction_id: int, agent: str, *, comment: str = "", by: str = "") -> WorkRow:
        """To an agent, or back to the queue with "". The comment becomes a note."""
        ...

    def mark_read(self, interaction_id: int, before: tuple[datetime, int] | None = None) -> tuple[datetime, int] | None:
        """A piece of it, so that nobody waits long for a long one: the newest, and where to go on; None: it is read."""
        ...

    def mark_unread(self, interaction_id: int) -> None:
        """And the customer's last message."""
        ...

    def snooze(self, interaction_id: int, until: datetime | None) -> None: ...

    def prioritise(self, interaction_id: int, priority: Priority) -> None: ...

    def move_to_queue(self, interaction_id: int, queue: str) -> None:
        """Nobody there has it yet."""
        ...

    def close_written(self, interaction_id: int, disposition: str, by: str = "") -> Ending | None:
        """The other result that a colleague gave it a moment before: theirs stands, this one is kept beside it."""
        ...

    def reopen(self, interaction_id: int, agent: str) -> WorkRow:
        """It is the agent's, unless a colleague has it: who opened it a moment before, say. The row says whose."""
        ...


class HandoverStore(Protocol):
    """Who does it, with whom, and what belongs together."""

    def endings(self, interaction_id: int) -> Sequence[Ending]:
        """How it ended each time, also those since which it was opened again, oldest first."""
        ...

    def queues(self) -> Sequence[str]:
        """That work may be moved to, by name."""
        ...

    def mergeable(self, interaction_id: int, agent: str, limit: int = 20) -> Sequence[WorkRow]:
        """The customer's other interactions on its channel: open ones first, then closed ones; newest first."""
        ...

    def put_as_it_was(self, before: WorkRow, after: WorkRow | None) -> bool:
        """Undo an order: owner, queue, priority, snooze and unread of `before`.

        False when it is not as it was `after` the order (None: closed), for somebody went on with it.
        """
        ...

    def merge_written(self, kept_id: int, merged_id: int, by: str) -> WorkRow | None:
        """The kept one stands for both now, whichever is asked for: one transcript, one row (None: both closed).

        Drafts stay as they are, and are found under the kept one. Raises ValueError for one that is merged already.
        """
        ...

    def split_written(self, merged_id: int) -> None:
        """Undo that: it is as it was. What came since stays with the kept one."""
        ...

    def split_off(self, interaction_id: int, message_id: int) -> int:
        """That message and what follows become a new interaction, whose id this is; merged, both are one again.

        Raises LookupError for a message that is gone, ValueError for the first, Rejected while one is being sent.
        """
        ...

    def mentioned_by(self, interaction_id: int, agent: str) -> Sequence[str]:
        """Who named the agent in a note there and waits, in the order they asked."""
        ...

    def mention_done(self, interaction_id: int, agent: str) -> None: ...

    def tag_written(self, interaction_id: int, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Tagging:
        """What changed by it; tags that differ by case alone are one. Of a closed one too."""
        ...

    def tags_of(self, interaction_id: int) -> Sequence[str]:
        """Of the whole, where it was merged; of a closed one, which has no row, too."""
        ...

    def used_tags(self) -> Sequence[str]:
        """Of conversations, open or closed, in alphabetical order."""
        ...

    def refuse_customer(self, interaction_id: int, agent: str) -> None:
        """Not this person: it belongs to nobody, and the next message from its address is not theirs either."""
        ...


class WrittenStore(
    FeedStore, LeaseStore, AccountStore, InboxStore, OutboxStore, DraftStore, WorkStore, HandoverStore, Protocol
):
    """Everything the written channels keep."""


class WholeStore(Store, WrittenStore, OfficeStore, AnswerStore, MailingStore, Protocol):
    """Everything the desk keeps."""
