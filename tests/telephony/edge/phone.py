"""A telephone of PJSIP and the edge alone, as a process: `python -m tests.telephony.edge.phone SETTINGS` (JSON).

It registers, answers every call (or declines it), dials what a line of standard input says, and ends with standard
input. Each thing that happens is a line of JSON on standard output.
"""

import json
import sys
from typing import Any

import pjsua2 as pj
from PySide6.QtCore import QCoreApplication, QSocketNotifier, QTimer

from desktop.domain.phone import Account, Transport
from desktop.telephony.engine.edge import edge as edge_module
from desktop.telephony.engine.edge.edge import Edge
from desktop.telephony.engine.edge.relay import Relay
from desktop.telephony.engine.edge.sip.limits import LIMITS
from desktop.telephony.engine.edge.values import EdgeConfig, TransportPhase, TransportState

DOMAIN = "parley.test"


def say(what: str, **details: object) -> None:
    sys.stdout.write(json.dumps({"what": what, **details}) + "\n")
    sys.stdout.flush()


class PhoneCall(pj.Call):  # type: ignore[misc]  # pjsua2 has no types
    phone: "Phone"

    def onCallState(self, prm: Any) -> None:
        info = self.getInfo()
        say("call", state=info.stateText, code=info.lastStatusCode)
        if info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self.phone.ended(self)


class PhoneAccount(pj.Account):  # type: ignore[misc]  # pjsua2 has no types
    phone: "Phone"

    def onRegState(self, prm: Any) -> None:
        say("registered", code=prm.code, reason=prm.reason, seconds=prm.expiration)

    def onIncomingCall(self, prm: Any) -> None:
        self.phone.answer(prm.callId)


class Phone:
    def __init__(self, settings: dict[str, Any]) -> None:
        self.account = Account(
            user=settings["user"],
            servers=tuple(settings["servers"]),
            password=settings["password"],
            transport=Transport(settings["transport"]),
            extra_ca_file=settings.get("ca_file", ""),
        )
        self.declines: bool = settings.get("declines", False)
        self.lifted: list[str] = settings.get("lifted", [])
        self.calls: list[PhoneCall] = []
        self.endpoint = pj.Endpoint()
        self.edge = Edge()
        self.line = PhoneAccount()
        self.line.phone = self
        self.timer = QTimer(interval=10)
        self.timer.timeout.connect(self.poll)

    def start(self) -> None:
        port = self._start_pjsip()
        self.edge.wake_phone = self.poll
        self.edge.transport_changed.connect(self._on_transport_changed)
        self.edge.security_event.connect(lambda event: say("security", kind=event.kind))
        self._lift()
        self.edge.open(EdgeConfig(account=self.account, phone_port=port))
        config = pj.AccountConfig()
        config.idUri = f"sip:{self.account.user}@{DOMAIN}"
        config.regConfig.registrarUri = f"sip:{DOMAIN}"
        config.regConfig.registerOnAdd = False
        proxies = pj.StringVector()
        proxies.append(self.edge.inside_uri())
        config.sipConfig.proxies = proxies
        credentials = pj.AuthCredInfoVector()
        credentials.append(pj.AuthCredInfo("digest", "*", self.account.user, 0, self.account.password))
        config.sipConfig.authCreds = credentials
        nat = config.natConfig
        nat.contactRewriteUse = nat.viaRewriteUse = nat.sdpNatRewriteUse = nat.sipOutboundUse = 0
        nat.udpKaIntervalSec = 0
        self.line.create(config)
        self.timer.start()
        self._on_transport_changed(self.edge.state)

    def _start_pjsip(self) -> int:
        self.endpoint.libCreate()
        config = pj.EpConfig()
        config.uaConfig.threadCnt = 0
        config.uaConfig.mainThreadOnly = True
        config.logConfig.level = config.logConfig.consoleLevel = 0
        config.medConfig.sndAutoCloseTime = -1
        self.endpoint.libInit(config)
        transport = pj.TransportConfig()
        transport.boundAddress = "127.0.0.1"
        is_udp = Edge.inside_transport(self.account) is Transport.UDP
        kind = pj.PJSIP_TRANSPORT_UDP if is_udp else pj.PJSIP_TRANSPORT_TCP
        info = self.endpoint.transportGetInfo(self.endpoint.transportCreate(kind, transport))
        self.endpoint.libStart()
        self.endpoint.audDevManager().setNullDev()
        return int(info.localAddress.rpartition(":")[2])

    def _lift(self) -> None:
        """Take limits out, to see what they keep from happening."""
        limits = LIMITS
        for rule in self.lifted:
            limits = limits.without(rule)
        made = edge_module._relay

        def lifted(*arguments: Any) -> Relay:
            relay = made(*arguments)
            relay._limits = limits
            return relay

        edge_module._relay = lifted  # type: ignore[assignment]  # a function for a class

    def _on_transport_changed(self, state: TransportState) -> None:
        say("transport", phase=state.phase, generation=state.generation, security=state.security)
        if state.phase is TransportPhase.READY and self.line.isValid():
            self.line.setRegistration(True)

    def poll(self) -> None:
        self.endpoint.libHandleEvents(0)

    def answer(self, call_id: int) -> None:
        call = PhoneCall(self.line, call_id)
        call.phone = self
        self.calls.append(call)
        info = call.getInfo()
        say("rings", call_id=info.callIdString)
        parameters = pj.CallOpParam()
        if self.declines:
            parameters.statusCode = 486
            call.hangup(parameters)
            return
        parameters.statusCode = 180
        call.answer(parameters)
        parameters.statusCode = 200
        call.answer(parameters)

    def obey(self, order: str) -> None:
        if order == "hang up":
            for call in self.calls:
                call.hangup(pj.CallOpParam())
            return
        call = PhoneCall(self.line)
        call.phone = self
        self.calls.append(call)
        call.makeCall(order, pj.CallOpParam(True))

    def ended(self, call: PhoneCall) -> None:
        QTimer.singleShot(0, lambda: self.calls.remove(call) if call in self.calls else None)

    def leave(self) -> None:
        self.timer.stop()
        self.endpoint.hangupAllCalls()
        self.calls.clear()
        self.line.shutdown()
        self.endpoint.libDestroy()
        self.edge.close()


def main() -> None:
    application = QCoreApplication([])
    phone = Phone(json.loads(sys.argv[1]))
    phone.start()
    listener = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def on_order() -> None:
        order = sys.stdin.readline()
        if order:
            phone.obey(order.strip())
        else:
            listener.setEnabled(False)
            application.quit()

    listener.activated.connect(on_order)
    application.exec()
    phone.leave()


if __name__ == "__main__":
    main()
