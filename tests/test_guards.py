"""What every test fails on (`conftest.py`), tried: tests that each do one such thing, and one that does none."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

_BAD = """
import gc, logging, subprocess, threading, time, warnings
from PySide6.QtCore import QTimer, qWarning
import tests.conftest
tests.conftest.PATIENCE_SECONDS = 0.2
ended = threading.Event()
started = []

def test_python_warns():
    warnings.warn("hello")

def test_something_is_logged():
    logging.getLogger("x").warning("hello")

def test_what_was_announced_is_not_logged(log_watch):
    log_watch.expect("hello")

def test_qt_warns(qapp):
    qWarning("hello")

def test_a_slot_fails(qtbot):
    def fail():
        raise ValueError("hello")
    QTimer.singleShot(0, fail)
    qtbot.wait(20)

def test_a_destructor_fails():
    class Fails:
        def __del__(self):
            raise ValueError("hello")
    Fails()

def test_a_thread_fails():
    def fail():
        raise ValueError("hello")
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

def test_a_file_is_left_open():
    open(__file__)
    gc.collect()

def test_a_thread_is_left_behind():
    threading.Thread(target=ended.wait).start()

def test_a_process_is_left_behind():
    started.append(subprocess.Popen(["sleep", "60"]))

def test_nothing_is_wrong():
    ended.set()
    started[0].kill()
    started[0].wait()
"""


def test_each_thing_a_test_must_not_do_fails_it(tmp_path: Path) -> None:
    file = tmp_path / "test_bad.py"
    file.write_text(_BAD)
    options = [
        "-c",
        str(ROOT / "pyproject.toml"),
        "-p",
        "tests.conftest",
        "-p",
        "no:randomly",
        "-p",
        "no:cacheprovider",
    ]
    command = [sys.executable, "-m", "pytest", "-q", "-rpfE", "--tb=no", f"--rootdir={tmp_path}", *options, str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)
    bad = set(re.findall(r"^(?:FAILED|ERROR) \S*::(\w+)", done.stdout, re.MULTILINE))
    fine = set(re.findall(r"^PASSED \S*::(\w+)", done.stdout, re.MULTILINE)) - bad
    tests = re.findall(r"^def (test_\w+)", _BAD, re.MULTILINE)
    assert (bad, fine) == ({*tests[:-1]}, {tests[-1]}), done.stdout
