"""What a search found is gone on with: a mail in the middle of the window, a call on the right, known or not."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.history import EntryKind, SearchHit
from desktop.domain.interaction import Interaction, InteractionState
from desktop.ui.main_window import MainWindow
from tests.ui.callers import anna, earlier_contacts
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
