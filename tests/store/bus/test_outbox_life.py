"""Whatever agents, customers, servers and dying senders do in whatever order: each letter goes once, or comes back."""

import itertools
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from desktop.domain.lease import Lease
from desktop.domain.written import DraftKind, OutboxState, Outgoing
from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import Inbox, mail, opened
from tests.store.bus.written import draft, letter, now

_names = itertools.count(1)
OVER = timedelta(seconds=-1)
OPEN = (OutboxState.WAITING, OutboxState.HELD, OutboxState.FAILED)


@dataclass
class Sent:
    """What the test knows of a letter."""

    id: int
    external_id: str
    work: int
    said: str
    state: OutboxState = OutboxState.WAITING
    is_later: bool = False
    is_in_doubt: bool = False
    is_back: bool = False


class Life(RuleBasedStateMachine):
    """One account, its agents, and a sender that may die at any point; `wire` is what the server took."""

    store: DatabaseStore
    letters = Bundle("letters")

    def __init__(self) -> None:
        super().__init__()
        self.inbox: Inbox = opened(self.store)
        self.all: list[Sent] = []
        self.wire: list[str] = []
        self.sending: Sent | None = None
        self.lease = self._next_sender()

    def _next_sender(self) -> Lease:
        name = f"account {self.inbox.account_id}"
        self.store.release_lease(self.inbox.lease)
        taken = self.store.take_lease(name, f"sender {next(_names)}", OVER)
        assert taken is not None
        self.inbox.lease = taken
        return taken

    # ------------------------------------------------------------ the agent and the customer

    @rule(target=letters, is_later=st.booleans())
    def an_agent_sends(self, *, is_later: bool) -> Sent:
        name = f"w{next(_names)}"
        (received,) = self.inbox.take(mail(name))
        work, said = received.interaction_id, f"Answer to {name}."
        self.store.save_draft(draft(work, said))
        wanted = letter(
            work, self.inbox.account_id, said, send_after=now(3600 if is_later else -1), is_scheduled=is_later
        )
        outgoing = self.store.enqueue(wanted)
        sent = Sent(outgoing.id or 0, outgoing.external_id, work, said, is_later=is_later)
        self.all.append(sent)
        return sent

    @rule(sent=letters)
    def the_agent_takes_it_back(self, sent: Sent) -> None:
        back = self.store.recall(sent.id)
        may = not sent.is_back and sent.state in OPEN and not sent.is_in_doubt
        assert (back is not None) == may
        if back is not None:
            assert back.text == sent.said
            sent.is_back = True

    @rule(sent=letters)
    def the_agent_says_now(self, sent: Sent) -> None:
        self.store.release(sent.id)
        if sent.state in OPEN:
            sent.state, sent.is_later = OutboxState.WAITING, False

    @rule(sent=letters)
    def the_customer_writes_first(self, sent: Sent) -> None:
        name = f"again{next(_names)}"
        self.inbox.take(mail(name, references=(sent.external_id,)) if not sent.is_back else mail(name))
        if sent.is_later and sent.state is OutboxState.WAITING and not sent.is_back:
            sent.state = OutboxState.HELD

    # ------------------------------------------------------------ the sender

    @precondition(lambda self: self.sending is None)
    @rule()
    def claims(self) -> None:
        claimed = self.store.claim(self.lease, self.inbox.account_id)
        left = [sent for sent in self.all if sent.state is OutboxState.SENDING]
        due = [one for one in self.all if one.state is OutboxState.WAITING and not one.is_back and not one.is_later]
        if claimed is None:
            assert (left, due) == ([], [])
            return
        sent = self._of(claimed)
        assert sent in (left or due)
        assert claimed.is_in_doubt == sent.is_in_doubt
        sent.state, self.sending = OutboxState.SENDING, sent
        if sent.is_in_doubt and sent.external_id in self.wire:  # it asks, and the server knows
            self._reports_sent()

    @precondition(lambda self: self.sending is not None)
    @rule()
    def reaches_the_last_byte(self) -> None:
        assert self.sending is not None
        self.store.doubt(self.lease, self.sending.id)
        self.sending.is_in_doubt = True

    @precondition(lambda self: self.sending is not None and self.sending.is_in_doubt)
    @rule(is_told=st.booleans())
    def the_server_takes_it(self, *, is_told: bool) -> None:
        assert self.sending is not None
        self.wire.append(self.sending.external_id)
        if is_told:
            self._reports_sent()
        else:
            self.dies()

    def _reports_sent(self) -> None:
        assert self.sending is not None
        self.store.delivered(self.lease, self.sending.id)
        self.sending.state, self.sending.is_in_doubt, self.sending = OutboxState.SENT, False, None

    @precondition(lambda self: self.sending is not None)
    @rule(is_final=st.booleans())
    def is_refused(self, *, is_final: bool) -> None:
        assert self.sending is not None
        self.store.not_delivered(self.lease, self.sending.id, "no", None if is_final else now(-1))
        state = OutboxState.FAILED if is_final else OutboxState.WAITING
        self.sending.state, self.sending.is_in_doubt, self.sending.is_later = state, False, False
        self.sending = None

    @precondition(lambda self: self.sending is not None and self.sending.is_in_doubt)
    @rule()
    def does_not_know(self) -> None:
        assert self.sending is not None
        self.store.undecided(self.lease, self.sending.id, "?", now(-1))
        self.sending.state, self.sending = OutboxState.WAITING, None

    @rule()
    def dies(self) -> None:
        self.sending, self.lease = None, self._next_sender()

    def _of(self, outgoing: Outgoing) -> Sent:
        return next(sent for sent in self.all if sent.id == outgoing.id)

    # ------------------------------------------------------------ always

    @invariant()
    def the_store_says_the_same(self) -> None:
        shown = {one.id: (one.state, one.is_in_doubt) for one in self.store.outbox()}
        open_ones = [one for one in self.all if not one.is_back and one.state is not OutboxState.SENT]
        assert {one.id: shown.get(one.id) for one in open_ones} == {
            one.id: (one.state, one.is_in_doubt) for one in open_ones
        }
        assert len(set(self.wire)) == len(self.wire)

    def teardown(self) -> None:
        """In the end all is sent, or back in its author's hands."""
        self.dies()
        for sent in self.all:
            self.store.release(sent.id)
            if not sent.is_back and sent.state in OPEN:
                sent.state, sent.is_later = OutboxState.WAITING, False
        while any(not one.is_back and one.state is not OutboxState.SENT for one in self.all):
            self.claims()
            if self.sending is not None:
                self.reaches_the_last_byte()
                self.the_server_takes_it(is_told=True)
        for sent in self.all:
            said = [one.message.body for one in self.store.conversation(sent.work).messages]
            kept = self.store.draft(sent.work, "maria", DraftKind.REPLY)
            assert (sent.external_id in self.wire, sent.said in said, kept is None) == (not sent.is_back,) * 3


def test_each_letter_goes_once_or_comes_back_whatever_happens(store: DatabaseStore) -> None:
    machine = type("LifeHere", (Life,), {"store": store})
    few = settings(max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_machine(machine, settings=few)
