"""The one way to tell the user: short notices, kept by key so that the same trouble is said once."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import DesktopError


class Level(StrEnum):
    """INFORMATION goes away by itself after a few seconds; the others stay until cleared or closed."""

    INFORMATION = "information"
    WARNING = "warning"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """`text` says what happened and what it means, `hint` what to do; `action_label` names the one button.

    Pressing it is told to `Notices.act`, which the service that posted the notice listens to.
    """

    key: str
    text: str
    hint: str = ""
    level: Level = Level.WARNING
    action_label: str = ""


class Notices(QObject):
    """What is to be shown now, in order of posting. A notice with the same key replaces the one before."""

    posted = Signal(object)  # Notice, new or in place of the one with its key
    cleared = Signal(str)  # key
    acted = Signal(str)  # key: the notice's button was pressed

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices: dict[str, Notice] = {}

    @property
    def notices(self) -> tuple[Notice, ...]:
        return tuple(self._notices.values())

    def post(self, notice: Notice) -> None:
        if self._notices.get(notice.key) == notice:
            return
        self._notices[notice.key] = notice
        self.posted.emit(notice)

    def post_error(self, key: str, error: DesktopError, level: Level = Level.TROUBLE) -> None:
        self.post(Notice(key=key, text=error.text, hint=error.hint, level=level))

    def clear(self, key: str) -> None:
        if self._notices.pop(key, None) is not None:
            self.cleared.emit(key)

    def act(self, key: str) -> None:
        """The user pressed the button of the notice; it is cleared."""
        if key in self._notices:
            self.clear(key)
            self.acted.emit(key)
