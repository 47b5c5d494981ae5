"""Tags of a conversation: put to it by the finder, shown below its head, taken away by a click, and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.handing.finder import Finder
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.main_window import MainWindow
from tests.ui.conversation.conftest import Open
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, Stage


@pytest.fixture
def number(stage: Stage, box: Mailbox) -> int:
    other, _ = box.arrive("Bob <bob@mail.example>", "A table", "x")
    stage.store.tag_written(other, ("Warranty", "legal"))
    made, _ = box.arrive("Anna <anna.nowak@mail.example>", "A chair", "x")
    box.take(made)
    return made


def _finder(pane: ConversationPane) -> Finder:
    found = pane.orders.finder
    assert found is not None
    return found


def _tags(stage: Stage, number: int) -> tuple[str, ...]:
    row = stage.store.work_row(number, AGENT)
    assert row is not None
    return row.tags


def test_a_tag_is_found_or_made_shown_and_taken_away_again(
    window: MainWindow, stage: Stage, number: int, open_one: Open, qtbot: QtBot
) -> None:
    pane = open_one(number)
    assert pane.tags.isHidden()
    window.keys.action("tag").trigger()
    finder = _finder(pane)
    qtbot.waitUntil(lambda: finder.titles == ("Warranty", "legal"))
    QTest.keyClicks(finder.field, "war")
    assert finder.titles == ("Warranty", "war")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [chip.tag for chip in pane.tags.chips] == ["Warranty"])
    assert pane.tags.isVisible()
    pane.tags.add_button.click()
    _finder(pane).field.setText("späte  Antwort ")
    qtbot.waitUntil(lambda: _finder(pane).titles == ("späte Antwort",))
    QTest.keyClick(_finder(pane).field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _tags(stage, number) == ("späte Antwort", "Warranty"))
    qtbot.waitUntil(lambda: len(pane.tags.chips) == 2)
    pane.tags.chips[1].click()
    qtbot.waitUntil(lambda: _tags(stage, number) == ("späte Antwort",))
    qtbot.waitUntil(lambda: any("Warranty" in one.text for one in stage.services.notices.notices))
    stage.services.notices.act("work.undo")
    qtbot.waitUntil(lambda: _tags(stage, number) == ("späte Antwort", "Warranty"))


def test_one_that_is_on_it_stands_first_and_is_taken_away(
    window: MainWindow, stage: Stage, number: int, open_one: Open, qtbot: QtBot
) -> None:
    stage.store.tag_written(number, ("legal",))
    pane = open_one(number)
    qtbot.waitUntil(lambda: [chip.tag for chip in pane.tags.chips] == ["legal"])
    window.keys.action("tag").trigger()
    qtbot.waitUntil(lambda: _finder(pane).titles == ("legal", "Warranty"))
    QTest.keyClick(_finder(pane).field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _tags(stage, number) == ())
    qtbot.waitUntil(pane.tags.isHidden)


def test_what_differs_by_case_alone_is_no_new_tag(
    window: MainWindow, stage: Stage, number: int, open_one: Open, qtbot: QtBot
) -> None:
    pane = open_one(number)
    window.keys.action("tag").trigger()
    finder = _finder(pane)
    qtbot.waitUntil(lambda: finder.titles == ("Warranty", "legal"))
    QTest.keyClicks(finder.field, "WARRANTY")
    assert finder.titles == ("Warranty",)


def test_the_row_says_its_tags_where_nothing_matters_more(
    window: MainWindow, stage: Stage, number: int, qtbot: QtBot
) -> None:
    stage.store.tag_written(number, ("legal", "late", "x"))
    stage.services.feed.look()
    model = window.work_list.view.model()
    qtbot.waitUntil(lambda: any(row.tags for row in stage.services.work_list.rows))
    spoken = [str(model.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(model.rowCount())]
    assert any("late +2" in words for words in spoken)


def test_a_closed_conversation_is_tagged_and_untagged_in_the_window_too(
    window: MainWindow, stage: Stage, number: int, open_one: Open, qtbot: QtBot
) -> None:
    stage.store.tag_written(number, ("legal",))
    pane = open_one(number)
    stage.services.conversations.several.close((number,), "")
    qtbot.waitUntil(lambda: pane.head.end_button.text() == "Reopen")
    assert [chip.tag for chip in pane.tags.chips] == ["legal"]
    assert any(action.text().startswith("Tags…") for action in pane.more_menu().actions())
    window.keys.action("tag").trigger()
    qtbot.waitUntil(lambda: _finder(pane).titles == ("legal", "Warranty"))
    QTest.keyClicks(_finder(pane).field, "war")
    QTest.keyClick(_finder(pane).field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [chip.tag for chip in pane.tags.chips] == ["legal", "Warranty"])
    pane.tags.chips[0].click()
    qtbot.waitUntil(lambda: [chip.tag for chip in pane.tags.chips] == ["Warranty"])
    assert stage.store.tags_of(number) == ("Warranty",)
    assert stage.store.work_row(number, AGENT) is None
