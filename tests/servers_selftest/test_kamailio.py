"""Kamailio as registrar and proxy."""

import ssl
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.servers.certificates import Authority, ServerCertificate, authority
from tests.servers.kamailio import Algorithm, Registrar, RegistrarSettings, registrar
from tests.servers.ports import HOST
from tests.servers_selftest.sip_probe import SipProbe, challenges, digest_response

USERS = {"alice": "pass word\\\"'%$", "bob": "zażółć"}
MD5, SHA256 = Algorithm.MD5, Algorithm.SHA256


@pytest.fixture(scope="module")
def test_authority() -> Iterator[Authority]:
    with authority() as made:
        yield made


@pytest.fixture(scope="module")
def server(test_authority: Authority) -> Iterator[Registrar]:
    with registrar(USERS, RegistrarSettings(algorithms=(SHA256, MD5), certificate=test_authority.good())) as running:
        yield running


@pytest.mark.parametrize("algorithms", [(MD5,), (SHA256,), (MD5, SHA256), (SHA256, MD5)])
def test_the_chosen_algorithms_are_offered_in_order_and_each_of_them_logs_in(
    algorithms: tuple[Algorithm, ...],
) -> None:
    with registrar(USERS, RegistrarSettings(algorithms=algorithms)) as running:
        for algorithm in algorithms:
            with SipProbe(running.port) as probe:
                assert list(challenges(probe.request("REGISTER", f"sip:{HOST}", "alice"))) == list(algorithms)
                assert not running.is_registered("alice")
                assert probe.register("alice", "wrong", algorithm).startswith("SIP/2.0 401 ")
                assert not running.is_registered("alice")
                assert probe.register("alice", USERS["alice"], algorithm).startswith("SIP/2.0 200 ")
                assert str(probe.port) in running.contacts("alice")[0].address
                running.unregister("alice")


def test_an_unknown_user_and_somebody_elses_address_are_refused(server: Registrar) -> None:
    with SipProbe(server.port) as probe:
        assert probe.register("mallory", "guess", SHA256).startswith("SIP/2.0 401 ")
        first = challenges(probe.request("REGISTER", f"sip:{HOST}", "bob"))[SHA256]
        as_alice = digest_response(SHA256, "alice", USERS["alice"], "REGISTER", f"sip:{HOST}", first)
        answer = probe.request("REGISTER", f"sip:{HOST}", "bob", {"Authorization": as_alice})
        assert answer.startswith("SIP/2.0 403 ")
        assert not server.is_registered("bob")


def test_an_invented_or_old_nonce_is_not_accepted() -> None:
    with (
        registrar(USERS, RegistrarSettings(algorithms=(SHA256, MD5), nonce_seconds=1)) as running,
        SipProbe(running.port) as probe,
    ):
        uri = f"sip:{HOST}"
        offered = challenges(probe.request("REGISTER", uri, "bob"))[SHA256]
        own = digest_response(SHA256, "bob", USERS["bob"], "REGISTER", uri, {**offered, "nonce": "1795290599-abc"})
        assert probe.request("REGISTER", uri, "bob", {"Authorization": own}).startswith("SIP/2.0 401 ")
        answers = [""]
        while "stale=true" not in answers[-1]:
            late = digest_response(SHA256, "bob", USERS["bob"], "REGISTER", uri, offered)
            answers.append(probe.request("REGISTER", uri, "bob", {"Authorization": late}))
        assert answers[-1].startswith("SIP/2.0 401 ")
        assert all(a <= b for a, b in pairwise(answer[8:11] for answer in answers[1:]))


@pytest.mark.parametrize("transport", ["TCP", "TLS"])
def test_a_user_registers_over_a_stream_and_is_reached_over_it(
    server: Registrar, test_authority: Authority, transport: str
) -> None:
    context = ssl.create_default_context(cafile=test_authority.ca_file) if transport == "TLS" else None
    port = server.tls_port if context else server.port
    with SipProbe(port, transport, context) as bob, SipProbe(server.trunk_port) as caller:
        assert bob.register("bob", USERS["bob"], SHA256).startswith("SIP/2.0 200 ")
        assert transport.lower() in server.contacts("bob")[0].door
        identity = {"P-Asserted-Identity": "<sip:+48221234567@example.net>", "User-to-User": "6f72646572"}
        caller.send("MESSAGE", f"sip:bob@{HOST}", "caller", identity)
        received = bob.receive()
        bob.answer(received, "202 Accepted")
        assert caller.final_answer().startswith("SIP/2.0 202 ")
    server.unregister("bob")
    assert received.startswith("MESSAGE sip:bob@")
    assert "P-Asserted-Identity: <sip:+48221234567@example.net>" in received
    assert "User-to-User: 6f72646572" in received


def test_an_identity_a_user_gives_himself_is_replaced_by_the_proxys(server: Registrar) -> None:
    with SipProbe(server.port) as alice, SipProbe(server.port) as bob:
        assert bob.register("bob", USERS["bob"], MD5).startswith("SIP/2.0 200 ")
        uri, lie = f"sip:bob@{HOST}", {"P-Asserted-Identity": "<sip:boss@example.net>"}
        refused = alice.request("MESSAGE", uri, "alice", lie)
        assert refused.startswith("SIP/2.0 407 ")
        answer = digest_response(MD5, "alice", USERS["alice"], "MESSAGE", uri, challenges(refused)[MD5])
        alice.send("MESSAGE", uri, "alice", {**lie, "Proxy-Authorization": answer})
        received = bob.receive()
        bob.answer(received, "200 OK")
        assert alice.final_answer().startswith("SIP/2.0 200 ")
    server.unregister("bob")
    assert "boss" not in received
    assert f"P-Asserted-Identity: <sip:alice@{HOST}>" in received
    assert "Proxy-Authorization" not in received


def test_ringing_comes_before_the_answer_that_follows_it_at_once(server: Registrar) -> None:
    with SipProbe(server.port) as bob, SipProbe(server.trunk_port) as caller:
        assert bob.register("bob", USERS["bob"], MD5).startswith("SIP/2.0 200 ")
        for _ in range(200):
            caller.send("INVITE", f"sip:bob@{HOST}", "caller")
            received = bob.receive()
            bob.answer(received, "180 Ringing")
            bob.answer(received, "200 OK")
            answers = [caller.receive() for _ in range(3)]
            assert [answer[8:11] for answer in answers] == ["100", "180", "200"]
    server.unregister("bob")


def test_a_known_user_who_is_away_and_an_unknown_number_get_different_answers(server: Registrar) -> None:
    with SipProbe(server.trunk_port) as caller:
        assert caller.request("MESSAGE", f"sip:alice@{HOST}", "caller").startswith("SIP/2.0 480 ")
        assert caller.request("MESSAGE", f"sip:+441234@{HOST}", "caller").startswith("SIP/2.0 404 ")


def test_a_killed_registrar_comes_back_on_the_same_port_and_has_forgotten_everybody(
    test_authority: Authority,
) -> None:
    with registrar(USERS) as running:
        with SipProbe(running.port) as probe:
            assert probe.register("alice", USERS["alice"], MD5).startswith("SIP/2.0 200 ")
        running.kill()
        with SipProbe(running.port) as probe, pytest.raises(ConnectionRefusedError):
            probe.request("OPTIONS", f"sip:{HOST}", "alice")
        running.start()
        assert not running.is_registered("alice")
        with SipProbe(running.port) as probe:
            assert probe.request("OPTIONS", f"sip:{HOST}", "alice").startswith("SIP/2.0 200 ")


def test_registrations_are_cut_to_the_longest_allowed() -> None:
    with registrar(USERS, RegistrarSettings(max_expires_seconds=5)) as running, SipProbe(running.port) as probe:
        probe.register("alice", USERS["alice"], MD5, {"Expires": "3600"})
        assert running.contacts("alice")[0].expires_seconds <= 5


@pytest.mark.parametrize(
    ("kind", "complaint"),
    [("self_signed", "self-signed"), ("expired", "expired"), ("wrong_name", "IP address mismatch")],
)
def test_a_bad_certificate_is_bad_in_just_the_way_it_says(test_authority: Authority, kind: str, complaint: str) -> None:
    makers = {
        "self_signed": test_authority.self_signed,
        "expired": test_authority.expired,
        "wrong_name": test_authority.wrong_name,
    }
    certificate: ServerCertificate = makers[kind]()
    with registrar(USERS, RegistrarSettings(certificate=certificate)) as running:
        context = ssl.create_default_context(cafile=test_authority.ca_file)
        with pytest.raises(ssl.SSLCertVerificationError, match=complaint):
            SipProbe(running.tls_port, "TLS", context)
