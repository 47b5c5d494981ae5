"""The first start: server, user and password tried for real, then the headset. Two short steps, in words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.phone import (
    Account,
    DeviceList,
    DeviceRole,
    MediaSecurity,
    Registration,
    RegistrationState,
    Transport,
)
from desktop.domain.text import tr
from desktop.services.line import Line
from desktop.services.sound import Sound
from desktop.ui.look.tokens import XL, XS, L, M
from desktop.ui.pages.setting_editors import Combo, fill_devices
from desktop.ui.pages.sound_check import SoundCheck
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, paragraph


class FirstRun(QDialog):
    """Left at any time: what was not set up is asked for again at the next start."""

    def __init__(self, line: Line, sound: Sound, parent: QWidget) -> None:
        super().__init__(parent)
        self._line, self._sound = line, sound
        self._trying: Account | None = None
        self.setWindowTitle(tr("Set up Parley"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self._connect()
        self._on_text_changed()
        self._on_devices_changed(sound.devices)

    def _build(self) -> None:
        self.setFixedSize(480, 560)
        outer = column(self, (XL + 8, XL + 8, XL + 8, XL), L)
        self._steps = QStackedWidget()
        self._steps.addWidget(self._build_account())
        self._steps.addWidget(self._build_sound())
        outer.addWidget(self._steps, 1)
        self.skip_button = Button(tr("Later"), "quiet", small=True)
        self.next_button = Button(tr("Connect"), "primary")
        buttons = row()
        buttons.addWidget(self.skip_button)
        buttons.addStretch(1)
        buttons.addWidget(self.next_button)
        outer.addLayout(buttons)
        FocusRing(self)

    def _build_account(self) -> QWidget:
        page = QWidget()
        inner = column(page, spacing=M)
        inner.addWidget(paragraph(tr("Your telephone line"), "name", "text"))
        inner.addWidget(paragraph(tr("Your administrator has these. They are tried before they are kept."), "body"))
        self.server = self._field(inner, tr("Server"), tr("pbx.example.com"))
        self.user = self._field(inner, tr("User or extension"), "1001")
        self.password = self._field(inner, tr("Password"), "")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.transport = Combo()
        for transport, words in (
            (Transport.TLS, tr("TLS, encrypted")),
            (Transport.TCP, tr("TCP")),
            (Transport.UDP, tr("UDP")),
        ):
            self.transport.addItem(words, transport)
        self.transport.setCurrentIndex(2)
        self._labelled(inner, tr("Transport"), self.transport)
        self._trouble = Banner("red")
        self._trouble.setVisible(False)
        inner.addWidget(self._trouble)
        inner.addStretch(1)
        return page

    def _build_sound(self) -> QWidget:
        page = QWidget()
        inner = column(page, spacing=M)
        self._connected = Banner("green")
        inner.addWidget(self._connected)
        inner.addWidget(paragraph(tr("Your headset"), "name", "text"))
        self.devices: dict[DeviceRole, QComboBox] = {}
        names = {
            DeviceRole.MICROPHONE: tr("Microphone"),
            DeviceRole.SPEAKER: tr("Speaker"),
            DeviceRole.RINGER: tr("Ringer"),
        }
        for role, words in names.items():
            self.devices[role] = Combo()
            self.devices[role].activated.connect(self._on_device_chosen)
            self._labelled(inner, words, self.devices[role])
        self.check = SoundCheck(self._sound)
        inner.addWidget(self.check)
        inner.addStretch(1)
        return page

    def _field(self, box: QVBoxLayout, words: str, example: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(example)
        made.textChanged.connect(self._on_text_changed)
        made.returnPressed.connect(self._on_next)
        self._labelled(box, words, made)
        return made

    def _labelled(self, box: QVBoxLayout, words: str, widget: QWidget) -> None:
        widget.setAccessibleName(words)
        part = column(spacing=XS)
        part.addWidget(TextLine(words, "small_medium", "text2"))
        part.addWidget(widget)
        box.addLayout(part)

    def _connect(self) -> None:
        self.next_button.clicked.connect(self._on_next)
        self.skip_button.clicked.connect(self.reject)
        self._sound.devices_changed.connect(self._on_devices_changed)

    # ---------------------------------------------------------------- the line

    @property
    def trouble_words(self) -> str:
        return self._trouble.accessibleName() if self._trouble.isVisible() else ""

    def _account(self) -> Account:
        transport = self.transport.currentData()
        return Account(
            user=self.user.text().strip(),
            servers=(self.server.text().strip(),),
            password=self.password.text(),
            transport=Transport(transport),
            media_security=MediaSecurity.OPTIONAL if transport == Transport.TLS else MediaSecurity.OFF,
        )

    def _on_text_changed(self, _text: str = "") -> None:
        is_filled = bool(self.server.text().strip() and self.user.text().strip())
        self.next_button.setEnabled(is_filled and self._trying is None)

    def _on_next(self) -> None:
        if not self.next_button.isEnabled():
            return
        if self._steps.currentIndex() == 1:
            self.accept()
            return
        self._trying = self._account()
        self.next_button.set_text(tr("Connecting…"))
        self._trouble.setVisible(False)
        self._on_text_changed()
        self._line.try_account(self._trying, owner=self, done=self._on_tried)

    def _on_tried(self, registration: Registration) -> None:
        account, self._trying = self._trying, None
        if account is None:
            return
        if registration.state is not RegistrationState.REGISTERED:
            is_refused = registration.state is RegistrationState.REFUSED
            hint = tr("Type them again, or ask your administrator.") if is_refused else registration.hint
            self._trouble.say(f"{registration.text.rstrip('.')}.", hint)
            self._trouble.setVisible(True)
            self.next_button.set_text(tr("Try again"))
            self._on_text_changed()
            return
        self._line.set_up(account)
        self._connected.say(registration.text)
        self._steps.setCurrentIndex(1)
        self.next_button.set_text(tr("Start"))
        self.next_button.setEnabled(True)
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- the headset

    def _on_devices_changed(self, devices: DeviceList) -> None:
        chosen = {
            DeviceRole.MICROPHONE: devices.microphone,
            DeviceRole.SPEAKER: devices.speaker,
            DeviceRole.RINGER: devices.ringer,
        }
        for role, combo in self.devices.items():
            combo.clear()
            fill_devices(combo, devices, is_input=role is DeviceRole.MICROPHONE)
            combo.setCurrentIndex(max(0, combo.findData(chosen[role])))

    def _on_device_chosen(self) -> None:
        for role, combo in self.devices.items():
            if combo is self.sender():
                self._sound.choose(role, str(combo.currentData() or ""))
