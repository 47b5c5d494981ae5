"""The RTP instrument, shown baresip's packets and packets that are wrong on purpose."""

import socket
import struct

import pytest

from tests.servers.baresip import PhoneAccount, phone
from tests.servers.ports import HOST
from tests.servers.rtp import RATE, rtp_peer
from tests.servers.sipp import Plot, calling
from tests.servers.tones import continuity, peak_frequency, sine, ulaw
from tests.servers.tries import within_tries


@pytest.mark.sip
def test_a_phones_packets_are_timed_and_heard_and_it_hears_the_tone() -> None:
    within_tries(_time_and_hear_a_phone)


def _time_and_hear_a_phone() -> None:
    with rtp_peer(tone_hertz=440) as peer, phone(PhoneAccount(user="desk")) as desk:
        address = desk.address.removeprefix("sip:desk@")
        with calling("desk", address, plot=Plot(talk_seconds=2, media_port=peer.port)) as call:
            desk.wait_for_event("CALL_INCOMING")
            desk.answer()
            assert call.finish().failed == 0
        desk.wait_for_event("CALL_CLOSED")
        assert len(peer.sound_packets()) > 80
        assert 18 < sorted(peer.gap_milliseconds())[len(peer.gap_milliseconds()) // 2] < 22
        assert abs(peak_frequency(peer.samples(), RATE) - 880) < 0.5
        assert abs(peak_frequency(desk.heard(), RATE) - 440) < 0.5


def test_a_packet_that_never_came_is_a_silence_and_events_are_no_sound() -> None:
    tone = ulaw(sine(500, 1.0, RATE))
    with rtp_peer() as peer, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for number in range(50):
            if number in {20, 21}:
                continue
            kind = 101 if number == 30 else 0
            # the timestamps wrap in the middle of the call
            header = struct.pack("!BBHII", 0x80, kind, number, (2**32 - 1600 + number * 160) % 2**32, 7)
            sender.sendto(header + tone[number * 160 : number * 160 + 160], (HOST, peer.port))
        peer.wait_for_packets(47)
        found = continuity(peer.samples(), RATE, 500)
        assert len(peer.packets()) == 48
        assert found.seconds == pytest.approx(1.0, abs=0.01)
        assert found.missing_fraction == pytest.approx(0.06, abs=0.01)
        assert found.longest_gap_seconds == pytest.approx(0.04, abs=0.006)
        assert len(sender.recv(2048)) == 172
