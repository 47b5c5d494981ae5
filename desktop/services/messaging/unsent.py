"""What the agent has begun and not sent: drafts, and letters that are still on their way or could not go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.change import Change, ChangeKind
from desktop.domain.interaction import Interaction
from desktop.domain.text import tr
from desktop.domain.written import Draft, EarlierDraft, Outgoing
from desktop.services.lanes.rereading import Rereading
from desktop.services.messaging import people
from desktop.services.messaging.composing import Composing
from desktop.services.messaging.drafting import key_of
from desktop.services.messaging.feed import Feed
from desktop.services.notices import Level, Notice, Notices
from desktop.services.tasks import Tasks
from desktop.services.written_ports import WholeStore

MOST = 500  # of each that are shown
_FIRST = 200  # characters
_SOON_MILLISECONDS = 400  # who types says so several times a second
_KEY = "discarded."
_OF_DRAFTS = frozenset({ChangeKind.DRAFT, ChangeKind.EVERYTHING})


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """`interaction` is what it belongs to; None only while another program writes both."""

    draft: Draft
    interaction: Interaction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRow:
    """What the agent overwrote, unseen, from another desk."""

    earlier: EarlierDraft
    interaction: Interaction | None

    @property
    def draft(self) -> Draft:
        return self.earlier.draft


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """`begins`: its first words, of one without a subject."""

    outgoing: Outgoing
    interaction: Interaction | None
    begins: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    drafts: tuple[DraftRow | EarlierRow, ...]
    letters: tuple[LetterRow, ...]


class Unsent(QObject):
    """Follows the feed. `changed` when a draft or a letter is another than before."""

    changed = Signal()
    failed = Signal(object)  # DesktopError: what is shown is older than the store

    def __init__(  # noqa: PLR0913  the composition root names every part
        self,
        store: WholeStore,
        feed: Feed,
        composing: Composing,
        tasks: Tasks,
        notices: Notices,
        agent: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._composing = composing
        self._tasks = tasks
        self._notices = notices
        self._agent = agent
        self._drafts: tuple[DraftRow | EarlierRow, ...] = ()
        self._letters: tuple[LetterRow, ...] = ()
        self._discarded: dict[str, Draft] = {}  # by the key of the notice that brings it back
        self._reading = Rereading(tasks, self, self.failed.emit)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MILLISECONDS)
        self._soon.timeout.connect(self.refresh)
        feed.changed.connect(self._on_changes)
        composing.outbox_changed.connect(self.refresh)
        notices.acted.connect(self._on_acted)

    @property
    def drafts(self) -> tuple[DraftRow | EarlierRow, ...]:
        """The agent's own, newest first, each with its earlier texts below; without those that say nothing."""
        return self._drafts

    @property
    def letters(self) -> tuple[LetterRow, ...]:
        """What needs the agent first, then newest first."""
        return self._letters

    def refresh(self) -> None:
        if self._reading.is_free(self.refresh):
            outbox = self._composing.outbox[:MOST]
            begun = {row.outgoing.id: row.begins for row in self._letters if row.begins}
            self._reading.read(lambda: self._read(outbox, begun), self._on_read)

    def discard(self, row: DraftRow | EarlierRow) -> None:
        """A notice brings it back: a draft as it was, an earlier text above what is written now."""
        draft = row.draft
        name = row.interaction.customer_name or row.interaction.address if row.interaction is not None else ""
        if isinstance(row, EarlierRow):
            key = f"{_KEY}earlier.{row.earlier.id}"
            self._composing.drop_earlier(row.earlier.id)
            text = tr("The earlier text was thrown away.")
        else:
            key = f"{_KEY}{draft.interaction_id}.{draft.kind}"
            self._composing.discard(draft.interaction_id, draft.kind)
            text = tr("The draft to {name} was thrown away.", name=name) if name else tr("The draft was thrown away.")
        self._discarded[key] = draft
        self._notices.post(Notice(key=key, text=text, level=Level.INFORMATION, action_label=tr("Undo")))

    def take_up(self, row: EarlierRow) -> None:
        self._composing.take_up_earlier(row.earlier.id)

    def _on_acted(self, key: str) -> None:
        if (draft := self._discarded.pop(key, None)) is not None:
            self._composing.restore_draft(draft)

    def _read(self, outbox: tuple[Outgoing, ...], begun_with: Mapping[int | None, str]) -> _Read:
        """On the store lane. How a letter begins (`begun_with`, by outbox id) never changes and is read once."""
        drafts = [one for one in self._store.drafts(self._agent) if _says_something(one)][:MOST]
        earlier = self._store.earlier_drafts(self._agent)[:MOST]
        begun = [*drafts, *(one.draft for one in earlier)]
        ids = {one.interaction_id for one in begun} | {one.interaction_id for one in outbox}
        known: Mapping[int | None, Interaction] = {
            one.id: self._named(one) for one in self._store.interactions(sorted(ids))
        }
        letters = [self._letter(one, known.get(one.interaction_id), begun_with.get(one.id, "")) for one in outbox]
        return _Read(
            drafts=_in_order(drafts, earlier, known),
            letters=tuple(letters),
        )

    def _letter(self, outgoing: Outgoing, interaction: Interaction | None, begins: str) -> LetterRow:
        has_subject = interaction is not None and bool(interaction.subject)
        if not begins and not has_subject and outgoing.message_id is not None:
            written = self._store.written(outgoing.message_id)
            begins = " ".join(written.message.body.split())[:_FIRST] if written is not None else ""
        return LetterRow(outgoing=outgoing, interaction=interaction, begins=begins)

    def _named(self, interaction: Interaction) -> Interaction:
        if interaction.customer_name or interaction.id is None:
            return interaction
        return people.named(interaction, self._store.work_row(interaction.id, self._agent))

    def _on_read(self, read: _Read) -> None:
        letters = tuple(sorted(read.letters, key=lambda row: not row.outgoing.needs_agent))
        if (read.drafts, letters) != (self._drafts, self._letters):
            self._drafts, self._letters = read.drafts, letters
            self.changed.emit()

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if any(change.kind in _OF_DRAFTS for change in changes) and not self._soon.isActive():
            self._soon.start()


def _says_something(draft: Draft) -> bool:
    """One that was begun and emptied again is no work."""
    return bool(draft.text.strip() or draft.files)


def _in_order(
    drafts: Sequence[Draft], earlier: Sequence[EarlierDraft], known: Mapping[int | None, Interaction]
) -> tuple[DraftRow | EarlierRow, ...]:
    """Each with its earlier texts below, those of which there is no draft any more at the end."""
    left = {one.id: one for one in earlier}
    rows: list[DraftRow | EarlierRow] = []
    for draft in drafts:
        interaction = known.get(draft.interaction_id)
        rows.append(DraftRow(draft=draft, interaction=interaction))
        below = [one for one in left.values() if key_of(one.draft) == key_of(draft)]
        rows += [EarlierRow(earlier=left.pop(one.id), interaction=interaction) for one in below]
    rows += [EarlierRow(earlier=one, interaction=known.get(one.draft.interaction_id)) for one in left.values()]
    return tuple(rows)
