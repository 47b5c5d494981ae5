"""What comes while somebody reads about a customer: it is listed at once, and nothing that is read moves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPersistentModelIndex
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.interaction import Interaction, InteractionState
from desktop.services.interactions import WorkItem
from desktop.store.transfer import Kind
from desktop.store.transfer.importing import import_file
from desktop.ui.main_window import MainWindow
from desktop.ui.sidebar.details_view import DetailsView
from desktop.ui.sidebar.history_pane import HistoryPane
from desktop.ui.sidebar.orders_box import OrdersBox
from tests.ui.callers import anna, earlier_contacts, keep_away
from tests.ui.conftest import settle
from tests.ui.mails import Mailbox
from tests.ui.stage import ANNA, STRANGER, Stage


def look_at_anna(window: MainWindow, stage: Stage, qtbot: QtBot) -> HistoryPane:
    earlier_contacts(stage, 30, "Asked about a lamp.")
    stage.services.agent.log_out()
    window.top_bar.search.customer_chosen.emit(anna(stage))
    pane = window.sidebar.history
    qtbot.waitUntil(lambda: window.sidebar.head.isVisible() and pane.view.verticalScrollBar().maximum() > 600)
    return pane


def test_a_call_kept_away_is_listed_at_once_for_who_looks_at_the_top(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    pane = look_at_anna(window, stage, qtbot)
    count, rows = int(pane.facts.split()[0]), pane.model.rowCount()
    first = pane.model.row(1).key
    keep_away(stage)
    qtbot.waitUntil(lambda: pane.model.rowCount() == rows + 1)
    assert pane.model.row(1).badge == "missed"
    assert pane.model.row(2).key == first
    missed, chat = (pane.view.visualRect(pane.model.index(number)) for number in (1, 2))
    assert missed.height() > chat.height()  # for two lines are said of it, and one of the other
    assert pane.view.verticalScrollBar().value() == 0
    assert int(pane.facts.split()[0]) == count + 1
    pane.search.setText("lamp")  # while something is searched, the list is of what was found
    qtbot.waitUntil(lambda: "found" in pane.facts)
    keep_away(stage, "k2")
    settle(stage, qtbot)
    settle(stage, qtbot)
    assert "found" in pane.facts
    pane.search.clear()
    qtbot.waitUntil(lambda: [pane.model.row(number).badge for number in (1, 2)] == ["missed", "missed"])


@pytest.mark.parametrize("is_open", [False, True])
def test_a_call_kept_away_moves_nothing_that_is_read(
    window: MainWindow, stage: Stage, qtbot: QtBot, is_open: bool
) -> None:
    pane = look_at_anna(window, stage, qtbot)
    view, rows = pane.view, pane.model.rowCount()
    read = QPersistentModelIndex(pane.model.index(1 if is_open else 6))
    if is_open:
        view.toggle(pane.model.index(1))
        qtbot.waitUntil(lambda: bool(view.details_text))
    else:
        view.scrollTo(pane.model.index(6), QListView.ScrollHint.PositionAtTop)
    place = view.visualRect(read)
    details = view.findChild(DetailsView)
    assert details is not None
    below = details.y()
    keep_away(stage)
    qtbot.waitUntil(lambda: pane.model.rowCount() == rows + 1)
    settle(stage, qtbot)
    assert pane.model.row(1).badge == "missed"
    assert read.row() == (2 if is_open else 7)
    assert view.visualRect(read) == place
    assert not is_open or details.y() == below


def test_a_call_of_somebody_else_kept_away_is_no_line_of_who_is_shown(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    other = stage.store.save_customer(Customer(name="Somebody Else"))
    assert other.id is not None
    pane = look_at_anna(window, stage, qtbot)
    window.top_bar.search.customer_chosen.emit(other.id)
    qtbot.waitUntil(lambda: window.sidebar.head.name == "Somebody Else")
    keep_away(stage)
    settle(stage, qtbot)
    settle(stage, qtbot)
    assert pane.model.rowCount() == 1


def take_orders(stage: Stage, folder: Path, *orders: tuple[str, str]) -> None:
    """As `parley import orders` beside the desk: of Anna, each with its number and how it stands."""
    file = folder / "orders.csv"
    today = datetime.now(UTC).isoformat()
    rows = (f"{number},{ANNA},{today},{status},12.50,EUR,Turku lamp\n" for number, status in orders)
    file.write_text("number,phone,date,status,amount,currency,item\n" + "".join(rows), "utf-8")
    assert import_file(stage.store, Kind.ORDERS, file).rejected == 0


def orders_of(pane: HistoryPane) -> str:
    """As they are said in the box above the timeline."""
    box = pane.findChild(OrdersBox)
    assert box is not None
    return box.accessibleName()


def test_an_order_that_came_meanwhile_is_shown_when_the_agent_comes_back_and_moves_nothing(
    window: MainWindow, stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    pane = look_at_anna(window, stage, qtbot)
    count = int(pane.orders_facts.split()[0])
    view = pane.view
    read = QPersistentModelIndex(pane.model.index(6))
    view.scrollTo(pane.model.index(6), QListView.ScrollHint.PositionAtTop)
    place = view.visualRect(read)
    take_orders(stage, tmp_path, ("10-90001", "new"))
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    qtbot.waitUntil(lambda: "10-90001 Turku lamp new" in orders_of(pane) and read.row() == 7)
    assert pane.model.row(1).title == "Order 10-90001 new"
    assert int(pane.orders_facts.split()[0]) == count + 1
    assert view.visualRect(read) == place
    take_orders(stage, tmp_path, ("10-90001", "on its way"))
    window.sidebar.renew()
    qtbot.waitUntil(lambda: pane.model.row(1).title == "Order 10-90001 on its way")
    assert "10-90001 Turku lamp on its way" in orders_of(pane)
    assert read.row() == 7
    assert view.visualRect(read) == place


def test_how_often_lately_is_said_anew_while_a_call_goes_on(
    window: MainWindow, stage: Stage, qtbot: QtBot, talk: Callable[..., WorkItem]
) -> None:
    stranger = stage.store.save_customer(
        Customer(name="Jo Reader", addresses=(Address(kind=AddressKind.PHONE, value="", typed=STRANGER),))
    )
    talk(peer=STRANGER)
    head, view = window.sidebar.head, window.sidebar.history.view
    assert head.name == "Jo Reader"
    assert not head.recent.isVisible()
    for hours in (2, 3):
        chat = Interaction(
            channel=Channel.CHAT,
            direction=Direction.INBOUND,
            state=InteractionState.CLOSED,
            started_at=datetime.now(UTC) - timedelta(hours=hours),
            customer_id=stranger.id,
        )
        stage.store.add_interaction(chat)
    window.sidebar.renew()
    qtbot.waitUntil(head.recent.isVisible)
    assert head.recent.accessibleName().startswith("3rd contact")
    assert view.model().rowCount() == 3
    stage.engine.end("c1")  # in wrap-up the call itself would be counted twice
    qtbot.waitUntil(lambda: window.work_pane.disposition.finish_button.isEnabled())
    window.sidebar.renew()
    settle(stage, qtbot)
    settle(stage, qtbot)
    assert head.recent.accessibleName().startswith("3rd contact")


def test_what_is_read_stays_where_it_is_though_the_head_grows(
    window: MainWindow, stage: Stage, qtbot: QtBot, talk: Callable[..., WorkItem]
) -> None:
    earlier_contacts(stage, 30)
    talk()
    pane, head = window.sidebar.history, window.sidebar.head
    read = QPersistentModelIndex(pane.model.index(6))
    pane.view.scrollTo(pane.model.index(6), QListView.ScrollHint.PositionAtTop)

    def place() -> int:
        return pane.view.viewport().mapTo(window, pane.view.visualRect(read).topLeft()).y()

    head.recent.hide()
    head.grown.emit()
    qtbot.waitUntil(lambda: not head.recent.isVisible())
    before = place()
    window.sidebar.renew()
    qtbot.waitUntil(head.recent.isVisible)
    assert place() == before


def test_a_listed_conversation_says_how_it_ended_as_soon_as_it_is_closed(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    mail = Interaction(
        channel=Channel.EMAIL,
        direction=Direction.INBOUND,
        state=InteractionState.ACTIVE,
        started_at=datetime.now(UTC),
        customer_id=anna(stage),
        subject="Which lamp",
    )
    written = stage.store.add_interaction(mail)
    assert written.id is not None
    pane = look_at_anna(window, stage, qtbot)
    row = next(number for number in range(1, 32) if pane.model.row(number).title == "Which lamp")
    assert pane.model.row(row).badge == "open"
    stage.store.close_written(written.id, "solved")
    stage.services.feed.look()
    qtbot.waitUntil(lambda: pane.model.row(row).badge == "solved")


def test_what_the_shown_customer_writes_is_listed_at_once_and_nobody_else_s(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    pane = look_at_anna(window, stage, qtbot)
    box, rows = Mailbox(stage), pane.model.rowCount()
    box.arrive("Jan Lis <jan.lis@mail.example>", "Not theirs", "Where is it?")
    customer = stage.store.customer(anna(stage))
    assert customer is not None
    address = Address(kind=AddressKind.EMAIL, value="", typed="anna.lamp@mail.example")
    stage.store.save_customer(replace(customer, addresses=(*customer.addresses, address)))
    box.arrive("anna.lamp@mail.example", "Another lamp", "Do you have it?", minutes_ago=0)
    qtbot.waitUntil(lambda: pane.model.row(1).title == "Another lamp")
    assert pane.model.rowCount() == rows + 1


def test_what_a_colleague_begins_with_the_shown_customer_is_listed_at_once(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    pane = look_at_anna(window, stage, qtbot)
    stage.services.feed.look()  # what was listed before is told of now, and not with it
    settle(stage, qtbot)
    settle(stage, qtbot)
    rows = pane.model.rowCount()
    begun = Interaction(
        channel=Channel.EMAIL,
        direction=Direction.OUTBOUND,
        state=InteractionState.ACTIVE,
        started_at=datetime.now(UTC),
        customer_id=anna(stage),
        subject="About your lamp",
    )
    stage.store.add_interaction(begun)
    stage.services.feed.look()
    qtbot.waitUntil(lambda: pane.model.row(1).title == "About your lamp")
    assert pane.model.rowCount() == rows + 1
