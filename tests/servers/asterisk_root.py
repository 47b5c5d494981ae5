"""Asterisk 22 in a chroot of Debian sid, made once and kept: Debian 12 itself has no Asterisk.

The folder is `$PARLEY_CACHE/asterisk-22` or `~/.cache/parley/asterisk-22` (270 MB, about 30 s to make). It is built
under another name and renamed when it works, under a lock, so a half-made one is never used. Who is not root is it in
a user namespace, there and for as long as Asterisk runs.
"""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

from tests.servers.process import ServerFailedError, own_namespaces, program

_NAME = "asterisk-22"
RUN_FOLDER = "srv/run"
"""Inside the chroot: where a running Asterisk's own folder is mounted."""

_OPTIONS = (
    "--variant=essential",
    "--include=asterisk",
    # the signature is checked; only a mirror's age is not
    '--aptopt=Acquire::Check-Valid-Until "false"',
    "--dpkgopt=path-exclude=/usr/share/doc/*",
    "--dpkgopt=path-exclude=/usr/share/man/*",
    "--dpkgopt=path-exclude=/usr/share/locale/*",
)


def asterisk_root() -> Path:
    """The chroot's folder, made if it is not there or does not work."""
    folder = _cache_folder() / _NAME
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _works(folder):
            _remove(folder)
            _build(folder)
    return folder


def _cache_folder() -> Path:
    named = os.environ.get("PARLEY_CACHE")
    return Path(named) if named else Path.home() / ".cache" / "parley"


def _works(root: Path) -> bool:
    if not (root / "usr/sbin/asterisk").exists():
        return False
    done = subprocess.run(
        [*own_namespaces(), program("chroot", "coreutils"), str(root), "/usr/sbin/asterisk", "-V"],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    return done.returncode == 0 and done.stdout.startswith("Asterisk ")


def _build(folder: Path) -> None:
    for leftover in folder.parent.glob(f"{_NAME}.part-*"):
        _remove(leftover)
    part = folder.with_name(f"{_NAME}.part-{os.getpid()}")
    archive = part / "root.tar"
    mode = "--mode=root" if os.geteuid() == 0 else "--mode=unshare"
    try:
        part.mkdir()
        _run([program("mmdebstrap", "mmdebstrap"), mode, *_OPTIONS, "sid", str(archive)])
        # the devices are this machine's own: its folder is mounted there
        _run([program("tar", "tar"), "-x", "-f", str(archive), "-C", str(part), "--exclude=./dev/*"])
        archive.unlink()
        if not _works(part):
            raise ServerFailedError("Asterisk's chroot was made and does not work")
        (part / RUN_FOLDER).mkdir(parents=True)
        part.rename(folder)
    finally:
        _remove(part)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        raise ServerFailedError(f"Asterisk's chroot could not be made\n{done.stderr[-4000:]}")


def _remove(root: Path) -> None:
    """Remove a root that nothing is mounted in: what is mounted there would be emptied with it."""
    mounted = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    inside = [point for point in mounted if Path(point).is_relative_to(root)]
    if inside:
        raise ServerFailedError(f"still mounted, not removed: {', '.join(inside)}")
    shutil.rmtree(root, ignore_errors=True)
