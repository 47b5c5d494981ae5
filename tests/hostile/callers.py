"""A caller in sixty lines who says exactly what the test wants, header by header, and hears every answer.

SIPp's callers are for calls with sound; here hundreds of calls are placed, each with something wrong in it.
"""

import re
import secrets
import socket
import time
from collections.abc import Sequence
from typing import Any, Self

from tests.servers.ports import HOST
from tests.servers.process import PATIENCE_SECONDS


def sdp(port: int = 9, formats: str = "0 8", more: Sequence[str] = ()) -> bytes:
    """An offer of sound at this port."""
    lines = ["v=0", f"o=- 1 1 IN IP4 {HOST}", "s=-", f"c=IN IP4 {HOST}", "t=0 0"]
    return "\r\n".join([*lines, f"m=audio {port} RTP/AVP {formats}", *more, "a=ptime:20", ""]).encode()


class Caller:
    """One call at a time from one socket, through the trunk's door of a registrar (or to wherever it is told)."""

    def __init__(self, port: int, host: str = HOST) -> None:
        self._to = (host, port)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((HOST, 0))
        self.port = int(self._socket.getsockname()[1])
        self.call_id = ""
        self.story = ""
        self.heard: list[str] = []
        self._sender = ""
        self._branch = ""
        self._uri = ""
        self._sequence = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def invite(
        self,
        *,
        user: str = "agent",
        sender: str = "<sip:+48221234567@shop.example>",
        headers: Sequence[str] = (),
        offer: bytes | None = None,
    ) -> None:  # fmt: skip
        """Call; `sender` is From's value without its tag, `headers` are whole lines."""
        self.call_id = f"{secrets.token_hex(8)}@{HOST}"
        self._branch, self.heard, self._sequence = f"z9hG4bK{secrets.token_hex(8)}", [], 1
        self._sender = f"{sender};tag={secrets.token_hex(4)}"
        self._uri = f"sip:{user}@{self._to[0]}:{self._to[1]}"
        more = [f"Contact: <sip:caller@{HOST}:{self.port}>", *headers, "Content-Type: application/sdp"]
        self._send("INVITE", self._uri, f"<{self._uri}>", more, sdp() if offer is None else offer)

    def wait_for(self, *statuses: int, seconds: float = PATIENCE_SECONDS) -> str:
        """The first answer with one of these statuses (one that was heard before counts)."""
        deadline = time.monotonic() + seconds
        seen = 0
        while True:
            for answer in self.heard[seen:]:
                if int(answer[8:11]) in statuses:
                    return answer
            seen = len(self.heard)
            left = deadline - time.monotonic()
            answers = [answer.partition("\r")[0] for answer in self.heard]
            assert left > 0, f"no {statuses} within {seconds} s: {answers}\n{self.story}"
            self._hear(left)

    def listen(self, seconds: float) -> list[str]:
        """All that is heard within this time, with what was heard before."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._hear(left)
        return self.heard

    def refused(self, *statuses: int, seconds: float = PATIENCE_SECONDS) -> int:
        """The call's refusal, acknowledged."""
        answer = self.wait_for(*(statuses or range(400, 700)), seconds=seconds)
        self._acknowledge(answer)
        return int(answer[8:11])

    def give_up(self) -> None:
        """CANCEL a call that rings, to its very end."""
        self._send("CANCEL", self._uri, f"<{self._uri}>", (), b"")
        self.refused()

    def answered(self, seconds: float = PATIENCE_SECONDS) -> str:
        """The 200, acknowledged."""
        answer = self.wait_for(200, seconds=seconds)
        self._within("ACK", answer, 1)
        return answer

    def request(self, method: str, answer: str, headers: Sequence[str] = ()) -> int:
        """A request within the call that `answer` accepted; the status it got."""
        self._sequence += 1
        self.heard = []
        self._branch = f"z9hG4bK{secrets.token_hex(8)}"
        self._within(method, answer, self._sequence, headers)
        return int(self.wait_for(*range(200, 700))[8:11])

    def ring(self, **what: Any) -> float:
        """The seconds until it rang; then given up.

        So many calls a second are tried that some must come again; the line of a call just ended may still be taken.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            began = time.monotonic()
            self.invite(**what)
            # a proxy says 500 where the telephone said 503 (RFC 3261 §16.7)
            answer = self.wait_for(180, 486, 500, 503)
            if answer.startswith("SIP/2.0 180"):
                break
            assert began < deadline, answer
            self.refused(486, 500, 503)
            time.sleep(0.1)
        took = time.monotonic() - began
        self.give_up()
        return took

    def _within(self, method: str, answer: str, number: int, headers: Sequence[str] = ()) -> None:
        routes = [
            f"Route: {value}" for value in reversed(re.findall(r"^Record-Route: *(.*?)\r$", answer, re.MULTILINE))
        ]
        contact = re.search(r"^Contact: *<([^>]*)>", answer, re.MULTILINE)
        assert contact is not None
        self._sequence = number
        self._send(method, contact[1], _field(answer, "To"), [*routes, *headers], b"")

    def _acknowledge(self, answer: str) -> None:
        self._send("ACK", self._uri, _field(answer, "To"), (), b"")

    def _send(self, method: str, uri: str, to: str, more: Sequence[str], body: bytes) -> None:
        lines = [
            f"{method} {uri} SIP/2.0",
            f"Via: SIP/2.0/UDP {HOST}:{self.port};rport;branch={self._branch}",
            f"From: {self._sender}",
            f"To: {to}",
            f"Call-ID: {self.call_id}",
            f"CSeq: {self._sequence} {method}",
            "Max-Forwards: 70",
            *more,
            f"Content-Length: {len(body)}",
        ]
        self._socket.sendto("\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + body, self._to)

    def _hear(self, seconds: float) -> None:
        self._socket.settimeout(max(seconds, 0.001))
        try:
            data = self._socket.recv(65_535).decode("utf-8", "replace")
        except (TimeoutError, ConnectionRefusedError):
            return
        if self.call_id not in data:
            return
        if data.startswith("SIP/2.0 "):
            self.heard.append(data)
        elif not data.startswith("ACK "):
            self._answer(data)

    def _answer(self, request: str) -> None:
        """200 to whatever the agent's side asks within the call."""
        kept = [line for line in request.split("\r\n") if re.match("(?i)(via|from|to|call-id|cseq):", line)]
        self._socket.sendto("\r\n".join(["SIP/2.0 200 OK", *kept, "Content-Length: 0", "", ""]).encode(), self._to)


def _field(message: str, name: str) -> str:
    found = re.search(rf"^{name}: *(.*?)\r$", message, re.MULTILINE)
    assert found is not None
    return found[1]
