"""Only the edge reaches PJSIP's own port on loopback, where the system has a way to see to that.

PJSIP reads what is malformed before it asks who sent it, and the port is open to every program of this computer. A
datagram socket is connected to the edge's: the kernel drops what others send, and PJSIP goes on sending with an
address, which Linux and Windows allow on a connected socket; macOS does not. A listening socket gets a filter, which
Linux alone has: a knock that is not the edge's is not heard. Newer kernels let root alone set one (seen with 6.18).
Elsewhere the ticket (`edge.proxy`) keeps calls out, but not bytes.
"""

import ctypes
import socket
import struct
import sys
from ipaddress import IPv4Address

from desktop.telephony.engine.hardening import LOOPBACK

# PJSIP waits with select(), which on POSIX takes no higher number; Windows counts handles in fours
_HANDLES = range(4, 0x8000, 4) if sys.platform == "win32" else range(1024)
_MOST_WAITING = 4096
# linux/filter.h and asm/socket.h
_SO_ATTACH_FILTER = 26
_LOAD_WORD, _LOAD_HALF, _SKIP_UNLESS, _RETURN = 0x20, 0x28, 0x15, 0x06
_IP_HEADER = 0xFFF0_0000
_SENDER = _IP_HEADER + 12
_SENDERS_PORT = 0
_ALL, _NOTHING = 0xFFFF_FFFF, 0


def hear_only(port: int, peer: tuple[str, int]) -> bool:
    """Let this process's datagram socket at `port` hear `peer` alone; False where that is not known to work."""
    if sys.platform not in ("linux", "win32"):
        return False
    found = _own_socket(socket.SOCK_DGRAM, port)
    if found is None:
        return False
    try:
        found.connect(peer)
        if sys.platform == "linux":
            # what the kernel still has to say of the peer before would fail the first message to this one
            found.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        _forget_datagrams(found)
    finally:
        found.detach()
    return True


def take_only(port: int, caller_port: int) -> bool:
    """Let this process's listening socket at `port` take connections from `caller_port` of loopback alone; 0: none.

    Those that are up stay. False where that is not known to work.
    """
    if sys.platform != "linux":
        return False
    found = _own_socket(socket.SOCK_STREAM, port)
    if found is None:
        return False
    try:
        _attach(found, caller_port)
        _forget_connections(found)
    except PermissionError:
        return False
    finally:
        found.detach()
    return True


def _own_socket(kind: int, port: int) -> socket.socket | None:
    """This process's, datagram or listening, by the descriptor its owner uses too: to be detached, never closed."""
    for handle in _HANDLES:
        try:
            found = socket.socket(fileno=handle)
        except OSError:
            continue
        is_it = False
        try:
            is_it = found.type == kind and found.getsockname() == (LOOPBACK, port) and _is_door(found)
        except OSError:
            continue  # its owner has just closed it
        finally:
            if not is_it:
                found.detach()
        if is_it:
            return found
    return None


def _is_door(found: socket.socket) -> bool:
    """A connection that was taken has the listening socket's own address."""
    return found.type == socket.SOCK_DGRAM or bool(found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


def _attach(listener: socket.socket, caller_port: int) -> None:
    """A filter sees each packet of a connection that begins, from its TCP header on."""
    program = (
        (_LOAD_WORD, 0, 0, _SENDER),
        (_SKIP_UNLESS, 0, 3, int(IPv4Address(LOOPBACK))),
        (_LOAD_HALF, 0, 0, _SENDERS_PORT),
        (_SKIP_UNLESS, 0, 1, caller_port),
        (_RETURN, 0, 0, _ALL),
        (_RETURN, 0, 0, _NOTHING),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    listener.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, struct.pack("HP", len(program), ctypes.addressof(code)))


def _forget_datagrams(found: socket.socket) -> None:
    """Those that came before the guard did."""
    for _ in range(_MOST_WAITING):
        try:
            found.recv(1)
        except BlockingIOError:
            return
        except OSError:
            continue  # longer than asked for, or what the kernel has to say of the peer before


def _forget_connections(listener: socket.socket) -> None:
    for _ in range(_MOST_WAITING):
        try:
            taken, _ = listener.accept()
        except OSError:
            return
        taken.close()
