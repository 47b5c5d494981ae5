"""The SIP trace: the last messages in memory, and a file if asked; secrets, names and numbers are masked in both.

The ring keeps bytes and masks when read, so that a call does not wait for it.
"""

import os
import re
import time
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TextIO

_KEPT = 400
_FILE_BYTES = 5_000_000
# Fields without a person in them; every other is masked whole or in its parts.
_TECHNICAL = frozenset(
    {
        *(
            "accept",
            "allow",
            "call-id",
            "i",
            "content-length",
            "l",
            "content-type",
            "c",
            "content-encoding",
            "e",
            "cseq",
        ),
        *("cseq", "expires", "max-forwards", "min-expires", "require", "supported", "k", "unsupported", "user-agent"),
        *(
            "server",
            "via",
            "v",
            "rseq",
            "rack",
            "session-expires",
            "x",
            "min-se",
            "retry-after",
            "event",
            "o",
            "date",
            "warning",
        ),
        *("subscription-state", "allow-events", "u", "proxy-require", "timestamp", "mime-version"),
    }
)
_ADDRESSES = frozenset(
    {"from", "f", "to", "t", "contact", "m", "route", "record-route", "service-route", "path", "p-asserted-identity"}
)
_SECRET = frozenset({"authorization", "proxy-authorization"})
_CHALLENGE = frozenset({"www-authenticate", "proxy-authenticate"})
_USER = re.compile(r"\b(sips?|tel):([^@>;?\s]*+)(@?)", re.IGNORECASE)
_NAME = re.compile(r'"(?:[^"\\]|\\.)*+"|^[^<:"]++(?=<)')
_PARAMETER = re.compile(r"\b(nonce|opaque)\s*=\s*\"[^\"]*\"", re.IGNORECASE)
_KEY = re.compile(r"inline:\S+|(?<=a=ice-pwd:)\S+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DIGITS = re.compile(r"\+?[0-9]{5,}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceEntry:
    """`is_sent`: towards the exchange. `text` is masked."""

    at: datetime
    is_sent: bool
    text: str

    def __str__(self) -> str:
        arrow = "-->" if self.is_sent else "<--"
        return f"{self.at.isoformat(timespec='milliseconds')} {arrow}\n{self.text}\n"


def mask(data: bytes) -> str:
    """A message, well-formed or not, fit to be shown to somebody who helps: no password, key, name, number, digits."""
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "replace").replace("\r\n ", " ").replace("\r\n\t", " ").split("\r\n")
    shown = [_masked_address(lines[0]), *(_masked_field(line) for line in lines[1:])]
    if body.startswith(b"v=0"):
        shown += ["", *(_KEY.sub("inline:…", line) for line in body.decode("utf-8", "replace").splitlines())]
    elif body:
        shown += ["", f"[{len(body)} bytes]"]
    return _UNPRINTABLE.sub("?", "\n".join(shown))


def mask_user(user: str) -> str:
    """`+49301234567` to `+49…567`, a name to its first letter."""
    if _DIGITS.match(user):
        return f"{user[:3]}…{user[-3:]}" if len(user) > 8 else f"…{user[-2:]}"
    return f"{user[:1]}…" if user else ""


def _masked_address(text: str) -> str:
    return _USER.sub(lambda match: f"{match[1]}:{_masked_part(match[1], match[2], match[3])}", text)


def _masked_part(scheme: str, part: str, at_sign: str) -> str:
    """Before an @ stands the user; without one, in a SIP address, the host, which is shown."""
    if at_sign or scheme.lower() == "tel":
        return mask_user(part) + at_sign
    return part


def _masked_field(line: str) -> str:
    name, colon, value = line.partition(":")
    key = name.strip().lower()
    if not colon:
        return f"[{len(line)} characters]"
    if key in _TECHNICAL:
        return line
    if key in _ADDRESSES:
        return f"{name}:{_masked_address(_NAME.sub('…', value.strip()))}"
    if key in _SECRET:
        return f"{name}: {value.split()[0] if value.split() else ''} …"
    if key in _CHALLENGE:
        return f"{name}:{_PARAMETER.sub(lambda match: f'{match[1]}=…', value)}"
    return f"{name}: [{len(value.strip())} characters]"


class Trace:
    """Raises OSError from its constructor when the file cannot be written; a later failure ends the file alone."""

    def __init__(self, file_name: str = "") -> None:
        self._ring: deque[tuple[float, bool, bytes]] = deque(maxlen=_KEPT)
        self._file_name = file_name
        self._file: TextIO | None = self._opened() if file_name else None

    def note(self, data: bytes, *, is_sent: bool) -> None:
        entry = (time.time(), is_sent, data)
        self._ring.append(entry)
        if self._file is not None:
            self._write(_masked_entry(entry))

    def entries(self) -> tuple[TraceEntry, ...]:
        return tuple(_masked_entry(entry) for entry in self._ring)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _opened(self) -> TextIO:
        descriptor = os.open(self._file_name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8", newline="\n")

    def _write(self, entry: TraceEntry) -> None:
        assert self._file is not None
        try:
            if self._file.tell() > _FILE_BYTES:
                self._file.close()
                os.replace(self._file_name, self._file_name + ".1")
                self._file = self._opened()
            self._file.write(str(entry))
            self._file.flush()
        except OSError:
            # A full disk must not cost a call.
            self.close()


def _masked_entry(entry: tuple[float, bool, bytes]) -> TraceEntry:
    at, is_sent, data = entry
    return TraceEntry(at=datetime.fromtimestamp(at, UTC), is_sent=is_sent, text=mask(data))
