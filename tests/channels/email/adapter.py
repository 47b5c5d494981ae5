"""The server of an e-mail account, for the contract: a real Dovecot and Postfix."""

from functools import partial

import pytest

from tests.channels.adapter import Adapter, NewAdapter
from tests.channels.mail_world import MailWorld, Secrets, letter, mail


def started(request: pytest.FixtureRequest) -> NewAdapter:
    return partial(_adapter, request.getfixturevalue("world"))


def _adapter(world: MailWorld) -> Adapter:
    account, customer = world.account(), world.account().address
    cur = world.mailboxes.folder_of(account.address) / "cur"

    def is_seen_there(number: int) -> bool:
        files = [file for file in cur.glob("*") if f"<{number}@example.test>".encode() in file.read_bytes()]
        return any("S" in file.name.rpartition(",")[2] for file in files)

    return Adapter(
        account=account,
        secrets=Secrets(),
        wrong_secrets=Secrets(password="wrong"),
        arrive=lambda number: world.mailboxes.deliver(account.address, mail(number)),
        external_id=lambda number: f"{number}@example.test",
        is_seen_there=is_seen_there,
        outgoing=letter(account, customer),
        taken=lambda: len(world.mailboxes.messages(customer)),
        to_nobody=letter(account, "nobody@parley.test"),
    )
