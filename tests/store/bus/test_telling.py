"""Whatever changes the store leaves its line in the feed: no method of the ports is forgotten."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.agent import AgentState, AgentStatus, StateSource
from desktop.domain.case import Case
from desktop.domain.change import Change, ChangeKind
from desktop.domain.interaction import InteractionState
from desktop.domain.office.macros import Macro, MacroRun, Step, StepKind
from desktop.domain.office.tabs import KeptTabs
from desktop.domain.office.texts import ReadyText
from desktop.domain.office.views import SavedView
from desktop.domain.work import Priority, WorkScope, WorkView
from desktop.domain.written import AccountHealth, AccountState, DraftKind, Filed, SeenMark
from desktop.services.ports import InteractionChange
from desktop.services.written_ports import WholeStore
from desktop.store import DatabaseStore
from desktop.store.transfer.bulk import History, load
from tests.store.bus import mailed, written
from tests.store.bus.inbox.mails import Inbox, mail, opened
from tests.store.values import NOW, added, call, email, saved

CUSTOMER, INTERACTION = ChangeKind.CUSTOMER, ChangeKind.INTERACTION
TEXT = ChangeKind.TEXT
ARRIVED, GIVEN = ChangeKind.ARRIVED, ChangeKind.GIVEN
DRAFT, OUTBOX, ACCOUNT, VIEW = ChangeKind.DRAFT, ChangeKind.OUTBOX, ChangeKind.ACCOUNT, ChangeKind.VIEW
PICTURES = ChangeKind.PICTURES
MAILING = ChangeKind.MAILING


@dataclass(frozen=True, kw_only=True)
class World:
    """Something of everything there can be."""

    store: DatabaseStore
    inbox: Inbox
    anna: int
    merged: int
    spoken: int
    mail: int
    closed: int
    joined: int
    failed: int
    waiting: int
    sending: int
    earlier: int
    text: int
    macro: int
    run: MacroRun
    view: int
    table: Path  # of ready texts, as CSV


def a_view() -> SavedView:
    return SavedView(name="Late", view=WorkView(scope=WorkScope.ALL, agent="maria", overdue_only=True))


@pytest.fixture
def world(store: DatabaseStore, tmp_path: Path) -> World:
    inbox = opened(store)
    table = tmp_path / "texts.csv"
    table.write_text("title,text\nHello,Good day\n", "utf-8")
    anna, merged = saved(store, "Anna"), saved(store, "Anna K")
    store.merge_customers(anna, merged)
    spoken = added(store, call("rings"))
    added(store, call("missed", state=InteractionState.MISSED))
    first, second, third = inbox.take(mail("a"), mail("b"), mail("c"))
    store.close_written(second.interaction_id, "solved")
    store.merge_written(first.interaction_id, third.interaction_id, "maria")
    ids = []
    for _ in range(3):
        letter = written.letter(first.interaction_id, inbox.account_id, send_after=NOW - timedelta(minutes=1))
        queued = store.enqueue(letter)
        assert queued.id is not None
        ids.append(queued.id)
    claimed = store.claim(inbox.lease, inbox.account_id)
    assert claimed is not None
    assert claimed.id is not None
    store.not_delivered(inbox.lease, claimed.id, "no such user", None)
    taken = store.claim(inbox.lease, inbox.account_id)
    assert taken is not None
    assert taken.id is not None
    store.save_draft(written.draft(first.interaction_id))
    store.save_draft(written.draft(first.interaction_id, "Before.", kind=DraftKind.FORWARD))
    _, earlier = store.overwrite_draft(written.draft(first.interaction_id, kind=DraftKind.FORWARD), "")
    assert earlier is not None
    (waiting,) = set(ids) - {claimed.id, taken.id}
    store.allow_pictures("anna@mail.example", "maria")
    text, macro = store.save_text(ReadyText(title="Hello")), store.save_macro(Macro(title="Later"))
    run = store.carry_out(first.interaction_id, URGENT, "maria")
    return World(
        store=store, inbox=inbox, anna=anna, merged=merged, spoken=spoken, mail=first.interaction_id,
        closed=second.interaction_id, joined=third.interaction_id, failed=claimed.id, waiting=waiting, sending=taken.id,
        earlier=earlier.id, text=text.id or 0, macro=macro.id or 0, run=run,
        view=store.save_view(a_view()).id or 0, table=table,
    )  # fmt: skip


Act = Callable[[World], object]


def _named(world: World) -> None:
    world.store.record_status("jan", AgentStatus(state=AgentState.READY, since=NOW, source=StateSource.AGENT))
    world.store.add_note(world.mail, "maria", "@jan, do you know it?")
    world.store.mention_done(world.mail, "jan")


def _split_off(world: World) -> None:
    note = world.store.add_note(world.closed, "maria", "And a lamp.")
    world.store.split_off(world.closed, note.id or 0)


URGENT = (Step(kind=StepKind.PRIORITY, value="2"),)
IN_AN_HOUR = NOW + timedelta(hours=1)

# What a method changes, and what is told of it.
TOLD: dict[str, tuple[Act, set[ChangeKind]]] = {
    "save_customer": (lambda w: saved(w.store, "Jan"), {CUSTOMER}),
    "link_address": (lambda w: w.store.link_address(w.anna, email("a@b.example")), {CUSTOMER}),
    "merge_customers": (lambda w: w.store.merge_customers(w.anna, saved(w.store, "Other")), {CUSTOMER}),
    "split_customer": (lambda w: w.store.split_customer(w.merged), {CUSTOMER}),
    "open_case": (lambda w: w.store.open_case(w.anna, "Chair"), {CUSTOMER}),
    "add_interaction": (lambda w: added(w.store, call("new")), {INTERACTION}),
    "change_interaction": (
        lambda w: w.store.change_interaction(w.spoken, InteractionChange(state=InteractionState.ACTIVE)),
        {INTERACTION},
    ),
    "save_notes": (lambda w: w.store.save_notes(w.spoken, "wants a refund"), {INTERACTION}),
    "mark_missed_seen": (lambda w: w.store.mark_missed_seen(), {INTERACTION}),
    "save_account": (lambda w: w.store.save_account(replace(w.inbox.account, name="Other")), {ACCOUNT}),
    "remove_account": (lambda w: w.store.remove_account(w.inbox.account_id), {ACCOUNT}),
    "set_account_state": (
        lambda w: w.store.set_account_state(
            AccountState(account_id=w.inbox.account_id, health=AccountHealth.CONNECTED, since=NOW)
        ),
        {ACCOUNT},
    ),
    "receive": (lambda w: w.inbox.take(mail("d")), {INTERACTION, ARRIVED}),
    "save_draft": (lambda w: w.store.save_draft(written.draft(w.mail, "Later.")), {DRAFT}),
    "overwrite_draft": (lambda w: w.store.overwrite_draft(written.draft(w.mail, "Later."), ""), {DRAFT}),
    "take_up_earlier": (lambda w: w.store.take_up_earlier(w.earlier), {DRAFT}),
    "drop_earlier": (lambda w: w.store.drop_earlier(w.earlier), {DRAFT}),
    "drop_draft": (lambda w: w.store.drop_draft(w.mail, "maria", DraftKind.REPLY), {DRAFT}),
    "enqueue": (lambda w: w.store.enqueue(written.letter(w.mail, w.inbox.account_id)), {OUTBOX, INTERACTION, DRAFT}),
    "recall": (lambda w: w.store.recall(w.failed), {OUTBOX, INTERACTION, DRAFT}),
    "release": (lambda w: w.store.release(w.failed), {OUTBOX, INTERACTION}),
    "claim": (lambda w: w.store.claim(w.inbox.lease, w.inbox.account_id), {OUTBOX, INTERACTION}),
    "doubt": (lambda w: w.store.doubt(w.inbox.lease, w.sending), {OUTBOX, INTERACTION}),
    "delivered": (lambda w: w.store.delivered(w.inbox.lease, w.sending), {OUTBOX, INTERACTION}),
    "not_delivered": (
        lambda w: w.store.not_delivered(w.inbox.lease, w.sending, "try later", IN_AN_HOUR),
        {OUTBOX, INTERACTION},
    ),
    "undecided": (
        lambda w: w.store.undecided(w.inbox.lease, w.sending, "not known", IN_AN_HOUR),
        {OUTBOX, INTERACTION},
    ),
    "add_note": (lambda w: w.store.add_note(w.mail, "maria", "is waiting"), {INTERACTION}),
    "begin": (
        lambda w: w.store.begin(replace(written.row_of(w.store, w.mail), interaction_id=0, agent="maria")),
        {INTERACTION},
    ),
    "take": (lambda w: w.store.take(w.closed, "maria"), {INTERACTION}),
    "assign": (lambda w: w.store.assign(w.mail, "jan"), {INTERACTION, GIVEN}),
    "mark_read": (lambda w: w.store.mark_read(w.mail), {INTERACTION}),
    "mark_unread": (lambda w: w.store.mark_unread(w.mail), {INTERACTION}),
    "snooze": (lambda w: w.store.snooze(w.mail, IN_AN_HOUR), {INTERACTION}),
    "prioritise": (lambda w: w.store.prioritise(w.mail, Priority.URGENT), {INTERACTION}),
    "move_to_queue": (lambda w: w.store.move_to_queue(w.mail, "Sales"), {INTERACTION}),
    "tag_written": (lambda w: w.store.tag_written(w.mail, ("late",)), {INTERACTION}),
    "mention_done": (lambda w: _named(w), {INTERACTION}),
    "refuse_customer": (lambda w: w.store.refuse_customer(w.mail, "maria"), {INTERACTION}),
    "put_as_it_was": (
        lambda w: w.store.put_as_it_was(written.row_of(w.store, w.mail), written.row_of(w.store, w.mail)),
        {INTERACTION},
    ),
    "close_written": (lambda w: w.store.close_written(w.mail, "solved"), {INTERACTION}),
    "reopen": (lambda w: w.store.reopen(w.closed, "maria"), {INTERACTION}),
    "merge_written": (lambda w: w.store.merge_written(w.mail, w.closed, "maria"), {INTERACTION}),
    "save_view": (lambda w: w.store.save_view(a_view()), {VIEW}),
    "remove_view": (lambda w: w.store.remove_view(w.view), {VIEW}),
    "split_off": (_split_off, {INTERACTION}),
    "split_written": (lambda w: w.store.split_written(w.joined), {INTERACTION}),
    "save_text": (lambda w: w.store.save_text(ReadyText(title="Thanks")), {TEXT}),
    "remove_text": (lambda w: w.store.remove_text(w.text), {TEXT}),
    "read_texts": (lambda w: w.store.read_texts(w.table), {TEXT, ChangeKind.EVERYTHING}),
    "save_macro": (lambda w: w.store.save_macro(Macro(title="Urgent")), {TEXT}),
    "remove_macro": (lambda w: w.store.remove_macro(w.macro), {TEXT}),
    "carry_out": (lambda w: w.store.carry_out(w.mail, URGENT, "maria"), {INTERACTION}),
    "allow_pictures": (lambda w: w.store.allow_pictures("olga@shop.example", "maria"), {PICTURES}),
    "forbid_pictures": (lambda w: w.store.forbid_pictures("anna@mail.example"), {PICTURES}),
    "take_back": (lambda w: w.store.take_back(w.run), {INTERACTION}),
}
TOLD |= {
    "enqueue_answer": (lambda w: mailed.an_answer(w.inbox), {ACCOUNT, ARRIVED, INTERACTION, OUTBOX}),
    "ask_mailing": (lambda w: mailed.a_mailing(w.inbox), {MAILING}),
    "mailing_batch": (lambda w: mailed.a_last_batch(w.inbox), {MAILING, OUTBOX, INTERACTION}),
    "enqueue_batch": (lambda w: mailed.a_batch(w.inbox), {MAILING, OUTBOX, INTERACTION}),
    "decide_mailing": (
        lambda w: w.store.decide_mailing(mailed.a_mailing(w.inbox, 11), "jan", "", approves=True),
        {MAILING},
    ),
    "pause_mailing": (lambda w: w.store.pause_mailing(mailed.a_mailing(w.inbox)), {MAILING}),
    "resume_mailing": (lambda w: w.store.resume_mailing(mailed.a_mailing(w.inbox)), {MAILING}),
    "stop_mailing": (lambda w: w.store.stop_mailing(mailed.a_mailing(w.inbox)), {MAILING}),
    "set_standing": (lambda w: w.store.set_standing(mailed.STANDING), {MAILING}),
    "drop_standing": (lambda w: mailed.a_dropped_standing(w.inbox), {MAILING}),
}
# These change what no window shows, and say why.
SILENT: dict[str, Act] = {
    # an agent's own log, which the program that wrote it reads at its next start
    "record_status": lambda w: w.store.record_status(
        "maria", AgentStatus(state=AgentState.READY, since=NOW, source=StateSource.AGENT)
    ),
    # the feed itself: who missed something is told when it reads
    "forget_changes": lambda w: w.store.forget_changes(NOW),
    # asked every few seconds by whoever wants it
    "take_lease": lambda w: w.store.take_lease("another", "a test", timedelta(seconds=6)),
    "renew_lease": lambda w: w.store.renew_lease(w.inbox.lease, timedelta(seconds=6)),
    "release_lease": lambda w: w.store.release_lease(w.inbox.lease),
    # what the server knows; whether it was read here was told when it was read
    "marks_pushed": lambda w: w.store.marks_pushed(
        w.inbox.lease, w.inbox.account_id, [SeenMark(place="INBOX:a", is_seen=True)]
    ),
    # where on the server a message lies; that one is gone is told by `receive`
    "filings": lambda w: w.store.filings(w.inbox.lease, w.inbox.account_id),
    "filed": lambda w: w.store.filed(
        w.inbox.lease, w.inbox.account_id, [Filed(place="INBOX:a", now_at="Archive:1", home="INBOX")]
    ),
    "copy_filed": lambda w: w.store.copy_filed(w.inbox.lease, w.sending),
    # shown by the draft that names it
    "keep_file": lambda w: w.store.keep_file("chair.png", "image/png", b"png"),
    # what an agent has open, which the desk that wrote it shows
    "keep_tabs": lambda w: w.store.keep_tabs("maria", KeptTabs(ids=(w.mail,), current=w.mail)),
    # files that nothing names
    "forget_files": lambda w: w.store.forget_files(NOW),
}
READING = {
    "account_states", "accounts", "address_standings", "calls", "cases", "changes", "check_texts", "close",
    "colleagues", "conversation", "customer", "details", "dispositions", "dossier", "draft", "drafts", "drafts_of",
    "declined_mailings", "earlier_drafts", "endings",
    "feed_end", "file", "find_customers", "find_orders", "find_orders_of", "inbox_position", "interaction",
    "interaction_of_call",
    "interactions", "kept_tabs", "last_status", "lease_holder", "list_customers", "listen", "macros",
    "mailing_count", "mailing_recipients", "mailings", "marks_to_push", "match_caller", "maybe_customers",
    "mentioned_by", "mergeable",
    "merged_customers", "next_due", "next_mailing", "next_turn", "orders", "outbox", "picture_senders",
    "plan_mailing", "queues", "raw_message", "reason_codes", "search", "shows_pictures_of", "tags_of",
    "templates", "texts", "timeline", "unfinished", "unseen_missed", "used_tags", "views", "wanted_answer",
    "without_copy", "work", "work_count", "work_counts", "work_facets", "work_row", "write_texts", "written",
}  # fmt: skip


def test_each_method_of_the_store_is_known_to_read_to_tell_or_to_be_silent_for_a_reason() -> None:
    methods = {name for name in dir(WholeStore) if not name.startswith("_")}
    assert methods == TOLD.keys() | SILENT.keys() | READING
    assert not (TOLD.keys() & SILENT.keys() | TOLD.keys() & READING | SILENT.keys() & READING)


@pytest.mark.parametrize("name", sorted(TOLD))
def test_what_changes_is_told(world: World, name: str) -> None:
    act, kinds = TOLD[name]
    cursor = world.store.feed_end()
    act(world)
    assert {change.kind for change in world.store.changes(cursor)[0]} == kinds


@pytest.mark.parametrize("name", sorted(SILENT))
def test_what_no_window_shows_is_not_told(world: World, name: str) -> None:
    cursor = world.store.feed_end()
    SILENT[name](world)
    assert world.store.changes(cursor)[0] == ()


def test_notes_that_are_saved_as_they_were_change_nothing(world: World) -> None:
    world.store.save_notes(world.spoken, "wants a refund")
    cursor = world.store.feed_end()
    world.store.save_notes(world.spoken, "wants a refund")
    assert world.store.changes(cursor)[0] == ()


def test_a_history_written_at_once_says_read_everything(store: DatabaseStore) -> None:
    cursor = store.feed_end()
    case = (Case(number=0, title="Chair"), datetime.now(UTC))
    load(store.database, History(customers=(), orders=(), cases=(case,), interactions=(), messages=()), store.numbering)
    assert store.changes(cursor)[0] == (Change(kind=ChangeKind.EVERYTHING),)
