"""Whoever is not the exchange: calls and scans that ring nothing and get no answer, and a call in between that does."""

import contextlib
import re
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.callers import Caller
from tests.hostile.conftest import Line, line
from tests.hostile.tap import UdpTap
from tests.servers.kamailio import Registrar
from tests.servers.process import ServerProcess, program, scratch_folder
from tests.telephony.desks import wait_for
from tests.telephony.edge.messages import request
from tests.telephony.edge.sockets import turn

pytestmark = pytest.mark.sip

CALLS = 1000


@pytest.fixture(scope="module")
def guarded(exchange: Registrar, qapp: object) -> Iterator[Line]:
    with line(exchange) as made:
        yield made


def _own_port(made: Line) -> int:
    """Where the engine's socket towards the exchange is."""
    assert isinstance(made.tap, UdpTap)
    return made.tap.engine_port


def _inside_ports(made: Line) -> list[int]:
    """The engine's sockets on loopback that anybody on this computer can send to: PJSIP's and the edge's inner one."""
    inodes = set()
    for link in Path(f"/proc/{made.pid}/fd").iterdir():
        found = re.match(r"socket:\[(\d+)\]", str(link.readlink()))
        inodes |= {found[1]} if found else set()
    rows = [row.split() for row in Path("/proc/net/udp").read_text().splitlines()[1:]]
    ports = [int(row[1].partition(":")[2], 16) for row in rows if row[9] in inodes]
    return [port for port in ports if port != _own_port(made)]


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


def _answers_to_options(made: Line) -> int:
    """How many of the inside ports say anything to a program that is neither PJSIP nor the edge."""
    answers = 0
    for port in _inside_ports(made):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.bind(("127.0.0.1", 0))
            via = f"SIP/2.0/UDP 127.0.0.1:{stranger.getsockname()[1]};branch=z9hG4bKo{port};rport"
            stranger.sendto(request("OPTIONS", changed={"Via": via}), ("127.0.0.1", port))
            stranger.settimeout(0.3)
            with contextlib.suppress(TimeoutError):
                answers += len(stranger.recv(65_535)) > 0
    return answers


@pytest.mark.skipif(sys.platform != "linux", reason="the other systems have no such guard, and say so in peer.py")
def test_pjsip_reads_nothing_of_a_program_that_finds_its_port(guarded: Line) -> None:
    assert _answers_to_options(guarded) == 0
    assert "does not keep other programs" not in guarded.desk.log()


@pytest.mark.skipif(sys.platform != "linux", reason="the other systems have no such guard, and say so in peer.py")
def test_without_the_kernels_guard_it_would_read_and_answer(exchange: Registrar, qapp: object) -> None:
    with line(exchange, "peer") as made:
        assert _answers_to_options(made) == 1


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
            process.wait_for_exit(seconds=30)
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
