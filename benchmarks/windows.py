"""Programs with a window, started on a display, and when their window was there: ours as `parley`, and others."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import ROOT
from benchmarks.our_desk import our_desk
from benchmarks.phones import free_port
from desktop.app import open_settings
from desktop.domain.phone import Account
from desktop.numbering import PhoneNumbering
from desktop.paths import find_paths
from desktop.services.line import settings_of
from desktop.services.notices import Notices
from desktop.store import open_store

_PATIENCE_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """`seconds` from the start of the program to its window being on the screen, as the window manager tells."""

    pid: int
    seconds: float


class _Arrivals:
    """Hears from the window manager that a window was put on the screen."""

    def __init__(self, display: str) -> None:
        command = ["xprop", "-display", display, "-root", "-spy", "_NET_CLIENT_LIST"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._came = threading.Event()
        self._is_told = threading.Event()
        self.at = 0.0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        # a first line says what there is
        self._is_told.wait(5)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if b"0x" in line and self._is_told.is_set() and not self._came.is_set():
                self.at = time.monotonic()
                self._came.set()
            self._is_told.set()

    def wait(self) -> None:
        if not self._came.wait(_PATIENCE_SECONDS):
            raise TimeoutError("no window came")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(5)
        self._reader.join(5)


@contextmanager
def started(command: list[str], display: str, home: Path, **environment: str) -> Iterator[Window]:
    """On an empty display; the program is ended, with what it started, after the block."""
    arrivals = _Arrivals(display)
    # without a bus address the first D-Bus call would start a daemon that nobody ends
    bus = {"DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    folders = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    began = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "DISPLAY": display, **bus, **folders, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        arrivals.wait()
        yield Window(pid=process.pid, seconds=arrivals.at - began)
    finally:
        arrivals.close()
        os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="parley-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def set_up(profile: Path) -> None:
    """What a first run would ask: a line without a registrar, so that nothing outside this computer is waited for."""
    settings = open_settings(find_paths(str(profile)), Notices())
    account = Account(user="bench", servers=(f"127.0.0.1:{free_port()}",), registers=False, local_port=free_port())
    for key, value in settings_of(account).items():
        settings.set(key, value)
    settings.set("calls.region", "PL")


@contextmanager
def parley(display: str, store: str = "") -> Iterator[Window]:
    with _folder() as home:
        set_up(home / "profile")
        command = [sys.executable, "-m", "desktop", "--profile", str(home / "profile"), "--engine-option=--null-audio"]
        with started([*command, *(["--store", store] if store else [])], display, home) as window:
            yield window


@contextmanager
def parley_open(display: str, store: str = "") -> Iterator[Window]:
    """Until its store is open too: the window is there before."""
    with _folder() as home:
        where = store or str(home / "store.db")
        open_store(where, PhoneNumbering("PL")).close()  # made by an earlier start
        began = time.monotonic()
        with our_desk(home / "profile", display=display, store=where) as desk:
            yield Window(pid=desk.pid, seconds=float(desk.wait("opened")["at"]) - began)


@contextmanager
def linphone(display: str) -> Iterator[Window]:
    with _folder() as home:
        command = ["dbus-run-session", "--", "linphone"]
        with started(command, display, home, QT_QUICK_BACKEND="software", QT_QPA_PLATFORM="xcb") as window:
            yield window


@contextmanager
def twinkle(display: str) -> Iterator[Window]:
    with _folder() as home:
        (home / ".twinkle").mkdir()
        profile = "user_name=bench\nuser_domain=127.0.0.1\nregister_at_startup=no\n"
        (home / ".twinkle" / "bench.cfg").write_text(profile)
        command = ["twinkle", "--nic", "lo", "--sip-port", str(free_port()), "-f", "bench"]
        with started(command, display, home) as window:
            yield window


@contextmanager
def chromium(display: str) -> Iterator[Window]:
    """An empty page: what every program in a browser's clothes takes before its first line of its own."""
    with _folder() as home:
        command = ["chromium", "--app=about:blank", f"--user-data-dir={home}/data", "--no-first-run", "--disable-gpu"]
        with started([*command, *(["--no-sandbox"] if os.geteuid() == 0 else [])], display, home) as window:
            yield window


PEERS: dict[str, Callable[[str], AbstractContextManager[Window]]] = {
    "linphone": linphone,
    "twinkle": twinkle,
    "chromium": chromium,
}
