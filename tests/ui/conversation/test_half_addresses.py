"""What is typed into the fields of recipients and is no address yet: "Draft saved" is said of it, too."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.written import DraftKind
from desktop.ui.conversation.writing.composer import Composer
from tests.ui.conversation.conftest import Open
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, Stage


def mine(box: Mailbox, cc: str = "") -> int:
    number, _ = box.arrive("Anna <anna@mail.example>", "Chair", "It is late.", cc=cc)
    box.take(number)
    return number


def type_half(composer: Composer, name: str) -> None:
    composer.fields.show()
    field = composer.fields.field(name)
    field.setFocus()
    QTest.keyClicks(field, "half")


def test_half_an_address_is_kept_with_the_draft_and_gone_on_with(
    stage: Stage, box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    first, second = mine(box), mine(box)
    composer = open_one(first).composer
    type_half(composer, "cc")
    qtbot.waitUntil(lambda: composer.saved_words.startswith("Draft saved "))
    kept = stage.store.draft(first, AGENT, DraftKind.REPLY)
    assert kept is not None
    assert kept.unfinished == (("cc", "half"),)
    open_one(second)
    assert not composer.fields.isVisible()
    open_one(first)
    field = composer.fields.field("cc")
    assert field.isVisible()
    assert field.text() == "half"
    field.setCursorPosition(len(field.text()))
    QTest.keyClicks(field, "@shop.example")
    assert composer.draft is not None
    assert composer.draft.unfinished == ()
    assert [who.address for who in composer.draft.cc] == ["half@shop.example"]


def test_an_answer_to_all_takes_the_place_of_half_an_address_but_not_of_a_hidden_one(
    box: Mailbox, open_one: Open, qtbot: QtBot
) -> None:
    composer = open_one(mine(box, "Bob <bob@mail.example>")).composer
    qtbot.waitUntil(composer.all_button.isVisible)
    type_half(composer, "cc")
    type_half(composer, "bcc")
    QTest.mouseClick(composer.all_button, Qt.MouseButton.LeftButton)
    assert composer.draft is not None
    assert composer.draft.unfinished == (("bcc", "half"),)
    assert "bob@mail.example" in composer.fields.field("cc").text()
    assert composer.fields.field("bcc").text() == "half"
