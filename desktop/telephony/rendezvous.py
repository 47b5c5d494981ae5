"""Where desk and engine of one profile meet: socket name, token, log, and the command that starts an engine.

This is the module of the telephony that knows one system from another: Windows has named pipes, the others socket
files, whose paths may not be long.
"""

import contextlib
import hashlib
import os
import secrets
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile, QSysInfo

_MAX_SOCKET_PATH = 100
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendezvous:
    """`socket` is a name for QLocalServer; the token is in a file only this user may read."""

    socket: str
    token_file: Path
    log_file: Path
    token: str

    def engine_pid(self) -> int:
        """Of the engine that holds the lock, whether it answers or not; 0 if none does."""
        # PySide's annotations promise a bool, what comes are pid, host and program
        found: object = QLockFile(f"{self.token_file}.lock").getLockInfo()
        match found:
            case (int(pid), host, _) if host == QSysInfo.machineHostName():
                return pid
            case _:
                return 0

    def command(self) -> tuple[str, list[str], str]:
        """Program, arguments and working folder of an engine; a frozen program is its own interpreter."""
        arguments = ["--socket", self.socket, "--token-file", str(self.token_file), "--log", str(self.log_file)]
        if getattr(sys, "frozen", False):
            return sys.executable, ["engine", *arguments], str(Path(sys.executable).parent)
        package = Path(__file__).parents[2]
        return sys.executable, ["-m", "desktop.telephony.engine", *arguments], str(package)


def end_process(pid: int) -> None:
    """At once, whatever it is doing: Windows knows no other way, elsewhere a stopped process heeds no other."""
    if pid:
        with contextlib.suppress(OSError):
            os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def prepare(folder: Path) -> Rendezvous:
    """Make what is not there yet; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    token_file = folder / "token"
    return Rendezvous(
        socket=_socket_name(folder.resolve()),
        token_file=token_file,
        log_file=folder / "engine.log",
        token=_token(token_file),
    )


def _token(path: Path) -> str:
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        token = path.read_text("ascii").strip()
        if token:
            return token
        # a desk killed between making and writing it
        path.unlink()
        return _token(path)
    token = secrets.token_hex(_TOKEN_BYTES)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(token)
    return token


def _socket_name(folder: Path) -> str:
    name = "parley-" + hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    if os.name == "nt":
        return name
    path = folder / "socket"
    if len(os.fsencode(path)) <= _MAX_SOCKET_PATH:
        return str(path)
    return str(Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / name)
