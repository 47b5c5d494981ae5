"""A machine without any sound system: calls work, and the agent is told that nothing is heard."""

import pytest

from desktop.domain.call import CallState
from desktop.domain.phone import DeviceRole
from desktop.telephony.engine.audio.streams import Speaker
from desktop.telephony.engine.port import SILENCE
from tests.servers.kamailio import Registrar
from tests.servers.sipp import Caller, Plot, calling
from tests.telephony.desks import TestDesk, desk, wait_for
from tests.telephony.engine.conftest import account_of

pytestmark = pytest.mark.sip


@pytest.mark.parametrize("options", [("--null-audio",), ()], ids=["told so", "found out"])
def test_calls_work_without_sound_and_it_is_said(
    qapp: object, exchange: Registrar, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere/pulse")
    monkeypatch.setenv("PIPEWIRE_REMOTE", "/nowhere/pipewire")
    with desk(*options, has_sound=True) as agent:
        assert any("no sound device" in sentence for sentence in agent.started[0].missing)
        wait_for(lambda: bool(agent.devices), "the devices")
        assert agent.devices[-1].devices == ()
        agent.register(account_of(exchange))
        with calling("agent", exchange.trunk_address, Caller(), Plot(talk_seconds=0.3)) as caller:
            wait_for(lambda: bool(agent.calls), "the ring")
            agent.link.answer(agent.calls[-1].id)
            agent.wait_for_call(CallState.ENDED)
            assert caller.finish().failed == 0
        agent.link.watch_levels()
        agent.link.play_test_tone(DeviceRole.SPEAKER)
        wait_for(lambda: bool(agent.failures) and bool(agent.levels), "the words")
        assert "no device" in agent.failures[-1][1]


def test_the_desks_own_switch_is_told_from_a_machine_without_sound(bare_desk: TestDesk) -> None:
    assert bare_desk.started[0].media_path == "none"


def test_what_a_caller_says_for_hours_is_not_kept_for_a_speaker_that_is_not_there() -> None:
    speaker = Speaker()
    for _ in range(1000):
        speaker.put(SILENCE)
    assert speaker._ring.level == 0
