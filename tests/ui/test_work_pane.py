"""Notes saved as typed, how it ended by one key, wrap-up finished by another."""

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from desktop.domain.call import CallEnd
from desktop.domain.interaction import InteractionState
from desktop.domain.phone import Registration, RegistrationState
from desktop.services.interactions import WorkItem
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.text import TextLine
from tests.ui.conftest import settle
from tests.ui.stage import STRANGER, Stage

Ring = Callable[..., WorkItem]


def test_what_is_typed_while_it_rings_is_in_the_store_and_the_card_says_so(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    item = ring()
    notes = window.work_pane.notes
    notes.editor.setFocus()
    QTest.keyClicks(notes.editor, "Hinge broken")
    interactions = stage.services.interactions
    qtbot.waitUntil(lambda: (now := interactions.item(item.key)) is not None and now.notes_saved_at is not None)
    settle(stage, qtbot)
    kept = stage.store.interaction_of_call("c1")
    assert kept is not None
    assert kept.notes == "Hinge broken"
    assert notes.saved_words.startswith("Saved ")


def test_what_is_not_saved_yet_is_said_so_whatever_becomes_of_the_call(
    window: MainWindow, stage: Stage, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring()
    notes, clock = window.work_pane.notes, window.work_pane.notes._clock
    monkeypatch.setattr(stage.services.interactions, "write_notes", lambda *_: None)
    QTest.keyClicks(notes.editor, "Hinge")
    monkeypatch.setattr(clock, "seconds_since", lambda _: 60.0)
    clock.ticked.emit()
    assert notes.saved_words == "Not saved yet"
    stage.engine.pick_up("c1")
    assert notes.saved_words == "Not saved yet"


def test_a_look_at_other_work_loses_neither_text_nor_undo(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    first = ring()
    editor = window.work_pane.notes.editor
    QTest.keyClicks(editor, "first")
    stage.engine.pick_up("c1")
    second = ring("c2", STRANGER)
    window.work_list.choose(second.key)
    assert editor.toPlainText() == ""
    QTest.keyClicks(editor, "second")
    window.work_list.choose(first.key)
    assert editor.toPlainText() == "first"
    editor.undo()
    assert editor.toPlainText() != "first"
    window.work_list.choose(second.key)
    assert editor.toPlainText() == "second"


def test_a_case_is_opened_from_the_notes_and_named(window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot) -> None:
    item = ring()
    line = window.work_pane.notes.case_line
    line.open_button.click()
    assert line.field.hasFocus()
    QTest.keyClicks(line.field, "Loose hinge")
    QTest.keyClick(line.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.chip.text.startswith("Case ") and line.chip.isVisible())
    assert line.chip.text.endswith("Loose hinge")
    settle(stage, qtbot)
    kept = stage.store.interaction_of_call("c1")
    assert kept is not None
    assert kept.case_id is not None
    assert item.interaction.case_id is None


def test_pasted_markup_stays_text(window: MainWindow, ring: Ring) -> None:
    ring()
    assert not window.work_pane.notes.editor.acceptRichText()


def test_alt_and_a_digit_choose_how_it_ended_and_again_takes_it_back(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    item = ring()
    stage.engine.pick_up("c1")
    interactions = stage.services.interactions
    expected = next(d.code for d in interactions.dispositions if d.hot_key == 2)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    def chosen() -> str:
        now = interactions.item(item.key)
        return now.interaction.disposition if now is not None else ""

    qtbot.waitUntil(lambda: chosen() == expected)
    options = window.work_pane.disposition.options
    assert [option.disposition.code for option in options if option.isChecked()] == [expected]
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: chosen() == "")


@pytest.fixture
def many(stage: Stage, qtbot: QtBot) -> None:
    """More dispositions than there are keys."""
    labels = ("Refund agreed", "Rückruf gewünscht", "Zwrot przyjęty", "发票已寄出", "Price question", "Out of area")
    with stage.store.database.writing() as tx:
        for number, label in enumerate(labels):
            values = {"code": f"x{number}", "label": label, "position": 50 + number}
            tx.execute(text("INSERT INTO dispositions VALUES (:code, :label, NULL, 'open', :position)"), values)
    with qtbot.waitSignal(stage.services.interactions.dispositions_changed):
        stage.services.interactions.restore()


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ruckr", ["Rückruf gewünscht"]),
        ("票", ["发票已寄出"]),
        ("przyj zw", ["Zwrot przyjęty"]),
        ("o", ["Order", "Out of area"]),
        ("area x", []),
    ],
)
def test_dispositions_beyond_nine_are_found_by_the_beginnings_of_their_words(
    window: MainWindow, ring: Ring, typed: str, found: list[str]
) -> None:
    ring()
    QApplication.processEvents()
    card = window.work_pane.disposition
    height = card.height()
    assert len(card.options) == 9
    card.search.insert(typed)  # QTest knows no keys of Chinese
    QApplication.processEvents()
    assert [option.text() for option in card.options] == found
    said = [line.text for line in card.findChildren(TextLine) if line.isVisible()]
    assert ("Nothing is called so" in said) == (not found)
    assert card.height() == height
    QTest.keyClick(card.search, Qt.Key.Key_Escape)
    assert len(card.options) == 9


@pytest.mark.usefixtures("many")
def test_what_was_found_and_chosen_stays_in_view(window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot) -> None:
    item = ring()
    card = window.work_pane.disposition
    QTest.keyClicks(card.search, "out of")
    QTest.keyClick(card.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [option.text() for option in card.options if option.isChecked()] == ["Out of area"])
    assert len(card.options) == 9
    assert card.search.text() == ""
    stage.services.interactions.choose_disposition(item.key, "")
    qtbot.waitUntil(lambda: "Out of area" not in [option.text() for option in card.options])


def test_finish_waits_for_wrap_up_and_then_ends_it(window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot) -> None:
    ring()
    stage.engine.pick_up("c1")
    finish = window.work_pane.disposition.finish_button
    assert finish.isVisible()
    assert not finish.isEnabled()
    stage.engine.end("c1")
    qtbot.waitUntil(finish.isEnabled)
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not stage.services.interactions.items())
    settle(stage, qtbot)
    kept = stage.store.interaction_of_call("c1")
    assert kept is not None
    assert kept.state is InteractionState.CLOSED


def test_a_required_disposition_is_asked_for_in_words(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    stage.services.settings.set("wrap_up.required", True)
    ring()
    stage.engine.pick_up("c1")
    stage.engine.end("c1")
    card = window.work_pane.disposition
    qtbot.waitUntil(card.finish_button.isEnabled)
    window.work_pane.finish()
    qtbot.waitUntil(lambda: card.hint == "Choose how it ended, then finish")
    assert stage.services.interactions.items()
    card.options[0].click()
    qtbot.waitUntil(lambda: "Choose" not in card.hint)


def test_wrap_up_counts_down_in_words(window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot) -> None:
    ring()
    stage.engine.pick_up("c1")
    stage.engine.end("c1")
    qtbot.waitUntil(lambda: re.fullmatch("Wrap-up 0:(30|2[0-9])", window.work_pane.disposition.hint) is not None)


def test_going_on_typing_when_wrap_up_runs_out_presses_nothing(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    stage.services.settings.set("wrap_up.seconds", 1)
    agent = stage.services.agent
    ring()
    stage.engine.pick_up("c1")
    agent.go_not_ready(next(reason.code for reason in agent.reasons if not reason.is_system))
    window.work_pane.notes.editor.setFocus()
    stage.engine.end("c1")
    qtbot.waitUntil(window.work_pane.empty.button.isVisible)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget() or window, key)
    assert agent.status.state == "not_ready"


def test_without_work_the_pane_offers_to_go_ready(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    agent = stage.services.agent
    agent.go_not_ready(next(reason.code for reason in agent.reasons if not reason.is_system))
    assert window.work_pane.empty.button.isVisible()
    window.work_pane.empty.button.click()
    assert agent.status.state == "ready"
    assert not window.work_pane.empty.button.isVisible()


def test_a_ready_agent_whom_no_call_can_reach_is_told_so(window: MainWindow, stage: Stage) -> None:
    gone = Registration(state=RegistrationState.UNREACHABLE, text="Nothing answers at pbx.example", hint="Ask them.")
    stage.engine.registration_changed.emit(gone)
    labels = [label.text() for label in window.work_pane.empty.findChildren(QLabel)]
    assert labels == ["No call can reach you", "Nothing answers at pbx.example. Ask them."]
    stage.say_registered()
    assert "Ready for the next call" in [label.text() for label in window.work_pane.empty.findChildren(QLabel)]


def test_the_lines_of_the_notes_are_20_px_apart_and_stay_so(window: MainWindow, ring: Ring) -> None:
    ring()
    editor = window.work_pane.notes.editor
    QTest.keyClicks(editor, "one")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "two")
    document = editor.document()
    tops = [document.documentLayout().blockBoundingRect(document.findBlockByNumber(n)).top() for n in (0, 1)]
    assert tops[1] - tops[0] == 20


def test_finish_ends_where_the_choices_end(window: MainWindow, ring: Ring) -> None:
    ring()
    QApplication.processEvents()
    card = window.work_pane.disposition

    def right(widget: QWidget) -> int:
        return widget.mapTo(card, widget.rect().topRight()).x()

    assert right(card.finish_button) == max(right(option) for option in card.options)


def test_a_day_of_calls_keeps_no_notes_in_memory(window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot) -> None:
    notes = window.work_pane.notes
    before = len(notes.findChildren(QTextDocument))
    for number in range(3):
        ring(f"c{number}")
        stage.engine.pick_up(f"c{number}")
        stage.engine.end(f"c{number}")
        stage.services.interactions.finish(f"c{number}")
        qtbot.waitUntil(lambda: not stage.services.interactions.items())
        # Qt deletes them a moment later
        qtbot.waitUntil(lambda: len(notes.findChildren(QTextDocument)) <= before)


def test_an_empty_work_list_says_so_and_keeps_the_keyboard_out(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    view = window.work_list.view

    def says_nothing_is_there() -> bool:
        return any(
            label.isVisible() and label.text() == "No work now" for label in window.work_list.findChildren(QLabel)
        )

    assert says_nothing_is_there()
    assert view.focusPolicy() is Qt.FocusPolicy.NoFocus
    ring()
    assert not says_nothing_is_there()
    assert view.focusPolicy() is Qt.FocusPolicy.StrongFocus
    stage.engine.end("c1", CallEnd.GAVE_UP)
    qtbot.waitUntil(says_nothing_is_there)
    assert view.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_the_least_window_says_how_long_wrap_up_is(window: MainWindow, stage: Stage, talk: Ring, qtbot: QtBot) -> None:
    stage.services.settings.set("wrap_up.required", True)
    window.resize(window.minimumSize())
    item = talk()
    qtbot.waitUntil(lambda: window.work_pane.key == item.key)
    card = window.work_pane.disposition

    def is_whole() -> bool:
        return card._hint.width() > 0 and not card._hint.is_clipped

    assert card.hint == "Can be chosen now; wrap-up 0:30"
    qtbot.waitUntil(lambda: card._hint.is_cut and is_whole())
    stage.engine.end("c1")
    qtbot.waitUntil(card.finish_button.isEnabled)
    qtbot.waitUntil(is_whole)
    window.work_pane.finish()
    qtbot.waitUntil(lambda: card.hint == "Choose how it ended, then finish" and is_whole())
