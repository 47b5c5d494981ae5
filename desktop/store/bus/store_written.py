"""The store as who writes and sends sees it (`written_ports`): outbox, drafts, the work list and conversations."""

from collections.abc import Collection, Sequence
from datetime import datetime

from desktop.domain.lease import Lease
from desktop.domain.message import Message
from desktop.domain.work import Ending, Priority, WorkCounts, WorkFacets, WorkRow, WorkView
from desktop.domain.written import (
    ConversationPage,
    Draft,
    DraftKind,
    EarlierDraft,
    Outgoing,
    StoredFile,
    WrittenMessage,
)
from desktop.services.written_ports import Letter
from desktop.store.bus import conversation, drafts, handling, outbox, work
from desktop.store.bus.handover import earlier
from desktop.store.bus.inbox import reading
from desktop.store.bus.part import Part
from desktop.store.office.mailing import crowd


class Outbox(Part):
    """`written_ports.OutboxStore`."""

    def enqueue(self, letter: Letter) -> Outgoing:
        with self._database.writing() as tx:
            crowd.refuse(tx, letter)
            return outbox.enqueue(tx, letter)

    def recall(self, outgoing_id: int) -> Draft | None:
        with self._database.writing() as tx:
            return outbox.recall(tx, outgoing_id)

    def release(self, outgoing_id: int) -> None:
        with self._database.writing() as tx:
            outbox.release(tx, outgoing_id)

    def outbox(self, agent: str = "") -> Sequence[Outgoing]:
        with self._database.reading() as tx:
            return outbox.shown(tx, agent)

    def claim(self, lease: Lease, account_id: int) -> Outgoing | None:
        with self._database.writing() as tx:
            return outbox.claim(tx, lease, account_id)

    def next_due(self, account_id: int) -> datetime | None:
        with self._database.reading() as tx:
            return outbox.next_due(tx, account_id)

    def doubt(self, lease: Lease, outgoing_id: int) -> None:
        with self._database.writing() as tx:
            outbox.doubt(tx, lease, outgoing_id)

    def delivered(self, lease: Lease, outgoing_id: int, *, is_copy_missing: bool = False) -> None:
        with self._database.writing() as tx:
            outbox.delivered(tx, lease, outgoing_id, is_copy_missing=is_copy_missing)

    def without_copy(self, account_id: int, after: int = 0) -> Outgoing | None:
        with self._database.reading() as tx:
            return outbox.without_copy(tx, account_id, after)

    def copy_filed(self, lease: Lease, outgoing_id: int) -> None:
        with self._database.writing() as tx:
            outbox.copy_filed(tx, lease, outgoing_id)

    def not_delivered(self, lease: Lease, outgoing_id: int, words: str, retry_at: datetime | None) -> None:
        with self._database.writing() as tx:
            outbox.not_delivered(tx, lease, outgoing_id, words, retry_at)

    def undecided(self, lease: Lease, outgoing_id: int, words: str, ask_at: datetime) -> None:
        with self._database.writing() as tx:
            outbox.undecided(tx, lease, outgoing_id, words, ask_at)


class Drafts(Part):
    """`written_ports.DraftStore`."""

    def save_draft(self, draft: Draft) -> datetime:
        with self._database.writing() as tx:
            return drafts.save(tx, draft)

    def overwrite_draft(
        self, draft: Draft, seen: str, *, is_sent: bool = False
    ) -> tuple[datetime, EarlierDraft | None]:
        with self._database.writing() as tx:
            return earlier.overwrite(tx, draft, seen, is_sent=is_sent)

    def earlier_drafts(self, agent: str) -> Sequence[EarlierDraft]:
        with self._database.reading() as tx:
            return earlier.of_agent(tx, agent)

    def take_up_earlier(self, earlier_id: int) -> Draft | None:
        with self._database.writing() as tx:
            return earlier.take_up(tx, earlier_id)

    def drop_earlier(self, earlier_id: int) -> None:
        with self._database.writing() as tx:
            earlier.drop(tx, earlier_id)

    def draft(self, interaction_id: int, agent: str, kind: DraftKind) -> Draft | None:
        with self._database.reading() as tx:
            return drafts.find(tx, interaction_id, agent, kind)

    def drafts(self, agent: str) -> Sequence[Draft]:
        with self._database.reading() as tx:
            return drafts.of_agent(tx, agent)

    def drafts_of(self, interaction_id: int) -> Sequence[Draft]:
        with self._database.reading() as tx:
            return drafts.to_customer_of(tx, interaction_id)

    def drop_draft(self, interaction_id: int, agent: str, kind: DraftKind) -> None:
        with self._database.writing() as tx:
            drafts.drop(tx, interaction_id, agent, kind)

    def keep_file(self, name: str, media_type: str, content: bytes, content_id: str = "") -> StoredFile:
        file = StoredFile(name=name, media_type=media_type, size=len(content), content_id=content_id)
        with self._database.writing() as tx:
            return drafts.keep_file(tx, file, content)

    def file(self, file_id: int) -> bytes:
        with self._database.reading() as tx:
            return drafts.file(tx, file_id)

    def forget_files(self, before: datetime) -> None:
        with self._database.writing() as tx:
            drafts.forget_files(tx, before)


class Work(Part):
    """`written_ports.WorkStore`."""

    def work(
        self,
        view: WorkView,
        *,
        offset: int = 0,
        limit: int = 200,
        known: Sequence[WorkRow] = (),
        changed: Collection[int] = (),
    ) -> Sequence[WorkRow]:
        with self._database.reading() as tx:
            return work.page(tx, view, offset, limit, known, changed)

    def work_row(self, interaction_id: int, agent: str) -> WorkRow | None:
        with self._database.reading() as tx:
            return work.row(tx, interaction_id, agent)

    def work_count(self, view: WorkView) -> int:
        with self._database.reading() as tx:
            return work.count(tx, view)

    def work_facets(self) -> WorkFacets:
        with self._database.reading() as tx:
            return work.facets(tx)

    def next_turn(self) -> datetime | None:
        with self._database.reading() as tx:
            return work.next_turn(tx)

    def work_counts(self, agent: str, queues: Sequence[str]) -> WorkCounts:
        with self._database.reading() as tx:
            return work.counts(tx, agent, queues)

    def conversation(
        self, interaction_id: int, *, before: tuple[datetime, int] | None = None, limit: int = 50
    ) -> ConversationPage:
        with self._database.reading() as tx:
            return conversation.page(tx, interaction_id, before, limit)

    def written(self, message_id: int) -> WrittenMessage | None:
        with self._database.reading() as tx:
            return conversation.written(tx, message_id)

    def raw_message(self, message_id: int) -> bytes:
        with self._database.reading() as tx:
            return conversation.raw(tx, message_id)

    def add_note(self, interaction_id: int, agent: str, text: str) -> Message:
        with self._database.writing() as tx:
            return handling.add_note(tx, interaction_id, agent, text)

    def begin(self, row: WorkRow, case_id: int | None = None) -> WorkRow:
        with self._database.writing() as tx:
            return handling.begin(tx, row, case_id)

    def take(self, interaction_id: int, agent: str) -> WorkRow:
        with self._database.writing() as tx:
            return handling.take(tx, interaction_id, agent)

    def assign(self, interaction_id: int, agent: str, *, comment: str = "", by: str = "") -> WorkRow:
        with self._database.writing() as tx:
            return handling.assign(tx, interaction_id, agent, comment, by)

    def mark_read(self, interaction_id: int, before: tuple[datetime, int] | None = None) -> tuple[datetime, int] | None:
        with self._database.writing() as tx:
            return reading.mark_read(tx, interaction_id, before)

    def mark_unread(self, interaction_id: int) -> None:
        with self._database.writing() as tx:
            reading.mark_unread(tx, interaction_id)

    def snooze(self, interaction_id: int, until: datetime | None) -> None:
        with self._database.writing() as tx:
            handling.snooze(tx, interaction_id, until)

    def prioritise(self, interaction_id: int, priority: Priority) -> None:
        with self._database.writing() as tx:
            handling.prioritise(tx, interaction_id, priority)

    def move_to_queue(self, interaction_id: int, queue: str) -> None:
        with self._database.writing() as tx:
            handling.move_to_queue(tx, interaction_id, queue)

    def close_written(self, interaction_id: int, disposition: str, by: str = "") -> Ending | None:
        with self._database.writing() as tx:
            return handling.close(tx, interaction_id, disposition, by)

    def reopen(self, interaction_id: int, agent: str) -> WorkRow:
        with self._database.writing() as tx:
            return handling.take(tx, interaction_id, agent)
