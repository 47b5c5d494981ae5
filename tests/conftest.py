"""Every test fails on an unexpected warning, Qt message, log record ≥ WARNING, leaked thread or process."""

import contextlib
import gc
import logging
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import hypothesis
import pytest
from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker
from typing_extensions import override

from desktop.domain import text
from desktop.telephony import link
from tests import shared_state

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia*=false;*.debug=false;*.info=false")

PATIENCE_SECONDS = 30.0
"""A deadline costs nothing when it is met; a machine with other things to do may need it."""

# the desk's own is shorter: beside other work an engine took longer than that to begin
link._START_SECONDS = PATIENCE_SECONDS

hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("patient")


class PatientQtBot(QtBot):
    """Its own patience is five seconds."""

    @override
    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = round(PATIENCE_SECONDS * 1000)) -> None:
        super().waitUntil(callback, timeout=timeout)

    @override
    def waitSignal(
        self,
        signal: SignalInstance,
        *,
        timeout: int = round(PATIENCE_SECONDS * 1000),
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    return PatientQtBot(request)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Collect between tests and on this thread alone, as the program does: a QObject collected by a worker crashes."""
    gc.collect()
    gc.freeze()
    gc.disable()


FULL_COLLECTION_EVERY = 50
_torn_down = 0


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    gc.collect(1)


def pytest_runtest_logfinish() -> None:
    """By now nothing is held for the test. What is still there is the session's: to look through all of that each time
    took half a second."""
    global _torn_down
    _torn_down += 1
    if _torn_down % FULL_COLLECTION_EVERY == 0:
        gc.collect()
        gc.freeze()


LOG_TAIL = 3000
MOST_LOGS = 8
_BEGAN = time.time()


def _logs(item: pytest.Item) -> dict[Path, str]:
    """The ends of what the engine and the servers that are still up have written, the newest first."""
    files = list(Path(tempfile.gettempdir()).glob("parley-*/*.log"))
    tmp_path = getattr(item, "funcargs", {}).get("tmp_path")
    if tmp_path is not None:
        files += tmp_path.rglob("*.log")
    written: dict[Path, float] = {}
    for file in files:
        with contextlib.suppress(OSError):  # another run's, and gone with it
            written[file] = file.stat().st_mtime
    ours = [file for file, at in written.items() if at > _BEGAN]
    ends: dict[Path, str] = {}
    for file in sorted(ours, key=written.__getitem__, reverse=True)[:MOST_LOGS]:
        with contextlib.suppress(OSError):
            ends[file] = file.read_text("utf-8", "replace")[-LOG_TAIL:]
    return ends


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Beside the traceback of what failed stands what the other processes said."""
    report = yield
    if report.failed:
        for file, end in _logs(item).items():
            report.sections.append((f"end of {file}", end))
    return report


class LogWatch(logging.Handler):
    """Collects records ≥ WARNING; a test that wants one calls `expect` with a part of its text."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self._expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def expect(self, text: str) -> None:
        self._expected.append(text)

    def unexpected(self) -> list[str]:
        messages = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in self.records]
        return [m for m in messages if not any(text in m for text in self._expected)]

    def missing(self) -> list[str]:
        said = "\n".join(r.getMessage() for r in self.records)
        return [text for text in self._expected if text not in said]


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """Fails the test on a log record ≥ WARNING it did not announce with `log_watch.expect(text)`."""
    watch = LogWatch()
    logging.getLogger().addHandler(watch)
    yield watch
    logging.getLogger().removeHandler(watch)
    assert not watch.unexpected(), "\n".join(watch.unexpected())
    assert not watch.missing(), f"expected in the log and not there: {watch.missing()}"


@pytest.fixture(autouse=True)
def language_kept() -> Iterator[None]:
    """What a test lets the program speak with is forgotten after it: in another's words later tests would fail."""
    before = text._translator
    yield
    text.install_translator(before)


@pytest.fixture(autouse=True)
def collection_watch() -> Iterator[None]:
    """Fails the test that switches Python's collection on: a later test's worker would free windows, and crash."""
    yield
    on = gc.isenabled()
    gc.disable()
    assert not on


@pytest.fixture(autouse=True)
def shared_state_watch() -> Iterator[None]:
    """Fails the test that leaves changed what all tests share, and puts it back for the next ones."""
    before = shared_state.seen()
    yield
    changed = shared_state.changed(before)
    assert not changed, "\n".join(changed)


def _python_threads() -> set[threading.Thread]:
    return {t for t in threading.enumerate() if not t.name.startswith(("pytest", "execnet"))}


def _children() -> set[int]:
    """Living descendants of this process (Linux's /proc); elsewhere none are seen."""
    found: set[int] = set()
    todo = [os.getpid()]
    while todo:
        born = _born_of(todo.pop())
        found.update(pid for pid in born if _parent(pid) is not None)
        todo.extend(born)
    return found


def _born_of(pid: int) -> set[int]:
    """Asked of the process itself: to go through all of a busy machine's takes longer than most tests."""
    born: set[int] = set()
    with contextlib.suppress(OSError):  # it may end meanwhile, and its threads may
        for thread in Path(f"/proc/{pid}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                born.update(map(int, thread.read_text("ascii").split()))
    return born


def _parent(pid: int) -> int | None:
    """None: it has ended."""
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rsplit(")", 1)[1].split()[:2]
    except (OSError, IndexError):
        return None
    return int(parent) if state != "Z" else None


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")[:200]
    except OSError:
        return "?"


SESSION_PROCESSES: set[int] = set()


def keep_for_session(pid: int) -> None:
    """A server shared by many tests says so; the session's end checks that it is gone."""
    SESSION_PROCESSES.add(pid)


@pytest.fixture(autouse=True)
def leak_watch(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the test that leaves a thread or a child process behind."""
    threads, children = _python_threads(), _children()
    yield
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        new_threads = {t.name for t in _python_threads() - threads if t.is_alive()}
        new_children = {pid for pid in _children() - children if not _is_of_session(pid)}
        if not (new_threads or new_children) or time.monotonic() > deadline:
            break
        time.sleep(0.02)
    assert not new_threads, f"left behind threads: {new_threads}"
    assert not new_children, f"left behind processes: {[_command(pid) for pid in new_children]}"


def _is_of_session(pid: int) -> bool:
    """A server kept for the session, or a child of one: they come and go (PostgreSQL's backends)."""
    ancestor: int | None = pid
    while ancestor is not None and ancestor > 1:
        if ancestor in SESSION_PROCESSES:
            return True
        ancestor = _parent(ancestor)
    return False


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Nothing outlives the run, the session's own servers included."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (left := _children()) and time.monotonic() < deadline:
        time.sleep(0.05)
    if left:
        print("left behind at the end:", [_command(pid) for pid in left], file=sys.stderr)  # noqa: T201
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
