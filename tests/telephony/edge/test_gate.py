"""Who may ring: for us, of a known method, within rate and number; everything else is answered without PJSIP."""

import pytest

from desktop.telephony.engine.edge.gate import Bucket, Gate
from desktop.telephony.engine.edge.relay import Outcome, Relay
from tests.telephony.edge.messages import SDP, request, response
from tests.telephony.edge.relays import EXCHANGE, delivered, phone_request, relay, reply, sent


def _from(here: Relay, data: bytes, now: float = 1.0) -> Outcome:
    return here.from_exchange(data, EXCHANGE, now)


def _code(outcome: Outcome) -> int:
    return int(outcome.to_exchange[8:11] or b"0")


def _call(number: int, method: str = "INVITE", to: str = "<sip:token@b>", branch: str = "") -> bytes:
    changed: dict[str, str | None] = {
        "Call-ID": f"call-{number}",
        "To": to,
        "Via": f"SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK{branch or method}{number}",
    }
    return request(method, changed=changed, body=b"")


@pytest.mark.parametrize("method", ["SUBSCRIBE", "PUBLISH", "REFER", "MESSAGE", "REGISTER"])
@pytest.mark.parametrize("to", ["<sip:token@b>", "<sip:token@b>;tag=1"])
def test_methods_a_telephone_does_not_need_get_405_in_and_out_of_a_call(method: str, to: str) -> None:
    here = relay()
    _from(here, _call(1))
    outcome = _from(here, _call(1, method, to))
    assert (_code(outcome), outcome.to_phone) == (405, b"")
    assert b"\r\nAllow: INVITE, ACK" in outcome.to_exchange


def test_a_method_nobody_knows_gets_501() -> None:
    assert _code(_from(relay(), request("EXPLODE"))) == 501


@pytest.mark.parametrize("uri", ["sip:agent@192.0.2.20", "sip:192.0.2.20", "sip:tokeN@192.0.2.20", "sip:token1@b"])
def test_a_call_for_anybody_but_our_secret_user_gets_404(uri: str) -> None:
    outcome = _from(relay(), request(uri=uri))
    assert (_code(outcome), outcome.to_phone, outcome.is_security) == (404, b"", True)


@pytest.mark.parametrize("uri", ["tel:+49301", "http://token@b", "nobody:token"])
def test_an_address_of_another_kind_gets_416(uri: str) -> None:
    assert _code(_from(relay(), request(uri=uri))) == 416


def test_an_options_for_us_is_answered_here_and_wakes_nobody() -> None:
    outcome = _from(relay(), request("OPTIONS", body=b""))
    assert (_code(outcome), outcome.to_phone) == (200, b"")


@pytest.mark.parametrize("method", ["BYE", "CANCEL", "INFO", "UPDATE", "PRACK", "NOTIFY", "INVITE"])
def test_what_belongs_to_a_call_needs_one(method: str) -> None:
    outcome = _from(relay(), _call(7, method, "<sip:token@b>;tag=1"))
    assert (_code(outcome), outcome.to_phone) == (481, b"")


def test_a_stray_ack_is_dropped_without_a_word() -> None:
    outcome = _from(relay(), _call(7, "ACK", "<sip:token@b>;tag=1"))
    assert (outcome.to_exchange, outcome.to_phone) == (b"", b"")


def test_a_call_rings_and_what_belongs_to_it_passes_until_it_is_over() -> None:
    here = relay()
    ringing = delivered(_from(here, _call(1)))
    here.from_phone(reply(ringing, 180), 1.1)
    here.from_phone(reply(ringing, 200), 1.2)
    assert here.gate.calls_up == 1
    for method in ("ACK", "INFO", "UPDATE", "INVITE", "BYE"):
        assert _from(here, _call(1, method, "<sip:token@b>;tag=other", branch=f"x{method}"), 2.0).to_phone
    assert here.gate.calls_up == 0


def test_over_the_number_of_lines_a_call_is_busy_and_its_ack_goes_nowhere() -> None:
    here = relay(max_calls=2)
    assert [_code(_from(here, _call(number))) for number in range(4)] == [0, 0, 486, 486]
    outcome = _from(here, _call(3, "ACK", "<sip:token@b>;tag=x", branch="INVITE"))
    assert (outcome.to_phone, outcome.to_exchange, outcome.rule) == (b"", b"", "acknowledged")


def test_a_repeated_invite_gets_the_answer_it_got_even_when_a_line_is_free_again() -> None:
    here = relay(max_calls=1)
    ringing = delivered(_from(here, _call(1)))
    assert _code(_from(here, _call(2))) == 486
    here.from_phone(reply(ringing, 486), 1.5)
    assert _code(_from(here, _call(2), 1.6)) == 486
    assert _from(here, _call(3), 1.7).to_phone


def test_a_repeated_invite_that_rings_is_passed_again() -> None:
    here = relay(max_calls=1)
    assert _from(here, _call(1)).to_phone
    assert _from(here, _call(1)).to_phone


def test_lines_are_free_after_every_way_a_call_can_end() -> None:
    here = relay(max_calls=1)
    for number, ending in enumerate(["declined", "cancelled", "hung up there", "hung up here", "forgotten"]):
        now = number * 1000.0
        ringing = delivered(_from(here, _call(number), now))
        if ending == "declined":
            here.from_phone(reply(ringing, 603), now)
        elif ending == "cancelled":
            assert _from(here, _call(number, "CANCEL"), now).to_phone
            here.from_phone(reply(ringing, 487), now)
        elif ending != "forgotten":
            here.from_phone(reply(ringing, 200), now)
        if ending == "hung up there":
            _from(here, _call(number, "BYE", "<sip:token@b>;tag=other"), now)
        if ending == "hung up here":
            here.from_phone(phone_request("BYE", changed={"Call-ID": f"call-{number}"}), now)
        if ending != "forgotten":
            assert here.gate.calls_up == 0, ending
    assert _from(here, _call(99), 4400.0).to_phone


def test_our_own_calls_take_lines_until_refused() -> None:
    here = relay(max_calls=1)
    call = sent(here.from_phone(phone_request("INVITE"), 1.0))
    assert _code(_from(here, _call(1))) == 486
    asked = reply(call, 407, ("Proxy-Authenticate", 'Digest realm="r", nonce="n"'))
    assert _from(here, asked).to_phone
    assert here.gate.calls_up == 1
    assert _from(here, reply(call, 486)).to_phone
    assert here.gate.calls_up == 0


def test_a_refused_change_of_a_call_does_not_end_it() -> None:
    here = relay()
    ringing = delivered(_from(here, _call(1)))
    here.from_phone(reply(ringing, 200), 1.0)
    again = delivered(_from(here, _call(1, "INVITE", "<sip:token@b>;tag=other", branch="re"), 2.0))
    here.from_phone(reply(again, 488), 2.0)
    assert here.gate.calls_up == 1


def test_a_flood_through_the_exchange_is_turned_away_and_a_call_afterwards_rings() -> None:
    here = relay(max_calls=8)
    outcomes = [_from(here, _call(number), 1.0 + number / 200) for number in range(2_000)]
    assert sum(1 for outcome in outcomes if outcome.to_phone) == 8
    answered = [_code(outcome) for outcome in outcomes if outcome.to_exchange]
    assert set(answered) == {486, 503}
    assert 500 <= len(answered) <= 700  # fifty a second and a hundred more; an answer to each would be a flood too
    assert here.gate.calls_up == 8
    assert _from(here, _call(5_000), 400.0).to_phone


def test_calls_that_come_and_go_faster_than_pjsip_gives_their_sockets_back_are_turned_away() -> None:
    here = relay()
    passed_in = 0
    for number in range(40):
        outcome = _from(here, _call(number), 1.0 + number / 100)
        if outcome.to_phone:
            passed_in += 1
            here.from_phone(reply(delivered(outcome), 486), 1.0 + number / 100)
        else:
            assert (_code(outcome), outcome.rule) == (503, "call_rate")
    assert passed_in == 24
    assert _from(here, _call(100), 2.5).to_phone


def test_a_caller_who_takes_no_session_description_gets_406() -> None:
    assert _code(_from(relay(), request(more=[("Accept", "text/plain")]))) == 406
    assert _from(relay(), request(more=[("Accept", "text/plain, application/sdp")])).to_phone


def test_an_unknown_demand_on_an_options_gets_420_and_the_demand_back() -> None:
    outcome = _from(relay(), request("OPTIONS", body=b"", more=[("Require", "foo")]))
    assert _code(outcome) == 420
    assert b"\r\nUnsupported: foo\r\n" in outcome.to_exchange


def test_an_answer_never_gets_an_answer() -> None:
    broken = response(200, "OK").replace(b"CSeq: 1 REGISTER", b"CSeq: x")
    outcome = _from(relay(), broken)
    assert (outcome.to_exchange, outcome.to_phone) == (b"", b"")


def test_a_bucket_gives_its_burst_then_its_rate() -> None:
    bucket = Bucket(10, 5)
    assert sum(bucket.take(100.0) for _ in range(20)) == 5
    assert sum(bucket.take(100.0 + step / 100) for step in range(1, 101)) == 10
    assert bucket.take(50.0) is False  # a clock that went back gives nothing


def test_a_peer_without_a_registrar_may_call_the_accounts_own_name() -> None:
    here = relay()
    here.gate = Gate(frozenset({"token", "agent"}), 8)
    assert _from(here, request(uri="sip:agent@192.0.2.20")).to_phone
    assert _code(_from(here, request(uri="sip:other@192.0.2.20", changed={"Call-ID": "2"}))) == 404


_KEY = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj"


@pytest.mark.parametrize(
    ("audio", "more", "passes"),
    [
        ("m=audio 40000 RTP/AVP 8", (), False),
        ("m=audio 40000 RTP/SAVP 8", (), False),
        ("m=audio 40000 RTP/AVP 8", (_KEY,), False),
        ("m=audio 40000 RTP/AVP 8", ("m=video 40002 RTP/SAVP 96", _KEY), False),
        ("m=audio 40000 RTP/SAVP 8", (_KEY,), True),
        ("m=audio 40000 RTP/AVP 8", ("m=audio 40002 RTP/SAVP 8", _KEY), True),
        ("", (), True),
    ],
)
def test_an_account_that_demands_encrypted_sound_gets_no_call_without_keys(
    audio: str, more: tuple[str, ...], passes: bool
) -> None:
    here = relay(transport="TLS")
    here.gate = Gate(frozenset({"token"}), 8, demands_keys=True)
    body = (*SDP[:5], audio, *more) if audio else ()
    outcome = _from(here, request(body=body))
    assert (bool(outcome.to_phone), _code(outcome)) == (passes, 0 if passes else 488)
    assert outcome.is_security is not passes
    assert _from(relay(transport="TLS"), request(body=body)).to_phone


def test_what_pjsip_has_given_up_is_not_sent_again() -> None:
    here = relay()
    here.from_phone(phone_request("INVITE", changed={"Via": "SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bKold"}), 100.0)
    fresh = phone_request("INVITE", changed={"Call-ID": "2"})
    here.from_phone(fresh, 130.0)
    assert here.take_pending(140.0) == (fresh,)
    assert here.take_pending(140.0) == ()
