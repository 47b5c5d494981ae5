"""Which state may follow which: a call's life goes one way, written work comes back."""

import pytest

from desktop.domain.channel import Channel
from desktop.domain.interaction import ALLOWED_CHANGES, FINAL_STATES, InteractionState, allowed_changes

WRITTEN = [channel for channel in Channel if channel is not Channel.VOICE]
LIVES = {InteractionState.OFFERED, InteractionState.ACTIVE, InteractionState.HELD, InteractionState.CLOSED}


@pytest.mark.parametrize("state", InteractionState)
def test_a_call_that_is_over_is_over_and_none_is_put_back(state: InteractionState) -> None:
    following = allowed_changes(Channel.VOICE, state)
    assert following == ALLOWED_CHANGES[state]
    assert InteractionState.OFFERED not in following
    assert not (state in FINAL_STATES and following)


@pytest.mark.parametrize("channel", WRITTEN)
def test_written_work_is_put_back_snoozed_closed_and_opened_again(channel: Channel) -> None:
    following = {state: allowed_changes(channel, state) for state in InteractionState}
    assert all(InteractionState.OFFERED in following[state] for state in LIVES - {InteractionState.OFFERED})
    assert all(InteractionState.CLOSED in following[state] for state in LIVES - {InteractionState.CLOSED})
    assert following[InteractionState.CLOSED] == {InteractionState.OFFERED, InteractionState.ACTIVE}


@pytest.mark.parametrize("channel", WRITTEN)
def test_written_work_has_no_wrap_up_and_is_not_missed(channel: Channel) -> None:
    for state in InteractionState:
        assert allowed_changes(channel, state) <= (LIVES if state in LIVES else set())
