"""Files that are still being read when their letter is sent, left or closed over: they go with it all the same.

The network's workers are held for as long as a test wants: a slow share would hold them as well, but not for so long.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.channels.email.parse import read_mail
from desktop.domain.written import DraftKind
from desktop.services.notices import Notices
from desktop.services.saving.unread import UnreadFiles
from desktop.services.tasks import WORKERS, Lane
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.dialogs import WaitDialog
from desktop.ui.main_window import MainWindow
from tests.ui.conversation.conftest import Open
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, Stage
from tests.ui.test_leaving import close_by_hand

PAPER = b"%PDF" * 500


def mine(box: Mailbox, subject: str = "Where is my chair?") -> int:
    number, _ = box.arrive("Anna Nowak <anna.nowak@mail.example>", subject, "It is late.")
    box.take(number)
    return number


class Share:
    """Where files lie, and nobody answers until `answer`."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self._folder, self._gate = folder, threading.Event()
        for _ in range(WORKERS[Lane.NET]):
            stage.services.tasks.run(Lane.NET, lambda: self._gate.wait(30), owner=stage.services.notices)

    def file(self, name: str = "label.pdf", content: bytes = PAPER) -> str:
        (self._folder / name).write_bytes(content)
        return str(self._folder / name)

    def answer(self) -> None:
        self._gate.set()


@pytest.fixture
def share(stage: Stage, tmp_path: Path) -> Iterator[Share]:
    made = Share(stage, tmp_path)
    yield made
    made.answer()


@pytest.fixture
def number(box: Mailbox) -> int:
    return mine(box)


@pytest.fixture
def pane(number: int, open_one: Open) -> ConversationPane:
    made = open_one(number)
    made.composer.editor.insertPlainText("Here it is.")
    return made


def sent(stage: Stage) -> list[tuple[str, list[str]]]:
    """The words of each letter on its way, and its files by name."""
    raw = [stage.store.raw_message(one.message_id or 0) for one in stage.store.outbox(AGENT)]
    return [(read.text.strip(), sorted(file.name for file in read.attachments)) for read in map(read_mail, raw)]


def test_a_letter_waits_for_its_files_and_takes_them_along(
    pane: ConversationPane, stage: Stage, share: Share, qtbot: QtBot
) -> None:
    composer = pane.composer
    composer.attach([share.file("label.pdf"), share.file("plan.pdf")])
    composer.send()
    assert composer.waiting.isVisible()
    assert not composer.send_button.isEnabled()
    assert sent(stage) == []
    composer.editor.insertPlainText(" Both.")  # what is typed meanwhile goes, too
    share.answer()
    qtbot.waitUntil(lambda: bool(sent(stage)))
    ((text, files),) = sent(stage)
    assert text.startswith("Here it is. Both.")
    assert files == ["label.pdf", "plan.pdf"]
    qtbot.waitUntil(lambda: composer.draft is not None and not composer.draft.text)
    assert not composer.waiting.isVisible()


def test_a_letter_that_waits_may_be_kept_back(pane: ConversationPane, stage: Stage, share: Share, qtbot: QtBot) -> None:
    composer = pane.composer
    composer.attach([share.file()])
    composer.send()
    composer.waiting.stop_button.click()
    assert not composer.waiting.isVisible()
    assert composer.send_button.isEnabled()
    share.answer()
    qtbot.waitUntil(lambda: composer.draft is not None and len(composer.draft.files) == 1)
    assert sent(stage) == []


def test_it_is_sent_with_its_files_while_another_conversation_is_shown(
    pane: ConversationPane, stage: Stage, share: Share, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    pane.composer.attach([share.file()])
    pane.composer.send()
    open_one(mine(box, subject="Another"))
    pane.composer.editor.insertPlainText("Something else.")
    share.answer()
    qtbot.waitUntil(lambda: bool(sent(stage)))
    ((text, files),) = sent(stage)
    assert text.startswith("Here it is.")
    assert files == ["label.pdf"]
    assert pane.composer.editor.toPlainText() == "Something else."


def test_who_comes_back_to_it_sees_that_it_waits(
    pane: ConversationPane, stage: Stage, share: Share, box: Mailbox, open_one: Open, number: int, qtbot: QtBot
) -> None:
    pane.composer.attach([share.file()])
    pane.composer.send()
    open_one(mine(box, subject="Another"))
    assert not pane.composer.waiting.isVisible()
    open_one(number)
    assert pane.composer.waiting.isVisible()
    share.answer()
    qtbot.waitUntil(lambda: [files for _, files in sent(stage)] == [["label.pdf"]])


def test_a_file_comes_into_the_draft_it_was_given_to_though_that_is_not_shown_any_more(
    pane: ConversationPane, stage: Stage, share: Share, box: Mailbox, open_one: Open, number: int, qtbot: QtBot
) -> None:
    pane.composer.attach([share.file()])
    open_one(mine(box, subject="Another"))
    share.answer()

    def kept() -> list[str]:
        draft = stage.store.draft(number, AGENT, DraftKind.REPLY)
        return [file.name for file in draft.files] if draft is not None else []

    qtbot.waitUntil(lambda: kept() == ["label.pdf"])
    assert pane.composer.draft is not None
    assert pane.composer.draft.files == ()  # the one that is shown has none
    open_one(number)
    assert pane.composer.files.isVisible()


def test_a_file_that_cannot_be_read_keeps_its_letter_back(
    pane: ConversationPane, stage: Stage, share: Share, qtbot: QtBot
) -> None:
    composer = pane.composer
    composer.attach([share.file(), "/nowhere/plan.pdf"])
    composer.send()
    share.answer()
    notices = stage.services.notices
    qtbot.waitUntil(lambda: any("was not sent" in notice.text for notice in notices.notices))
    assert any("plan.pdf" in notice.text for notice in notices.notices)
    assert sent(stage) == []
    assert composer.draft is not None
    assert [file.name for file in composer.draft.files] == ["label.pdf"]
    assert composer.send_button.isEnabled()  # without it, if that is what is wanted


def test_the_window_closes_by_itself_when_the_letter_is_on_its_way(
    window: MainWindow, pane: ConversationPane, stage: Stage, share: Share, qtbot: QtBot
) -> None:
    pane.composer.attach([share.file()])
    pane.composer.send()
    close_by_hand(window)
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, WaitDialog)
    assert window.isVisible()
    share.answer()
    qtbot.waitUntil(lambda: not window.isVisible())
    qtbot.waitUntil(lambda: [files for _, files in sent(stage)] == [["label.pdf"]])


def test_the_window_stays_when_the_letter_could_not_be_sent(
    window: MainWindow, pane: ConversationPane, share: Share, qtbot: QtBot
) -> None:
    pane.composer.attach(["/nowhere/plan.pdf"])
    pane.composer.send()
    close_by_hand(window)
    assert isinstance(QApplication.activeModalWidget(), WaitDialog)
    share.answer()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert window.isVisible()


def test_a_draft_that_is_thrown_away_is_not_there_again_with_its_file(
    pane: ConversationPane, stage: Stage, share: Share, number: int, qtbot: QtBot
) -> None:
    pane.composer.attach([share.file()])
    pane.composer.send()
    stage.services.composing.discard(number, DraftKind.REPLY)
    assert not pane.composer.waiting.isVisible()
    share.answer()
    qtbot.waitUntil(lambda: pane.composer.draft is not None)
    QTest.qWait(0)
    done: list[bool] = []
    stage.services.tasks.run(Lane.NET, lambda: True, owner=pane, done=done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert sent(stage) == []
    assert pane.composer.draft is not None
    assert pane.composer.draft.files == ()


def test_who_is_logged_off_has_what_could_be_read_and_is_told_of_the_rest(
    pane: ConversationPane, stage: Stage, share: Share, tmp_path: Path
) -> None:
    letters, unread, told = pane.composer.draft_files, UnreadFiles(tmp_path / "state" / "unread.json"), Notices()
    pane.composer.attach([share.file("label.pdf"), share.file("plan.pdf")])
    unread.patience_ms = 20
    unread.wait(lambda: letters.unread)
    UnreadFiles(tmp_path / "state" / "unread.json").tell(told)
    (notice,) = told.notices
    words = "Parley ended before “label.pdf”, “plan.pdf” could be read: not in “Re: Where is my chair?”."
    assert notice.text == words
    again = Notices()
    unread.tell(again)
    assert again.notices == ()
    share.answer()
    unread.patience_ms = 30_000
    unread.wait(lambda: letters.unread)
    unread.tell(again)
    assert again.notices == ()
    draft = pane.composer.draft
    assert draft is not None
    assert sorted(one.name for one in draft.files) == ["label.pdf", "plan.pdf"]
