"""The way of a mail, whole: a real Dovecot and Postfix, the hub's role, the store, and the services a window shows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import Message as Mail
from email.parser import BytesParser
from email.utils import format_datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.channels import BUILT_IN
from desktop.domain.channel import Direction
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.errors import DesktopError, Refused
from desktop.domain.history import Dossier
from desktop.domain.work import WorkScope, WorkView
from desktop.domain.written import AccountHealth, ChannelAccount, Draft, DraftKind, OutboxState
from desktop.hub import desk_role
from desktop.services.hub.role import HubRole
from tests.channels.conftest import world
from tests.channels.mail_world import PASSWORD, MailWorld
from tests.services.conftest import empty_store
from tests.services.hub.conftest import wait_for
from tests.services.messaging.conftest import AGENT, MailDesk

__all__ = ["empty_store", "world"]


class Way:
    """A desk in single-user mode: it does the hub's work itself. The customer has a mailbox of her own."""

    def __init__(self, folder: Path, qtbot: QtBot, world: MailWorld) -> None:
        self.world = world
        self.desk = MailDesk(folder, qtbot, kinds=BUILT_IN)
        self.desk.settings.set("messages.undo_seconds", 0)
        self.shop = replace(world.account(), id=None)
        self.customer = world.account().address
        self.role: HubRole | None = None
        self.desk.open()

    def set_up(self, password: str = PASSWORD) -> ChannelAccount | DesktopError:
        """As the agent does it in the settings: with a real try."""
        ended: list[ChannelAccount | DesktopError] = []
        self.desk.accounts.save(
            self.shop, {"password": password}, owner=self.desk.notices, done=ended.append, failed=ended.append
        )
        self.desk.qtbot.waitUntil(lambda: bool(ended))
        return ended[0]

    def serve(self) -> None:
        self.role = desk_role(self.desk.store, BUILT_IN, self.desk.vault, AGENT)
        self.role.start()
        self.desk.qtbot.waitUntil(
            lambda: [one.health for one in self.desk.store.account_states()] == [AccountHealth.CONNECTED]
        )

    def write_in(self, text: str, *, subject: str = "Where is my chair?", answers: str = "", number: int = 1) -> None:
        lines = [
            f"From: Chen Meiling <{self.customer}>",
            f"To: {self.shop.address}",
            f"Subject: {subject}",
            f"Date: {format_datetime(datetime.now(UTC) + timedelta(seconds=1))}",  # a header knows no parts of a second
            f"Message-ID: <{number}.{self.customer}>",
            *([f"In-Reply-To: <{answers}>", f"References: <{answers}>"] if answers else []),
            "Content-Type: text/plain; charset=utf-8",
            "",
            text,
        ]
        self.world.mailboxes.deliver(self.shop.address, "\r\n".join(lines).encode(), self.customer)

    def mails_of(self, user: str, folder: str = "INBOX") -> list[Mail]:
        return [BytesParser().parsebytes(raw) for raw in self.world.mailboxes.messages(user, folder)]

    def close(self) -> None:
        if self.role is not None:
            assert self.role.stop()
        self.desk.close()
        assert self.desk.bugs == []


@pytest.fixture
def way(tmp_path: Path, qapp: QObject, qtbot: QtBot, world: MailWorld, empty_store: bytes) -> Iterator[Way]:
    (tmp_path / "store.db").write_bytes(empty_store)
    built = Way(tmp_path, qtbot, world)
    yield built
    built.close()


def test_a_mail_is_received_answered_sent_filed_and_answered_again(way: Way, qtbot: QtBot) -> None:
    desk = way.desk
    address = Address(kind=AddressKind.EMAIL, value=way.customer, typed=way.customer)
    customer = desk.store.save_customer(Customer(name="陈美玲 Chen Meiling", addresses=(address,)))
    saved = way.set_up()
    assert isinstance(saved, ChannelAccount)
    way.serve()

    way.write_in("I sent the blue chair back last week.")
    desk.work_list.show(WorkView(scope=WorkScope.UNASSIGNED, agent=AGENT))
    qtbot.waitUntil(lambda: len(desk.work_list.rows) == 1)
    row = desk.work_list.rows[0]
    assert (row.customer_id, row.subject, row.is_unread) == (customer.id, "Where is my chair?", True)

    found = desk.conversations.open(row.interaction_id)
    qtbot.waitUntil(lambda: found.is_loaded)
    assert "blue chair" in found.messages[0].html
    dossiers: list[Dossier] = []
    assert found.interaction is not None
    desk.conversations.dossier(found.interaction, owner=desk.notices, done=dossiers.append)
    qtbot.waitUntil(lambda: bool(dossiers))
    assert dossiers[0].customer is not None
    assert dossiers[0].timeline.entries[0].id == row.interaction_id

    drafts: list[Draft] = []
    desk.composing.begin(
        row.interaction_id,
        DraftKind.REPLY,
        answered=found.messages[0].written,
        owner=desk.notices,
        done=drafts.append,
    )
    qtbot.waitUntil(lambda: bool(drafts))
    draft = replace(drafts[0], text="It was refunded today.", html="<p>It was <b>refunded</b> today.</p>")
    with qtbot.waitSignal(desk.composing.saved):
        desk.composing.write(draft)
    with qtbot.waitSignal(desk.composing.queued):
        desk.composing.send(draft)

    def states() -> list[OutboxState | None]:
        return [shown.written.outbox.state if shown.written.outbox else None for shown in found.messages]

    qtbot.waitUntil(lambda: states() == [None, OutboxState.SENT])
    qtbot.waitUntil(lambda: len(way.mails_of(way.customer)) == 1)
    (mail,) = way.mails_of(way.customer)
    assert mail["Subject"] == "Re: Where is my chair?"
    assert mail["In-Reply-To"] == f"<1.{way.customer}>"
    assert mail["To"] == f"Chen Meiling <{way.customer}>"
    qtbot.waitUntil(lambda: len(way.mails_of(way.shop.address, "Sent")) == 1)
    (filed,) = way.mails_of(way.shop.address, "Sent")
    assert filed["Message-ID"] == mail["Message-ID"]
    qtbot.waitUntil(lambda: len(way.mails_of(way.shop.address)) == 1)  # hers alone: our own copy was moved

    way.write_in("Thank you!", subject="Re: Where is my chair?", answers=mail["Message-ID"].strip("<>"), number=2)
    qtbot.waitUntil(lambda: len(found.messages) == 3)
    assert [shown.written.message.direction for shown in found.messages] == [
        Direction.INBOUND,
        Direction.OUTBOUND,
        Direction.INBOUND,
    ]
    assert desk.notices.notices == ()


def test_what_is_read_here_is_read_on_the_server(way: Way, qtbot: QtBot) -> None:
    assert isinstance(way.set_up(), ChannelAccount)
    way.serve()
    way.write_in("Hello?")
    desk = way.desk
    desk.work_list.show(WorkView(scope=WorkScope.ALL, agent=AGENT))
    qtbot.waitUntil(lambda: len(desk.work_list.rows) == 1)
    desk.conversations.mark_read(desk.work_list.rows[0].interaction_id)
    folder = way.world.mailboxes.folder_of(way.shop.address) / "cur"
    wait_for(lambda: any("S" in file.name.rpartition(",")[2] for file in folder.glob("*")), "the mark on the server")


def test_a_wrong_password_is_told_before_anything_is_kept(way: Way) -> None:
    error = way.set_up("wrong")
    assert isinstance(error, Refused)
    assert way.desk.store.accounts() == []
    assert way.desk.vault.passwords == {}


def test_an_address_the_server_does_not_know_has_failed_with_its_own_words(way: Way, qtbot: QtBot) -> None:
    assert isinstance(way.set_up(), ChannelAccount)
    way.serve()
    way.write_in("Hello?")
    desk = way.desk
    desk.work_list.show(WorkView(scope=WorkScope.ALL, agent=AGENT))
    qtbot.waitUntil(lambda: len(desk.work_list.rows) == 1)
    (who,) = desk.composing.addresses(desk.work_list.rows[0].channel, "nobody@parley.test")
    draft = Draft(
        interaction_id=desk.work_list.rows[0].interaction_id,
        agent=AGENT,
        kind=DraftKind.REPLY,
        text="Hello!",
        to=(who,),
    )
    desk.composing.send(draft)
    qtbot.waitUntil(lambda: [one.state for one in desk.composing.outbox] == [OutboxState.FAILED])
    qtbot.waitUntil(lambda: bool(desk.notices.notices))
    (notice,) = desk.notices.notices
    assert "550" in notice.hint
    assert "nobody@parley.test" in notice.text
    assert way.mails_of(way.shop.address, "Sent") == []
