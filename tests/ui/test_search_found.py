"""What a search found is gone on with: a mail in the middle of the window, a call on the right, known or not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.history import EntryKind, SearchHit
from desktop.domain.interaction import Interaction, InteractionState
from desktop.services.messaging import conversation as conversations
from desktop.ui.main_window import MainWindow
from tests.ui.callers import anna, earlier_contacts
from tests.ui.conftest import settle
from tests.ui.mails import Mailbox
from tests.ui.stage import Stage
from tests.ui.test_search import go_to, type_into

OLGA = "olga@mail.example"


@pytest.fixture
def box(stage: Stage) -> Mailbox:
    return Mailbox(stage)


def known(stage: Stage) -> int:
    address = Address(kind=AddressKind.EMAIL, value="", typed=OLGA)
    saved = stage.store.save_customer(Customer(name="Olga Lis", addresses=(address,)))
    assert saved.id is not None
    return saved.id


def choose_found(window: MainWindow, qtbot: QtBot, words: str) -> SearchHit:
    type_into(window, words)
    go_to(window, qtbot, SearchHit)
    hit = window.top_bar.search.suggestions.current
    assert isinstance(hit, SearchHit)
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    return hit


def is_in_front(window: MainWindow, number: int, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.work_pane.conversation_id == number)
    qtbot.waitUntil(lambda: window.sidebar.written is not None and window.sidebar.written.id == number)


def test_a_known_customers_mail_is_opened_in_the_middle_with_who_it_is_beside_it(
    window: MainWindow, stage: Stage, box: Mailbox, qtbot: QtBot
) -> None:
    olga = known(stage)
    number, _ = box.arrive(f"Olga Lis <{OLGA}>", "A wardrobe", "It creaks like zebrawood.")
    choose_found(window, qtbot, "zebrawood")
    is_in_front(window, number, qtbot)
    qtbot.waitUntil(lambda: window.sidebar.customer_id == olga)


def test_a_mail_of_somebody_unknown_is_opened_by_its_line(
    window: MainWindow, stage: Stage, box: Mailbox, qtbot: QtBot
) -> None:
    number, _ = box.arrive("Who <who@nowhere.example>", "A wardrobe", "It creaks like zebrawood.")
    hit = choose_found(window, qtbot, "zebrawood")
    assert (hit.customer_id, hit.customer_name) == (None, "Who")
    is_in_front(window, number, qtbot)


def test_found_again_while_it_is_in_front_the_right_is_about_it_again(
    window: MainWindow, stage: Stage, box: Mailbox, qtbot: QtBot
) -> None:
    olga = known(stage)
    number, _ = box.arrive(f"Olga Lis <{OLGA}>", "A wardrobe", "It creaks like zebrawood.")
    choose_found(window, qtbot, "zebrawood")
    is_in_front(window, number, qtbot)
    window.sidebar.look_at(anna(stage))
    qtbot.waitUntil(lambda: window.sidebar.customer_id == anna(stage))
    choose_found(window, qtbot, "zebrawood")
    is_in_front(window, number, qtbot)
    qtbot.waitUntil(lambda: window.sidebar.customer_id == olga)


def test_what_was_noted_of_a_chat_without_messages_is_opened_in_the_history_alone(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    (chat,) = earlier_contacts(stage, 1, notes="The zeppelin is moored behind the garage.")
    choose_found(window, qtbot, "zeppelin")
    qtbot.waitUntil(lambda: window.sidebar.history.view.open_key == (EntryKind.INTERACTION, chat))
    assert window.sidebar.customer_id == anna(stage)
    assert not window.work_pane.shows_conversation
    assert "Open the conversation" not in window.sidebar.history.view.details_text


def test_the_number_of_an_unknown_caller_who_was_found_is_shown_and_becomes_a_customer(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    call = Interaction(
        channel=Channel.VOICE,
        direction=Direction.INBOUND,
        state=InteractionState.CLOSED,
        started_at=datetime.now(UTC) - timedelta(hours=1),
        address="+48221234567",
        notes="Asks for a zeppelin.",
    )
    stage.store.add_interaction(call)
    hit = choose_found(window, qtbot, "zeppelin")
    assert (hit.customer_id, hit.customer_name) == (None, "+48221234567")
    stranger = window.sidebar.stranger
    qtbot.waitUntil(stranger.isVisible)
    assert "+48221234567" in stranger.new_words
    assert stranger.details.isVisible()
    assert "Asks for a zeppelin." in stranger.details.toPlainText()
    window.sidebar.show_written(stage.store.add_interaction(replace(call, address="+48220000000", notes="")))
    qtbot.waitUntil(lambda: not stranger.details.isVisible())
    choose_found(window, qtbot, "zeppelin")
    qtbot.waitUntil(stranger.details.isVisible)
    stranger.name_field.setText("Zenon Nowak")
    stranger.create_button.click()
    qtbot.waitUntil(lambda: window.sidebar.head.name == "Zenon Nowak")
    assert window.sidebar.customer_id is not None
    (found,) = stage.store.find_customers("Zenon Nowak", limit=2)
    details = stage.store.interaction(hit.interaction_id)
    assert details is not None
    assert details.customer_id == found.customer_id


def test_a_mail_in_the_history_is_gone_on_with_by_its_link_and_by_enter(
    window: MainWindow, stage: Stage, box: Mailbox, qtbot: QtBot
) -> None:
    olga = known(stage)
    number, _ = box.arrive(f"Olga Lis <{OLGA}>", "A wardrobe", "It creaks like zebrawood.")
    window.sidebar.look_at(olga)
    view = window.sidebar.history.view
    qtbot.waitUntil(lambda: view.holds((EntryKind.INTERACTION, number)))
    view.setFocus()
    view.setCurrentIndex(window.sidebar.history.model.index(1))
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.open_key == (EntryKind.INTERACTION, number))
    assert "Open the conversation" in view.details_text
    assert not window.work_pane.shows_conversation
    QTest.keyClick(view, Qt.Key.Key_Return)
    is_in_front(window, number, qtbot)


def test_a_line_of_the_history_pressed_twice_is_gone_on_with(
    window: MainWindow, stage: Stage, box: Mailbox, qtbot: QtBot
) -> None:
    olga = known(stage)
    number, _ = box.arrive(f"Olga Lis <{OLGA}>", "A wardrobe", "It creaks like zebrawood.")
    window.sidebar.look_at(olga)
    view = window.sidebar.history.view
    qtbot.waitUntil(lambda: view.holds((EntryKind.INTERACTION, number)))
    press_twice(window, qtbot)
    is_in_front(window, number, qtbot)


def test_a_call_of_the_history_pressed_twice_stays_open(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    """It leads nowhere; the second press must not close what the first one opened."""
    (call,) = earlier_contacts(stage, 1, notes="The zeppelin is moored behind the garage.")
    window.sidebar.look_at(anna(stage))
    view = window.sidebar.history.view
    qtbot.waitUntil(lambda: view.holds((EntryKind.INTERACTION, call)))
    press_twice(window, qtbot)
    assert view.open_key == (EntryKind.INTERACTION, call)
    assert not window.work_pane.shows_conversation


def test_twice_with_the_other_button_leads_nowhere(
    window: MainWindow, stage: Stage, box: Mailbox, qtbot: QtBot
) -> None:
    olga = known(stage)
    number, _ = box.arrive(f"Olga Lis <{OLGA}>", "A wardrobe", "It creaks like zebrawood.")
    window.sidebar.look_at(olga)
    view = window.sidebar.history.view
    qtbot.waitUntil(lambda: view.holds((EntryKind.INTERACTION, number)))
    press_twice(window, qtbot, Qt.MouseButton.RightButton)
    settle(stage, qtbot)
    assert not window.work_pane.shows_conversation


def test_a_second_press_that_was_let_go_elsewhere_swallows_no_other(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    (call,) = earlier_contacts(stage, 1, notes="The zeppelin is moored behind the garage.")
    window.sidebar.look_at(anna(stage))
    view = window.sidebar.history.view
    qtbot.waitUntil(lambda: view.holds((EntryKind.INTERACTION, call)))
    where = press_twice(window, qtbot, let_go=QPoint(-20, -20))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert view.open_key is None


def press_twice(
    window: MainWindow,
    qtbot: QtBot,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    let_go: QPoint | None = None,
) -> QPoint:
    """Where it was; `button` is that of the second time."""
    view = window.sidebar.history.view
    rect = view.visualRect(window.sidebar.history.model.index(1))
    assert rect.isValid()
    where = rect.topLeft() + QPoint(80, 12)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: view.open_key is not None)  # nobody's hand is as fast as the test
    on_screen, none = view.viewport().mapToGlobal(where), Qt.KeyboardModifier.NoModifier
    second = QMouseEvent(QEvent.Type.MouseButtonDblClick, where, on_screen, button, button, none)
    QApplication.sendEvent(view.viewport(), second)
    QTest.mouseRelease(view.viewport(), button, pos=let_go or where)
    return where


def marked(window: MainWindow) -> list[tuple[str, str]]:
    """The beginning of each message and what is marked in it."""
    cards = window.work_pane.conversation.transcript.cards
    return [(card.text.toPlainText()[:6], words) for card in cards for words in card.text.marked]


def test_found_words_are_marked_in_sight_in_an_old_long_message_until_esc(
    window: MainWindow, stage: Stage, box: Mailbox, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read first, for it is older than what is shown at once."""
    monkeypatch.setattr(conversations, "PAGE", 3)
    lines = "\n".join(f"Line {number}." for number in range(120))
    number, first = box.arrive(f"Olga <{OLGA}>", "Oak", f"First.\n{lines}\nZebrawood it is.\n{lines}", minutes_ago=60)
    for which in range(8):
        box.arrive(f"Olga <{OLGA}>", "Re: Oak", f"Next {which}.", answers=first, minutes_ago=40 - which)
    choose_found(window, qtbot, "zebrawood")
    is_in_front(window, number, qtbot)
    qtbot.waitUntil(lambda: marked(window) == [("First.", "Zebrawood")])
    transcript = window.work_pane.conversation.transcript
    text = transcript.cards[0].text
    seen = text.mapTo(transcript.viewport(), QPoint(0, text.marked_top or 0)).y()
    assert 0 < seen < transcript.viewport().height()
    QTest.keyClick(window.work_pane.conversation, Qt.Key.Key_Escape)
    assert marked(window) == []


def test_the_next_search_marks_its_own_words_also_where_they_are_quoted(
    window: MainWindow, stage: Stage, box: Mailbox, qtbot: QtBot
) -> None:
    text = "It is zebrawood.\n\n> Is it teakwood?\n> Tell me."
    number, _ = box.arrive(f"Olga <{OLGA}>", "Oak", text)
    choose_found(window, qtbot, "zebrawood")
    qtbot.waitUntil(lambda: marked(window) == [("It is ", "zebrawood")])
    choose_found(window, qtbot, "teakwood")
    qtbot.waitUntil(lambda: marked(window) == [("It is ", "teakwood")])
    is_in_front(window, number, qtbot)
