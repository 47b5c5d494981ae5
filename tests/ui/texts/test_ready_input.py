"""Ready texts where one answers: found by a slash, put in filled, gaps in the way of sending, templates."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.office.texts import ReadyText, TextKind, Wording
from desktop.domain.written import Draft
from desktop.ui.conversation.writing.composer import Composer
from desktop.ui.conversation.writing.kinds import KINDS
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.buttons import PlainButton
from tests.ui.mails import Mailbox
from tests.ui.stage import Stage

REFUND = ReadyText(
    title="Refund is on its way",
    shortcut="refund",
    wordings=(
        Wording(language="en", text="Dear {customer.name}, paid."),
        Wording(language="pl", text="", html="<p>Dzień dobry, <b>{customer.first_name}</b>, {order.number}</p>"),
    ),
)
THANKS = ReadyText(title="Thanks for waiting", wordings=(Wording(text="Thank you."),))
ELSEWHERE = ReadyText(title="Refund of sales", queues=("Sales",), wordings=(Wording(text="x"),))
TEMPLATE = ReadyText(
    title="Greeting",
    kind=TextKind.TEMPLATE,
    queues=("Support",),
    wordings=(Wording(language="pl", text="Dzień dobry {customer.first_name},\n{here}\nPozdrawiam"),),
)


@pytest.fixture
def composer(stage: Stage, window: MainWindow, qtbot: QtBot) -> Callable[..., Composer]:
    """Of a mail of a Polish customer without orders, with these texts in the store."""

    def made(*texts: ReadyText) -> Composer:
        for text in texts:
            stage.store.save_text(text)
        address = Address(kind=AddressKind.EMAIL, value="", typed="jan@mail.example")
        stage.store.save_customer(Customer(name="Jan Bąk", language="pl", addresses=(address,)))
        box = Mailbox(stage)
        number, _ = box.arrive("Jan Bąk <jan@mail.example>", "Chair", "Where is it?")
        box.take(number)
        work = stage.services.work_list
        qtbot.waitUntil(lambda: any(row.interaction_id == number for row in work.rows))
        window.work_list.choose_interaction(number)
        composer = window.work_pane.conversation.composer
        qtbot.waitUntil(lambda: composer.draft is not None)
        window.work_pane.conversation.focus_editor()
        qtbot.waitUntil(composer.editor.hasFocus)
        return composer

    return made


def _type(composer: Composer, text: str) -> None:
    QTest.keyClicks(composer.editor, text)


def _press(composer: Composer, key: Qt.Key) -> None:
    QTest.keyClick(composer.editor, key)


def _titles(composer: Composer) -> list[str]:
    model = composer.ready.list.view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_slash_lists_what_fits_and_narrows_as_one_types(composer: Callable[..., Composer], qtbot: QtBot) -> None:
    made = composer(REFUND, THANKS, ELSEWHERE, TEMPLATE)
    _type(made, "/")
    qtbot.waitUntil(made.ready.list.isVisible)
    assert _titles(made) == ["Refund is on its way", "Thanks for waiting"]
    _type(made, "wait")
    assert _titles(made) == ["Thanks for waiting"]
    _type(made, "x")
    assert not made.ready.list.isVisible()
    _press(made, Qt.Key.Key_Backspace)
    assert made.ready.list.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_what_is_taken_takes_the_place_of_what_was_typed(
    composer: Callable[..., Composer], qtbot: QtBot, key: Qt.Key
) -> None:
    made = composer(THANKS)
    _type(made, "Hello. /tha")
    qtbot.waitUntil(made.ready.list.isVisible)
    _press(made, key)
    qtbot.waitUntil(lambda: made.editor.toPlainText() == "Hello. Thank you.")
    assert made.editor.hasFocus()
    assert made.draft is not None
    assert made.draft.text == "Hello. Thank you."
    made.editor.undo()
    assert "Thank you" not in made.editor.toPlainText()


def test_arrows_choose(composer: Callable[..., Composer], qtbot: QtBot) -> None:
    made = composer(REFUND, THANKS)
    _type(made, "/")
    qtbot.waitUntil(made.ready.list.isVisible)
    _press(made, Qt.Key.Key_Down)
    assert made.ready.list.current is not None
    assert made.ready.list.current.title == THANKS.title
    _press(made, Qt.Key.Key_Up)
    _press(made, Qt.Key.Key_Up)
    _press(made, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made.editor.toPlainText() == "Thank you.")


def test_escape_leaves_the_slash_as_text(composer: Callable[..., Composer], qtbot: QtBot) -> None:
    made = composer(THANKS)
    _type(made, "/th")
    qtbot.waitUntil(made.ready.list.isVisible)
    _press(made, Qt.Key.Key_Escape)
    assert not made.ready.list.isVisible()
    _type(made, "a")
    assert not made.ready.list.isVisible()
    assert made.editor.toPlainText() == "/tha"
    _press(made, Qt.Key.Key_Return)
    _type(made, "/")
    assert made.ready.list.isVisible()


@pytest.mark.parametrize("text", ["km/thanks", "and / or", "https://thanks", "1/", "please/wait"])
def test_a_slash_within_words_is_only_a_slash(
    composer: Callable[..., Composer], qtbot: QtBot, stage: Stage, text: str
) -> None:
    made = composer(THANKS)
    stage.services.texts.open()
    qtbot.waitUntil(lambda: stage.services.texts.is_read)
    _type(made, text)
    assert not made.ready.list.isVisible()


def test_variables_are_filled_in_the_customers_language_and_the_gap_is_chosen(
    composer: Callable[..., Composer], qtbot: QtBot
) -> None:
    made = composer(REFUND)
    _type(made, "/refund")
    qtbot.waitUntil(made.ready.list.isVisible)
    _press(made, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made.editor.toPlainText() == "Dzień dobry, Jan, {order.number}")
    assert "<b>Jan</b>" in made.editor.html
    assert made.editor.textCursor().selectedText() == "{order.number}"
    assert made.ready.gaps.isVisible()
    assert "order" in made.ready.gaps.text


def test_nothing_is_sent_with_a_gap(composer: Callable[..., Composer], qtbot: QtBot, stage: Stage) -> None:
    made = composer(REFUND)
    _type(made, "/refund")
    qtbot.waitUntil(made.ready.list.isVisible)
    _press(made, Qt.Key.Key_Return)
    qtbot.waitUntil(made.ready.gaps.isVisible)
    made.editor.moveCursor(QTextCursor.MoveOperation.Start)
    made.send()
    assert made.editor.textCursor().selectedText() == "{order.number}"
    assert made.draft is not None
    _type(made, "10-1")
    qtbot.waitUntil(lambda: not made.ready.gaps.isVisible())
    with qtbot.waitSignal(stage.services.composing.queued):
        made.send()


def test_an_answer_begins_with_the_template_of_its_queue(composer: Callable[..., Composer], stage: Stage) -> None:
    made = composer(TEMPLATE)
    assert made.editor.toPlainText() == "Dzień dobry Jan,\n\nPozdrawiam"
    assert not made.send_button.isEnabled()
    assert stage.store.drafts(stage.services.agent.agent) == []
    _type(made, "Jutro.")
    assert made.editor.toPlainText() == "Dzień dobry Jan,\nJutro.\nPozdrawiam"
    assert made.send_button.isEnabled()


@pytest.mark.parametrize("texts", [(TEMPLATE,), ()], ids=["template", "empty"])
def test_what_is_rubbed_out_again_is_no_draft_and_cannot_be_sent(
    composer: Callable[..., Composer], stage: Stage, qtbot: QtBot, texts: tuple[ReadyText, ...]
) -> None:
    made = composer(*texts)
    begun = made.editor.toPlainText()

    def drafts() -> Sequence[Draft]:
        return stage.store.drafts(stage.services.agent.agent)

    _type(made, "Ja")
    qtbot.waitUntil(lambda: drafts() != [])
    for _ in "Ja":
        _press(made, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: drafts() == [])
    for place in (2, 0):  # to a note, and back
        made.kinds.findChildren(PlainButton)[place].click()
        qtbot.waitUntil(lambda: made.draft is not None and made.draft.kind is KINDS[place])  # noqa: B023
    assert made.editor.toPlainText() == begun
    assert not made.send_button.isEnabled()
    made.editor.setFocus()
    _type(made, "Nie")
    qtbot.waitUntil(lambda: [draft.text.strip() for draft in drafts()] == [made.editor.toPlainText().strip()])


def test_the_button_opens_the_list_too(composer: Callable[..., Composer], qtbot: QtBot) -> None:
    made = composer(THANKS)
    _type(made, "Hello.")
    made.texts_button.click()
    qtbot.waitUntil(made.ready.list.isVisible)
    assert made.editor.toPlainText() == "Hello. /"


@pytest.mark.parametrize(("typed", "left"), [("", "Hello."), ("than", "Hello. than")])
def test_escape_takes_away_a_slash_that_nobody_typed(
    composer: Callable[..., Composer], qtbot: QtBot, typed: str, left: str
) -> None:
    made = composer(THANKS)
    _type(made, "Hello.")
    made.texts_button.click()
    qtbot.waitUntil(made.ready.list.isVisible)
    _type(made, typed)
    _press(made, Qt.Key.Key_Escape)
    assert made.editor.toPlainText() == left
    assert not made.ready.list.isVisible()
    _type(made, " /th")
    _press(made, Qt.Key.Key_Escape)
    assert made.editor.toPlainText() == f"{left} /th"


def test_a_text_that_a_colleague_adds_is_listed_at_once(
    composer: Callable[..., Composer], qtbot: QtBot, stage: Stage
) -> None:
    made = composer(THANKS)
    _type(made, "/")
    qtbot.waitUntil(made.ready.list.isVisible)
    stage.store.save_text(REFUND)
    stage.services.feed.look()
    qtbot.waitUntil(lambda: made.ready.list.rows == 2)
