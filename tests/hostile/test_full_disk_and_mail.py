"""A hub whose disk is full while customers write and a letter is due: said in words, nothing lost, nothing twice."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from desktop.channels.email.writing.ids import with_key
from desktop.domain.channel import Channel
from desktop.domain.written import ChannelAccount
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from tests.mail_kills import PASSWORD, queued
from tests.servers.dovecot import MailboxServer, mailbox_server
from tests.servers.ports import HOST
from tests.servers.postfix import MailServer, mail_server
from tests.servers.process import ServerProcess, own_namespaces, scratch_folder

ROOT = Path(__file__).parents[2]
SHOP, CUSTOMER = "shop@parley.test", "anna@parley.test"
COUNT = 12
_MOUNTED = 'mount -t tmpfs -o size="$1" tmpfs "$2" && cp -r "$3/." "$2" && shift 3 && exec "$@"'


class SmallHub:
    """A hub with its store on a tmpfs that only it can see; we see it through /proc."""

    def __init__(self, folder: Path, profile: Path, megabytes: int) -> None:
        disk = folder / "disk"
        disk.mkdir()
        hub = [sys.executable, "-m", "tests.hub_process", str(disk / "parley.db")]
        command = [*own_namespaces(), "sh", "-c", _MOUNTED, "sh", f"{megabytes}m", str(disk), str(profile), *hub]
        environment = {"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
        self.process = ServerProcess("hub", command, folder=folder, environment=environment)
        self._disk, self._folder = disk, folder

    @property
    def _seen(self) -> Path:
        return Path(f"/proc/{self.process.pid}/root{self._disk}")

    def fill_disk(self) -> None:
        with suppress(OSError), (self._seen / "ballast").open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))

    def free_disk(self) -> None:
        (self._seen / "ballast").unlink()

    def subjects(self) -> list[str]:
        """Of the mails that are in the store: in a copy, for SQLite looks through /proc at another disk."""
        for name in ("parley.db", "parley.db-wal"):
            shutil.copyfile(self._seen / name, self._folder / name)
        with closing(sqlite3.connect(self._folder / "parley.db")) as store:
            try:
                rows = store.execute("SELECT subject FROM messages WHERE direction = 'inbound'")
                return sorted(str(row[0]) for row in rows)
            except sqlite3.DatabaseError:  # the hub wrote between the two
                return []

    def has_said(self, words: str) -> bool:
        return words in self.process.log_text()


def a_mail(number: int) -> bytes:
    text = (
        f"From: Anna <{CUSTOMER}>\r\nTo: {SHOP}\r\nSubject: Question {number:02}\r\n"
        f"Date: Sun, 22 Nov 2026 09:00:00 +0100\r\nMessage-ID: <{number}@example.test>\r\n\r\n"
    )
    return text.encode() + b"Where is my order? " * 200


@contextmanager
def hub(folder: Path, mailboxes: MailboxServer, post: MailServer) -> Iterator[SmallHub]:
    profile = folder / "profile"
    profile.mkdir()
    settings = {
        "imap_host": HOST,
        "imap_port": str(mailboxes.port),
        "imap_security": "none",
        "smtp_host": HOST,
        "smtp_port": str(post.submission_port),
        "smtp_security": "none",
    }
    store = open_store(profile / "parley.db", PhoneNumbering("PL"))
    account = with_key(
        ChannelAccount(channel=Channel.EMAIL, name="Shop", address=SHOP, settings=tuple(settings.items()))
    )
    queued(store, account, CUSTOMER)
    store.close()
    made = SmallHub(folder, profile, 8)
    made.process.start()
    try:
        yield made
    finally:
        made.process.stop()


def test_a_disk_that_is_full_while_mail_comes_and_goes_is_said_and_nothing_is_lost_or_sent_twice() -> None:
    users = dict.fromkeys((SHOP, CUSTOMER), PASSWORD)
    with (
        scratch_folder() as folder,
        mailbox_server(users) as mailboxes,
        mail_server(mailboxes, (SHOP, CUSTOMER)) as post,
    ):
        post.stop()  # so that the letter is still to be sent when the disk is full
        mailboxes.deliver(SHOP, a_mail(0))
        with hub(folder, mailboxes, post) as small:
            small.process.wait_for(lambda: small.has_said("Shop: connected"), "signing in")
            small.process.wait_for(lambda: "Question 00" in small.subjects(), "its first mail")
            small.fill_disk()
            post.start()
            for number in range(1, COUNT):
                mailboxes.deliver(SHOP, a_mail(number))
            small.process.wait_for(lambda: small.has_said("Shop: troubled The disk is full"), "a word on what comes")
            small.process.wait_for(
                lambda: small.has_said("Sending waits for the store: The disk is full"), "on what goes"
            )
            assert not mailboxes.messages(CUSTOMER)
            small.free_disk()
            wanted = [f"Question {number:02}" for number in range(COUNT)]
            small.process.wait_for(lambda: len(small.subjects()) > COUNT, "every mail")  # and the one that was answered
            assert [subject for subject in small.subjects() if subject.startswith("Question ")] == wanted
            small.process.wait_for(lambda: bool(mailboxes.messages(CUSTOMER)), "the letter")
            small.process.wait_for(lambda: bool(mailboxes.messages(SHOP, "Sent")), "its copy")
        assert len(mailboxes.messages(CUSTOMER)) == 1
