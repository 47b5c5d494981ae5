"""A mailbox read for the first time, and again with nothing new: Parley's hub beside mbsync and offlineimap.

python3 dev.py bench mail_sync --mails 20000 --rounds 3

The server is Dovecot on loopback. mbsync and offlineimap copy files; the hub also reads each mail, matches its
customer, threads it and makes its words searchable, in transactions that are on the disk when they are said to be.
"""

from __future__ import annotations

import os
import pwd
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from benchmarks.common import Samples, parser, report
from benchmarks.mails import fill_maildir
from benchmarks.our_desk import scratch
from benchmarks.world import REGION
from desktop.channels import BUILT_IN
from desktop.commands.serving import collect_seldom
from desktop.domain.channel import Channel
from desktop.domain.written import ChannelAccount
from desktop.hub import headless_role
from desktop.numbering import PhoneNumbering
from desktop.services.hub.secrets import AccountSecrets
from desktop.store import open_store
from tests.servers.dovecot import MailboxServer, mailbox_server
from tests.servers.ports import HOST
from tests.vaults import MemoryVault

USER, PASSWORD = "bench@shop.example", "bench"
_SCREENFUL = 50
_PATIENCE_SECONDS = 600.0


@contextmanager
def full_mailbox(mails: int) -> Iterator[tuple[MailboxServer, int]]:
    """A server whose one user has so many mails, read by the server once before; and their bytes."""
    with mailbox_server({USER: PASSWORD}) as server:
        inbox = server.folder_of(USER)
        written = fill_maildir(inbox, mails)
        if os.geteuid() == 0:
            owner = pwd.getpwnam("nobody")
            for path in (inbox.parent, inbox, *inbox.rglob("*")):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        yield server, written


def account_of(server: MailboxServer) -> ChannelAccount:
    settings = {"imap_host": HOST, "imap_port": str(server.port), "imap_security": "none", "user": USER}
    settings |= {"smtp_host": HOST, "smtp_port": "1", "smtp_security": "none", "answer_hours": "6"}
    return ChannelAccount(channel=Channel.EMAIL, name="Support", address=USER, settings=tuple(settings.items()))


def ours(server: MailboxServer, folder: Path, mails: int) -> tuple[float, float, float]:
    """Seconds until the newest screenful is in the store, until all are, and the store's bytes then."""
    file = folder / "store.db"
    store = open_store(file, PhoneNumbering(REGION))
    account = store.save_account(account_of(server))
    vault = MemoryVault()
    AccountSecrets(vault, account.id).keep("password", PASSWORD)
    role = headless_role(store, BUILT_IN, vault)
    with sqlite3.connect(file) as looking:
        began = time.monotonic()
        role.start()
        first = _seconds_until(lambda: _letters(looking) >= min(_SCREENFUL, mails), began)
        whole = _seconds_until(lambda: _letters(looking) >= mails, began)
    looking.close()
    role.stop(30)
    store.close()
    return first, whole, float(sum(path.stat().st_size for path in folder.glob("store.db*")))


def nothing_new(server: MailboxServer, folder: Path) -> float:
    """Seconds from asking until the connector has said that it is signed in and there is nothing."""
    store = open_store(folder / "store.db", PhoneNumbering(REGION))
    account = store.accounts()[0]
    assert account.id is not None
    vault = MemoryVault()
    AccountSecrets(vault, account.id).keep("password", PASSWORD)
    connector = BUILT_IN[0].connect(account, AccountSecrets(vault, account.id))
    stop, moments = Event(), []

    def deliver(batch: object, position: str, seen: object = (), gone: object = None) -> None:
        moments.append(time.monotonic())
        stop.set()

    position = store.inbox_position(account.id)
    began = time.monotonic()
    connector.receive(position, deliver, stop)
    connector.close()
    store.close()
    return moments[0] - began


def mbsync(server: MailboxServer, folder: Path) -> Callable[[], float]:
    """isync, with fsync as it comes."""
    rc = folder / "mbsyncrc"
    rc.write_text(
        f"IMAPAccount a\nHost {HOST}\nPort {server.port}\nUser {USER}\nPass {PASSWORD}\n"
        "SSLType None\nAuthMechs LOGIN\n\n"
        f"IMAPStore far\nAccount a\n\nMaildirStore near\nPath {folder}/mbsync/\nInbox {folder}/mbsync/INBOX\n\n"
        f"Channel c\nFar :far:\nNear :near:\nPatterns INBOX\nSync Pull\nCreate Near\nSyncState {folder}/state-\n"
    )
    (folder / "mbsync").mkdir()
    return lambda: _timed("mbsync", "-q", "-c", str(rc), "-a")


def offlineimap(server: MailboxServer, folder: Path) -> Callable[[], float]:
    rc = folder / "offlineimaprc"
    rc.write_text(
        f"[general]\naccounts = a\nmetadata = {folder}/metadata\nui = quiet\n\n"
        "[Account a]\nlocalrepository = near\nremoterepository = far\n\n"
        f"[Repository near]\ntype = Maildir\nlocalfolders = {folder}/offlineimap\n\n"
        f"[Repository far]\ntype = IMAP\nremotehost = {HOST}\nremoteport = {server.port}\nremoteuser = {USER}\n"
        f"remotepass = {PASSWORD}\nssl = no\nstarttls = no\nreadonly = True\n"
    )
    return lambda: _timed("offlineimap", "-o", "-c", str(rc))


def _timed(*command: str) -> float:
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_PATIENCE_SECONDS)
    return time.monotonic() - began


def _letters(looking: sqlite3.Connection) -> int:
    """Numbered one after another in a new store: counting them would take time from who writes."""
    return int(looking.execute("SELECT coalesce(max(message_id), 0) FROM letters").fetchone()[0])


def _seconds_until(condition: Callable[[], bool], began: float) -> float:
    while not condition():
        if time.monotonic() > began + _PATIENCE_SECONDS:
            raise TimeoutError("the mailbox was not read in time")
        time.sleep(0.01)
    return time.monotonic() - began


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--mails", type=int, default=20_000)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--slow-peer", action="store_true", help="offlineimap too, once: it takes minutes")
    chosen = arguments.parse_args()
    found: dict[str, list[float]] = {}
    collect_seldom()  # as the hub does
    with full_mailbox(chosen.mails) as (server, written):
        for number in range(chosen.rounds):
            peers = {"mbsync": mbsync} | ({"offlineimap": offlineimap} if chosen.slow_peer and not number else {})
            for name, begin in peers.items():
                with scratch() as folder:
                    run = begin(server, folder)
                    found.setdefault(f"{name}, first", []).append(run())
                    found.setdefault(f"{name}, nothing new", []).append(run())
            with scratch() as folder:
                screenful, whole, size = ours(server, folder, chosen.mails)
                found.setdefault("parley, newest 50", []).append(screenful)
                found.setdefault("parley, first", []).append(whole)
                found.setdefault("parley, nothing new", []).append(nothing_new(server, folder))
    rows = [
        Samples(name=name, values=tuple(seconds * 1000 for seconds in values)).row() for name, values in found.items()
    ]
    report(f"{chosen.mails} mails of {written / 1e6:.1f} MB from Dovecot", rows, chosen.json)
    print(f"\nOur store: {size / 1e6:.1f} MB, {size / written:.2f} x the raw mail, all its words searchable.")


if __name__ == "__main__":
    main()
