"""Sound devices by role, their levels, and a test tone."""

from PySide6.QtCore import QObject, Signal

from desktop.domain.phone import DeviceList, DeviceRole
from desktop.services.notices import Notice, Notices
from desktop.services.ports import PhoneEngine
from desktop.services.settings import Settings

SETTING_OF = {role: f"sound.{role.value}" for role in DeviceRole}


class Sound(QObject):
    """Which microphone, speaker and ringer; a choice is kept in the settings."""

    devices_changed = Signal(object)  # DeviceList
    levels_measured = Signal(float, float)  # microphone, speaker: 0.0-1.0, ten times a second while watched

    def __init__(
        self, engine: PhoneEngine, settings: Settings, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._settings = settings
        self._notices = notices
        self._devices = DeviceList(devices=())
        self._watchers = 0
        engine.devices_changed.connect(self._on_devices_changed)
        engine.levels_measured.connect(self.levels_measured)
        settings.changed.connect(self._on_setting_changed)

    @property
    def devices(self) -> DeviceList:
        return self._devices

    def use_chosen(self) -> None:
        """Tell the engine which devices the settings name; before it starts, and again it need not be told."""
        for role, key in SETTING_OF.items():
            if device_id := self._settings.text(key):
                self._engine.choose_device(role, device_id)

    def choose(self, role: DeviceRole, device_id: str) -> None:
        """An empty id follows the system's default."""
        self._settings.set(SETTING_OF[role], device_id)

    def play_test_tone(self, role: DeviceRole) -> None:
        self._engine.play_test_tone(role)

    def watch_levels(self) -> None:
        """Opens the microphone; counted, so every call needs its `ignore_levels`."""
        self._watchers += 1
        if self._watchers == 1:
            self._engine.watch_levels()

    def ignore_levels(self) -> None:
        self._watchers = max(0, self._watchers - 1)
        if self._watchers == 0:
            self._engine.ignore_levels()

    def _on_devices_changed(self, devices: DeviceList) -> None:
        self._devices = devices
        if devices.text:
            self._notices.post(Notice(key="sound", text=devices.text))
        else:
            self._notices.clear("sound")
        self.devices_changed.emit(devices)

    def _on_setting_changed(self, key: str) -> None:
        for role, name in SETTING_OF.items():
            if name == key:
                self._engine.choose_device(role, self._settings.text(key))
