"""The way of a call, over a real store: each step written, then shown."""

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.agent import AgentState
from desktop.domain.call import CallEnd, CallerHints
from desktop.domain.customer import Customer
from desktop.domain.errors import ConfigurationError
from desktop.domain.history import Dossier, Match, MatchReason
from desktop.domain.interaction import FINAL_STATES, InteractionState, Resolution
from desktop.services import interactions
from desktop.services.interactions import WorkItem
from desktop.services.tasks import Lane
from tests.services.conftest import AGENT, Desk, anna, settled
from tests.services.scripted_engine import CAPABILITIES

State = InteractionState


def test_the_ring_is_told_at_once_and_the_dossier_follows(desk: Desk, qtbot: QtBot) -> None:
    customer_id = anna(desk.store)
    offers: list[WorkItem] = []
    desk.interactions.offered.connect(offers.append)
    with qtbot.waitSignal(desk.interactions.dossier_ready) as ready:
        desk.engine.ring()
        assert [offer.interaction.id for offer in offers] == [None]
        assert offers[0].interaction.address == "+48 601 234 567"
    assert ready.args is not None
    key, dossier = ready.args
    assert (key, dossier.customer.name) == ("c1", "Anna Nowak")
    assert dossier.match.reason is MatchReason.NUMBER
    settled(desk, qtbot)
    item = desk.interactions.item("c1")
    assert item is not None
    assert item.interaction.id == desk.row().id
    assert desk.row().customer_id == customer_id
    assert desk.row().state is State.OFFERED
    assert desk.row().agent == AGENT


def test_who_it_is_is_told_with_the_ring_when_the_store_knows_soon(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interactions, "RING_SECONDS", 10.0)  # this machine may be slow
    anna(desk.store)
    told: list[str] = []
    desk.interactions.offered.connect(lambda item: told.append(f"ring of {item.dossier.customer.name}"))
    desk.interactions.dossier_ready.connect(lambda key, dossier: told.append(f"dossier of {dossier.customer.name}"))
    desk.engine.ring()
    assert told == ["ring of Anna Nowak", "dossier of Anna Nowak"]
    settled(desk, qtbot)
    assert len(told) == 2
    assert desk.row().state is State.OFFERED


def test_a_ring_is_told_without_a_name_when_the_store_is_slow(desk: Desk, qtbot: QtBot) -> None:
    anna(desk.store)
    go_on = threading.Event()
    match_caller = desk.store.match_caller
    offers: list[WorkItem] = []
    desk.interactions.offered.connect(offers.append)

    def slow(hints: CallerHints) -> Match:
        assert go_on.wait(10)
        return match_caller(hints)

    with pytest.MonkeyPatch.context() as patch, qtbot.waitSignal(desk.interactions.dossier_ready) as ready:
        patch.setattr(desk.store, "match_caller", slow)
        desk.engine.ring()
        assert [offer.dossier for offer in offers] == [None]
        go_on.set()
    assert ready.args is not None
    assert ready.args[1].customer.name == "Anna Nowak"


def test_the_history_waits_for_no_write(desk: Desk, qtbot: QtBot) -> None:
    anna(desk.store)
    rows: list[int] = []
    dossier_of = desk.store.dossier

    def counting(match: Match) -> Dossier:
        rows.append(len(desk.store.calls()))
        return dossier_of(match)

    with pytest.MonkeyPatch.context() as patch, qtbot.waitSignal(desk.interactions.dossier_ready):
        patch.setattr(desk.store, "dossier", counting)
        desk.engine.ring()
    assert rows == [0]
    settled(desk, qtbot)
    assert len(desk.store.calls()) == 1


def test_a_call_goes_from_offer_to_closed_with_its_facts(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.ring(seconds_ago=70)
    desk.engine.pick_up(seconds_ago=60)
    settled(desk, qtbot)
    assert desk.row().state is State.ACTIVE
    desk.engine.put_on_hold()
    settled(desk, qtbot)
    assert desk.row().state is State.HELD
    desk.engine.take_back(hold_seconds=20)
    desk.engine.end()
    settled(desk, qtbot)
    assert desk.row().state is State.WRAP_UP
    item = desk.interactions.item("c1")
    assert item is not None
    assert item.call is None
    assert item.wrap_up_seconds == 30
    assert item.wrap_up_ends_at is not None
    desk.interactions.choose_disposition("c1", "follow_up")
    with qtbot.waitSignal(desk.interactions.finished):
        desk.interactions.finish("c1")
    row = desk.row()
    assert row.state is State.CLOSED
    assert (row.disposition, row.resolution) == ("follow_up", Resolution.OPEN)
    assert row.closed_at is not None
    assert row.call is not None
    assert row.call.ring_seconds == pytest.approx(10, abs=1)
    assert 39 < row.call.talk_seconds < 70  # the time the test took is in it
    assert row.call.hold_seconds == 20
    assert row.call.end_words == "The other side hung up."
    assert row.call.dialled == "8000"
    assert desk.interactions.items() == ()


@pytest.mark.parametrize(
    ("end", "rang", "state"),
    [
        (CallEnd.GAVE_UP, 3, State.ABANDONED),
        (CallEnd.GAVE_UP, 20, State.MISSED),
        (CallEnd.HUNG_UP_THERE, 20, State.ABANDONED),
        (CallEnd.NO_ANSWER, 20, State.MISSED),
        (CallEnd.DECLINED_HERE, 2, State.DECLINED),
        (CallEnd.ANSWERED_ELSEWHERE, 2, State.CLOSED),
        (CallEnd.NO_COMMON_CODEC, 0, State.MISSED),
        (CallEnd.INTERRUPTED, 1, State.CLOSED),
    ],
)
def test_a_call_that_was_not_answered_ends_as_what_it_was(
    desk: Desk, qtbot: QtBot, end: CallEnd, rang: float, state: InteractionState
) -> None:
    desk.engine.ring(seconds_ago=rang)
    with qtbot.waitSignal(desk.interactions.finished):
        desk.engine.end(end=end)
    assert desk.row().state is state
    assert desk.row().closed_at is not None
    facts = desk.row().call
    assert facts is not None
    assert facts.end is end
    assert facts.end_words


def test_missed_offer_makes_the_agent_not_ready(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.ring(seconds_ago=20)
    qtbot.waitUntil(lambda: desk.state() is AgentState.RESERVED)
    desk.engine.end(end=CallEnd.GAVE_UP)
    assert (desk.agent.status.state, desk.agent.status.reason) == (AgentState.NOT_READY, "missed_offer")
    qtbot.waitUntil(lambda: desk.call_log.missed == 1)


def test_a_call_that_ends_before_the_agent_was_told_of_it_leaves_them_as_they_were(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.ring()
    assert desk.state() is AgentState.READY  # first the ring is painted
    with qtbot.waitSignal(desk.interactions.finished):
        desk.engine.end(end=CallEnd.GAVE_UP)
    settled(desk, qtbot)
    assert desk.state() is AgentState.READY


def test_an_outgoing_call_that_fails_says_why_and_leaves_the_list(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.place("o1")
    assert desk.state() is AgentState.BUSY
    with qtbot.waitSignal(desk.interactions.finished):
        desk.engine.end("o1", CallEnd.BUSY)
    assert desk.state() is AgentState.READY
    assert "The line is busy." in next(notice for notice in desk.notices.notices if notice.key == "call_end").text
    assert desk.row("o1").state is State.CLOSED


def test_notes_are_written_within_the_promised_time_and_the_last_text_always(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.ring()
    settled(desk, qtbot)
    saved: list[str] = []
    desk.interactions.notes_saved.connect(lambda key, at: saved.append(key))
    text = ""
    for character in "Her chair came without its hinges.":
        text += character
        desk.interactions.write_notes("c1", text)
    with qtbot.waitSignal(desk.interactions.notes_saved):
        pass
    assert desk.row().notes == text
    assert len(saved) == 1
    item = desk.interactions.item("c1")
    assert item is not None
    assert item.notes_saved_at is not None
    desk.interactions.write_notes("c1", text + " Sends a photo.")
    desk.interactions.close()
    desk.tasks.shut_down()
    assert desk.row().notes == text + " Sends a photo."


def test_notes_typed_while_a_call_ends_are_there_when_its_end_is_read(desk: Desk, qtbot: QtBot) -> None:
    desk.settings.set("wrap_up.mode", "none")
    desk.engine.ring()
    desk.engine.pick_up()
    desk.interactions.write_notes("c1", "half a word")
    notes: list[str] = []
    desk.interactions.finished.connect(lambda item: notes.append(desk.row().notes))
    with qtbot.waitSignal(desk.interactions.finished):
        desk.engine.end()
    assert notes == ["half a word"]


def test_a_required_disposition_is_asked_for_and_a_choice_just_made_counts(desk: Desk, qtbot: QtBot) -> None:
    desk.settings.set("wrap_up.required", True)
    desk.engine.ring()
    desk.engine.pick_up()
    desk.engine.end()
    with qtbot.waitSignal(desk.interactions.disposition_needed):
        desk.interactions.finish("c1")
    assert desk.row().state is State.WRAP_UP
    with qtbot.waitSignal(desk.interactions.finished):
        desk.interactions.choose_disposition("c1", "solved")
        desk.interactions.finish("c1")
    assert (desk.row().disposition, desk.row().resolution) == ("solved", Resolution.SOLVED)


def test_when_the_countdown_ends_the_default_disposition_is_taken(desk: Desk, qtbot: QtBot) -> None:
    desk.settings.set("wrap_up.seconds", 1)
    desk.settings.set("wrap_up.default_disposition", "follow_up")
    desk.engine.ring()
    desk.engine.pick_up()
    desk.engine.end()
    assert desk.state() is AgentState.WRAP_UP
    with qtbot.waitSignal(desk.interactions.finished):
        pass
    assert desk.row().disposition == "follow_up"
    assert desk.state() is AgentState.READY


def test_the_default_disposition_is_one_that_the_store_has(desk: Desk, qtbot: QtBot) -> None:
    settled(desk, qtbot)
    choices = desk.settings.setting("wrap_up.default_disposition").choices
    assert [choice.value for choice in choices] == ["", *(one.code for one in desk.interactions.dispositions)]
    with pytest.raises(ConfigurationError, match="folow_up"):
        desk.settings.set("wrap_up.default_disposition", "folow_up")


def test_without_wrap_up_a_call_closes_when_it_ends(desk: Desk, qtbot: QtBot) -> None:
    desk.settings.set("wrap_up.mode", "none")
    desk.engine.ring()
    desk.engine.pick_up()
    with qtbot.waitSignal(desk.interactions.finished):
        desk.engine.end()
    assert desk.row().state is State.CLOSED
    assert desk.state() is AgentState.READY


def test_the_engines_death_closes_the_call_as_interrupted_with_its_notes(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.ring()
    desk.engine.pick_up()
    desk.interactions.write_notes("c1", "wants a refund")
    with qtbot.waitSignal(desk.interactions.finished):
        desk.engine.lost.emit("The phone stopped.")
    row = desk.row()
    assert (row.state, row.is_interrupted, row.notes) == (State.CLOSED, True, "wants a refund")
    assert any(notice.key == "interrupted.c1" and "notes are kept" in notice.text for notice in desk.notices.notices)
    assert desk.phone.calls == ()


def test_a_desk_that_died_finds_its_call_notes_and_times_again(
    new_desk: Callable[[], Desk], desk: Desk, qtbot: QtBot
) -> None:
    desk.engine.ring(seconds_ago=100)
    desk.engine.pick_up(seconds_ago=90)
    desk.interactions.write_notes("c1", "wants a refund")
    with qtbot.waitSignal(desk.interactions.notes_saved):
        pass
    call = desk.engine.calls["c1"]
    desk.die()
    again = new_desk()
    again.open()
    again.engine.started.emit(CAPABILITIES)
    again.engine.say(call)
    qtbot.waitUntil(lambda: again.interactions.item("c1") is not None)
    settled(again, qtbot)
    item = again.interactions.item("c1")
    assert item is not None
    assert item.interaction.notes == "wants a refund"
    assert item.interaction.state is State.ACTIVE
    assert item.call is not None
    assert item.call.answered_at == call.answered_at
    assert again.state() is AgentState.BUSY
    assert again.agent.status.next_state is AgentState.READY
    again.engine.end(end=CallEnd.HUNG_UP_HERE)
    settled(again, qtbot)
    facts = again.row().call
    assert facts is not None
    assert 89 < facts.talk_seconds < 150  # the time the test took is in it


def test_whom_a_dying_engine_cut_off_is_called_back_from_the_notice(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.ring("c1", peer="+48601234567")
    desk.engine.pick_up("c1")
    desk.engine.end("c1", CallEnd.INTERRUPTED)
    notice = next(notice for notice in desk.notices.notices if notice.key == "interrupted.c1")
    assert notice.action_label == "Call back"
    desk.notices.act(notice.key)
    assert [order[2] for order in desk.engine.orders if order[0] == "dial"] == ["+48601234567"]


def test_a_call_that_is_nowhere_after_a_restart_is_closed_as_interrupted(
    new_desk: Callable[[], Desk], desk: Desk, qtbot: QtBot
) -> None:
    desk.engine.ring()
    desk.engine.pick_up()
    settled(desk, qtbot)
    desk.die()
    again = new_desk()
    again.open()
    with qtbot.waitSignal(again.interactions.finished):
        again.engine.started.emit(CAPABILITIES)
    row = again.row()
    assert (row.state, row.is_interrupted) == (State.CLOSED, True)
    assert row.call is not None
    assert row.call.end is CallEnd.INTERRUPTED
    assert any(notice.key == "interrupted.c1" for notice in again.notices.notices)
    assert again.state() is AgentState.READY


def test_wrap_up_left_by_a_desk_that_died_goes_on(new_desk: Callable[[], Desk], desk: Desk, qtbot: QtBot) -> None:
    desk.engine.ring()
    desk.engine.pick_up()
    desk.engine.end()
    settled(desk, qtbot)
    desk.die()
    again = new_desk()
    again.open()
    settled(again, qtbot)
    assert again.state() is AgentState.WRAP_UP
    with qtbot.waitSignal(again.interactions.finished):
        again.interactions.finish("c1")
    assert again.row().state is State.CLOSED


def test_a_call_that_comes_before_the_store_answers_is_shown_at_once_and_written_when_it_does(
    new_desk: Callable[[], Desk], qtbot: QtBot
) -> None:
    desk = new_desk()
    offers: list[WorkItem] = []
    desk.interactions.offered.connect(offers.append)
    hangs = threading.Event()
    desk.tasks.run(Lane.STORE, hangs.wait, owner=desk.notices)
    try:
        desk.open()
        desk.engine.ring("c1")
        desk.engine.ring("c2")
        assert [offer.key for offer in offers] == ["c1", "c2"]
        desk.engine.end("c2")
        desk.engine.pick_up("c1")
        desk.interactions.write_notes("c1", "wants a refund")
    finally:
        hangs.set()
    with qtbot.waitSignal(desk.interactions.notes_saved):
        pass
    assert (desk.row("c1").state, desk.row("c1").notes) == (State.ACTIVE, "wants a refund")
    assert desk.row("c2").state in FINAL_STATES
    assert [item.key for item in desk.interactions.items()] == ["c1"]
    assert desk.state() is AgentState.BUSY


def test_an_earlier_desks_call_waits_for_its_row(new_desk: Callable[[], Desk], desk: Desk, qtbot: QtBot) -> None:
    call = desk.engine.ring()
    desk.interactions.write_notes("c1", "wants a refund")
    with qtbot.waitSignal(desk.interactions.notes_saved):
        pass
    desk.die()
    again = new_desk()
    again.open()
    again.engine.say(call)
    assert again.interactions.items() == ()
    with qtbot.waitSignal(again.interactions.dossier_ready):
        pass
    assert [item.interaction.notes for item in again.interactions.items()] == ["wants a refund"]


def test_linking_an_unknown_caller_remembers_the_number(desk: Desk, qtbot: QtBot) -> None:
    customer_id = anna(desk.store, "+48 22 555 00 00")
    desk.engine.ring(peer="+48601999888")
    settled(desk, qtbot)
    with qtbot.waitSignal(desk.interactions.dossier_ready) as ready:
        desk.interactions.link_customer("c1", customer_id)
    assert ready.args is not None
    assert ready.args[1].customer.name == "Anna Nowak"
    assert desk.row().customer_id == customer_id
    desk.engine.ring("c2", peer="+48601999888")
    settled(desk, qtbot)
    assert desk.row("c2").customer_id == customer_id


def test_choosing_one_of_those_who_share_a_number_does_not_take_it_from_the_others(desk: Desk, qtbot: QtBot) -> None:
    first, second = anna(desk.store), anna(desk.store)
    desk.engine.ring()
    settled(desk, qtbot)
    item = desk.interactions.item("c1")
    assert item is not None
    assert item.dossier is not None
    assert item.dossier.match.reason is MatchReason.SHARED
    desk.interactions.link_customer("c1", second)
    settled(desk, qtbot)
    assert desk.row().customer_id == second
    desk.engine.ring("c2")
    settled(desk, qtbot)
    item = desk.interactions.item("c2")
    assert item is not None
    assert item.dossier is not None
    assert {hit.customer_id for hit in item.dossier.match.candidates} == {first, second}


def test_not_this_person_takes_the_customer_away(desk: Desk, qtbot: QtBot) -> None:
    anna(desk.store)
    desk.engine.ring()
    settled(desk, qtbot)
    dossiers: list[Dossier] = []
    desk.interactions.dossier_ready.connect(lambda key, dossier: dossiers.append(dossier))
    desk.interactions.unlink_customer("c1")
    settled(desk, qtbot)
    assert desk.row().customer_id is None
    assert [(dossier.customer, dossier.match.reason) for dossier in dossiers] == [(None, MatchReason.UNKNOWN)]


def test_an_unknown_caller_becomes_a_customer_in_one_step(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.ring(peer="+48601999888")
    settled(desk, qtbot)
    with qtbot.waitSignal(desk.interactions.dossier_ready) as ready:
        desk.interactions.create_and_link("c1", Customer(name="Jan Kowalski"))
    assert ready.args is not None
    customer = ready.args[1].customer
    assert [address.value for address in customer.addresses] == ["+48601999888"]
    assert desk.row().customer_id == customer.id


def test_a_case_is_opened_for_the_call(desk: Desk, qtbot: QtBot) -> None:
    customer_id = anna(desk.store)
    desk.engine.ring()
    settled(desk, qtbot)
    desk.interactions.open_case("c1", "Missing hinges")
    settled(desk, qtbot)
    cases = desk.store.cases(customer_id)
    assert [case.title for case in cases] == ["Missing hinges"]
    assert desk.row().case_id == cases[0].id


def test_closing_the_desk_ends_its_calls_in_words(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.ring()
    desk.engine.pick_up()
    desk.interactions.write_notes("c1", "until the last letter")
    desk.interactions.close()
    desk.agent.close()
    desk.tasks.shut_down()
    row = desk.row()
    assert (row.state, row.notes) == (State.WRAP_UP, "until the last letter")
    assert row.call is not None
    assert row.call.end is CallEnd.HUNG_UP_HERE


def test_a_withheld_caller_has_no_address_and_is_said_so(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.ring(peer="anonymous", is_withheld=True)
    settled(desk, qtbot)
    item = desk.interactions.item("c1")
    assert item is not None
    assert item.interaction.address == ""
    assert item.dossier is not None
    assert item.dossier.match.reason is MatchReason.WITHHELD
    desk.engine.pick_up()
    desk.engine.lost.emit("The phone stopped.")
    assert any("a withheld number" in notice.text for notice in desk.notices.notices)


def test_the_queue_comes_from_the_header_that_is_set(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.ring(extra={"x-queue": "Billing"})
    settled(desk, qtbot)
    assert desk.row().queue == "Billing"
    call = desk.row().call
    assert call is not None
    assert call.queue == "Billing"


def test_a_call_given_up_for_lost_that_comes_back_can_be_ended_and_leaves_nothing_behind(
    desk: Desk, qtbot: QtBot
) -> None:
    """The link was broken, not the engine: the row stays closed as interrupted, the call is shown while it is up."""
    desk.engine.ring()
    call = desk.engine.pick_up()
    with qtbot.waitSignal(desk.interactions.finished):
        desk.engine.lost.emit("The phone stopped.")
    assert desk.state() is AgentState.READY
    desk.engine.started.emit(CAPABILITIES)
    desk.engine.say(call)
    settled(desk, qtbot)
    item = desk.interactions.item("c1")
    assert item is not None
    assert item.call is not None
    assert desk.state() is AgentState.BUSY
    with qtbot.waitSignal(desk.interactions.finished):
        desk.engine.end()
    assert desk.row().is_interrupted
    assert desk.interactions.items() == ()
    assert desk.state() is AgentState.READY


def test_a_call_that_still_rings_after_a_restart_is_offered_again(
    new_desk: Callable[[], Desk], desk: Desk, qtbot: QtBot
) -> None:
    call = desk.engine.ring()
    settled(desk, qtbot)
    desk.die()
    again = new_desk()
    offers: list[WorkItem] = []
    again.interactions.offered.connect(offers.append)
    again.open()
    settled(again, qtbot)
    again.engine.started.emit(CAPABILITIES)
    again.engine.say(call)
    again.engine.say(call)
    assert [offer.key for offer in offers] == ["c1"]
    assert offers[0].interaction.id == again.row().id
    assert again.state() is AgentState.RESERVED
