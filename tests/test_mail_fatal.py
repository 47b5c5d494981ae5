"""A mail that ends the whole program which reads it: the mailbox goes on, with a hub of its own and a real Dovecot.

No such mail is known: a `sitecustomize` of the hub, and of what it starts, aborts at a word.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.domain.channel import Channel
from desktop.domain.written import ChannelAccount, Mark, WrittenMessage
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from tests.mail_kills import PASSWORD, ROOT
from tests.servers.dovecot import MailboxServer, mailbox_server
from tests.servers.ports import HOST
from tests.servers.process import wait_until

SHOP = "shop@parley.test"
CUSTOM = """
import os
import desktop.channels.email.arrival as arrival
read = arrival.read_mail_and_headers

def reading(raw, **more):
    if b"KILLER" in raw:
        os.abort()
    return read(raw, **more)

arrival.read_mail_and_headers = reading
"""
STARTS = 4  # the first ends at the mail, the next takes care; the others are patience


@pytest.fixture
def mailboxes() -> Iterator[MailboxServer]:
    with mailbox_server({SHOP: PASSWORD}) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path, mailboxes: MailboxServer) -> Iterator[DatabaseStore]:
    opened = open_store(tmp_path / "store.db", PhoneNumbering("PL"))
    settings = {"imap_host": HOST, "imap_port": str(mailboxes.port), "imap_security": "none"}
    settings |= {"smtp_host": HOST, "smtp_port": "1", "smtp_security": "none"}
    opened.save_account(
        ChannelAccount(channel=Channel.EMAIL, name="Shop", address=SHOP, settings=tuple(settings.items()))
    )
    yield opened
    opened.close()


def _mail(number: int, text: str) -> bytes:
    head = f"From: Anna <anna@example.test>\r\nTo: {SHOP}\r\nSubject: {text}\r\nMessage-ID: <{number}@example.test>\r\n"
    return f"{head}Date: Sun, 22 Nov 2026 09:0{number}:00 +0100\r\n\r\n{text}\r\n".encode()


def _kept(store: DatabaseStore) -> dict[str, WrittenMessage]:
    with store.database.reading() as tx:
        numbers = tx.exec_driver_sql("SELECT message_id FROM letters").scalars().all()
    found = [one for number in numbers if (one := store.written(number)) is not None]
    return {one.message.external_id or "": one for one in found}


@contextmanager
def _hub(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    (tmp_path / "sitecustomize.py").write_text(CUSTOM)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}
    command = [sys.executable, "-m", "tests.hub_process", str(tmp_path / "store.db")]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def test_a_hub_that_a_mail_ended_reads_on_with_care_when_it_is_started_again(
    tmp_path: Path, store: DatabaseStore, mailboxes: MailboxServer
) -> None:
    for number, text in enumerate(("before", "KILLER", "after")):
        mailboxes.deliver(SHOP, _mail(number, text))
    ends = 0
    for _ in range(STARTS):
        with _hub(tmp_path) as hub:
            wait_until(lambda: hub.poll() is not None or len(_kept(store)) == 3, "its end, or all mails")
            if hub.poll() is None:
                mailboxes.deliver(SHOP, _mail(3, "later"))
                wait_until(lambda: len(_kept(store)) == 4, "the next mail")
                assert hub.poll() is None
                break
            ends += 1
    assert ends == 1
    kept = _kept(store)
    (killer,) = (one for one in kept.values() if any(remark.mark is Mark.DAMAGED for remark in one.remarks))
    assert killer.message.id is not None
    assert b"KILLER" in store.raw_message(killer.message.id)
    assert [kept[f"{number}@example.test"].message.body.strip() for number in (0, 2, 3)] == ["before", "after", "later"]
