"""A SIP message that was read: start line, header fields under their long names, body."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

COMPACT = {
    "a": "Accept-Contact",
    "b": "Referred-By",
    "c": "Content-Type",
    "d": "Request-Disposition",
    "e": "Content-Encoding",
    "f": "From",
    "i": "Call-ID",
    "j": "Reject-Contact",
    "k": "Supported",
    "l": "Content-Length",
    "m": "Contact",
    "o": "Event",
    "r": "Refer-To",
    "s": "Subject",
    "t": "To",
    "u": "Allow-Events",
    "v": "Via",
    "x": "Session-Expires",
    "y": "Identity",
}
_SPELT = (
    "Call-ID CSeq Content-Type Content-Length Max-Forwards Record-Route Service-Route WWW-Authenticate "
    "Proxy-Authenticate Proxy-Authorization P-Asserted-Identity User-to-User MIME-Version RAck RSeq"
)
_CANONICAL = {name.lower(): name for name in (*COMPACT.values(), *_SPELT.split())}

REASONS = {
    200: "OK",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    413: "Request Entity Too Large",
    414: "Request-URI Too Long",
    415: "Unsupported Media Type",
    416: "Unsupported URI Scheme",
    420: "Bad Extension",
    481: "Call/Transaction Does Not Exist",
    486: "Busy Here",
    488: "Not Acceptable Here",
    501: "Not Implemented",
    503: "Service Unavailable",
    505: "Version Not Supported",
}


@lru_cache(maxsize=256)
def long_name(name: str) -> str:
    """The one spelling of a header's name: compact forms grown, capitals as in the RFCs."""
    lower = name.lower()
    if lower in COMPACT:
        return COMPACT[lower]
    return _CANONICAL.get(lower) or "-".join(part[:1].upper() + part[1:] for part in lower.split("-"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SipMessage:
    """A request has a `method` and a `uri`, a response a `status` and a `reason`.

    `headers` are in order, one value each for those that are lists (Via, Route, Contact …).
    """

    method: str = ""
    uri: str = ""
    status: int = 0
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def is_request(self) -> bool:
        return bool(self.method)

    def first(self, name: str) -> str:
        """The first value under this long name, or an empty string."""
        for key, value in self.headers:
            if key == name:
                return value
        return ""

    def values(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.headers if key == name)

    @property
    def sequence(self) -> tuple[int, str]:
        """CSeq as number and method."""
        number, _, method = self.first("CSeq").partition(" ")
        return int(number), method

    def without(self, *names: str) -> "SipMessage":
        return self.with_fields(item for item in self.headers if item[0] not in names)

    def with_first(self, name: str, value: str) -> "SipMessage":
        """With `value` before every other of this name, at the head of the message."""
        return self.with_fields(((name, value), *self.headers))

    def with_values(self, name: str, values: tuple[str, ...]) -> "SipMessage":
        """With these values, and no others, under this name, where the first of them was."""
        kept: list[tuple[str, str]] = []
        is_placed = False
        for item in self.headers:
            if item[0] != name:
                kept.append(item)
            elif not is_placed:
                kept.extend((name, value) for value in values)
                is_placed = True
        if not is_placed:
            kept.extend((name, value) for value in values)
        return self.with_fields(kept)

    def with_fields(self, headers: Iterable[tuple[str, str]]) -> "SipMessage":
        """With these header fields and no others; not by `dataclasses.replace`, which takes three times as long."""
        return SipMessage(
            method=self.method,
            uri=self.uri,
            status=self.status,
            reason=self.reason,
            headers=tuple(headers),
            body=self.body,
        )

    def with_body(self, body: bytes) -> "SipMessage":
        return SipMessage(
            method=self.method, uri=self.uri, status=self.status, reason=self.reason, headers=self.headers, body=body
        )

    def to_bytes(self) -> bytes:
        start = f"{self.method} {self.uri} SIP/2.0" if self.is_request else f"SIP/2.0 {self.status} {self.reason}"
        lines = [start]
        lines += [f"{name}: {value}" for name, value in self.headers if name != "Content-Length"]
        lines.append(f"Content-Length: {len(self.body)}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + self.body
