"""Calls that came while the agent took none: in the log as missed, each with why it did not ring."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.agent import AgentState
from desktop.domain.call import Call, CallEnd, CallerHints, CallState
from desktop.domain.channel import Direction
from desktop.domain.interaction import InteractionState, Resolution
from tests.services.conftest import Desk, anna, settled

BUSY_HERE, CANCELLED = 486, 487


def keep_away(
    desk: Desk, call_id: str = "k1", code: int = BUSY_HERE, came_at: datetime | None = None, queue: str = ""
) -> None:
    """As the engine tells it, when it is over."""
    now = datetime.now(UTC)
    desk.engine.say(
        Call(
            id=call_id,
            direction=Direction.INBOUND,
            state=CallState.ENDED,
            peer="+48601234567",
            hints=CallerHints(
                from_uri="sip:+48601234567@pbx.example", dialled="8000", extra={"X-Queue": queue} if queue else {}
            ),
            started_at=came_at or now,
            ended_at=now,
            end=CallEnd.KEPT_AWAY,
            end_code=code,
        )
    )


def why(desk: Desk, call_id: str = "k1") -> str:
    facts = desk.row(call_id).call
    assert facts is not None
    return facts.end_words


def lunch(desk: Desk) -> None:
    desk.agent.go_not_ready("lunch")


def on_a_call(desk: Desk) -> None:
    desk.engine.ring()
    desk.engine.pick_up()


def ringing(desk: Desk) -> None:
    desk.engine.ring()


def wrapping_up(desk: Desk) -> None:
    on_a_call(desk)
    desk.engine.end()


@pytest.mark.parametrize(
    ("begin", "code", "words"),
    [
        (lunch, BUSY_HERE, "Not ready (Lunch); the caller heard that the line is busy."),
        (lunch, CANCELLED, "Not ready (Lunch); it did not ring here."),
        (lambda desk: desk.agent.log_out(), CANCELLED, "Logged out; it did not ring here."),
        (on_a_call, BUSY_HERE, "On another call; the caller heard that the line is busy."),
        (ringing, BUSY_HERE, "Another call was ringing; the caller heard that the line is busy."),
        (wrapping_up, CANCELLED, "In wrap-up; it did not ring here."),
    ],
)
def test_a_call_kept_away_is_missed_with_the_reason_in_words(
    desk: Desk, qtbot: QtBot, begin: Callable[[Desk], None], code: int, words: str
) -> None:
    customer_id = anna(desk.store)
    begin(desk)
    settled(desk, qtbot)
    before = desk.interactions.items()
    state = desk.state()
    with qtbot.waitSignal(desk.call_log.missed_changed):
        keep_away(desk, code=code)
    row = desk.row("k1")
    assert (row.state, row.customer_id) == (InteractionState.MISSED, customer_id)
    assert row.address == "+48 601 234 567"
    assert why(desk) == words
    assert desk.call_log.missed == 1
    assert [item.key for item in desk.interactions.items()] == [item.key for item in before]
    assert desk.state() is state


@pytest.mark.parametrize("code", [BUSY_HERE, CANCELLED])
def test_a_queues_call_that_went_on_to_a_colleague_is_in_the_log_and_not_missed(
    desk: Desk, qtbot: QtBot, code: int
) -> None:
    customer_id = anna(desk.store)
    lunch(desk)
    keep_away(desk, code=code, queue="Billing")
    settled(desk, qtbot)
    row = desk.row("k1")
    assert (row.state, row.resolution, row.customer_id) == (InteractionState.CLOSED, Resolution.SOLVED, customer_id)
    assert row.queue == "Billing"
    assert why(desk).startswith("Not ready (Lunch);")
    assert not desk.store.calls(missed_only=True)
    keep_away(desk, "k2")  # this one was for the agent
    qtbot.waitUntil(lambda: desk.call_log.missed == 1)


def test_the_reason_is_the_one_that_held_when_it_came(desk: Desk, qtbot: QtBot) -> None:
    desk.agent.log_out()
    came_at = desk.agent.status.since
    desk.agent.go_ready()
    keep_away(desk, code=CANCELLED, came_at=came_at)
    settled(desk, qtbot)
    assert why(desk).startswith("Logged out;")
    assert desk.state() is AgentState.READY


def test_it_is_found_once_however_often_it_is_told(desk: Desk, qtbot: QtBot) -> None:
    lunch(desk)
    keep_away(desk)
    keep_away(desk)
    settled(desk, qtbot)
    assert len(desk.store.calls(missed_only=True)) == 1
