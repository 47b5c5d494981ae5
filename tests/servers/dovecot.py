"""Dovecot as a mail server of one's own: IMAP plain, with STARTTLS and over TLS, LMTP for delivery, SASL for Postfix.

It keeps everything in a folder of its own and runs as an ordinary user, whoever starts it. Its log-in knows passwords,
and tokens (XOAUTH2) that an introspection server vouches for.
"""

import base64
import contextlib
import grp
import os
import pwd
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.servers.certificates import ServerCertificate
from tests.servers.ports import HOST, is_tcp_listening, reserved_ports
from tests.servers.process import PATIENCE_SECONDS, ServerProcess, program, scratch_folder

PACKAGES = "dovecot-imapd dovecot-lmtpd"
_CONFIG = Path(__file__).with_name("dovecot.conf")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxSettings:
    """What a server of this kind can be told to do differently.

    `introspection`: where it asks whether a token is good (RFC 7662). `capabilities`: all that it admits to; "" is what
    it has. `prefix`: what the names of users' folders begin with, with the separator at its end.
    """

    certificate: ServerCertificate | None = None
    introspection: str = ""
    capabilities: str = ""
    prefix: str = ""


class MailboxServer:
    """A running Dovecot. Users are whole addresses."""

    def __init__(self, process: ServerProcess, folder: Path, ports: tuple[int, ...]) -> None:
        self.process = process
        self.port, self.tls_port, self.lmtp_port, self.sasl_port = ports
        self._folder = folder

    def start(self) -> None:
        """Start (again) on the same ports, with the mail there was, and wait until it greets."""
        self.process.start()
        self.process.wait_for(lambda: all(map(is_tcp_listening, (self.port, self.lmtp_port))), "listening")
        self.process.wait_for(self._greets, "a greeting")

    def stop(self) -> None:
        self.process.stop(patience=2.0)

    def kill(self) -> None:
        """End it without a word to anybody."""
        self.process.kill()

    def folder_of(self, user: str, folder: str = "INBOX") -> Path:
        """The Maildir of a folder: a file put into its `new` is mail."""
        home = self._folder / "mail" / user
        return home if folder == "INBOX" else home / f".{folder.replace('/', '.')}"

    def messages(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """What lies in a folder, as it is on the disk with CRLF line ends, in the order of its arrival.

        Looked at anew when one gets another name, or leaves, while it is read.
        """
        place = self.folder_of(user, folder)
        while True:
            files = [file for part in ("cur", "new") for file in (place / part).glob("*") if file.is_file()]
            with contextlib.suppress(FileNotFoundError):
                return [_crlf(file.read_bytes()) for file in sorted(files, key=lambda file: file.name.split(",")[0])]

    def deliver(self, user: str, raw: bytes, sender: str = "") -> None:
        """Put a message into the user's INBOX over LMTP, as a mail server in front of it does."""
        with socket.create_connection((HOST, self.lmtp_port), timeout=PATIENCE_SECONDS) as connection:
            answers = connection.makefile("rb")
            answers.readline()
            lines = [b"LHLO test", f"MAIL FROM:<{sender}>".encode(), f"RCPT TO:<{user}>".encode(), b"DATA"]
            for line in lines:
                connection.sendall(line + b"\r\n")
                _expect(answers.readline, b"354" if line == b"DATA" else b"250")
            body = _crlf(raw).replace(b"\r\n.", b"\r\n..")
            end = b".\r\n" if body.endswith(b"\r\n") else b"\r\n.\r\n"
            connection.sendall((b"." if body.startswith(b".") else b"") + body + end)
            _expect(answers.readline, b"250")

    def _greets(self) -> bool:
        try:
            with socket.create_connection((HOST, self.port), timeout=PATIENCE_SECONDS) as connection:
                return connection.recv(64).startswith(b"* OK")
        except OSError:
            return False


@contextlib.contextmanager
def mailbox_server(users: Mapping[str, str], settings: MailboxSettings | None = None) -> Iterator[MailboxServer]:
    """A running Dovecot for the users (address to password)."""
    settings = settings or MailboxSettings()
    dovecot = program("dovecot", PACKAGES)
    identity = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    with scratch_folder() as folder, reserved_ports(4) as ports:
        (folder / "dovecot.conf").write_text(_configuration(folder, ports, identity, settings))
        (folder / "users").write_text("".join(f"{user}:{_coded(word)}::::::\n" for user, word in users.items()))
        for name in ("mail", "run"):
            (folder / name).mkdir()
        if os.geteuid() == 0:
            for path in (folder, *folder.iterdir()):
                shutil.chown(path, identity.pw_uid, identity.pw_gid)
        user = identity.pw_name if os.geteuid() == 0 else None
        process = ServerProcess(
            "dovecot", [dovecot, "-F", "-c", str(folder / "dovecot.conf")], folder=folder, user=user
        )
        server = MailboxServer(process, folder, ports)
        try:
            server.start()
            yield server
        finally:
            process.stop(patience=2.0)


def _configuration(folder: Path, ports: tuple[int, ...], identity: pwd.struct_passwd, settings: MailboxSettings) -> str:
    port, tls_port, lmtp_port, sasl_port = ports
    values = {
        "FOLDER": str(folder),
        "USER": identity.pw_name,
        "GROUP": grp.getgrgid(identity.pw_gid).gr_name,
        "PORT": str(port),
        "TLS": str(tls_port),
        "LMTP": str(lmtp_port),
        "SASL": str(sasl_port),
    }
    text = _CONFIG.read_text()
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    if settings.prefix:
        text = text.replace("  separator = /\n", f"  separator = {settings.prefix[-1]}\n  prefix = {settings.prefix}\n")
    if settings.certificate:
        certificate, key = folder / "server.crt", folder / "server.key"
        shutil.copy(settings.certificate.certificate, certificate)
        shutil.copy(settings.certificate.key, key)
        text += f"ssl = yes\nssl_cert = <{certificate}\nssl_key = <{key}\n"
    else:
        text += "ssl = no\n"
    if settings.introspection:
        oauth2 = folder / "oauth2.conf"
        oauth2.write_text(
            f"introspection_url = {settings.introspection}\nintrospection_mode = post\n"
            "username_attribute = username\nactive_attribute = active\nactive_value = true\n"
        )
        text += f"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = {oauth2}\n}}\n"
    if settings.capabilities:
        text += f"imap_capability = {settings.capabilities}\n"
    return text


def _coded(password: str) -> str:
    return "{PLAIN.b64}" + base64.b64encode(password.encode()).decode()


def _crlf(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _expect(read: Callable[[], bytes], code: bytes) -> None:
    line = read()
    while line[3:4] == b"-":
        line = read()
    assert line.startswith(code), f"dovecot's LMTP said {line!r}, not {code!r}"
