"""Wine 10 out of a Debian sid system in a folder, run in the mount and process namespaces of whoever calls.

Everything mounted here, and every process started here, ends with those namespaces: see `build.try_out`.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from installer.windows.cache import BuildError, cached
from installer.windows.tools import run

# Bookworm's Wine 8 lacks bcryptprimitives.dll; the 32-bit half (0.5 GB) and the documents are left out.
_PACKAGES = "wine,wine64,fonts-liberation,fonts-wqy-microhei"
_LEFT_OUT = ("/usr/lib/x86_64-linux-gnu/wine/i386-windows/*", "/usr/share/doc/*", "/usr/share/locale/*")
_OLDEST = 10
_WINESERVER = "/usr/lib/x86_64-linux-gnu/wine/wineserver"
INSTALLED = "Program Files/Parley"


def wine_system() -> Path:
    """Folder of a small Debian sid with Wine in it; nothing is ever mounted in it outside a namespace of its own."""
    command = ["mmdebstrap", "--quiet", "--mode=root", "--variant=essential", f"--include={_PACKAGES}"]
    command += [f"--dpkgopt=path-exclude={pattern}" for pattern in _LEFT_OUT]
    command += ['--aptopt=Acquire::Check-Valid-Until "false"', "sid"]

    def make(folder: Path) -> None:
        run("Making a Debian sid with Wine", [*command, folder / "root"], seconds=1200)
        ask: list[str | Path] = [
            "chroot",
            folder / "root",
            "dpkg-query",
            "--show",
            "--showformat",
            "${Version}",
            "wine",
        ]
        version = run("Asking for Wine's version", ask, seconds=180)
        if int(version.split(".")[0]) < _OLDEST:
            raise BuildError(f"Wine {_OLDEST} or newer was expected, and this is {version}")

    return cached("wine", command, make) / "root"


class Wine:
    """One Windows of our own: a fresh C: drive with the program installed, and commands run in it."""

    def __init__(self, system: Path, scratch: Path, *, program: Path, icu_stub: Path) -> None:
        self._system = system
        self._scratch = scratch
        self.drive = scratch / "prefix" / "drive_c"
        self.environment = {  # no TMPDIR: with it, Wine 10.0 aborts when it makes its drive
            "HOME": "/tmp",
            "LANG": "C.UTF-8",
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "PYTHONUTF8": "1",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "WINEPREFIX": "/tmp/prefix",
        }
        self._mount(system)
        self._boot(icu_stub)
        self._install(program, INSTALLED)

    def show(self, folder: Path, where: str) -> None:
        """Let a folder of ours be seen, read only, as a folder of C:."""
        self._install(folder, where)

    def give(self, file: Path, where: str) -> None:
        """Copy a file of ours to a place on C:."""
        shutil.copy2(file, self.drive / where)

    def hear(self, pulse_server: str) -> None:
        """From now on Windows' sound devices are those of the PulseAudio at `unix:…`, a socket under `TMPDIR`."""
        socket = Path(pulse_server.removeprefix("unix:")).relative_to(self._scratch)
        self.environment["PULSE_SERVER"] = f"unix:/tmp/{socket}"

    def start(
        self, words: Sequence[str], log: IO[bytes], *, folder: str = "", more: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a Windows program (`C:/…/x.exe`, …) in a folder of C:; its output goes to `log`."""
        place = f"/tmp/prefix/drive_c/{folder}"
        return subprocess.Popen(
            ["chroot", str(self._system), "env", "--chdir", place, "wine", *words],
            env={**self.environment, **(more or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )

    def stop(self) -> None:
        """End this Windows, and wait until it has."""
        for option in ("-k", "-w"):
            self._unix(_WINESERVER, option, seconds=120)

    def _boot(self, icu_stub: Path) -> None:
        self._unix("wine", "wineboot", "--init", seconds=400)
        self._unix(_WINESERVER, "-w", seconds=180)
        shutil.copy2(icu_stub, self.drive / "windows" / "system32")

    def _unix(self, *words: str, seconds: float) -> None:
        command = ["chroot", str(self._system), *words]
        done = subprocess.run(
            command,
            env=self.environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
        if done.returncode not in (0, 1):  # 1: wineserver, when there is none to end
            raise BuildError(f"{' '.join(words)}: {done.stderr.decode(errors='replace')}")

    def _mount(self, system: Path) -> None:
        if os.readlink("/proc/self") != str(os.getpid()):
            raise BuildError("Wine has to be run in namespaces of its own")
        sockets = Path("/tmp/.X11-unix")
        sockets.mkdir(mode=0o1777, exist_ok=True)
        (self._scratch / sockets.name).mkdir()
        _bind("--rbind", "/proc", system / "proc")
        _bind("--rbind", "/dev", system / "dev")
        _bind("--bind", self._scratch, system / "tmp")
        _bind("--bind", sockets, system / "tmp" / sockets.name)

    def _install(self, folder: Path, where: str) -> None:
        target = self._system / "tmp" / "prefix" / "drive_c" / where
        target.mkdir(parents=True, exist_ok=True)
        _bind("--bind", folder, target)
        _bind("--options", "remount,bind,ro", target)


def _bind(*words: str | Path) -> None:
    run("Mounting a folder for Wine", ["mount", *words], seconds=20)
