"""The sound devices of the machine: which there are, which is used for what, and what becomes of one unplugged."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtMultimedia import QAudioDevice, QMediaDevices

from desktop.domain.phone import Device, DeviceList, DeviceRole
from desktop.domain.text import tr

_SECOND_CHANCE_MILLISECONDS = 3000


def device_id(device: QAudioDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")


class Devices(QObject):
    """`changed` carries a DeviceList whenever what there is, or what is used, is another.

    Without a sound system (`has_sound` False, for tests and for machines that have none) there are no devices.
    """

    changed = Signal(object)  # DeviceList
    came_back = Signal()  # a device was pulled out and put in again: what was open on it plays elsewhere now

    def __init__(self, parent: QObject | None = None, *, has_sound: bool = True) -> None:
        super().__init__(parent)
        self._chosen = dict.fromkeys(DeviceRole, "")
        self._used: Mapping[DeviceRole, QAudioDevice] = {}
        self._known: tuple[Device, ...] = ()
        self._text = ""
        self._aside: set[str] = set()
        self._second_chance = QTimer(self, singleShot=True, interval=_SECOND_CHANCE_MILLISECONDS)
        self._second_chance.timeout.connect(self._on_changed)
        self._media = QMediaDevices(self) if has_sound else None
        if self._media is not None:
            self._media.audioInputsChanged.connect(self._on_changed)
            self._media.audioOutputsChanged.connect(self._on_changed)
        self._look()

    @property
    def state(self) -> DeviceList:
        return DeviceList(
            devices=self._known,
            microphone=self._chosen[DeviceRole.MICROPHONE],
            speaker=self._chosen[DeviceRole.SPEAKER],
            ringer=self._chosen[DeviceRole.RINGER],
            text=self._text,
        )

    def used(self, role: DeviceRole) -> QAudioDevice | None:
        """The chosen device, the system's default when that is away, None when there is none at all."""
        return self._used.get(role)

    def choose(self, role: DeviceRole, chosen_id: str) -> None:
        self._chosen[role] = chosen_id
        self._aside.clear()
        self._look()
        self._text = self._words_for_missing()
        self.changed.emit(self.state)

    def set_aside(self, broken_id: str) -> None:
        """Do without a device that cannot be opened, until the system says that its devices are others.

        WORKAROUND Qt 6.11 on PulseAudio goes on listing a device that was pulled out until another one comes.
        """
        self._aside.add(broken_id)
        self._compare()
        if any(role not in self._used for role in DeviceRole):
            self._second_chance.start()

    def _on_changed(self) -> None:
        self._aside.clear()
        if not self._compare():
            # WORKAROUND Qt 6.11 on PulseAudio says nothing when a device goes that is not the default, while the
            # server moves its streams elsewhere; it speaks up when the device returns, and the list is the same
            self.came_back.emit()

    def _compare(self) -> bool:
        """Whether anything is another than before; says so."""
        before, had = self._used, self._known
        self._look()
        if self._known == had and self._ids(before) == self._ids(self._used):
            return False
        self._text = self._words_for_missing() or self._words_for_change(before)
        self.changed.emit(self.state)
        return True

    @staticmethod
    def _ids(used: Mapping[DeviceRole, QAudioDevice]) -> dict[DeviceRole, str]:
        return {role: device_id(device) for role, device in used.items()}

    def _look(self) -> None:
        if self._media is None:
            return
        inputs = [d for d in QMediaDevices.audioInputs() if device_id(d) not in self._aside]
        outputs = [d for d in QMediaDevices.audioOutputs() if device_id(d) not in self._aside]
        self._known = tuple(
            Device(id=device_id(d), name=d.description(), is_input=is_input, is_default=d.isDefault())
            for is_input, devices in ((True, inputs), (False, outputs))
            for d in devices
        )
        self._used = {
            role: found
            for role in DeviceRole
            if (found := self._pick(role, inputs if role is DeviceRole.MICROPHONE else outputs)) is not None
        }

    def _pick(self, role: DeviceRole, there: list[QAudioDevice]) -> QAudioDevice | None:
        for device in there:
            if device_id(device) == self._chosen[role]:
                return device
        return next((d for d in there if d.isDefault()), there[0] if there else None)

    def _words_for_missing(self) -> str:
        """What the agent should know of chosen devices that are not there."""
        sentences = []
        for role, chosen in self._chosen.items():
            used = self._used.get(role)
            if chosen and (used is None or device_id(used) != chosen):
                sentences.append(_missing_words(role, used))
        if not sentences and self._media is not None and DeviceRole.MICROPHONE not in self._used:
            sentences.append(tr("There is no microphone: callers cannot hear you."))
        return " ".join(sentences)

    def _words_for_change(self, before: Mapping[DeviceRole, QAudioDevice]) -> str:
        had, has = self._ids(before), self._ids(self._used)
        for role in (DeviceRole.MICROPHONE, DeviceRole.SPEAKER):
            if role in has and has[role] != had.get(role):
                return tr("Now in use: {name}.", name=self._used[role].description())
        return ""


def _missing_words(role: DeviceRole, used: QAudioDevice | None) -> str:
    name = used.description() if used is not None else ""
    match role, bool(name):
        case DeviceRole.MICROPHONE, True:
            return tr("The chosen microphone is gone; {name} is used instead.", name=name)
        case DeviceRole.MICROPHONE, False:
            return tr("The chosen microphone is gone, and there is no other: callers cannot hear you.")
        case DeviceRole.SPEAKER, True:
            return tr("The chosen speaker is gone; {name} is used instead.", name=name)
        case DeviceRole.SPEAKER, False:
            return tr("The chosen speaker is gone, and there is no other: you cannot hear callers.")
        case _, True:
            return tr("The device that rings is gone; {name} rings instead.", name=name)
        case _:
            return tr("The device that rings is gone: calls come in without a sound.")
