"""Loopback ports: reserved across parallel test runs by file locks, and seen to be listening without a probe.

The ports lie below Linux's ephemeral range (32768 and up), so that no outgoing connection takes one by chance.
"""

import contextlib
import errno
import fcntl
import os
import random
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

HOST = "127.0.0.1"
_FIRST, _LAST = 20_000, 31_999
_LISTENING = "0A"  # TCP_LISTEN in /proc/net/tcp


@contextlib.contextmanager
def reserved_ports(count: int = 1) -> Iterator[tuple[int, ...]]:
    """`count` consecutive ports, the first one even, free for UDP and TCP and ours until the block ends.

    The locks die with this process, so a killed run leaves no reservation behind.
    """
    locks: list[int] = []
    try:
        for _ in range(1000):
            first = random.randrange(_FIRST, _LAST - count, 2)
            ports = tuple(range(first, first + count))
            if _lock_all(ports, locks):
                break
            _release(locks)
        else:
            raise OSError(errno.EADDRINUSE, f"no {count} free loopback ports found")
        yield ports
    finally:
        _release(locks)


def is_tcp_listening(port: int) -> bool:
    """Whether some process listens on the TCP port of the loopback address or of all addresses."""
    return any(state == _LISTENING for state in _states("tcp", port))


def is_udp_open(port: int) -> bool:
    """Whether some process has bound the UDP port of the loopback address or of all addresses."""
    return any(True for _ in _states("udp", port))


def _states(protocol: str, port: int) -> Iterator[str]:
    wanted = f":{port:04X}"
    for table in (protocol, f"{protocol}6"):
        path = Path("/proc/net") / table
        if not path.exists():
            continue
        for line in path.read_text().splitlines()[1:]:
            fields = line.split()
            if fields[1].endswith(wanted):
                yield fields[3]


def _lock_all(ports: tuple[int, ...], locks: list[int]) -> bool:
    folder = Path(tempfile.gettempdir()) / f"parley-ports-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    for port in ports:
        lock = os.open(folder / str(port), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        locks.append(lock)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if not _is_free(port):
            return False
    return True


def _release(locks: list[int]) -> None:
    while locks:
        os.close(locks.pop())


def _is_free(port: int) -> bool:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as probe:
            if kind == socket.SOCK_STREAM:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # TIME_WAIT is no obstacle
            try:
                probe.bind((HOST, port))
            except OSError:
                return False
    return True
