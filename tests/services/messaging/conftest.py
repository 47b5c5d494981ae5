"""Written work without a window: every service over a real SQLite store; mail comes from a post office in a folder."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.domain.change import Change
from desktop.domain.channel import Channel
from desktop.domain.lease import Lease
from desktop.domain.written import ChannelAccount, Draft, DraftKind, Incoming, Outgoing, Participant
from desktop.numbering import PhoneNumbering
from desktop.services.channel import ChannelKind, Channels
from desktop.services.hub.secrets import AccountSecrets
from desktop.services.messaging.accounts import Accounts
from desktop.services.messaging.composing import Composing
from desktop.services.messaging.conversations import Conversations
from desktop.services.messaging.feed import Feed
from desktop.services.messaging.tabs import ConversationTabs
from desktop.services.messaging.unsent import Unsent
from desktop.services.messaging.work_list import WorkList
from desktop.services.notices import Notices
from desktop.services.office.views import SavedViews
from desktop.services.settings import Settings
from desktop.services.settings_declared import declared_settings
from desktop.services.tasks import Lane, Tasks
from desktop.store import DatabaseStore, open_store
from tests.services.hub.conftest import QUICK
from tests.services.hub.post_office import OWN_ADDRESS, PASSWORD, PostOffice, a_mail
from tests.vaults import MemoryVault

AGENT = "maria"


class MailDesk:
    """Built again over the same file, it is the desk after a restart, or a colleague's."""

    def __init__(
        self, folder: Path, qtbot: QtBot, agent: str = AGENT, kinds: Sequence[ChannelKind] | None = None
    ) -> None:
        """`kinds` in place of the post office's."""
        self.qtbot = qtbot
        self.bugs: list[BaseException] = []
        self.changes: list[Change] = []
        self.store: DatabaseStore = open_store(folder / "store.db", PhoneNumbering("PL"))
        self.office = PostOffice(folder / "office")
        self.vault = MemoryVault()
        self.tasks = Tasks(self.bugs.append)
        self.notices = Notices()
        self.settings = Settings(folder / f"{agent}.json", declared_settings(), self.notices)
        self.channels = Channels(lambda: kinds or (self.office.kind(),))
        self.feed = Feed(self.store, self.tasks, self.notices)
        self.accounts = Accounts(self.store, self.feed, self.channels, self.vault, self.tasks, self.notices)
        self.work_list = WorkList(self.store, self.feed, self.settings, self.tasks, agent)
        parts = self.store, self.feed, self.channels, self.tasks, self.notices, agent
        self.conversations = Conversations(*parts, PhoneNumbering("PL"))
        self.composing = Composing(
            self.store, self.feed, self.channels, self.accounts, self.settings, self.tasks, self.notices, agent
        )
        self.tabs = ConversationTabs(self.store, self.feed, self.conversations, self.composing, self.tasks, agent)
        self.unsent = Unsent(self.store, self.feed, self.composing, self.tasks, self.notices, agent)
        self.views = SavedViews(self.store, self.feed, self.tasks, self.notices, agent)
        self.feed.changed.connect(self.changes.extend)

    def open(self) -> None:
        """As the composition root does."""
        self.feed.start()
        self.accounts.restore()
        self.composing.restore()
        self.work_list.refresh()
        self.unsent.refresh()
        self.tabs.restore()
        self.settled()
        self.qtbot.waitUntil(lambda: self.work_list.is_loaded)

    def settled(self) -> None:
        """Everything given to the store lane so far is written and told."""
        seen: list[bool] = []
        self.tasks.run(Lane.STORE, lambda: True, owner=self.notices, done=seen.append)
        self.qtbot.waitUntil(lambda: bool(seen))

    def close(self) -> None:
        self.composing.close()
        self.feed.stop()
        self.tasks.shut_down()
        self.store.close()

    # ------------------------------------------------------------ what a hub does in another program

    def account(self) -> ChannelAccount:
        saved = next(iter(self.store.accounts()), None)
        if saved is None:
            saved = self.store.save_account(
                ChannelAccount(channel=Channel.EMAIL, name="Shop", address=OWN_ADDRESS, queue="orders")
            )
            AccountSecrets(self.vault, saved.id).keep("password", PASSWORD)
        return saved

    def lease(self) -> Lease:
        lease = self.store.take_lease(f"account.{self.account().id}", "hub", QUICK.lease_length)
        assert lease is not None
        return lease

    def receive(self, *mails: Incoming) -> int:
        """The interaction of the last."""
        received = self.store.receive(self.lease(), self.account(), mails or (a_mail("one@example.com"),), "1")
        return received[-1].interaction_id

    def deliver(self, outgoing: Outgoing) -> None:
        lease = self.lease()
        assert outgoing.id is not None
        claimed = self.store.claim(lease, outgoing.account_id)
        assert claimed is not None
        assert claimed.id == outgoing.id
        self.store.delivered(lease, outgoing.id)

    # ------------------------------------------------------------ what an agent does

    def draft(self, interaction_id: int, text: str = "It is on its way.", kind: DraftKind = DraftKind.REPLY) -> Draft:
        return Draft(
            interaction_id=interaction_id,
            agent=AGENT,
            kind=kind,
            text=text,
            to=(Participant(address="anna@example.com"),) if kind is not DraftKind.NOTE else (),
        )


@pytest.fixture
def new_desk(tmp_path: Path, qapp: QObject, qtbot: QtBot, empty_store: bytes) -> Iterator[Callable[[str], MailDesk]]:
    (tmp_path / "store.db").write_bytes(empty_store)
    desks: list[MailDesk] = []

    def build(agent: str = AGENT) -> MailDesk:
        desks.append(MailDesk(tmp_path, qtbot, agent))
        desks[-1].open()
        return desks[-1]

    yield build
    for desk in desks:
        desk.close()
        assert desk.bugs == []


@pytest.fixture
def desk(new_desk: Callable[..., MailDesk]) -> MailDesk:
    return new_desk()
