"""The system's keyring: where passwords live, and nowhere else. Calls may block on an unlock prompt: net lane only.

Only keyrings that the operating system guards are taken. A backend that keeps secrets in a plain file, or drops
them, is refused in words, for a password must not be less safe than its user was told.
"""

from __future__ import annotations

import logging
from itertools import count, takewhile
from typing import TYPE_CHECKING

from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr

if TYPE_CHECKING:  # slow to import, so it is done on the net lane, by the first that asks
    from collections.abc import Collection

    from keyring.backend import KeyringBackend

_log = logging.getLogger(__name__)

SERVICE = "parley"
_SYSTEM_KEYRINGS = frozenset(
    {
        "keyring.backends.SecretService",
        "keyring.backends.libsecret",
        "keyring.backends.kwallet",
        "keyring.backends.macOS",
        "keyring.backends.Windows",
    }
)
# Windows keeps 2,560 bytes a credential, in UTF-16 (keyring #355): longer secrets are parts under names of their own.
_PART = 1_200
_PARTS = "parley-parts:"
# what is kept anew lies beside what was kept before until the secret's own name, written last, tells which counts
_BANKS = ("#", "~")
_MOST_READS = 5  # of a secret that another thread or program keeps anew again and again


class SystemVault:
    """`ports.Vault`. `backend` is the keyring to use; None finds the system's."""

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        self._given = backend

    @property
    def is_available(self) -> bool:
        return self._backend() is not None

    def password(self, name: str) -> str | None:
        """None when there is none, or no keyring. Raises ConfigurationError when the keyring refuses."""
        backend = self._backend()
        if backend is None:
            return None
        kept, before = self._ask(backend, name), None
        for _ in range(_MOST_READS):
            names = _parts_of(name, kept)
            if names is None:
                return kept
            parts = [part for each in names if (part := self._ask(backend, each)) is not None]
            if parts and len(parts) == len(names):
                return "".join(parts)
            kept, before = self._ask(backend, name), kept
            if kept == before:
                break  # deleted by somebody else: as good as none
        return None

    def keep(self, name: str, password: str) -> None:
        """Raises ConfigurationError when there is no keyring, or it refused. Who dies in it leaves what was kept."""
        backend = self._backend()
        if backend is None:
            raise _no_keyring()
        kept = self._ask(backend, name)
        pieces = _pieces(password)
        if len(pieces) == 1 and not password.startswith(_PARTS):
            self._put(backend, name, password)
            self._drop_parts(backend, name, ())
            return
        bank = _BANKS[kept is not None and kept.startswith(_PARTS) and not kept.endswith(_BANKS[1])]
        head = f"{_PARTS}{len(pieces)}{bank}"
        names = _parts_of(name, head) or []
        for each, piece in zip(names, pieces, strict=True):
            self._put(backend, each, piece)
        self._put(backend, name, head)
        self._drop_parts(backend, name, names)

    def forget(self, name: str) -> None:
        """The parts first: without its own name nobody would find them any more."""
        backend = self._backend()
        if backend is None:
            return
        self._drop_parts(backend, name, ())
        if self._ask(backend, name) is not None:
            self._drop(backend, name)

    def _drop_parts(self, backend: KeyringBackend, name: str, but: Collection[str]) -> None:
        """Of what was kept before, and of what somebody died over; the last first, so that none is behind a gap."""
        found: list[str] = []
        for bank in _BANKS:
            coming = (f"{name}{bank}{n}" for n in count(1))
            found += takewhile(lambda part: part in but or self._ask(backend, part) is not None, coming)
        for part in reversed(found):
            if part not in but:
                self._drop(backend, part)

    def _backend(self) -> KeyringBackend | None:
        import keyring
        from keyring.backends.chainer import ChainerBackend

        backend = self._given if self._given is not None else keyring.get_keyring()
        if isinstance(backend, ChainerBackend):
            safe = [one for one in backend.backends if _is_safe(one)]
            return safe[0] if safe else None
        if _is_safe(backend):
            return backend
        _log.info("keyring %s is not taken", type(backend).__module__)
        return None

    def _ask(self, backend: KeyringBackend, name: str) -> str | None:
        from keyring.errors import KeyringError

        try:
            return backend.get_password(SERVICE, name)
        except (KeyringError, OSError) as error:
            raise _refused() from error

    def _put(self, backend: KeyringBackend, name: str, password: str) -> None:
        from keyring.errors import KeyringError

        try:
            backend.set_password(SERVICE, name, password)
        except (KeyringError, OSError) as error:
            raise _refused() from error

    def _drop(self, backend: KeyringBackend, name: str) -> None:
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            backend.delete_password(SERVICE, name)
        except PasswordDeleteError:
            pass  # somebody else was faster
        except (KeyringError, OSError) as error:
            raise _refused() from error


def _is_safe(backend: KeyringBackend) -> bool:
    return type(backend).__module__ in _SYSTEM_KEYRINGS


def _parts_of(name: str, kept: str | None) -> list[str] | None:
    """Where the parts are, as what lies under the name itself tells; None for what is kept whole."""
    if kept is None or not kept.startswith(_PARTS):
        return None
    number = kept.removeprefix(_PARTS)
    bank = _BANKS[number.endswith(_BANKS[1])]
    number = number.removesuffix(bank)
    return [f"{name}{bank}{n + 1}" for n in range(int(number) if number.isdigit() else 0)]


def _pieces(password: str) -> list[str]:
    """Cut so that no piece is longer than a credential of Windows, counted in UTF-16."""
    pieces, piece, size = [], "", 0
    for character in password:
        width = 1 if ord(character) < 0x10000 else 2
        if size + width > _PART:
            pieces.append(piece)
            piece, size = "", 0
        piece += character
        size += width
    return [*pieces, piece]


def _no_keyring() -> ConfigurationError:
    return ConfigurationError(
        tr("This system has no keyring that keeps a password safe; the password was not kept."),
        tr("On Linux install and unlock gnome-keyring or KWallet. Until then the program asks at each start."),
    )


def _refused() -> ConfigurationError:
    return ConfigurationError(
        tr("The system's keyring did not answer: it may be locked."),
        tr("Unlock the keyring, then try again."),
    )
