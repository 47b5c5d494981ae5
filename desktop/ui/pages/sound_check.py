"""Is it heard? The microphone's level while one speaks, and a tone for each ear and for the ringer."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.phone import DeviceList, DeviceRole
from desktop.domain.text import tr
from desktop.services.sound import Sound
from desktop.ui.look.tokens import M, S
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.meter import LevelMeter
from desktop.ui.widgets.text import TextLine, paragraph

_HEARD = 0.35


class SoundCheck(QWidget):
    """The microphone is open only while this is on the screen."""

    def __init__(self, sound: Sound) -> None:
        super().__init__()
        self._sound = sound
        self._is_watching = False
        self._build()
        sound.levels_measured.connect(self._on_levels_measured)
        sound.devices_changed.connect(self._on_devices_changed)
        self._on_devices_changed(sound.devices)
        self.speaker_button.clicked.connect(self._on_speaker)
        self.ringer_button.clicked.connect(self._on_ringer)

    def _build(self) -> None:
        outer = column(self, spacing=S)
        outer.addWidget(TextLine(tr("Try it"), "medium"))
        self.meter = LevelMeter(tr("Microphone level"))
        self._words = paragraph("", "small", "text3")
        self.speaker_button = Button(tr("Play a tone"), icon="volume-2", small=True)
        self.ringer_button = Button(tr("Ring"), icon="bell", small=True)
        outer.addWidget(self.meter)
        outer.addWidget(self._words)
        buttons = row(margins=(0, M - S, 0, 0))
        buttons.addWidget(self.speaker_button)
        buttons.addWidget(self.ringer_button)
        buttons.addStretch(1)
        outer.addLayout(buttons)

    @property
    def words(self) -> str:
        return self._words.text()

    def _on_devices_changed(self, devices: DeviceList) -> None:
        """What is not there cannot be tried; plugged in, it is at once."""
        has_ears = any(not device.is_input for device in devices.devices)
        if any(device.is_input for device in devices.devices):
            self._words.setText(tr("Say something: the bar moves when you are heard."))
        elif has_ears:
            self._words.setText(tr("No microphone was found. Plug one in: it is noticed at once."))
        else:
            self._words.setText(
                tr("No microphone and no speaker were found. Plug in a headset: it is noticed at once.")
            )
        for button in (self.speaker_button, self.ringer_button):
            button.setEnabled(has_ears)

    def _on_levels_measured(self, microphone: float, _speaker: float) -> None:
        if not self._is_watching:
            return
        self.meter.set_level(microphone)
        if self.meter.share > _HEARD:
            self._words.setText(tr("You are heard."))

    def _on_speaker(self) -> None:
        self._sound.play_test_tone(DeviceRole.SPEAKER)

    def _on_ringer(self) -> None:
        self._sound.play_test_tone(DeviceRole.RINGER)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_watching:
            self._is_watching = True
            self._sound.watch_levels()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._is_watching:
            self._is_watching = False
            self._sound.ignore_levels()
