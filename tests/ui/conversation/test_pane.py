"""A conversation in the window, over a real store: read, answered, taken back, noted, put back, closed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.domain.channel import Direction
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.errors import Rejected
from desktop.domain.history import SearchQuery
from desktop.domain.interaction import InteractionState
from desktop.domain.work import Priority, WorkScope
from desktop.domain.written import Draft, DraftKind, OutboxState
from desktop.ui.main_window import MainWindow
from tests.store.bus.written import letter
from tests.ui.conftest import settle
from tests.ui.conversation.conftest import Open
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, Stage

ANNA = "Anna Nowak <anna.nowak@mail.example>"


def mine(box: Mailbox, subject: str = "Where is my chair?", text: str = "It is late.") -> int:
    number, _ = box.arrive(ANNA, subject, text)
    box.take(number)
    return number


def test_a_mail_that_arrives_is_listed_opened_and_read(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = mine(box)
    qtbot.waitUntil(lambda: any(row.is_unread for row in stage.services.work_list.rows))
    pane = open_one(number)
    assert window.work_pane.shows_conversation
    assert pane.head.subject.text == "Where is my chair?"
    assert pane.head.whose.text == "Assigned to you"
    assert pane.transcript.cards[0].text.toPlainText() == "It is late."
    qtbot.waitUntil(lambda: not any(row.is_unread for row in stage.services.work_list.rows))


def test_the_customer_stands_on_the_right_with_everything_before(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    address = Address(kind=AddressKind.EMAIL, value="", typed="anna.nowak@mail.example")
    anna = stage.store.save_customer(Customer(name="Anna Nowak", addresses=(address,)))
    open_one(mine(box))
    qtbot.waitUntil(lambda: window.sidebar.customer_id == anna.id)
    assert window.sidebar.head.name == "Anna Nowak"
    assert "Matched by e-mail address" in window.sidebar.head.match_words


def test_a_stranger_who_wrote_becomes_a_customer_with_that_address(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = mine(box)
    open_one(number)
    stranger = window.sidebar.stranger
    qtbot.waitUntil(stranger.isVisible)
    assert "anna.nowak@mail.example" in stranger.new_words
    stranger.name_field.setText("Anna Nowak")
    stranger.create_button.click()
    qtbot.waitUntil(lambda: window.sidebar.head.name == "Anna Nowak")
    interaction = stage.store.interaction(number)
    assert interaction is not None
    customer = stage.store.customer(interaction.customer_id or 0)
    assert customer is not None
    assert [one.value for one in customer.addresses] == ["anna.nowak@mail.example"]


def test_an_answer_goes_to_who_wrote_and_waits_in_the_outbox_until_it_may_be_sent(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    pane = open_one(mine(box))
    assert pane.composer.line.words == "To anna.nowak@mail.example"
    assert not pane.composer.send_button.isEnabled()
    pane.focus_editor()
    QTest.keyClicks(pane.composer.editor, "It leaves today.")
    QTest.keyClick(pane.composer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    sent = pane.transcript.messages[-1].written
    assert sent.message.direction is Direction.OUTBOUND
    assert sent.message.body.strip().startswith("It leaves today.")
    assert sent.outbox is not None
    assert sent.outbox.state is OutboxState.WAITING
    assert sent.outbox.recipients == ("anna.nowak@mail.example",)
    assert pane.undo_bar.isVisible()
    assert pane.undo_bar.words.startswith("Goes out in ")
    qtbot.waitUntil(lambda: pane.composer.draft is not None)
    assert pane.composer.editor.toPlainText() == ""


def test_what_was_just_sent_is_taken_back_whole(stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot) -> None:
    pane = open_one(mine(box))
    pane.composer.editor.insertPlainText("Too early.")
    pane.send()
    qtbot.waitUntil(lambda: pane.undo_bar.isVisible() and len(pane.transcript.messages) == 2)
    pane.undo_bar.button.click()
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 1)
    assert pane.composer.editor.toPlainText() == "Too early."
    assert not pane.undo_bar.isVisible()
    assert stage.services.composing.outbox == ()


def test_the_card_of_a_letter_that_waits_takes_it_back_too(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    pane = open_one(mine(box))
    pane.composer.editor.insertPlainText("Tomorrow will do.")
    pane.composer.send_later(datetime.now(UTC) + timedelta(days=1))
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    line = pane.transcript.cards[-1].outgoing
    assert line is not None
    assert line.words.startswith("Goes out: ")
    assert not pane.undo_bar.isVisible()
    line.recall_button.click()
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 1)
    assert pane.composer.editor.toPlainText() == "Tomorrow will do."


def test_a_draft_is_saved_as_it_is_typed_and_there_again_after_a_look_elsewhere(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    first, second = mine(box), mine(box, "Another thing")
    pane = open_one(first)
    pane.composer.editor.insertPlainText("Half a sen")
    qtbot.waitUntil(lambda: pane.composer.saved_words.startswith("Draft saved "))
    kept = stage.store.draft(first, AGENT, DraftKind.REPLY)
    assert kept is not None
    assert kept.text == "Half a sen"
    pane.composer.editor.insertPlainText("tence")  # and away before it is saved
    open_one(second)
    assert pane.composer.editor.toPlainText() == ""
    open_one(first)
    assert pane.composer.editor.toPlainText() == "Half a sentence"


def test_a_mail_that_comes_while_one_writes_leaves_the_draft_alone(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number, message_id = box.arrive(ANNA, "Where is my chair?", "It is late.")
    box.take(number)
    pane = open_one(number)
    pane.composer.editor.insertPlainText("My answer")
    box.arrive(ANNA, "Re: Where is my chair?", "Never mind, it came.", answers=message_id)
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    assert pane.composer.editor.toPlainText() == "My answer"
    assert pane.transcript.is_at_end


def test_a_mail_that_comes_does_not_touch_where_one_writes_nor_what_can_be_undone(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number, message_id = box.arrive(ANNA, "Where is my chair?", "It is late.")
    box.take(number)
    pane = open_one(number)
    editor = pane.composer.editor
    editor.insertPlainText("My answer")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    begun = pane.composer.draft
    box.arrive(ANNA, "Re: Where is my chair?", "Never mind, it came.", answers=message_id)
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    assert pane.composer.draft is begun
    assert editor.textCursor().position() == 0
    assert editor.document().isUndoAvailable()


def test_what_a_colleague_writes_there_leaves_the_draft_alone(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = mine(box)
    pane = open_one(number)
    pane.composer.editor.insertPlainText("My answer")
    settle(stage, qtbot)
    begun = pane.composer.draft
    assert begun is not None
    stage.store.save_draft(replace(begun, agent="jan", text="His answer", html=""))
    stage.store.add_note(number, "jan", "I am at it.")
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    assert pane.composer.draft is begun
    assert pane.composer.editor.toPlainText() == "My answer"


def test_whoever_writes_is_told_that_a_colleague_answered_meanwhile(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = mine(box)
    pane = open_one(number)
    pane.composer.editor.insertPlainText("My answer")
    settle(stage, qtbot)
    stage.store.enqueue(letter(number, box.account.id or 0, "It came back.", author="jan"))
    stage.services.feed.look()
    qtbot.waitUntil(pane.writers.isVisible)
    assert "jan answered since you began" in pane.writers.accessibleName()
    assert pane.composer.editor.toPlainText() == "My answer"
    other = mine(box, "Another")
    open_one(other)
    assert not pane.writers.isVisible()
    stage.store.assign(number, AGENT, by="jan")  # it was jan's by his answer
    stage.services.feed.look()
    open_one(number)
    assert pane.composer.editor.toPlainText() == "My answer"
    qtbot.waitUntil(pane.writers.isVisible)
    pane.send()  # all the same
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 3)
    qtbot.waitUntil(lambda: pane.composer.draft is not None and not pane.composer.draft.text)
    assert not pane.writers.isVisible()


def test_whoever_goes_on_with_a_draft_of_before_is_told_that_a_colleague_answered_since(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = mine(box)
    first = stage.store.conversation(number).messages[-1].message.id
    stage.store.save_draft(
        Draft(interaction_id=number, agent=AGENT, kind=DraftKind.REPLY, text="My answer", answers=first)
    )
    stage.store.enqueue(letter(number, box.account.id or 0, "It came back.", author="jan"))
    stage.store.assign(number, AGENT, by="jan")
    pane = open_one(number)
    assert pane.composer.editor.toPlainText() == "My answer"
    assert pane.writers.isVisible()


def test_whoever_has_not_begun_to_write_answers_what_a_colleague_said_last(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = mine(box)
    pane = open_one(number)
    stage.store.enqueue(letter(number, box.account.id or 0, "It came back.", author="jan"))
    stage.services.feed.look()
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    last = pane.transcript.messages[-1].written.message.id
    qtbot.waitUntil(lambda: pane.composer.draft is not None and pane.composer.draft.answers == last)
    assert not pane.writers.isVisible()


def test_what_is_typed_while_a_letter_is_put_into_the_outbox_does_not_bring_it_back(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = mine(box)
    pane = open_one(number)
    pane.focus_editor()
    QTest.keyClicks(pane.composer.editor, "It leaves today.")
    pane.send()
    QTest.keyClicks(pane.composer.editor, " Or not.")
    pane.composer.fields.changed.emit()
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    settle(stage, qtbot)
    qtbot.waitUntil(lambda: pane.composer.draft is not None)
    assert pane.composer.editor.toPlainText() == ""
    assert stage.store.draft(number, AGENT, DraftKind.REPLY) is None
    QTest.keyClicks(pane.composer.editor, "One more thing.")
    assert pane.composer.draft is not None
    assert pane.composer.draft.text == "One more thing."


def test_a_letter_that_cannot_be_put_into_the_outbox_can_be_written_on(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = open_one(mine(box))
    pane.composer.editor.insertPlainText("It leaves today.")

    def refuse(*_: object) -> None:
        raise Rejected("Not today.")

    monkeypatch.setattr(stage.store, "enqueue", refuse)
    with qtbot.waitSignal(stage.services.composing.not_queued):
        pane.send()
    QTest.keyClicks(pane.composer.editor, "!")
    assert pane.composer.draft is not None
    assert "!" in pane.composer.draft.text
    settle(stage, qtbot)


def test_a_note_is_for_colleagues_and_there_at_once(stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot) -> None:
    pane = open_one(mine(box))
    pane.composer.kinds._group.button(2).click()
    qtbot.waitUntil(lambda: pane.composer.draft is not None)
    assert pane.composer.send_button.text() == "Add note"
    assert not pane.composer.line.isVisible()
    pane.composer.editor.insertPlainText("Finance pays on Thursdays.")
    pane.send()
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    assert pane.transcript.messages[-1].written.message.direction is Direction.INTERNAL
    assert stage.services.composing.outbox == ()


@pytest.mark.parametrize("button", [0, 1])
def test_what_was_noted_last_is_neither_answered_nor_passed_on(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot, button: int
) -> None:
    number = mine(box)
    stage.store.add_note(number, AGENT, "Finance pays on Thursdays.")
    composer = open_one(number).composer
    composer.kinds._group.button(button).click()
    kind = (DraftKind.REPLY, DraftKind.FORWARD)[button]
    qtbot.waitUntil(lambda: composer.draft is not None and composer.draft.kind is kind)
    draft = composer.draft
    assert draft is not None
    answered = stage.store.conversation(number).messages[0].message
    assert (answered.direction, draft.answers) == (Direction.INBOUND, answered.id)
    assert [who.address for who in draft.to] == ([] if button else ["anna.nowak@mail.example"])
    assert draft.subject == ("Fwd: Where is my chair?" if button else "Re: Where is my chair?")


def test_an_address_that_is_none_is_said_before_anything_is_sent(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    pane = open_one(mine(box))
    composer = pane.composer
    composer.line.click()
    assert composer.fields.isVisible()
    field = composer.fields.field("cc")
    field.setText("not an address")
    field.textEdited.emit(field.text())
    composer.editor.insertPlainText("Hello")
    pane.send()
    assert composer.fields.trouble
    assert field.hasFocus()
    settle(stage, qtbot)
    assert len(pane.transcript.messages) == 1


def test_somebody_who_was_not_on_the_last_mail_is_shown_in_amber_before_it_is_sent(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    pane = open_one(mine(box))
    composer = pane.composer
    field = composer.fields.field("cc")
    field.setText("boss@other.example")
    field.textEdited.emit(field.text())
    assert "boss@other.example" in composer.line.words
    assert "boss@other.example" in composer.line.accessibleDescription()
    assert composer.fields.isVisible()
    assert "boss@other.example" in composer.fields._warning.text()


def test_a_recipient_is_completed_from_the_customers_and_what_stands_before_stays(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    addresses = (Address(kind=AddressKind.EMAIL, value="", typed="ksawery@mail.example"),)
    stage.store.save_customer(Customer(name="Ksawery, Wrona i Syn", addresses=addresses))
    composer = open_one(mine(box)).composer
    composer.line.click()
    field = composer.fields.field("cc")
    field.setFocus()
    QTest.keyClicks(field, "boss@shop.example, ksawe")
    qtbot.waitUntil(lambda: field.suggestions.isVisible() and field.suggestions.current is not None)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: composer.draft is not None and len(composer.draft.cc) == 2)
    assert composer.draft is not None
    assert [who.address for who in composer.draft.cc] == ["boss@shop.example", "ksawery@mail.example"]
    assert composer.draft.cc[1].name == "Ksawery, Wrona i Syn"


def test_everybody_an_answer_goes_to_is_shown_and_of_very_many_how_many_more(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    composer = open_one(mine(box)).composer
    field = composer.fields.field("cc")
    everybody = composer.line.everybody
    assert not everybody.isVisible()
    for count in (1, 5, 400):
        addresses = [f"person.{number}@department.example" for number in range(count)]
        field.setText(", ".join(addresses))
        field.textEdited.emit(field.text())
        qtbot.waitUntil(lambda count=count: composer.draft is not None and len(composer.draft.cc) == count)  # type: ignore[misc]  # a default has no type
        composer.recipients.open(is_open=True)
        qtbot.waitUntil(lambda: composer.line.is_cut and not everybody.isVisible())  # the fields say it
        composer.line.click()
        qtbot.waitUntil(everybody.isVisible)
        shown = everybody.shown.replace("\xa0", " ")
        if count <= 5:
            assert [address for address in addresses if address not in shown] == []
        else:
            assert f"and {count - shown.count('person.')} more" in shown
        for line in (composer.line, everybody):
            assert all(one.left + 1 < line.width() for one in line._pieces)
    assert everybody.height() <= 28 + 5 * 20
    field.setText("")
    field.textEdited.emit("")
    qtbot.waitUntil(lambda: not everybody.isVisible())


def test_a_letter_to_a_crowd_is_refused_in_words_and_stays_a_draft(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = mine(box)
    composer = open_one(number).composer
    field = composer.fields.field("cc")
    field.setText(", ".join(f"person.{one}@department.example" for one in range(12)))
    field.textEdited.emit(field.text())
    composer.editor.insertPlainText("Dear all")
    qtbot.waitUntil(composer.send_button.isEnabled)
    composer.send()
    notices = stage.services.notices
    qtbot.waitUntil(lambda: any("12 people who take no part" in notice.text for notice in notices.notices))
    assert any("Mailings" in notice.hint for notice in notices.notices)
    qtbot.waitUntil(composer.send_button.isEnabled)  # for fewer
    draft = stage.store.draft(number, AGENT, DraftKind.REPLY)
    assert draft is not None
    assert (draft.text, len(draft.cc)) == ("Dear all", 12)
    assert composer.editor.toPlainText() == "Dear all"


def test_files_are_kept_with_the_draft_and_taken_out_again(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "label.pdf"
    file.write_bytes(b"%PDF" * 500)
    pane = open_one(mine(box))
    pane.composer.attach([str(file)])
    qtbot.waitUntil(lambda: pane.composer.draft is not None and len(pane.composer.draft.files) == 1)
    assert pane.composer.files.isVisible()
    assert pane.composer.files.words.startswith("2 kB in all")
    assert pane.composer.send_button.isEnabled()
    pane.composer.files._chips[0].click()
    assert pane.composer.draft is not None
    assert pane.composer.draft.files == ()
    assert not pane.composer.files.isVisible()


def test_more_than_the_mail_server_takes_is_said_as_soon_as_it_is_attached(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    stage.store.save_account(replace(box.account, settings=(*box.account.settings, ("size_told", "1500000"))))
    stage.services.feed.look()
    qtbot.waitUntil(lambda: any(one.setting("size_told") for one in stage.services.accounts.accounts))
    composer = open_one(mine(box)).composer
    film = tmp_path / "film.mp4"
    film.write_bytes(bytes(2_000_000))
    composer.attach([str(film)])
    qtbot.waitUntil(lambda: "takes 1.5 MB" in composer.line.accessibleDescription())
    composer.files._chips[0].click()
    qtbot.waitUntil(lambda: not composer.line.accessibleDescription())


def test_a_file_that_cannot_be_read_is_told(stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot) -> None:
    pane = open_one(mine(box))
    pane.composer.attach(["/nowhere/label.pdf"])
    qtbot.waitUntil(lambda: any("label.pdf" in notice.text for notice in stage.services.notices.notices))


def test_work_is_put_back_taken_and_closed_by_the_buttons_of_the_head(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = mine(box)
    pane = open_one(number)
    pane.head.owner_button.click()
    qtbot.waitUntil(lambda: pane.head.whose.text == "Nobody has it")
    qtbot.waitUntil(lambda: stage.services.work_list.counts.rows.get(WorkScope.UNASSIGNED) == 1)
    assert window.work_pane.shows_conversation  # it stays in view
    pane.head.owner_button.click()
    qtbot.waitUntil(lambda: pane.head.whose.text == "Assigned to you")
    chosen = stage.services.interactions.dispositions[0]
    pane.head.end_button.click()
    finder = pane.orders.finder
    assert finder is not None
    QTest.keyClicks(finder.field, str(chosen.hot_key))
    qtbot.waitUntil(lambda: pane.head.whose.text == "Closed")
    interaction = stage.store.interaction(number)
    assert interaction is not None
    assert interaction.state is InteractionState.CLOSED
    assert interaction.disposition == chosen.code
    pane.head.end_button.click()
    qtbot.waitUntil(lambda: pane.head.whose.text == "Assigned to you")


def test_a_call_takes_the_middle_and_gives_it_back(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot, talk: Callable[..., object]
) -> None:
    number = mine(box)
    pane = open_one(number)
    pane.composer.editor.insertPlainText("Half")
    talk("c1")
    qtbot.waitUntil(lambda: window.work_pane.key == "c1")
    assert not window.work_pane.shows_conversation
    stage.engine.end("c1")
    code = stage.services.interactions.dispositions[0].code
    stage.services.interactions.choose_disposition("c1", code)
    stage.services.interactions.finish("c1")
    qtbot.waitUntil(lambda: window.work_pane.shows_conversation)
    assert pane.interaction_id == number
    assert pane.composer.editor.toPlainText() == "Half"


def test_a_conversation_of_a_thousand_messages_opens_with_its_newest_page(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = mine(box)
    for note in range(160):
        stage.store.add_note(number, "Olga", f"Note {note}")
    pane = open_one(number)
    assert len(pane.transcript.messages) == 50
    assert pane.transcript.messages[-1].written.message.body == "Note 159"
    pane.transcript.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: len(pane.transcript.messages) > 50)
    while len(pane.transcript.messages) < 161:
        pane.transcript.verticalScrollBar().setValue(0)
        QApplication.processEvents()
        settle(stage, qtbot)
    assert pane.transcript.messages[0].written.message.body == "It is late."


def test_an_answer_goes_to_all_when_that_is_asked_for(stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot) -> None:
    number, _ = box.arrive(ANNA, "For two", "Both of us.", cc="Bob <bob@mail.example>")
    box.take(number)
    composer = open_one(number).composer
    qtbot.waitUntil(composer.all_button.isVisible)
    composer.all_button.setFocus()
    QTest.mouseClick(composer.all_button, Qt.MouseButton.LeftButton)
    assert "bob@mail.example" in composer.line.words
    assert not composer.all_button.isVisible()
    assert composer.editor.hasFocus()  # or what is typed is written over the recipients


def test_a_mail_is_passed_on_with_its_own_draft(stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot) -> None:
    pane = open_one(mine(box))
    composer = pane.composer
    composer.editor.insertPlainText("For Anna")
    composer.kinds._group.button(1).click()
    qtbot.waitUntil(lambda: composer.draft is not None and composer.draft.kind is DraftKind.FORWARD)
    assert composer.fields.isVisible()
    assert composer.fields.subject.text().startswith("Fwd: Where is my chair?")
    assert composer.fields.field("to").hasFocus()  # or whom it is for is typed into the text
    assert composer.line.accessibleDescription() == ""  # and nobody is called left out
    assert "For Anna" not in composer.editor.toPlainText()
    composer.kinds._group.button(0).click()
    qtbot.waitUntil(lambda: composer.draft is not None and composer.draft.kind is DraftKind.REPLY)
    assert composer.editor.toPlainText() == "For Anna"


def test_work_is_left_until_later_and_put_before_others(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    number = mine(box)
    pane = open_one(number)
    menu = pane.more_menu()
    assert menu is not None
    later, priority = menu.findChildren(QMenu)
    later.actions()[0].trigger()
    priority.actions()[0].trigger()

    def row() -> object:
        found = stage.store.work_row(number, AGENT)
        return found is not None and found.snoozed_until is not None and found.priority is Priority.URGENT

    qtbot.waitUntil(lambda: bool(row()))
    qtbot.waitUntil(lambda: not stage.services.work_list.rows)  # it comes back by itself
    assert window.work_pane.shows_conversation


def test_enter_in_the_list_leads_to_where_one_writes(
    window: MainWindow, stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    pane = open_one(mine(box))
    window.work_list.view.setFocus()
    QTest.keyClick(window.work_list.view, Qt.Key.Key_Return)
    qtbot.waitUntil(pane.composer.editor.hasFocus)


def test_a_customer_on_the_phone_is_sent_a_mail_meanwhile(
    window: MainWindow, stage: Stage, box: Mailbox, qtbot: QtBot, talk: Callable[..., object]
) -> None:
    talk("c1")
    qtbot.waitUntil(lambda: window.work_pane.key == "c1" and window.sidebar.customer_id is not None)
    customer = stage.store.customer(window.sidebar.customer_id or 0)
    assert customer is not None
    address = next(one.value for one in customer.addresses if one.kind is AddressKind.EMAIL)
    window.sidebar.head.write_button.click()
    qtbot.waitUntil(lambda: window.work_pane.shows_conversation)
    composer = window.work_pane.conversation.composer
    qtbot.waitUntil(lambda: composer.draft is not None)
    assert composer.kind is DraftKind.NEW
    assert composer.draft is not None
    assert [who.address for who in composer.draft.to] == [address]
    qtbot.waitUntil(composer.fields.subject.hasFocus)
    QTest.keyClicks(composer.fields.subject, "What we agreed")
    composer.editor.insertPlainText("As said on the phone.")
    composer.send()
    qtbot.waitUntil(lambda: len(window.work_pane.conversation.transcript.messages) == 1)
    sent = window.work_pane.conversation.transcript.messages[0].written
    assert sent.message.subject == "What we agreed"
    assert window.call_bar.hang_up_button.isEnabled()  # the call goes on
    window.work_list.choose("c1")
    qtbot.waitUntil(lambda: window.work_pane.key == "c1")


def test_a_customer_who_wants_no_mailings_is_left_out_from_the_conversation(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    address = Address(kind=AddressKind.EMAIL, value="", typed="anna.nowak@mail.example")
    anna = stage.store.save_customer(Customer(name="Anna Nowak", addresses=(address,)))
    pane = open_one(mine(box))
    left_out = stage.services.mailings.left_out

    def order(words: str) -> None:
        next(action for action in pane.more_menu().actions() if action.text() == words).trigger()

    order("Leave out of mailings")
    qtbot.waitUntil(lambda: left_out.refusal_of(anna) is not None)
    order("Take into mailings again")
    qtbot.waitUntil(lambda: left_out.refusal_of(anna) is None)


def test_whom_nobody_knows_yet_cannot_be_left_out_of_mailings(stage: Stage, box: Mailbox, open_one: Open) -> None:
    pane = open_one(mine(box))
    words = [action.text() for action in pane.more_menu().actions()]
    assert not [one for one in words if "mailings" in one]


def test_a_mail_of_somebody_unknown_that_was_found_is_opened(
    window: MainWindow, stage: Stage, box: Mailbox, qtbot: QtBot
) -> None:
    number, _ = box.arrive("Who <who@nowhere.example>", "A wardrobe", "It creaks like zebrawood.")
    (hit,) = stage.store.search(SearchQuery(text="zebrawood")).hits
    assert hit.customer_id is None
    window.top_bar.search.interaction_chosen.emit(hit, "zebrawood")
    qtbot.waitUntil(lambda: window.work_pane.shows_conversation)
    qtbot.waitUntil(lambda: window.work_pane.conversation.head.subject.text == "A wardrobe")
    assert window.work_pane.conversation.interaction_id == number
