"""Messages out of a stream (RFC 3261 §18.3), in whatever pieces they come; and the keep-alives between them."""

import re

_LENGTH = re.compile(rb"\r\n(?:content-length|l)[ \t]*+:[ \t]*+([0-9]{1,10})[ \t]*+(?=\r\n)", re.IGNORECASE)
_END = b"\r\n\r\n"


class BrokenStream(ValueError):
    """Where the next message begins can no longer be known: the connection has to be closed."""


class Framer:
    """Give it what came; it gives whole messages back. `pings` and `pongs` count keep-alives (RFC 5626 §4.4.1)."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._buffer = bytearray()
        self._searched = 0
        self.pings = 0
        self.pongs = 0

    def feed(self, data: bytes) -> list[bytes]:
        """The messages that are whole now; raises BrokenStream."""
        self._buffer += data
        messages: list[bytes] = []
        while (message := self._next()) is not None:
            messages.append(message)
        return messages

    def _next(self) -> bytes | None:
        self._skip_keep_alives()
        end = self._buffer.find(_END, self._searched)
        if end < 0:
            self._searched = max(0, len(self._buffer) - 3)
            if len(self._buffer) > self._largest:
                raise BrokenStream("the header fields do not end")
            return None
        lengths = _LENGTH.findall(bytes(self._buffer[: end + 2]))
        if len(lengths) != 1:
            raise BrokenStream("no Content-Length, or more than one")
        size = end + len(_END) + int(lengths[0])
        if size > self._largest:
            raise BrokenStream("a message that is too large")
        if len(self._buffer) < size:
            self._searched = end
            return None
        message = bytes(self._buffer[:size])
        del self._buffer[:size]
        self._searched = 0
        return message

    def _skip_keep_alives(self) -> None:
        if self._searched:
            return
        while self._buffer.startswith(_END):
            del self._buffer[:4]
            self.pings += 1
        while self._buffer.startswith(b"\r\n") and not _END.startswith(self._buffer):
            del self._buffer[:2]
            self.pongs += 1
        if self._buffer == b"\r\n":
            # A pong, or half a ping: taken for a pong, since the other half is then taken for another.
            self._buffer.clear()
            self.pongs += 1
