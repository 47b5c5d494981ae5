"""A program that wants what sound wants, a millisecond of a processor every twenty: how long was it kept waiting?

It has no part in what is tried. If it came on time, the machine had time, and what failed beside it failed by itself.
"""

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_STEP_SECONDS = 0.02
_WORK_SECONDS = 0.001
# half a frame of sound; what comes later than that is counted whole
_LATE_SECONDS = 0.01
# of the time: 10 ms in two seconds. Alone with a call of 30 s it is none, beside other work 0.3 % to 50 %
_MUCH = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How long a program was kept from its work, of all the time it looked."""

    seconds: float
    of_seconds: float
    longest_seconds: float

    @property
    def is_long(self) -> bool:
        """Long enough for sound to have been lost on the way."""
        return self.seconds > _MUCH * self.of_seconds

    def __str__(self) -> str:
        return (
            f"a bystander was kept waiting for {self.seconds * 1000:.0f} ms of {self.of_seconds:.1f} s, "
            f"{self.longest_seconds * 1000:.0f} ms at a time"
        )


class Bystander:
    """A running one."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def finish(self) -> Waiting:
        """End it; what it saw from its first step on."""
        return waiting(self.lateness())

    def lateness(self) -> list[float]:
        """End it; by how many seconds each of its steps was late."""
        said, _ = self._process.communicate()
        late: list[float] = json.loads(said.splitlines()[-1])
        return late


@contextlib.contextmanager
def bystander(
    *, step_seconds: float = _STEP_SECONDS, work_seconds: float = _WORK_SECONDS, niceness: int = 0
) -> Iterator[Bystander]:
    """One at work until its block ends, or this program does; where it may not be less nice, it stays as it is."""
    command = [sys.executable, "-I", "-S", str(Path(__file__)), *map(str, (step_seconds, work_seconds, niceness))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            yield Bystander(process)
        finally:
            process.kill()


def waiting(lateness: Sequence[float]) -> Waiting:
    """What there is to say of the steps, each so many seconds late."""
    late = [seconds for seconds in lateness if seconds > _LATE_SECONDS]
    return Waiting(
        seconds=sum(late),
        of_seconds=sum(lateness) + len(lateness) * (_STEP_SECONDS + _WORK_SECONDS),
        longest_seconds=max(lateness, default=0.0),
    )


def _stand_by(step_seconds: float, work_seconds: float, niceness: int) -> list[float]:
    """Work, sleep, and so on until standard input ends; how late each step was, the unfinished one too."""
    with contextlib.suppress(OSError):
        os.nice(niceness)
    lateness = []
    begin = time.monotonic()
    print("at work", flush=True)  # noqa: T201
    ended = False
    while not ended:
        ended = bool(select.select([sys.stdin], [], [], step_seconds)[0])
        worked = time.thread_time() + work_seconds
        while not ended and time.thread_time() < worked:
            pass
        end = time.monotonic()
        lateness.append(max(0.0, end - begin - step_seconds - work_seconds))
        begin = end
    return lateness


if __name__ == "__main__":
    print(json.dumps(_stand_by(float(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))))  # noqa: T201
