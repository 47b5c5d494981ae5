"""Above a conversation: the subject has the room, the time that is left is drawn and told in full."""

from pytestqt.qtbot import QtBot

from desktop.ui.main_window import MainWindow
from tests.ui.conversation.conftest import Open
from tests.ui.mails import Mailbox


def test_where_there_is_little_room_the_time_is_said_in_few_words_and_told_in_full(
    window: MainWindow, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number, _ = box.arrive("Anna Nowak <anna.nowak@mail.example>", "Where is my chair?", "Late.", minutes_ago=7 * 60)
    box.take(number)
    due = open_one(number).head.due
    qtbot.waitUntil(lambda: due.text == "1 h 00 late")
    assert due.accessibleName() == due.toolTip() == "answer overdue for 1 h 00"
    window.resize(1700, 900)
    qtbot.waitUntil(lambda: due.text == "answer overdue for 1 h 00")
    assert due.accessibleName() == due.text
    assert due.toolTip() == ""
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: due.text == "1 h 00 late")


def test_the_time_that_is_left_is_drawn_as_a_clock(box: Mailbox, open_one: Open, qtbot: QtBot) -> None:
    number, _ = box.arrive("Anna Nowak <anna.nowak@mail.example>", "Where is my chair?", "Late.", minutes_ago=181)
    box.take(number)
    due = open_one(number).head.due
    qtbot.waitUntil(lambda: due.gone == 0.5)
    with_clock = due.sizeHint().width()
    due.set_text(due.text)
    assert due.sizeHint().width() < with_clock
