"""The system's keyring: where passwords live, and nowhere else. Calls may block on an unlock prompt: net lane only.

Only keyrings that the operating system guards are taken. A backend that keeps secrets in a plain file, or drops
them, is refused in words, for a password must not be less safe than its user was told.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr

if TYPE_CHECKING:  # slow to import, so it is done on the net lane, by the first that asks
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
        kept = self._ask(backend, name)
        if kept is None or not kept.startswith(_PARTS):
            return kept
        count = kept.removeprefix(_PARTS)
        parts = [self._ask(backend, _part_name(name, n)) for n in range(int(count) if count.isdigit() else 0)]
        if not parts or None in parts:
            return None  # half written, or half deleted by someone else: as good as none
        return "".join(part for part in parts if part is not None)

    def keep(self, name: str, password: str) -> None:
        """Raises ConfigurationError when there is no keyring, or it refused."""
        backend = self._backend()
        if backend is None:
            raise _no_keyring()
        self.forget(name)
        pieces = _pieces(password)
        if len(pieces) == 1 and not password.startswith(_PARTS):
            self._put(backend, name, password)
            return
        for n, piece in enumerate(pieces):
            self._put(backend, _part_name(name, n), piece)
        self._put(backend, name, f"{_PARTS}{len(pieces)}")

    def forget(self, name: str) -> None:
        backend = self._backend()
        if backend is None:
            return
        kept = self._ask(backend, name)
        if kept is None:
            return
        self._drop(backend, name)
        count = kept.removeprefix(_PARTS) if kept.startswith(_PARTS) else ""
        for n in range(int(count) if count.isdigit() else 0):
            self._drop(backend, _part_name(name, n))

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


def _part_name(name: str, n: int) -> str:
    return f"{name}#{n + 1}"


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
