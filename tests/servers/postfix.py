"""Postfix in front of a mailbox server: submission with STARTTLS and over TLS, and a door for mail from outside.

Its queue and its settings are in a folder of its own. It has to begin as root: who is not root is it in a user
namespace (Debian's `uidmap`, and lines for the user in /etc/subuid and /etc/subgid).
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import MailboxServer
from tests.servers.ports import HOST, is_tcp_listening, reserved_ports
from tests.servers.process import ServerProcess, program, scratch_folder

PACKAGES = "postfix"
_CONFIG = Path(__file__).with_name("postfix.cf")
_SERVICES = Path(__file__).with_name("postfix_master.cf")
_MASTER = "/usr/lib/postfix/sbin/master"
_QUEUES = (
    "active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace",
)  # fmt: skip
_START = """
set -e
umask 022
cd "$1"
for name in $2; do mkdir spool/$name; done
mkdir spool/maildrop spool/public spool/pid data
chown postfix spool/* data
chown root spool/pid
chgrp postdrop spool/maildrop spool/public
chmod 700 spool/*
chmod 730 spool/maildrop
chmod 710 spool/public
chmod 755 spool/pid
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServerSettings:
    """`domains` are those it delivers; mail to others is refused. `largest_bytes` is the size of a message it takes."""

    domains: tuple[str, ...] = ("parley.test",)
    certificate: ServerCertificate | None = None
    largest_bytes: int = 10_240_000


class MailServer:
    """A running Postfix. `port` takes mail for its domains from anybody; the other two demand a log-in."""

    def __init__(self, process: ServerProcess, folder: Path, ports: tuple[int, ...]) -> None:
        self.process = process
        self.port, self.submission_port, self.submissions_port = ports
        self._folder = folder

    def start(self) -> None:
        """Start (again) on the same ports, with the queue there was."""
        self.process.start()
        doors = (self.port, self.submission_port, self.submissions_port)
        self.process.wait_for(lambda: all(map(is_tcp_listening, doors)), "listening")

    def stop(self) -> None:
        self.process.stop(patience=2.0)

    def kill(self) -> None:
        """End it without a word to anybody."""
        self.process.kill()

    def queued(self) -> int:
        """How many messages it has taken and not handed on yet."""
        queues = ("incoming", "active", "deferred", "maildrop")
        return sum(1 for name in queues for file in (self._folder / "spool" / name).rglob("*") if file.is_file())


@contextlib.contextmanager
def mail_server(
    mailboxes: MailboxServer, users: Sequence[str], settings: MailServerSettings | None = None
) -> Iterator[MailServer]:
    """A running Postfix that delivers to the users' mailboxes and asks the mailbox server about their passwords."""
    settings = settings or MailServerSettings()
    program("postfix", PACKAGES)
    with scratch_folder() as folder, reserved_ports(3) as ports:
        _write_settings(folder, ports, mailboxes, users, settings)
        _as_root(["/bin/sh", "-c", _START, "start", str(folder), " ".join(_QUEUES)])
        process = ServerProcess("postfix", [*_root(), _MASTER, "-c", str(folder), "-d"], folder=folder)
        server = MailServer(process, folder, ports)
        try:
            server.start()
            yield server
        finally:
            process.stop(patience=2.0)
            _as_root(["rm", "-rf", str(folder / "spool"), str(folder / "data")])


def _root() -> list[str]:
    """The beginning of a command that is root here, and may become the users Postfix wants to be."""
    return [] if os.geteuid() == 0 else [program("unshare", "util-linux"), "--map-root-user", "--map-auto"]


def _as_root(command: list[str]) -> None:
    subprocess.run([*_root(), *command], check=True, timeout=30)


def _write_settings(
    folder: Path,
    ports: tuple[int, ...],
    mailboxes: MailboxServer,
    users: Sequence[str],
    settings: MailServerSettings,
) -> None:
    values = {
        "FOLDER": str(folder),
        "DOMAINS": ", ".join(settings.domains),
        "LMTP": str(mailboxes.lmtp_port),
        "SASL": str(mailboxes.sasl_port),
        "SIZE": str(settings.largest_bytes),
        "LEVEL": "encrypt" if settings.certificate else "none",
        "ONLY": "yes" if settings.certificate else "no",
    }
    values |= dict(zip(("PORT", "SUBMISSION", "SUBMISSIONS"), (f"{HOST}:{port}" for port in ports), strict=True))
    for source, target in ((_CONFIG, "main.cf"), (_SERVICES, "master.cf")):
        text = source.read_text()
        for key, value in values.items():
            text = text.replace(f"@{key}@", value)
        (folder / target).write_text(text)
    if settings.certificate:
        shutil.copy(settings.certificate.certificate, folder / "server.crt")
        shutil.copy(settings.certificate.key, folder / "server.key")
        with (folder / "main.cf").open("a") as config:
            config.write(f"smtpd_tls_cert_file = {folder}/server.crt\nsmtpd_tls_key_file = {folder}/server.key\n")
    (folder / "mailboxes").write_text("".join(f"{user} there\n" for user in users))
    (folder / "master.cf").chmod(0o644)
    for file in (folder / "main.cf", folder / "mailboxes"):
        file.chmod(0o644)  # its programs are not who writes them
        os.utime(file, (0, 0))  # Postfix waits a second and a half for one that was written just now
    (folder / "spool").mkdir()
    (folder / "spool").chmod(0o755)
