"""Starts the telephone of `phone.py` as a process and follows what it says."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.servers.process import PATIENCE_SECONDS
from tests.telephony.edge.sockets import turn_until

ROOT = Path(__file__).parents[3]


class PhoneProcess:
    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.said: list[dict[str, Any]] = []
        self._rest = b""
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)

    def read(self) -> None:
        assert self.process.stdout is not None
        self._rest += self.process.stdout.read() or b""
        *lines, self._rest = self._rest.split(b"\n")
        self.said += [json.loads(line) for line in lines if line.startswith(b"{")]

    def wait_for(self, what: str, seconds: float = PATIENCE_SECONDS, **details: object) -> dict[str, Any]:
        """The first thing said that is like this."""
        wanted = {"what": what, **details}.items()

        def found() -> list[dict[str, Any]]:
            self.read()
            return [line for line in self.said if wanted <= line.items()]

        turn_until(lambda: bool(found()) or self.process.poll() is not None, f"{what} {details}", seconds)
        assert found(), f"the telephone ended with {self.process.poll()}: {self.said}"
        return found()[0]

    def order(self, text: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(text.encode() + b"\n")
        self.process.stdin.flush()


@contextmanager
def phone(user: str, password: str, *servers: str, **more: object) -> Iterator[PhoneProcess]:
    settings = {"user": user, "password": password, "servers": servers, "transport": "udp", **more}
    command = [sys.executable, "-m", "tests.telephony.edge.phone", json.dumps(settings)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    made = PhoneProcess(process)
    try:
        yield made
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)
        process.stdout.close()
