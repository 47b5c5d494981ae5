"""A desk with a window: real services over a real SQLite store that holds a small shop; only the engine is scripted,
because a picture needs the same call state each time, and each behaviour its exact moment.
"""

import shutil
from pathlib import Path

from desktop.demo.load import REGION, load
from desktop.domain.phone import Device, DeviceList, Registration, RegistrationState, Transport
from desktop.hub import built_in_channels
from desktop.numbering import PhoneNumbering
from desktop.services.agent_desk import AgentDesk
from desktop.services.call_log import CallLog
from desktop.services.channel import Channels
from desktop.services.desk import DeskServices
from desktop.services.directory import Directory
from desktop.services.history import History
from desktop.services.interactions import Interactions
from desktop.services.line import Line
from desktop.services.messaging.accounts import Accounts
from desktop.services.messaging.composing import Composing
from desktop.services.messaging.conversations import Conversations
from desktop.services.messaging.feed import Feed
from desktop.services.messaging.files import MessageFiles
from desktop.services.messaging.mail_links import MailLinks
from desktop.services.messaging.pictures import PictureSenders
from desktop.services.messaging.tabs import ConversationTabs
from desktop.services.messaging.unsent import Unsent
from desktop.services.messaging.work_list import WorkList
from desktop.services.notices import Notices
from desktop.services.office.macros import Macros
from desktop.services.office.mailings import Mailings
from desktop.services.office.texts import Texts
from desktop.services.office.views import SavedViews
from desktop.services.phone import Phone
from desktop.services.settings import Settings
from desktop.services.settings_declared import declared_settings
from desktop.services.sound import Sound
from desktop.services.tasks import Tasks
from desktop.store import DatabaseStore, open_store
from desktop.ui.main_window import MainWindow
from tests.services.scripted_engine import CAPABILITIES, ScriptedEngine

AGENT = "Maria Król"
SIZE = 40
ANNA = "+48601234567"
STRANGER = "+447700900987"


class MemoryVault:
    """A keyring that is never locked; the system's own would ask the person at the machine."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    @property
    def is_available(self) -> bool:
        return True

    def password(self, name: str) -> str | None:
        return self._kept.get(name)

    def keep(self, name: str, password: str) -> None:
        self._kept[name] = password

    def forget(self, name: str) -> None:
        self._kept.pop(name, None)


def fill(file: Path, size: int = SIZE) -> None:
    """The demo's shop with `size` customers, in a new store."""
    load(file, size=size)


class Stage:
    """The services, the scripted engine, and what a scene makes happen."""

    def __init__(self, folder: Path, template: Path | None = None) -> None:
        if template is not None:
            shutil.copyfile(template, folder / "store.db")
        self.bugs: list[BaseException] = []
        self.engine = ScriptedEngine()
        self.vault = MemoryVault()
        numbering = PhoneNumbering(REGION)
        self.store: DatabaseStore = open_store(folder / "store.db", numbering)
        tasks, notices, settings = self._ground(folder)
        phone = Phone(self.engine, settings, notices, numbering)
        agent = AgentDesk(self.store, self.engine, settings, tasks, AGENT)
        interactions = Interactions(self.store, phone, agent, settings, tasks, notices, numbering)
        feed, channels = Feed(self.store, tasks, notices), Channels(built_in_channels)
        accounts = Accounts(self.store, feed, channels, self.vault, tasks, notices)
        composing = Composing(self.store, feed, channels, accounts, settings, tasks, notices, AGENT)
        mailings = Mailings(self.store, feed, channels, accounts, tasks, notices, AGENT)
        composing.also_warn(mailings.left_out.warnings)
        conversations = Conversations(self.store, feed, channels, tasks, notices, AGENT, numbering)
        self.services = DeskServices(
            tasks=tasks,
            notices=notices,
            settings=settings,
            numbering=numbering,
            line=Line(self.engine, settings, MemoryVault(), tasks, notices),
            sound=Sound(self.engine, settings, notices),
            phone=phone,
            agent=agent,
            interactions=interactions,
            history=History(self.store, tasks, self.store.numbering),
            directory=Directory(self.store, tasks),
            call_log=CallLog(self.store, phone, tasks),
            feed=feed,
            work_list=WorkList(self.store, feed, settings, tasks, AGENT),
            conversations=conversations,
            composing=composing,
            accounts=accounts,
            picture_senders=PictureSenders(self.store, feed, tasks, AGENT),
            files=MessageFiles(self.store, channels, tasks, notices),
            mail_links=MailLinks(self.store, feed, channels, tasks, notices, AGENT),
            texts=Texts(self.store, feed, tasks, AGENT),
            macros=Macros(self.store, feed, tasks, notices, interactions, AGENT),
            tabs=ConversationTabs(self.store, feed, conversations, composing, tasks, AGENT),
            unsent=Unsent(self.store, feed, composing, tasks, notices, AGENT),
            mailings=mailings,
            views=SavedViews(self.store, feed, tasks, notices, AGENT),
        )
        interactions.finished.connect(self.services.call_log.refresh)

    def _ground(self, folder: Path) -> tuple[Tasks, Notices, Settings]:
        notices = Notices()
        settings = Settings(folder / "settings.json", declared_settings(), notices)
        settings.set("account.servers", ("pbx.example",))
        settings.set("account.user", "1001")
        settings.set("agent.name", AGENT)
        return Tasks(self.bugs.append), notices, settings

    def open(self) -> None:
        """As the composition root does: read what was before, find the engine, take up work."""
        self.services.agent.restore()
        self.services.interactions.restore()
        self.services.call_log.refresh()
        self.services.feed.start()
        self.services.accounts.restore()
        self.services.composing.restore()
        self.services.work_list.refresh()
        self.services.unsent.refresh()
        self.services.tabs.restore()
        self.engine.started.emit(CAPABILITIES)
        self.say_registered()
        self.engine.devices_changed.emit(DEVICES)

    def say_registered(self) -> None:
        text = "Line 1001 registered · TLS"
        self.engine.registration_changed.emit(
            Registration(state=RegistrationState.REGISTERED, text=text, user="1001", transport=Transport.TLS)
        )

    def close(self) -> None:
        self.services.composing.close()
        self.services.interactions.close()
        self.services.feed.stop()
        self.services.tasks.shut_down()
        self.store.close()


DEVICES = DeviceList(
    devices=(
        Device(id="mic-1", name="Jabra Evolve2 40 – microphone", is_input=True, is_default=True),
        Device(id="mic-2", name="Built-in microphone", is_input=True),
        Device(id="out-1", name="Jabra Evolve2 40 – headset", is_input=False, is_default=True),
        Device(id="out-2", name="Built-in loudspeakers", is_input=False),
    )
)


def new_window(stage: Stage, theme: str = "light") -> MainWindow:
    stage.services.settings.set("appearance.theme", theme)
    return MainWindow(stage.services)
