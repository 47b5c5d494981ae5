"""Sound devices by role, their levels, and a test tone."""

from PySide6.QtCore import QObject, Signal

from desktop.domain.phone import DeviceList, DeviceRole
from desktop.services.notices import Notices
from desktop.services.ports import PhoneEngine
from desktop.services.settings import Settings


class Sound(QObject):
    """Which microphone, speaker and ringer; a choice is kept in the settings."""

    devices_changed = Signal(object)  # DeviceList
    levels_measured = Signal(float, float)  # microphone, speaker: 0.0-1.0, ten times a second while watched

    def __init__(
        self, engine: PhoneEngine, settings: Settings, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)

    @property
    def devices(self) -> DeviceList:
        raise NotImplementedError

    def choose(self, role: DeviceRole, device_id: str) -> None:
        """ "" follows the system's default."""
        raise NotImplementedError

    def play_test_tone(self, role: DeviceRole) -> None:
        raise NotImplementedError

    def watch_levels(self) -> None:
        """Opens the microphone; counted, so every call needs its `ignore_levels`."""
        raise NotImplementedError

    def ignore_levels(self) -> None:
        raise NotImplementedError
