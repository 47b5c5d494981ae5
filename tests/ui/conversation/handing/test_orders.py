"""Work given to a colleague or a queue, ended with how it ended, and each taken back by the notice's button."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.agent import AgentState, AgentStatus
from desktop.domain.channel import Direction
from desktop.domain.interaction import InteractionState
from desktop.domain.written import DraftKind
from desktop.services.tasks import Lane
from desktop.ui.conversation.handing.finder import Finder
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.buttons import Button
from tests.ui.conftest import settle
from tests.ui.conversation.conftest import Open
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, Stage

ANNA = "Anna Nowak <anna.nowak@mail.example>"


@pytest.fixture
def colleagues(stage: Stage) -> None:
    now = datetime.now(UTC)
    stage.store.record_status("Zofia Lis", AgentStatus(state=AgentState.READY, since=now))
    stage.store.record_status("Adam Wilk", AgentStatus(state=AgentState.LOGGED_OUT, since=now))


def _mine(box: Mailbox, subject: str = "Where is my chair?") -> int:
    number, _ = box.arrive(ANNA, subject, "It is late.")
    box.take(number)
    return number


def _finder(pane: ConversationPane) -> Finder:
    found = pane.orders.finder
    assert found is not None
    return found


def _press(window: MainWindow, name: str) -> None:
    window.keys.action(name).trigger()


def _undo(stage: Stage) -> None:
    stage.services.notices.act("work.undo")


@pytest.mark.usefixtures("colleagues")
def test_work_goes_to_a_colleague_with_a_comment_and_comes_back(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = _mine(box)
    pane = open_one(number)
    _press(window, "give")
    finder = _finder(pane)
    qtbot.waitUntil(lambda: "Zofia Lis" in finder.titles)
    assert finder.titles.index("Zofia Lis") < finder.titles.index("Adam Wilk")  # who is not there comes last
    assert AGENT not in finder.titles
    QTest.keyClicks(finder.field, "zof")
    assert finder.titles == ("Zofia Lis",)
    QTest.keyClicks(finder.comment, "Do you know this chair?")
    QTest.keyClick(finder.comment, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.head.whose.text == "Assigned to Zofia Lis")
    row = stage.store.work_row(number, "Zofia Lis")
    assert row is not None
    assert row.is_unread
    assert pane.width() < 640
    assert (pane.head.below.isVisible(), pane.head.below.text) == (True, "Assigned to Zofia Lis")
    assert pane.head.subject.width() > pane.width() / 3  # whose it is takes nothing from what it is about
    note = stage.store.conversation(number).messages[-1].message
    assert (note.direction, note.author) == (Direction.INTERNAL, AGENT)
    assert note.body == "To Zofia Lis: Do you know this chair?"
    qtbot.waitUntil(lambda: any("Zofia Lis" in one.text for one in stage.services.notices.notices))
    _undo(stage)
    qtbot.waitUntil(lambda: pane.head.whose.text == "Assigned to you")


@pytest.mark.usefixtures("colleagues")
def test_work_goes_to_another_queue_or_back(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number, other = _mine(box), _mine(box, "Another")
    stage.store.move_to_queue(other, "Complaints")
    pane = open_one(number)
    _press(window, "give")
    qtbot.waitUntil(lambda: "Complaints" in _finder(pane).titles)
    QTest.keyClicks(_finder(pane).field, "compl")
    QTest.keyClick(_finder(pane).field, Qt.Key.Key_Return)

    def queue() -> str:
        row = stage.store.work_row(number, AGENT)
        return row.queue if row is not None else ""

    qtbot.waitUntil(lambda: queue() == "Complaints")
    qtbot.waitUntil(lambda: pane.head.whose.text == "Nobody has it")
    qtbot.waitUntil(lambda: bool(stage.services.notices.notices))
    _undo(stage)
    qtbot.waitUntil(lambda: pane.head.whose.text == "Assigned to you")
    assert queue() != "Complaints"
    _press(window, "own")
    qtbot.waitUntil(lambda: pane.head.whose.text == "Nobody has it")
    _press(window, "own")
    qtbot.waitUntil(lambda: pane.head.whose.text == "Assigned to you")


def test_it_is_ended_by_words_and_opened_again(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = _mine(box)
    pane = open_one(number)
    pane.composer.editor.setFocus()
    owed = stage.store.work_row(number, AGENT)
    _press(window, "end")
    chosen = stage.services.interactions.dispositions[1]
    QTest.keyClicks(_finder(pane).field, chosen.label[:4])
    assert chosen.label in _finder(pane).titles
    QTest.keyClick(_finder(pane).field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.head.whose.text == "Closed")
    interaction = stage.store.interaction(number)
    assert interaction is not None
    assert (interaction.state, interaction.disposition) == (InteractionState.CLOSED, chosen.code)
    assert pane.composer.editor.hasFocus()
    (undo,) = (one for one in window.notice_stack.findChildren(Button) if one.text() == "Undo")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert pane.composer.editor.hasFocus()  # the button is gone, and Qt would turn to the next of the window
    qtbot.waitUntil(lambda: pane.head.whose.text == "Assigned to you")
    row = stage.store.work_row(number, AGENT)
    assert row is not None
    assert owed is not None
    assert row.due_at == owed.due_at is not None


def test_who_closes_it_by_its_button_opens_it_again_by_no_stray_key_and_its_row_comes_back_chosen(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    other, number = _mine(box, "Another"), _mine(box)
    pane, work = open_one(number), window.work_list
    QTest.mouseClick(pane.head.end_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(_finder(pane).field, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: pane.head.end_button.text() == "Reopen" and len(stage.services.work_list.rows) == 1)
    assert pane.transcript.hasFocus()
    assert not work.view.currentIndex().isValid()  # nor is its neighbour opened
    qtbot.waitUntil(lambda: bool(stage.services.notices.notices))
    _undo(stage)
    qtbot.waitUntil(lambda: len(stage.services.work_list.rows) == 2)
    assert work.written is not None
    assert work.written.interaction_id == number == pane.interaction_id != other
    assert len(work.view.selectionModel().selectedRows()) == 1


def test_who_closes_it_after_a_colleague_is_told_and_both_results_are_read(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = _mine(box)
    pane = open_one(number)
    first, second = stage.services.interactions.dispositions[:2]
    _press(window, "end")
    stage.store.close_written(number, first.code, "Zofia Lis")  # her desk was faster than the feed
    QTest.keyClicks(_finder(pane).field, second.label[:4])
    QTest.keyClick(_finder(pane).field, Qt.Key.Key_Return)
    told = f"Zofia Lis closed it as “{first.label}” a moment before you."
    qtbot.waitUntil(lambda: told in [one.text for one in stage.services.notices.notices])
    qtbot.waitUntil(lambda: len(pane.facts.endings) == 2)
    hers, mine = (line.text for line in pane.facts.endings)
    assert hers.startswith(f"Closed as “{first.label}” by Zofia Lis (Today, ")
    assert mine.startswith(f"{AGENT} chose “{second.label}” a moment later (")
    _press(window, "end")
    qtbot.waitUntil(lambda: f"Opened again by {AGENT}" in pane.facts.endings[0].text)
    assert stage.store.work_row(number, AGENT) is not None


def test_a_result_is_wanted_where_wrap_up_wants_one(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open
) -> None:
    pane = open_one(_mine(box))
    _press(window, "end")
    assert "Close without a result" in _finder(pane).titles
    stage.services.settings.set("wrap_up.required", True)
    _press(window, "end")
    assert "Close without a result" not in _finder(pane).titles


def test_escape_leaves_the_finder_and_changes_nothing(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = _mine(box)
    pane = open_one(number)
    pane.focus_editor()
    _press(window, "end")
    QTest.keyClick(_finder(pane).field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: pane.orders.finder is None)
    assert stage.store.work_row(number, AGENT) is not None
    assert pane.composer.editor.hasFocus()
    _press(window, "end")
    window.work_list.view.setFocus()
    qtbot.waitUntil(lambda: pane.orders.finder is None)
    assert window.work_list.view.hasFocus()


def test_a_list_without_a_chosen_row_opens_nothing_when_the_finder_is_left(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    first, second = _mine(box), _mine(box, "Another")
    pane = open_one(second)
    window.work_list.view.setFocus()
    stage.store.assign(second, "Jan Kos", by=AGENT)
    stage.services.feed.look()
    qtbot.waitUntil(lambda: [row.interaction_id for row in stage.services.work_list.rows] == [first])
    _press(window, "give")
    QTest.keyClick(_finder(pane).field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: pane.orders.finder is None)
    settle(stage, qtbot)
    assert pane.interaction_id == second
    assert not window.work_list.view.currentIndex().isValid()


def test_two_conversations_become_one_and_two_again(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    first, second = _mine(box, "Order 10-1"), _mine(box, "Order 10-2")
    pane = open_one(first)
    _press(window, "merge")
    qtbot.waitUntil(lambda: _finder(pane).titles == ("Order 10-2",))
    QTest.keyClick(_finder(pane).field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    merged = stage.store.work_row(second, AGENT)
    assert merged is not None
    assert merged.interaction_id == first
    assert [line.words for line in pane.facts.lines] == [f"{AGENT} merged “Order 10-2” with this."]
    qtbot.waitUntil(lambda: bool(stage.services.notices.notices))
    _undo(stage)
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 1)
    row = stage.store.work_row(second, AGENT)
    assert row is not None
    assert row.interaction_id == second
    qtbot.waitUntil(lambda: not pane.facts.lines)


def test_what_was_merged_is_parted_by_the_button_of_its_line(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    first, second = _mine(box, "Order 10-1"), _mine(box, "Order 10-2")
    stage.store.merge_written(first, second, "Jan Kos")
    pane = open_one(first)
    qtbot.waitUntil(lambda: len(pane.facts.lines) == 1)
    pane.facts.lines[0].button.click()
    qtbot.waitUntil(lambda: not pane.facts.lines)
    assert [stage.store.work_row(one, AGENT) is not None for one in (first, second)] == [True, True]
    qtbot.waitUntil(lambda: bool(stage.services.notices.notices))
    _undo(stage)
    qtbot.waitUntil(lambda: len(pane.facts.lines) == 1)


def test_who_looks_at_what_a_colleague_merged_elsewhere_sees_the_whole(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    first, second = _mine(box, "Order 10-1"), _mine(box, "Order 10-2")
    pane = open_one(second)
    stage.store.merge_written(first, second, "Jan Kos")
    stage.services.feed.look()
    qtbot.waitUntil(lambda: pane.interaction_id == first)
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)


@pytest.mark.usefixtures("colleagues")
def test_a_colleague_is_named_by_a_few_letters_in_a_note_alone(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = _mine(box)
    pane = open_one(number)
    composer = pane.composer
    composer.editor.setFocus()
    QTest.keyClicks(composer.editor, "@zof")
    assert pane.mentions.list.current is None
    composer.editor.clear()
    composer.kinds._group.button(2).click()
    qtbot.waitUntil(lambda: composer.draft is not None and composer.draft.kind is DraftKind.NOTE)
    QTest.keyClicks(composer.editor, "Please @zof")
    qtbot.waitUntil(lambda: pane.mentions.list.current is not None)
    QTest.keyClick(composer.editor, Qt.Key.Key_Return)
    assert composer.editor.toPlainText() == "Please @Zofia Lis "
    QTest.keyClicks(composer.editor, "look")
    pane.send()
    qtbot.waitUntil(lambda: stage.store.mentioned_by(number, "Zofia Lis") == [AGENT])
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    assert '">@Zofia Lis</span>' in pane.transcript.cards[-1].text.toHtml()  # it stands out


def test_who_asks_is_said_until_one_is_done_with_it(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    stage.store.record_status(AGENT, AgentStatus(state=AgentState.READY, since=datetime.now(UTC)))
    number, _ = box.arrive(ANNA, "Where is my chair?", "It is late.")
    stage.store.assign(number, "Jan Kos")
    stage.store.add_note(number, "Jan Kos", f"@{AGENT}, which oak is it?")
    pane = open_one(number)
    qtbot.waitUntil(lambda: [line.words for line in pane.facts.lines] == ["Jan Kos asks you in a note."])
    index = window.work_list.view.model().index(0, 0)
    assert "asks you" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    pane.facts.lines[0].button.click()
    qtbot.waitUntil(lambda: not pane.facts.lines)
    qtbot.waitUntil(lambda: not stage.services.work_list.rows)
    assert window.work_pane.shows_conversation


def _is_read(stage: Stage, number: int) -> bool:
    row = stage.store.work_row(number, AGENT)
    return row is not None and not row.is_unread


def test_what_is_a_colleague_s_is_theirs_to_read(stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot) -> None:
    number = _mine(box)
    pane = open_one(number)
    qtbot.waitUntil(lambda: _is_read(stage, number))  # by being opened, before it is a colleague's
    stage.store.assign(number, "Jan Kos", by=AGENT)
    stage.services.feed.look()
    settle(stage, qtbot)
    assert pane.isVisible()
    row = stage.store.work_row(number, "Jan Kos")
    assert row is not None
    assert row.is_unread


def test_who_closes_what_is_still_being_read_does_not_take_it(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    pane = open_one(_mine(box))
    other, _ = box.arrive("Ben Fox <ben@mail.example>", "Whose is it?", "Nobody has it.")
    pane.show_conversation(other)
    pane.end()
    pane.head.end_button.click()
    done: list[None] = []
    stage.services.tasks.run(Lane.STORE, lambda: None, owner=pane, done=done.append)
    qtbot.waitUntil(lambda: bool(done))
    row = stage.store.work_row(other, AGENT)
    assert row is not None
    assert row.agent == ""
