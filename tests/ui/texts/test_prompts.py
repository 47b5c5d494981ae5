"""Ready texts in a call: found by a slash in the notes, shown beside them, never in them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.channel import Channel
from desktop.domain.office.texts import ReadyText, Wording
from desktop.services.interactions import WorkItem
from desktop.ui.main_window import MainWindow
from tests.ui.stage import STRANGER, Stage

ASK = ReadyText(
    title="Who is it",
    shortcut="who",
    channels=(Channel.VOICE,),
    wordings=(
        Wording(language="en", text="May I ask, {customer.first_name}?"),
        Wording(language="pl", text="Czy mogę spytać, {customer.first_name}? Sprawa {case.number}."),
    ),
)
WRITTEN = ReadyText(title="Kind regards", channels=(Channel.EMAIL,), wordings=(Wording(text="x"),))


def _slash(window: MainWindow, qtbot: QtBot, typed: str = "/who") -> None:
    notes = window.work_pane.notes
    qtbot.waitUntil(lambda: bool(window.work_pane.key))
    notes.editor.setFocus()
    qtbot.waitUntil(notes.editor.hasFocus)
    QTest.keyClicks(notes.editor, typed)
    qtbot.waitUntil(lambda: "prompts" in notes.__dict__ and notes.prompts.list.isVisible())


def test_a_text_is_shown_large_beside_the_notes_and_not_in_them(
    window: MainWindow, stage: Stage, talk: Callable[..., WorkItem], qtbot: QtBot
) -> None:
    stage.store.save_text(ASK)
    stage.store.save_text(WRITTEN)
    talk()
    notes = window.work_pane.notes
    _slash(window, qtbot, "Late. /")
    assert notes.prompts.list.rows == 1
    QTest.keyClick(notes.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(notes.prompts.panel.isVisible)
    assert notes.prompts.panel.text.toPlainText() == "Czy mogę spytać, Anna? Sprawa [The number of the case]."
    assert notes.editor.toPlainText() == "Late. "
    assert notes.editor.hasFocus()
    assert notes.prompts.panel.text.document().firstBlock().charFormat().font().pixelSize() >= 18


def test_it_is_closed_by_escape_and_by_its_button(
    window: MainWindow, stage: Stage, talk: Callable[..., WorkItem], qtbot: QtBot
) -> None:
    stage.store.save_text(ASK)
    talk()
    notes = window.work_pane.notes

    def press_escape() -> None:
        QTest.keyClick(notes.prompts.panel.text, Qt.Key.Key_Escape)

    for close in (press_escape, lambda: notes.prompts.panel.close_button.click()):
        _slash(window, qtbot)
        QTest.keyClick(notes.editor, Qt.Key.Key_Tab)
        qtbot.waitUntil(notes.prompts.panel.isVisible)
        close()
        assert not notes.prompts.panel.isVisible()
        qtbot.waitUntil(notes.editor.hasFocus)


def test_the_key_opens_the_list_in_the_notes(
    window: MainWindow, stage: Stage, talk: Callable[..., WorkItem], qtbot: QtBot
) -> None:
    stage.store.save_text(ASK)
    talk()
    notes = window.work_pane.notes
    qtbot.waitUntil(lambda: bool(window.work_pane.key))
    window.keys.action("texts").trigger()
    qtbot.waitUntil(notes.prompts.list.isVisible)
    assert notes.editor.toPlainText() == "/"
    QTest.keyClick(notes.editor, Qt.Key.Key_Escape)
    assert notes.editor.toPlainText() == ""


def test_what_is_read_aloud_to_one_is_not_shown_beside_another_call(
    window: MainWindow, stage: Stage, talk: Callable[..., WorkItem], qtbot: QtBot
) -> None:
    stage.store.save_text(ASK)
    talk()
    notes = window.work_pane.notes
    _slash(window, qtbot)
    QTest.keyClick(notes.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(notes.prompts.panel.isVisible)
    other = talk("c2", STRANGER)
    window.work_list.choose(other.key)
    assert not notes.prompts.panel.isVisible()
    _slash(window, qtbot)
    QTest.keyClick(notes.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(notes.prompts.panel.isVisible)
    assert "Anna" not in notes.prompts.panel.text.toPlainText()


def test_nothing_of_it_is_built_before_a_slash_is_typed(
    window: MainWindow, stage: Stage, talk: Callable[..., WorkItem], qtbot: QtBot
) -> None:
    talk()
    QTest.keyClicks(window.work_pane.notes.editor, "He waits.")
    assert "prompts" not in window.work_pane.notes.__dict__
    assert not stage.services.texts.is_read
