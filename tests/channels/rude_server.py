"""A mail server that breaks its word: a double, because no real one can be told to cut a literal short.

It speaks just enough IMAP and SMTP to be believed, over loopback, one connection after the other: in the clear, or in
TLS as far as it has a certificate.
"""

import contextlib
import select
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.servers.ports import HOST


@dataclass(kw_only=True)
class Manners:
    """How it behaves. `cut_after`: bytes it says in a connection before it hangs up.

    `messages` without a byte are named, and not given. `literal_error` is added to the size it announces of each, or
    `literal` replaces it. `in_fetch` is said between two messages, `in_idle` once while the client waits, and
    `after_starttls` in one breath with the consent to it. `seen` are marked so when flags are asked for. `chatter`
    is said again and again while the client waits. `asides` are said once, when a command comes that begins so, and
    then `meanwhile` happens. `refusals`: how a command that begins so ends. `tls` is what it encrypts with when it is
    asked to, or `from_the_start`. `offers` are the capabilities of a session that is in the "clear", in "tls" or signed
    "in", where they are not `capabilities`; of SMTP, what it says to EHLO.
    """

    messages: dict[int, bytes] = field(default_factory=dict)
    validity: int = 1
    cut_after: int | None = None
    literal_error: int = 0
    literal: str = ""
    in_fetch: bytes = b""
    seen: set[int] = field(default_factory=set)
    in_idle: bytes = b""
    chatter: bytes = b""
    asides: dict[bytes, bytes] = field(default_factory=dict)
    refusals: dict[bytes, bytes] = field(default_factory=dict)
    meanwhile: Callable[[], object] = lambda: None
    after_starttls: bytes = b""
    greeting: bytes = b"* OK ready\r\n"
    capabilities: bytes = b"IMAP4rev1 IDLE SASL-IR AUTH=PLAIN"
    answers: dict[str, bytes] = field(default_factory=dict)  # SMTP: what it says to a command, by its first word
    tls: ssl.SSLContext | None = None
    from_the_start: bool = False
    offers: dict[str, bytes] = field(default_factory=dict)


class Hung(Exception):
    """The connection has been cut."""


class RudeServer:
    """`heard` is every line that was said to it."""

    def __init__(self, manners: Manners, converse: "Callable[[RudeServer, Talk], None]") -> None:
        self.manners = manners
        self.heard: list[bytes] = []
        self._converse = converse
        self._door = socket.create_server((HOST, 0))
        self.port = self._door.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, name="rude-server")
        self._is_over = False
        self._now: socket.socket | None = None
        self.said = 0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_over = True
        if self._now is not None:
            with contextlib.suppress(OSError):
                self._now.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError), socket.create_connection((HOST, self.port), timeout=5):
            pass  # it looks up from waiting
        self._thread.join(10)
        self._door.close()
        assert not self._thread.is_alive()

    def now_with(self, connection: socket.socket) -> None:
        self._now = connection

    def _serve(self) -> None:
        while True:
            connection, _ = self._door.accept()
            if self._is_over:
                connection.close()
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._now = connection
            talk = Talk(self, connection)
            with contextlib.suppress(OSError, Hung):
                if self.manners.from_the_start:
                    talk.encrypt()
                self._converse(self, talk)
            self.said = talk.said
            talk.close()
            connection.close()


class Talk:
    """One connection."""

    def __init__(self, server: RudeServer, connection: socket.socket) -> None:
        self.server = server
        self.said = 0
        self.stage = "clear"
        self._connection = connection
        self.lines = connection.makefile("rb")

    def encrypt(self) -> None:
        assert self.server.manners.tls is not None
        self.lines.close()
        self._connection = self.server.manners.tls.wrap_socket(
            self._connection, server_side=True, do_handshake_on_connect=False
        )
        self.server.now_with(self._connection)
        self.lines = self._connection.makefile("rb")
        self._connection.do_handshake()
        self.stage = "tls"

    def close(self) -> None:
        self.lines.close()
        self._connection.close()

    def say(self, data: bytes) -> None:
        most = self.server.manners.cut_after
        if most is not None and self.said + len(data) >= most:
            self._connection.sendall(data[: most - self.said])
            raise Hung
        self.said += len(data)
        self._connection.sendall(data)

    def is_spoken_to(self, seconds: float) -> bool:
        return bool(select.select([self._connection], [], [], seconds)[0])

    def hear(self) -> bytes:
        line = self.lines.readline()
        if not line:
            raise Hung
        self.server.heard.append(line.rstrip(b"\r\n"))
        return line.rstrip(b"\r\n")


def imap(server: RudeServer, talk: Talk) -> None:
    talk.say(server.manners.greeting)
    while True:
        tag, _, rest = talk.hear().partition(b" ")
        words = rest.upper().split()
        name = words[1] if words[0] == b"UID" else words[0]
        for aside in [start for start in server.manners.asides if rest.startswith(start)]:
            server.manners.meanwhile()
            talk.say(server.manners.asides.pop(aside))
        refusal = next((said for start, said in server.manners.refusals.items() if rest.startswith(start)), b"")
        answer = _IMAP.get(name.decode("ascii", "replace"))
        if answer and not refusal:
            answer(server.manners, talk, tag, rest)
        if name in (b"LOGIN", b"AUTHENTICATE") and not refusal:
            talk.stage = "in"
        if name != b"STARTTLS" or refusal:
            talk.say(tag + b" " + (refusal or b"OK done") + b"\r\n")


def _capability(manners: Manners, talk: Talk, _tag: bytes, _rest: bytes) -> None:
    talk.say(b"* CAPABILITY " + manners.offers.get(talk.stage, manners.capabilities) + b"\r\n")


def _starttls(manners: Manners, talk: Talk, tag: bytes, _rest: bytes) -> None:
    talk.say(tag + b" OK begin\r\n" + manners.after_starttls)
    if manners.tls is None:
        talk.hear()  # the client's hello, or nothing ever
        raise Hung
    talk.encrypt()


def _list(_manners: Manners, talk: Talk, _tag: bytes, _rest: bytes) -> None:
    talk.say(b'* LIST (\\HasNoChildren) "/" INBOX\r\n')


def _select(manners: Manners, talk: Talk, _tag: bytes, _rest: bytes) -> None:
    following = max(manners.messages, default=0) + 1
    talk.say(b"* %d EXISTS\r\n* OK [UIDVALIDITY %d]\r\n" % (len(manners.messages), manners.validity))
    talk.say(b"* OK [UIDNEXT %d]\r\n" % following)


def _search(manners: Manners, talk: Talk, _tag: bytes, rest: bytes) -> None:
    words = rest.split()
    wanted = _set(words[3], manners) if words[2] == b"UID" else set()
    talk.say(b"* SEARCH " + b" ".join(b"%d" % uid for uid in sorted(manners.messages) if uid in wanted) + b"\r\n")


def _fetch(manners: Manners, talk: Talk, _tag: bytes, rest: bytes) -> None:
    wanted = _set(rest.split()[2], manners)
    for number, uid in enumerate(sorted(manners.messages), start=1):
        if uid not in wanted or not manners.messages[uid]:
            continue
        if b"BODY" not in rest:
            flags = b"\\Seen" if uid in manners.seen else b""
            talk.say(b"* %d FETCH (UID %d FLAGS (%s))\r\n" % (number, uid, flags))
            continue
        raw = manners.messages[uid]
        size = manners.literal or str(len(raw) + manners.literal_error)
        talk.say(b"* %d FETCH (UID %d FLAGS () BODY[]<0> {%s}\r\n" % (number, uid, size.encode()))
        talk.say(raw + b")\r\n")
        if manners.in_fetch:
            talk.say(manners.in_fetch)


def _idle(manners: Manners, talk: Talk, _tag: bytes, _rest: bytes) -> None:
    talk.say(b"+ idling\r\n" + manners.in_idle)
    manners.in_idle = b""
    while manners.chatter and not talk.is_spoken_to(0.1):
        talk.say(manners.chatter)
    talk.hear()


_IMAP: dict[str, Callable[[Manners, Talk, bytes, bytes], None]] = {
    "CAPABILITY": _capability,
    "STARTTLS": _starttls,
    "LIST": _list,
    "SELECT": _select,
    "SEARCH": _search,
    "FETCH": _fetch,
    "IDLE": _idle,
}


def _set(text: bytes, manners: Manners) -> set[int]:
    found: set[int] = set()
    last = max(manners.messages, default=0)
    for part in text.split(b","):
        numbers = [last if each == b"*" else int(each) for each in part.split(b":")]
        found.update(uid for uid in manners.messages if min(numbers) <= uid <= max(numbers))
    return found


def smtp(server: RudeServer, talk: Talk) -> None:
    answers = server.manners.answers
    talk.say(answers.get("", b"220 ready\r\n"))
    while True:
        word = talk.hear().split(b" ")[0].decode("ascii", "replace").upper()
        if word == "DATA" and "DATA" not in answers:
            talk.say(b"354 go on\r\n")
            while talk.hear() != b".":
                pass
            word = "."
        offered = server.manners.offers.get(talk.stage) if word == "EHLO" else None
        talk.say(offered or answers.get(word, b"250 fine\r\n"))
        if word == "STARTTLS" and server.manners.tls is not None:
            talk.encrypt()


@contextlib.contextmanager
def rude_server(manners: Manners, converse: Callable[[RudeServer, Talk], None] = imap) -> Iterator[RudeServer]:
    server = RudeServer(manners, converse)
    server.start()
    try:
        yield server
    finally:
        server.stop()
