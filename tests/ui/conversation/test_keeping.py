"""The orders of a message: saved as it came, on paper, forwarded, split off; what is in the file, and on the pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default as default_policy
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QPageSize, QPdfWriter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop.domain.written import DraftKind, OutboxState, Outgoing
from desktop.services.messaging import conversation as conversations
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.conversation.printing import printed
from desktop.ui.main_window import MainWindow
from tests.ui.mails import Mailbox
from tests.ui.stage import Stage

ANNA = "Anna Nowak <anna.nowak@mail.example>"


@pytest.fixture
def box(stage: Stage) -> Mailbox:
    return Mailbox(stage)


@pytest.fixture
def pane(window: MainWindow, stage: Stage, box: Mailbox, qtbot: QtBot) -> ConversationPane:
    """Two mails, the first with a quote, a file and a remote picture."""
    html = '<p style="color: #eeeeee">Żółty stołek.</p><img src="https://t.example/o.gif">'
    files = [("bill.pdf", "application/pdf", b"%PDF-1.4")]
    number, first = box.arrive(ANNA, "Chairs: a/b", "Żółty stołek.", html=html, files=files, minutes_ago=9)
    second, _ = box.arrive(
        ANNA, "Re: Chairs: a/b", "One more.\n\n> Old words.\n> Older.", answers=first, cc="b@c.example"
    )
    assert second == number
    box.take(number)
    qtbot.waitUntil(lambda: number in {row.interaction_id for row in stage.services.work_list.rows})
    window.work_list.choose_interaction(number)
    made = window.work_pane.conversation
    qtbot.waitUntil(lambda: len(made.transcript.cards) == 2)
    return made


def menu_entries(menu: QMenu) -> dict[str, Callable[[], object]]:
    return {action.text().partition("\t")[0]: action.trigger for action in menu.actions()}


def message_menu(pane: ConversationPane, number: int) -> dict[str, Callable[[], object]]:
    return menu_entries(pane.keeping.message_menu(pane.transcript.cards[number].message_id, QPoint(2, 2)))


def words_on(path: Path) -> str:
    """Without blanks: whoever reads letters off a page guesses those."""
    document = QPdfDocument()
    assert document.load(str(path)) is QPdfDocument.Error.None_
    said = [document.getAllText(number).text() for number in range(document.pageCount())]
    document.close()
    return bare("".join(said))


def bare(words: str) -> str:
    return "".join(words.split())


def accept(qtbot: QtBot, target: Path) -> None:
    """What somebody does who prints into a file."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QPrintDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QPrintDialog)
    assert "/" not in dialog.printer().docName()  # it names the file that is offered
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(target))
    dialog.done(QPrintDialog.DialogCode.Accepted)
    qtbot.waitUntil(target.exists)


def test_any_message_is_saved_as_it_came_under_its_subject_and_marked(
    pane: ConversationPane, stage: Stage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    origins: list[str] = []
    target = tmp_path / "saved.eml"
    save = stage.services.files.save

    def saved(path: str, content: bytes, origin: str) -> None:
        origins.append(origin)
        save(path, content, origin)

    def choose(_parent: object, _title: str, name: str) -> tuple[str, str]:
        asked.append(name)
        return str(target), ""

    monkeypatch.setattr(stage.services.files, "save", saved)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    message_menu(pane, 0)["Save this message as…"]()
    qtbot.waitUntil(target.exists)
    assert target.read_bytes() == stage.store.raw_message(pane.transcript.cards[0].message_id)
    assert asked == ["b.eml"]
    assert origins == ["mailto:anna.nowak@mail.example"]
    target.unlink()
    menu_entries(pane.more_menu())["Save this message as…"]()  # of the one that is read: the newest
    qtbot.waitUntil(target.exists)
    assert b"Older." in target.read_bytes()


def test_the_key_for_the_menu_opens_that_of_the_message_that_is_read(pane: ConversationPane, qtbot: QtBot) -> None:
    asked: list[int] = []
    pane.transcript.menu_asked.connect(lambda number, *_: asked.append(number))
    pane.transcript.setFocus()
    place = QPoint(0, 0)
    QApplication.sendEvent(
        pane.transcript, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, pane.transcript.mapToGlobal(place))
    )
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert {"Save this message as…", "Print this message…", "Print the conversation…"} <= menu_entries(menu).keys()
    assert asked == [pane.transcript.cards[-1].message_id]
    menu.close()


def test_a_note_is_printed_with_its_author_and_saved_by_nobody(
    pane: ConversationPane, stage: Stage, qtbot: QtBot
) -> None:
    stage.store.add_note(pane.interaction_id, "Olga", "Ask finance.")
    stage.services.feed.look()
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 3)
    assert "Save this message as…" not in message_menu(pane, 2)
    assert "Print this message…" in message_menu(pane, 2)


FORWARD = "Forward this message"


def test_the_very_message_is_forwarded_with_its_files(pane: ConversationPane, stage: Stage, qtbot: QtBot) -> None:
    composer = pane.composer
    message_menu(pane, 0)[FORWARD]()
    qtbot.waitUntil(lambda: composer.draft is not None and composer.draft.kind is DraftKind.FORWARD)
    assert composer.draft is not None
    assert composer.draft.answers == pane.transcript.cards[0].message_id
    assert composer.fields.subject.text() == "Fwd: Chairs: a/b"
    assert [one.name for one in composer.draft.files] == ["bill.pdf"]
    assert composer.fields.field("to").hasFocus()
    message_menu(pane, 1)[FORWARD]()  # nothing is written yet: this one then
    newest = pane.transcript.cards[1].message_id
    qtbot.waitUntil(lambda: composer.draft is not None and composer.draft.answers == newest)
    assert not composer.draft.files
    composer.editor.insertPlainText("See below.")
    menu_entries(pane.more_menu())[FORWARD]()  # the one that is read: the same
    qtbot.waitUntil(lambda: composer.draft is not None and composer.draft.text == "See below.")
    assert "forward.other" not in [one.key for one in stage.services.notices.notices]
    message_menu(pane, 0)[FORWARD]()
    qtbot.waitUntil(lambda: "forward.other" in [one.key for one in stage.services.notices.notices])
    qtbot.waitUntil(lambda: composer.draft is not None)
    assert (composer.draft.text, composer.draft.answers) == ("See below.", newest)


def test_a_message_is_forwarded_without_a_word(pane: ConversationPane, stage: Stage, qtbot: QtBot) -> None:
    composer = pane.composer
    message_menu(pane, 1)[FORWARD]()
    qtbot.waitUntil(lambda: composer.draft is not None and composer.draft.kind is DraftKind.FORWARD)
    composer.send()
    assert not stage.store.outbox(), "to nobody"
    QTest.keyClicks(composer.fields.field("to"), "workshop@mail.example")
    composer.send()
    qtbot.waitUntil(lambda: len(stage.store.outbox()) == 1)
    (letter,) = stage.store.outbox()
    assert letter.message_id is not None
    assert letter.recipients == ("workshop@mail.example",)
    message = message_from_bytes(stage.store.raw_message(letter.message_id), policy=default_policy)
    body = message.get_body(("plain",))
    assert body is not None
    assert "One more." in body.get_content()


def test_our_own_letter_is_forwarded_when_it_is_chosen(pane: ConversationPane, stage: Stage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: pane.composer.draft is not None)
    pane.composer.editor.insertPlainText("It is here.")
    pane.send()
    qtbot.waitUntil(lambda: len(pane.transcript.cards) == 3)
    message_menu(pane, 2)[FORWARD]()
    ours = pane.transcript.cards[2].message_id
    qtbot.waitUntil(lambda: pane.composer.draft is not None and pane.composer.draft.answers == ours)
    stage.store.add_note(pane.interaction_id, "Olga", "Ask finance.")
    stage.services.feed.look()
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 4)
    assert FORWARD not in message_menu(pane, 3)


SPLIT = "Split off from here on"


@pytest.mark.parametrize("menu", ["of the message", "of the conversation"])
def test_a_message_is_split_off_and_comes_back_by_undo(
    menu: str, pane: ConversationPane, stage: Stage, qtbot: QtBot
) -> None:
    number = pane.interaction_id
    chosen = message_menu(pane, 1) if menu == "of the message" else menu_entries(pane.more_menu())
    chosen[SPLIT]()
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 1)
    assert pane.interaction_id == number
    qtbot.waitUntil(lambda: len(stage.services.work_list.rows) == 2)
    (other,) = (row for row in stage.services.work_list.rows if row.interaction_id != number)
    assert (other.agent, other.subject) == (stage.services.agent.agent, "Re: Chairs: a/b")
    (said,) = (one for one in stage.services.notices.notices if one.key == "work.undo")
    assert said.text == "“Re: Chairs: a/b” is a conversation of its own now"
    assert SPLIT not in message_menu(pane, 0), "nothing would be left"
    assert SPLIT not in menu_entries(pane.more_menu())
    stage.services.notices.act("work.undo")
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    qtbot.waitUntil(lambda: [row.interaction_id for row in stage.services.work_list.rows] == [number])


def test_a_conversation_is_printed_whole_by_its_key(
    pane: ConversationPane,
    window: MainWindow,
    stage: Stage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    box: Mailbox,
) -> None:
    """Also what was not read yet; a quote of what stands there already is left out, a note stays in the house,
    and pale words are dark."""
    stage.store.add_note(pane.interaction_id, "Olga", "Ask finance.")
    stage.services.feed.look()
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 3)
    box.arrive("Bob <bob@mail.example>", "Other", "Elsewhere.")
    target = tmp_path / "conversation.pdf"
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    accept(qtbot, target)
    said = words_on(target)
    for words in (
        "From: Anna Nowak <anna.nowak@mail.example>",
        "Subject: Chairs: a/b",
        "Cc: b@c.example",
        "Date: ",
        "Żółty stołek.",
        "bill.pdf (8 B)",
        "One more.",
        "1 / 1",
    ):
        assert bare(words) in said, words
    assert said.index("Żółty") < said.index("Onemore.")
    assert "Oldwords." not in said
    assert "Askfinance." not in said
    assert "Elsewhere." not in said


def test_earlier_messages_are_read_before_a_conversation_is_printed(
    window: MainWindow,
    stage: Stage,
    box: Mailbox,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conversations, "PAGE", 3)
    number, first = box.arrive(ANNA, "Chairs", "Word 0.", minutes_ago=60)
    for which in range(1, 12):
        box.arrive(ANNA, "Re: Chairs", f"Word {which}.", answers=first, minutes_ago=60 - which)
    box.take(number)
    qtbot.waitUntil(lambda: number in {row.interaction_id for row in stage.services.work_list.rows})
    window.work_list.choose_interaction(number)
    made = window.work_pane.conversation
    qtbot.waitUntil(lambda: bool(made.transcript.cards))
    made.keeping.print_all()
    target = tmp_path / "all.pdf"
    accept(qtbot, target)
    said = words_on(target)
    assert all(f"Word{which}." in said for which in range(12))


def test_one_message_is_printed_with_what_it_quotes(pane: ConversationPane, qtbot: QtBot, tmp_path: Path) -> None:
    message_menu(pane, 1)["Print this message…"]()
    target = tmp_path / "one.pdf"
    accept(qtbot, target)
    said = words_on(target)
    assert "Older." in said
    assert "Żółty" not in said


def test_what_was_not_sent_says_so_on_paper(pane: ConversationPane) -> None:
    shown = pane.transcript.messages[0]
    outgoing = Outgoing(
        account_id=1,
        interaction_id=pane.interaction_id,
        external_id="x",
        send_after=datetime.now(UTC),
        state=OutboxState.FAILED,
        error="550 5.7.0 no",
    )
    unsent = replace(shown, written=replace(shown.written, outbox=outgoing))
    assert "Not sent. 550 5.7.0 no" in printed("Chairs", [unsent]).toPlainText()
    assert "Not sent" not in printed("Chairs", [shown]).toPlainText()


@pytest.mark.qt_log_ignore("QPainter::begin|QPdfWriter|QPdfEngine")
def test_a_place_that_cannot_be_written_to_is_told(pane: ConversationPane, stage: Stage, tmp_path: Path) -> None:
    writer = QPdfWriter(str(tmp_path / "none" / "there.pdf"))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    pane.keeping.print_on(writer, "Chairs", pane.transcript.messages, False, 0)
    assert "could not be printed" in stage.services.notices.notices[-1].text
