"""Which local programs reach a socket of this process, seen with sockets in place of PJSIP's.

Skipped where `peer.py` says that the system has no such guard; that the engine uses it is tested in `tests/hostile`.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.telephony.engine.peer import hear_only, take_only
from tests.servers.ports import HOST
from tests.telephony.edge.sockets import may_filter

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the other systems cannot, and say so in peer.py")
SOON = 0.3
ROOT = Path(__file__).parents[3]
_AS_NOBODY = """
import os, socket
from desktop.telephony.engine.peer import take_only
with socket.create_server(("127.0.0.1", 0)) as door:
    if os.getuid() == 0:
        os.setuid(65534)
    is_kept = take_only(door.getsockname()[1], 0)
    with socket.socket() as caller:
        caller.settimeout(0.3)
        print(is_kept, caller.connect_ex(door.getsockname()) == 0)
"""


@pytest.fixture
def door() -> Iterator[socket.socket]:
    with socket.create_server((HOST, 0)) as made:
        made.setblocking(False)
        yield made


@pytest.fixture
def mailbox() -> Iterator[socket.socket]:
    with _datagrams() as made:
        made.setblocking(False)
        yield made


def _datagrams() -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.bind((HOST, 0))
    return made


def _port(own: socket.socket) -> int:
    return int(own.getsockname()[1])


def _caller(host: str = HOST, port: int = 0) -> socket.socket:
    made = socket.socket()
    made.settimeout(SOON)
    made.bind((host, port))
    return made


def test_a_mailbox_hears_its_peer_alone_and_forgets_what_others_sent_before(mailbox: socket.socket) -> None:
    with _datagrams() as edge, _datagrams() as stranger:
        stranger.sendto(b"early", mailbox.getsockname())
        stranger.sendto(b"", mailbox.getsockname())
        assert hear_only(_port(mailbox), edge.getsockname())
        stranger.sendto(b"late", mailbox.getsockname())
        edge.sendto(b"ours", mailbox.getsockname())
        assert mailbox.recv(9) == b"ours"
        with pytest.raises(BlockingIOError):
            mailbox.recv(9)
        mailbox.sendto(b"answer", edge.getsockname())
        assert edge.recv(9) == b"answer"


def test_it_can_be_given_another_peer_when_the_one_before_is_gone(mailbox: socket.socket) -> None:
    with _datagrams() as first:
        assert hear_only(_port(mailbox), first.getsockname())
    mailbox.sendto(b"to nobody", mailbox.getpeername())
    with _datagrams() as second:
        assert hear_only(_port(mailbox), second.getsockname())
        mailbox.sendto(b"first message", second.getsockname())
        assert second.recv(20) == b"first message"


@may_filter
def test_a_door_opens_to_nobody_or_to_the_one_port_that_was_named(door: socket.socket) -> None:
    with _caller() as early, _caller() as stranger, _caller() as edge, _caller() as late:
        early.connect(door.getsockname())
        assert take_only(_port(door), 0)
        with pytest.raises(TimeoutError):
            stranger.connect(door.getsockname())
        assert take_only(_port(door), _port(edge))
        with pytest.raises(TimeoutError):
            late.connect(door.getsockname())
        with _caller("127.0.0.2", _port(edge)) as namesake, pytest.raises(TimeoutError):
            namesake.connect(door.getsockname())
        edge.connect(door.getsockname())
        taken, sender = door.accept()
        assert sender == edge.getsockname()
        with taken, pytest.raises(BlockingIOError):
            door.accept()


@may_filter
def test_a_connection_that_is_up_stays_when_the_door_is_shut_and_named_for_another(door: socket.socket) -> None:
    with _caller() as edge, _caller() as next_one:
        assert take_only(_port(door), _port(edge))
        edge.connect(door.getsockname())
        taken, _ = door.accept()
        with taken:
            assert take_only(_port(door), _port(next_one))
            assert take_only(_port(door), 0)
            edge.sendall(b"over the first")
            assert taken.recv(20) == b"over the first"
            taken.sendall(b"and back")
            assert edge.recv(20) == b"and back"
            with pytest.raises(TimeoutError):
                next_one.connect(door.getsockname())


def test_what_is_not_there_is_not_kept() -> None:
    with _datagrams() as gone:
        port = _port(gone)
    assert not hear_only(port, (HOST, 9))
    assert not take_only(port, 0)


@may_filter
def test_no_descriptor_is_closed_or_kept_by_looking_for_one(door: socket.socket, mailbox: socket.socket) -> None:
    with _datagrams() as bystander, _caller() as unconnected:
        before = [own.fileno() for own in (door, mailbox, bystander, unconnected)]
        descriptors = os.listdir("/proc/self/fd")
        sockets = [os.readlink(f"/proc/self/fd/{number}") for number in before]
        assert take_only(_port(door), 0)
        assert hear_only(_port(mailbox), bystander.getsockname())
        names = [os.readlink(f"/proc/self/fd/{number}") for number in before]
        assert names == sockets
        assert os.listdir("/proc/self/fd") == descriptors


def test_where_an_ordinary_user_may_not_set_a_filter_that_is_said_and_the_door_is_open() -> None:
    command = [sys.executable, "-c", _AS_NOBODY]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout in ("True False\n", "False True\n"), done.stderr
