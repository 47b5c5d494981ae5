"""What can be set, declared once: from `declared_settings` the settings window is generated.

Layers, the later wins: defaults, the user's file, the machine's policy (which locks what it names).
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

SettingValue = str | int | bool | tuple[str, ...]


class Kind(StrEnum):
    """What is edited how: TEXTS one per line; DEVICE_* a sound device's id ("" is the system's default)."""

    TEXT = "text"
    TEXTS = "texts"
    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"
    FILE = "file"
    MICROPHONE = "microphone"
    SPEAKER = "speaker"
    RINGER = "ringer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """`minimum` and `maximum` bound a NUMBER; `unit` is shown after it; `needs_restart` is said beside it."""

    key: str
    kind: Kind
    default: SettingValue
    label: str
    group: str
    help: str = ""
    choices: tuple[Choice, ...] = ()
    minimum: int = 0
    maximum: int = 1_000_000
    unit: str = ""
    needs_restart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingGroup:
    key: str
    label: str
    settings: tuple[Setting, ...]


class Settings(QObject):
    """The values in force. Written to the user's file at once; a locked or wrong value raises ConfigurationError."""

    changed = Signal(str)  # key

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)

    @property
    def groups(self) -> tuple[SettingGroup, ...]:
        """In the order of the settings window."""
        raise NotImplementedError

    def value(self, key: str) -> SettingValue:
        raise NotImplementedError

    def text(self, key: str) -> str:
        raise NotImplementedError

    def number(self, key: str) -> int:
        raise NotImplementedError

    def is_on(self, key: str) -> bool:
        raise NotImplementedError

    def texts(self, key: str) -> tuple[str, ...]:
        raise NotImplementedError

    def set(self, key: str, value: SettingValue) -> None:
        raise NotImplementedError

    def reset(self, key: str) -> None:
        """Back to the default, or to what the policy says."""
        raise NotImplementedError

    def is_locked(self, key: str) -> bool:
        raise NotImplementedError

    def lock_reason(self, key: str) -> str:
        """ "Set by your organisation", with where; "" when it is not locked."""
        raise NotImplementedError
