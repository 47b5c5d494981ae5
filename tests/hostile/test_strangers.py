"""Whoever is not the exchange: calls and scans that ring nothing and get no answer, and a call in between that does."""

import contextlib
import functools
import re
import select
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.call import CallState
from tests.hostile.callers import Caller
from tests.hostile.conftest import Line, line
from tests.hostile.tap import StreamTap, UdpTap
from tests.servers.kamailio import Registrar
from tests.servers.ports import HOST
from tests.servers.process import PATIENCE_SECONDS, ServerProcess, program, scratch_folder
from tests.servers.sipp import Caller as SippCaller
from tests.servers.sipp import Plot, calling
from tests.telephony.desks import wait_for
from tests.telephony.edge.messages import request
from tests.telephony.edge.sockets import may_filter, turn

pytestmark = pytest.mark.sip

CALLS = 1000
_LISTENS, _LOOPBACK = "0A", "0100007F"
_LINUX_ALONE = pytest.mark.skipif(
    sys.platform != "linux", reason="read from /proc; peer.py says where there is a guard"
)


@pytest.fixture(scope="module")
def guarded(exchange: Registrar, qapp: object) -> Iterator[Line]:
    with line(exchange) as made:
        yield made


def _own_port(made: Line) -> int:
    """Where the engine's socket towards the exchange is."""
    assert isinstance(made.tap, UdpTap)
    return made.tap.engine_port


def _inside_ports(made: Line, transport: str = "udp") -> list[int]:
    """The engine's sockets on loopback that anybody on this computer can send to: PJSIP's and the edge's inner one."""
    ports = [port for _, port in _listening(made, transport)]
    return [port for port in ports if not isinstance(made.tap, UdpTap) or port != _own_port(made)]


def _listening(made: Line, transport: str) -> list[tuple[str, int]]:
    """Where the engine hears others, as Linux writes addresses; for datagrams, all its sockets."""
    inodes = set()
    for link in Path(f"/proc/{made.pid}/fd").iterdir():
        found = re.match(r"socket:\[(\d+)\]", str(link.readlink()))
        inodes |= {found[1]} if found else set()
    rows = [row.split() for row in Path(f"/proc/net/{transport}").read_text().splitlines()[1:]]
    rows = [row for row in rows if row[9] in inodes and (transport == "udp" or row[3] == _LISTENS)]
    addresses = [row[1].split(":") for row in rows]
    return [(address, int(port, 16)) for address, port in addresses]


def _calls_of_strangers(port: int, token: str, count: int) -> int:
    """INVITEs from many ports and a foreign address, for the right and wrong users; how many answers came."""
    answers = 0
    for number in range(count):
        user = (token, "agent", "100", "")[number % 4]
        uri = f"sip:{user}@127.0.0.1:{port}" if user else f"sip:127.0.0.1:{port}"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.bind(("127.0.0.2" if number % 2 else "127.0.0.1", 0))
            via = f"SIP/2.0/UDP {':'.join(map(str, stranger.getsockname()))};branch=z9hG4bKs{number};rport"
            data = request(uri=uri, changed={"Call-ID": f"stranger-{number}", "Via": via})
            stranger.sendto(data, ("127.0.0.1", port))
            stranger.settimeout(0.0005)
            try:
                answers += len(stranger.recv(65_535)) > 0
            except (TimeoutError, BlockingIOError, ConnectionRefusedError):
                continue
    return answers


def test_a_thousand_calls_of_strangers_ring_nothing_get_nothing_and_a_real_one_in_between_rings(guarded: Line) -> None:
    guarded.forget()
    token, port = guarded.tap.token, _own_port(guarded)
    assert _calls_of_strangers(port, token, CALLS // 2) == 0
    guarded.assert_well()
    assert _calls_of_strangers(port, token, CALLS // 2) == 0
    guarded.assert_well()
    assert guarded.strangers() == set()


def test_without_the_connected_socket_they_would_ring(exchange: Registrar, qapp: object) -> None:
    with line(exchange, "connection", "target") as made:
        _calls_of_strangers(_own_port(made), made.tap.token, 8)
        wait_for(lambda: bool(made.strangers()), "the ring")
        made.turn_away()


def test_calls_for_anybody_else_through_the_exchange_ring_nothing_and_are_one_line_in_the_log(guarded: Line) -> None:
    guarded.forget()
    began = time.monotonic()
    for number in range(CALLS):
        guarded.put(request(uri=f"sip:{number}@127.0.0.1", changed={"Call-ID": f"other-{number}"}))
        if number % 50 == 0:
            turn(0.01)
    guarded.assert_well()
    assert guarded.strangers() == set()
    told = re.findall(r"Kept out (\d+) × target", guarded.desk.log())
    assert len(told) <= 1 + int((time.monotonic() - began) // 10 + 1)
    assert told[0] == "1"


def test_without_the_look_at_the_address_they_would_ring(exchange: Registrar, qapp: object) -> None:
    with line(exchange, "target") as made:
        made.put(request(uri="sip:100@127.0.0.1", changed={"Call-ID": "other"}))
        wait_for(lambda: bool(made.strangers()), "the ring")
        made.turn_away()


def test_without_the_quiet_each_would_be_a_line_of_its_own(exchange: Registrar, qapp: object) -> None:
    with line(exchange, "quiet") as made:
        for number in range(50):
            made.put(request(uri=f"sip:{number}@127.0.0.1", changed={"Call-ID": f"other-{number}"}))
        made.assert_well()
        assert len(re.findall(r"Kept out 1 × target", made.desk.log())) == 50


def test_a_program_on_this_computer_that_finds_pjsips_own_port_rings_nothing(guarded: Line) -> None:
    guarded.forget()
    ports = _inside_ports(guarded)
    assert len(ports) == 2
    for port in ports:
        with Caller(port) as stranger:
            stranger.invite(user=guarded.tap.token)
            assert not [answer for answer in stranger.listen(0.3) if answer.startswith(("SIP/2.0 18", "SIP/2.0 2"))]
    guarded.assert_well()
    assert guarded.strangers() == set()


def _answers_to_options(made: Line, patience_seconds: float = 0.3) -> int:
    """How many of the inside ports say anything to a program that is neither PJSIP nor the edge."""
    with contextlib.ExitStack() as stack:
        strangers = []
        for port in _inside_ports(made):
            stranger = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            stranger.bind(("127.0.0.1", 0))
            via = f"SIP/2.0/UDP 127.0.0.1:{stranger.getsockname()[1]};branch=z9hG4bKo{port};rport"
            stranger.sendto(request("OPTIONS", changed={"Via": via}), ("127.0.0.1", port))
            strangers.append(stranger)
        select.select(strangers, [], [], patience_seconds)
        turn(0.2)
        return len(select.select(strangers, [], [], 0)[0])


@_LINUX_ALONE
def test_pjsip_reads_nothing_of_a_program_that_finds_its_port(guarded: Line) -> None:
    assert _answers_to_options(guarded) == 0
    assert "does not keep other programs" not in guarded.desk.log()


@_LINUX_ALONE
def test_without_the_kernels_guard_it_would_read_and_answer(exchange: Registrar, qapp: object) -> None:
    with line(exchange, "peer") as made:
        assert _answers_to_options(made, PATIENCE_SECONDS) == 1


def test_where_the_kernel_does_not_guard_pjsips_port_the_edges_route_does(exchange: Registrar, qapp: object) -> None:
    with line(exchange, "peer") as made:
        for port in _inside_ports(made):
            with Caller(port) as stranger:
                stranger.invite(user=made.tap.token)
                assert not [answer for answer in stranger.listen(0.3) if answer.startswith(("SIP/2.0 18", "SIP/2.0 2"))]
        made.assert_well()
        assert made.strangers() == set()
        assert "Kept out 1 × ticket" in made.desk.log()


def test_without_the_edges_route_as_a_sign_it_would(exchange: Registrar, qapp: object) -> None:
    with line(exchange, "peer", "route") as made:
        for port in _inside_ports(made):
            with Caller(port) as stranger:
                stranger.invite(user="anybody")
                stranger.listen(0.2)
        wait_for(lambda: bool(made.strangers()), "the ring")
        made.turn_away()


# ------------------------------------------------------------ PJSIP's own port over TCP


def _answers_over_tcp(made: Line) -> list[bytes]:
    """What the inside's listening sockets say to a program of this computer, for each that takes its connection."""
    ports = _inside_ports(made, "tcp")
    assert len(ports) == 2
    answers = []
    for port in ports:
        data = request("OPTIONS", changed={"Via": f"SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKt{port}"})
        with contextlib.suppress(TimeoutError), socket.create_connection((HOST, port), timeout=0.5) as stranger:
            stranger.sendall(data)
            answers.append(b"")
            answers[-1] = stranger.recv(65_535)
    return answers


@pytest.fixture(scope="module")
def streamed(exchange: Registrar, qapp: object) -> Iterator[Line]:
    with line(exchange, transport="tcp") as made:
        yield made


@_LINUX_ALONE
def test_over_tcp_nothing_listens_that_another_computer_could_reach(streamed: Line) -> None:
    assert {address for address, _ in _listening(streamed, "tcp")} == {_LOOPBACK}
    assert _listening(streamed, "tcp6") == []


@may_filter
def test_pjsip_takes_no_connection_of_a_program_that_finds_its_port(streamed: Line) -> None:
    assert _answers_over_tcp(streamed) == [b""]  # the edge's, which says nothing to whoever has no ticket
    assert "does not keep other programs" not in streamed.desk.log()
    streamed.assert_well()


@_LINUX_ALONE
def test_without_the_filter_it_would_take_it_and_answer(exchange: Registrar, qapp: object) -> None:
    with line(exchange, "peer", transport="tcp") as made:
        assert sorted(answer[:8] for answer in _answers_over_tcp(made)) == [b"", b"SIP/2.0 "]


def test_behind_the_filter_calls_go_in_and_out_are_held_and_the_way_may_break(streamed: Line) -> None:
    streamed.forget()
    with calling(streamed.user, streamed.exchange.trunk_address, SippCaller(), Plot(talk_seconds=60)) as caller:
        wait_for(lambda: bool(streamed.live()), "the ring")
        (call_id,) = streamed.live()
        streamed.desk.link.answer(call_id)
        streamed.desk.wait_for_call(CallState.ACTIVE, call_id)
        streamed.desk.link.hold(call_id)
        streamed.desk.wait_for_call(CallState.HELD, call_id)
        streamed.desk.link.retrieve(call_id)
        streamed.desk.wait_for_call(CallState.ACTIVE, call_id)
        streamed.desk.link.hang_up(call_id)
        caller.wait_for_message("BYE")
        streamed.desk.wait_for_call(CallState.ENDED, call_id)
    streamed.desk.link.dial("out", "nobody")
    assert streamed.desk.wait_for_call(CallState.ENDED, "out").end_code in (404, 480)
    assert isinstance(streamed.tap, StreamTap)
    streamed.exchange.unregister(streamed.user)
    streamed.tap.hang_up()
    streamed.exchange.wait_until_registered(streamed.user)
    streamed.assert_well()


def _has_answered(made: Line, call_id: str) -> bool:
    said = [answer[:3] for answer in made.tap.answers_to(call_id)]
    return "180" in said and "486" in said


@may_filter
def test_where_pjsip_has_not_spoken_first_the_edge_alone_is_let_in(exchange: Registrar, qapp: object) -> None:
    """A peer without a registrar: nothing of PJSIP's has gone out before the call comes in."""
    with line(exchange, transport="tcp", registers=False) as made:
        tap = made.tap
        assert isinstance(tap, StreamTap)
        wait_for(lambda: tap.is_connected, "the way to the peer")
        assert _answers_over_tcp(made) == [b""]
        for call_id in ("peer-1", "peer-2", "peer-3"):
            made.forget()
            made.put(request(uri=f"sip:{made.user}@{HOST}", changed={"Call-ID": call_id}))
            wait_for(lambda: bool(made.live()), "the ring")
            made.turn_away()
            wait_for(functools.partial(_has_answered, made, call_id), "the answer")
        assert _answers_over_tcp(made) == [b""]


def _scan(*scans: tuple[str, ...]) -> list[str]:
    """What each of the scanners says, all at once: each takes seconds for its farewell."""
    with scratch_folder() as folder:
        processes = []
        for number, (tool, *arguments) in enumerate(scans):
            (folder / str(number)).mkdir()
            environment = {"HOME": str(folder), "LANG": "C.UTF-8"}
            command = [program(tool, "sipvicious"), "-v", *arguments]
            processes.append(ServerProcess(tool, command, folder=folder / str(number), environment=environment))
            processes[-1].start()
        for process in processes:
            process.wait_for_exit(seconds=90)
        return [process.log_text() for process in processes]


def test_the_scanners_every_stranger_has_find_no_device(guarded: Line) -> None:
    guarded.forget()
    port = str(_own_port(guarded))
    *mapped, warred = _scan(
        ("svmap", "-p", port, "-m", "OPTIONS", "127.0.0.1"),
        ("svmap", "-p", port, "-m", "INVITE", "127.0.0.1"),
        ("svwar", "-p", port, "-e", "100-120", "-m", "INVITE", "127.0.0.1"),
    )
    assert all("found nothing" in said for said in mapped), mapped
    assert not re.search(r"\| (reqauth|noauth)", warred), warred
    guarded.assert_well()
    assert guarded.strangers() == set()


def test_a_scanner_finds_what_is_there(exchange: Registrar) -> None:
    """Else finding nothing would say nothing."""
    assert exchange.address in _scan(("svmap", "-p", str(exchange.port), "127.0.0.1"))[0]
