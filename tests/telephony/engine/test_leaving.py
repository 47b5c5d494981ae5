"""What a leg takes along that goes, who calls a line that goes, and an engine that leaves whatever fails on the way."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.telephony.engine.hardening import MAX_CALLS

PATIENCE_SECONDS = 60
ROOT = Path(__file__).parents[3]
_CANNOT_HANG_UP = """
import sys
from desktop.telephony.engine.calls import Calls
from desktop.telephony.engine.main import run

def end_all(self):
    raise RuntimeError("a call that cannot be hung up")

Calls.end_all = end_all
sys.exit(run(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def story() -> dict[str, Any]:
    """What happened in a full house."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.telephony.engine.full_house"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_call_that_gets_the_number_of_one_just_ended_is_not_ended_with_it(story: dict[str, Any]) -> None:
    # else there was nothing to be harmed
    assert story["numbers"][-1] == story["numbers"][0]
    # nobody has turned it away
    assert story["answers"] == ["100", "180"]
    # and what becomes of it is told
    assert story["end"] == "gave_up"
    assert story["rest"] == MAX_CALLS - 1
    assert story["ends"] == MAX_CALLS + 1


def test_who_calls_while_the_line_signs_off_is_turned_away_at_once_and_it_is_told(story: dict[str, Any]) -> None:
    assert story["late"] == ["100", "480"]
    assert story["late_ends"] == ["kept_away"]
    # and when it has signed on again it rings
    assert story["later"] == ["100", "180"]


def test_an_engine_that_cannot_hang_up_leaves_all_the_same(tmp_path: Path) -> None:
    token, log = tmp_path / "token", tmp_path / "engine.log"
    token.write_text("secret")
    arguments = ["--socket", str(tmp_path / "socket"), "--token-file", str(token), "--log", str(log), "--null-audio"]
    command = [sys.executable, "-c", _CANNOT_HANG_UP, *arguments, "--orphan-seconds", "0.1"]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=PATIENCE_SECONDS, check=False)
    assert done.returncode == 0
    assert "a call that cannot be hung up" in log.read_text()
    assert "the engine has left" in log.read_text()
