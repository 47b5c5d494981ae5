"""The demo put together: the real desk, the caller and the post, and the buttons between them."""

from PySide6.QtCore import QLockFile, QObject

from desktop.app import Desk, DeskOptions
from desktop.demo.caller import Caller, Ports, desk_account
from desktop.demo.featured import AGENT
from desktop.demo.load import REGION
from desktop.demo.post.letters import Scripts
from desktop.demo.post.office import Office, channels_of
from desktop.demo.post.write_to_me import WriteToMe
from desktop.demo.ring_me import RingMe
from desktop.demo.scenarios import Rings
from desktop.demo.world import World
from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr
from desktop.paths import Paths
from desktop.services.line import settings_of
from desktop.services.notices import Level, Notice, Notices
from desktop.services.settings import Settings
from desktop.services.settings_declared import declared_settings

_LEAVING_MILLISECONDS = 5000


class EmptyVault:
    """`ports.Vault` for an account without a password: the demo leaves the system's keyring alone."""

    @property
    def is_available(self) -> bool:
        return False

    def password(self, name: str) -> str | None:
        return None

    def keep(self, name: str, password: str) -> None:
        raise ConfigurationError(tr("The demo keeps no passwords."))

    def forget(self, name: str) -> None:
        """There is none."""


class Demo(QObject):
    """`desk` is run as any other; the caller starts when its window is there. `stop` when the desk was shut down."""

    def __init__(
        self, paths: Paths, world: World, ports: Ports, *, store: str = "", engine_options: tuple[str, ...] = ()
    ) -> None:
        super().__init__()
        notices = Notices()
        # the organisation's policy is for its own desks; this one speaks to nobody but its caller
        settings = Settings(paths.settings_file, declared_settings(), notices)
        _set_up(settings, ports)
        self._world = world
        self._folders = (paths.engine_folder, paths.state / "caller")
        self.caller = Caller(self._folders[1], ports, self)
        self._scripts = Scripts(world)
        self.office = Office(self._scripts)
        given = DeskOptions(
            paths=paths, store=store, engine_options=engine_options, channels=lambda: channels_of(self.office)
        )
        self.desk = Desk(given, EmptyVault(), settings, notices)
        self.ring_me: RingMe | None = None
        self.write_to_me: WriteToMe | None = None
        self.desk.opened.connect(self._on_opened)

    def _on_opened(self) -> None:
        window, notices = self.desk.window, self.desk.notices
        assert window is not None
        self.ring_me = RingMe(window, self.caller, Rings(self._world), notices)
        self.write_to_me = WriteToMe(window, self.office, self._scripts, notices)
        self.caller.start()
        text = tr("This is a demo: nothing in it is real, and no call or mail leaves this computer.")
        hint = tr("“Ring me” and “Write to me” at the top, or Ctrl+Alt+1 to 9, let a customer call and write.")
        notices.post(Notice(key="demo", text=text, hint=hint, level=Level.INFORMATION))

    def stop(self) -> None:
        """Waits until both engines have left: what they hold open could not be deleted everywhere."""
        self.caller.stop()
        self.office.close()
        for folder in self._folders:
            if folder.is_dir():
                lock = QLockFile(str(folder / "token.lock"))  # an engine's own, as long as it lives
                if lock.tryLock(_LEAVING_MILLISECONDS):
                    lock.unlock()


def _set_up(settings: Settings, ports: Ports) -> None:
    """What a first run would ask."""
    for key, value in settings_of(desk_account(ports)).items():
        settings.set(key, value)
    settings.set("agent.name", AGENT)
    settings.set("calls.region", REGION)
