"""The edge's face: the phone engine makes one `Edge`, opens it, and gives PJSIP its address as outbound proxy.

In the engine's one thread, with a Qt event loop running:

    edge = Edge(parent)
    edge.transport_changed.connect(...)     # TransportState: CONNECTING, READY, DOWN (with words), CLOSED
    edge.security_event.connect(...)        # SecurityEvent, at most one per kind and ten seconds
    edge.phone_woken.connect(...)           # bytes are waiting in PJSIP's socket: poll libHandleEvents(0) now
    edge.open(EdgeConfig(account=account, phone_port=P))     # ConfigurationError if the account cannot be used
    edge.inside_uri()      # "sip:…@127.0.0.1:N;lr": the only entry of AccountConfig.sipConfig.proxies
    edge.close()           # closes every socket; `open` may follow

* PJSIP's transport is made before `open`: `edge.inside_transport(account)` says which (UDP for UDP accounts, TCP for
  TCP and TLS ones), bound to 127.0.0.1; its port is `phone_port`. It must be the only transport PJSIP has.
* PJSIP must not try to be clever about NAT: contactRewriteUse=0, viaRewriteUse=0, sdpNatRewriteUse=0,
  sipOutboundUse=0, contactUseSrcPort=0; no STUN, no name server, no UDP keep-alive (udpKaIntervalSec=0).
* Register when `transport_changed` says READY with a `generation` not seen before: the server, or our address, is
  another one then. What PJSIP sends while CONNECTING waits a moment; while DOWN it is answered 503 at once, and
  the reason phrase of such answers is a sentence for the user.
* `state` is the last TransportState, `statistics` the counters.
"""

import logging
import secrets
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import ConfigurationError
from desktop.domain.phone import Account, Transport
from desktop.domain.text import tr
from desktop.telephony.engine.edge import proxy
from desktop.telephony.engine.edge.proxy import NotOurs, Side, Way
from desktop.telephony.engine.edge.reader import Refusal, read
from desktop.telephony.engine.edge.syntax import BadSyntax, read_named_address
from desktop.telephony.engine.edge.transports.inside import InsideUdp
from desktop.telephony.engine.edge.transports.outside import OutsideUdp
from desktop.telephony.engine.edge.transports.servers import Endpoint, ServerSearch, read_server
from desktop.telephony.engine.edge.values import EdgeConfig, Statistics, TransportPhase, TransportState

_log = logging.getLogger(__name__)


class Edge(QObject):
    """See the module."""

    security_event = Signal(object)
    transport_changed = Signal(object)
    phone_woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._config: EdgeConfig | None = None
        self._inside: InsideUdp | None = None
        self._outside: OutsideUdp | None = None
        self._search: ServerSearch | None = None
        self._endpoints: tuple[Endpoint, ...] = ()
        self._way: Way | None = None
        self._phone_uri = ""
        self._token = self._ticket = ""
        self._secret = secrets.token_bytes(32)
        self._state = TransportState(phase=TransportPhase.CLOSED)
        self._statistics = Statistics()

    @staticmethod
    def inside_transport(account: Account) -> Transport:
        """Which transport PJSIP has to have for this account."""
        return Transport.UDP if account.transport is Transport.UDP else Transport.TCP

    @property
    def state(self) -> TransportState:
        return self._state

    @property
    def statistics(self) -> Statistics:
        return self._statistics

    def open(self, config: EdgeConfig) -> None:
        """Listen inside at once, and start to look for the server; raises ConfigurationError."""
        self.close()
        names = tuple(read_server(text) for text in config.account.servers)
        usable = tuple(name for name in names if name is not None)
        if not usable or len(usable) != len(names):
            raise ConfigurationError(tr("The phone account's server is not an address"), tr("Check the settings."))
        if config.account.transport is not Transport.UDP:
            raise ConfigurationError(tr("Only UDP can be used so far"))
        self._config = config
        self._token, self._ticket = secrets.token_hex(12), secrets.token_hex(12)
        self._phone_uri = f"sip:{config.account.user}@{config.phone_host}:{config.phone_port}"
        self._inside = InsideUdp((config.phone_host, config.phone_port), self)
        self._inside.received.connect(self._on_inside)
        self._inside.open()
        self._change(replace(self._state, phase=TransportPhase.CONNECTING, transport=config.account.transport))
        self._search = ServerSearch(usable, config.account.transport, self)
        self._search.found.connect(self._on_found)
        self._search.start()

    def inside_uri(self) -> str:
        """What PJSIP uses as its outbound proxy."""
        assert self._inside is not None, "the edge is not open"
        host, port = self._inside.local
        return f"sip:{self._ticket}@{host}:{port};lr"

    def close(self) -> None:
        for part in (self._search, self._inside, self._outside):
            if part is not None:
                part.stop() if isinstance(part, ServerSearch) else part.close()
                part.deleteLater()
        self._search = self._inside = self._outside = self._way = None
        if self._state.phase is not TransportPhase.CLOSED:
            self._change(replace(self._state, phase=TransportPhase.CLOSED))

    def _on_found(self, endpoints: tuple[Endpoint, ...]) -> None:
        assert self._config is not None
        if not endpoints:
            text = tr("The server of the phone account was not found")
            self._change(replace(self._state, phase=TransportPhase.DOWN, text=text))
            return
        self._endpoints = endpoints
        self._outside = OutsideUdp(endpoints[0], self._config.account.local_port, self)
        self._outside.received.connect(self._on_outside)
        self._outside.ready.connect(self._on_ready)
        self._outside.open()

    def _on_ready(self) -> None:
        assert self._outside is not None
        assert self._inside is not None
        endpoint = self._endpoints[0]
        host, port = self._outside.local
        inside_host, inside_port = self._inside.local
        self._way = Way(
            inside=Side(transport="UDP", host=inside_host, port=inside_port),
            outside=Side(transport="UDP", host=host, port=port),
            phone_uri=self._phone_uri,
            token=self._token,
            ticket=self._ticket,
            secret=self._secret,
        )
        self._change(
            replace(
                self._state,
                phase=TransportPhase.READY,
                server=endpoint.name,
                address=endpoint.address,
                port=endpoint.port,
                local_address=host,
                local_port=port,
                generation=self._state.generation + 1,
            )
        )

    def _change(self, state: TransportState) -> None:
        self._state = state
        self.transport_changed.emit(state)

    def _on_inside(self, data: bytes) -> None:
        message = read(data)
        if isinstance(message, Refusal):
            if data.strip():
                _log.error("PJSIP sent what the edge refuses: %s", message.rule)
            return
        if self._way is None or self._outside is None:
            return
        contact = message.first("Contact")
        try:
            if message.is_request:
                out = proxy.request_out(message, self._way)
                if contact and contact != "*":
                    self._phone_uri = read_named_address(contact).uri
                    self._way = replace(self._way, phone_uri=self._phone_uri)
            else:
                out = proxy.response_out(message, self._way)
        except (NotOurs, BadSyntax) as error:
            _log.warning("Not sent: %s", error)
            return
        self._outside.send(out.to_bytes())

    def _on_outside(self, data: bytes) -> None:
        if self._way is None or self._inside is None or not data.strip():
            return
        message = read(data)
        if isinstance(message, Refusal):
            _log.info("Refused: %s", message.rule)
            return
        try:
            if message.is_request:
                source = Side(transport="UDP", host=self._state.address, port=self._state.port)
                passed = proxy.request_in(message, self._way, source)
            else:
                passed = proxy.response_in(message, self._way)
        except (NotOurs, BadSyntax) as error:
            _log.info("Dropped: %s", error)
            return
        self._inside.send(passed.to_bytes())
        self.phone_woken.emit()
