"""Other softphones, started headless on a loopback port, as peers of the measurements."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sip_client import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    name: str
    target: Target
    pid: int


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], folder: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    if not shutil.which(command[0]):
        raise FileNotFoundError(f"{command[0]} is not installed")
    log = (folder / "log").open("wb")
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        env={**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        | environment,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        log.close()


@contextmanager
def baresip() -> Iterator[Phone]:
    port = free_port()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "accounts").write_text(f"<sip:bench@127.0.0.1:{port}>;regint=0\n")
        (folder / "contacts").write_text("")
        (folder / "config").write_text(
            f"sip_listen 127.0.0.1:{port}\ncall_max_calls 8\nmodule_path /usr/lib/baresip/modules\n"
            "module stdio.so\nmodule g711.so\nmodule aubridge.so\n"
            "audio_player aubridge,x\naudio_source aubridge,x\naudio_alert aubridge,x\n"
            "module_tmp account.so\nmodule_app menu.so\n"
        )
        with _running(["baresip", "-f", made], folder) as process:
            yield Phone(name="baresip", target=Target("127.0.0.1", port, "bench"), pid=process.pid)


@contextmanager
def linphonec() -> Iterator[Phone]:
    port = free_port()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / ".local/share/linphone").mkdir(parents=True)
        (folder / "rc").write_text(f"[sip]\nsip_port={port}\nsip_tcp_port=-2\nsip_tls_port=-2\ndefault_proxy=-1\n")
        with _running(["linphonec", "-c", str(folder / "rc")], folder) as process:
            yield Phone(name="linphonec", target=Target("127.0.0.1", port, "bench"), pid=process.pid)


@contextmanager
def twinkle() -> Iterator[Phone]:
    port = free_port()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        settings = folder / ".twinkle"
        settings.mkdir()
        (settings / "bench.cfg").write_text("user_name=bench\nuser_domain=127.0.0.1\nregister_at_startup=no\n")
        command = ["twinkle", "-c", "--nic", "lo", "--sip-port", str(port), "-f", "bench"]
        with _running(command, folder, QT_QPA_PLATFORM="offscreen") as process:
            yield Phone(name="twinkle", target=Target("127.0.0.1", port, "bench"), pid=process.pid)


PEERS: dict[str, Callable[[], AbstractContextManager[Phone]]] = {
    "baresip": baresip,
    "linphonec": linphonec,
    "twinkle": twinkle,
}
