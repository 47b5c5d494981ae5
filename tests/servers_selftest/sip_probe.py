"""A bare SIP client of sixty lines: says exactly what a server's answers are, over UDP, TCP or TLS.

SIPp and baresip know MD5 only and choose for themselves; the tests of a registrar must choose for it.
"""

import hashlib
import re
import secrets
import socket
import ssl
from collections.abc import Mapping
from typing import Self

from tests.servers.ports import HOST
from tests.servers.process import PATIENCE_SECONDS

_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


def digest_response(
    algorithm: str, user: str, password: str, method: str, uri: str, challenge: Mapping[str, str]
) -> str:
    """The Authorization header's value for a challenge with qop=auth (RFC 7616)."""

    def hashed(text: str) -> str:
        return _HASHES[algorithm](text.encode()).hexdigest()

    realm, nonce, cnonce, count = challenge["realm"], challenge["nonce"], secrets.token_hex(8), "00000001"
    secret, request = hashed(f"{user}:{realm}:{password}"), hashed(f"{method}:{uri}")
    response = hashed(f"{secret}:{nonce}:{count}:{cnonce}:auth:{request}")
    return (
        f'Digest username="{user}", realm="{realm}", nonce="{nonce}", uri="{uri}", response="{response}", '
        f'algorithm={algorithm}, qop=auth, nc={count}, cnonce="{cnonce}"'
    )


class SipProbe:
    """One socket to one server; requests are sent and their final answers returned as text."""

    def __init__(self, port: int, transport: str = "UDP", tls: ssl.SSLContext | None = None) -> None:
        self.transport = transport
        self._call_id = secrets.token_hex(8)
        self._sequence = 0
        kind = socket.SOCK_DGRAM if transport == "UDP" else socket.SOCK_STREAM
        raw = socket.socket(socket.AF_INET, kind)
        raw.settimeout(PATIENCE_SECONDS)
        raw.connect((HOST, port))
        self._socket: socket.socket = tls.wrap_socket(raw, server_hostname=HOST) if tls else raw
        self.port: int = self._socket.getsockname()[1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def request(self, method: str, uri: str, user: str, headers: Mapping[str, str] | None = None) -> str:
        """Send a request from the user to the same user; the first answer that is not provisional."""
        self.send(method, uri, user, headers)
        return self.final_answer()

    def send(self, method: str, uri: str, user: str, headers: Mapping[str, str] | None = None) -> None:
        """Send a request and do not wait."""
        self._sequence += 1
        lines = [
            f"{method} {uri} SIP/2.0",
            f"Via: SIP/2.0/{self.transport} {HOST}:{self.port};rport;branch=z9hG4bK{secrets.token_hex(6)}",
            f"From: <sip:{user}@{HOST}>;tag={self._call_id}",
            f"To: <sip:{user}@{HOST}>",
            f"Call-ID: {self._call_id}",
            f"CSeq: {self._sequence} {method}",
            f"Contact: <sip:{user}@{HOST}:{self.port};transport={self.transport.lower()}>",
            "Max-Forwards: 70",
            *(f"{name}: {value}" for name, value in (headers or {}).items()),
            "Content-Length: 0",
        ]
        self._socket.send("\r\n".join([*lines, "", ""]).encode())

    def final_answer(self) -> str:
        """The next answer that is not provisional."""
        answer = self.receive()
        while answer.startswith("SIP/2.0 1"):
            answer = self.receive()
        return answer

    def receive(self) -> str:
        """The next message."""
        return self._socket.recv(65535).decode()

    def answer(self, request: str, status: str) -> None:
        """Answer a request that was received: `answer(request, "200 OK")`."""
        kept = [line for line in request.split("\r\n") if re.match("(?i)(via|from|to|call-id|cseq):", line)]
        self._socket.send("\r\n".join([f"SIP/2.0 {status}", *kept, "Content-Length: 0", "", ""]).encode())

    def register(self, user: str, password: str, algorithm: str, headers: Mapping[str, str] | None = None) -> str:
        """REGISTER, answer the challenge with that algorithm; the second answer."""
        uri = f"sip:{HOST}"
        offered = challenges(self.request("REGISTER", uri, user, headers))
        answer = digest_response(algorithm, user, password, "REGISTER", uri, offered[algorithm])
        return self.request("REGISTER", uri, user, {**(headers or {}), "Authorization": answer})


def challenges(answer: str) -> dict[str, dict[str, str]]:
    """The challenges of a 401 or 407, by algorithm, in their order."""
    found = {}
    for line in re.findall(r"^(?:WWW|Proxy)-Authenticate: Digest (.*?)\r$", answer, re.MULTILINE):
        parameters = dict(re.findall(r'(\w+)="?([^",]*)"?', line))
        found[parameters["algorithm"]] = parameters
    return found
