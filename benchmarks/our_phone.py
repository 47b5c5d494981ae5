"""Parley's own phone for the measurements: the real engine process with its edge, trusting one peer on loopback."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from benchmarks.phones import Phone, free_port
from benchmarks.sip_client import Target
from desktop.domain.phone import Account, Registration, RegistrationState
from desktop.telephony.link import EngineLink


def _pump(until: Callable[[], bool], seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not until():
        if time.monotonic() > deadline:
            raise TimeoutError("the engine did not answer")
        QCoreApplication.processEvents()
        time.sleep(0.002)


def read_news(seconds: float) -> None:
    """As a desk does, which is told of each call and reads it; unread, the news would pile up in the engine."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


@contextmanager
def parley(peer_port: int) -> Iterator[Phone]:
    """The engine, ready to ring for INVITEs from 127.0.0.1:`peer_port` and for nobody else's."""
    app = QCoreApplication.instance() or QCoreApplication([])
    port = free_port()
    said: list[Registration] = []
    with tempfile.TemporaryDirectory() as folder:
        link = EngineLink(Path(folder), options=("--null-audio",))
        link.registration_changed.connect(said.append)
        link.use_account(Account(user="bench", servers=(f"127.0.0.1:{peer_port}",), registers=False, local_port=port))
        link.start()
        try:
            _pump(lambda: bool(said) and said[-1].state is not RegistrationState.REGISTERING)
            yield Phone(name="parley", target=Target("127.0.0.1", port, "bench"), pid=link.pid)
        finally:
            pid = link.pid
            link.stop()
            _pump(lambda: not Path(f"/proc/{pid}").exists())
            app.processEvents()
