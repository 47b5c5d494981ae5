"""Runs the commands a build needs, quietly: what they say is shown when they fail."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from installer.windows.cache import BuildError

ROOT = Path(__file__).resolve().parents[2]
_TAIL = 3000
PACKAGES = {  # the Debian package that brings a command
    "mmdebstrap": "mmdebstrap",
    "unshare": "util-linux",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
    "x86_64-w64-mingw32-windres": "binutils-mingw-w64-x86-64",
    "Xvfb": "xvfb",
    "sipp": "sip-tester",
}


def missing_tools() -> list[str]:
    """The Debian packages that are needed and not here."""
    return sorted({package for command, package in PACKAGES.items() if not shutil.which(command)})


def run(
    what: str,
    command: Sequence[str | Path],
    *,
    seconds: float,
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
) -> str:
    """What the command printed; `BuildError` with the end of it when the command failed or took too long."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise BuildError(f"{what} took more than {seconds:g} s: {shlex.join(words)}") from expired
    printed = done.stdout.decode(errors="replace")
    if done.returncode != 0:
        raise BuildError(f"{what} failed ({done.returncode}): {shlex.join(words)}\n{printed[-_TAIL:]}")
    return printed


def pip(what: str, *words: str | Path) -> str:
    """One pip command of this Python."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words]
    return run(what, command, seconds=900)


def megabytes(folder: Path) -> float:
    """What the files under a folder weigh."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 1e6
