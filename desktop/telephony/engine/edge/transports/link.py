"""The way to the exchange, kept open: the next server when one fails, again after a pause, anew from a new address."""

import logging
import random
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.errors import ConfigurationError
from desktop.domain.phone import Account, Transport
from desktop.domain.text import tr
from desktop.telephony.engine.edge.transports import tls
from desktop.telephony.engine.edge.transports.outside import KEEP_ALIVE_SECONDS, Outside, OutsideStream, OutsideUdp
from desktop.telephony.engine.edge.transports.servers import Endpoint, ServerSearch, read_server
from desktop.telephony.engine.edge.values import TransportPhase, TransportState

_log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
SILENCE_SECONDS = 4.0
SILENCE_ALONE_SECONDS = 10.0
ADDRESS_SECONDS = 3.0


def pause_seconds(failures: int) -> float:
    """Before the next try: a second, doubled each time up to half a minute; 50 to 100 % of it by lot (RFC 5626)."""
    return min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** min(failures, 10)) * random.uniform(0.5, 1.0)


class Link(QObject):
    """`state_changed` carries every TransportState; `received` is called with what the server in use says."""

    state_changed = Signal(object)
    broken = Signal(str)

    def __init__(
        self,
        account: Account,
        received: Callable[[bytes], None],
        largest: int,
        generation: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._account = account
        self._received = received
        self._largest = largest
        self.state = TransportState(phase=TransportPhase.CLOSED, transport=account.transport, generation=generation)
        self._tls = tls.configuration(account.extra_ca_file) if account.transport is Transport.TLS else None
        names = tuple(read_server(text) for text in account.servers)
        self._names = tuple(name for name in names if name is not None)
        if not self._names or len(self._names) != len(names):
            text = tr("The phone account's server is not an address")
            raise ConfigurationError(text, tr("Check the phone account's settings."))
        self._search: ServerSearch | None = None
        self._outside: Outside | None = None
        self._endpoints: tuple[Endpoint, ...] = ()
        self._tried = 0
        self._index = 0
        self._failures = 0
        self._is_proven = False
        self._is_asked = False
        self._retry = self._timer(self._on_retry)
        self._silence = self._timer(self._on_silence)
        self._keep_alive = self._timer(self._on_keep_alive, repeat_seconds=KEEP_ALIVE_SECONDS)
        self._address = self._timer(self._on_address_due, repeat_seconds=ADDRESS_SECONDS)

    def _timer(self, slot: Callable[[], None], *, repeat_seconds: float = 0.0) -> QTimer:
        timer = QTimer(self, singleShot=not repeat_seconds, interval=int(repeat_seconds * 1000))
        timer.timeout.connect(slot)
        return timer

    def open(self) -> None:
        self._change(phase=TransportPhase.CONNECTING)
        self._look_up()

    def send(self, data: bytes, *, wants_answer: bool) -> None:
        """To the server in use, if there is one. Silence after what wants an answer is a failure of the server."""
        if self._outside is None or self.state.phase is not TransportPhase.READY:
            return
        if wants_answer and not self._silence.isActive():
            seconds = SILENCE_SECONDS if len(self._endpoints) > 1 else SILENCE_ALONE_SECONDS
            self._silence.start(int(seconds * 1000))
            self._is_asked = True
        self._outside.send(data)

    def close(self) -> None:
        for timer in (self._retry, self._silence, self._keep_alive, self._address):
            timer.stop()
        self._end_search()
        self._end_outside()
        if self.state.phase is not TransportPhase.CLOSED:
            self._change(phase=TransportPhase.CLOSED)

    # -- looking for servers, and trying them in turn

    def _look_up(self) -> None:
        self._end_search()
        self._search = ServerSearch(self._names, self._account.transport, self)
        self._search.found.connect(self._on_found)
        self._search.start()

    def _on_found(self, endpoints: tuple[Endpoint, ...]) -> None:
        self._end_search()
        self._endpoints = endpoints
        self._tried = 0
        self._index = 0
        if endpoints:
            self._try()
        else:
            self._pause(tr("The telephone server was not found by its name"), tr("Check the network and the name."))

    def _try(self) -> None:
        self._end_outside()
        endpoint = self._endpoints[self._index]
        made = self._made(endpoint)
        made.received = self._received
        made.heard = self._on_heard
        made.ready.connect(self._on_ready)
        made.failed.connect(self._on_failed)
        made.broken.connect(self.broken)
        self._outside = made
        made.open()

    def _made(self, endpoint: Endpoint) -> Outside:
        if self._account.transport is Transport.UDP:
            # From the port before, if it can be had: calls that are up have their BYE sent there.
            port = self._account.local_port or self.state.local_port
            # A peer without a registrar knows one port of ours only.
            is_fixed = bool(self._account.local_port) and not self._account.registers
            return OutsideUdp(endpoint, port, fixed=is_fixed, parent=self)
        return OutsideStream(endpoint, self._largest, self._tls, self)

    def _on_ready(self) -> None:
        assert self._outside is not None
        endpoint = self._endpoints[self._index]
        host, port = self._outside.local
        if self._account.registers:  # a peer without a registrar may listen only while it calls
            self._keep_alive.start()
        self._address.start()
        if self._account.transport is not Transport.UDP and not self._failures:
            # made again when it breaks once; a door that only ever opens and shuts has nobody behind it
            self._prove()
        self._change(
            phase=TransportPhase.READY,
            server=endpoint.name,
            address=endpoint.address,
            port=endpoint.port,
            local_address=host,
            local_port=port,
            security=self._outside.security,
            generation=self.state.generation + 1,
        )

    def _on_failed(self, text: str, hint: str) -> None:
        if self.sender() is not self._outside:
            return
        self._fail(text, hint)

    def _fail(self, text: str, hint: str) -> None:
        _log.info("Server %d of %d failed", self._index + 1, len(self._endpoints))
        self._end_outside()
        self._tried += 1
        if self._tried < len(self._endpoints):
            self._index = (self._index + 1) % len(self._endpoints)
            self._change(phase=TransportPhase.CONNECTING, text=text, hint=hint)
            self._try()
        else:
            self._pause(text, hint)

    def _pause(self, text: str, hint: str) -> None:
        """Try again in a while. A server that was there a moment ago is only down once that has failed too."""
        self._retry.start(int(pause_seconds(self._failures) * 1000))
        self._failures += 1
        phase = TransportPhase.CONNECTING if self._is_proven else TransportPhase.DOWN
        self._is_proven = False
        self._change(phase=phase, text=text, hint=hint)

    def _on_retry(self) -> None:
        self._change(phase=TransportPhase.CONNECTING, text=self.state.text, hint=self.state.hint)
        self._look_up()

    # -- watching the one in use

    def _prove(self) -> None:
        """The server in use works: the next failure is a first one again."""
        self._failures = 0
        self._tried = 0
        self._is_proven = True

    def _on_heard(self) -> None:
        if self._is_asked:
            self._is_asked = False
            self._silence.stop()
        self._prove()

    def _on_silence(self) -> None:
        name = self._endpoints[self._index].name
        self._fail(tr("{name} does not answer", name=name), tr("Check the network, or ask whoever runs the server."))

    def _on_keep_alive(self) -> None:
        if self._outside is not None:
            self._outside.keep_alive()

    def _on_address_due(self) -> None:
        """Whether the system would reach the server from another address now: then the old way leads nowhere."""
        if self.state.phase is not TransportPhase.READY:
            return
        address = own_address(self.state.address, self.state.port)
        if address == self.state.local_address:
            return
        if address:
            self._change(phase=TransportPhase.CONNECTING, text=tr("This computer's network address changed"))
            self._try()
        else:
            self._fail(tr("This computer has no network"), tr("Check the cable or the wireless network."))

    # -- ends

    def _end_outside(self) -> None:
        for timer in (self._silence, self._keep_alive, self._address):
            timer.stop()
        if self._outside is not None:
            ended, self._outside = self._outside, None
            ended.close()
            ended.deleteLater()

    def _end_search(self) -> None:
        if self._search is not None:
            ended, self._search = self._search, None
            ended.stop()
            ended.deleteLater()

    def _change(self, *, phase: TransportPhase, text: str = "", hint: str = "", **others: Any) -> None:
        self.state = replace(self.state, phase=phase, text=text, hint=hint, **others)
        self.state_changed.emit(self.state)


def own_address(address: str, port: int) -> str:
    """The address of ours that the system would send from to `address`; empty if there is no way. Sends nothing."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, port))
            return str(probe.getsockname()[0]).partition("%")[0]
    except OSError:
        return ""
