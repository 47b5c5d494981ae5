"""A conversation whose opening ended the program is not opened again by itself, and that is said: killed for real."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="is killed by a signal")
ROOT = Path(__file__).parents[3]


def run(folder: Path, wish: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.ui.tabs.run_that_ends", str(folder), wish],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_what_killed_the_program_by_being_opened_is_not_opened_again_by_itself(tmp_path: Path) -> None:
    first = run(tmp_path, "begin")
    assert json.loads(first.stdout)["current"] > 0, first.stderr
    assert run(tmp_path, "kill").returncode == -signal.SIGKILL  # it opened what was in front
    after = run(tmp_path, "look")
    seen = json.loads(after.stdout)
    assert (seen["tabs"], seen["current"]) == (1, 0), after.stderr
    assert any("ended while it opened “Anna" in text for text in seen["said"])
