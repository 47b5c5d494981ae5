"""The secrets of channel accounts: in the vault under the account's id, or, on a server, in a guarded file."""

import json
import os
import stat
import threading
from collections.abc import Mapping
from pathlib import Path

from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr
from desktop.services.ports import Vault


class AccountSecrets:
    """`channel.Secrets` of one account. `given` goes before the vault, for a try before anything is kept."""

    def __init__(self, vault: Vault, account_id: int | None, given: Mapping[str, str] | None = None) -> None:
        self._vault = vault
        self._account_id = account_id
        self._given = dict(given or {})

    def get(self, name: str) -> str:
        if name in self._given or self._account_id is None:
            return self._given.get(name, "")
        return self._vault.password(self._name(name)) or ""

    def keep(self, name: str, value: str) -> None:
        if name in self._given or self._account_id is None:
            self._given[name] = value
        else:
            self._vault.keep(self._name(name), value)

    def forget(self, name: str) -> None:
        self._vault.forget(self._name(name))

    def _name(self, name: str) -> str:
        return f"account.{self._account_id}.{name}"


class SecretsFile:
    """`ports.Vault` in one file of JSON that only its owner may read: for a server, which has no keyring.

    It must be there and guarded already: a secret must not be less safe than whoever wrote it down was told.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._read()

    @property
    def is_available(self) -> bool:
        return True

    def password(self, name: str) -> str | None:
        return self._read().get(name)

    def keep(self, name: str, password: str) -> None:
        with self._lock:
            self._write({**self._read(), name: password})

    def forget(self, name: str) -> None:
        with self._lock:
            self._write({other: value for other, value in self._read().items() if other != name})

    def _read(self) -> dict[str, str]:
        """Raises ConfigurationError in words."""
        try:
            with self._file.open(encoding="utf-8-sig") as opened:
                _require_guarded(self._file, os.fstat(opened.fileno()))
                found = json.load(opened)
        except OSError as error:
            raise ConfigurationError(
                tr("The file of secrets cannot be read: {reason}.", reason=error.strerror or str(error)),
                tr("Make {file}, with {{}} in it, readable by its owner alone.", file=self._file),
            ) from error
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
            raise ConfigurationError(
                tr("The file of secrets is no JSON of names and texts: {file}.", file=self._file),
                tr("It looks like {example}.", example='{"account.1.password": "…"}'),
            )
        return found

    def _write(self, secrets: Mapping[str, str]) -> None:
        part = self._file.with_name(self._file.name + ".part")
        try:
            part.unlink(missing_ok=True)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "w", encoding="utf-8") as opened:
                json.dump(secrets, opened, ensure_ascii=False, indent=2, sort_keys=True)
                opened.flush()
                os.fsync(opened.fileno())
            os.replace(part, self._file)
        except OSError as error:
            raise ConfigurationError(
                tr("The file of secrets cannot be written: {reason}.", reason=error.strerror or str(error)),
                tr(
                    "Check that there is room and that its folder may be written to: {folder}", folder=self._file.parent
                ),
            ) from error


def _require_guarded(file: Path, status: os.stat_result) -> None:
    """On Windows a profile's folder is its owner's; elsewhere the mode says it."""
    if os.name == "posix" and stat.S_IMODE(status.st_mode) & 0o077:
        raise ConfigurationError(
            tr("Others may read the file of secrets, so it is not used: {file}.", file=file),
            tr("Run: chmod 600 {file}", file=file),
        )
