"""A server as a process group with a log, and a watchdog that ends it when this program dies first."""

import contextlib
import os
import pwd
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

_SYSTEM_FOLDERS = ("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/bin")
_LOG_TAIL = 4000
PATIENCE_SECONDS = 30.0
"""What is waited for comes in milliseconds; on a machine with other things to do it may take its time."""

# Reads until its standard input closes: "stopped" means an orderly end, anything else that we were killed.
# dash's kill takes a group in its `-s` form only.
_WATCHDOG = """
read -r word
[ "$word" = stopped ] && exit 0
kill -s TERM -- "-$1" 2>/dev/null
n=0
while kill -s 0 -- "-$1" 2>/dev/null && [ $n -lt 20 ]; do sleep 0.1; n=$((n+1)); done
kill -s KILL -- "-$1" 2>/dev/null
[ -n "$2" ] && rm -rf -- "$2"
exit 0
"""


class MissingServerError(RuntimeError):
    """The program is not on this machine; the text names the Debian package that brings it."""


class ServerFailedError(RuntimeError):
    """The server did not start, died, or did not do in time what was asked; the text ends with its log."""


def program(name: str, package: str, *, folders: Sequence[str] = ()) -> str:
    """The absolute path of a program, or `MissingServerError` naming the Debian package."""
    path = os.pathsep.join([*folders, os.environ.get("PATH", ""), *_SYSTEM_FOLDERS])
    found = shutil.which(name, path=path)
    if found is None:
        raise MissingServerError(f"{name} is not installed here: apt-get install {package}")
    return found


def own_namespaces(*more: str) -> list[str]:
    """The beginning of a command that may mount and change its root, and whose mounts nobody else sees."""
    root = [] if os.geteuid() == 0 else ["--map-root-user"]
    return [program("unshare", "util-linux"), *root, "--mount", *more]


def wait_until(
    condition: Callable[[], bool],
    what: str,
    *,
    seconds: float = PATIENCE_SECONDS,
    detail: Callable[[], str] | None = None,
) -> None:
    """Return as soon as the condition holds; `ServerFailedError` with `detail()` once the time is up."""
    deadline = time.monotonic() + seconds
    pause = 0.002
    while not condition():
        if time.monotonic() > deadline:
            raise ServerFailedError(f"waited {seconds:g} s for {what}\n{detail() if detail else ''}".rstrip())
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)


def group_members(group: int) -> list[int]:
    """The members of the process group that are not zombies: those that may still hold a socket."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, its_group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state not in "ZX":
            found.append(int(stat.parent.name))
    return found


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """A temporary folder with a short path (socket names are limited to 107 bytes), removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="parley-"))
    folder.chmod(0o711)  # a server that runs as another user has to pass through
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class ServerProcess:
    """One server in a process group of its own. Start it, stop it, kill it, and start it again."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        folder: Path,
        environment: Mapping[str, str] | None = None,
        user: str | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self.log_file = folder / f"{name}.log"
        self._command = list(command)
        self._folder = folder
        self._environment = dict(environment or {})
        self._user = user
        self._stop_signal = stop_signal
        self._process: subprocess.Popen[bytes] | None = None
        self._watchdog: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The leader's process id; also the id of the process group."""
        if self._process is None:
            raise ServerFailedError(f"{self.name} is not running")
        return self._process.pid

    @property
    def stdin(self) -> int:
        """The descriptor that writes to the server's standard input."""
        assert self._process is not None
        assert self._process.stdin is not None
        return self._process.stdin.fileno()

    def start(self) -> None:
        """Start the process; the log of an earlier run is kept and added to."""
        assert self._process is None, f"{self.name} is running already"
        identity = pwd.getpwnam(self._user) if self._user else None
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                env={**os.environ, **self._environment},
                start_new_session=True,
                user=identity.pw_uid if identity else None,
                group=identity.pw_gid if identity else None,
                extra_groups=[] if identity else None,
                umask=0o022,  # whatever that of who tests is: parts of a server run as other users
            )
        self._watchdog = subprocess.Popen(
            ["/bin/sh", "-c", _WATCHDOG, "watchdog", str(self._process.pid), str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def is_running(self) -> bool:
        """Whether the leader lives (a paused one does)."""
        return self._process is not None and not self._has_exited()

    def pause(self) -> None:
        """Freeze the whole group: the ports stay open and nothing is answered."""
        os.killpg(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let a paused group go on."""
        os.killpg(self.pid, signal.SIGCONT)

    def stop(self, *, patience: float = 5.0) -> int | None:
        """End it politely, then by force. The exit status, or None if it was not running."""
        return self._end(self._stop_signal, patience)

    def kill(self) -> None:
        """SIGKILL to the whole group, as a crash or a power cut would."""
        self._end(signal.SIGKILL, 5.0)

    def log_text(self) -> str:
        """Everything the server wrote so far."""
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def log_tail(self) -> str:
        """The end of the log, for an error's text."""
        return f"--- {shlex.join(self._command)}\n{self.log_text()[-_LOG_TAIL:]}"

    def wait_for(self, condition: Callable[[], bool], what: str, *, seconds: float = PATIENCE_SECONDS) -> None:
        """Wait for a sign of life; an early death is told at once, both with the log."""

        def holds() -> bool:
            if condition():
                return True
            if not self.is_running():
                raise ServerFailedError(f"{self.name} ended before {what}\n{self.log_tail()}")
            return False

        wait_until(holds, f"{what} of {self.name}", seconds=seconds, detail=self.log_tail)

    def wait_for_exit(self, *, seconds: float) -> int:
        """Wait for the process to end by itself; its exit status."""
        wait_until(self._has_exited, f"the end of {self.name}", seconds=seconds, detail=self.log_tail)
        status = self._end(signal.SIGTERM, 1.0)
        assert status is not None
        return status

    def _has_exited(self) -> bool:
        # WNOWAIT leaves the zombie, so that the group's id cannot be reused before _end has killed the rest.
        assert self._process is not None
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self._process.pid, options) is not None

    def _end(self, how: signal.Signals, patience: float) -> int | None:
        if self._process is None:
            return None
        process = self._process
        if not self._has_exited():
            os.killpg(process.pid, signal.SIGCONT)
            os.killpg(process.pid, how) if how == signal.SIGKILL else os.kill(process.pid, how)
            with contextlib.suppress(ServerFailedError):
                wait_until(self._has_exited, f"the end of {self.name}", seconds=patience)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        wait_until(lambda: not group_members(process.pid), f"the end of all of {self.name}")
        status = process.wait()
        if process.stdin:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
        self._process = None
        self._dismiss_watchdog()
        return status

    def _dismiss_watchdog(self) -> None:
        if self._watchdog is None or self._watchdog.stdin is None:
            return
        with contextlib.suppress(BrokenPipeError):
            self._watchdog.stdin.write(b"stopped\n")
            self._watchdog.stdin.close()
        self._watchdog.wait()
        self._watchdog = None
