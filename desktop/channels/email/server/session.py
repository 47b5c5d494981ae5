"""An IMAP session (RFC 3501): how it begins, and what folders there are. What is in them is `imap.py`'s."""

from dataclasses import dataclass
from itertools import pairwise

from desktop.channels.email.server.address import Security
from desktop.channels.email.server.dialogue import Dialogue
from desktop.channels.email.server.sign_in import Credentials, Mechanism, answer, encoded
from desktop.channels.email.server.stream import Stream
from desktop.channels.email.server.syntax import Nonsense, Token, coded_name, folder_name, number, pairs, quoted
from desktop.domain.errors import Refused, Rejected, Unreachable
from desktop.domain.text import tr

_NOT_NOW = (
    *(f"[{code}" for code in ("UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "OVERQUOTA")),  # RFC 5530
    # WORKAROUND https://github.com/jstedfast/MailKit/issues/377: some say in words alone that it is no refusal
    *("TOO MANY SIMULTANEOUS CONNECTIONS", "BANDWIDTH LIMITS", "SERVER UNAVAILABLE"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    name: str
    flags: frozenset[str]  # lower case, without the backslash


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderState:
    """`next_uid` and `changes` (HIGHESTMODSEQ) are 0 where the server does not say."""

    validity: int
    next_uid: int
    count: int
    changes: int


class Session(Dialogue):
    """Signed out at first; `sign_in` before anything else."""

    def __init__(self, stream: Stream) -> None:
        super().__init__(stream)
        self.capabilities: frozenset[str] = frozenset()
        self.tells_vanished = False
        self._asks_vanished = False
        try:
            self._greet()
        except BaseException:
            stream.close()
            raise

    # ---------------------------------------------------------------- signing in

    def _greet(self) -> None:
        greeting = self._stream.line()
        if not greeting.startswith(b"* "):
            with self._sense():
                raise Nonsense(repr(greeting[:40])[1:])
        if not greeting.upper().startswith(b"* OK"):  # nor is one that says we are signed in already
            self._stream.fail(self._says(greeting))
        if self._stream.server.security is Security.STARTTLS:
            if "STARTTLS" not in self._ask_capabilities():
                self._stream.fail(
                    tr("{server} offers no encryption.", server=self._stream.server.host),
                    tr("Nothing was sent to it. Try TLS from the start, or another network."),
                )
            self._run(b"STARTTLS")
            self._stream.start_tls()
        self._ask_capabilities()

    def sign_in(self, credentials: Credentials) -> None:
        """Raises Refused with the server's words."""
        mechanism = credentials.mechanism
        try:
            if mechanism is Mechanism.PLAIN and "AUTH=PLAIN" not in self.capabilities:
                self._login(credentials)
            else:
                self._authenticate(mechanism, answer(credentials))
        except Rejected as error:
            if any(words in error.text.upper() for words in _NOT_NOW):
                raise Unreachable(error.text) from error
            raise Refused(error.text, tr("Check the user name and the password of the account.")) from error
        self._ask_capabilities()

    def _login(self, credentials: Credentials) -> None:
        if "LOGINDISABLED" in self.capabilities:
            raise Rejected(tr("{server} takes no passwords here.", server=self._stream.server.host))
        self._run(b"LOGIN", encoded(credentials.user), encoded(credentials.secret))

    def _authenticate(self, mechanism: Mechanism, response: bytes) -> None:
        tag = self._tag()
        if "SASL-IR" in self.capabilities:
            self._stream.send(b"%s AUTHENTICATE %s %s\r\n" % (tag, mechanism.encode(), response))
        else:
            self._stream.send(b"%s AUTHENTICATE %s\r\n" % (tag, mechanism.encode()))
            self._continued(tag)
            self._stream.send(response + b"\r\n")
        for line in self._responses(tag):
            if line[0].startswith(b"+"):  # why it is refused, to be acknowledged
                self._stream.send(b"\r\n")

    def _ask_capabilities(self) -> frozenset[str]:
        self.capabilities = frozenset()
        for pieces in self._command(b"CAPABILITY"):
            words = pieces[0].decode("ascii", "replace").upper().split()
            if words[1:2] == ["CAPABILITY"]:
                self.capabilities = frozenset(words[2:])
        return self.capabilities

    def ask_for_vanished(self) -> None:
        """From now on the server names messages that are gone by their UIDs, if it can (RFC 7162 §3.2)."""
        if "QRESYNC" not in self.capabilities:
            return
        try:
            for kind, values in self._values(b"ENABLE QRESYNC"):
                self.tells_vanished |= kind == b"ENABLED" and b"QRESYNC" in (
                    value.upper() for value in values if isinstance(value, bytes)
                )
        except Rejected:
            self.tells_vanished = False

    # ---------------------------------------------------------------- folders

    def folders(self) -> list[Folder]:
        """All there are, with what they are for as far as the server says."""
        found = []
        for kind, values in self._values(b'LIST "" "*"'):
            if kind == b"LIST" and len(values) >= 3 and isinstance(values[0], list) and isinstance(values[2], bytes):
                flags = frozenset(_text(flag).lstrip("\\").lower() for flag in values[0])
                found.append(Folder(name=folder_name(values[2]), flags=flags))
        return found

    def prefix(self) -> str:
        """What the names of the user's own folders begin with (RFC 2342): elsewhere many servers let none be made."""
        if "NAMESPACE" not in self.capabilities:
            return ""
        own: list[Token] = []
        for kind, values in self._values(b"NAMESPACE"):
            if kind == b"NAMESPACE" and values and isinstance(values[0], list):
                own = values[0]
        first = own[0] if own and isinstance(own[0], list) else []
        return folder_name(first[0]) if first and isinstance(first[0], bytes) else ""

    def create(self, folder: str) -> None:
        """Raises Rejected in the server's words."""
        self._run(b"CREATE " + name_of(folder))

    def select(self, folder: str) -> FolderState:
        """Open it. Raises Rejected in the server's words when there is none."""
        condstore = b" (CONDSTORE)" if "CONDSTORE" in self.capabilities else b""
        found = {b"UIDVALIDITY": 0, b"UIDNEXT": 0, b"HIGHESTMODSEQ": 0, b"EXISTS": 0}
        for pieces in self._command(b"SELECT " + name_of(folder) + condstore):
            words = bytes(pieces[0]).replace(b"[", b" ").replace(b"]", b" ").split()
            for name, value in pairwise(words):
                if name.upper() in found and value.isdigit():
                    found[name.upper()] = int(value[:19])
                if value.upper() == b"EXISTS" and name.isdigit():
                    found[b"EXISTS"] = int(name[:19])
        self.has_mail = self.has_changes = self.has_gaps = False
        self.vanished, self._asks_vanished = [], self.tells_vanished
        self.count = found[b"EXISTS"]
        return FolderState(
            validity=found[b"UIDVALIDITY"],
            next_uid=found[b"UIDNEXT"],
            count=found[b"EXISTS"],
            changes=found[b"HIGHESTMODSEQ"],
        )

    def status(self, folder: str) -> FolderState | None:
        """Of a folder that is not open; None when there is none."""
        items = b"UIDVALIDITY UIDNEXT MESSAGES"
        if "CONDSTORE" in self.capabilities:
            items += b" HIGHESTMODSEQ"
        said: dict[bytes, int] = {}
        try:
            with self._sense():
                for kind, values in self._values(b"STATUS " + name_of(folder) + b" (" + items + b")"):
                    if kind == b"STATUS" and values:
                        said = {name: number(value) for name, value in pairs(values[-1]).items()}
        except Rejected:
            return None
        return FolderState(
            validity=said.get(b"UIDVALIDITY", 0),
            next_uid=said.get(b"UIDNEXT", 0),
            count=said.get(b"MESSAGES", 0),
            changes=said.get(b"HIGHESTMODSEQ", 0),
        )


def name_of(folder: str) -> bytes:
    """As it stands in a command."""
    return quoted(coded_name(folder))


def _text(token: Token) -> str:
    return token.decode("utf-8", "replace") if isinstance(token, bytes) else ""
