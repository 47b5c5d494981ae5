"""Which log-in PJSIP is offered (RFC 7616, RFC 8760), to whom the password goes, and how often it is tried.

PJSIP 2.15.1 answers the last challenge of several: so it is shown one, the strongest that can be answered.
"""

import hashlib
import re
from collections import OrderedDict
from dataclasses import dataclass

from desktop.domain.text import tr
from desktop.telephony.engine.edge.sip.message import SipMessage

_FIELDS = {401: "WWW-Authenticate", 407: "Proxy-Authenticate"}
_KNOWN = {"MD5": "md5", "SHA-256": "sha256", "SHA-512-256": "sha512_256"}
HASHES = {name: python for name, python in _KNOWN.items() if python in hashlib.algorithms_available}
"""The algorithms there is an answer to, weakest first, with Python's names for them."""
_TRIES = 2
_REMEMBERED = 64
_SCHEME = re.compile(r"Digest\s++", re.IGNORECASE)
_PAIR = re.compile(r'\s*+([A-Za-z0-9\-]++)\s*+=\s*+(?:"((?:[^"\\]|\\.)*+)"|([^\s",]++))\s*+(,|\Z)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """A digest challenge that was understood; the strings are as they stood between the quotes."""

    realm: str
    nonce: str
    algorithm: str
    has_qop: bool
    opaque: str | None = None
    is_stale: bool = False

    @property
    def strength(self) -> int:
        return list(HASHES).index(self.algorithm)

    def __str__(self) -> str:
        parts = [f'realm="{self.realm}"', f'nonce="{self.nonce}"', f"algorithm={self.algorithm}"]
        if self.opaque is not None:
            parts.append(f'opaque="{self.opaque}"')
        if self.has_qop:
            parts.append('qop="auth"')
        if self.is_stale:
            parts.append("stale=true")
        return "Digest " + ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """A challenge PJSIP is not shown; `text` is for the user."""

    rule: str
    text: str


def read_pairs(value: str) -> dict[str, str] | None:
    """A Digest field's parameters, names in lower case, as they stood between the quotes; None if it is not one."""
    start = _SCHEME.match(value)
    if start is None:
        return None
    found: dict[str, str] = {}
    position = start.end()
    while position < len(value):
        match = _PAIR.match(value, position)
        if match is None or match[1].lower() in found:
            return None
        found[match[1].lower()] = match[2] if match[2] is not None else match[3]
        position = match.end()
    return found


def read_challenge(value: str) -> Challenge | None:
    """None for what cannot be answered: another scheme or algorithm, no `auth` among the qualities."""
    found = read_pairs(value)
    if found is None:
        return None
    algorithm = found.get("algorithm", "MD5").upper()
    qop = [part.strip().lower() for part in found.get("qop", "").split(",") if part.strip()]
    if algorithm not in HASHES or not found.get("realm") or not found.get("nonce") or (qop and "auth" not in qop):
        return None
    return Challenge(
        realm=found["realm"],
        nonce=found["nonce"],
        algorithm=algorithm,
        has_qop=bool(qop),
        opaque=found.get("opaque"),
        is_stale=found.get("stale", "").lower() == "true",
    )


class PasswordGuard:
    """Sees every response of the exchange. The first realm that asks is the only one that is ever answered."""

    def __init__(self) -> None:
        self._realm: str | None = None
        self._asked: OrderedDict[str, set[int]] = OrderedDict()

    def settle(self, response: SipMessage) -> SipMessage | Denied:
        """The response with the one challenge that may be answered, or why none may."""
        number, _ = response.sequence
        call_id = response.first("Call-ID")
        if response.status not in _FIELDS:
            if response.status >= 200:
                self._asked.pop(call_id, None)
            return response
        name = _FIELDS[response.status]
        offers = [challenge for value in response.values(name) if (challenge := read_challenge(value)) is not None]
        if not offers:
            return Denied(rule="digest_unknown", text=tr("The server asks for a log-in this program does not know"))
        chosen = self._choose(offers)
        if chosen is None:
            text = tr("The server asked for the password for another realm; it was not sent")
            return Denied(rule="digest_realm", text=text)
        if self._count(call_id, number) > _TRIES:
            return Denied(rule="digest_tries", text=tr("The server does not accept the user name or the password"))
        self._realm = chosen.realm
        others = tuple(field for field in _FIELDS.values() if field != name)
        return response.without(*others).with_values(name, (str(chosen),))

    def _choose(self, offers: list[Challenge]) -> Challenge | None:
        if self._realm is not None:
            offers = [offer for offer in offers if offer.realm == self._realm]
        return max(offers, key=lambda offer: offer.strength, default=None)

    def _count(self, call_id: str, number: int) -> int:
        """How many requests of this Call-ID have been asked for a password in a row; a retransmission counts once."""
        asked = self._asked.setdefault(call_id, set())
        asked.add(number)
        self._asked.move_to_end(call_id)
        while len(self._asked) > _REMEMBERED:
            self._asked.popitem(last=False)
        return len(asked)
