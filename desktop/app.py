"""The desk put together: what is built here, in this order, is the whole program."""

import gc
import getpass
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.crash import CrashWatch
from desktop.domain.errors import DesktopError
from desktop.domain.text import tr
from desktop.hub import built_in_channels, desk_role
from desktop.instance import Instance
from desktop.numbering import PhoneNumbering
from desktop.paths import Paths, resources_folder
from desktop.policy import read_policy
from desktop.services.agent_desk import AgentDesk
from desktop.services.call_log import CallLog
from desktop.services.channel import ChannelKind, Channels
from desktop.services.desk import DeskServices
from desktop.services.directory import Directory
from desktop.services.history import History
from desktop.services.interactions import Interactions
from desktop.services.lanes.store_to_come import StoreToCome
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
from desktop.services.notices import Level, Notice, Notices
from desktop.services.office.macros import Macros
from desktop.services.office.mailings import Mailings
from desktop.services.office.texts import Texts
from desktop.services.office.views import SavedViews
from desktop.services.phone import Phone
from desktop.services.ports import Numbering, PhoneEngine, Vault
from desktop.services.saving.unread import UnreadFiles
from desktop.services.settings import Settings
from desktop.services.settings_declared import declared_settings
from desktop.services.sound import Sound
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WholeStore
from desktop.telephony.link import EngineLink

if TYPE_CHECKING:
    from desktop.services.hub.role import HubRole
    from desktop.ui.main_window import MainWindow

logger = logging.getLogger(__name__)

FALLBACK_REGION = "GB"
_MAILINGS_MS = 3_000  # nobody waits for them at the start
_WINDOW_SECONDS = 1.0  # the store waits no longer for a window that nobody sees


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskOptions:
    """`store` is a file or URL in place of the one the settings name; `engine_options` go to `parley engine`.

    `channels` loads the written channels there are.
    """

    paths: Paths
    store: str = ""
    engine_options: tuple[str, ...] = ()
    channels: Callable[[], Sequence[ChannelKind]] = built_in_channels


def open_settings(paths: Paths, notices: Notices) -> Settings:
    """Before the application, because its size is one of them."""
    return Settings(paths.settings_file, declared_settings(), notices, read_policy())


def numbering_for(settings: Settings, notices: Notices) -> Numbering:
    """For the country that is set, or, with a notice, another one: calls are taken all the same."""
    region = settings.text("calls.region")
    try:
        return PhoneNumbering(region)
    except ValueError:
        text = tr("“{region}” is no country's two letters, so numbers are read as British.", region=region)
        notices.post(Notice(key="region", text=text, hint=tr("Set the default country in the settings.")))
        return PhoneNumbering(FALLBACK_REGION)


def agent_name(settings: Settings) -> str:
    """As colleagues see it: the name that is set, else the log-in name."""
    try:
        return settings.text("agent.name") or getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user that the system has no name for
        return tr("Agent")


class Desk(QObject):
    """Builds, connects, starts; `shut_down` undoes exactly that.

    The window is shown first. The store is opened on its lane when it has been painted: both want the interpreter.
    """

    opened = Signal()  # the window is on the screen and the store is open
    failed = Signal(object)  # DesktopError: the store cannot be opened, so there is no desk
    _opening = Signal(str)  # how far the store's update is, in words

    def __init__(self, options: DeskOptions, vault: Vault, settings: Settings, notices: Notices) -> None:
        super().__init__()
        self._options = options
        self._vault = vault
        self.settings = settings
        self.notices = notices
        self.instance = Instance(options.paths.state, self)
        self.crash_watch = CrashWatch(options.paths, self)
        self.tasks = Tasks(self.crash_watch.found, self)
        # what the line and the devices do is told by the engine, in words
        spoken = ("--translations", str(resources_folder() / "translations"))
        self.engine: PhoneEngine = EngineLink(
            options.paths.engine_folder, self, options=(*spoken, *options.engine_options)
        )
        self._coming = StoreToCome(self._opening.emit)
        self._opening.connect(self._on_opening)
        self._is_seen = Event()
        self._is_leaving = False
        self._channels = Channels(options.channels)
        self._unread = UnreadFiles(options.paths.unread_file)
        self._role: HubRole | None = None
        self.store: WholeStore | None = None
        self.services: DeskServices | None = None
        self.window: MainWindow | None = None

    def start(self) -> None:
        """Returns when the window is built; `opened` or `failed` follows."""
        self.crash_watch.start()
        self.crash_watch.bug_found.connect(self._on_bug)
        self.instance.raise_asked.connect(self.show)
        self.tasks.failure_unheard.connect(self._on_failure)
        self.settings.changed.connect(self._on_setting_changed)
        self._on_setting_changed("privacy.detailed_log")
        if self.crash_watch.last_crash:
            text = tr("Parley ended unexpectedly last time. What you had typed was kept.")
            self.notices.post(Notice(key="crash", text=text, level=Level.INFORMATION))
        numbering = numbering_for(self.settings, self.notices)
        where = self._options.store or self.settings.text("store.url") or str(self._options.paths.store_file)
        # before anybody asks the store something: the lane keeps order
        self.tasks.run(
            Lane.STORE,
            lambda: self._open_store(where, numbering),
            owner=self,
            done=self._on_store_open,
            failed=self._on_store_failed,
        )
        self.services = self._services(self._coming.store, numbering)
        self.engine.start()  # a process of its own, which is there when the store is
        self._open_window(self.services)

    def shut_down(self) -> None:
        """Nothing is lost: what was typed is written before this returns."""
        self._is_leaving = True
        self._is_seen.set()
        self._coming.give_up()
        if self.window is not None:
            self._put_away(self.window)
        if self._role is not None:
            self._role.ask_to_stop()
        if self.services is not None:
            self.services.composing.close()
            self.services.tabs.end()
            self.services.accounts.call_off()
            self.services.interactions.close()
            self.services.agent.close()
            self.services.line.close()
            self.services.feed.stop()
        if not self.tasks.shut_down():
            logger.error("The store did not finish in time")
        if self._role is not None and not self._role.stop():
            logger.info("An account is left to the end of its lease")
        if self.window is not None:
            self.window.deleteLater()
            self.window = None
        if self.store is not None:
            self.store.close()
        self.instance.release()
        gc.unfreeze()
        self.crash_watch.stop()

    def _put_away(self, window: "MainWindow") -> None:
        self._place.keep(window)
        window.close()
        if (letters := window.work_pane.letters) is not None:
            self._unread.wait(lambda: letters.unread)

    def show(self) -> None:
        """In front, as somebody asked for it."""
        if self.window is not None:
            self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    def _open_store(self, where: str, numbering: Numbering) -> WholeStore:
        """On the store lane."""
        self._is_seen.wait(_WINDOW_SECONDS)

        def open_it() -> WholeStore:
            from desktop.store import open_store  # a quarter of a second

            if "://" not in where:
                Path(where).parent.mkdir(parents=True, exist_ok=True)
            return open_store(where, numbering, self._coming.tell)

        return self._coming.come(open_it)

    def _on_opening(self, words: str) -> None:
        if not self._is_leaving and self.store is None:
            text = tr("The store of an earlier version is brought up to date. Calls are taken when that is done.")
            hint = tr("{words}. Closing the window is safe: it begins anew at the next start.", words=words)
            self.notices.post(Notice(key="opening", text=text, hint=hint))

    def _on_store_failed(self, error: DesktopError) -> None:
        if not self._is_leaving:  # or the update was broken off, as was asked
            self.notices.clear("opening")
            self.failed.emit(error)

    def _on_store_open(self, store: WholeStore) -> None:
        self.store = store
        self.notices.clear("opening")
        services = self.services
        if services is None or self._is_leaving:
            return
        services.sound.use_chosen()
        services.agent.restore()
        services.interactions.restore()
        services.call_log.refresh()
        services.line.open()
        self._open_messages(store, services)
        gc.freeze()
        self._unread.tell(self.notices)
        self.opened.emit()

    def _open_messages(self, store: WholeStore, services: DeskServices) -> None:
        services.feed.start()  # before anything is read that it tells changes of
        services.accounts.restore()
        services.composing.restore()
        services.work_list.refresh()
        services.unsent.refresh()
        services.tabs.restore()
        QTimer.singleShot(_MAILINGS_MS, services.mailings, services.mailings.read)
        self.tasks.run(
            Lane.NET,  # the channels' libraries take their time
            lambda: desk_role(store, self._channels.kinds, self._vault, services.agent.agent),
            owner=self,
            done=self._on_role,
        )

    def _on_role(self, role: "HubRole") -> None:
        if not self._is_leaving:
            self._role = role
            role.start()

    def _services(self, store: WholeStore, numbering: Numbering) -> DeskServices:
        engine, settings, tasks, notices = self.engine, self.settings, self.tasks, self.notices
        phone = Phone(engine, settings, notices, numbering, self)
        agent = AgentDesk(store, engine, settings, tasks, agent_name(settings), self)
        interactions = Interactions(store, phone, agent, settings, tasks, notices, numbering, self)
        feed, channels, name = Feed(store, tasks, notices, self), self._channels, agent.agent
        accounts = Accounts(store, feed, channels, self._vault, tasks, notices, self)
        composing = Composing(store, feed, channels, accounts, settings, tasks, notices, name, self)
        mailings = Mailings(store, feed, channels, accounts, tasks, notices, name, self)
        composing.also_warn(mailings.left_out.warnings)
        conversations = Conversations(store, feed, channels, tasks, notices, name, numbering, self)
        return DeskServices(
            tasks=tasks,
            notices=notices,
            settings=settings,
            numbering=numbering,
            line=Line(engine, settings, self._vault, tasks, notices, self),
            sound=Sound(engine, settings, notices, self),
            phone=phone,
            agent=agent,
            interactions=interactions,
            history=History(store, tasks, numbering, self),
            directory=Directory(store, tasks, self),
            call_log=CallLog(store, phone, tasks, self),
            feed=feed,
            work_list=WorkList(store, feed, settings, tasks, name, self),
            conversations=conversations,
            composing=composing,
            accounts=accounts,
            picture_senders=PictureSenders(store, feed, tasks, name, self),
            files=MessageFiles(store, channels, tasks, notices, self),
            mail_links=MailLinks(store, feed, channels, tasks, notices, name, self),
            texts=Texts(store, feed, tasks, name, self),
            macros=Macros(store, feed, tasks, notices, interactions, name, self),
            tabs=ConversationTabs(store, feed, conversations, composing, tasks, name, self),
            unsent=Unsent(store, feed, composing, tasks, notices, name, self),
            mailings=mailings,
            views=SavedViews(store, feed, tasks, notices, name, self),
        )

    def _open_window(self, services: DeskServices) -> None:
        from desktop.ui.main_window import MainWindow
        from desktop.ui.widgets.first_paint import FirstPaint
        from desktop.ui.window_place import WindowPlace

        services.directory.customer_changed.connect(services.interactions.refresh_customer)
        services.interactions.finished.connect(self._on_finished)
        self.window = MainWindow(services)
        self._place = WindowPlace(self._options.paths.window_file)
        self._place.restore(self.window)
        FirstPaint(self.window).came.connect(self._on_painted)
        self.window.show()
        # what was built stays: looking through it at each full collection would hold up the window for 50 ms
        gc.freeze()

    def _on_painted(self) -> None:
        self._is_seen.set()
        if self.window is not None:
            self._place.settle(self.window)
            self.window.wear_icon()

    def _on_finished(self, _: object) -> None:
        if self.services is not None:
            self.services.call_log.refresh()

    def _on_setting_changed(self, key: str) -> None:
        if key == "privacy.detailed_log":
            is_detailed = self.settings.is_on(key)
            self.crash_watch.log_in_detail() if is_detailed else self.crash_watch.log_briefly()

    def _on_failure(self, error: DesktopError) -> None:
        self.notices.post_error("failure", error)

    def _on_bug(self, line: str) -> None:
        self.notices.post(
            Notice(
                key="bug",
                text=tr("Something in Parley failed that should not: {line}", line=line),
                hint=tr("Calls and notes go on. Details for support are in {file}.", file=self._options.paths.log_file),
                level=Level.TROUBLE,
            )
        )
