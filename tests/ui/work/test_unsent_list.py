"""Drafts and the outbox in the place of the work list."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.written import OutboxState
from desktop.ui.conversation.outgoing_line import OutgoingLine
from desktop.ui.lists.rows import ROW_ROLE, Row
from desktop.ui.main_window import MainWindow
from desktop.ui.work.lists.unsent_line import UnsentKind
from tests.ui import scenes_work
from tests.ui.stage import AGENT, Stage


def wait(qtbot: QtBot) -> scenes_work.Wait:
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()))


def rows(window: MainWindow) -> list[Row]:
    model = window.work_list.unsent.view.model()
    found = [model.index(number, 0).data(ROW_ROLE) for number in range(model.rowCount())]
    return [row for row in found if isinstance(row, Row)]


def test_a_draft_opens_its_conversation_as_what_it_is(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    scenes_work.drafts(stage, window, wait(qtbot))
    composer = window.work_pane.conversation.composer
    qtbot.waitUntil(lambda: composer.draft is not None and composer.draft.text == "Ask the warehouse first.")
    assert str(composer.kind) == "note"
    assert window.work_list.head.title.text() == "Drafts"
    assert [row.badge for row in rows(window)] == ["note", "", "", ""]
    window.work_list.unsent.view.setCurrentIndex(window.work_list.unsent.view.model().index(3, 0))
    qtbot.waitUntil(lambda: composer.draft is not None and composer.draft.text.startswith("Dear Anna"))
    assert str(composer.kind) == "reply"


def test_del_throws_a_draft_away_and_the_notice_brings_it_back_into_the_editor(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    scenes_work.drafts(stage, window, wait(qtbot))
    composer = window.work_pane.conversation.composer
    qtbot.waitUntil(lambda: composer.draft is not None and bool(composer.draft.text))
    QTest.keyClick(window.work_list.unsent.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(rows(window)) == 3)
    qtbot.waitUntil(lambda: composer.draft is not None and not composer.draft.text)
    notice = next(one for one in stage.services.notices.notices if one.key.startswith("discarded."))
    stage.services.notices.act(notice.key)
    qtbot.waitUntil(lambda: len(rows(window)) == 4)
    qtbot.waitUntil(lambda: composer.editor.toPlainText() == "Ask the warehouse first.")


def test_the_outbox_says_how_far_each_is_and_what_can_be_done(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    scenes_work.outbox(stage, window, wait(qtbot))
    unsent = window.work_list.unsent
    qtbot.waitUntil(lambda: rows(window)[0].badge == "not sent")
    assert sorted(row.badge for row in rows(window)) == ["not sent", "scheduled", "waiting", "waiting"]
    assert unsent.words.accessibleName() == "Not sent. Why stands below the message."
    said = [line.words for line in window.work_pane.findChildren(OutgoingLine) if line.isVisible()]
    assert len([words for words in said if "550 5.1.1" in words]) == 1
    (notice,) = [one for one in stage.services.notices.notices if one.key.startswith("outbox.")]
    assert "550 5.1.1" in notice.hint
    assert (unsent.release_button.text(), unsent.recall_button.isVisible()) == ("Try again", True)
    unsent.release_button.click()
    qtbot.waitUntil(lambda: all(row.outgoing.state is OutboxState.WAITING for row in stage.services.unsent.letters))
    scheduled = next(n for n, row in enumerate(rows(window)) if row.badge == "scheduled")
    unsent.view.setCurrentIndex(unsent.view.model().index(scheduled, 0))
    assert unsent.release_button.text() == "Send now"
    drafts = len(stage.services.unsent.drafts)
    unsent.recall_button.click()
    qtbot.waitUntil(lambda: len(stage.services.unsent.letters) == 3)
    qtbot.waitUntil(lambda: len(stage.services.unsent.drafts) == drafts + 1)


def test_what_waits_is_said_under_the_tabs_and_is_one_click_away(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    line = window.work_list.head.unsent
    assert (line.drafts_button.text(), line.outbox_button.text()) == ("Drafts", "Outbox")
    place = line.geometry()
    scenes_work.outbox(stage, window, wait(qtbot))
    window.work_list.head.return_to_work()
    qtbot.waitUntil(lambda: line.outbox_button.text() == "Outbox 4 · not sent 1")
    assert line.geometry() == place  # nothing below it moves
    line.drafts_button.click()
    assert window.work_list.unsent.kind is UnsentKind.DRAFTS
    assert window.work_list.unsent.isVisible()
    window.work_list.head.scopes._group.button(0).click()
    assert not window.work_list.unsent.isVisible()
    assert window.work_list.view.isVisible()


def test_a_ring_brings_the_work_list_back(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    scenes_work.nothing_unsent(stage, window, wait(qtbot))
    assert window.work_list.unsent.isVisible()
    stage.engine.ring("c1", "+48601234567")
    qtbot.waitUntil(lambda: bool(window.work_list.key))
    assert window.work_list.view.isVisible()
    assert window.work_list.head.title.text() == "Work"


def test_a_countdown_runs_without_moving_what_is_chosen(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    scenes_work.outbox(stage, window, wait(qtbot))
    view = window.work_list.unsent.view
    view.setCurrentIndex(view.model().index(1, 0))
    before = rows(window)[1].side
    qtbot.waitUntil(lambda: rows(window)[1].side != before)
    assert view.currentIndex().row() == 1


def test_what_another_desk_wrote_is_listed_and_put_above_by_a_key(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    scenes_work.two_desks(stage, window, wait(qtbot))
    unsent = window.work_list.unsent
    assert [row.badge for row in rows(window)] == ["note", "earlier text", "", "", ""]
    assert rows(window)[1].detail.startswith("The warehouse says")
    assert ", from SUPPORT-PC-07: “The warehouse says" in unsent.words.accessibleName()
    assert unsent.discard_button.isVisible()
    assert unsent.recall_button.text() == "Put it above the draft"
    unsent.recall_button.setFocus()
    QTest.keyClick(unsent.recall_button, Qt.Key.Key_Space)
    composer = window.work_pane.conversation.composer
    qtbot.waitUntil(lambda: composer.editor.toPlainText().startswith("The warehouse says"))
    qtbot.waitUntil(lambda: len(rows(window)) == 4)
    assert composer.editor.toPlainText().endswith("Ask the warehouse first.\nThen write to her.")


def test_del_throws_an_earlier_text_away(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    scenes_work.two_desks(stage, window, wait(qtbot))
    QTest.keyClick(window.work_list.unsent.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: [row.badge for row in rows(window)] == ["note", "", "", ""])
    assert stage.store.earlier_drafts(AGENT) == []
