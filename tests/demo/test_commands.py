"""`parley demo-data` and `parley demo`, started as a user starts them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.demo.load import REGION
from desktop.numbering import PhoneNumbering
from desktop.store import open_store

PATIENCE_SECONDS = 60.0


def _parley(*arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "desktop", *arguments]
    return subprocess.run(
        command, env={**os.environ, **more}, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
    )


def test_demo_data_fills_a_store_and_says_with_what(tmp_path: Path) -> None:
    place = tmp_path / "shop.db"
    done = _parley("demo-data", "--size", "20", "--store", str(place))
    assert done.returncode == 0, done.stderr
    assert "20 customers" in done.stderr
    assert "300 contacts" in done.stderr
    store = open_store(place, PhoneNumbering(REGION))
    assert len(store.list_customers()) == 20
    store.close()


def test_another_seed_fills_it_with_other_people(tmp_path: Path) -> None:
    names = []
    for seed in ("1", "2"):
        place = tmp_path / f"{seed}.db"
        assert _parley("demo-data", "--size", "30", "--seed", seed, "--store", str(place)).returncode == 0
        store = open_store(place, PhoneNumbering(REGION))
        names.append({hit.name for hit in store.list_customers()})
        store.close()
    assert names[0] != names[1]
    assert "Anna Kowalczyk" in names[0] & names[1]


def test_a_store_with_customers_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "shop.db"
    assert _parley("demo-data", "--size", "5", "--store", str(place)).returncode == 0
    before = place.read_bytes()
    done = _parley("demo-data", "--size", "5", "--store", str(place))
    assert done.returncode == 1
    assert "already holds customers" in done.stderr
    assert place.read_bytes() == before


def test_the_users_own_store_is_never_filled_by_default(tmp_path: Path) -> None:
    done = _parley("demo-data", "--size", "5", HOME=str(tmp_path), XDG_DATA_HOME=str(tmp_path))
    assert done.returncode == 2
    assert "--store" in done.stderr
    assert not list(tmp_path.rglob("*.db"))


def test_a_place_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    done = _parley("demo-data", "--size", "5", "--store", str(tmp_path / "file" / "shop.db"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


@pytest.fixture
def running_demo(tmp_path: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """Offscreen, without a sound server, with its temporary files where they can be counted."""
    command = [sys.executable, "-m", "desktop", "demo", "--offscreen", "--size", "30"]
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PULSE_SERVER": f"unix:{tmp_path}/none"}
    environment.pop("PARLEY_PROFILE", None)
    with (tmp_path / "output").open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


@pytest.mark.sip
def test_the_demo_runs_without_screen_and_sound_and_leaves_nothing_behind(
    running_demo: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    # the caller's engine is the last thing to come up
    while not list(tmp_path.glob("parley-demo-*/caller/token.lock")):
        output = (tmp_path / "output").read_text("utf-8")
        assert running_demo.poll() is None, output
        assert time.monotonic() < deadline, output
        time.sleep(0.05)
    running_demo.send_signal(signal.SIGTERM)
    assert running_demo.wait(PATIENCE_SECONDS) == 0, (tmp_path / "output").read_text("utf-8")
    assert not list(tmp_path.glob("parley-demo-*"))
