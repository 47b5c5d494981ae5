"""Parley's whole desk for the measurements: `benchmarks.desk` as a child on a screen of its own, and its news."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT
from benchmarks.phones import free_port
from benchmarks.sip_client import Caller, Target

News = dict[str, Any]


class OurDesk:
    """Its news are looked at once, in order: `wait` drops what comes before what is waited for."""

    def __init__(self, process: subprocess.Popen[bytes], caller: Caller) -> None:
        self.process = process
        self.caller = caller
        self.engine_pid = 0
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="desk-news", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self.process.pid

    def tell(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def wait(self, event: str, seconds: float = 20.0, **facts: object) -> News:
        deadline = time.monotonic() + seconds
        while True:
            try:
                news = self.next(max(0.001, deadline - time.monotonic()))
            except queue.Empty:
                raise TimeoutError(f"the desk did not say {event} {facts} in {seconds} s") from None
            if news["event"] == event and all(news.get(name) == value for name, value in facts.items()):
                return news

    def next(self, seconds: float = 20.0) -> News:
        """Whatever it says next; raises queue.Empty."""
        news: News = json.loads(self._lines.get(timeout=seconds))
        if news["event"] == "registration":
            self.engine_pid = news["engine"] or self.engine_pid
        return news

    def rest(self, event: str) -> list[News]:
        """What an ended desk had still said of this kind."""
        self._reader.join(5)
        news = []
        while not self._lines.empty():
            news.append(self.next())
        return [one for one in news if one["event"] == event]

    def go_ready(self) -> None:
        """The line is up and the agent takes calls."""
        self.wait("registration", state="registered")
        self.tell("ready")
        self.wait("agent", state="ready")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


@contextlib.contextmanager
def our_desk(
    profile: Path, *, display: str = "", store: str = "", options: tuple[str, ...] = (), **environment: str
) -> Iterator[OurDesk]:
    """Without a display it paints into memory ("offscreen")."""
    port = free_port()
    caller = Caller(Target("127.0.0.1", port, "bench"))
    command = [sys.executable, "-m", "benchmarks.desk", "--profile", str(profile), "--peer", str(caller.port)]
    command += ["--port", str(port), *options, *(["--store", store] if store else [])]
    where = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"} if display else {"QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **where, **environment}
    )
    try:
        yield OurDesk(process, caller)
    finally:
        caller.close()
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.close()  # it leaves, and hangs up before
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder for a profile; the engine may need a moment to leave it."""
    with tempfile.TemporaryDirectory(prefix="parley-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
