"""Windows programs that this side starts, listens to and ends."""

import re
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from installer.windows.trial.report import Failed
from installer.windows.wine import INSTALLED, Wine

CONSOLE = f"C:/{INSTALLED}/parley-console.exe"
WINDOWED = f"C:/{INSTALLED}/parley.exe"
_PYTHON = f"C:/{INSTALLED}/python.exe"
_STEP_SECONDS = 0.05
# Where the installer folder is shown, so that what runs in Windows can be imported there by its own name.
SHOWN = "Trial/installer"
_RUN_MODULE = (
    "import runpy, sys; sys.path.insert(0, 'C:/Trial'); "
    "runpy.run_module('installer.windows.trial.inside.' + sys.argv[1], run_name='__main__')"
)


def inside(module: str, *words: str) -> list[str]:
    """The command that runs a module of `inside/` with the program's own Python."""
    return [_PYTHON, "-X", "utf8", "-c", _RUN_MODULE, module, *words]


class Listened:
    """A program and what it has printed so far."""

    def __init__(self, process: subprocess.Popen[bytes], log_file: Path) -> None:
        self.process = process
        self._log_file = log_file

    def text(self) -> str:
        """Without what PJSIP says before it is told to be quiet."""
        lines = self._log_file.read_text(errors="replace").strip().splitlines()
        return "\n".join(line for line in lines if not re.match(r"\d\d:\d\d:\d\d\.\d{3} ", line))

    def wait_for(self, line: str, *, seconds: float = 180.0) -> None:
        """Until it has printed this line; `Failed` with all it printed when it ends before."""
        deadline = time.monotonic() + seconds
        while line not in self.text().splitlines():
            if self.process.poll() is not None:
                raise Failed(f"it ended ({self.process.returncode}) before saying “{line}”\n{self.text()}")
            if time.monotonic() > deadline:
                raise Failed(f"it did not say “{line}” within {seconds:g} s\n{self.text()}")
            time.sleep(_STEP_SECONDS)

    def wait_for_end(self, *, seconds: float = 180.0) -> str:
        """What it printed; `Failed` unless it ended well."""
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired as expired:
            raise Failed(f"it did not end within {seconds:g} s\n{self.text()}") from expired
        if status != 0:
            raise Failed(f"it ended with {status}\n{self.text()}")
        return self.text()

    def kill(self) -> None:
        """At once, as the task manager does."""
        self.process.kill()
        self.process.wait()


@contextmanager
def running(
    wine: Wine, words: list[str], *, folder: str = "", more: Mapping[str, str] | None = None
) -> Iterator[Listened]:
    """Start a Windows program; whatever happens, it has ended when the block ends. The rest is `Wine.start`'s."""
    log_file = wine.drive / f"output-{time.monotonic_ns()}.log"
    with log_file.open("wb") as log:
        started = Listened(wine.start(words, log, folder=folder, more=more), log_file)
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.kill()
