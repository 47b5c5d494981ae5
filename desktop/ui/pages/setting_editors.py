"""One editor for each kind of setting; what is wrong with a value is said below it, what is locked says by whom."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QSignalBlocker, SignalInstance
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QStyledItemDelegate,
    QWidget,
)
from typing_extensions import override

from desktop.domain.errors import ConfigurationError
from desktop.domain.phone import DeviceList
from desktop.domain.text import tr
from desktop.services.settings import Kind, Setting, SettingValue
from desktop.services.sound import Sound
from desktop.ui.look.tokens import FIELD, XS, M, S
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.switch import Switch
from desktop.ui.widgets.text import TextLine, paragraph

_LINES_HEIGHT, _PROSE_HEIGHT = 72, 132
_DEVICES = (Kind.MICROPHONE, Kind.SPEAKER, Kind.RINGER)


class Combo(QComboBox):
    """The wheel scrolls the page, not the choice."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that the style sheet reaches

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Number(QSpinBox):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(FIELD)
        self.lineEdit().setTextMargins(M, 0, 0, 0)  # the style sheet's padding does not reach it

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Lines(QPlainTextEdit):
    """Tells when the keyboard leaves it."""

    def __init__(self, committed: Callable[[], None], height: int = _LINES_HEIGHT) -> None:
        super().__init__()
        self._committed = committed
        self.setObjectName("field")
        self.setTabChangesFocus(True)
        self.setFixedHeight(height)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._committed()


class Values(Protocol):
    """What an editor asks of whoever keeps the values: the settings, or an account's form."""

    changed: SignalInstance
    choices_offered: SignalInstance

    def setting(self, key: str, /) -> Setting: ...

    def value(self, key: str, /) -> SettingValue: ...

    def set(self, key: str, value: SettingValue, /) -> None: ...

    def is_locked(self, key: str, /) -> bool: ...

    def lock_reason(self, key: str, /) -> str: ...


class SettingEditor(QWidget):
    """Label, editor, help. Writes the setting as it is changed."""

    def __init__(self, setting: Setting, settings: Values, sound: Sound) -> None:
        super().__init__()
        self.setting, self._settings, self._sound = settings.setting(setting.key), settings, sound
        self._build()
        self._show_value()
        settings.changed.connect(self._on_changed)
        settings.choices_offered.connect(self._on_choices_offered)
        if setting.kind in _DEVICES:
            sound.devices_changed.connect(self._on_devices_changed)

    def _build(self) -> None:
        setting = self.setting
        self.field = self._build_field()
        self.field.setAccessibleName(setting.label)
        self.field.setAccessibleDescription(setting.help)
        is_switch = setting.kind is Kind.SWITCH
        outer = column(self, spacing=XS)
        label = TextLine(setting.label, "medium")
        top = row(spacing=S)
        top.addWidget(label, 1)
        if is_switch:
            top.addWidget(self.field)
        outer.addLayout(top)
        if not is_switch:
            outer.addLayout(self._field_line())
        self._note = paragraph("", "small", "text3")
        outer.addWidget(self._note)

    def _field_line(self) -> QHBoxLayout:
        line = row(spacing=S)
        line.addWidget(self.field, 1 if self.setting.kind is not Kind.NUMBER else 0)
        if self.setting.kind is Kind.FILE:
            choose = Button(tr("Choose…"), small=True)
            choose.clicked.connect(self._on_choose_file)
            choose.setEnabled(not self._settings.is_locked(self.setting.key))
            line.addWidget(choose)
        if self.setting.kind is Kind.NUMBER:
            line.addStretch(1)
        return line

    def _build_field(self) -> QWidget:
        setting = self.setting
        match setting.kind:
            case Kind.SWITCH:
                switch = Switch(setting.label)
                switch.toggled.connect(self.commit)
                return switch
            case Kind.NUMBER:
                number = _Number()
                number.setRange(setting.minimum, setting.maximum)
                number.setSuffix(f" {setting.unit}" if setting.unit else "")
                number.setFixedWidth(140)
                number.editingFinished.connect(self.commit)
                return number
            case Kind.CHOICE | Kind.OFFERED | Kind.MICROPHONE | Kind.SPEAKER | Kind.RINGER:
                combo = Combo()
                self._fill(combo)
                combo.activated.connect(self.commit)
                return combo
            case Kind.TEXTS:
                return _Lines(self.commit)
            case Kind.PROSE:
                return _Lines(self.commit, _PROSE_HEIGHT)
            case Kind.TEXT | Kind.FILE:
                line = QLineEdit()
                line.editingFinished.connect(self.commit)
                return line

    def _fill(self, combo: QComboBox) -> None:
        combo.clear()
        if self.setting.kind not in _DEVICES:
            for choice in self.setting.choices:
                combo.addItem(choice.label, choice.value)
            return
        fill_devices(combo, self._sound.devices, is_input=self.setting.kind is Kind.MICROPHONE)

    # ---------------------------------------------------------------- values

    def _value(self) -> SettingValue:
        field = self.field
        if isinstance(field, Switch):
            return field.isChecked()
        if isinstance(field, QSpinBox):
            return field.value()
        if isinstance(field, QComboBox):
            return str(field.currentData() or "")
        if isinstance(field, QPlainTextEdit) and self.setting.kind is Kind.PROSE:
            return field.toPlainText().strip()
        if isinstance(field, QPlainTextEdit):
            return tuple(line.strip() for line in field.toPlainText().splitlines() if line.strip())
        assert isinstance(field, QLineEdit)
        return field.text().strip()

    def _show_value(self) -> None:
        value, field = self._settings.value(self.setting.key), self.field
        with QSignalBlocker(field):
            if isinstance(field, Switch):
                field.setChecked(bool(value))
            elif isinstance(field, QSpinBox) and isinstance(value, int):
                field.setValue(value)
            elif isinstance(field, QComboBox):
                field.setCurrentIndex(self._index_of(field, str(value)))
            elif isinstance(field, QPlainTextEdit) and isinstance(value, tuple):
                field.setPlainText("\n".join(value))
            elif isinstance(field, QPlainTextEdit):
                field.setPlainText(str(value))
            elif isinstance(field, QLineEdit):
                field.setText(str(value))
        self._show_note()

    def _index_of(self, combo: QComboBox, value: str) -> int:
        """What cannot be chosen now keeps its line, so that the choice is not lost by looking at it."""
        found = combo.findData(value)
        if found < 0:
            is_device = self.setting.kind in _DEVICES
            combo.addItem(tr("{name} (not connected)", name=value) if is_device else value, value)
            found = combo.count() - 1
        return found

    def _show_note(self, trouble: str = "") -> None:
        key = self.setting.key
        is_locked = self._settings.is_locked(key)
        self.field.setEnabled(not is_locked)
        words = [self._settings.lock_reason(key)] if is_locked else []
        words.append(trouble or self.setting.help)
        if self.setting.needs_restart and not trouble:
            words.append(tr("Takes effect at the next start."))
        text = " ".join(part for part in words if part)
        self._note.setText(text)
        self._note.setVisible(bool(text))
        tone = "red" if trouble else "text3"
        if self._note.property("tone") != tone:
            self._note.setProperty("tone", tone)
            self._note.style().polish(self._note)

    def commit(self) -> None:
        """What stands in the editor is the value from now on, or what is wrong with it is said."""
        value = self._value()
        if value == self._settings.value(self.setting.key):
            self._show_note()
            return
        try:
            self._settings.set(self.setting.key, value)
        except ConfigurationError as error:
            self._show_note(f"{error.text} {error.hint}".strip())

    def _on_changed(self, key: str) -> None:
        if key == self.setting.key:
            self._show_value()

    def _on_choices_offered(self, key: str) -> None:
        if key == self.setting.key:
            self.setting = self._settings.setting(key)
            self._fill_again()

    def _on_devices_changed(self, _devices: DeviceList) -> None:
        self._fill_again()

    def _fill_again(self) -> None:
        if isinstance(self.field, QComboBox):
            with QSignalBlocker(self.field):
                self._fill(self.field)
            self._show_value()

    def _on_choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, self.setting.label)
        if name and isinstance(self.field, QLineEdit):
            self.field.setText(name)
            self.commit()


def fill_devices(combo: QComboBox, devices: DeviceList, *, is_input: bool) -> None:
    """The system's default first, then each device of that direction."""
    combo.addItem(tr("The system's default"), "")
    for device in devices.devices:
        if device.is_input == is_input:
            combo.addItem(device.name, device.id)
