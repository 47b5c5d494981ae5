"""Commands to an IMAP server and its responses, whatever they are about: tags, literals, and what is said unasked."""

import contextlib
from collections.abc import Iterable, Iterator

from desktop.channels.email.server.stream import Stream
from desktop.channels.email.server.syntax import (
    LITERAL,
    Nonsense,
    Token,
    can_be_quoted,
    quoted,
    ranges,
    tokens,
)
from desktop.domain.errors import Rejected
from desktop.domain.text import tr

LARGEST_PART = 48 << 20
"""Of one message this much is read, and no server may send more at once."""

_MOST_PIECES = 10_000


class Dialogue:
    """One at a time speaks here. What makes no sense ends the connection with Unreachable."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._count = 0
        self.has_mail = False  # the server said unasked that there is more
        self.has_changes = False  # … or that something is different
        self.has_gaps = False  # … or that messages of the open folder are gone, without their UIDs
        self.vanished: list[tuple[int, int]] = []  # … or with them (RFC 7162), as ranges
        self.count = 0  # messages in the open folder
        self._ended = b""  # the last command's own answer

    @property
    def host(self) -> str:
        return self._stream.server.host

    def _run(self, command: bytes, *texts: bytes) -> None:
        for pieces in self._command(command, *texts):
            self._notice(pieces)

    def _command(self, command: bytes, *texts: bytes) -> Iterator[list[bytes | bytearray]]:
        yield from self._responses(self._send(command, *texts))

    def _values(self, command: bytes) -> Iterator[tuple[bytes, list[Token]]]:
        """Untagged responses as their kind and their values."""
        for pieces in self._command(command):
            self._notice(pieces)
            values = self._tokens(pieces)
            if len(values) > 1 and isinstance(values[1], bytes):
                yield values[1].upper(), values[2:]

    def _send(self, command: bytes, *texts: bytes) -> bytes:
        tag = self._tag()
        line = tag + b" " + command
        for text in texts:
            if can_be_quoted(text):
                line += b" " + quoted(text)
            else:
                self._stream.send(line + b" {%d}\r\n" % len(text))
                self._continued(tag)
                line = text
        self._stream.send(line + b"\r\n")
        return tag

    def _tag(self) -> bytes:
        self._count += 1
        return b"P%d" % self._count

    def _continued(self, tag: bytes) -> None:
        """Wait until the server wants the rest."""
        while True:
            pieces = self._response()
            line = bytes(pieces[0])
            if line.startswith(b"+"):
                return
            if line.startswith(tag + b" "):
                raise Rejected(self._says(line))
            self._unasked(pieces)
            self._notice(pieces)

    def _responses(self, tag: bytes) -> Iterator[list[bytes | bytearray]]:
        """What belongs to a command. Raises Rejected with the server's words."""
        while not self._end(pieces := self._response(), (tag,)):
            yield pieces

    def _end(self, pieces: list[bytes | bytearray], tags: Iterable[bytes]) -> bytes:
        """The command that this ends, of those under way; b"" for none. Raises Rejected with the server's words."""
        line = bytes(pieces[0])
        for tag in tags:
            if line.startswith(tag + b" "):
                if line[len(tag) + 1 :].upper().startswith(b"OK"):
                    self._ended = line
                    return tag
                raise Rejected(self._says(line))
        if not line.startswith((b"* ", b"+")):
            self._stream.fail(self._says(line))
        self._unasked(pieces)
        return b""

    def _response(self) -> list[bytes | bytearray]:
        """A line, with the literals in it as bytearrays."""
        pieces: list[bytes | bytearray] = []
        while True:
            line = self._stream.line()
            literal = LITERAL.search(line)
            if literal is None:
                return [*pieces, line]
            size = int(literal[1][:19])
            if size > LARGEST_PART or len(pieces) > _MOST_PIECES:
                self._stream.fail(
                    tr("{server} wants to send %n bytes at once.", server=self._stream.server.host, n=size)
                )
            pieces += [line[: literal.start()], bytearray(self._stream.exactly(size))]

    def _unasked(self, pieces: list[bytes | bytearray]) -> None:
        words = bytes(pieces[0][:200]).upper().split()
        if words[1:2] == [b"BYE"]:
            self._stream.fail(self._says(bytes(pieces[0])))
        if words[1:2] == [b"VANISHED"]:
            self._note_vanished(bytes(pieces[0]))
        if len(words) > 2 and words[1].isdigit():
            self._note_number(words[2], int(words[1][:19]))

    def _note_number(self, what: bytes, number: int) -> None:
        if what == b"EXISTS":
            self.has_mail = True
            self.count = number
        elif what == b"EXPUNGE":
            self.has_changes = self.has_gaps = True
            self.count = max(0, self.count - 1)

    def _note_vanished(self, line: bytes) -> None:
        """`(EARLIER)`: while we were away, and not among the number that there is."""
        words = line.split()
        with self._sense():
            gone = ranges(words[-1])
        self.has_changes = True
        self.vanished += gone
        if words[2].upper() != b"(EARLIER)":
            self.count = max(0, self.count - sum(last - first + 1 for first, last in gone))

    def _notice(self, pieces: list[bytes | bytearray]) -> None:
        """Flags that were not asked for, whatever is under way: somebody changed them, and it is told but once."""
        if b" FETCH " in bytes(pieces[0][:60]).upper():
            self.has_changes = True

    def _tokens(self, pieces: list[bytes | bytearray]) -> list[Token]:
        with self._sense():
            return tokens(pieces)

    @contextlib.contextmanager
    def _sense(self) -> Iterator[None]:
        """What makes none ends the connection."""
        try:
            yield
        except Nonsense as error:
            self._stream.fail(
                tr("{server} does not speak IMAP here: {reason}.", server=self._stream.server.host, reason=str(error))
            )

    def _says(self, line: bytes) -> str:
        """`mail.example.org: Invalid credentials`, in the server's own words."""
        words = line.decode("utf-8", "replace").split(maxsplit=2)
        said = "".join(letter for letter in words[-1][:300] if letter.isprintable()) if words else ""
        return tr("{server} says: {words}", server=self._stream.server.host, words=said)
