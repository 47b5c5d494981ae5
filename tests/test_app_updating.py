"""A desk whose store is of an earlier version: the window stands, says how far the update is, and may be closed."""

import json
import time
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.errors import DesktopError
from desktop.numbering import PhoneNumbering
from desktop.services.lanes import store_to_come
from desktop.store import open_store, opening
from desktop.store.progress import Progress
from tests.telephony.desks import wait_for
from tests.test_app import opened


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "settings.json").write_text(json.dumps({"account.servers": ["127.0.0.1"], "account.user": "agent"}))
    known = opening.known_revisions()
    with monkeypatch.context() as earlier:
        earlier.setattr(opening, "known_revisions", lambda: known[:1])
        open_store(tmp_path / "parley.db", PhoneNumbering("PL")).close()
    return tmp_path


def _copy_of_a_large_store(_path: Path, _target: Path, progress: Progress) -> None:
    """Takes as long as somebody waits for it; one that really does cannot be had here."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        progress.reach(0.3)
        Event().wait(0.005)


def test_the_window_says_how_far_an_update_is_and_closing_it_takes_the_update_back(
    qapp: QApplication, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = profile / "parley.db"
    before = path.read_bytes()
    monkeypatch.setattr(store_to_come, "FIRST_SECONDS", 0.0)
    monkeypatch.setattr(store_to_come, "EACH_SECONDS", 0.05)
    monkeypatch.setattr(opening, "_copy", _copy_of_a_large_store)
    failures: list[DesktopError] = []
    with opened(profile) as desk:
        desk.desk.failed.connect(failures.append)
        window = desk.desk.window
        assert window is not None
        wait_for(lambda: any("30 %" in notice.hint for notice in desk.services.notices.notices), "how far it is")
        assert any("brought up to date" in said for said in window.notice_stack.texts)
        desk.desk.shut_down()
        assert (desk.desk.store, failures) == (None, [])
    assert path.read_bytes() == before
    monkeypatch.undo()  # or this one would take long as well
    open_store(path, PhoneNumbering("PL")).close()
