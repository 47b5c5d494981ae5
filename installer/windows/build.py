"""`python3 dev.py windows`: puts the Windows program together in `dist/windows/Parley` and tries it under Wine."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from installer.windows.bundle import FOLDER, lay_out
from installer.windows.cache import BuildError, alone
from installer.windows.packages import windows_packages
from installer.windows.runtime import icu_stub, python_runtime
from installer.windows.tools import ROOT, megabytes, missing_tools
from installer.windows.wine import wine_system


def main(arguments: list[str]) -> int:
    """Build, then try out: 0 when every trial passed."""
    parser = argparse.ArgumentParser(prog="python3 dev.py windows", description=__doc__)
    parser.add_argument("--build-only", action="store_true", help="do not start Wine")
    parser.add_argument("--only", metavar="WORD", default="", help="only the trials whose name has this word")
    options = parser.parse_args(arguments)
    try:
        with alone(FOLDER.with_name("lock")):
            return _build_and_try(build_only=options.build_only, only=options.only)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1


def _build_and_try(*, build_only: bool, only: str) -> int:
    _check_machine()
    python = _timed("Python 3.11 for Windows", python_runtime)
    packages = _timed("The packages, trimmed", windows_packages)
    program = _timed("The program", lambda: lay_out(python, packages))
    print(f"{program.relative_to(ROOT)} is complete: {megabytes(program):.0f} MB", flush=True)
    if build_only:
        return 0
    system = _timed("Wine", wine_system)
    return _try_out(system, only)


def _try_out(system: Path, only: str) -> int:
    """The trials run in namespaces of their own: whatever they mount or start is gone when they end."""
    isolate = ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child=KILL", "--mount-proc"]
    trial = [sys.executable, "-m", "installer.windows.trial", str(system), str(FOLDER), str(icu_stub())]
    with tempfile.TemporaryDirectory(prefix="parley-wine-") as scratch:
        command = [*isolate, *trial, scratch, only]
        # what the servers of the trial put into a temporary folder is seen from inside Wine as well
        environment = {**os.environ, "TMPDIR": scratch}
        return subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


def _check_machine() -> None:
    if sys.platform != "linux" or os.geteuid() != 0:
        raise BuildError("The Windows program is put together on Debian, as root (it makes and enters a chroot)")
    if packages := missing_tools():
        raise BuildError("Debian packages are missing: apt-get install " + " ".join(packages))


def _timed(what: str, make: Callable[[], Path]) -> Path:
    started = time.monotonic()
    made = make()
    print(f"{what}: {time.monotonic() - started:.1f} s", flush=True)
    return made
