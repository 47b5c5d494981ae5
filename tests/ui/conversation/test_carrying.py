"""A file of a message is carried out of it by the pointer. Without a screen a drag ends at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.attachment_chip import AttachmentChip
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.conversation.preview import carrying, looking
from desktop.ui.main_window import MainWindow
from tests.ui.conversation.conftest import Open
from tests.ui.mails import File, Mailbox

PLAN: File = ("../plan.txt", "text/plain", b"Two chairs, one table.")
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def carried(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    urls: list[QUrl] = []

    class Told(QDrag):
        def exec(self, *actions: Qt.DropAction) -> Qt.DropAction:
            urls.extend(self.mimeData().urls())
            return super().exec(*actions)

    monkeypatch.setattr(carrying, "QDrag", Told)
    return urls


def opened_with(box: Mailbox, open_one: Open, *files: File) -> ConversationPane:
    number, _ = box.arrive("Anna <anna@mail.example>", "Plan", "Here it is.", files=files)
    box.take(number)
    return open_one(number)


def pull(window: MainWindow, chip: AttachmentChip, far: int) -> QPoint:
    """Press it and move so many pixels; where the pointer is then."""
    handle, place = window.windowHandle(), chip.mapTo(window, QPoint(12, 12))
    QTest.mousePress(handle, LEFT, NO_KEY, place)
    place += QPoint(far, 0)
    QTest.mouseMove(handle, place)
    return place


def test_a_file_is_carried_as_a_file_under_its_name_and_can_be_let_go_in_an_answer(
    window: MainWindow, box: Mailbox, open_one: Open, carried: list[QUrl], qtbot: QtBot
) -> None:
    pane = opened_with(box, open_one, PLAN)
    place = pull(window, pane.transcript.cards[0].files[0], 40)
    qtbot.waitUntil(lambda: bool(carried))
    QTest.mouseRelease(window.windowHandle(), LEFT, NO_KEY, place)
    file = Path(carried[0].toLocalFile())
    assert file.name == "plan.txt"
    assert file.read_bytes() == PLAN[2]
    assert file.stat().st_mode & 0o111 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
    composer, dropped = pane.composer, QMimeData()
    dropped.setUrls(carried)
    composer.editor.insertFromMimeData(dropped)
    qtbot.waitUntil(lambda: composer.draft is not None and [one.name for one in composer.draft.files] == ["plan.txt"])
    assert not pane.looking.is_looking


def test_what_can_do_harm_is_said_so_and_not_carried(
    window: MainWindow, box: Mailbox, open_one: Open, carried: list[QUrl], qtbot: QtBot
) -> None:
    pane = opened_with(box, open_one, ("plan.exe", "application/octet-stream", b"MZ"))
    place = pull(window, pane.transcript.cards[0].files[0], 40)
    qtbot.waitUntil(lambda: pane.looking.is_looking and pane.looking._preview is not None)
    QTest.mouseRelease(window.windowHandle(), LEFT, NO_KEY, place)
    assert carried == []


def test_what_was_let_go_before_it_was_read_is_not_carried_and_not_looked_at(
    window: MainWindow,
    box: Mailbox,
    open_one: Open,
    carried: list[QUrl],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pane = opened_with(box, open_one, PLAN)
    asked: list[str] = []

    def carry(path: str, source: QWidget) -> None:
        carrying.carry(path, source)
        asked.append(path)

    monkeypatch.setattr(looking, "carry", carry)
    place = pull(window, pane.transcript.cards[0].files[0], 40)
    QTest.mouseMove(window.windowHandle(), place + QPoint(2, 0))  # still above it
    QTest.mouseRelease(window.windowHandle(), LEFT, NO_KEY, place)
    qtbot.waitUntil(lambda: bool(asked))
    assert carried == []
    assert not pane.looking.is_looking


def test_a_hand_that_trembles_still_presses(
    window: MainWindow, box: Mailbox, open_one: Open, carried: list[QUrl], qtbot: QtBot
) -> None:
    pane = opened_with(box, open_one, PLAN)
    place = pull(window, pane.transcript.cards[0].files[0], 3)
    QTest.mouseRelease(window.windowHandle(), LEFT, NO_KEY, place)
    qtbot.waitUntil(lambda: pane.looking.is_looking)
    assert carried == []
