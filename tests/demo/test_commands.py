"""`parley demo-data` and `parley demo`, started as a user starts them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def _running_demo(folder: Path, *arguments: str) -> "Iterator[subprocess.Popen[bytes]]":
    """Offscreen, without a sound server, with its temporary files where they can be counted."""
    command = [sys.executable, "-m", "desktop", "demo", "--offscreen", "--size", "30", *arguments]
    environment = {**os.environ, "TMPDIR": str(folder), "PULSE_SERVER": f"unix:{folder}/none"}
    environment.pop("PARLEY_PROFILE", None)
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


def _wait_for_caller(process: "subprocess.Popen[bytes]", folder: Path, pattern: str) -> None:
    """Its engine is the last thing to come up."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not list(folder.glob(pattern)):
        output = (folder / "output").read_text("utf-8")
        assert process.poll() is None, output
        assert time.monotonic() < deadline, output
        time.sleep(0.05)


def _end(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE_SECONDS) == 0, (folder / "output").read_text("utf-8")


@pytest.mark.sip
def test_the_demo_runs_without_screen_and_sound_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with _running_demo(tmp_path) as process:
        _wait_for_caller(process, tmp_path, "parley-demo-*/caller/token.lock")
        _end(process, tmp_path)
    assert not list(tmp_path.glob("parley-demo-*"))


@pytest.mark.sip
def test_a_demo_in_a_folder_of_its_own_goes_on_where_it_was(tmp_path: Path) -> None:
    profile = tmp_path / "kept"
    for _ in range(2):
        with _running_demo(tmp_path, "--profile", str(profile)) as process:
            _wait_for_caller(process, tmp_path, "kept/caller/token.lock")
            _end(process, tmp_path)
    store = open_store(profile / "parley.db", PhoneNumbering(REGION))
    assert len(store.list_customers(limit=100)) == 30
    store.close()
