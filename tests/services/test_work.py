"""The rules of an interaction's steps, for every way a call can go."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.call import Call, CallEnd, CallState
from desktop.domain.channel import Direction
from desktop.domain.endings import describe_end
from desktop.domain.interaction import ALLOWED_CHANGES, FINAL_STATES, InteractionState
from desktop.services.work.steps import Rules, facts_of, steps

BEGAN = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
STATES = st.lists(st.sampled_from([CallState.ACTIVE, CallState.HELD]), max_size=6)


@given(
    direction=st.sampled_from([Direction.INBOUND, Direction.OUTBOUND]),
    talk=STATES,
    end=st.sampled_from(CallEnd),
    rang=st.floats(0, 120),
    wraps_up=st.booleans(),
    seen=st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_whatever_a_call_does_and_however_much_of_it_is_seen_each_step_is_allowed(
    direction: Direction, talk: list[CallState], end: CallEnd, rang: float, wraps_up: bool, seen: list[bool]
) -> None:
    """News can be missed (a desk that was away), but the last of it comes."""
    rules = Rules(wraps_up=wraps_up)
    first = CallState.RINGING if direction is Direction.INBOUND else CallState.DIALING
    call = Call(id="c", direction=direction, state=first, peer="+48601234567", started_at=BEGAN)
    answered_at = BEGAN + timedelta(seconds=rang) if talk else None
    news = [call, *(replace(call, state=state, answered_at=answered_at) for state in talk)]
    ended_at = BEGAN + timedelta(seconds=rang + 60)
    last = replace(call, state=CallState.ENDED, answered_at=answered_at, ended_at=ended_at, end=end)
    state = InteractionState.OFFERED
    for heard in [*(item for item, is_seen in zip(news, seen, strict=False) if is_seen), last]:
        for change in steps(state, heard, "", rules):
            assert change.state is not None
            assert change.state in ALLOWED_CHANGES[state]
            state = change.state
    if end is CallEnd.INTERRUPTED:
        assert state is InteractionState.CLOSED
    elif talk:
        assert state is (InteractionState.WRAP_UP if wraps_up else InteractionState.CLOSED)
    else:
        assert state in FINAL_STATES
    assert steps(state, last, "", rules) == []


@given(ring=st.floats(0, 300), talk=st.floats(0, 4000), hold=st.floats(0, 5000))
def test_seconds_are_never_negative_and_add_up(ring: float, talk: float, hold: float) -> None:
    answered_at = BEGAN + timedelta(seconds=ring)
    ended_at = answered_at + timedelta(seconds=talk)
    facts = facts_of(
        Call(
            id="c",
            direction=Direction.INBOUND,
            state=CallState.ENDED,
            peer="+48601234567",
            started_at=BEGAN,
            answered_at=answered_at,
            ended_at=ended_at,
            hold_seconds=hold,
        )
    )
    assert abs(facts.ring_seconds - ring) < 0.001
    assert facts.talk_seconds >= 0
    if hold <= talk:
        assert abs(facts.talk_seconds + facts.hold_seconds - talk) < 0.001


def test_each_end_has_words() -> None:
    assert all(describe_end(end).endswith(".") for end in CallEnd)
    assert describe_end(CallEnd.FAILED, "488 Not Acceptable Here") == "The call failed: 488 Not Acceptable Here."
    assert describe_end(None) == ""
