"""One SMTP session (RFC 5321, 4954, 6531): sign in, hand over one message, leave.

What the server refuses is said before the message goes: a letter for three is not sent to two.
"""

import contextlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.channels.email.server.address import Security
from desktop.channels.email.server.sign_in import Credentials, Mechanism, answer, login_answers
from desktop.channels.email.server.stream import Stream
from desktop.domain.errors import Refused, Rejected, Unreachable
from desktop.domain.text import tr

_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
_BARE_END = re.compile(rb"\r\n|\r|\n")
_MOST_LINES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    code: int
    words: str

    @property
    def is_good(self) -> bool:
        """Done (RFC 5321 §4.2.1). What wants more, as 354 after the end of a message, has not taken it."""
        return 200 <= self.code < 300

    @property
    def is_for_now(self) -> bool:
        return 400 <= self.code < 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """`copy_to` gets it too, and may be refused: it is nobody the letter is for.

    `sender` "": nothing is to come back (RFC 3834 §3.3). Servers that do not let their users say so get `otherwise`.
    """

    sender: str
    recipients: Sequence[str]
    copy_to: str = ""
    otherwise: str = ""


class Smtp:
    """Greeted, and encrypted where that is to be; `sign_in` before `send`."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.features: dict[str, str] = {}
        try:
            self._greet()
        except BaseException:
            stream.close()
            raise

    def _greet(self) -> None:
        self._expect(self._reply())
        self._introduce()
        server = self._stream.server
        if server.security is Security.STARTTLS:
            if "STARTTLS" not in self.features:
                self._stream.fail(
                    tr("{server} offers no encryption.", server=server.host),
                    tr("Nothing was sent to it. Try TLS from the start, or another network."),
                )
            self._expect(self._ask("STARTTLS"))
            self._stream.start_tls()
            self._introduce()

    @property
    def largest(self) -> int | None:
        """Bytes of a message (RFC 1870); None where the server names no bound."""
        most = self.features.get("SIZE", "").strip()
        return int(most[:19]) or None if most.isdecimal() else None

    def sign_in(self, credentials: Credentials) -> None:
        """Raises Refused with the server's words."""
        offered = self.features.get("AUTH", "").upper().split()
        if not offered:
            raise Refused(tr("{server} offers no way to sign in.", server=self._stream.server.host))
        if credentials.mechanism is Mechanism.PLAIN and "PLAIN" not in offered and "LOGIN" in offered:
            reply = self._ask("AUTH LOGIN")
            for part in login_answers(credentials):
                reply = self._ask(part.decode()) if reply.code == 334 else reply
        else:
            reply = self._ask(f"AUTH {credentials.mechanism} {answer(credentials).decode()}")
            if reply.code == 334:  # why it is refused, to be acknowledged
                reply = self._ask("")
        if reply.is_for_now:
            raise Unreachable(self._says(reply))
        if not reply.is_good:
            raise Refused(self._says(reply), tr("Check the user name and the password of the account."))

    def send(self, envelope: Envelope, raw: bytes, before_the_end: Callable[[], None]) -> bool:
        """Whether the copy is on its way, too. Raises Rejected or Unreachable in the server's words."""
        self._check_size(len(raw))
        try:
            self._say_from(envelope, raw)
            has_copy = self._say_to(envelope)
            self._expect(self._ask("DATA"), 354)
        except (Rejected, Unreachable):
            self._forget()
            raise
        try:
            self._stream.send(_dotted(raw))
            before_the_end()
        except BaseException:
            self._stream.close()  # without its end the server forgets it
            raise
        self._expect(self._ask("."))
        return has_copy

    def leave(self) -> None:
        """Politely, as far as the server lets us."""
        with contextlib.suppress(Unreachable):
            self._stream.send(b"QUIT\r\n")
        self.close()

    def close(self) -> None:
        self._stream.close()

    def _say_from(self, envelope: Envelope, raw: bytes) -> None:
        parameters = ""
        if "SIZE" in self.features:
            parameters += f" SIZE={len(raw)}"
        if "8BITMIME" in self.features and not raw.isascii():
            parameters += " BODY=8BITMIME"
        head = raw[: raw.find(b"\r\n\r\n")]
        addresses = (envelope.sender, *envelope.recipients)
        if not (head.isascii() and all(address.isascii() for address in addresses)):
            if "SMTPUTF8" not in self.features:
                raise Rejected(
                    tr("{server} takes no addresses with letters outside ASCII.", server=self._stream.server.host)
                )
            parameters += " SMTPUTF8"
        if not envelope.sender and envelope.otherwise:
            if self._ask(f"MAIL FROM:<>{parameters}").is_good:
                return
            self._forget()
        self._expect(self._ask(f"MAIL FROM:<{_safe(envelope.sender or envelope.otherwise)}>{parameters}"))

    def _say_to(self, envelope: Envelope) -> bool:
        replies = {address: self._ask(f"RCPT TO:<{_safe(address)}>") for address in envelope.recipients}
        if refused := [reply for reply in replies.values() if not reply.is_good and not reply.is_for_now]:
            raise Rejected("\n".join(self._says(reply) for reply in refused))
        if put_off := [reply for reply in replies.values() if not reply.is_good]:
            raise Unreachable("\n".join(self._says(reply) for reply in put_off))
        if not envelope.copy_to or envelope.copy_to in replies:
            return bool(envelope.copy_to)
        return self._ask(f"RCPT TO:<{_safe(envelope.copy_to)}>").is_good

    def _check_size(self, size: int) -> None:
        most = self.largest
        if most is not None and most < size:
            raise Rejected(
                tr(
                    "The message has {size} MB; {server} takes {most} MB.",
                    size=f"{size / 1e6:.1f}",
                    most=f"{most / 1e6:.1f}",
                    server=self._stream.server.host,
                ),
                tr("Send large files in another way."),
            )

    def _forget(self) -> None:
        with contextlib.suppress(Unreachable):  # the connection is gone, and the message with it
            self._ask("RSET")

    def _introduce(self) -> None:
        reply = self._ask(f"EHLO {self._stream.own_name}")
        self._expect(reply)
        self.features = {}
        for line in reply.words.splitlines()[1:]:
            name, _, values = line.strip().partition(" ")
            self.features[name.upper()] = values

    def _ask(self, line: str) -> Reply:
        self._stream.send(line.encode() + b"\r\n")
        return self._reply()

    def _reply(self) -> Reply:
        lines: list[str] = []
        is_last = False
        while not is_last:
            line = self._stream.line().decode("utf-8", "replace")
            if not (line[:3].isdigit() and line[:3].isascii()) or len(lines) > _MOST_LINES:
                self._stream.fail(tr("{server} does not speak SMTP here.", server=self._stream.server.host))
            lines.append(line[4:])
            is_last = line[3:4] != "-"
        return Reply(code=int(line[:3]), words="\n".join(lines))

    def _expect(self, reply: Reply, code: int = 0) -> None:
        if reply.code == code if code else reply.is_good:
            return
        if reply.code < 500:
            raise Unreachable(self._says(reply))
        raise Rejected(self._says(reply))

    def _says(self, reply: Reply) -> str:
        """`mail.example.org says: 550 5.1.1 … User unknown`, in the server's own words."""
        words = " ".join("".join(letter if letter.isprintable() else " " for letter in reply.words).split())
        return tr("{server} says: {words}", server=self._stream.server.host, words=f"{reply.code} {words[:500]}")


def _safe(address: str) -> str:
    """What would end the address, or the line, is never part of one that was read by us."""
    if any(letter in "<>\r\n\0" or letter.isspace() for letter in address) or not address:
        raise Rejected(tr("“{address}” is no address.", address=address[:100]))
    return address


def _dotted(raw: bytes) -> bytes:
    """As it goes over the wire: CRLF at each line's end and nowhere else, and no line that would end it early."""
    body = _BARE_END.sub(b"\r\n", raw)
    body = _LEADING_DOT.sub(b"..", body)
    return body if body.endswith(b"\r\n") else body + b"\r\n"
