"""What can be set: values in layers, from one declaration that the settings window is generated from too.

Layers, the later wins: the declaration's defaults, the organisation's defaults, the user's file, what the
organisation locks. The user's file is one page of JSON, replaced whole, so that it is old or new but never half.
"""

import json
import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr
from desktop.services.notices import Notice, Notices

logger = logging.getLogger(__name__)

SettingValue = str | int | bool | tuple[str, ...]


class Kind(StrEnum):
    """What is edited how: TEXTS one per line; PROSE is one text of several lines.

    MICROPHONE … hold a device's id ("" is the system's default).

    OFFERED is a CHOICE among what only the store knows: any text until that was read and offered.
    """

    TEXT = "text"
    TEXTS = "texts"
    PROSE = "prose"
    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"
    OFFERED = "offered"
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
    """`minimum` and `maximum` bound a NUMBER; `unit` is shown after it; `needs_restart` is said beside it.

    `only_where`: the key of another, and those of its values with which this one is asked for.
    """

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
    only_where: tuple[str, tuple[str, ...]] | None = None

    def check(self, raw: object) -> SettingValue:
        """`raw` as a value of this setting; ConfigurationError in words when it is none."""
        match self.kind:
            case Kind.SWITCH:
                value: object = raw if isinstance(raw, bool) else None
            case Kind.NUMBER:
                is_number = isinstance(raw, int) and not isinstance(raw, bool)
                value = raw if is_number and self.minimum <= cast(int, raw) <= self.maximum else None
            case Kind.TEXTS:
                value = _texts(raw)
            case Kind.CHOICE:
                value = raw if isinstance(raw, str) and raw in {choice.value for choice in self.choices} else None
            case _:
                value = raw.strip() if isinstance(raw, str) else None
        if value is None:
            raise ConfigurationError(
                tr("“{value}” is no value for “{label}”.", value=str(raw)[:60], label=self.label), self._hint()
            )
        return cast(SettingValue, value)

    def _hint(self) -> str:
        if self.kind is Kind.NUMBER:
            return tr("Give a number from {minimum} to {maximum}.", minimum=self.minimum, maximum=self.maximum)
        if self.kind is Kind.CHOICE:
            return tr("Choose one of: {choices}.", choices=", ".join(choice.label for choice in self.choices))
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingGroup:
    key: str
    label: str
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the organisation says: `defaults` may be changed by the user, `locked` may not. `where` names it."""

    defaults: Mapping[str, object] = field(default_factory=dict)
    locked: Mapping[str, object] = field(default_factory=dict)
    where: str = ""


class Settings(QObject):
    """The values in force. Written to the user's file at once; a locked or wrong value raises ConfigurationError."""

    changed = Signal(str)  # key
    choices_offered = Signal(str)  # key

    def __init__(
        self,
        file: Path,
        groups: Sequence[SettingGroup],
        notices: Notices,
        policy: Policy | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._file = file
        self._groups = tuple(groups)
        self._declared = {setting.key: setting for group in groups for setting in group.settings}
        self._settings = dict(self._declared)
        self._notices = notices
        self._policy = policy or Policy()
        self._defaults = self._checked(self._policy.defaults, self._policy.where)
        self._locked = self._checked(self._policy.locked, self._policy.where)
        self._unknown: dict[str, object] = {}
        self._user = self._read()

    @property
    def groups(self) -> tuple[SettingGroup, ...]:
        """In the order of the settings window."""
        return self._groups

    def setting(self, key: str) -> Setting:
        return self._settings[key]

    def value(self, key: str) -> SettingValue:
        for layer in (self._locked, self._user, self._defaults):
            if key in layer:
                return layer[key]
        return self._settings[key].default

    def text(self, key: str) -> str:
        return cast(str, self.value(key))

    def number(self, key: str) -> int:
        return cast(int, self.value(key))

    def is_on(self, key: str) -> bool:
        return cast(bool, self.value(key))

    def texts(self, key: str) -> tuple[str, ...]:
        return cast("tuple[str, ...]", self.value(key))

    def set(self, key: str, value: SettingValue) -> None:
        if self.is_locked(key):
            raise ConfigurationError(self.lock_reason(key), tr("Ask your administrator to change it."))
        self._replace(key, {**self._user, key: self._settings[key].check(value)})

    def reset(self, key: str) -> None:
        """Back to the default, or to what the policy says."""
        self._replace(key, {other: value for other, value in self._user.items() if other != key})

    def offer(self, key: str, choices: Sequence[Choice]) -> None:
        """More to choose from, known by now. A value that is none of them is told of and left out."""
        declared, before = self._declared[key], self.value(key)
        self._settings[key] = replace(declared, kind=Kind.CHOICE, choices=(*declared.choices, *choices))
        policy, own = self._policy.where, self._file.name
        for layer, where in ((self._locked, policy), (self._user, own), (self._defaults, policy)):
            if key in layer and not self._checked({key: layer[key]}, where):
                del layer[key]
        self.choices_offered.emit(key)
        if self.value(key) != before:
            self.changed.emit(key)

    def is_locked(self, key: str) -> bool:
        return key in self._locked

    def lock_reason(self, key: str) -> str:
        """`Set by your organisation`, with where; "" when it is not locked."""
        if not self.is_locked(key):
            return ""
        return tr(
            "“{label}” is set by your organisation ({where}).", label=self.setting(key).label, where=self._policy.where
        )

    def _replace(self, key: str, values: dict[str, SettingValue]) -> None:
        before = self.value(key)
        self._write(values)
        self._user = values
        if self.value(key) != before:
            self.changed.emit(key)

    def _write(self, values: Mapping[str, SettingValue]) -> None:
        text = json.dumps({**self._unknown, **values}, ensure_ascii=False, indent=2, sort_keys=True)
        part = self._file.with_suffix(".part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(text + "\n", "utf-8", "backslashreplace")  # half a pair, as JSON may have it
            os.replace(part, self._file)
        except OSError as error:
            raise ConfigurationError(
                tr("The settings could not be saved: {reason}.", reason=error.strerror or str(error)),
                tr(
                    "Check that there is room and that this folder may be written to: {folder}",
                    folder=self._file.parent,
                ),
            ) from error

    def _read(self) -> dict[str, SettingValue]:
        try:
            values = json.loads(self._file.read_text("utf-8-sig"))
        except FileNotFoundError:
            return {}
        except OSError as error:
            self._tell("settings.unreadable", tr("Your settings could not be read: {reason}.", reason=error.strerror))
            return {}
        except (ValueError, RecursionError):
            values = None
        if not isinstance(values, dict):
            self._set_aside()
            return {}
        self._unknown = {key: value for key, value in values.items() if key not in self._settings}
        return self._checked(values, self._file.name)

    def _set_aside(self) -> None:
        """A damaged file is kept for whoever can mend it, and not written over."""
        aside = self._file.with_suffix(".damaged.json")
        try:
            os.replace(self._file, aside)
        except OSError:
            logger.exception("The damaged settings file could not be set aside")
        self._tell(
            "settings.damaged",
            tr("Your settings file is damaged, so the defaults are used."),
            tr("It was kept as {file}. Check the account and the sound devices.", file=aside.name),
        )

    def _checked(self, raw: Mapping[str, object], where: str) -> dict[str, SettingValue]:
        """Those values that are right; each other one is told of."""
        values: dict[str, SettingValue] = {}
        for key, value in raw.items():
            if key not in self._settings:
                continue
            try:
                values[key] = self._settings[key].check(value)
            except ConfigurationError as error:
                text = tr("{problem} It is left out (from {where}).", problem=error.text, where=where)
                self._tell(f"settings.wrong.{key}", text, error.hint)
        return values

    def _tell(self, key: str, text: str, hint: str = "") -> None:
        self._notices.post(Notice(key=key, text=text, hint=hint))


def _texts(raw: object) -> tuple[str, ...] | None:
    """A list of texts; a text is split at line ends and commas."""
    if isinstance(raw, str):
        raw = raw.replace(",", "\n").splitlines()
    if not isinstance(raw, list | tuple) or not all(isinstance(part, str) for part in raw):
        return None
    return tuple(part.strip() for part in raw if part.strip())
