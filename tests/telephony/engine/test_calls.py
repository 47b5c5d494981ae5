"""Calls through a real registrar: the desk's orders, and what both sides are told."""

import contextlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest

from desktop.domain.call import Call, CallEnd, CallState
from desktop.domain.channel import Direction
from desktop.domain.phone import IncomingPolicy
from desktop.telephony.protocol import Decline
from tests.servers.baresip import PhoneAccount, phone
from tests.servers.kamailio import Registrar, RegistrarSettings, registrar
from tests.servers.rtp import RtpPeer, rtp_peer
from tests.servers.sipp import Caller, Plot, SippProcess, answering, calling
from tests.telephony.conftest import PASSWORD
from tests.telephony.desks import TestDesk, wait_for
from tests.telephony.engine.conftest import account_of

pytestmark = pytest.mark.sip

TELEPHONE_EVENT = 101


@contextmanager
def ringing(
    agent: TestDesk, exchange: Registrar, plot: Plot | None = None, user: str = "agent"
) -> Iterator[tuple[SippProcess, Call]]:
    known = {call.id for call in agent.calls}
    with calling(user, exchange.trunk_address, Caller(), plot or Plot()) as caller:
        wait_for(lambda: any(call.id not in known for call in agent.calls), "the ring")
        yield caller, next(call for call in agent.calls if call.id not in known)


@contextmanager
def phone_of_alice(exchange: Registrar, plot: Plot | None = None) -> Iterator[SippProcess]:
    with answering(plot) as phone:
        exchange.add_contact("alice", f"sip:alice@{phone.address};transport=udp")
        yield phone
    exchange.unregister("alice")


def test_a_call_rings_is_answered_and_hung_up_here(agent: TestDesk, exchange: Registrar) -> None:
    with ringing(agent, exchange) as (caller, call):
        assert call.state is CallState.RINGING
        assert call.direction is Direction.INBOUND
        assert call.peer == "+48221234567"
        agent.link.answer(call.id)
        active = agent.wait_for_call(CallState.ACTIVE)
        assert active.answered_at is not None
        assert active.answered_at >= active.started_at
        wait_for(lambda: bool(agent.calls[-1].codec), "the codec")
        assert agent.calls[-1].codec == "PCMU"
        agent.link.hang_up(call.id)
        ended = agent.wait_for_call(CallState.ENDED)
        assert ended.end is CallEnd.HUNG_UP_HERE
        assert ended.ended_at is not None
        result = caller.finish()
    assert (result.successful, result.failed) == (1, 0)
    assert agent.states() == [CallState.RINGING, CallState.ACTIVE, CallState.ENDED]


def test_a_caller_who_hangs_up_is_said_to_have_done_so(agent: TestDesk, exchange: Registrar) -> None:
    with ringing(agent, exchange, Plot(talk_seconds=0.3)) as (caller, call):
        agent.link.answer(call.id)
        assert agent.wait_for_call(CallState.ENDED).end is CallEnd.HUNG_UP_THERE
        assert caller.finish().failed == 0


def test_a_caller_who_gives_up_leaves_a_call_that_gave_up(agent: TestDesk, exchange: Registrar) -> None:
    with ringing(agent, exchange, Plot(ring_seconds=0.3)) as (caller, _):
        ended = agent.wait_for_call(CallState.ENDED)
        assert ended.end is CallEnd.GAVE_UP
        assert ended.answered_at is None
        assert caller.finish().failed == 0


@pytest.mark.parametrize("code", [486, 603])
def test_a_declined_call_gets_the_chosen_answer(agent: TestDesk, exchange: Registrar, code: int) -> None:
    with ringing(agent, exchange) as (caller, call):
        agent.link._send(Decline(call_id=call.id, code=code))
        assert agent.wait_for_call(CallState.ENDED).end is CallEnd.DECLINED_HERE
        caller.wait_for_message(f"SIP/2.0 {code}")


def test_busy_answers_busy_and_tells_the_desk_that_it_was_kept_away(agent: TestDesk, exchange: Registrar) -> None:
    agent.link.set_incoming_policy(IncomingPolicy.BUSY)
    with calling("agent", exchange.trunk_address) as caller:
        caller.wait_for_message("SIP/2.0 486")
    told = agent.wait_for_call(CallState.ENDED)
    agent.link.set_incoming_policy(IncomingPolicy.RING)
    assert agent.calls == [told]
    assert (told.end, told.end_code, bool(told.peer)) == (CallEnd.KEPT_AWAY, 486, True)


def test_silent_lets_the_caller_hear_ringing_that_nobody_here_does(agent: TestDesk, exchange: Registrar) -> None:
    agent.link.set_incoming_policy(IncomingPolicy.SILENT)
    with calling("agent", exchange.trunk_address, Caller(), Plot(ring_seconds=0.3)) as caller:
        caller.wait_for_message("SIP/2.0 180")
        assert caller.finish().failed == 0
    kept_away = agent.wait_for_call(CallState.ENDED)
    assert agent.calls == [kept_away], "told of it when it was over, and not before"
    assert (kept_away.end, bool(kept_away.peer)) == (CallEnd.KEPT_AWAY, True)
    agent.link.set_incoming_policy(IncomingPolicy.RING)
    with ringing(agent, exchange) as (_, call):
        assert [c.id for c in agent.calls] == [kept_away.id, call.id]


def test_a_call_is_placed_answered_and_ended_there(agent: TestDesk, exchange: Registrar) -> None:
    with phone_of_alice(exchange, Plot(ring_seconds=0.2, talk_seconds=0.3)) as phone:
        agent.link.dial("out-1", "alice")
        ended = agent.wait_for_call(CallState.ENDED, "out-1")
        assert phone.finish().failed == 0
    assert agent.states("out-1") == [CallState.DIALING, CallState.ACTIVE, CallState.ENDED]
    assert ended.end is CallEnd.HUNG_UP_THERE
    assert ended.direction is Direction.OUTBOUND


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        ("486 Busy Here", CallEnd.BUSY),
        ("603 Decline", CallEnd.DECLINED_THERE),
        ("404 Not Found", CallEnd.UNKNOWN_NUMBER),
        ("480 Temporarily Unavailable", CallEnd.NO_ANSWER),
        ("488 Not Acceptable Here", CallEnd.NO_COMMON_CODEC),
        ("302 Moved Temporarily\n      Contact: <sip:+88216000@127.0.0.1>", CallEnd.FAILED),
    ],
)
def test_a_refused_call_says_why(agent: TestDesk, exchange: Registrar, answer: str, end: CallEnd) -> None:
    with phone_of_alice(exchange, Plot(answer=answer)):
        call_id = f"out-{answer[:3]}"
        agent.link.dial(call_id, "alice")
        ended = agent.wait_for_call(CallState.ENDED, call_id)
    assert ended.end is end
    assert ended.end_code == int(answer[:3])


def test_a_call_to_nobody_is_an_unknown_number(agent: TestDesk, exchange: Registrar) -> None:
    agent.link.dial("out-nobody", "000111")
    assert agent.wait_for_call(CallState.ENDED, "out-nobody").end is CallEnd.UNKNOWN_NUMBER


def test_a_call_can_be_cancelled_while_it_rings_there(agent: TestDesk, exchange: Registrar) -> None:
    with phone_of_alice(exchange, Plot(ring_seconds=20)) as phone:
        agent.link.dial("out-2", "alice")
        phone.wait_for_message("INVITE")
        agent.link.hang_up("out-2")
        assert agent.wait_for_call(CallState.ENDED, "out-2").end is CallEnd.CANCELLED_HERE
        phone.wait_for_message("CANCEL")


def test_hold_and_retrieve_reach_the_other_side_and_are_timed(agent: TestDesk, exchange: Registrar) -> None:
    with phone_of_alice(exchange) as phone:
        agent.link.dial("out-3", "alice")
        agent.wait_for_call(CallState.ACTIVE, "out-3")
        began = time.monotonic()
        agent.link.hold("out-3")
        held = agent.wait_for_call(CallState.HELD, "out-3")
        assert held.held_since is not None
        wait_for(lambda: sum("a=sendonly" in m.text for m in phone.messages() if not m.is_sent) > 0, "the hold")
        agent.link.retrieve("out-3")
        back = agent.wait_for_call(CallState.ACTIVE, "out-3")
        assert back.held_since is None
        assert 0 < back.hold_seconds <= time.monotonic() - began
        wait_for(lambda: "a=sendrecv" in phone.requests("INVITE")[-1].text, "the retrieval")
        agent.link.hang_up("out-3")
        agent.wait_for_call(CallState.ENDED, "out-3")


def test_answering_a_second_call_holds_the_first_and_retrieving_that_the_second(
    agent: TestDesk, exchange: Registrar
) -> None:
    with phone_of_alice(exchange):
        agent.link.dial("out-4", "alice")
        agent.wait_for_call(CallState.ACTIVE, "out-4")
        with ringing(agent, exchange) as (_, call):
            agent.link.answer(call.id)
            agent.wait_for_call(CallState.ACTIVE, call.id)
            agent.wait_for_call(CallState.HELD, "out-4")
            agent.link.retrieve("out-4")
            agent.wait_for_call(CallState.ACTIVE, "out-4")
            agent.wait_for_call(CallState.HELD, call.id)
            agent.link.hang_up("out-4")
            agent.wait_for_call(CallState.ENDED, "out-4")
            agent.link.hang_up(call.id)
            agent.wait_for_call(CallState.ENDED, call.id)


def test_with_four_calls_up_the_fifth_caller_gets_busy_and_no_fifth_is_dialled(
    bare_desk: TestDesk, exchange: Registrar
) -> None:
    # an engine of its own: PJSIP may still be ending a call of the test before, in one of its four lines
    bare_desk.register(account_of(exchange, user="alice"))
    with contextlib.ExitStack() as callers:
        callers.callback(exchange.unregister, "alice")
        for _ in range(4):
            callers.enter_context(ringing(bare_desk, exchange, user="alice"))
        with calling("alice", exchange.trunk_address) as fifth:
            fifth.wait_for_message("SIP/2.0 486")
        bare_desk.link.dial("one-too-many", "agent")
        wait_for(lambda: bool(bare_desk.failures), "the refusal")
        assert bare_desk.failures[0][:2] == ("one-too-many", "All lines are in use.")
        calls = {call.id for call in bare_desk.calls}
        assert len(calls) == 4
        for call_id in calls:
            bare_desk.link.hang_up(call_id)
            bare_desk.wait_for_call(CallState.ENDED, call_id)


def test_callers_that_vanished_keep_no_line_from_the_next(bare_desk: TestDesk) -> None:
    """Their BYEs are answered by nobody, and PJSIP would wait 32 s for each."""
    with registrar({"alice": PASSWORD}, RegistrarSettings(patience_seconds=60)) as exchange:
        bare_desk.register(account_of(exchange, user="alice"))
        for _ in range(4):
            with calling("alice", exchange.trunk_address) as caller:
                wait_for(lambda: bool(bare_desk.calls), "the ring")
                bare_desk.link.answer(bare_desk.calls[-1].id)
                call = bare_desk.wait_for_call(CallState.ACTIVE)
                caller.process.kill()
            bare_desk.link.hang_up(call.id)
            bare_desk.wait_for_call(CallState.ENDED, call.id)
            bare_desk.forget()
        began = time.monotonic()
        while not _has_rung(bare_desk, exchange):
            assert time.monotonic() < began + 16, "half of what PJSIP would wait"


def _has_rung(agent: TestDesk, exchange: Registrar) -> bool:
    """Whether somebody who calls now is heard, or is told that the line is busy."""
    with calling("alice", exchange.trunk_address) as caller:
        wait_for(lambda: bool(agent.calls) or not caller.process.is_running(), "the ring, or the refusal")
    return bool(agent.calls)


def _digits(peer: RtpPeer) -> list[tuple[str, float]]:
    """RFC 4733 events as they came: the digit and when it began, in seconds."""
    found: dict[int, tuple[str, float]] = {}
    for packet in peer.packets():
        if packet.payload_type == TELEPHONE_EVENT:
            digit = "0123456789*#ABCD"[packet.payload[0]]
            found.setdefault(packet.timestamp, (digit, packet.arrival_nanoseconds / 1e9))
    return list(found.values())


def test_digits_are_sent_as_events_with_their_pauses_and_nonsense_is_not(agent: TestDesk, exchange: Registrar) -> None:
    with rtp_peer() as peer, phone_of_alice(exchange, Plot(media_port=peer.port)):
        agent.link.dial("out-5", "alice")
        agent.wait_for_call(CallState.ACTIVE, "out-5")
        agent.link.send_dtmf("out-5", "1;2")
        wait_for(lambda: len(agent.failures) == 1, "the refusal")
        assert agent.failures[0][0] == "out-5"
        agent.link.send_dtmf("out-5", "1,2#")
        agent.link.send_dtmf("out-5", "22*D")
        wait_for(lambda: len(_digits(peer)) == 7, lambda: f"seven digits: {_digits(peer)}")
        agent.link.hang_up("out-5")
        agent.wait_for_call(CallState.ENDED, "out-5")
        digits = _digits(peer)
    assert "".join(digit for digit, _ in digits) == "12#22*D"
    pauses = [later - earlier for (_, earlier), (_, later) in pairwise(digits)]
    # beside the shortest of the others: a busy machine draws some out
    assert pauses[0] > 2 * min(pauses[1:]) > 0.2


def test_a_muted_call_still_sends_packets_of_silence(agent: TestDesk, exchange: Registrar) -> None:
    with rtp_peer() as peer, phone_of_alice(exchange, Plot(media_port=peer.port)):
        agent.link.dial("out-7", "alice")
        agent.wait_for_call(CallState.ACTIVE, "out-7")
        peer.wait_for_packets(10)
        agent.link.mute("out-7")
        wait_for(lambda: agent.calls[-1].is_muted, "mute")
        count = len(peer.sound_packets())
        peer.wait_for_packets(count + 25)
        agent.link.unmute("out-7")
        wait_for(lambda: not agent.calls[-1].is_muted, "unmute")
        agent.link.hang_up("out-7")
        agent.wait_for_call(CallState.ENDED, "out-7")


def test_an_order_for_a_call_that_is_gone_fails_in_words(agent: TestDesk) -> None:
    agent.link.hang_up("never")
    wait_for(lambda: bool(agent.failures), "the refusal")
    call_id, text, _ = agent.failures[-1]
    assert call_id == "never"
    assert "already ended" in text


@pytest.mark.parametrize("target", ["", "sip:", "bob alice", "sip:bob@host?Replaces=1", "a@b@c\r\nX: 1"])
def test_what_cannot_be_dialled_is_refused_before_anything_is_sent(agent: TestDesk, target: str) -> None:
    agent.link.dial("out-6", target)
    wait_for(lambda: bool(agent.failures), "the refusal")
    assert agent.failures[-1][0] == "out-6"
    assert agent.calls == []


def test_what_the_invite_says_of_the_caller_arrives(agent: TestDesk, exchange: Registrar) -> None:
    agent.register(account_of(exchange, screen_pop_headers=("X-Order", "X-None")))
    headers = (
        'P-Asserted-Identity: "Shop" <sip:+48221230000@example.net>',
        "Diversion: <sip:+48800100200@example.net>;reason=unconditional",
        "User-to-User: 6f726465723a3137;encoding=hex",
        "X-Order: 17",
        "X-Other: 18",
    )
    caller = Caller(number="+48501501501", name="Zażółć \u202e退款", headers=headers)
    with calling("agent", exchange.trunk_address, caller, Plot(ring_seconds=0.3)):
        hints = agent.wait_for_call(CallState.ENDED).hints
    assert hints.from_uri == "sip:+48501501501@127.0.0.1"
    assert hints.display_name == "Zażółć 退款"
    assert hints.asserted == "sip:+48221230000@example.net"
    assert hints.asserted_name == "Shop"
    assert hints.diverted_from == "+48800100200"
    assert hints.user_data == "order:17"
    assert dict(hints.extra) == {"X-Order": "17"}
    assert agent.calls[-1].peer == "+48221230000"


def test_a_caller_who_wants_the_agent_to_call_somebody_else_is_not_obeyed(agent: TestDesk, exchange: Registrar) -> None:
    with (
        answering() as expensive,
        phone(PhoneAccount(user="alice", password=PASSWORD, registrar=exchange.address)) as caller,
    ):
        exchange.add_contact("expensive", f"sip:expensive@{expensive.address};transport=udp")
        caller.dial("agent")
        wait_for(lambda: bool(agent.calls), "the ring")
        agent.link.answer(agent.calls[0].id)
        caller.wait_for_event("CALL_ESTABLISHED")
        caller.command("transfer", f"sip:expensive@{exchange.address}")
        caller.wait_for_event("TRANSFER_FAILED")
        agent.link.hang_up(agent.calls[0].id)
        agent.wait_for_call(CallState.ENDED)
        assert len({call.id for call in agent.calls}) == 1
        assert expensive.messages() == ()
        # it could have been reached
        agent.link.dial("on-purpose", "expensive")
        expensive.wait_for_message("INVITE")
        agent.link.hang_up("on-purpose")
        agent.wait_for_call(CallState.ENDED, "on-purpose")
    exchange.unregister("alice")
    exchange.unregister("expensive")


def test_a_call_answered_by_a_colleague_is_not_a_missed_one(agent: TestDesk, exchange: Registrar) -> None:
    with phone_of_alice(exchange, Plot(ring_seconds=0.5, talk_seconds=0.5)) as phone:
        exchange.add_contact("agent", f"sip:alice@{phone.address};transport=udp")
        with calling("agent", exchange.trunk_address) as caller:
            assert agent.wait_for_call(CallState.ENDED).end is CallEnd.ANSWERED_ELSEWHERE
            assert caller.finish().failed == 0
    exchange.unregister("agent")
    agent.register(account_of(exchange, expires_seconds=200))
