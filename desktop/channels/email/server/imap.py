"""One IMAP session (RFC 3501, with IDLE, CONDSTORE, QRESYNC, MOVE, UIDPLUS and SPECIAL-USE where the server has them).

It does what it is told, one thread at a time, and knows nothing of messages. A few commands may be under way at once.
"""

import contextlib
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, takewhile

from desktop.channels.email.server.dialogue import LARGEST_PART
from desktop.channels.email.server.session import Session, name_of
from desktop.channels.email.server.syntax import Nonsense, number, pairs, ranges, sets_of
from desktop.domain.errors import Unreachable

ASK_SECONDS = 20.0  # where the server does not speak unasked
_AT_ONCE = 2  # commands under way: the server works on the next while we work on what the first brought
_WHOLE = b"(UID FLAGS RFC822.SIZE BODY.PEEK[]<0.%d>)" % LARGEST_PART
# what nearly every server says before a message's bytes, read at one go
_USUAL = re.compile(
    rb"\* \d{1,10} FETCH \((?:UID (?P<uid>\d{1,10}) |FLAGS \((?P<flags>[^()\"]*)\) |RFC822\.SIZE (?P<size>\d{1,18}) )+"
    rb"BODY\[\](?:<0>)? ",
    re.IGNORECASE,
)
_ITEMS = (b"UID", b"FLAGS", b"MODSEQ", b"RFC822.SIZE")
_COPIED = re.compile(rb"\[COPYUID (\d{1,10}) ([\d:,]+) ([\d:,]+)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One message, or only what is told of it: `raw` is None then. `changes` is its MODSEQ, 0 without."""

    uid: int
    is_seen: bool
    size: int = 0
    changes: int = 0
    raw: bytes | None = None


@dataclass(slots=True, kw_only=True)
class _Order:
    """A FETCH under way: which messages of it have not come, whether that was told, and whether the server said so."""

    tag: bytes
    missing: set[int]
    is_told: bool = False
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The UIDs in the other folder by those they had; empty where the server does not say.

    `is_left`: they are in the old folder, too, marked as deleted.
    """

    validity: int
    uids: dict[int, int]
    is_left: bool = False


class Imap(Session):
    """Signed out at first; `sign_in` before anything else."""

    def search(self, criteria: bytes) -> list[int]:
        """UIDs, ascending."""
        found: set[int] = set()
        with self._sense():
            for kind, values in self._values(b"UID SEARCH " + criteria):
                if kind == b"SEARCH":
                    found.update(number(value) for value in values if not isinstance(value, list))
        return sorted(found)

    def fetch(self, chunks: Iterable[Sequence[int]]) -> Iterator[Fetched | None]:
        """The messages of these UIDs, whole, as they come, and None once all of a chunk are there, chunk by chunk.

        A server may say late that it is done with one, so that the messages themselves are counted.
        """
        coming = iter(chunks)
        orders: list[_Order] = []
        while True:
            while sum(1 for order in orders if order.missing) < _AT_ONCE and (uids := next(coming, None)) is not None:
                tag = self._send(b"UID FETCH %s %s" % (sets_of(uids).encode(), _WHOLE))
                orders.append(_Order(tag=tag, missing=set(uids)))
            if not orders:
                return
            if message := self._next_of(orders):
                yield message
            for order in takewhile(lambda order: not order.missing, orders):
                if not order.is_told:
                    order.is_told = True
                    yield None
            orders = [order for order in orders if not (order.is_over and order.is_told)]

    def _next_of(self, orders: Sequence[_Order]) -> Fetched | None:
        pieces = self._response()
        ended = self._end(pieces, [order.tag for order in orders])
        message = None if ended else self._whole(pieces)
        for order in orders:
            if order.tag == ended:
                order.missing.clear()  # those are not there any more
                order.is_over = True
            elif message:
                order.missing.discard(message.uid)
        return message

    def fetch_from(self, uid: int) -> Iterator[Fetched]:
        """Everything from that UID on, whole; the last message that there is in any case."""
        for pieces in self._command(b"UID FETCH %d:* %s" % (uid, _WHOLE)):
            if message := self._whole(pieces):
                yield message

    def flags(self, uids: str, since: int = 0) -> Iterator[Fetched]:
        """Only what is told of them; with `since` only of those that changed after that MODSEQ, and which are gone."""
        gone = b" VANISHED" if self._asks_vanished else b""  # later it tells so unasked
        self._asks_vanished = self._asks_vanished and not since
        changed = b" (CHANGEDSINCE %d%s)" % (since, gone) if since else b""
        for pieces in self._command(b"UID FETCH %s (UID FLAGS)%s" % (uids.encode(), changed)):
            if message := self._fetched(pieces):
                yield message
            else:
                self._notice(pieces)

    def flag(self, uids: str, flag: str, *, is_set: bool) -> None:
        sign = b"+" if is_set else b"-"
        self._run(b"UID STORE %s %sFLAGS.SILENT (%s)" % (uids.encode(), sign, flag.encode()))

    def move(self, uids: Sequence[int], folder: str) -> Moved:
        """Into another folder; by copying and deleting where the server cannot move."""
        those = sets_of(uids).encode()
        if "MOVE" in self.capabilities:
            return self._moved(b"UID MOVE %s %s" % (those, name_of(folder)), len(uids))
        moved = self._moved(b"UID COPY %s %s" % (those, name_of(folder)), len(uids))
        self.flag(those.decode(), "\\Deleted", is_set=True)
        if "UIDPLUS" in self.capabilities:
            self._run(b"UID EXPUNGE " + those)
        elif set(self.search(b"DELETED")) <= set(uids):  # else it would take what others marked, and may unmark
            self._run(b"EXPUNGE")
        else:
            return replace(moved, is_left=True)
        return moved

    def _moved(self, command: bytes, count: int) -> Moved:
        """RFC 4315 §3: what became of each, where the server says so."""
        lines = []
        for pieces in self._command(command):
            self._notice(pieces)
            lines.append(bytes(pieces[0]))
        found = next((match for line in (*lines, self._ended) if (match := _COPIED.search(line))), None)
        if found is None:
            return Moved(validity=0, uids={})
        with self._sense():
            before, after = (list(_counted(ranges(found[number]), count)) for number in (2, 3))
        return Moved(validity=int(found[1]), uids=dict(zip(before, after, strict=False)))

    def append(self, folder: str, raw: bytes, flags: str = "") -> None:
        tag = self._send(b"APPEND %s (%s) {%d}" % (name_of(folder), flags.encode(), len(raw)))
        self._continued(tag)
        self._stream.send(raw + b"\r\n")
        for _ in self._responses(tag):
            pass

    def watch(self, seconds: float) -> None:
        """Until the server says that something came or changed, or that long. Some have to be asked."""
        if "IDLE" in self.capabilities:
            self._idle(seconds)
            return
        self._stream.wait(min(seconds, ASK_SECONDS))
        for pieces in self._command(b"NOOP"):
            self._notice(pieces)

    def _idle(self, seconds: float) -> None:
        tag = self._send(b"IDLE")
        self._continued(tag)
        deadline = time.monotonic() + seconds
        while not (self.has_mail or self.has_changes) and self._stream.wait(deadline - time.monotonic()):
            pieces = self._response()
            self._unasked(pieces)
            self._notice(pieces)
        self._stream.send(b"DONE\r\n")
        for pieces in self._responses(tag):
            self._notice(pieces)

    def leave(self) -> None:
        """Sign out politely, as far as the server lets us, and close."""
        with contextlib.suppress(Unreachable):
            self._stream.send(b"%s LOGOUT\r\n" % self._tag())
        self.close()

    def close(self) -> None:
        self._stream.close()

    def _whole(self, pieces: list[bytes | bytearray]) -> Fetched | None:
        """A message with its bytes; what is said of another unasked is noticed."""
        usual = _USUAL.fullmatch(pieces[0]) if len(pieces) == 3 and pieces[2] == b")" else None
        if usual and usual["uid"] and usual["flags"] is not None:
            return Fetched(
                uid=int(usual["uid"]),
                is_seen=b"\\seen" in usual["flags"].lower().split(),
                size=int(usual["size"] or 0),
                raw=bytes(pieces[1]),
            )
        message = self._fetched(pieces)
        if message and message.raw is not None:
            return message
        self._notice(pieces)
        return None

    def _fetched(self, pieces: list[bytes | bytearray]) -> Fetched | None:
        if b" FETCH " not in bytes(pieces[0][:60]).upper():
            return None
        values = self._tokens(pieces)
        with self._sense():
            said = pairs(values[3] if len(values) == 4 else None)
            if strange := [name for name in said if name not in _ITEMS and not name.startswith(b"BODY[]")]:
                raise Nonsense(f"{strange[0][:40]!r} was not asked for")  # the end of a literal that was cut short
            if b"UID" not in said:
                return None
            flags, changes = said.get(b"FLAGS"), said.get(b"MODSEQ")
            raw = next((value for name, value in said.items() if name.startswith(b"BODY[]")), None)
            return Fetched(
                uid=number(said[b"UID"]),
                is_seen=isinstance(flags, list)
                and any(isinstance(flag, bytes) and flag.lower() == b"\\seen" for flag in flags),
                size=number(said.get(b"RFC822.SIZE", b"0")),
                changes=number(changes[0]) if isinstance(changes, list) and changes else 0,
                raw=raw if isinstance(raw, bytes) else None,
            )


def _counted(pairs_of: Iterable[tuple[int, int]], most: int) -> Iterator[int]:
    return islice(chain.from_iterable(range(first, last + 1) for first, last in pairs_of), most)
