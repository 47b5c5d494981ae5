"""The stateless proxy: what each side sees of the other, and what is recognised on the way back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.telephony.engine.edge import proxy
from desktop.telephony.engine.edge.proxy import NotOurs, Side
from desktop.telephony.engine.edge.sip.bodies import with_media_address
from desktop.telephony.engine.edge.sip.message import SipMessage
from tests.telephony.edge.messages import SDP, passed, request
from tests.telephony.edge.relays import EXCHANGE, WAY, phone_request, reply, way

PHONE_SDP = (
    b"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n"
    b"a=rtcp:4001 IN IP4 127.0.0.1\r\n"
)


def _out(method: str = "REGISTER", **changed: str) -> SipMessage:
    fields = {name.replace("_", "-"): value for name, value in changed.items()}
    return proxy.request_out(passed(phone_request(method, changed=fields)), WAY)


def _in(data: bytes | None = None) -> SipMessage:
    return proxy.request_in(passed(data or request()), WAY, EXCHANGE)


def test_the_exchange_sees_our_outside_address_and_the_secret_user() -> None:
    message = _out()
    assert message.first("Contact") == "<sip:token@192.0.2.20:7000>;expires=120"
    assert message.values("Via")[0].startswith("SIP/2.0/UDP 192.0.2.20:7000;rport;branch=z9hG4bK-")
    assert message.values("Via")[1] == "SIP/2.0/UDP 127.0.0.1:5070;rport;branch=z9hG4bKphone1"
    assert message.values("Route") == ()


def test_over_tls_the_contact_says_so() -> None:
    message = proxy.request_out(passed(phone_request()), way("TLS"))
    assert message.first("Contact").startswith("<sip:token@192.0.2.20:7000;transport=tls>")
    assert message.first("Via").startswith("SIP/2.0/TLS ")


def test_unregistering_everything_keeps_its_star() -> None:
    assert _out(Contact="*").first("Contact") == "*"


def test_routes_after_ours_stay_in_their_order() -> None:
    message = _out("BYE", Route="<sip:ticket@127.0.0.1:6000;lr>, <sip:p1.example;lr>, <sip:p2.example;lr>")
    assert message.values("Route") == ("<sip:p1.example;lr>", "<sip:p2.example;lr>")


@pytest.mark.parametrize("route", ["<sip:127.0.0.1:6000;lr>", "<sip:Ticket@127.0.0.1:6000;lr>", "<sip:a@b>"])
def test_a_request_without_the_ticket_does_not_go_out(route: str) -> None:
    with pytest.raises(NotOurs):
        _out(Route=route)


def test_cancel_and_ack_get_the_branch_of_their_invite() -> None:
    branches = {_out(method).first("Via") for method in ("INVITE", "CANCEL", "ACK")}
    assert len(branches) == 1
    assert _out("INVITE", Via="SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bKother").first("Via") not in branches


def test_an_answer_comes_back_with_our_via_taken_off() -> None:
    back = proxy.response_in(passed(reply(_out("OPTIONS"))), WAY)
    assert back.values("Via") == ("SIP/2.0/UDP 127.0.0.1:5070;rport;branch=z9hG4bKphone1",)


def test_received_and_rport_written_into_our_via_do_not_matter() -> None:
    answer = reply(_out("OPTIONS")).replace(b":7000;rport;", b":7000;rport=7000;received=192.0.2.20;")
    proxy.response_in(passed(answer), WAY)


def test_an_answer_to_nothing_we_sent_is_not_ours() -> None:
    sent = _out("OPTIONS")
    forged = sent.with_values("Via", (sent.first("Via")[:-1] + "0", sent.values("Via")[1]))
    other = sent.with_values("Via", (sent.first("Via"), "SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bKother"))
    for message in (forged, other):
        if message != sent:
            with pytest.raises(NotOurs):
                proxy.response_in(passed(reply(message)), WAY)
    with pytest.raises(NotOurs):
        proxy.response_in(passed(reply(sent.with_values("Via", sent.values("Via")[:1]))), WAY)


def test_another_life_of_the_edge_does_not_know_the_old_ones_messages() -> None:
    with pytest.raises(NotOurs):
        proxy.response_in(passed(reply(_out("OPTIONS"))), replace(WAY, secret=b"other"))


def test_pjsip_finds_its_own_binding_and_no_other_in_the_registrars_list() -> None:
    answer = reply(
        _out(),
        200,
        ("Contact", "<sip:other@192.0.2.99>;expires=50, <sip:token@192.0.2.20:7000>;expires=119"),
        ("Contact", "<sip:token2@192.0.2.20:7000>;expires=10"),
    )
    assert proxy.response_in(passed(answer), WAY).values("Contact") == ("<sip:agent@127.0.0.1:5070;ob>;expires=119",)


def test_the_edge_is_the_farthest_record_route_of_an_answer_so_the_nearest_to_pjsip() -> None:
    answer = reply(_out("INVITE"), 200, ("Record-Route", "<sip:p1.example;lr>"), ("Contact", "<sip:bob@192.0.2.5>"))
    message = proxy.response_in(passed(answer), WAY)
    assert message.values("Record-Route") == ("<sip:p1.example;lr>", "<sip:ticket@127.0.0.1:6000;lr>")
    assert message.first("Contact") == "<sip:bob@192.0.2.5>"


@pytest.mark.parametrize(
    ("status", "is_recorded"), [(100, False), (183, True), (200, True), (302, False), (486, False)]
)
def test_only_what_makes_a_dialogue_is_recorded(status: int, is_recorded: bool) -> None:
    message = proxy.response_in(passed(reply(_out("INVITE"), status)), WAY)
    assert bool(message.values("Record-Route")) is is_recorded


def test_a_call_comes_in_under_pjsips_own_name_with_the_edge_as_nearest_record_route() -> None:
    message = _in(request(more=[("Record-Route", "<sip:p1.example;lr>"), ("Route", "<sip:token@192.0.2.20;lr>")]))
    assert message.uri == "sip:agent@127.0.0.1:5070;ob"
    assert message.values("Record-Route") == ("<sip:ticket@127.0.0.1:6000;lr>", "<sip:p1.example;lr>")
    assert message.values("Route") == ()
    assert message.first("Via").startswith("SIP/2.0/UDP 127.0.0.1:6000;rport;branch=z9hG4bK-")
    assert message.values("Via")[1].endswith("branch=z9hG4bKabc;rport=5060;received=192.0.2.1")


def test_within_a_dialogue_nothing_is_recorded_twice() -> None:
    assert _in(request(changed={"To": "<sip:token@b>;tag=1"})).values("Record-Route") == ()


def test_a_via_of_another_host_gets_the_address_it_came_from() -> None:
    message = _in(request(changed={"Via": "SIP/2.0/UDP pbx.example.com;branch=z9hG4bK1"}))
    assert message.values("Via")[1] == "SIP/2.0/UDP pbx.example.com;branch=z9hG4bK1;received=192.0.2.1"


def test_pjsips_answer_goes_out_without_a_trace_of_the_inside() -> None:
    incoming = _in(request(more=[("Record-Route", "<sip:p1.example;lr>")]))
    own = (("Contact", "<sip:agent@127.0.0.1:5070;ob>"), ("Content-Type", "application/sdp"))
    answer = reply(incoming, 200, *own, body=PHONE_SDP)
    message = proxy.response_out(passed(answer), WAY)
    assert message.values("Record-Route") == ("<sip:p1.example;lr>",)
    assert message.first("Contact") == "<sip:token@192.0.2.20:7000>"
    assert b"127.0.0.1" not in message.to_bytes()
    assert message.body.count(b"IN IP4 192.0.2.20") == 3


def test_an_answer_to_a_call_that_did_not_come_in_does_not_go_out() -> None:
    incoming = passed(request())
    with pytest.raises(NotOurs):
        proxy.response_out(passed(reply(incoming)), WAY)


def test_an_old_exchanges_call_without_a_branch_is_answered_all_the_same() -> None:
    incoming = _in(request(changed={"Via": "SIP/2.0/UDP 192.0.2.1"}))
    assert proxy.response_out(passed(reply(incoming)), WAY).values("Via") == incoming.values("Via")[1:]


def test_a_held_address_of_zeros_stays() -> None:
    body = PHONE_SDP.replace(b"c=IN IP4 127.0.0.1", b"c=IN IP4 0.0.0.0")
    message = passed(phone_request("INVITE", body=body))
    assert b"c=IN IP4 0.0.0.0\r\n" in with_media_address(message, "192.0.2.20").body


def test_over_ipv6_the_media_address_is_written_as_one() -> None:
    message = passed(phone_request("INVITE", body=PHONE_SDP))
    assert b"c=IN IP6 2001:db8::9\r\n" in with_media_address(message, "2001:db8::9").body
    outside = Side(transport="UDP", host="2001:db8::9", port=7000)
    assert (
        proxy.request_out(message, replace(WAY, outside=outside))
        .first("Via")
        .startswith("SIP/2.0/UDP [2001:db8::9]:7000;")
    )


@pytest.mark.parametrize(("transport", "has_keys"), [("UDP", False), ("TCP", False), ("TLS", True)])
def test_srtp_keys_pass_over_tls_alone_either_way(transport: str, has_keys: bool) -> None:
    key = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj"
    incoming = proxy.request_in(passed(request(body=[*SDP, key])), way(transport), EXCHANGE)
    outgoing = proxy.request_out(
        passed(phone_request("INVITE", body=PHONE_SDP + key.encode() + b"\r\n")), way(transport)
    )
    assert (b"a=crypto" in incoming.body, b"a=crypto" in outgoing.body) == (has_keys, has_keys)


_BRANCHES = st.text("abcdefghijklmnopqrstuvwxyzABC0123456789-.", min_size=1, max_size=60)


@given(_BRANCHES, _BRANCHES)
def test_ways_there_and_back_meet_whatever_the_branches_are(inner: str, other: str) -> None:
    via = f"SIP/2.0/UDP 127.0.0.1:5070;rport;branch=z9hG4bK{inner}"
    sent = _out("INVITE", Via=via)
    assert proxy.response_in(passed(reply(sent)), WAY).values("Via") == (via,)
    if other != inner:
        stray = sent.with_values("Via", (sent.first("Via"), f"SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK{other}"))
        with pytest.raises(NotOurs):
            proxy.response_in(passed(reply(stray)), WAY)
