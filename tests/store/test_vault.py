"""Passwords are kept by the system's keyring or not at all.

The keyring is gnome-keyring on a message bus of its own. The doubles are backends that must be refused, which
therefore need not exist, and Windows' limit, which no Linux keyring has.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import PasswordDeleteError

from desktop.domain.errors import ConfigurationError
from desktop.store.vault import SystemVault

ROOT = Path(__file__).parents[2]


class WindowsFake(KeyringBackend):
    """Keeps at most 2,560 bytes of UTF-16 a name, as Windows' credential manager does."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password.encode("utf-16-le")) > 2560:
            raise OSError(1783, "CredWrite", "The stub received bad data")
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop(username, None) is None:
            raise PasswordDeleteError(username)


WindowsFake.__module__ = "keyring.backends.Windows"


class PlainFileFake(WindowsFake):
    """As keyrings.alt's PlaintextKeyring is named."""


PlainFileFake.__module__ = "keyrings.alt.file"


@pytest.mark.parametrize("kind", [fail.Keyring, null.Keyring, PlainFileFake])
def test_a_keyring_that_does_not_guard_the_password_is_refused_in_words(kind: type[KeyringBackend]) -> None:
    backend = kind()
    vault = SystemVault(backend)
    assert not vault.is_available
    assert vault.password("sip") is None
    vault.forget("sip")
    with pytest.raises(ConfigurationError, match="no keyring") as caught:
        vault.keep("sip", "secret")
    assert "gnome-keyring" in caught.value.hint
    assert not getattr(backend, "kept", {})


@pytest.mark.parametrize("password", ["", "secret", "zażółć 😀", "x" * 5000, "😀" * 3000, "parley-parts:2", "é" * 1281])
def test_a_password_of_any_length_fits_the_keyring_of_windows(password: str) -> None:
    backend = WindowsFake()
    vault = SystemVault(backend)
    vault.keep("sip", "y" * 9000)
    vault.keep("sip", password)
    vault.keep("other", "unlike")
    assert vault.password("sip") == password
    vault.forget("sip")
    assert vault.password("sip") is None
    assert list(backend.kept) == ["other"]
    vault.forget("sip")


def test_a_long_password_of_which_a_part_is_gone_is_none_at_all() -> None:
    backend = WindowsFake()
    vault = SystemVault(backend)
    vault.keep("sip", "x" * 5000)
    del backend.kept["sip#2"]
    assert vault.password("sip") is None
    vault.keep("sip", "again")
    assert vault.password("sip") == "again"


class Killed(BaseException):
    """The program is gone: nothing after it runs."""


class DyingFake(WindowsFake):
    """Dies instead of the n-th change."""

    def __init__(self, changes: int) -> None:
        super().__init__()
        self._left = changes

    def set_password(self, service: str, username: str, password: str) -> None:
        self._count()
        super().set_password(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        self._count()
        super().delete_password(service, username)

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Killed


DyingFake.__module__ = "keyring.backends.Windows"

LONG, LONGER, SHORT = "o" * 3000, "n" * 5000, "s"


@pytest.mark.parametrize(("before", "after"), [(LONG, LONGER), (LONGER, LONG), (LONG, SHORT), (SHORT, LONG)])
@pytest.mark.parametrize("earlier", [0, 1])
def test_who_dies_while_a_token_is_kept_in_pieces_leaves_the_one_before_or_the_new_one(
    before: str, after: str, earlier: int
) -> None:
    for changes in range(40):
        backend = DyingFake(10_000)
        vault = SystemVault(backend)
        for _ in range(earlier):
            vault.keep("token", "e" * 4000)
        vault.keep("token", before)
        backend._left = changes
        try:
            vault.keep("token", after)
        except Killed:
            assert vault.password("token") in (before, after)
        else:
            assert vault.password("token") == after
            break
        backend._left = 10_000
        vault.keep("token", after)
        assert vault.password("token") == after
        assert not any("eee" in piece for piece in backend.kept.values())
        vault.forget("token")
        assert backend.kept == {}
    else:
        pytest.fail("it never came to the end")


def test_who_dies_while_a_token_is_forgotten_leaves_nothing_that_is_not_found_again() -> None:
    for changes in range(10):
        backend = DyingFake(10_000)
        vault = SystemVault(backend)
        vault.keep("token", LONGER)
        backend._left = changes
        with contextlib.suppress(Killed):
            vault.forget("token")
        assert vault.password("token") in (LONGER, None)
        backend._left = 10_000
        vault.forget("token")
        assert backend.kept == {}


def test_a_token_that_is_kept_anew_while_it_is_read_is_read_whole() -> None:
    class Busy(WindowsFake):
        """Another program keeps the token anew between two questions of the one that reads."""

        def __init__(self) -> None:
            super().__init__()
            self.coming = [LONGER, LONG]

        def get_password(self, service: str, username: str) -> str | None:
            found = super().get_password(service, username)
            if username == "token" and self.coming:
                coming = self.coming.pop()
                other = WindowsFake()
                other.kept = self.kept
                SystemVault(other).keep("token", coming)
            return found

    Busy.__module__ = "keyring.backends.Windows"
    backend = Busy()
    coming, backend.coming = backend.coming, []
    SystemVault(backend).keep("token", "e" * 4000)
    backend.coming = coming
    assert SystemVault(backend).password("token") == LONGER


def test_what_an_earlier_version_kept_in_pieces_is_read() -> None:
    backend = WindowsFake()
    backend.kept = {"sip": "parley-parts:2", "sip#1": "one ", "sip#2": "two"}
    vault = SystemVault(backend)
    assert vault.password("sip") == "one two"
    vault.keep("sip", "three")
    assert backend.kept == {"sip": "three"}


def test_a_keyring_that_fails_is_told_in_words() -> None:
    class Locked(WindowsFake):
        def get_password(self, service: str, username: str) -> str | None:
            raise OSError("locked")

    Locked.__module__ = "keyring.backends.SecretService"
    for ask in (SystemVault(Locked()).password, SystemVault(Locked()).forget):
        with pytest.raises(ConfigurationError, match="locked"):
            ask("sip")


_ROUND_TRIP = """
from desktop.store.vault import SystemVault
vault = SystemVault()
assert vault.is_available
vault.keep("sip:1001", "zażółć" * 1000)
assert SystemVault().password("sip:1001") == "zażółć" * 1000
vault.forget("sip:1001")
assert vault.password("sip:1001") is None
print("kept and forgotten")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="gnome-keyring is Linux's keyring")
def test_the_keyring_of_the_system_keeps_a_password(tmp_path: Path) -> None:
    for needed in ("dbus-run-session", "gnome-keyring-daemon"):
        assert shutil.which(needed), f"Debian packages dbus, gnome-keyring: {needed} is missing"
    script = 'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$0" -c "$1"'
    home = {name: str(tmp_path) for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    environment = {**os.environ, **home, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    tmp_path.chmod(0o700)
    done = subprocess.run(
        ["timeout", "40", "dbus-run-session", "--", "sh", "-c", script, sys.executable, _ROUND_TRIP],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "kept and forgotten" in done.stdout, done.stdout + done.stderr
