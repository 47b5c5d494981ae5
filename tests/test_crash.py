"""The log, what it must not contain, and what becomes of failures without words."""

import logging
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, qWarning
from pytestqt.qtbot import QtBot

from desktop.crash import CrashWatch, redact
from desktop.paths import find_paths
from tests.conftest import LogWatch


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("call from +48601234567", "call from +48…567"),
        ("call from +48 601 234 567 ended", "call from +48…567 ended"),
        ("INVITE sip:601234567@pbx.example", "INVITE sip:…567@pbx.example"),
        ("dialled 0048601234567", "dialled …567"),
        ("extension 8014", "extension 8014"),
        ("at 127.0.0.1:50600 since 2026-11-21", "at 127.0.0.1:50600 since 2026-11-21"),
        ("password=hunter2 user=8014", "password=… user=8014"),
        ("Password: hunter2", "Password: …"),
        ("postgresql://maria:hunter2@db.example/parley", "postgresql://maria:…@db.example/parley"),
        ("row 123456 of call 3f2a1b99887766", "row …456 of call 3f2a1b99887766"),
    ],
)
def test_numbers_are_shortened_and_passwords_left_out(text: str, safe: str) -> None:
    assert redact(text) == safe


@given(st.text(), st.from_regex(r"\+[1-9][0-9]{8,13}", fullmatch=True))
def test_no_whole_number_gets_through(text: str, number: str) -> None:
    around = re.sub(r"[\w+:.-]", " ", text)
    assert number not in redact(f"{around} {number} {around}")


@pytest.fixture
def watch(tmp_path: Path, qapp: QObject) -> CrashWatch:
    return CrashWatch(find_paths(str(tmp_path)))


def test_a_bug_is_logged_with_its_traceback_and_told_once_a_minute(
    watch: CrashWatch, tmp_path: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("A bug")
    told: list[str] = []
    watch.bug_found.connect(told.append)
    watch.start()
    for _ in range(3):
        try:
            raise KeyError("+48601234567")
        except KeyError as error:
            watch.found(error)
    watch.stop()
    text = (tmp_path / "parley.log").read_text("utf-8")
    assert text.count("Traceback") == 1
    assert "KeyError" in text
    assert "601234567" not in text
    assert told == ["KeyError: '+48…567'"]


def test_failures_of_threads_destructors_and_the_main_thread_all_come_here(
    watch: CrashWatch, log_watch: LogWatch, qtbot: QtBot
) -> None:
    log_watch.expect("A bug")
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    told: list[str] = []
    watch.bug_found.connect(told.append)
    watch.start()

    def fail() -> None:
        raise ValueError("in a thread")

    class Failing:
        def __del__(self) -> None:
            raise ValueError("in a destructor")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    Failing()
    sys.excepthook(ValueError, ValueError("in the open"), None)
    watch.stop()
    words = {"ValueError: in a thread", "ValueError: in a destructor", "ValueError: in the open"}
    qtbot.waitUntil(lambda: set(told) == words)
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_qts_own_words_are_in_the_log(watch: CrashWatch, tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("a word of Qt")
    watch.start()
    qWarning("a word of Qt about 48601234567")
    watch.stop()
    text = (tmp_path / "parley.log").read_text("utf-8")
    assert "WARNING MainThread qt: default: a word of Qt about …567" in text


def test_detail_is_logged_only_when_asked_for(watch: CrashWatch, tmp_path: Path) -> None:
    watch.start()
    logger = logging.getLogger("desktop.somewhere")
    logger.debug("quiet")
    watch.log_in_detail()
    logger.debug("loud")
    watch.log_briefly()
    watch.stop()
    text = (tmp_path / "parley.log").read_text("utf-8")
    assert "loud" in text
    assert "quiet" not in text


CRASHER = """
import faulthandler, sys
from desktop.crash import CrashWatch
from desktop.paths import find_paths
watch = CrashWatch(find_paths(sys.argv[1]))
watch.start()
faulthandler._sigsegv()
"""


def test_a_crash_of_the_interpreter_leaves_its_stacks_for_the_next_start(
    watch: CrashWatch, tmp_path: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("The last run crashed")
    died = subprocess.run([sys.executable, "-c", CRASHER, str(tmp_path)], check=False, timeout=100)
    assert died.returncode != 0
    watch.start()
    assert "Segmentation fault" in watch.last_crash
    watch.stop()
    assert "Segmentation fault" in (tmp_path / "crash.last.log").read_text("utf-8")
    watch.start()
    assert watch.last_crash == ""
    watch.stop()
