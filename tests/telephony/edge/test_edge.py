"""The whole edge between two sockets in the test's hands: one is the exchange, the other PJSIP."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ConfigurationError
from desktop.domain.phone import Account, SecurityEvent, Transport
from desktop.telephony.engine.edge.edge import Edge
from desktop.telephony.engine.edge.sip.syntax import read_sip_uri
from desktop.telephony.engine.edge.transports import link
from desktop.telephony.engine.edge.values import EdgeConfig, TransportPhase, TransportState
from tests.conftest import LogWatch
from tests.servers.ports import reserved_ports
from tests.servers.process import PATIENCE_SECONDS
from tests.telephony.edge.messages import passed, request
from tests.telephony.edge.relays import phone_request, reply
from tests.telephony.edge.sockets import Peer, accepted, datagrams, listening, turn, turn_until


@dataclass
class Bench:
    """An edge, what it said, and the socket that stands for PJSIP."""

    edge: Edge
    phone: Peer
    states: list[TransportState] = field(default_factory=list)
    events: list[SecurityEvent] = field(default_factory=list)
    woken: list[None] = field(default_factory=list)

    def open(self, *servers: str, transport: Transport = Transport.UDP, registers: bool = True, lines: int = 4) -> None:
        account = Account(user="agent", servers=servers, transport=transport, registers=registers)
        self.edge.open(EdgeConfig(account=account, phone_port=self.phone.port, max_calls=lines))

    def until(self, phase: TransportPhase, generation: int = 0) -> TransportState:
        """The first state like this so far, which may be over: some last for half a second."""

        def found() -> list[TransportState]:
            states = [*self.states, self.edge.state]
            return [state for state in states if state.phase is phase and state.generation >= generation]

        turn_until(lambda: bool(found()), f"{phase}")
        return found()[0]

    @property
    def inside_port(self) -> int:
        return read_sip_uri(self.edge.inside_uri()).port

    def said(self, method: str = "REGISTER", **changed: str) -> bytes:
        """What PJSIP would say, with the route the edge told it."""
        fields = {name.replace("_", "-"): value for name, value in changed.items()}
        return phone_request(method, changed={"Route": f"<{self.edge.inside_uri()}>", **fields})

    def say(self, data: bytes) -> None:
        self.phone.send(data, self.inside_port)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    with datagrams() as phone:
        edge = Edge()
        made = Bench(edge, phone)
        edge.transport_changed.connect(made.states.append)
        edge.security_event.connect(made.events.append)
        edge.wake_phone = lambda: made.woken.append(None)
        yield made
        edge.close()
        edge.deleteLater()


@pytest.fixture
def exchange() -> Iterator[Peer]:
    with datagrams() as peer:
        yield peer


def _registered(bench: Bench, exchange: Peer) -> str:
    """The secret user part the exchange was told, after a registration there and back."""
    bench.say(bench.said())
    (heard,) = exchange.wait_for(1)
    contact = passed(heard).first("Contact")
    exchange.send(reply(passed(heard), 200, ("Contact", contact)))
    bench.phone.wait_for(1)
    bench.phone.heard.clear()
    exchange.heard.clear()
    return contact.partition(":")[2].partition("@")[0]


def _call(token: str, number: int = 1, **changed: str) -> bytes:
    fields: dict[str, str | None] = {
        "Call-ID": f"call-{number}",
        **{k.replace("_", "-"): v for k, v in changed.items()},
    }
    fields["Via"] = f"SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK{number}"
    return request(uri=f"sip:{token}@192.0.2.20", changed=fields)


def test_a_registration_goes_there_and_back(bench: Bench, exchange: Peer) -> None:
    bench.open(f"127.0.0.1:{exchange.port}")
    state = bench.until(TransportPhase.READY)
    bench.say(bench.said())
    (heard,) = exchange.wait_for(1)
    sent = passed(heard)
    assert sent.first("Contact").startswith("<sip:")
    assert f"@127.0.0.1:{state.local_port}>" in sent.first("Contact")
    exchange.send(reply(sent, 200, ("Contact", sent.first("Contact"))))
    (back,) = bench.phone.wait_for(1)
    assert passed(back).first("Contact").startswith("<sip:agent@127.0.0.1:5070;ob>")
    assert bench.woken
    assert (bench.edge.statistics.passed_out, bench.edge.statistics.passed_in) == (1, 1)
    assert len(bench.edge.trace) == 2


def test_what_pjsip_has_just_sent_goes_out_without_a_turn_of_the_event_loop(bench: Bench, exchange: Peer) -> None:
    bench.open(f"127.0.0.1:{exchange.port}")
    bench.until(TransportPhase.READY)
    bench.say(bench.said())
    bench.edge.read_phone()
    exchange.socket.settimeout(PATIENCE_SECONDS)
    assert passed(exchange.socket.recv(65_536)).method == "REGISTER"


def test_a_call_for_the_secret_user_rings_and_its_answer_goes_back(bench: Bench, exchange: Peer) -> None:
    bench.open(f"127.0.0.1:{exchange.port}")
    token = _registered(bench, exchange)
    exchange.send(_call(token))
    (ringing,) = bench.phone.wait_for(1)
    bench.say(reply(passed(ringing), 180))
    (heard,) = exchange.wait_for(1)
    assert passed(heard).status == 180


def test_trying_is_left_out_when_ringing_follows_at_once(bench: Bench, exchange: Peer) -> None:
    bench.open(f"127.0.0.1:{exchange.port}")
    token = _registered(bench, exchange)
    exchange.send(_call(token))
    (came,) = bench.phone.wait_for(1)
    for status in (100, 180):
        bench.say(reply(passed(came), status))
    bench.edge.read_phone()
    turn(0.1)
    assert [passed(heard).status for heard in exchange.wait_for(1)] == [180]
    bench.say(reply(passed(came), 100))
    assert passed(exchange.wait_for(2)[1]).status == 100


def test_a_thousand_calls_of_strangers_ring_nothing_and_get_nothing(bench: Bench, exchange: Peer) -> None:
    bench.open(f"127.0.0.1:{exchange.port}")
    token = _registered(bench, exchange)
    received = bench.edge.statistics.received
    port = bench.edge.state.local_port
    with ExitStack() as stack:
        strangers = [stack.enter_context(datagrams()) for _ in range(2)]
        elsewhere = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        elsewhere.bind(("127.0.0.2", exchange.port))
        strangers.append(Peer(elsewhere))
        for number in range(1000):
            strangers[number % 3].send(_call(token, number), port)
        exchange.send(_call(token, 5000))
        (ringing,) = bench.phone.wait_for(1)
        turn(0.1)
        bench.phone.read()
        assert b"call-5000" in ringing
        assert len(bench.phone.heard) == 1
        for stranger in strangers:
            stranger.read()
            assert stranger.heard == []
    assert bench.edge.statistics.received == received + 1


def test_a_flood_through_the_exchange_rings_as_many_lines_as_there_are(
    bench: Bench, exchange: Peer, log_watch: LogWatch
) -> None:
    log_watch.expect("call_rate")
    bench.open(f"127.0.0.1:{exchange.port}", lines=2)
    token = _registered(bench, exchange)
    for number in range(200):
        exchange.send(_call(token, number))
        if number % 20 == 0:
            turn(0)
    exchange.wait_for(90)
    bench.phone.read()
    assert len(bench.phone.heard) == 2
    assert {passed(answer).status for answer in exchange.heard} <= {486, 503}
    assert [event.kind for event in bench.events] == ["call_rate"]


def test_another_program_on_this_computer_is_not_heard(bench: Bench, exchange: Peer) -> None:
    bench.open(f"127.0.0.1:{exchange.port}")
    bench.until(TransportPhase.READY)
    with datagrams() as other:
        other.send(bench.said("INVITE"), bench.inside_port)
        turn(0.1)
    exchange.read()
    assert exchange.heard == []


def test_without_the_ticket_nothing_goes_out_even_from_pjsips_port(
    bench: Bench, exchange: Peer, log_watch: LogWatch
) -> None:
    log_watch.expect("ticket")
    bench.open(f"127.0.0.1:{exchange.port}")
    bench.until(TransportPhase.READY)
    bench.say(bench.said(Route=f"<sip:guess@127.0.0.1:{bench.inside_port};lr>"))
    turn_until(lambda: bool(bench.events), "a security event")
    exchange.read()
    assert exchange.heard == []
    assert (bench.events[0].kind, "turned away" in bench.events[0].text) == ("ticket", True)


def test_a_broken_message_of_the_exchange_is_answered_told_once_and_not_passed(
    bench: Bench, exchange: Peer, log_watch: LogWatch
) -> None:
    log_watch.expect("display_bytes")
    bench.open(f"127.0.0.1:{exchange.port}")
    token = _registered(bench, exchange)
    for number in range(5):
        exchange.send(_call(token, number, From=f'"{"x" * 1000}" <sip:a@b>;tag=1'))
    assert [answer[:11] for answer in exchange.wait_for(5)] == [b"SIP/2.0 400"] * 5
    bench.phone.read()
    assert bench.phone.heard == []
    assert [(event.kind, event.source) for event in bench.events] == [("display_bytes", "127.0.0.1")]
    assert bench.edge.statistics.refused == {"display_bytes": 5}


def test_where_nothing_listens_pjsip_is_told_so_in_words_and_the_edge_tries_again(bench: Bench) -> None:
    with reserved_ports() as (port,):
        bench.open(f"127.0.0.1:{port}")
        bench.until(TransportPhase.READY)
        bench.say(bench.said())
        state = bench.until(TransportPhase.DOWN)
        assert "Nothing answers" in state.text
        bench.say(bench.said())
        (told, *_) = bench.phone.wait_for(1)
        assert passed(told).status == 503
        assert "Nothing answers" in passed(told).reason
        with datagrams(port) as exchange:
            bench.until(TransportPhase.READY, generation=2)

            def is_heard() -> bool:
                """As PJSIP repeats it: the edge may be down once more, for what was said before."""
                bench.say(bench.said())
                exchange.read()
                return bool(exchange.heard)

            turn_until(is_heard, "a message")


def test_a_silent_server_is_left_for_the_next_one_and_pjsips_repetition_reaches_that(
    bench: Bench, exchange: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "SILENCE_SECONDS", 0.2)
    with datagrams() as second:
        bench.open(f"127.0.0.1:{exchange.port}", f"127.0.0.1:{second.port}")
        bench.until(TransportPhase.READY)
        bench.say(bench.said())
        exchange.wait_for(1)
        state = bench.until(TransportPhase.READY, generation=2)
        assert state.port == second.port
        monkeypatch.undo()  # the second one has as long as it needs
        bench.say(bench.said())
        second.send(reply(passed(second.wait_for(1)[0])))
        bench.phone.wait_for(1)


def test_after_a_failure_the_exchange_finds_us_at_the_same_port_with_calls_still_up(
    bench: Bench, exchange: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "SILENCE_ALONE_SECONDS", 0.2)
    bench.open(f"127.0.0.1:{exchange.port}")
    token = _registered(bench, exchange)
    port = bench.edge.state.local_port
    exchange.send(_call(token))
    (ringing,) = bench.phone.wait_for(1)
    bench.say(reply(passed(ringing), 200))
    bench.say(bench.said("OPTIONS"))
    assert bench.until(TransportPhase.READY, generation=2).local_port == port
    monkeypatch.undo()
    bench.phone.heard.clear()
    bye = {"Call-ID": "call-1", "To": "<sip:token@b>;tag=other"}
    exchange.send(request("BYE", uri=f"sip:{token}@b", body=b"", changed={**bye}))
    (heard,) = bench.phone.wait_for(1)
    assert passed(heard).method == "BYE"


def test_a_port_somebody_else_took_is_replaced_by_another(bench: Bench, exchange: Peer) -> None:
    with datagrams() as taken:
        account = Account(user="agent", servers=(f"127.0.0.1:{exchange.port}",), local_port=taken.port)
        bench.edge.open(EdgeConfig(account=account, phone_port=bench.phone.port))
        assert bench.until(TransportPhase.READY).local_port != taken.port
        _registered(bench, exchange)


def test_a_port_a_peer_must_find_us_at_is_not_replaced_silently(bench: Bench, exchange: Peer) -> None:
    with datagrams() as taken:
        servers = (f"127.0.0.1:{exchange.port}",)
        account = Account(user="agent", servers=servers, local_port=taken.port, registers=False)
        bench.edge.open(EdgeConfig(account=account, phone_port=bench.phone.port))
        assert "in use" in bench.until(TransportPhase.DOWN).text


def test_a_server_that_answers_is_kept(bench: Bench, exchange: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "SILENCE_ALONE_SECONDS", 1.0)
    bench.open(f"127.0.0.1:{exchange.port}")
    _registered(bench, exchange)
    turn(1.2)
    assert (bench.edge.state.phase, bench.edge.state.generation) == (TransportPhase.READY, 1)


def test_a_new_address_of_ours_makes_a_new_way(bench: Bench, exchange: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "ADDRESS_SECONDS", 0.05)
    addresses = ["127.0.0.1", "127.0.0.77"]
    monkeypatch.setattr(link, "own_address", lambda *_: addresses[-1] if len(addresses) > 1 else "127.0.0.1")
    bench.open(f"127.0.0.1:{exchange.port}")
    bench.until(TransportPhase.READY, generation=2)
    addresses.pop()
    assert "address changed" in " ".join(state.text for state in bench.states)


def test_without_a_network_that_is_what_is_said(bench: Bench, exchange: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "ADDRESS_SECONDS", 0.05)
    monkeypatch.setattr(link, "own_address", lambda *_: "")
    bench.open(f"127.0.0.1:{exchange.port}")
    assert "no network" in bench.until(TransportPhase.DOWN).text


def test_the_pause_between_tries_grows_to_half_a_minute_by_lot() -> None:
    for failures, (least, most) in {0: (0.5, 1), 1: (1, 2), 4: (8, 16), 5: (15, 30), 500: (15, 30)}.items():
        pauses = [link.pause_seconds(failures) for _ in range(200)]
        assert least <= min(pauses) <= max(pauses) <= most
        assert max(pauses) - min(pauses) > (most - least) / 2


@pytest.mark.parametrize("server", ["", "sip:pbx", "a b", "pbx:99999"])
def test_a_server_that_is_none_is_a_mistake_of_the_settings(bench: Bench, server: str) -> None:
    with pytest.raises(ConfigurationError):
        bench.open(server)


def test_a_trace_that_cannot_be_written_is_one_too_and_the_next_opening_works(
    bench: Bench, exchange: Peer, tmp_path: Path
) -> None:
    account = Account(user="agent", servers=(f"127.0.0.1:{exchange.port}",))
    config = EdgeConfig(account=account, phone_port=bench.phone.port, trace_file=str(tmp_path / "missing" / "sip.log"))
    with pytest.raises(ConfigurationError):
        bench.edge.open(config)
    bench.edge.open(replace(config, trace_file=str(tmp_path / "sip.log")))
    _registered(bench, exchange)
    assert "REGISTER" in (tmp_path / "sip.log").read_text("utf-8")


def test_a_name_nobody_knows_is_down_in_words(bench: Bench) -> None:
    bench.open("no-such-host.invalid:5060")
    state = bench.until(TransportPhase.DOWN)
    assert "not found" in state.text


def test_after_closing_nothing_is_heard_and_a_new_opening_has_new_secrets(
    bench: Bench, exchange: Peer, log_watch: LogWatch
) -> None:
    log_watch.expect("target")
    bench.open(f"127.0.0.1:{exchange.port}")
    token = _registered(bench, exchange)
    old = bench.edge.inside_uri()
    bench.edge.close()
    assert bench.edge.state.phase is TransportPhase.CLOSED
    bench.open(f"127.0.0.1:{exchange.port}")
    assert _registered(bench, exchange) != token
    assert bench.edge.inside_uri() != old
    exchange.send(_call(token))
    (answer,) = exchange.wait_for(1)
    assert passed(answer).status == 404


def test_a_peer_without_a_registrar_calls_us_by_the_accounts_name(bench: Bench, exchange: Peer) -> None:
    bench.open(f"127.0.0.1:{exchange.port}", registers=False)
    state = bench.until(TransportPhase.READY)
    exchange.send(_call("agent"), state.local_port)
    (ringing,) = bench.phone.wait_for(1)
    assert passed(ringing).uri == f"sip:agent@127.0.0.1:{bench.phone.port}"


def test_a_peer_that_listens_only_while_it_calls_is_not_taken_for_dead(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "KEEP_ALIVE_SECONDS", 0.05)
    with reserved_ports() as (port,):
        bench.open(f"127.0.0.1:{port}", registers=False)
        turn(0.3)
    assert [state.phase for state in bench.states][-1] is TransportPhase.READY
    assert not any(state.text for state in bench.states)


# -- over TCP


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with listening() as listener:
        yield listener


@pytest.fixture
def stream(bench: Bench, server: socket.socket) -> Iterator[Callable[[], tuple[Peer, Peer]]]:
    """Opens the edge over TCP; gives the exchange's end and PJSIP's end of it."""
    with ExitStack() as stack:
        bench.phone = Peer(stack.enter_context(listening()))

        def opened() -> tuple[Peer, Peer]:
            bench.open(f"127.0.0.1:{server.getsockname()[1]}", transport=Transport.TCP)
            exchange = accepted(server)
            stack.enter_context(exchange.socket)
            bench.until(TransportPhase.READY)
            own = stack.enter_context(
                socket.create_connection(("127.0.0.1", bench.inside_port), timeout=PATIENCE_SECONDS)
            )
            return exchange, Peer(own)

        yield opened


def _whole(peer: Peer) -> bytes:
    peer.wait_for(1)
    return b"".join(peer.heard)


Opened = Callable[[], tuple[Peer, Peer]]


def test_over_tcp_a_registration_goes_there_and_back_in_pieces(bench: Bench, stream: Opened) -> None:
    exchange, phone = stream()
    said = bench.said()
    for at in range(0, len(said), 50):
        phone.send(said[at : at + 50])
        turn(0)
    sent = passed(_whole(exchange))
    assert ";transport=tcp>" in sent.first("Contact")
    for byte in reply(sent, 200, ("Contact", sent.first("Contact"))):
        exchange.send(bytes([byte]))
    assert passed(_whole(phone)).first("Contact").startswith("<sip:agent@127.0.0.1:5070;ob>")


def test_a_call_reaches_pjsip_on_its_own_port_when_its_connection_is_gone(bench: Bench, stream: Opened) -> None:
    exchange, phone = stream()
    phone.send(bench.said(Contact=f"<sip:agent@127.0.0.1:{bench.phone.port};transport=tcp>"))
    contact = passed(_whole(exchange)).first("Contact")
    phone.socket.close()
    turn(0.05)
    exchange.send(_call(contact.partition(":")[2].partition("@")[0]))
    again = accepted(bench.phone.socket)
    assert passed(_whole(again)).method == "INVITE"
    again.socket.close()


def test_a_connection_inside_that_has_no_ticket_never_gets_a_call(
    bench: Bench, stream: Opened, log_watch: LogWatch
) -> None:
    log_watch.expect("ticket")
    exchange, phone = stream()
    phone.send(bench.said())
    contact = passed(_whole(exchange)).first("Contact")
    with socket.create_connection(("127.0.0.1", bench.inside_port), timeout=PATIENCE_SECONDS) as own:
        thief = Peer(own)
        thief.send(bench.said(Route=f"<sip:guess@127.0.0.1:{bench.inside_port};lr>"))
        turn_until(lambda: bool(bench.events), "a security event")
        exchange.send(_call(contact.partition(":")[2].partition("@")[0]))
        assert passed(_whole(phone)).method == "INVITE"
        thief.read()
        assert thief.heard == []


def test_a_connection_that_breaks_is_made_again_and_what_was_unanswered_is_sent_again(
    bench: Bench, stream: Opened, server: socket.socket
) -> None:
    exchange, phone = stream()
    phone.send(bench.said())
    exchange.wait_for(1)
    exchange.socket.close()
    again = accepted(server)
    sent = passed(_whole(again))
    assert (sent.method, bench.edge.state.generation) == ("REGISTER", 2)
    again.send(reply(sent))
    assert passed(_whole(phone)).status == 200
    again.socket.close()


def test_when_no_server_is_left_what_was_unanswered_is_answered_in_words(
    bench: Bench, stream: Opened, server: socket.socket
) -> None:
    exchange, phone = stream()
    phone.send(bench.said())
    exchange.wait_for(1)
    server.close()
    exchange.socket.close()
    told = passed(_whole(phone))
    assert (told.status, bool(told.reason)) == (503, True)


def test_a_stream_that_is_no_sip_is_closed_and_told(
    bench: Bench, stream: Opened, server: socket.socket, log_watch: LogWatch
) -> None:
    log_watch.expect("framing")
    exchange, _ = stream()
    exchange.send(b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<html>")
    accepted(server).socket.close()
    assert [event.kind for event in bench.events] == ["framing"]


def test_a_server_that_answered_pings_and_does_no_more_is_left(
    bench: Bench, stream: Opened, server: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "KEEP_ALIVE_SECONDS", 0.1)
    exchange, _ = stream()
    assert _whole(exchange).startswith(b"\r\n\r\n")
    exchange.send(b"\r\n")
    accepted(server).socket.close()
    assert any("does not answer any more" in state.text for state in bench.states)


def test_a_message_larger_than_pjsip_takes_over_a_stream_is_refused(
    bench: Bench, stream: Opened, log_watch: LogWatch
) -> None:
    log_watch.expect("message_bytes")
    exchange, phone = stream()
    phone.send(bench.said())
    token = passed(_whole(exchange)).first("Contact").partition(":")[2].partition("@")[0]
    exchange.heard.clear()
    exchange.send(request(uri=f"sip:{token}@b", more=[("X-Filler", "y" * 1000)] * 4))
    assert passed(_whole(exchange)).status == 413
    phone.read()
    assert phone.heard == []


def test_what_pjsip_says_while_connecting_waits_for_the_server(bench: Bench, server: socket.socket) -> None:
    bench.open(f"127.0.0.1:{server.getsockname()[1]}", transport=Transport.TCP)
    assert bench.edge.state.phase is TransportPhase.CONNECTING
    with socket.create_connection(("127.0.0.1", bench.inside_port), timeout=PATIENCE_SECONDS) as own:
        Peer(own).send(bench.said())
        exchange = accepted(server)
        assert passed(_whole(exchange)).method == "REGISTER"
        exchange.socket.close()
