"""What the agent writes: drafts saved as they are typed, letters on their way out, and what became of them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.domain.change import Change, ChangeKind
from desktop.domain.channel import Channel, Direction
from desktop.domain.errors import DesktopError
from desktop.domain.text import tr
from desktop.domain.written import (
    Draft,
    DraftKind,
    EarlierDraft,
    OutboxState,
    Outgoing,
    Participant,
    StoredFile,
    WrittenMessage,
    joined,
)
from desktop.services.channel import Channels
from desktop.services.lanes.rereading import Rereading
from desktop.services.messaging.accounts import Accounts
from desktop.services.messaging.drafting import Drafting, key_of
from desktop.services.messaging.feed import Feed
from desktop.services.messaging.outbox_watch import OutboxWatch
from desktop.services.messaging.outgoing import (
    Post,
    Queued,
    Sending,
    add_note,
    begun_draft,
    filled,
    first_account,
    hindrance,
    queue_letter,
)
from desktop.services.notices import Notice, Notices
from desktop.services.settings import Settings
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WholeStore

UNDO = "messages.undo_seconds"
_SHOWN = 120  # characters of a draft in a notice
_OF_OUTBOX = frozenset({ChangeKind.OUTBOX, ChangeKind.EVERYTHING})


class Composing(QObject):
    """Nothing typed is lost: not by a crash, not by a letter that cannot be sent, not by taking one back."""

    saved = Signal(int, object, object)  # interaction id, DraftKind, datetime: the draft is in the store
    not_saved = Signal(int)  # interaction id: what was typed is not in the store yet, and is tried again
    queued = Signal(object)  # Outgoing: it may be taken back until its `send_after`
    not_queued = Signal(object, object)  # Draft, DesktopError: it stays a draft
    noted = Signal(int)  # interaction id: a note was added
    recalled = Signal(object)  # Draft: the letter, or what was thrown away, is a draft again
    discarded = Signal(int, object)  # interaction id, DraftKind: there is no such draft any more
    too_late = Signal(int)  # outgoing id: it could not be taken back any more
    outbox_changed = Signal()

    def __init__(  # noqa: PLR0913  the composition root names every part
        self,
        store: WholeStore,
        feed: Feed,
        channels: Channels,
        accounts: Accounts,
        settings: Settings,
        tasks: Tasks,
        notices: Notices,
        agent: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._feed = feed
        self._post = Post(store=store, channels=channels)
        self._accounts = accounts
        self._settings = settings
        self._tasks = tasks
        self._agent = agent
        self._drafting = Drafting(store, tasks, notices, self)
        self._drafting.saved.connect(self.saved)
        self._drafting.not_saved.connect(self.not_saved)
        self._drafting.overwritten.connect(self._on_overwritten)
        self._overwritten: dict[str, int] = {}  # what was written at another desk, by the key of its notice
        self._answered_too: dict[str, int] = {}  # the letter that may be taken back, by the key of its notice
        notices.acted.connect(self._on_acted)
        self._watch = OutboxWatch(notices, self)
        self._watch.released.connect(self.release)
        self._notices = notices
        self._reading = Rereading(tasks, self, lambda _: None)  # what is on its way is shown as it was
        self._more_warnings: Callable[[Draft], tuple[str, ...]] = lambda _: ()
        feed.changed.connect(self._on_changes)

    @property
    def outbox(self) -> tuple[Outgoing, ...]:
        """Of this agent, newest first: what is not sent yet, and what failed, with the server's own words."""
        return self._watch.outbox

    def restore(self) -> None:
        """When the store is open: what an earlier desk left on its way."""
        self._read_outbox()

    def begin(
        self,
        interaction_id: int,
        kind: DraftKind,
        *,
        answered: WrittenMessage | None,
        owner: QObject,
        done: Callable[[Draft], None],
        is_chosen: bool = False,
    ) -> None:
        """The draft there is, or a new one to whom the message came from.

        `is_chosen`: that very one is forwarded; it is said where another is being forwarded already.
        """
        empty = self._empty(interaction_id, kind, answered)
        if is_chosen:
            done = partial(self._tell_other, empty, done)
        typed = self._drafting.typed(interaction_id, kind)
        if typed is not None:
            done(typed)
            return
        self._drafting.flush()  # it may be the draft of what was merged with this at the same moment

        def on_begun(draft: Draft) -> None:
            self._drafting.know(draft if draft.saved_at is not None else None, key_of(empty))
            done(self._drafting.typed(interaction_id, kind) or draft)  # while it was read, a file may have come

        self._tasks.run(
            Lane.STORE,
            lambda: begun_draft(self._post, empty, answered, is_chosen=is_chosen),
            owner=owner,
            done=on_begun,
        )

    def _tell_other(self, empty: Draft, done: Callable[[Draft], None], draft: Draft) -> None:
        if draft.answers != empty.answers:
            text = tr("Another message of this conversation is being forwarded already.")
            self._notices.post(Notice(key="forward.other", text=text, hint=tr("Send that, or throw it away, first.")))
        done(draft)

    def address_all(
        self, draft: Draft, *, answered: WrittenMessage, owner: QObject, done: Callable[[Draft], None]
    ) -> None:
        """What `draft` would be as an answer to all: for its recipients."""
        empty = self._empty(draft.interaction_id, draft.kind, answered)
        self._tasks.run(Lane.STORE, lambda: filled(self._post, empty, answered, to_all=True), owner=owner, done=done)

    def write(self, draft: Draft) -> None:
        """The whole of it, at each change; in the store within 150 ms, then `saved`."""
        self._drafting.write(draft)

    def unwrite(self, interaction_id: int, kind: DraftKind) -> None:
        """Nothing of it is written any more: it is no draft, while it goes on where it is shown."""
        self._drafting.forget((interaction_id, kind))
        self._order(lambda: self._store.drop_draft(interaction_id, self._agent, kind))

    def discard(self, interaction_id: int, kind: DraftKind) -> None:
        self.unwrite(interaction_id, kind)
        self.discarded.emit(interaction_id, kind)

    def restore_draft(self, draft: Draft) -> None:
        """One that was thrown away; what was begun since stands below it."""
        self._drafting.flush()

        def restore() -> Draft:
            begun = self._store.draft(draft.interaction_id, draft.agent, draft.kind)
            whole = joined(draft, begun) if begun is not None else draft
            self._store.save_draft(whole)
            return whole

        self._tasks.run(Lane.STORE, restore, owner=self, done=self._on_restored)

    def take_up_earlier(self, earlier_id: int) -> None:
        """What was overwritten from this desk or another stands above the draft again."""
        self._drafting.flush()
        self._tasks.run(Lane.STORE, lambda: self._store.take_up_earlier(earlier_id), owner=self, done=self._on_restored)

    def drop_earlier(self, earlier_id: int) -> None:
        self._order(lambda: self._store.drop_earlier(earlier_id))

    def attach(
        self,
        file: StoredFile,
        content: bytes,
        *,
        owner: QObject,
        done: Callable[[StoredFile], None],
        failed: Callable[[DesktopError], None] | None = None,
    ) -> None:
        """Keep a file in the store; it is the draft's once the draft names it."""
        self._tasks.run(
            Lane.STORE,
            lambda: self._store.keep_file(file.name, file.media_type, content, file.content_id),
            owner=owner,
            done=done,
            failed=failed,
        )

    def send(self, draft: Draft) -> None:
        """After the undo window. A note is there at once."""
        if draft.kind is DraftKind.NOTE:
            draft, seen = self._drafting.at_this_desk(draft), self._drafting.seen(key_of(draft))
            self._drafting.forget(key_of(draft))
            self._run(lambda: add_note(self._post, draft, seen), draft, lambda other: self._on_noted(draft, other))
            return
        self._queue(draft, datetime.now(UTC) + timedelta(seconds=self._settings.number(UNDO)))

    def send_later(self, draft: Draft, at: datetime) -> None:
        """Held if the customer writes first."""
        self._queue(draft, at, is_scheduled=True)

    def recall(self, outgoing_id: int) -> None:
        """Take it back: `recalled` or `too_late` follows."""
        self._tasks.run(
            Lane.STORE,
            lambda: self._store.recall(outgoing_id),
            owner=self,
            done=lambda draft: self._on_recalled(outgoing_id, draft),
        )

    def release(self, outgoing_id: int) -> None:
        """Send one that was held, or failed, now."""
        self._order(lambda: self._store.release(outgoing_id))

    def addresses(self, channel: Channel, typed: str) -> tuple[Participant, ...]:
        """What was typed into a field of recipients. Raises Rejected in words."""
        return self._post.letters(channel).addresses(typed)

    def warnings(self, draft: Draft, last: WrittenMessage | None) -> tuple[str, ...]:
        """What should be seen before it is sent; nothing while there is no account to send it from."""
        by_last = last.account_id if last is not None else None
        account = first_account(self._accounts.accounts, draft.account_id or by_last)
        if account is None:
            return ()
        return (*self._post.letters(account.channel).warnings(draft, last, account), *self._more_warnings(draft))

    def hindrance(self, channel: Channel, draft: Draft, last: WrittenMessage | None) -> str:
        """Why it cannot be sent there, in words; "" for nothing. Asked again when it is sent."""
        kind = self._post.channels.of(channel)
        if kind is None or last is None or last.message.direction is not Direction.INBOUND:
            heard_at = datetime.now(UTC)  # not known here
        else:
            heard_at = last.message.sent_at
        return hindrance(kind.capabilities, draft, heard_at) if kind is not None else ""

    def also_warn(self, more: Callable[[Draft], tuple[str, ...]]) -> None:
        """Of what is known from elsewhere, at once."""
        self._more_warnings = more

    def close(self) -> None:
        """Before the program closes: every unsaved word is given to the store."""
        self._drafting.flush()

    # ------------------------------------------------------------ within

    def _empty(self, interaction_id: int, kind: DraftKind, answered: WrittenMessage | None) -> Draft:
        return Draft(
            interaction_id=interaction_id,
            agent=self._agent,
            kind=kind,
            answers=answered.message.id if answered is not None else None,
        )

    def _queue(self, draft: Draft, at: datetime, is_scheduled: bool = False) -> None:
        draft, seen = self._drafting.at_this_desk(draft), self._drafting.seen(key_of(draft))
        self._drafting.forget(key_of(draft))
        sending = Sending(draft=draft, seen=seen, send_after=at, is_scheduled=is_scheduled)
        self._run(lambda: queue_letter(self._post, sending), draft, self._on_queued)

    def _run(self, work: Callable[[], object], draft: Draft, done: Callable[..., object]) -> None:
        self._tasks.run(Lane.STORE, work, owner=self, done=done, failed=lambda error: self._on_not_queued(draft, error))

    def _order(self, work: Callable[[], object]) -> None:
        self._tasks.run(Lane.STORE, work, owner=self, done=lambda _: self._feed.look())

    def _on_noted(self, draft: Draft, other: EarlierDraft | None) -> None:
        self.noted.emit(draft.interaction_id)
        self._say_unsent(other)

    def _on_queued(self, queued: Queued) -> None:
        self.queued.emit(queued.outgoing)
        self._say_unsent(queued.unsent)
        if queued.other:  # a moment before, or while this computer slept: nobody here could see it
            text = tr("{name} answered since you began to write, and you answered too.", name=queued.other)
            hint = tr("Yours can be taken back as long as it waits in the outbox.")
            key = f"answered.too.{queued.outgoing.interaction_id}"
            self._notices.post(Notice(key=key, text=text, hint=hint))
            if queued.outgoing.id is not None:
                self._answered_too[key] = queued.outgoing.id
        self._feed.look()

    def _on_not_queued(self, draft: Draft, error: DesktopError) -> None:
        self._drafting.write(draft)  # it stays a draft, should the store not have it yet
        self._notices.post_error("not_sent", error)
        self.not_queued.emit(draft, error)

    def _on_recalled(self, outgoing_id: int, draft: Draft | None) -> None:
        if draft is None:
            self.too_late.emit(outgoing_id)
        else:
            self._drafting.know(draft, key_of(draft))
            self.recalled.emit(draft)
        self._feed.look()

    def _on_restored(self, draft: Draft | None) -> None:
        if draft is None:  # somebody was faster, at another desk
            return
        self._drafting.forget(key_of(draft))
        self._drafting.know(draft, key_of(draft))
        self.recalled.emit(draft)
        self._feed.look()

    def _on_overwritten(self, earlier: EarlierDraft) -> None:
        """By what is typed here: it is kept under the drafts, and said."""
        hint = tr("Both are kept. The other words are listed under the drafts, and can be put above these.")
        self._say_other(earlier, hint, tr("Put them above"))

    def _say_unsent(self, earlier: EarlierDraft | None) -> None:
        """By a letter or a note that went without it."""
        if earlier is not None:
            hint = tr("That was not sent. It is kept, and listed under the drafts.")
            self._say_other(earlier, hint, tr("Go on with it"))

    def _say_other(self, earlier: EarlierDraft, hint: str, order: str) -> None:
        other = earlier.draft
        key = f"draft.other.{other.interaction_id}.{other.kind}"
        self._overwritten[key] = earlier.id
        words = " ".join(other.text.split())
        words = f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words
        text = tr("You wrote here at another desk too: “{words}”", words=words)
        self._notices.post(Notice(key=key, text=text, hint=hint, action_label=order))

    def _on_acted(self, key: str) -> None:
        other = self._overwritten.pop(key, None)
        if other is not None:
            self.take_up_earlier(other)

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if any(change.kind in _OF_OUTBOX for change in changes):
            self._read_outbox()

    def _read_outbox(self) -> None:
        if self._reading.is_free(self._read_outbox):
            self._reading.read(lambda: tuple(self._store.outbox(self._agent)), self._on_outbox)

    def _on_outbox(self, outbox: tuple[Outgoing, ...]) -> None:
        if self._watch.follow(outbox):
            self.outbox_changed.emit()
        waiting = {one.id for one in outbox if one.state is not OutboxState.SENDING}
        for key in [key for key, letter in self._answered_too.items() if letter not in waiting]:
            del self._answered_too[key]
            self._notices.clear(key)
