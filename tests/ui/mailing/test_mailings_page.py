"""Mailings in the window: looked at before they go, by two where they are many, and followed while they go."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.office.mailing import AddressStanding, MailingState, Selection, Standing
from desktop.domain.office.texts import ReadyText, Wording
from desktop.domain.written import Draft, DraftKind, Participant
from desktop.services.office.mailings import pasted
from desktop.ui.mailing.mailings_page import MailingsPage
from desktop.ui.main_window import MainWindow
from desktop.ui.rail import Page
from tests.ui.mails import Mailbox
from tests.ui.scenes_mailing import TEXT, store_mailing
from tests.ui.stage import AGENT, Stage

EVERYBODY = Selection(is_everybody=True)


def opened(stage: Stage, window: MainWindow, qtbot: QtBot) -> tuple[MailingsPage, Mailbox]:
    box = Mailbox(stage)
    stage.services.feed.look()
    window.rail.choose(Page.CUSTOMERS)
    QTest.mouseClick(window.pages.customers.mailings_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(stage.services.mailings.accounts))
    return window.pages.mailings, box


def listed(stage: Stage, page: MailingsPage, qtbot: QtBot, count: int = 1) -> None:
    stage.services.feed.look()
    qtbot.waitUntil(lambda: page.model.rowCount() == count)
    page.view.setCurrentIndex(page.model.index(0))
    qtbot.waitUntil(lambda: bool(page.mailing.samples.cards))


def write(page: MailingsPage, whom: int, words: str = "") -> None:
    page.new_button.click()
    page.form.whom.choose(whom)
    page.form.whom.chosen.emit(whom)
    page.form.found.setText(words)
    page.form.pasted.setPlainText(words)
    page.form.subject.setText("Free delivery")
    page.form.text.setPlainText(TEXT)


def test_few_are_sent_by_oneself_after_a_look(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    page, _ = opened(stage, window, qtbot)
    write(page, 2, "Anna Nowak <anna@post.example>\nno address at all\nJan <jan@post.example>")
    page.form.look_button.click()
    qtbot.waitUntil(page.form.send_button.isVisible)
    assert not page.form.text.isVisible()
    assert len(page.form.samples.cards) == 2
    assert page.form.recipients.model.rowCount() == 2
    page.form.recipients.segments.choose(1)
    page.form.recipients.segments.chosen.emit(1)
    assert page.form.recipients.model.rowCount() == 1
    page.form.recipients.segments.chosen.emit(0)
    QTest.mouseClick(page.form.send_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.mailing.isVisible() and page.model.rowCount() == 1)
    (one,) = stage.store.mailings()
    assert (one.mailing.state, one.recipients, one.left_out) == (MailingState.RUNNING, 2, 1)


def test_many_wait_for_somebody_else(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    page, _ = opened(stage, window, qtbot)
    write(page, 3)
    page.form.look_button.click()
    qtbot.waitUntil(page.form.send_button.isVisible)
    assert len(page.form.samples.cards) == 3
    QTest.mouseClick(page.form.send_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.mailing.isVisible() and page.model.rowCount() == 1)
    assert stage.store.mailings()[0].mailing.state is MailingState.ASKED
    assert not page.mailing.approve_button.isVisible()
    assert page.mailing.stop_button.isVisible()


def test_what_is_missing_is_said_and_nothing_is_asked(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    page, _ = opened(stage, window, qtbot)
    for text in ("", "Your order {order.number}"):
        write(page, 3)
        page.form.text.setPlainText(text)
        page.form.look_button.click()
        qtbot.waitUntil(page.form.trouble.isVisible)
        assert not page.form.send_button.isVisible()
        assert page.form.text.isVisible()
    write(page, 0, "nobody is called so")
    page.form.look_button.click()
    qtbot.waitUntil(page.form.trouble.isVisible)
    assert stage.store.mailings() == []


def test_a_ready_text_is_a_beginning(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    ready = ReadyText(title="Free delivery", wordings=(Wording(text="Dear {customer.name},\n{here}"),))
    stage.store.save_text(ready)
    page, _ = opened(stage, window, qtbot)
    page.new_button.click()
    qtbot.waitUntil(lambda: page.form.ready.count() > 1)
    number = page.form.ready.findText("Free delivery")
    page.form.ready.setCurrentIndex(number)
    page.form.ready.activated.emit(number)
    assert (page.form.subject.text(), page.form.text.toPlainText()) == ("Free delivery", "Dear {customer.name},\n")


def test_a_colleague_looks_and_it_goes_out(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    page, box = opened(stage, window, qtbot)
    kept = store_mailing(stage, box, EVERYBODY, author="Jan Lis")
    listed(stage, page, qtbot)
    assert any("look at" in notice.text for notice in stage.services.notices.notices)
    assert len(page.mailing.samples.cards) == 3
    page.mailing.words.setText("Fine")
    QTest.mouseClick(page.mailing.approve_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.mailing.pause_button.isVisible)
    assert not page.mailing.approve_button.isVisible()
    box.write_mailing(batches=1)
    stage.services.feed.look()
    qtbot.waitUntil(lambda: stage.services.mailings.mailings[0].written == 20)
    assert "20" in page.mailing.how_far.text
    page.mailing.pause_button.click()
    qtbot.waitUntil(lambda: stage.store.mailings()[0].mailing.state is MailingState.PAUSED)
    assert kept.id is not None
    assert stage.store.mailings()[0].mailing.decided_by == AGENT


def test_declining_needs_words(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    page, box = opened(stage, window, qtbot)
    store_mailing(stage, box, EVERYBODY, author="Jan Lis")
    listed(stage, page, qtbot)
    page.mailing.decline_button.click()
    assert stage.store.mailings()[0].mailing.state is MailingState.ASKED
    page.mailing.words.setText("The price is wrong.")
    page.mailing.decline_button.click()
    qtbot.waitUntil(lambda: stage.store.mailings()[0].mailing.state is MailingState.DECLINED)
    qtbot.waitUntil(lambda: "The price is wrong." in page.mailing.by.text())


def test_addresses_are_left_out_and_taken_in_again(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    page, _ = opened(stage, window, qtbot)
    page.standings_button.click()
    page.standings.address.setText("Jan@Post.example")
    page.standings.add_button.click()
    qtbot.waitUntil(lambda: page.standings.model.rowCount() == 1)
    assert stage.store.address_standings()[0].standing is Standing.EXCLUDED
    page.standings.view.setCurrentIndex(page.standings.model.index(0))
    page.standings.drop_button.click()
    qtbot.waitUntil(lambda: page.standings.model.rowCount() == 0)


def test_whoever_writes_to_an_address_that_failed_is_warned(stage: Stage, qtbot: QtBot) -> None:
    mailings = stage.services.mailings
    gone = AddressStanding(address="gone@post.example", standing=Standing.FAILING, since=datetime.now(UTC), words="550")
    stage.store.set_standing(gone)
    mailings.read()
    qtbot.waitUntil(lambda: bool(mailings.standings))
    draft = Draft(interaction_id=1, agent=AGENT, kind=DraftKind.NEW, to=(Participant(address="Gone@post.example"),))
    assert mailings.warnings(draft) == ("Letters to gone@post.example came back",)
    assert mailings.warnings(Draft(interaction_id=1, agent=AGENT, kind=DraftKind.NEW)) == ()


def test_pasted_addresses_are_read_however_they_were_written_down() -> None:
    assert pasted("Nowak, Anna <anna@a.example>\nb@b.example; c@c.example, D <d@d.example>\n\nnobody") == (
        ("anna@a.example", "Nowak, Anna"),
        ("b@b.example", ""),
        ("c@c.example", ""),
        ("d@d.example", "D"),
        ("nobody", ""),
    )
