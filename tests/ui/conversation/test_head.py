"""Above a conversation: the subject has the room, the time that is left is drawn and told in full."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from desktop.domain.channel import Direction
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.written import Participant, Role
from desktop.ui.main_window import MainWindow
from tests.ui.conversation.conftest import Open
from tests.ui.mails import SHOP, Mailbox
from tests.ui.stage import Stage


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


def test_what_we_began_ourselves_is_no_contact_of_theirs_and_older_than_today(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    jo = "jo@reader.example"
    mails = (Address(kind=AddressKind.EMAIL, value=jo, typed=jo),)
    stage.store.save_customer(Customer(name="Jo Reader", addresses=mails))
    first = box._mail("Jo <jo@reader.example>", "Your chair", "It comes.", 9 * 24 * 60, "", "", "", ())
    people = ((Role.FROM, Participant(address=SHOP)), (Role.TO, Participant(address=jo)))
    number = box.deliver(replace(first, direction=Direction.OUTBOUND, participants=people))
    box.take(number)
    open_one(number)
    sidebar = window.sidebar
    qtbot.waitUntil(lambda: sidebar.head.name == "Jo Reader")
    qtbot.waitUntil(lambda: sidebar.history.facts == "nothing before this conversation")
    asked, _ = box.arrive("Jo <jo@reader.example>", "Another thing", "What does it weigh?", minutes_ago=60)
    box.take(asked)
    open_one(asked)
    qtbot.waitUntil(lambda: sidebar.history.facts.startswith("1 since "))
    stage.store.close_written(asked, "")
    stage.services.feed.look()
    open_one(number)
    qtbot.waitUntil(lambda: sidebar.written is not None and sidebar.written.id == number)
    qtbot.waitUntil(lambda: sidebar.history._current == number)
    assert not sidebar.head.recent.isVisible()
