"""What was acknowledged survives: kill -9, a full disk, a server that goes away."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.errors import StorageError
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from tests.conftest import _children as children
from tests.servers.postgres import postgres
from tests.servers.process import own_namespaces
from tests.store.values import saved

ROOT = Path(__file__).parents[2]
KILLS = 20

# Forks, so that a kill costs no start of Python; each writer opens the store anew.
_KILLER = """
import json, os, signal, sqlite3, sys
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from tests.store.values import call

path, kills = sys.argv[1], int(sys.argv[2])
numbering = PhoneNumbering("PL")
open_store(path, numbering).close()

def write(kill, out):
    store = open_store(path, numbering)
    for n in range(100_000):
        work = store.add_interaction(call(f"{kill}-{n}"))
        print(json.dumps([work.id, ""]), file=out, flush=True)
        for length in (5, 11, 19):
            notes = "Zawias pęknięty, obiecano zwrot"[:length]
            store.save_notes(work.id, notes)
            print(json.dumps([work.id, notes]), file=out, flush=True)

def write_until_killed(kill, lines):
    reading, writing = os.pipe()
    writer = os.fork()
    if not writer:
        try:
            write(kill, os.fdopen(writing, "w"))
        finally:
            os._exit(1)
    os.close(writing)
    said = {}
    with os.fdopen(reading) as news:
        for n, line in enumerate(news):
            if n == lines:
                os.kill(writer, signal.SIGKILL)
            if line.endswith("\\n"):
                work, notes = json.loads(line)
                said[work] = notes
    assert os.waitstatus_to_exitcode(os.waitpid(writer, 0)[1]) == -signal.SIGKILL
    return said

said, lost = {}, []
for kill in range(kills):
    said |= write_until_killed(kill, 3 + 7 * kill % 40)
    store = open_store(path, numbering)
    for work, notes in said.items():
        kept = store.interaction(work)
        # a kill may fall between the commit of the next notes and their acknowledgement
        if kept is None or not kept.notes.startswith(notes):
            lost.append(work)
    store.close()
print(json.dumps({"said": len(said), "lost": lost}))
"""

_FULL = """
import json, os, sys
from desktop.domain.errors import StorageError
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from tests.store.values import call
folder = sys.argv[1]
ballast = os.path.join(folder, "ballast")
with open(ballast, "wb") as file:
    file.write(bytes(300_000))
store = open_store(os.path.join(folder, "store.db"), PhoneNumbering("PL"))
kept, words = [], ""
for n in range(1000):
    try:
        kept.append(store.add_interaction(call(f"c{n}", notes=f"{n} " + os.urandom(1000).hex())))
    except StorageError as error:
        words = error.text
        break
same = all(store.interaction(one.id) == one for one in kept)
os.unlink(ballast)
later = store.add_interaction(call("later", notes="there is room again"))
again = store.interaction(later.id) == later
store.close()
print(json.dumps({"kept": len(kept), "same": same, "words": words, "again": again}))
"""

_READ_ONLY = """
import json, os, subprocess, sys
from desktop.domain.errors import StorageError
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from tests.store.values import call
folder = sys.argv[1]
path = os.path.join(folder, "store.db")
store = open_store(path, PhoneNumbering("PL"))
store.add_interaction(call("c", notes="before"))
store.close()
subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
words = []
for act in (
    lambda: open_store(path, PhoneNumbering("PL")),
    lambda: open_store(os.path.join(folder, "new", "store.db"), PhoneNumbering("PL")),
):
    try:
        act()
    except StorageError as error:
        words.append(error.text)
print(json.dumps(words))
"""


def run_on_small_disk(script: str, folder: Path, size: str = "2m") -> object:
    """Run `script` with a tmpfs of `size` on `folder`, in a mount namespace of its own; gives the JSON it prints."""
    mount = 'mount -t tmpfs -o size="$2" tmpfs "$1" && exec "$0" -c "$3" "$1"'
    done = subprocess.run(
        [*own_namespaces(), "sh", "-c", mount, sys.executable, str(folder), size, script],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_full_disk_is_told_and_loses_nothing_that_was_written(tmp_path: Path) -> None:
    found = run_on_small_disk(_FULL, tmp_path)
    assert isinstance(found, dict)
    assert found["kept"] > 10
    assert "disk is full" in found["words"]
    assert (found["same"], found["again"]) == (True, True)


def test_a_read_only_disk_is_told(tmp_path: Path) -> None:
    found = run_on_small_disk(_READ_ONLY, tmp_path, "8m")
    assert isinstance(found, list)
    assert len(found) == 2
    assert "read-only" in found[0]
    assert "cannot be opened" in found[1]


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    done = subprocess.run(
        [sys.executable, "-c", _KILLER, str(path), str(KILLS)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["lost"] == []
    assert found["said"] > KILLS
    with sqlite3.connect(path) as check:
        assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        check.execute("INSERT INTO document_words (document_words) VALUES ('integrity-check')")
    check.close()


def test_a_server_that_went_away_is_told_and_used_again_when_it_is_back(numbering: PhoneNumbering) -> None:
    before = children()
    with postgres() as server, server.fresh_database() as url:
        store = open_store(url, numbering)
        anna = saved(store, "Anna")
        server.process.stop()
        with pytest.raises(StorageError, match="does not answer"):
            saved(store, "Jan")
        server.start()
        assert store.customer(anna) is not None
        assert [hit.name for hit in store.list_customers()] == ["Anna"]
        store.close()
    assert not children() - before
