"""Who this is, on ring; everything so far in one scroll; strangers become customers in one step."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Address, AddressKind, Customer, CustomerHit
from desktop.domain.history import EntryKind
from desktop.domain.interaction import Interaction, InteractionState
from desktop.services.interactions import WorkItem
from desktop.store.timeline import FIRST_PAGE
from desktop.ui.dialogs import PasswordDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.sidebar.details_view import DetailsView, details_html
from desktop.ui.sidebar.timeline_model import FIRST_ROWS, TimelineRow
from desktop.ui.widgets.chips import Chips
from tests.store.values import added
from tests.ui.callers import anna, earlier_contacts
from tests.ui.mails import Mailbox
from tests.ui.scenes import shared_number
from tests.ui.stage import ANNA, STRANGER, Stage

Ring = Callable[..., WorkItem]


def test_the_customer_is_there_while_it_rings(window: MainWindow, stage: Stage, ring: Ring) -> None:
    ring()
    sidebar = window.sidebar
    assert sidebar.customer_id == anna(stage)
    assert sidebar.head.isVisible()
    assert sidebar.head.name == "Anna Kowalczyk"
    assert "Matched by number" in sidebar.head.match_words
    assert sidebar.head.recent.isVisible()
    assert sidebar.history.model.rowCount() > 10


def test_a_call_the_agent_places_is_not_counted_as_another_contact(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.engine.place("out", ANNA)
    head = window.sidebar.head
    qtbot.waitUntil(lambda: head.isVisible() and head.name == "Anna Kowalczyk")
    assert head.unlink_button.isVisible()
    assert not head.recent.isVisible()


def test_the_call_that_rings_is_no_line_of_its_own_history(window: MainWindow, stage: Stage, ring: Ring) -> None:
    item = ring()
    model = window.sidebar.history.model
    keys = {model.row(number).key for number in range(1, model.rowCount())}
    assert (EntryKind.INTERACTION, item.interaction.id) not in keys


def test_a_stranger_becomes_a_customer_in_one_step_with_the_number_filled_in(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    item = ring("c1", STRANGER, display_name="J. Baker")
    stranger = window.sidebar.stranger
    assert stranger.isVisible()
    assert stranger.name_field.text() == "J. Baker"
    assert stranger.new_words == "New customer with +44 7700 900987"
    stranger.create_button.click()
    interactions = stage.services.interactions

    def customer() -> object:
        now = interactions.item(item.key)
        return now.dossier.customer if now is not None and now.dossier is not None else None

    qtbot.waitUntil(lambda: customer() is not None)
    saved = stage.store.find_customers(STRANGER)
    assert [hit.name for hit in saved] == ["J. Baker"]
    qtbot.waitUntil(lambda: window.sidebar.head.isVisible())


def test_a_withheld_number_offers_no_name_and_no_number(window: MainWindow, ring: Ring) -> None:
    uri = "sip:anonymous@anonymous.invalid"
    ring("c1", "", from_uri=uri, display_name="Anonymous", is_withheld=True)
    stranger = window.sidebar.stranger
    assert stranger.isVisible()
    assert stranger.name_field.text() == ""
    assert not stranger.create_button.isEnabled()
    assert stranger.new_words == "New customer"
    assert window.call_bar.ring_view.title == "A withheld number is calling"


def test_a_stranger_is_linked_to_somebody_known_by_search(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    ring("c1", STRANGER)
    field = window.sidebar.stranger.find_field
    field.setFocus()
    QTest.keyClicks(field, "kowalczyk")
    qtbot.waitUntil(lambda: isinstance(window.sidebar.stranger.suggestions.current, CustomerHit))
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.sidebar.customer_id == anna(stage))
    customer = stage.store.customer(anna(stage))
    assert customer is not None
    assert STRANGER in {address.value for address in customer.addresses}


def test_not_this_person_leaves_nobody(window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot) -> None:
    ring()
    window.sidebar.head.unlink_button.click()
    qtbot.waitUntil(lambda: window.sidebar.stranger.isVisible())
    assert window.sidebar.customer_id is None


def test_several_who_share_a_number_are_offered_and_one_key_chooses(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    ring("c1", shared_number(stage))
    stranger = window.sidebar.stranger
    assert stranger.candidate_list.isVisible()
    model = stranger.candidate_list.model()
    assert model.rowCount() > 1
    stranger.candidate_list.setCurrentIndex(model.index(0, 0))
    stranger.candidate_list.setFocus()
    QTest.keyClick(stranger.candidate_list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.sidebar.customer_id is not None)


def test_a_line_opens_in_its_place_and_closes_again(window: MainWindow, ring: Ring, qtbot: QtBot) -> None:
    ring()
    view = window.sidebar.history.view
    model = window.sidebar.history.model
    number = next(n for n in range(1, model.rowCount()) if model.row(n).title.startswith("Call 6:42"))
    index = model.index(number)
    closed = view.visualRect(index).height()
    view.scrollTo(index)
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        view.visualRect(index).topLeft() + QPoint(60, 12),
    )
    qtbot.waitUntil(lambda: view.open_key is not None)
    assert view.visualRect(index).height() > closed + 40
    assert "Hinge broken on arrival" in view.details_text
    below = view.visualRect(view.model().index(index.row() + 1, 0))
    details = view.findChild(DetailsView)
    assert details is not None
    room = below.top() - details.geometry().top()
    assert room - details.document().size().height() < 16  # as high as its words, without a gap below them
    view.setCurrentIndex(index)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.open_key is None
    qtbot.waitUntil(lambda: view.visualRect(index).height() == closed)


def test_a_window_with_room_for_more_than_the_first_rows_shows_more(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    earlier_contacts(stage, 60)
    window.resize(1440, 2400)
    ring()
    view, model = window.sidebar.history.view, window.sidebar.history.model
    qtbot.waitUntil(lambda: view.viewport().rect().intersects(view.visualRect(model.index(FIRST_ROWS + 2))))


def test_more_pages_come_as_it_is_scrolled(window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot) -> None:
    earlier_contacts(stage, 80)
    ring()
    model = window.sidebar.history.model
    view = window.sidebar.history.view
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)

    def are_scrolled_past_the_first_page() -> bool:
        bar.setValue(bar.maximum())
        return model.rowCount() > FIRST_PAGE + 1

    qtbot.waitUntil(are_scrolled_past_the_first_page)
    keys = [model.row(number).key for number in range(1, model.rowCount())]
    assert len(keys) == len(set(keys))


def test_the_search_finds_in_everything_the_customer_said(window: MainWindow, ring: Ring, qtbot: QtBot) -> None:
    ring()
    history = window.sidebar.history
    before = history.model.rowCount()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert history.search.hasFocus()
    QTest.keyClicks(history.search, "hinge")

    def rows() -> list[TimelineRow]:
        return [history.model.row(number) for number in range(1, history.model.rowCount())]

    qtbot.waitUntil(lambda: any(row.marks for row in rows()))
    assert rows()[0].title == "Order 10-48377 in packing"  # what was ordered is found as well
    assert all("hinge" in row.snippet.casefold() for row in rows()[:4])
    history.kinds._group.button(3).click()
    qtbot.waitUntil(lambda: all(row.key[0] is EntryKind.ORDER for row in rows()))
    assert rows()
    history.kinds._group.button(0).click()
    qtbot.waitUntil(lambda: any(row.marks for row in rows()))
    QTest.keyClick(history.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: history.model.rowCount() == before)


@pytest.mark.parametrize(("kind", "number"), [("calls", 1), ("written", 2), ("orders", 3)])
def test_calls_written_and_orders_are_listed_alone(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot, kind: str, number: int
) -> None:
    ring()
    history = window.sidebar.history
    before = history.model.rowCount()
    history.kinds.choose(number)
    history.kinds.chosen.emit(number)
    qtbot.waitUntil(lambda: history.model.rowCount() != before)
    entries = [history.model.row(row).entry for row in range(1, history.model.rowCount())]
    assert entries
    for entry in entries:
        assert entry is not None
        if kind == "orders":
            assert entry.kind is EntryKind.ORDER
        else:
            assert (entry.channel is Channel.VOICE) is (kind == "calls")
    if kind == "orders":
        dossier = stage.services.interactions.items()[0].dossier
        assert dossier is not None
        assert len(entries) == dossier.total_orders


def test_from_the_search_the_keyboard_goes_down_to_what_was_found(window: MainWindow, ring: Ring, qtbot: QtBot) -> None:
    ring()
    history = window.sidebar.history
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(history.search, "hinge")
    qtbot.waitUntil(lambda: history.facts.endswith("found"))
    QTest.keyClick(history.search, Qt.Key.Key_Down)
    assert history.view.hasFocus()
    QTest.keyClick(history.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: history.view.open_key is not None)
    assert "Replacement hinge" in history.view.details_text
    found = history.facts
    dossier = history._dossier
    assert dossier is not None
    history.show_dossier(dossier)  # read anew, as after the call
    assert history.facts == found


def test_a_list_without_lines_says_so(window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot) -> None:
    stage.store.save_customer(
        Customer(name="New Here", addresses=(Address(kind=AddressKind.PHONE, value="", typed=STRANGER),))
    )
    ring("c1", STRANGER)
    history = window.sidebar.history
    assert history.facts == "nothing before today"
    history.kinds.choose(3)
    history.kinds.chosen.emit(3)
    qtbot.waitUntil(lambda: history.facts == "none of these")


def test_what_customers_wrote_is_never_markup(window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot) -> None:
    key = ring().key
    written: list[int] = []

    def is_written() -> bool:
        item = stage.services.interactions.item(key)
        written[:] = [item.interaction.id] if item is not None and item.interaction.id is not None else []
        return bool(written)

    qtbot.waitUntil(is_written)
    details = stage.store.details(written[0])
    assert details is not None
    nasty = replace(details, interaction=replace(details.interaction, notes="<img src=x><b>bold</b>"))
    html = details_html(nasty)
    assert "<img" not in html
    assert "<b>" not in html


def test_a_number_in_what_was_written_down_leads_to_the_dial_field(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    notes = "<b>She</b> moved: call +44 20 7946 0018 or\n22 632 01 34."
    made = Interaction(
        channel=Channel.VOICE,
        direction=Direction.INBOUND,
        state=InteractionState.CLOSED,
        started_at=datetime.now(UTC),
        customer_id=anna(stage),
        address=ANNA,
        notes=notes,
    )
    interaction_id = added(stage.store, made)
    window.sidebar.look_at(anna(stage))
    view = window.sidebar.history.view
    qtbot.waitUntil(lambda: view.holds((EntryKind.INTERACTION, interaction_id)))
    model = window.sidebar.history.model
    rows = (model.row(number) for number in range(1, model.rowCount()))
    view.open_asked.emit(next(row for row in rows if row.key == (EntryKind.INTERACTION, interaction_id)))
    qtbot.waitUntil(lambda: "She" in view.details_text)
    details = view.findChild(DetailsView)
    assert details is not None
    html = details.toHtml()
    linked = {number for number in ("+442079460018", "+48226320134", ANNA) if f'href="tel:{number}"' in html}
    assert linked == {"+442079460018", "+48226320134", ANNA}
    assert "<b>She</b>" in view.details_text
    details.anchorClicked.emit(QUrl("tel:+442079460018"))
    assert window.call_bar.dial_field.text() == stage.store.numbering.show("+442079460018")
    assert not any(order[0] == "dial" for order in stage.engine.orders)


def test_a_number_of_the_customer_that_is_clicked_is_put_into_the_dial_field(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    window.sidebar.look_at(anna(stage))
    qtbot.waitUntil(lambda: window.sidebar.head.isVisible())
    chips = window.sidebar.head.findChild(Chips)
    assert chips is not None
    shown = stage.store.numbering.show(ANNA)
    number = next(place for place, text in enumerate(chips.texts) if shown in text)
    mail = next(place for place, text in enumerate(chips.texts) if "@" in text)
    QTest.mouseClick(chips, Qt.MouseButton.LeftButton, pos=chips.place_of(mail).center())
    assert not window.call_bar.dial_field.text()
    QTest.mouseClick(chips, Qt.MouseButton.LeftButton, pos=chips.place_of(number).center())
    assert window.call_bar.dial_field.text() == stage.store.numbering.show(ANNA)


def test_the_details_load_nothing_from_anywhere(window: MainWindow, ring: Ring) -> None:
    view = DetailsView(window)
    assert view.loadResource(2, QUrl("file:///etc/hostname")) is None


def test_after_the_work_the_customer_stays_and_the_call_is_history(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    ring()
    stage.engine.pick_up("c1")
    stage.engine.end("c1")
    qtbot.waitUntil(window.work_pane.disposition.finish_button.isEnabled)
    window.work_pane.finish()
    qtbot.waitUntil(lambda: not stage.services.interactions.items())
    model, finished = window.sidebar.history.model, stage.store.calls()[0]
    qtbot.waitUntil(lambda: model.row(1).key == (EntryKind.INTERACTION, finished.id))
    assert window.sidebar.customer_id == anna(stage)
    assert not window.sidebar.head.unlink_button.isVisible()


def test_a_stranger_leaves_nobody_behind(window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot) -> None:
    ring("c1", STRANGER)
    stage.engine.end("c1")
    qtbot.waitUntil(lambda: not window.sidebar.stranger.isVisible())


def test_a_second_question_for_the_password_opens_no_second_dialog(window: MainWindow, stage: Stage) -> None:
    for _ in range(2):
        stage.services.line.password_needed.emit("1001 at pbx.example")
    dialogs = window.findChildren(PasswordDialog)
    assert len(dialogs) == 1
    dialogs[0].reject()


def test_somebody_looked_up_is_shown_without_a_call(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    window.top_bar.search.customer_chosen.emit(anna(stage))
    qtbot.waitUntil(lambda: window.sidebar.head.isVisible())
    assert not window.sidebar.head.unlink_button.isVisible()


@pytest.fixture
def written(stage: Stage) -> int:
    """A mail of Anna's."""
    its = stage.store.customer(anna(stage))
    assert its is not None
    address = next(one.value for one in its.addresses if one.kind is AddressKind.EMAIL)
    return Mailbox(stage).arrive(f"Anna <{address}>", "A wardrobe", "It creaks.")[0]


def _enter(window: MainWindow, number: int, qtbot: QtBot) -> None:
    """Its line in Anna's history."""
    key, view, model = (EntryKind.INTERACTION, number), window.sidebar.history.view, window.sidebar.history.model
    qtbot.waitUntil(lambda: view.holds(key))
    view.setFocus()
    view.setCurrentIndex(next(model.index(n) for n in range(1, model.rowCount()) if model.row(n).key == key))
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.open_key == key)


def test_the_link_above_a_mail_in_the_history_leads_to_its_conversation(
    window: MainWindow, stage: Stage, written: int, qtbot: QtBot
) -> None:
    window.sidebar.look_at(anna(stage))
    _enter(window, written, qtbot)
    details = window.sidebar.history.view.findChild(DetailsView)
    assert details is not None
    inside = details.viewport().rect()
    places = (QPoint(x, y) for y in range(0, inside.height(), 4) for x in range(0, inside.width(), 8))
    link = next(place for place in places if details.anchorAt(place).startswith("conversation:"))
    QTest.mouseClick(details.viewport(), Qt.MouseButton.LeftButton, pos=link)
    qtbot.waitUntil(lambda: window.work_pane.conversation_id == written)


def test_enter_opens_the_next_line_of_the_history_and_closes_what_leads_nowhere(
    window: MainWindow, stage: Stage, written: int, qtbot: QtBot
) -> None:
    (call,) = earlier_contacts(stage, 1, notes="The zeppelin is moored behind the garage.")
    window.sidebar.look_at(anna(stage))
    _enter(window, written, qtbot)
    _enter(window, call, qtbot)
    QTest.keyClick(window.sidebar.history.view, Qt.Key.Key_Return)
    assert window.sidebar.history.view.open_key is None
    assert not window.work_pane.shows_conversation
