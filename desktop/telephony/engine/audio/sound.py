"""The sound of the engine: PJSIP's bridge on one side, the devices on the other, and who may be heard when.

Devices are open only while a call needs them or the agent watches the levels: an open microphone shows on the
agent's screen, and ought to mean something. Without any device calls work all the same, in silence.
"""

import logging
from weakref import WeakValueDictionary

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtMultimedia import QAudioDevice

from desktop.domain.call import Call, CallState
from desktop.domain.errors import Rejected
from desktop.domain.phone import DeviceRole
from desktop.domain.text import tr
from desktop.telephony.engine.audio import probe, tones
from desktop.telephony.engine.audio.devices import Devices, device_id
from desktop.telephony.engine.audio.streams import ClipPlayer, Microphone, Speaker, sound_format
from desktop.telephony.engine.leg import Leg
from desktop.telephony.engine.port import FramePort, Tone
from desktop.telephony.engine.stack import StackError

logger = logging.getLogger(__name__)

_LEVEL_MILLISECONDS = 100
_PROBE_MILLISECONDS = 2000


class Sound(QObject):
    levels_measured = Signal(float, float)

    def __init__(self, devices: Devices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._devices = devices
        self._microphone = Microphone()
        self._speaker = Speaker()
        self._ringer = ClipPlayer()
        self._trial = ClipPlayer()
        self._port: FramePort | None = None
        self._ring_back: Tone | None = None
        self._rings_back = False
        self._wants_microphone = self._wants_speaker = self._wants_ring = False
        self._open_ids: dict[DeviceRole, str] = {}
        # by call; a leg belongs to its record, and must go when that goes
        self._legs: WeakValueDictionary[str, Leg] = WeakValueDictionary()
        self._levels = QTimer(self, interval=_LEVEL_MILLISECONDS)
        self._levels.timeout.connect(self._measure)
        self._missed: set[DeviceRole] = set()
        self._probe = QTimer(self, interval=_PROBE_MILLISECONDS)
        self._probe.timeout.connect(self._on_probe)
        self._streams: dict[DeviceRole, Microphone | Speaker | ClipPlayer] = {
            DeviceRole.MICROPHONE: self._microphone,
            DeviceRole.SPEAKER: self._speaker,
            DeviceRole.RINGER: self._ringer,
        }
        devices.changed.connect(self._on_devices_changed)
        devices.came_back.connect(self._on_device_came_back)

    def start(self) -> None:
        """When PJSIP runs."""
        self._port = FramePort(self._microphone, self._speaker)
        self._port.open()
        self._ring_back = Tone()
        self._ring_back.ring_back()
        # made now: nobody should wait for a sine while a call rings
        tones.ring()

    def stop(self) -> None:
        """Close the devices. The port stays: PJSIP's clock may be in it."""
        self._levels.stop()
        self._probe.stop()
        self._wants_microphone = self._wants_speaker = self._wants_ring = False
        self._settle()
        self._trial.stop()

    def rest(self) -> None:
        """To be said every few seconds while there is no call."""
        if self._port is not None:
            self._port.rest()

    @property
    def is_open(self) -> bool:
        """Some device is, and needs `pump`."""
        streams = (self._microphone, self._speaker)
        return any(stream.is_open for stream in streams) or self._ringer.is_playing or self._trial.is_playing

    # ------------------------------------------------------------ for the calls

    def connect_leg(self, leg: Leg) -> None:
        if self._port is not None:
            try:
                leg.connect_sound(self._port)
                self._legs[leg.call_id] = leg
            except StackError as error:
                logger.warning("a call could not be connected to the sound: %s", error.text)

    def disconnect_leg(self, leg: Leg) -> None:
        self._legs.pop(leg.call_id, None)
        if self._port is not None:
            try:
                leg.disconnect_sound(self._port)
            except StackError:
                logger.info("PJSIP had already disconnected a call's sound")

    def mute(self) -> None:
        if self._port is not None:
            self._port.mute()

    def unmute(self) -> None:
        if self._port is not None:
            self._port.unmute()

    def show_calls(self, calls: tuple[Call, ...], *, rings_there: bool) -> None:
        """Open and close devices and ring as these calls need it; `rings_there`: sound the ring-back tone."""
        states = {call.state for call in calls}
        talks = CallState.ACTIVE in states or CallState.DIALING in states
        self._wants_microphone = talks
        self._wants_speaker = talks
        # never loudly into a conversation: a second call shows on the screen alone
        self._wants_ring = CallState.RINGING in states and not talks
        self._sound_ring_back(rings_there)
        self._settle()
        if not talks:
            self._probe.stop()
        elif probe.IS_NEEDED and not self._probe.isActive():
            self._probe.start()

    def _sound_ring_back(self, wanted: bool) -> None:
        if wanted == self._rings_back or self._port is None or self._ring_back is None:
            return
        self._rings_back = wanted
        if wanted:
            self._ring_back.connect(self._port)
        else:
            self._ring_back.disconnect(self._port)

    # ------------------------------------------------------------ for the desk

    def watch_levels(self) -> None:
        self._levels.start()
        self._settle()

    def ignore_levels(self) -> None:
        self._levels.stop()
        self._settle()

    def play_trial(self, role: DeviceRole) -> None:
        """A second of 440 Hz, so that the agent hears which device it is."""
        device = self._devices.used(role)
        if device is None or role is DeviceRole.MICROPHONE:
            raise Rejected(tr("There is no device that could play a tone."), tr("Plug one in, or choose another."))
        self._trial.play_once(device, tones.trial_tone())

    def play_file(self, call_id: str, path: str) -> None:
        """Let the other side hear it, besides the microphone."""
        leg = self._legs.get(call_id)
        if leg is None:
            raise Rejected(tr("Nothing can be played into a call without sound."))
        leg.play(path)

    def _measure(self) -> None:
        self.levels_measured.emit(self._microphone.take_level(), self._speaker.take_level())

    # ------------------------------------------------------------ the devices

    def pump(self) -> None:
        """Every 10 ms."""
        self._microphone.pump()
        self._speaker.pump()
        self._ringer.pump()
        self._trial.pump()
        for role, stream in self._streams.items():
            if stream.has_failed:
                self._recover(role, stream)

    def _recover(self, role: DeviceRole, stream: Microphone | Speaker | ClipPlayer) -> None:
        """Open the device once more if it had worked; else do without it."""
        failed_id = self._open_ids.pop(role, "")
        had_worked = stream.progress.has_begun
        logger.info("the %s stopped", role)
        self._close(role)
        if had_worked:
            self._settle()
        else:
            self._devices.set_aside(failed_id)

    def _on_probe(self) -> None:
        """Ask after the devices of a call that the system would not miss; gone is what failed to answer twice."""
        missed = set()
        for role in (DeviceRole.MICROPHONE, DeviceRole.SPEAKER):
            device = self._devices.used(role)
            is_open = device is not None and self._open_ids.get(role) == device_id(device)
            if device is None or not is_open or device.isDefault() or probe.is_there(role, device, sound_format()):
                continue
            if role in self._missed:
                logger.info("the %s is gone, and the system did not say so", role)
                self._devices.set_aside(device_id(device))
            else:
                missed.add(role)
        self._missed = missed

    def _close_all(self) -> None:
        for role in DeviceRole:
            self._close(role)
        self._open_ids.clear()

    def _on_devices_changed(self) -> None:
        self._settle()

    def _on_device_came_back(self) -> None:
        self._close_all()
        self._settle()

    def _settle(self) -> None:
        """Let each stream be open, on the device in use, exactly when it is wanted."""
        self._keep(DeviceRole.MICROPHONE, self._wants_microphone or self._levels.isActive())
        self._keep(DeviceRole.SPEAKER, self._wants_speaker)
        self._keep(DeviceRole.RINGER, self._wants_ring)

    def _keep(self, role: DeviceRole, is_wanted: bool) -> None:
        device = self._devices.used(role) if is_wanted else None
        wanted = device_id(device) if device is not None else ""
        if wanted == self._open_ids.get(role, ""):
            return
        self._open_ids[role] = wanted
        self._close(role)
        if device is not None:
            self._open(role, device)

    def _open(self, role: DeviceRole, device: QAudioDevice) -> None:
        match role:
            case DeviceRole.MICROPHONE:
                self._microphone.open(device)
            case DeviceRole.SPEAKER:
                self._speaker.open(device)
            case DeviceRole.RINGER:
                self._ringer.play_on(device, tones.ring())

    def _close(self, role: DeviceRole) -> None:
        match role:
            case DeviceRole.MICROPHONE:
                self._microphone.close()
            case DeviceRole.SPEAKER:
                self._speaker.close()
            case DeviceRole.RINGER:
                self._ringer.stop()
