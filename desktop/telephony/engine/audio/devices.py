"""The sound devices of the machine: which there are, which is used for what, and what becomes of one unplugged."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtMultimedia import QAudioDevice, QMediaDevices

from desktop.domain.phone import Device, DeviceList, DeviceRole
from desktop.domain.text import tr


def device_id(device: QAudioDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")


class Devices(QObject):
    """`changed` carries a DeviceList whenever what there is, or what is used, is another.

    Without a sound system (`has_sound` False, for tests and for machines that have none) there are no devices.
    """

    changed = Signal(object)  # DeviceList

    def __init__(self, parent: QObject | None = None, *, has_sound: bool = True) -> None:
        super().__init__(parent)
        self._chosen = dict.fromkeys(DeviceRole, "")
        self._used: Mapping[DeviceRole, QAudioDevice] = {}
        self._known: tuple[Device, ...] = ()
        self._text = ""
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
        self._text = ""
        self._look()
        self._text = self._words_for_missing()
        self.changed.emit(self.state)

    def _on_changed(self) -> None:
        before, had = self._used, self._known
        self._look()
        if self._known == had and self._ids(before) == self._ids(self._used):
            return
        self._text = self._words_for_missing() or self._words_for_change(before)
        self.changed.emit(self.state)

    @staticmethod
    def _ids(used: Mapping[DeviceRole, QAudioDevice]) -> dict[DeviceRole, str]:
        return {role: device_id(device) for role, device in used.items()}

    def _look(self) -> None:
        if self._media is None:
            return
        inputs, outputs = QMediaDevices.audioInputs(), QMediaDevices.audioOutputs()
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
