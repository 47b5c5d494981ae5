"""Orders to the engine and what a typed number dials."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.call import CallState
from desktop.services.phone import apply_dial_rules
from tests.services.conftest import Desk
from tests.services.scripted_engine import CAPABILITIES


@pytest.mark.parametrize(
    ("typed", "target", "shown"),
    [
        ("601 234 567", "+48601234567", "+48 601 234 567"),
        ("0048 601 234 567", "+48601234567", "+48 601 234 567"),
        ("8014", "8014", "8014"),
        ("sip:anna@example.org", "sip:anna@example.org", "sip:anna@example.org"),
        ("", "", ""),
    ],
)
def test_what_will_be_dialled_is_shown(desk: Desk, typed: str, target: str, shown: str) -> None:
    preview = desk.phone.dial_preview(typed)
    assert (preview.target, preview.shown, preview.reason) == (target, shown, "")


def test_what_cannot_be_dialled_is_said_and_not_dialled(desk: Desk) -> None:
    assert "no number" in desk.phone.dial_preview("hello there!").reason
    assert desk.phone.dial("hello there!") == ""
    assert not [order for order in desk.engine.orders if order[0] == "dial"]
    assert [notice.key for notice in desk.notices.notices] == ["dial"]
    assert desk.phone.dial("  ") == ""


def test_dial_rules_replace_the_longest_start_that_fits(desk: Desk) -> None:
    desk.settings.set("calls.dial_rules", "+48 > 0\n+ > 900\nnonsense")
    call_id = desk.phone.dial("601234567")
    assert ("dial", call_id, "0601234567") in desk.engine.orders
    assert desk.phone.dial_preview("+44 20 7946 0000").target == "900442079460000"
    assert desk.phone.dial_preview("+44 20 7946 0000").shown == "+44 20 7946 0000 (900442079460000)"
    assert apply_dial_rules("sip:+48@x", ["sip > 1"]) == "sip:+48@x"


def test_hanging_up_is_ignored_in_the_first_second_and_a_half(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.ring()
    desk.engine.pick_up()
    with qtbot.waitSignal(desk.phone.hang_up_guarded):
        desk.phone.hang_up("c1")
    assert ("hang_up", "c1") not in desk.engine.orders
    desk.now += 1.6
    desk.phone.hang_up("c1")
    assert ("hang_up", "c1") in desk.engine.orders


def test_the_guard_can_be_switched_off_and_never_holds_back_a_cancel(desk: Desk) -> None:
    desk.engine.place("o1")
    desk.phone.hang_up("o1")
    assert ("hang_up", "o1") in desk.engine.orders
    desk.settings.set("calls.guard", False)
    desk.engine.ring()
    desk.engine.pick_up()
    desk.phone.hang_up("c1")
    assert ("hang_up", "c1") in desk.engine.orders


def test_calls_are_known_until_they_end(desk: Desk) -> None:
    desk.engine.ring("c1", seconds_ago=1)
    desk.engine.ring("c2", peer="+48601000000")
    assert [call.id for call in desk.phone.calls] == ["c1", "c2"]
    call = desk.phone.call("c1")
    assert call is not None
    assert call.state is CallState.RINGING
    desk.engine.end("c1")
    assert [call.id for call in desk.phone.calls] == ["c2"]


def test_a_call_that_ended_while_the_engine_was_not_heard_is_not_shown_for_ever(desk: Desk, qtbot: QtBot) -> None:
    desk.phone._settling.setInterval(20)
    desk.engine.ring("c1", seconds_ago=1)
    up = desk.engine.ring("c2", peer="+48601000000")
    with qtbot.waitSignal(desk.phone.calls_settled):
        desk.engine.started.emit(CAPABILITIES)
        desk.engine.say(up)
    assert [call.id for call in desk.phone.calls] == ["c2"]
    with qtbot.waitSignal(desk.phone.calls_settled):
        desk.engine.started.emit(CAPABILITIES)
        desk.engine.say(up)
    assert [call.id for call in desk.phone.calls] == ["c2"]


def test_orders_go_to_the_engine(desk: Desk) -> None:
    phone = desk.phone
    for order in (phone.answer, phone.decline, phone.hold, phone.retrieve, phone.mute, phone.unmute):
        order("c1")
        assert desk.engine.orders[-1] == (order.__name__, "c1")
    phone.send_dtmf("c1", "12#")
    assert desk.engine.orders[-1] == ("send_dtmf", "c1", "12#")


def test_an_order_that_failed_is_told_in_words(desk: Desk) -> None:
    desk.engine.order_failed.emit("c1", "The call cannot be held.", "The other side does not allow it.")
    assert [(notice.text, notice.hint) for notice in desk.notices.notices] == [
        ("The call cannot be held.", "The other side does not allow it.")
    ]


def test_calling_back_dials_who_called(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.ring(seconds_ago=30)
    with qtbot.waitSignal(desk.interactions.finished) as finished:
        desk.engine.end()
    assert finished.args is not None
    call_id = desk.call_log.call_back(finished.args[0].interaction)
    assert ("dial", call_id, "+48601234567") in desk.engine.orders
