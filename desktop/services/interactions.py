"""The agent's work: each interaction from its offer to its end, written first and shown second."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.call import Call, CallEnd, CallerHints, CallState
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Customer
from desktop.domain.endings import describe_end
from desktop.domain.errors import DesktopError
from desktop.domain.history import Dossier, MatchReason
from desktop.domain.interaction import FINAL_STATES, Disposition, Interaction, Resolution
from desktop.domain.text import tr
from desktop.services.agent_desk import AgentDesk, Workload
from desktop.services.notices import Level, Notice, Notices
from desktop.services.phone import Phone
from desktop.services.ports import NOBODY, InteractionChange, Numbering, Store
from desktop.services.settings import Choice, Settings
from desktop.services.tasks import Lane, Tasks
from desktop.services.work.kept_away import kept_away_interaction, why_kept_away
from desktop.services.work.ledger import PAINT_MILLISECONDS, RING_SECONDS, Ledger, Work
from desktop.services.work.steps import Rules, State, WorkItem, cut_off, offered_interaction, steps

__all__ = ["Interactions", "WorkItem"]

logger = logging.getLogger(__name__)

TALKING = (State.ACTIVE, State.HELD)
DEFAULT_DISPOSITION = "wrap_up.default_disposition"


class Interactions(QObject):
    """The work list. Finished items leave it when their end is written."""

    offered = Signal(object)  # WorkItem: it rings; its dossier follows
    placed = Signal(object)  # WorkItem: the agent dials
    dossier_ready = Signal(str, object)  # key, Dossier; again when the customer was linked or changed
    item_changed = Signal(object)  # WorkItem
    items_changed = Signal()  # one came or went
    notes_saved = Signal(str, object)  # key, datetime
    disposition_needed = Signal(str)  # key: `finish` was asked for, and the setting requires one
    finished = Signal(object)  # WorkItem with its final state; the call log and the timeline have it now
    dispositions_changed = Signal()

    def __init__(  # noqa: PLR0913  the composition root names every part
        self,
        store: Store,
        phone: Phone,
        agent: AgentDesk,
        settings: Settings,
        tasks: Tasks,
        notices: Notices,
        numbering: Numbering,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._phone = phone
        self._agent = agent
        self._settings = settings
        self._tasks = tasks
        self._notices = notices
        self._numbering = numbering
        self._ledger = Ledger(store, tasks, notices, self)
        self._dispositions: tuple[Disposition, ...] = ()
        self._began_at = datetime.now(UTC)
        self._early: dict[str, Call] | None = {}  # an earlier desk's calls, until `restore` has its answer
        self._are_calls_settled = False
        self._lost: dict[str, str] = {}  # numbers of calls that were cut off, by their notice's key
        self._telling = QTimer(self, singleShot=True, interval=PAINT_MILLISECONDS)
        self._connect()

    def _connect(self) -> None:
        self._ledger.dossier_ready.connect(self.dossier_ready)
        self._ledger.item_changed.connect(self.item_changed)
        self._ledger.items_changed.connect(self.items_changed)
        self._ledger.notes_saved.connect(self.notes_saved)
        self._ledger.finished.connect(self._on_finished)
        self._phone.call_changed.connect(self._on_call_changed)
        self._phone.calls_settled.connect(self._on_calls_settled)
        self._notices.acted.connect(self._on_acted)
        self._telling.timeout.connect(self._tell_agent)

    @property
    def dispositions(self) -> tuple[Disposition, ...]:
        return self._dispositions

    @property
    def needs_result(self) -> bool:
        """Nothing is to be closed without one of them."""
        return bool(self._dispositions) and self._settings.is_on("wrap_up.required")

    def items(self) -> tuple[WorkItem, ...]:
        """Ringing first, then oldest first."""
        return tuple(work.item() for work in self._ledger.works)

    def item(self, key: str) -> WorkItem | None:
        work = self._ledger.work(key)
        return work.item() if work is not None else None

    def restore(self) -> None:
        """Read what an earlier desk left unfinished and join it to the calls that are still up."""
        agent = self._agent.agent
        self._tasks.run(
            Lane.STORE,
            lambda: (tuple(self._store.unfinished(agent)), tuple(self._store.dispositions())),
            owner=self,
            done=lambda read: self._on_read(*read),
            failed=self._on_unreadable,
        )

    def write_notes(self, key: str, notes: str) -> None:
        """The whole text, at each change; written within 150 ms, then `notes_saved`."""
        if work := self._ledger.work(key):
            self._ledger.write_notes(work, notes)

    def choose_disposition(self, key: str, code: str) -> None:
        """At any time from the offer on; "" takes it back."""
        if work := self._ledger.work(key):
            meaning = {disposition.code: disposition.resolution for disposition in self._dispositions}
            resolution = meaning.get(code, Resolution.OPEN)
            self._ledger.change(work, InteractionChange(disposition=code, resolution=resolution))

    def finish(self, key: str) -> None:
        """End wrap-up now; `disposition_needed` instead if one is required and none chosen."""
        work = self._ledger.work(key)
        if work is None or work.state is not State.WRAP_UP:
            return
        if self._settings.is_on("wrap_up.required"):
            # asked of the row, for a choice made a moment ago may still be on its way to the store
            self._ledger.run(work.row.catch_up, lambda interaction: self._finish_if_disposed(work, interaction))
        else:
            self._close(work)

    def link_customer(self, key: str, customer_id: int) -> None:
        """This is who it is: remember the number with them (unless several share it), show their dossier."""
        if work := self._ledger.work(key):
            match = work.match
            self._ledger.run(
                lambda: work.row.link(customer_id, match), lambda linked: self._ledger.show_linked(work, linked)
            )

    def unlink_customer(self, key: str) -> None:
        """Not this person: the interaction belongs to nobody until linked."""
        if work := self._ledger.work(key):
            self._ledger.change(work, InteractionChange(customer_id=NOBODY))
            if work.match is not None:
                match = replace(work.match, reason=MatchReason.UNKNOWN, customer_id=None, candidates=())
                self._ledger.show_dossier(work, Dossier(match=match))

    def create_and_link(self, key: str, customer: Customer) -> None:
        """Save a new customer with the number of this interaction, and link."""
        if work := self._ledger.work(key):
            match = work.match
            self._ledger.run(
                lambda: work.row.create(customer, match), lambda linked: self._ledger.show_linked(work, linked)
            )

    def open_case(self, key: str, title: str) -> None:
        if work := self._ledger.work(key):
            self._ledger.run(
                lambda: work.row.open_case(title), lambda interaction: self._ledger.show(work, interaction)
            )

    def in_case(self, key: str, title: str, *, done: Callable[[int], object]) -> None:
        """The case it is in; one with this title is opened if it is in none."""
        work = self._ledger.work(key)
        if work is None:
            return

        def job() -> Interaction:
            written = work.row.catch_up()
            return written if written.case_id is not None else work.row.open_case(title)

        self._ledger.run(job, lambda interaction: self._on_in_case(work, interaction, done))

    def put_in_case(self, key: str, case_id: int) -> None:
        if work := self._ledger.work(key):
            self._ledger.change(work, InteractionChange(case_id=case_id))

    def refresh_customer(self, customer_id: int) -> None:
        """The customer was edited: read the dossier of those items that show them."""
        for work in self._ledger.works:
            dossier = work.dossier
            if dossier is not None and dossier.customer is not None and dossier.customer.id == customer_id:
                self._ledger.look_up(work, dossier.match)

    def close(self) -> None:
        """Before the program closes: calls are hung up, so their end is written, and every unsaved note."""
        now = datetime.now(UTC)
        for work in self._ledger.works:
            if work.call is not None:
                self._follow(work, replace(work.call, state=CallState.ENDED, ended_at=now, end=CallEnd.HUNG_UP_HERE))
        self._ledger.flush()

    def _on_in_case(self, work: Work, interaction: Interaction, done: Callable[[int], object]) -> None:
        self._ledger.show(work, interaction)
        if interaction.case_id is not None:
            done(interaction.case_id)

    # ------------------------------------------------------------ calls

    def _on_call_changed(self, call: Call) -> None:
        if self._early is not None and call.started_at < self._began_at:
            self._early[call.id] = call  # its row may be in the store, notes and all
            return
        work = self._ledger.work(call.id)
        if work is not None:
            is_found_ringing = work.call is None and call.state is CallState.RINGING
            self._follow(work, call)
            if is_found_ringing:
                self.offered.emit(work.item())
        elif call.end is CallEnd.KEPT_AWAY:
            self._note_kept_away(call)
        elif call.state is not CallState.ENDED:
            self._begin(call)

    def _note_kept_away(self, call: Call) -> None:
        """It rang nowhere here; the log has it as missed, and says why."""
        why = why_kept_away(call, self._agent.status_at(call.started_at), self._agent.reasons)
        queue_header = self._settings.text("account.queue_header")
        missed = kept_away_interaction(call, self._agent.agent, self._numbering, queue_header, why)
        self._ledger.note(call.id, missed, call.hints)

    def _begin(self, call: Call) -> None:
        is_inbound = call.direction is Direction.INBOUND
        queue_header = self._settings.text("account.queue_header")
        interaction = offered_interaction(call, self._agent.agent, self._numbering, queue_header)
        work = self._ledger.open(call.id, interaction)
        work.call = call
        # first of all, so that it is told, and painted, together with who it is
        self._ledger.offer(work, call.hints if is_inbound else CallerHints(from_uri=call.peer), RING_SECONDS)
        if is_inbound and call.state is CallState.RINGING:
            self.offered.emit(work.item())
        self.items_changed.emit()
        if call.state is CallState.DIALING:
            self.placed.emit(work.item())
        self._ledger.tell_dossier(work)
        if call.state is CallState.RINGING:
            self._telling.start()  # nobody waits for what a ring makes of the agent: first it is painted
        else:
            self._tell_agent()
        if call.state not in (CallState.RINGING, CallState.DIALING):
            self._follow(work, call)

    def _follow(self, work: Work, call: Call) -> None:
        work.call = call if call.state is not CallState.ENDED else None
        rules = Rules(
            wraps_up=self._settings.text("wrap_up.mode") != "none",
            missed_after_seconds=self._settings.number("calls.missed_after_seconds"),
        )
        changes = steps(work.state, call, work.interaction.queue, rules)
        if changes and changes[-1].state in FINAL_STATES:
            self._ledger.save_notes(work)  # before the end, so that whoever reads the end reads them too
        for change in changes:
            self._ledger.change(work, change)
        if changes:
            self._after_change(work, call)
        self.item_changed.emit(work.item())

    def _after_change(self, work: Work, call: Call) -> None:
        if work.state is State.MISSED:
            self._agent.miss_offer()
        if work.state is State.WRAP_UP:
            self._start_wrap_up(work)
        elif work.state in FINAL_STATES:
            self._tell_end(work, call)
        self._tell_agent()

    def _on_finished(self, item: WorkItem) -> None:
        self._tell_agent()
        self.finished.emit(item)

    def _tell_end(self, work: Work, call: Call) -> None:
        """What the agent did not do, and would wonder about, is said."""
        who = work.who
        if call.end is CallEnd.INTERRUPTED:
            text = tr("The call with {who} was cut off: the phone stopped. Your notes are kept.", who=who)
            self._offer_call_back(work, text)
        elif call.direction is Direction.OUTBOUND and call.end is not CallEnd.CANCELLED_HERE and not call.answered_at:
            text = f"{who}: {describe_end(call.end, call.reason)}"
            self._notices.post(Notice(key="call_end", text=text, level=Level.INFORMATION))

    def _offer_call_back(self, work: Work, text: str) -> None:
        """The notice's button dials whom the agent lost."""
        key = f"interrupted.{work.key}"
        facts = work.interaction.call
        number = (facts.caller or facts.dialled) if facts is not None else ""
        self._lost[key] = number or work.interaction.address
        self._notices.post(Notice(key=key, text=text, action_label=tr("Call back") if self._lost[key] else ""))

    def _on_acted(self, key: str) -> None:
        number = self._lost.pop(key, "")
        if number:
            self._phone.dial(number)

    def _tell_agent(self) -> None:
        states = [(work.state, work.interaction.direction) for work in self._ledger.works]
        # a call the agent places keeps them busy from the first moment
        dialling = states.count((State.OFFERED, Direction.OUTBOUND))
        self._agent.follow_work(
            Workload(
                offered=sum(state is State.OFFERED for state, _ in states) - dialling,
                active=sum(state in TALKING for state, _ in states) + dialling,
                wrapping=sum(state is State.WRAP_UP for state, _ in states),
            )
        )

    # ------------------------------------------------------------ restart

    def _on_read(self, unfinished: tuple[Interaction, ...], dispositions: tuple[Disposition, ...]) -> None:
        self._dispositions = dispositions
        self._settings.offer(DEFAULT_DISPOSITION, [Choice(value=one.code, label=one.label) for one in dispositions])
        self.dispositions_changed.emit()
        early, self._early = self._early or {}, None
        for interaction in unfinished:
            self._take_up(interaction, early)
        if unfinished:
            logger.info("Found %d unfinished interactions", len(unfinished))
            self._tell_agent()
            self.items_changed.emit()
        for call in early.values():
            self._on_call_changed(call)
        if self._are_calls_settled:
            self._cut_off_orphans()

    def _on_unreadable(self, error: DesktopError) -> None:
        """Calls are taken all the same; what was unfinished stays so until a start that can read it."""
        self._notices.post_error("store", error)
        early, self._early = self._early or {}, None
        for call in early.values():
            self._on_call_changed(call)

    def _take_up(self, interaction: Interaction, calls: dict[str, Call]) -> None:
        facts = interaction.call
        work = self._ledger.open(facts.call_id if facts else f"i{interaction.id}", interaction)
        call = calls.get(work.key)
        caller = (facts.caller or facts.dialled) if facts else ""
        self._ledger.offer(work, call.hints if call else CallerHints(from_uri=caller))
        if work.state is State.WRAP_UP:
            self._start_wrap_up(work)

    def _on_calls_settled(self) -> None:
        self._are_calls_settled = True
        if self._early is None:
            self._cut_off_orphans()

    def _cut_off_orphans(self) -> None:
        """What an earlier desk left in a call that is nowhere: closed as interrupted, notes and all."""
        for work in self._ledger.works:
            is_voice = work.interaction.channel is Channel.VOICE
            if is_voice and work.call is None and work.state in (State.OFFERED, *TALKING):
                self._ledger.change(work, cut_off(work.interaction.call))
                text = tr("The call with {who} was cut off. Its notes are kept.", who=work.who)
                self._offer_call_back(work, text)
        self._tell_agent()

    # ------------------------------------------------------------ wrap-up

    def _start_wrap_up(self, work: Work) -> None:
        if self._settings.text("wrap_up.mode") != "timed":
            return
        work.wrap_up_seconds = self._settings.number("wrap_up.seconds")
        work.wrap_up_ends_at = datetime.now(UTC) + timedelta(seconds=work.wrap_up_seconds)
        work.countdown = QTimer(self, singleShot=True, interval=work.wrap_up_seconds * 1000)
        work.countdown.timeout.connect(lambda: self._on_time_ran_out(work))
        work.countdown.start()

    def _on_time_ran_out(self, work: Work) -> None:
        code = self._settings.text(DEFAULT_DISPOSITION)
        if code and not work.interaction.disposition:
            self.choose_disposition(work.key, code)
        self._close(work)

    def _finish_if_disposed(self, work: Work, interaction: Interaction) -> None:
        if interaction.disposition:
            self._close(work)
        else:
            self.disposition_needed.emit(work.key)

    def _close(self, work: Work) -> None:
        if work.state is State.WRAP_UP:
            self._ledger.save_notes(work)
            self._ledger.change(work, InteractionChange(state=State.CLOSED, closed_at=datetime.now(UTC)))
            self._tell_agent()
