"""What is tried again: what failed beside a bystander that was kept waiting too, and nothing else."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import cast

import pytest

from tests.servers.bystander import Bystander, Waiting, bystander, waiting
from tests.servers.process import wait_until
from tests.servers.tries import TRIES, within_tries

CALM = waiting([0.0004, 0.009] * 50)
KEPT_WAITING = waiting([0.0004] * 99 + [0.013])


class _BystanderStub:
    """A double, for nobody can choose what this machine is busy with: it has seen what it is told to have seen."""

    def __init__(self, saw: Waiting) -> None:
        self._saw = saw

    def finish(self) -> Waiting:
        return self._saw


def _seeing(*saw: Waiting) -> Callable[[], AbstractContextManager[Bystander]]:
    """One bystander after the other."""
    stubs = iter([_BystanderStub(waited) for waited in saw])

    @contextlib.contextmanager
    def watch() -> Iterator[Bystander]:
        yield cast(Bystander, next(stubs))

    return watch


class _Attempt:
    """Fails as often as it is told to, each time with another word."""

    def __init__(self, failures: int) -> None:
        self.made = 0
        self._failures = failures

    def __call__(self) -> None:
        self.made += 1
        if self.made <= self._failures:
            raise AssertionError(f"fault {self.made}")


def test_a_failure_beside_a_bystander_that_came_on_time_stands_at_once() -> None:
    attempt = _Attempt(failures=1)
    with pytest.raises(AssertionError, match="fault 1") as failed:
        within_tries(attempt, watch=_seeing(CALM))
    assert attempt.made == 1
    assert failed.value.__notes__ == [
        "try 1 of 4 at most: a bystander was kept waiting for 0 ms of 2.6 s, 9 ms at a time"
    ]


def test_a_failure_beside_a_bystander_that_was_kept_waiting_is_tried_again() -> None:
    attempt = _Attempt(failures=TRIES - 1)
    within_tries(attempt, watch=_seeing(*[KEPT_WAITING] * TRIES))
    assert attempt.made == TRIES


def test_the_second_failure_stands_if_the_second_bystander_came_on_time() -> None:
    attempt = _Attempt(failures=2)
    with pytest.raises(AssertionError, match="fault 2"):
        within_tries(attempt, watch=_seeing(KEPT_WAITING, CALM))


def test_the_last_failure_stands_whatever_the_bystander_says() -> None:
    attempt = _Attempt(failures=TRIES)
    with pytest.raises(AssertionError, match=f"fault {TRIES}"):
        within_tries(attempt, watch=_seeing(*[KEPT_WAITING] * TRIES))


def test_another_kind_of_failure_is_never_tried_again() -> None:
    attempts = []

    def attempt() -> None:
        attempts.append(1)
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        within_tries(attempt, watch=_seeing(KEPT_WAITING))
    assert len(attempts) == 1


def test_what_succeeds_is_made_once() -> None:
    attempt = _Attempt(failures=0)
    within_tries(attempt)
    assert attempt.made == 1


@pytest.mark.parametrize(
    ("lateness", "is_long"),
    [
        ([], False),
        ([0.0099] * 1400, False),  # never half a frame late
        ([0.0] * 1399 + [0.1], False),  # 0.1 s in half a minute is no hundredth
        ([0.0] * 1399 + [0.2], True),
        ([0.0] * 1385 + [0.011] * 15, True),
        ([0.0] * 95 + [0.012], True),
    ],
)
def test_only_what_sound_would_have_noticed_counts(lateness: list[float], is_long: bool) -> None:
    assert waiting(lateness).is_long is is_long


def test_a_bystander_that_was_kept_from_its_work_says_for_how_long() -> None:
    with bystander() as beside:
        os.kill(beside.pid, signal.SIGSTOP)
        time.sleep(0.3)  # this is the delay that is to be found, no waiting for anything
        os.kill(beside.pid, signal.SIGCONT)
        waited = beside.finish()
    assert waited.is_long
    assert 0.2 < waited.longest_seconds <= waited.seconds < waited.of_seconds


def test_a_bystander_ends_with_its_block_and_with_the_program_that_asked_for_it() -> None:
    with contextlib.suppress(AssertionError), bystander() as beside:
        raise AssertionError
    assert not Path(f"/proc/{beside.pid}").exists()
    script = (
        "import os, signal\nfrom tests.servers.bystander import bystander\n"
        "with bystander() as beside:\n"
        "    print(beside.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, stdout=subprocess.PIPE, text=True, timeout=60)
    pid = int(done.stdout)
    wait_until(lambda: not Path(f"/proc/{pid}").exists(), "the bystander to end")
