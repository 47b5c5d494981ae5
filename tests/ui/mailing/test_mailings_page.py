"""Mailings in the window: looked at before they go, by two where they are many, and followed while they go."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.channels.email.letters import EmailLetters
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.office.mailing import (
    AddressStanding,
    Left,
    Mailing,
    MailingProgress,
    MailingState,
    Recipient,
    Selection,
    Standing,
)
from desktop.domain.office.texts import ReadyText, Wording
from desktop.domain.written import Draft, DraftKind, Participant
from desktop.hub import built_in_channels
from desktop.services.channel import Channels
from desktop.services.office import mailings
from desktop.services.office.mailing_letter import mailing_letter
from desktop.services.office.mailings import Mailings, Sample, pasted
from desktop.ui.mailing.mailings_page import MailingsPage
from desktop.ui.mailing.samples_box import SamplesBox
from desktop.ui.mailing.words import progress_words
from desktop.ui.main_window import MainWindow
from desktop.ui.rail import Page
from desktop.ui.widgets.chips import Chips
from desktop.ui.widgets.text import TextLine
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


def test_how_many_there_are_is_said_where_not_all_are_listed(
    stage: Stage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.services.office.mailings._PAGE", 2)
    monkeypatch.setattr(stage.services.mailings, "_wanted", 2)
    page, box = opened(stage, window, qtbot)
    for _ in range(3):
        store_mailing(stage, box, EVERYBODY, author="Jan Lis")
    stage.services.feed.look()
    qtbot.waitUntil(lambda: page.more_button.isVisible() and page.model.rowCount() == 2)
    assert page.more_button.text() == "2 of 3 mailings · show more"
    QTest.mouseClick(page.more_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert not page.more_button.isVisible()


def test_letters_are_shown_to_whoever_looks_before_the_accounts_were_read(
    stage: Stage, window: MainWindow, qtbot: QtBot
) -> None:
    kept = store_mailing(stage, Mailbox(stage), EVERYBODY, author="Jan Lis")
    assert stage.services.accounts.accounts == ()
    shown: list[tuple[Sample, ...]] = []
    stage.services.mailings.preview_of(kept, owner=window, done=shown.append)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0]


def test_a_long_subject_leaves_the_recipient_of_a_sample_whole(qtbot: QtBot) -> None:
    box = SamplesBox()
    qtbot.addWidget(box)
    box.resize(480, 200)
    someone = Recipient(address="anna@example.com", name="Anna Kowalczyk")
    box.show_samples([Sample(recipient=someone, subject="Free delivery " * 20, text="Good day")])
    box.show()
    subject, recipient = box.cards[0].findChildren(TextLine)
    assert subject.is_cut
    assert not recipient.is_cut


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
    for text in (
        "",
        "Your order {order.number}",
        "Dear {customer name}",
        "Dear {customer.name",
        "{customer.<b>na</b>me}",
    ):
        write(page, 3)
        page.form.text.setHtml(text)
        page.form.look_button.click()
        qtbot.waitUntil(page.form.trouble.isVisible)
        assert not page.form.send_button.isVisible()
        assert page.form.text.isVisible()
    write(page, 0, "nobody is called so")
    page.form.look_button.click()
    qtbot.waitUntil(page.form.trouble.isVisible)
    assert not page.form.send_button.isVisible()
    assert stage.store.mailings() == []


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"sent": 5, "written": 5}, "5 of 5 sent"),
        ({"sent": 3, "written": 5}, "3 of 5 sent · 2 on their way"),
        ({"sent": 3, "written": 5, "failed": 2}, "3 of 5 sent · 2 not sent"),
        ({"sent": 5, "written": 5, "left_out": 1}, "5 of 5 sent · 1 left out"),
    ],
)
def test_how_far_it_is_says_what_there_is_and_nothing_else(numbers: dict[str, Any], words: str) -> None:
    mailing = Mailing(subject="News", text="Hello", account_id=1, author=AGENT, state=MailingState.RUNNING)
    progress = MailingProgress(mailing=mailing, recipients=5, left_out=0)
    assert progress_words(replace(progress, **numbers)) == words


def test_a_ready_text_is_a_beginning(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    ready = ReadyText(title="Free delivery", wordings=(Wording(text="Dear {customer.name},\n{here}"),))
    stage.store.save_text(ready)
    page, _ = opened(stage, window, qtbot)
    page.new_button.click()
    qtbot.waitUntil(lambda: page.form.ready.count() > 1)
    number = page.form.ready.findText("Free delivery")
    page.form.ready.setCurrentIndex(number)
    page.form.ready.activated.emit(number)
    assert (page.form.subject.text(), page.form.text.toPlainText()) == ("Free delivery", "Dear {customer.name},")


def test_each_gets_it_in_their_language_with_its_emphasis(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    wordings = (
        Wording(text="Dear {customer.name}", html="<p>Dear <b>{customer.name}</b></p>", language="en"),
        Wording(text="Dzień dobry", html="<p><b>Dzień dobry</b></p>", language="pl"),
    )
    stage.store.save_text(ReadyText(title="Free delivery", wordings=wordings))
    names = [(f"c{n:02}@lang.example", "pl" if n == 7 else "") for n in range(9)]
    for mail, language in names:
        address = Address(kind=AddressKind.EMAIL, value="", typed=mail)
        stage.store.save_customer(Customer(name=f"Aaa {mail}", addresses=(address,), language=language))
    page, box = opened(stage, window, qtbot)
    write(page, 2, "\n".join(mail for mail, _ in names))
    form = page.form
    qtbot.waitUntil(lambda: form.ready.count() > 1)
    number = next(n for n in range(form.ready.count()) if form.ready.itemText(n).startswith("Free delivery"))
    form.subject.clear()
    form.ready.setCurrentIndex(number)
    form.ready.activated.emit(number)
    assert [one.language for one in form.mailing.versions] == ["en", "pl"]
    form.look_button.click()
    qtbot.waitUntil(form.send_button.isVisible)
    preview = form.samples.cards
    assert len(preview) == 3
    form.send_button.click()
    qtbot.waitUntil(lambda: bool(stage.store.mailings()))
    (kept,) = stage.store.mailings()
    said = [mailing_letter(EmailLetters(), kept.mailing, one, box.account) for one in stage.store.mailing_recipients(1)]
    texts = [letter.written.message.body.splitlines()[0] for letter in said]
    assert texts[7] == "Dzień dobry"
    assert texts[0] == "Dear Aaa c00@lang.example"
    assert "<b>Aaa c00@lang.example</b>" in said[0].written.html


def test_two_texts_in_one_language_are_refused(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    page, _ = opened(stage, window, qtbot)
    write(page, 3)
    page.form.card.add_button.click()
    page.form.text.setPlainText("Once more")
    page.form.look_button.click()
    qtbot.waitUntil(page.form.trouble.isVisible)
    assert "same language" in page.form.trouble.accessibleName()


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


def test_whose_mailing_is_declined_is_told_why_once_and_no_colleague_is(
    stage: Stage, window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page, box = opened(stage, window, qtbot)
    own = store_mailing(stage, box, EVERYBODY)
    other = store_mailing(stage, box, EVERYBODY, author="Olga Maj", subject="A colleague's")
    listed(stage, page, qtbot, 2)
    window.rail.choose(Page.WORK)  # its author went on
    for mailing in (own, other):
        assert mailing.id is not None
        stage.store.decide_mailing(mailing.id, "Jan Lis", "The price is wrong.", approves=False)
    stage.services.feed.look()
    qtbot.waitUntil(lambda: any(one.text.startswith("Jan Lis declined") for one in stage.services.notices.notices))
    (told,) = (one for one in stage.services.notices.notices if "declined" in one.text)
    assert own.subject in told.text
    assert "The price is wrong." in told.hint
    stage.services.notices.clear(told.key)
    store_mailing(stage, box, EVERYBODY, author="Olga Maj", subject="Another")
    stage.services.feed.look()
    qtbot.waitUntil(lambda: len(stage.services.mailings.mailings) == 3)
    assert not any("declined" in one.text for one in stage.services.notices.notices)
    services = stage.services
    parts = services.accounts, services.tasks, services.notices
    monkeypatch.setattr(mailings, "_PAGE", 1)  # newer ones fill the page
    again = Mailings(stage.store, services.feed, Channels(built_in_channels), *parts, AGENT)
    again.read()  # as after a start: whoever was away learns it then
    qtbot.waitUntil(lambda: any("declined" in one.text for one in stage.services.notices.notices))


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
    qtbot.waitUntil(lambda: bool(mailings.left_out.standings))
    draft = Draft(interaction_id=1, agent=AGENT, kind=DraftKind.NEW, to=(Participant(address="Gone@post.example"),))
    assert mailings.left_out.warnings(draft) == ("Letters to gone@post.example came back",)
    assert mailings.left_out.warnings(Draft(interaction_id=1, agent=AGENT, kind=DraftKind.NEW)) == ()


def _anna(stage: Stage) -> Customer:
    found = stage.store.customer(stage.store.find_customers("Anna Kowalczyk")[0].customer_id)
    assert found is not None
    return found


def _is_left_out(stage: Stage) -> bool:
    mail = next(one.value for one in _anna(stage).addresses if one.kind is AddressKind.EMAIL)
    plan = stage.store.plan_mailing(Selection(pasted=((mail, ""),)), AGENT)
    return [one.left for one in plan.left_out] == [Left.EXCLUDED]


def _has(chips: Chips, wanted: list[str]) -> bool:
    return [text for text in chips.texts if text == "No mailings"] == wanted


def test_whoever_is_shown_is_left_out_from_there_and_taken_in_again(
    stage: Stage, window: MainWindow, qtbot: QtBot
) -> None:
    window.sidebar.look_at(_anna(stage).id or 0)
    head = window.sidebar.head
    qtbot.waitUntil(lambda: head.name == "Anna Kowalczyk")
    chips = head.findChild(Chips)
    assert chips is not None
    assert "No mailings" not in chips.texts
    for words, is_out in (("Leave out of mailings", True), ("Take into mailings again", False)):
        menu = head.menu()
        assert menu is not None
        (action,) = menu.actions()
        assert action.text() == words
        action.trigger()
        shown = ["No mailings"] if is_out else []
        qtbot.waitUntil(partial(_has, chips, shown))
        assert _is_left_out(stage) is is_out


def test_leaving_a_customer_out_is_undone_by_its_notice(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    left_out = stage.services.mailings.left_out
    left_out.leave_out(_anna(stage))
    qtbot.waitUntil(lambda: left_out.refusal_of(_anna(stage)) is not None)
    notice = next(one for one in stage.services.notices.notices if "no more mailings" in one.text)
    stage.services.notices.act(notice.key)
    qtbot.waitUntil(lambda: left_out.refusal_of(_anna(stage)) is None)
    assert not _is_left_out(stage)


def test_the_form_of_a_customer_says_why_and_takes_them_in_again(
    stage: Stage, window: MainWindow, qtbot: QtBot
) -> None:
    left_out, anna = stage.services.mailings.left_out, _anna(stage)
    mail = next(one.value for one in anna.addresses if one.kind is AddressKind.EMAIL)
    stage.store.set_standing(AddressStanding(address=mail, standing=Standing.COMPLAINED, since=datetime.now(UTC)))
    left_out.read()
    qtbot.waitUntil(lambda: left_out.refusal_of(anna) is not None)
    window.rail.choose(Page.CUSTOMERS)
    window.pages.customers.edit(anna.id or 0)
    editor = window.pages.customers.editor
    qtbot.waitUntil(editor.isVisible)
    assert not editor.gets_mailings.isChecked()
    assert "Complained" in editor.gets_mailings.text()
    before = editor.is_changed
    editor.gets_mailings.setChecked(True)
    assert (before, editor.is_changed) == (False, True)
    editor.save()
    qtbot.waitUntil(lambda: not stage.store.address_standings())


def test_pasted_addresses_are_read_however_they_were_written_down() -> None:
    assert pasted("\ufeffNowak, Anna <anna@a.example>\nb@b.example; c@c.example, D <d@d.example>\n\nnobody") == (
        ("anna@a.example", "Nowak, Anna"),
        ("b@b.example", ""),
        ("c@c.example", ""),
        ("d@d.example", "D"),
        ("nobody", ""),
    )


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ("Anna Nowak;anna@a.example", [("anna@a.example", "Anna Nowak")]),
        ("17\tAnna\tNowak\tanna@a.example", [("anna@a.example", "17 Anna Nowak")]),
        ("17;Anna;Nowak;anna@a.example", [("anna@a.example", "Anna Nowak"), ("17", "")]),
        ("Anna;a@a.example;Bo;b@b.example", [("a@a.example", "Anna"), ("b@b.example", "Bo")]),
        ("anna@; b@b.example", [("b@b.example", ""), ("anna@", "")]),
        ("Nobody; Bo <b@b.example>", [("b@b.example", "Bo"), ("Nobody", "")]),
        ("a@a.example;Anna", [("a@a.example", ""), ("Anna", "")]),
    ],
)
def test_a_table_that_is_pasted_keeps_its_names(row: str, read: list[tuple[str, str]]) -> None:
    assert list(pasted(row)) == read


def test_a_word_of_a_megabyte_is_looked_at_once() -> None:
    word = "x" * 400_000
    assert pasted(word) == ((word, ""),)
