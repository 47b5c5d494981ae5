"""A screen of its own (Xvfb) with a window manager, so that windows are shown, active and painted as on a desk."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator

_SIZE = "1920x1080x24"
_START_SECONDS = 10.0


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """The display's name, `:N`."""
    reader, writer = os.pipe()
    with contextlib.ExitStack() as stack:
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", _SIZE, "-nolisten", "tcp"]
        stack.enter_context(_running(command, pass_fds=(writer,)))
        os.close(writer)
        with os.fdopen(reader) as said:
            number = said.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        display = f":{number}"
        stack.enter_context(_running(["openbox", "--sm-disable"], env={**os.environ, "DISPLAY": display}))
        _wait_for_manager(display)
        yield display


def _wait_for_manager(display: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    query = ["xprop", "-display", display, "-root", "_NET_SUPPORTING_WM_CHECK"]
    while b"window id" not in subprocess.run(query, capture_output=True, check=False).stdout:
        if time.monotonic() > deadline:
            raise RuntimeError("openbox did not start")
        time.sleep(0.05)


@contextlib.contextmanager
def _running(
    command: list[str], *, env: dict[str, str] | None = None, pass_fds: tuple[int, ...] = ()
) -> Iterator[None]:
    process = subprocess.Popen(
        command, env=env, pass_fds=pass_fds, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(5)
