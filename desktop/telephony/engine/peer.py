"""Linux alone: PJSIP's datagram socket is connected to the edge's, so that the kernel keeps everybody else's out.

PJSIP reads what is malformed before it asks who sent it, and its port on loopback is open to every program of this
computer. It goes on sending with an address, which Linux allows on a connected socket, to that same peer. macOS does
not allow it, and on Windows it has not been tried: there the ticket (`edge.proxy`) keeps calls out, but not bytes.
"""

import contextlib
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from desktop.telephony.engine.hardening import LOOPBACK

_OWN_FILES = Path("/proc/self/fd")


def hear_only(port: int, peer: tuple[str, int]) -> bool:
    """Let this process's datagram socket at `port` hear `peer` alone; False where that is not known to work."""
    if sys.platform != "linux":
        return False
    for found in _datagram_sockets():
        with found:
            if found.getsockname() == (LOOPBACK, port):
                found.connect(peer)
                # what the kernel still has to say of the peer before would fail the first message to this one
                found.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                return True
    return False


def _datagram_sockets() -> Iterator[socket.socket]:
    """This process's own, each by a second descriptor, to be closed by the caller."""
    for name in os.listdir(_OWN_FILES):
        with contextlib.suppress(OSError):
            if not os.readlink(_OWN_FILES / name).startswith("socket:"):
                continue
            found = socket.socket(fileno=os.dup(int(name)))
            if found.family == socket.AF_INET and found.type == socket.SOCK_DGRAM:
                yield found
            else:
                found.close()
