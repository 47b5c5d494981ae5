"""Where the servers of an account are: SRV records (RFC 3263), names, addresses; in the order to be tried."""

import ipaddress
import random
import re
from dataclasses import dataclass

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QDnsLookup, QDnsServiceRecord, QHostInfo

from desktop.domain.phone import Transport

_ENTRY = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9\-._]+)|([0-9A-Fa-f:]+))(?::([0-9]{1,5}))?\Z")
_DEADLINE_MS = 6_000
_SRV = {Transport.UDP: "_sip._udp.", Transport.TCP: "_sip._tcp.", Transport.TLS: "_sips._tcp."}
DEFAULT_PORTS = {Transport.UDP: 5060, Transport.TCP: 5060, Transport.TLS: 5061}


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """`name` is what the account says, which is what a certificate must be for (RFC 5922)."""

    name: str
    address: str
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerName:
    """One entry of an account's list; `port` 0 asks for SRV records."""

    host: str
    port: int = 0

    @property
    def is_address(self) -> bool:
        try:
            ipaddress.ip_address(self.host)
        except ValueError:
            return False
        return True


def read_server(text: str) -> ServerName | None:
    """`host`, `host:port`, `[v6]`, `[v6]:port`; None if it is none of these."""
    match = _ENTRY.match(text.strip())
    if match is None:
        return None
    name = ServerName(host=match[1] or match[2] or match[3], port=int(match[4] or 0))
    if name.port > 65535 or (match[1] and not name.is_address) or (match[3] and not name.is_address):
        return None
    return name


def by_preference(records: list[tuple[int, int, str, int]]) -> list[tuple[str, int]]:
    """SRV records (priority, weight, target, port) in the order of RFC 2782: weights are lots within a priority."""
    ordered: list[tuple[str, int]] = []
    for priority in sorted({record[0] for record in records}):
        lot = [record for record in records if record[0] == priority]
        while lot:
            chosen = random.choices(lot, weights=[record[1] + 0.01 for record in lot])[0]
            lot.remove(chosen)
            ordered.append((chosen[2].rstrip("."), chosen[3]))
    return ordered


class ServerSearch(QObject):
    """Looks all names up at once; `found` carries a tuple of `Endpoint`, empty if there is none, once."""

    found = Signal(tuple)

    def __init__(self, names: tuple[ServerName, ...], transport: Transport, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._transport = transport
        self._targets: dict[ServerName, list[tuple[str, int]]] = {}
        self._addresses: dict[str, list[str]] = {}
        self._pending = 0
        self._lookups: list[QDnsLookup] = []
        self._host_lookups: dict[int, str] = {}
        self._is_over = False
        self._deadline = QTimer(self, singleShot=True, interval=_DEADLINE_MS)
        self._deadline.timeout.connect(self._finish)

    def start(self) -> None:
        self._deadline.start()
        self._pending = 1
        for name in self._names:
            # The name itself is looked up meanwhile: a slow name service must not cost two waits.
            self._take_targets(name, [(name.host, name.port or DEFAULT_PORTS[self._transport])])
            if not name.port and not name.is_address and "." in name.host:
                self._look_up_service(name)
        self._settle()

    def stop(self) -> None:
        self._is_over = True
        self._deadline.stop()
        for identity in self._host_lookups:
            QHostInfo.abortHostLookup(identity)
        for lookup in self._lookups:
            lookup.abort()

    def _look_up_service(self, name: ServerName) -> None:
        lookup = QDnsLookup(QDnsLookup.Type.SRV, _SRV[self._transport] + name.host, self)
        lookup.setProperty("server", self._names.index(name))
        lookup.finished.connect(self._on_service_found)
        self._lookups.append(lookup)
        self._pending += 1
        lookup.lookup()

    def _on_service_found(self) -> None:
        lookup = self.sender()
        if self._is_over or not isinstance(lookup, QDnsLookup):
            return
        name = self._names[int(lookup.property("server"))]
        records = [_record(record) for record in lookup.serviceRecords()]
        targets = by_preference([record for record in records if record[2] not in ("", ".")])
        if targets:
            self._take_targets(name, targets)
        self._settle()

    def _take_targets(self, name: ServerName, targets: list[tuple[str, int]]) -> None:
        self._targets[name] = targets
        for host, _port in targets:
            if host in self._addresses:
                continue
            self._addresses[host] = []
            if ServerName(host=host).is_address:
                self._addresses[host] = [host]
                continue
            self._pending += 1
            # WORKAROUND: the stubs ask for bytes, the binding for the str that SLOT makes.
            slot = SLOT("_on_host_found(QHostInfo)")
            identity: int = QHostInfo.lookupHost(host, self, slot)  # type: ignore[call-overload]
            self._host_lookups[identity] = host

    @Slot(QHostInfo)
    def _on_host_found(self, info: QHostInfo) -> None:
        host = self._host_lookups.pop(info.lookupId(), None)
        if self._is_over or host is None:
            return
        self._addresses[host] = [address.toString() for address in info.addresses()]
        self._settle()

    def _settle(self) -> None:
        self._pending -= 1
        if self._pending == 0:
            self._finish()

    def _finish(self) -> None:
        if self._is_over:
            return
        self.stop()
        endpoints = [
            Endpoint(name=name.host, address=address, port=port)
            for name in self._names
            for host, port in self._targets.get(name, [])
            for address in self._addresses.get(host, [])
        ]
        self.found.emit(tuple(dict.fromkeys(endpoints)))


def _record(record: QDnsServiceRecord) -> tuple[int, int, str, int]:
    return record.priority(), record.weight(), record.target(), record.port()
