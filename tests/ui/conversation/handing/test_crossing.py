"""From a call to a mail and back, in the same case; and a number in a mail leads to the dial field."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.interaction import InteractionState
from desktop.domain.written import DraftKind
from desktop.services.interactions import WorkItem
from desktop.ui.conversation.handing.finder import Finder
from desktop.ui.main_window import MainWindow
from tests.ui.conversation.conftest import Open
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, Stage

EWA = "ewa@post.example"
NUMBER = "+48601999888"


@pytest.fixture
def ewa(stage: Stage) -> Customer:
    addresses = (
        Address(kind=AddressKind.PHONE, value="", typed="601 999 888"),
        Address(kind=AddressKind.EMAIL, value="", typed=EWA),
    )
    return stage.store.save_customer(Customer(name="Ewa Lis", addresses=addresses))


def _dialled(stage: Stage) -> list[tuple[str, str]]:
    return [(str(order[1]), str(order[2])) for order in stage.engine.orders if order[0] == "dial"]


def _press(window: MainWindow, name: str) -> None:
    window.keys.action(name).trigger()


def test_a_mail_that_is_begun_in_a_call_is_in_its_case(
    window: MainWindow, stage: Stage, box: Mailbox, ewa: Customer, talk: Callable[..., WorkItem], qtbot: QtBot
) -> None:
    talk("c1", NUMBER)
    qtbot.waitUntil(lambda: window.sidebar.customer_id == ewa.id)
    stage.services.interactions.write_notes("c1", "Wants an invoice\nby mail")
    _press(window, "write")
    qtbot.waitUntil(lambda: window.work_pane.shows_conversation)
    pane = window.work_pane.conversation
    qtbot.waitUntil(lambda: pane.composer.draft is not None and pane.composer.draft.kind is DraftKind.NEW)
    spoken, written = stage.store.interaction_of_call("c1"), stage.store.interaction(pane.interaction_id)
    assert spoken is not None
    assert written is not None
    assert written.case_id == spoken.case_id is not None
    assert ewa.id is not None
    assert [case.title for case in stage.store.cases(ewa.id)] == ["Wants an invoice"]
    draft = pane.composer.draft
    assert draft is not None
    assert [who.address for who in draft.to] == [EWA]
    window.work_list.choose("c1")
    _press(window, "write")  # another one: the case is there
    qtbot.waitUntil(lambda: pane.interaction_id not in (0, written.id))
    assert len(stage.store.cases(ewa.id)) == 1


def test_a_call_that_ends_leaves_its_mail_open_in_the_case_and_the_timeline_has_both(
    window: MainWindow, stage: Stage, box: Mailbox, ewa: Customer, talk: Callable[..., WorkItem], qtbot: QtBot
) -> None:
    talk("c1", NUMBER)
    qtbot.waitUntil(lambda: window.sidebar.customer_id == ewa.id)
    _press(window, "write")
    pane = window.work_pane.conversation
    qtbot.waitUntil(lambda: pane.composer.draft is not None and pane.composer.draft.kind is DraftKind.NEW)
    number = pane.interaction_id
    pane.composer.fields.subject.setText("What we agreed")
    pane.composer.fields.changed.emit()
    pane.composer.editor.insertPlainText("As said on the phone.")
    pane.send()
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 1)
    stage.engine.end("c1")
    stage.services.interactions.choose_disposition("c1", stage.services.interactions.dispositions[0].code)
    stage.services.interactions.finish("c1")

    def call_is_over() -> bool:
        spoken = stage.store.interaction_of_call("c1")
        return spoken is not None and spoken.state is InteractionState.CLOSED

    qtbot.waitUntil(call_is_over)
    spoken, written = stage.store.interaction_of_call("c1"), stage.store.interaction(number)
    assert spoken is not None
    assert written is not None
    assert (written.state, written.agent) == (InteractionState.ACTIVE, AGENT)
    assert written.case_id == spoken.case_id is not None
    assert ewa.id is not None
    assert {entry.id for entry in stage.store.timeline(ewa.id).entries} == {spoken.id, number}


def test_who_wrote_is_called_by_one_key_and_the_call_is_in_the_case(
    window: MainWindow, stage: Stage, box: Mailbox, ewa: Customer, open_one: Open, qtbot: QtBot
) -> None:
    number, _ = box.arrive(f"Ewa <{EWA}>", "Invoice", "Please send it.")
    box.take(number)
    open_one(number)
    qtbot.waitUntil(lambda: window.sidebar.customer_id == ewa.id)
    _press(window, "call")
    qtbot.waitUntil(lambda: bool(_dialled(stage)))
    call_id, target = _dialled(stage)[-1]
    assert target == NUMBER
    qtbot.waitUntil(lambda: getattr(stage.store.interaction(number), "case_id", None) is not None)
    stage.engine.place(call_id, target)
    written = stage.store.interaction(number)
    assert written is not None

    def is_joined() -> bool:
        spoken = stage.store.interaction_of_call(call_id)
        return spoken is not None and spoken.case_id == written.case_id

    qtbot.waitUntil(is_joined)


def test_a_number_in_a_mail_fills_the_dial_field_and_dials_nothing(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number, _ = box.arrive(f"Ewa <{EWA}>", "Call me", "Call me: 601 999 888, order 10-48377.")
    box.take(number)
    pane = open_one(number)
    text = pane.transcript.cards[0].text
    qtbot.waitUntil(lambda: "tel:" in text.toHtml())
    assert text.toHtml().count("tel:") == 1
    pane.transcript.link_asked.emit("tel:+48601999888")
    assert window.call_bar.dial_field.text() == "+48 601 999 888"
    assert _dialled(stage) == []


def test_in_a_call_a_number_goes_to_the_field_on_top(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, talk: Callable[..., WorkItem], qtbot: QtBot
) -> None:
    number, _ = box.arrive(f"Ewa <{EWA}>", "Call me", "601 999 888")
    box.take(number)
    talk("c1")
    qtbot.waitUntil(lambda: not window.call_bar.dial_field.isVisible())
    pane = open_one(number)
    pane.transcript.link_asked.emit("tel:+48601999888")
    assert window.top_bar.search.text() == "+48 601 999 888"


def test_of_several_numbers_one_is_chosen(window: MainWindow, stage: Stage, ewa: Customer, qtbot: QtBot) -> None:
    assert ewa.id is not None
    stage.store.link_address(ewa.id, Address(kind=AddressKind.PHONE, value="", typed="22 123 45 67", label="work"))
    window.sidebar.look_at(ewa.id)
    qtbot.waitUntil(lambda: window.sidebar.head.name == "Ewa Lis")
    window.sidebar.head.call_button.click()
    assert _dialled(stage) == []
    finder = window.findChild(Finder)
    assert finder is not None
    assert finder.titles == ("+48 601 999 888", "+48 22 123 45 67")
    finder.take()
    assert [target for _, target in _dialled(stage)] == [NUMBER]
