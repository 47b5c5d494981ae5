"""What the agent hears before anybody answers: the exchange's own sound where it sends one, else our ring-back tone."""

from array import array
from collections.abc import Iterator

import pytest

from desktop.domain.call import CallEnd, CallState
from desktop.domain.phone import Account, DeviceRole
from tests.servers.asterisk import EARLY_TONE, EARLY_TONE_AND_RINGING, RING_ONLY, Pbx, pbx
from tests.servers.pulse import RATE, Recording, SoundServer, sound_server
from tests.servers.tones import amplitude_at, level, peak_frequency
from tests.telephony.desks import TestDesk, desk, wait_for

pytestmark = [pytest.mark.sound, pytest.mark.sip]

PASSWORD = "correct horse"
RING_BACK = 425


@pytest.fixture(scope="module")
def exchange() -> Iterator[Pbx]:
    with pbx({"agent": PASSWORD}) as running:
        yield running


@pytest.fixture(scope="module")
def sounds() -> Iterator[SoundServer]:
    with sound_server() as running:
        yield running


@pytest.fixture(scope="module")
def talker(sounds: SoundServer, exchange: Pbx, qapp: object) -> Iterator[TestDesk]:
    with desk(sounds=sounds) as made:
        made.register(Account(user="agent", password=PASSWORD, servers=(exchange.address,)))
        made.link.choose_device(DeviceRole.SPEAKER, "speaker")
        yield made


def _dialled(agent: TestDesk, call_id: str, number: str) -> None:
    agent.calls.clear()
    agent.link.dial(call_id, number)
    wait_for(lambda: bool(agent.calls), "the call")


def _hung_up(agent: TestDesk, call_id: str) -> None:
    agent.link.hang_up(call_id)
    agent.wait_for_call(CallState.ENDED, call_id)


def _half_a_second_of(frequency: float, heard: Recording) -> "array[int]":
    """The first half second heard with that tone from end to end, however late one comes to listen."""
    found: list[array[int]] = []
    at = 0

    def is_heard() -> bool:
        nonlocal at
        samples = heard.samples()
        while not found and at + RATE // 2 <= len(samples):
            piece = samples[at : at + RATE // 2]
            # beside silence the peak is found elsewhere
            if amplitude_at(piece, RATE, frequency) > 0.01 and abs(peak_frequency(piece, RATE) - frequency) < 2:
                found.append(piece)
            at += RATE // 8
        return bool(found)

    wait_for(is_heard, f"a tone of {frequency} Hz")
    return found[0]


def _is_alone(frequency: float, sound: "array[int]") -> bool:
    """That tone, and no ring-back tone of ours on top of it: it would be heard as a second phone."""
    other = amplitude_at(sound, RATE, RING_BACK)
    return abs(peak_frequency(sound, RATE) - frequency) < 2 and other < 0.1 * amplitude_at(sound, RATE, frequency)


def test_what_the_exchange_plays_before_the_answer_is_heard_and_then_who_answers(
    talker: TestDesk, sounds: SoundServer
) -> None:
    with sounds.recording("speaker") as heard:
        _dialled(talker, "early", EARLY_TONE)
        wait_for(lambda: talker.calls[-1].is_early_media, "early sound")
        before = _half_a_second_of(660, heard)
        talker.wait_for_call(CallState.ACTIVE, "early")
        _half_a_second_of(440, heard)
        assert not talker.calls[-1].is_early_media
    assert {call.state for call in talker.calls if call.is_early_media} == {CallState.DIALING}
    assert _is_alone(660, before)
    _hung_up(talker, "early")


def test_the_exchanges_own_sound_goes_on_when_it_says_that_it_rings_as_well(
    talker: TestDesk, sounds: SoundServer
) -> None:
    with sounds.recording("speaker") as heard:
        _dialled(talker, "both", EARLY_TONE_AND_RINGING)
        _half_a_second_of(660, heard)
        start = len(heard.samples())
        # the exchange says after a second that it rings
        wait_for(lambda: len(heard.samples()) > start + 2 * RATE, "two seconds of it")
        wait_for(lambda: _is_alone(660, heard.samples()[-RATE:]), "a second of it alone")
        _hung_up(talker, "both")
        assert talker.calls[-1].end is CallEnd.CANCELLED_HERE
        wait_for(lambda: level(heard.samples()[-RATE:]) == 0, "silence")


def test_where_the_exchange_only_says_that_it_rings_the_ring_back_tone_is_ours(
    talker: TestDesk, sounds: SoundServer
) -> None:
    with sounds.recording("speaker") as heard:
        _dialled(talker, "rings", RING_ONLY)
        wait_for(lambda: amplitude_at(heard.samples()[-RATE // 2 :], RATE, RING_BACK) > 0.05, "the ring-back tone")
        assert not talker.calls[-1].is_early_media
        _hung_up(talker, "rings")
        wait_for(lambda: level(heard.samples()[-RATE:]) == 0, "silence")
