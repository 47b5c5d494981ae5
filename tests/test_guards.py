"""What every test fails on (`conftest.py`), tried: tests that each do one such thing, and one that does none."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

_BAD = """
import gc, logging, os, signal, socket, subprocess, sys, tempfile, threading, time, warnings
from PySide6.QtCore import QLocale, QTimer, qWarning
import tests.conftest, tests.shared_state
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

def test_the_environment_is_left_changed():
    os.environ["PARLEY_LEFT"] = "1"
    del os.environ["PATH"]

def test_another_folder_is_left():
    os.chdir("/")

def test_files_are_left_to_be_made_for_all():
    os.umask(0)

def test_another_time_zone_is_left():
    os.environ["TZ"] = "Asia/Kathmandu"
    time.tzset()

def test_a_logger_is_left_silent():
    logging.getLogger("desktop.x").disabled = True
    logging.disable(logging.CRITICAL)

def test_a_hook_is_left():
    threading.excepthook = print

def test_a_signal_is_left_to_others():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)

def test_a_folder_is_left_on_the_import_path():
    sys.path.insert(0, "/")

def test_the_patience_of_sockets_is_left_changed():
    socket.setdefaulttimeout(1)

def test_another_locale_is_left():
    QLocale.setDefault(QLocale("ar_EG"))

def test_collection_is_left_on():
    gc.enable()

def test_nothing_is_wrong():
    assert "PARLEY_LEFT" not in os.environ and "PATH" in os.environ
    assert os.getcwd() != "/" and sys.path[0] != "/"
    assert tests.shared_state.seen()["umask"] != 0
    assert time.tzname[0] != "+0545"
    assert logging.getLogger("desktop.x").isEnabledFor(logging.WARNING)
    assert threading.excepthook is not print
    assert signal.getsignal(signal.SIGTERM) != signal.SIG_IGN
    assert socket.getdefaulttimeout() is None
    assert QLocale().name() != "ar_EG"
    assert not gc.isenabled()
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
