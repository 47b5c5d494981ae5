"""A bare SIP caller on a UDP socket: the same bytes, timed the same way, for ours and for every peer."""

from __future__ import annotations

import secrets
import socket
import time
from dataclasses import dataclass

SDP = (
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    "m=audio {port} RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
    "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=sendrecv\r\n"
)


@dataclass
class Target:
    host: str
    port: int
    user: str


class Caller:
    """Sends INVITEs from one socket, waits for 180, cancels. Times are of `perf_counter`."""

    def __init__(self, target: Target, local_port: int = 0) -> None:
        self.target = target
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", local_port))
        self.port: int = self.socket.getsockname()[1]

    def close(self) -> None:
        self.socket.close()

    def ring_once(self, *, caller: str = "+48601234567", patience: float = 5.0) -> tuple[float, float]:
        """One call that rings and is cancelled: (moment the INVITE was sent, moment 180 was read)."""
        call, sent = self.invite(caller)
        rang = self.wait_for(call, 180, patience)
        self.cancel(call, patience)
        return sent, rang

    def invite(self, caller: str, media_port: int = 0) -> tuple[Call, float]:
        """A new call, and the moment its INVITE was sent."""
        call = Call(self, caller)
        text = call.request("INVITE", SDP.format(port=media_port or 40000 + secrets.randbelow(9000) * 2))
        sent = time.perf_counter()
        self._send(text)
        return call, sent

    def cancel(self, call: Call, patience: float = 5.0) -> None:
        self._send(call.request("CANCEL"))
        self.wait_for(call, 487, patience)
        self._send(call.request("ACK"))

    def acknowledge(self, call: Call) -> None:
        """The 200 that was waited for: the call is up."""
        call.branch = _branch()
        call.is_up = True
        self._send(call.request("ACK"))

    def hang_up(self, call: Call, patience: float = 5.0) -> None:
        """BYE, and wait until it is confirmed."""
        call.branch = _branch()
        call.sequence += 1
        self._send(call.request("BYE"))
        self.wait_for(call, 200, patience)

    def _send(self, text: str) -> None:
        self.socket.sendto(text.encode(), (self.target.host, self.target.port))

    def wait_for(self, call: Call, status: int, patience: float = 5.0) -> float:
        """The moment a response with this status to the call's last request was read."""
        deadline = time.monotonic() + patience
        while True:
            self.socket.settimeout(max(0.001, deadline - time.monotonic()))
            data, _ = self.socket.recvfrom(65535)
            at = time.perf_counter()
            text = data.decode("utf-8", "replace")
            if call.call_id not in text or not text.startswith("SIP/2.0 "):
                continue
            if f"CSeq: {call.sequence} " not in text:
                continue  # said again, of the request before
            call.note(text)
            code = int(text[8:11])
            if code == status:
                return at
            if code >= 300:
                raise RuntimeError(f"{status} awaited, got: {text.splitlines()[0]}")


class Call:
    """One dialog as its caller keeps it."""

    def __init__(self, caller: Caller, number: str) -> None:
        self.caller = caller
        self.call_id = secrets.token_hex(12)
        self.branch = _branch()
        self.sequence = 1
        self.from_header = f"<sip:{number}@127.0.0.1>;tag={secrets.token_hex(6)}"
        self.to_tag = ""
        self.contact = ""
        self.routes: list[str] = []
        self.is_up = False

    def note(self, text: str) -> None:
        """What later requests need of a response."""
        routes = []
        for line in text.split("\r\n"):
            if line.lower().startswith(("to:", "t:")) and "tag=" in line:
                self.to_tag = line.split("tag=", 1)[1].split(";")[0].strip(">")
            elif line.lower().startswith(("contact:", "m:")) and "<" in line:
                self.contact = line.partition("<")[2].partition(">")[0]
            elif line.lower().startswith("record-route:"):
                routes += [route.strip() for route in line.partition(":")[2].split(",")]
        if not self.is_up:
            self.routes = routes[::-1]

    def request(self, method: str, body: str = "") -> str:
        target = self.caller.target
        own = f"sip:{target.user}@{target.host}:{target.port}"
        to = f"<{own}>"
        if method in ("ACK", "BYE") and self.to_tag:
            to += f";tag={self.to_tag}"
        # the ACK of a refusal goes where the INVITE went (RFC 3261 §17.1.1.3); a dialog's requests to the contact
        where = self.contact if self.is_up else own
        lines = [
            f"{method} {where} SIP/2.0",
            f"Via: SIP/2.0/UDP 127.0.0.1:{self.caller.port};branch={self.branch};rport",
            "Max-Forwards: 70",
            f"From: {self.from_header}",
            f"To: {to}",
            f"Call-ID: {self.call_id}",
            f"CSeq: {self.sequence} {method}",
            f"Contact: <sip:bench@127.0.0.1:{self.caller.port}>",
        ]
        if self.is_up:
            lines += [f"Route: {route}" for route in self.routes]
        if body:
            lines.append("Content-Type: application/sdp")
        lines.append(f"Content-Length: {len(body.encode())}")
        return "\r\n".join(lines) + "\r\n\r\n" + body


def _branch() -> str:
    return "z9hG4bK" + secrets.token_hex(8)
