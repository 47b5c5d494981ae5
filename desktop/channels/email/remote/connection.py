"""One question over HTTPS to an address that was looked at before, through the system's proxy where there is one.

Every wait has an end: whoever answers by the drop is cut off at the deadline.
"""

import contextlib
import http.client
import socket
import ssl
import time
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from threading import Timer
from urllib.parse import SplitResult, unquote, urlsplit

from typing_extensions import override

from desktop.channels.email.remote.places import MayAsk, Place, addresses_of, is_inside

_LONGEST_GREETING = 8_192
_HEADERS = {
    # what everybody says: not which program, which version, or in which language is read
    "User-Agent": "Mozilla/5.0",
    "Accept": "image/png,image/jpeg,image/gif,image/webp",
    "Connection": "close",
}


class NotFetched(Exception):
    """Nothing was fetched, or nothing that may be shown."""


class _Connection(http.client.HTTPSConnection):
    """Speaks on a socket that is connected already: the name is not looked up a second time."""

    def __init__(self, place: Place, connected: socket.socket, context: ssl.SSLContext) -> None:
        super().__init__(place.host, place.port, context=context)
        self._connected, self._trust = connected, context

    @override
    def connect(self) -> None:
        self.sock = self._trust.wrap_socket(self._connected, server_hostname=self.host)


@contextlib.contextmanager
def asked(
    place: Place, is_allowed: MayAsk, context: ssl.SSLContext, deadline: float
) -> Iterator[http.client.HTTPResponse]:
    """The answer, its body still unread. Raises NotFetched. No cookies, no referrer, nothing about who asks."""
    try:
        connected = _connected(place, is_allowed, deadline)
    except OSError as error:
        raise NotFetched(str(error)) from error
    lifeline = connected.dup()  # the TLS socket takes the other one over
    watchdog = Timer(max(0.0, deadline - time.monotonic()), _cut, (lifeline,))
    watchdog.daemon = True
    watchdog.start()
    connection = _Connection(place, connected, context)
    try:
        connection.request("GET", place.target, headers=_HEADERS)
        yield connection.getresponse()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotFetched(str(error)) from error
    finally:
        watchdog.cancel()
        connection.close()
        connected.close()
        lifeline.close()


def _cut(connected: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


def _connected(place: Place, is_allowed: MayAsk, deadline: float) -> socket.socket:
    proxy = proxy_for(place.host)
    if proxy is not None:
        return _through(proxy, place, is_allowed, deadline)
    addresses = addresses_of(place, is_allowed)
    failure: OSError = OSError("may not be asked")
    for address in addresses:
        try:
            return socket.create_connection((address, place.port), _left(deadline))
        except OSError as error:
            failure = error
    raise failure


def proxy_for(host: str) -> SplitResult | None:
    """The system's, as its settings or its environment say."""
    said = urllib.request.getproxies().get("https", "")
    if not said or urllib.request.proxy_bypass(host):
        return None
    proxy = urlsplit(said if "://" in said else f"http://{said}")
    return proxy if proxy.hostname and proxy.scheme == "http" else None


def _through(proxy: SplitResult, place: Place, is_allowed: MayAsk, deadline: float) -> socket.socket:
    """The proxy looks the name up; where this computer can, it looks first."""
    if is_inside(place.host):
        raise OSError("may not be asked")
    with contextlib.suppress(socket.gaierror):
        if not addresses_of(place, is_allowed):
            raise OSError("may not be asked")
    connected = socket.create_connection((proxy.hostname or "", proxy.port or 8080), _left(deadline))
    try:
        connected.sendall(_greeting(proxy, place))
        answer = b""
        while b"\r\n\r\n" not in answer:
            connected.settimeout(_left(deadline))
            piece = connected.recv(1)  # what follows belongs to TLS
            answer += piece
            if not piece or len(answer) > _LONGEST_GREETING:
                raise OSError("the proxy did not answer")
        if answer.split(b" ", 2)[1:2] != [b"200"]:
            raise OSError("the proxy said no")
    except BaseException:
        connected.close()
        raise
    return connected


def _greeting(proxy: SplitResult, place: Place) -> bytes:
    where = f"[{place.host}]:{place.port}" if ":" in place.host else f"{place.host}:{place.port}"
    lines = [f"CONNECT {where} HTTP/1.1", f"Host: {where}"]
    if proxy.username:
        who = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
        lines.append(f"Proxy-Authorization: Basic {b64encode(who.encode()).decode('ascii')}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("took too long")
    return left
