"""The test's side of `tests.desk_process`: start it, speak to it, hear it, kill it."""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


class DeskChild:
    """A desk process; `wait` looks through all it has said."""

    def __init__(self, profile: Path, password: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.desk_process", str(profile), password],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        self.said: list[dict[str, Any]] = []
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="desk-child")
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    def wait(self, event: str, seconds: float = 60, **facts: object) -> dict[str, Any]:
        """The first of what it said (from now back to its start) that fits."""
        deadline = time.monotonic() + seconds
        seen = 0
        while True:
            for news in self.said[seen:]:
                if news["event"] == event and all(news.get(name) == value for name, value in facts.items()):
                    return news
            seen = len(self.said)
            left = deadline - time.monotonic()
            assert left > 0, f"no {event} {facts} within {seconds} s: {self.said[-15:]}"
            with contextlib.suppress(queue.Empty):
                self.said.append(json.loads(self._lines.get(timeout=min(left, 0.5))))

    def kill(self) -> None:
        """As `kill -9`: no time for a last word."""
        self._process.kill()
        self._end()

    def leave(self, seconds: float = 60) -> int:
        self.tell("quit")
        try:
            return self._process.wait(seconds)
        finally:
            self._end()

    def _end(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(30)
        self._reader.join(30)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)


@contextlib.contextmanager
def desk_child(profile: Path, password: str) -> Iterator[DeskChild]:
    child = DeskChild(profile, password)
    try:
        yield child
    finally:
        if child._process.poll() is None:
            child.kill()
        else:
            child._end()
