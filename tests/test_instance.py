"""One desk a profile."""

from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.instance import Instance


def test_a_second_start_raises_the_first_and_ends(qapp: QObject, tmp_path: Path, qtbot: QtBot) -> None:
    first, second, elsewhere = Instance(tmp_path), Instance(tmp_path), Instance(tmp_path / "other")
    assert first.claim()
    with qtbot.waitSignal(first.raise_asked):
        assert not second.claim()
    assert elsewhere.claim()
    elsewhere.release()
    first.release()
    assert second.claim()
    second.release()


def test_asking_whether_one_runs_raises_nothing(qapp: QObject, tmp_path: Path, qtbot: QtBot) -> None:
    first = Instance(tmp_path)
    assert not first.is_running()
    assert first.claim()
    with qtbot.assertNotEmitted(first.raise_asked, wait=100):
        assert Instance(tmp_path).is_running()
    first.release()


def test_what_a_killed_desk_left_does_not_keep_the_next_from_starting(qapp: QObject, tmp_path: Path) -> None:
    killed = Instance(tmp_path)
    left = Path(killed._name)
    left.touch()
    assert killed.claim()
    killed.release()
