"""A store that cannot be written while a customer is on the line: said in words, the call goes on, nothing is lost."""

import contextlib
import json
import os
import queue
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.call import CallState
from desktop.domain.interaction import InteractionState
from desktop.numbering import PhoneNumbering
from desktop.services.work import ledger
from desktop.store import database, open_store
from tests.conftest import LogWatch
from tests.desk_child import ROOT, DeskChild
from tests.hostile.conftest import PASSWORD
from tests.servers.kamailio import REALM, Registrar
from tests.servers.process import own_namespaces
from tests.servers.sipp import Caller, SippProcess, calling
from tests.store.values import phone, saved
from tests.telephony.desks import wait_for
from tests.telephony.edge.sockets import turn
from tests.test_app import OpenDesk, opened

pytestmark = pytest.mark.sip

ANNA = "+48601234567"
NOTES = "The hinges are missing. " * 40


@pytest.fixture
def profile(tmp_path: Path, exchange: Registrar) -> Path:
    exchange.unregister("agent")
    folder = tmp_path / "profile"
    folder.mkdir()
    values = {
        "account.servers": [exchange.address],
        "account.user": "agent",
        "account.domain": REALM,
        "agent.name": "maria",
        "calls.region": "PL",
        "calls.guard": False,
    }
    (folder / "settings.json").write_text(json.dumps(values))
    store = open_store(folder / "parley.db", PhoneNumbering("PL"))
    saved(store, "Anna Nowak", phone(ANNA))
    store.close()
    return folder


class SmallDiskChild(DeskChild):
    """A desk whose profile lies on a tmpfs that only it can see; we see it through /proc."""

    def __init__(self, profile: Path, disk: Path, megabytes: int) -> None:
        script = (
            'mount -t tmpfs -o size="$3" tmpfs "$1" && cp -r "$2/." "$1" && exec "$0" -m tests.desk_process "$1" "$4"'
        )
        arguments = [sys.executable, str(disk), str(profile), f"{megabytes}m", PASSWORD]
        self._process = subprocess.Popen(
            [*own_namespaces(), "sh", "-c", script, *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        self.said = []
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="desk-child")
        self._reader.start()
        self._ballast = Path(f"/proc/{self.pid}/root{disk}/ballast")

    def fill_disk(self) -> None:
        with contextlib.suppress(OSError), self._ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))

    def free_disk(self) -> None:
        self._ballast.unlink()


def _is_up(caller: SippProcess) -> bool:
    return not [message for message in caller.messages() if message.first_line.startswith("BYE")]


def test_a_disk_that_is_full_in_a_call_is_said_the_call_goes_on_and_the_notes_are_saved_later(
    profile: Path, tmp_path: Path, exchange: Registrar
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    child = SmallDiskChild(profile, disk, 8)
    try:
        child.wait("registration", state="registered")
        child.tell("ready")
        child.wait("agent", state="ready")
        with calling("agent", exchange.trunk_address, Caller(number=ANNA)) as caller:
            key = child.wait("offered")["key"]
            child.tell(f"answer {key}")
            child.wait("item", key=key, state="active")
            child.fill_disk()
            child.tell(f"notes {key} {NOTES}")
            said = child.wait("notice", key="store")
            assert "The disk is full" in said["text"]
            assert _is_up(caller)
            child.free_disk()
            child.wait("saved", key=key)
            assert _is_up(caller)
            child.tell(f"hang_up {key}")
            caller.wait_for_message("BYE")
            child.tell(f"finish {key}")
            assert child.wait("finished", key=key)["notes"].strip() == NOTES.strip()
        assert child.leave() == 0
    finally:
        if child._process.poll() is None:
            child.kill()


@contextlib.contextmanager
def _in_a_call(profile: Path, exchange: Registrar) -> Iterator[tuple[OpenDesk, SippProcess, str]]:
    with opened(profile, PASSWORD) as desk:
        desk.register()
        desk.go_ready()
        with calling("agent", exchange.trunk_address, Caller(number=ANNA)) as caller:
            key = desk.item(InteractionState.OFFERED).key
            desk.services.phone.answer(key)
            desk.item(InteractionState.ACTIVE)
            yield desk, caller, key


def _told(desk: OpenDesk) -> list[str]:
    return [notice.text for notice in desk.desk.notices.notices if notice.key in ("store", "failure")]


def test_a_store_that_is_locked_in_a_call_is_said_and_everything_is_written_when_it_is_free(
    qapp: QApplication, profile: Path, exchange: Registrar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "RETRY_MILLISECONDS", 100)
    with _in_a_call(profile, exchange) as (desk, caller, key):
        wait_for(lambda: desk.row(key).answered_at is not None, "the answer in the store")
        other = sqlite3.connect(profile / "parley.db", isolation_level=None, timeout=30)
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
        desk.services.interactions.write_notes(key, NOTES)
        wait_for(lambda: any("locked" in text for text in _told(desk)), "the words")
        assert _is_up(caller)
        desk.services.phone.hang_up(key)
        caller.wait_for_message("BYE")
        wait_for(lambda: desk.services.phone.call(key) is None, "the end")
        assert (desk.row(key).notes, desk.row(key).ended_at) == ("", None)
        other.rollback()
        other.close()
        monkeypatch.setattr(database, "BUSY_SECONDS", 30)
        wait_for(lambda: desk.row(key).notes == NOTES, "the notes")
        wait_for(lambda: desk.row(key).state is InteractionState.WRAP_UP, "the end")
        wait_for(lambda: not _told(desk), lambda: f"the notice's end: {_told(desk)}")


def test_a_store_that_is_damaged_in_a_call_is_said_and_the_call_goes_on(
    qapp: QApplication, profile: Path, exchange: Registrar, log_watch: LogWatch
) -> None:
    with _in_a_call(profile, exchange) as (desk, caller, key):
        wait_for(lambda: desk.row(key).answered_at is not None, "the answer in the store")
        file = profile / "parley.db"
        for part in (file, profile / "parley.db-wal"):
            with part.open("r+b") as damaged:
                damaged.seek(100)
                damaged.write(b"\xa5" * (part.stat().st_size - 100))
        desk.services.interactions.write_notes(key, NOTES)
        wait_for(lambda: any("damaged" in text for text in _told(desk)), lambda: f"the words: {_told(desk)}")
        assert _is_up(caller)
        call = desk.services.phone.call(key)
        assert call is not None
        assert call.state is CallState.ACTIVE
        assert desk.item().interaction.notes == NOTES
        desk.services.phone.hang_up(key)
        caller.wait_for_message("BYE")
        turn(0.3)


def test_a_store_that_is_damaged_at_the_start_is_said_and_left_as_it_is(
    qapp: QApplication, profile: Path, log_watch: LogWatch
) -> None:
    file = profile / "parley.db"
    file.write_bytes(b"\xa5" * 40_000)
    (profile / "parley.db-wal").unlink(missing_ok=True)
    desk = OpenDesk(profile, PASSWORD)
    said: list[str] = []
    desk.desk.failed.connect(lambda error: said.append(f"{error.text} {error.hint}"))
    assert desk.desk.instance.claim()
    desk.desk.start()
    wait_for(lambda: bool(said), "the words")
    assert "is damaged or is not a Parley store" in said[0]
    assert "backup" in said[0]
    desk.desk.shut_down()
    desk.desk.deleteLater()
    assert file.read_bytes() == b"\xa5" * 40_000
