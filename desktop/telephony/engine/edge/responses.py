"""Answers SHA challenges for PJSIP (RFC 7616): it knows no SHA-512-256, and built without OpenSSL MD5 alone.

PJSIP is shown the challenge as one for MD5. What it answers names the user, the nonces and the count; the response is
made anew from them. Its MD5 response never leaves the process.
"""

import hashlib
from collections import OrderedDict
from dataclasses import replace

from desktop.telephony.engine.edge.digest import HASHES, read_challenge, read_pairs
from desktop.telephony.engine.edge.sip.message import SipMessage

_ASKED = ("WWW-Authenticate", "Proxy-Authenticate")
_ANSWERED = ("Authorization", "Proxy-Authorization")
_REMEMBERED = 64
_UNQUOTED = ("algorithm", "qop", "nc")


class Responses:
    """One account's log-ins: which nonce belongs to which algorithm."""

    def __init__(self, password: str) -> None:
        self._password = password
        self._algorithms: OrderedDict[str, str] = OrderedDict()

    def show(self, response: SipMessage) -> SipMessage:
        """The response as PJSIP is to see it, from one that `PasswordGuard` let through."""
        for name in _ASKED:
            if (challenge := read_challenge(response.first(name))) is not None:
                self._remember(challenge.nonce, challenge.algorithm)
                response = response.with_values(name, (str(replace(challenge, algorithm="MD5")),))
        return response

    def settle(self, request: SipMessage) -> SipMessage:
        """The request with the response the exchange asked for; one to a nonce that was not shown is left out."""
        for name in _ANSWERED:
            if values := request.values(name):
                settled = tuple(made for value in values if (made := self._settled(value, request.method)))
                request = request.with_values(name, settled)
        return request

    def _settled(self, value: str, method: str) -> str:
        pairs = read_pairs(value) or {}
        nonce = pairs.get("nonce", "")
        algorithm = self._algorithms.get(nonce)
        if algorithm is None:
            return ""
        self._remember(nonce, algorithm)
        return value if algorithm == "MD5" else _made(pairs, method, self._password, algorithm)

    def _remember(self, nonce: str, algorithm: str) -> None:
        self._algorithms[nonce] = algorithm
        self._algorithms.move_to_end(nonce)
        while len(self._algorithms) > _REMEMBERED:
            self._algorithms.popitem(last=False)


def _made(pairs: dict[str, str], method: str, password: str, algorithm: str) -> str:
    """PJSIP's answer with the response of another algorithm in place of its own (RFC 7616 §3.4.1)."""

    def digest(*parts: str) -> str:
        return hashlib.new(HASHES[algorithm], ":".join(parts).encode()).hexdigest()

    secret = digest(pairs.get("username", ""), pairs.get("realm", ""), password)
    what = digest(method, pairs.get("uri", ""))
    middle = [pairs.get(name, "") for name in ("nc", "cnonce", "qop")] if "qop" in pairs else []
    answer = {**pairs, "algorithm": algorithm, "response": digest(secret, pairs["nonce"], *middle, what)}
    return "Digest " + ", ".join(
        f"{name}={text}" if name in _UNQUOTED else f'{name}="{text}"' for name, text in answer.items()
    )
