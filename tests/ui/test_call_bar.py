"""The call bar: what rings takes it, Enter dials, nothing else answers, and no button ever moves."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.interactions import WorkItem
from desktop.ui.main_window import MainWindow
from tests.ui.conftest import settle
from tests.ui.stage import ANNA, STRANGER, Stage

Ring = Callable[..., WorkItem]


def orders(stage: Stage, name: str) -> list[tuple[object, ...]]:
    return [order for order in stage.engine.orders if order[0] == name]


def place(window: MainWindow, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def buttons(window: MainWindow) -> list[QWidget]:
    bar = window.call_bar
    return [bar.hold_button, bar.mute_button, bar.keys_button, bar.hang_up_button]


def test_enter_dials_what_the_preview_says(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    field = window.call_bar.dial_field
    field.setFocus()
    QTest.keyClicks(field, "601 555 123")
    assert field.suggestions.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [order[2] for order in orders(stage, "dial")] == ["+48601555123"]
    assert field.text() == ""


def test_a_name_is_matched_while_it_is_typed_and_enter_dials_that_customer(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    field = window.call_bar.dial_field
    field.setFocus()
    QTest.keyClicks(field, "kowalczyk")
    qtbot.waitUntil(lambda: field.suggestions.isVisible() and field.suggestions.current is not None)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(orders(stage, "dial")))
    assert orders(stage, "dial")[0][2] == ANNA


def test_while_a_second_call_rings_the_first_is_held_and_hung_up_by_hand(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    stage.services.settings.set("calls.while_working", "ring")
    stage.services.settings.set("calls.guard", False)
    ring()
    bar, view = window.call_bar, window.call_bar.ring_view
    assert not view.hold_button.isVisible()
    stage.engine.pick_up("c1", seconds_ago=60)
    there = place(window, bar.hang_up_button)
    ring("c2", STRANGER)
    assert place(window, view.hang_up_button) == there
    for button in (view.answer_button, view.decline_button, view.hold_button, view.hang_up_button):
        assert button.isVisible()
        assert bar.rect().contains(QRect(button.mapTo(bar, QPoint()), button.size()))
    QTest.mouseClick(view.hold_button, Qt.MouseButton.LeftButton)
    assert [order[1] for order in orders(stage, "hold")] == ["c1"]
    stage.engine.put_on_hold("c1")
    qtbot.waitUntil(lambda: view.hold_button.label == "Resume")
    QTest.mouseClick(view.hang_up_button, Qt.MouseButton.LeftButton)
    assert [order[1] for order in orders(stage, "hang_up")] == ["c1"]
    stage.engine.end("c1")
    qtbot.waitUntil(lambda: not view.hang_up_button.isVisible())
    assert bar.ringing is not None


@pytest.mark.parametrize("width", [1280, 1180])
def test_the_number_of_a_second_caller_is_whole_in_a_narrow_window(
    window: MainWindow, stage: Stage, talk: Ring, ring: Ring, qtbot: QtBot, width: int
) -> None:
    view = window.call_bar.ring_view
    stage.services.settings.set("calls.while_working", "ring")
    window.resize(width, 800)
    talk()
    ring("c2", STRANGER)
    qtbot.waitUntil(view.isVisible)
    qtbot.waitUntil(lambda: view.answer_button.is_stacked)
    qtbot.waitUntil(lambda: not view.is_title_cut)
    assert view.title.startswith("+44 7700 900987")
    stage.engine.end("c1")
    qtbot.waitUntil(lambda: not view.answer_button.is_stacked)


def test_escape_leaves_the_dial_field_and_dials_nothing(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    field = window.call_bar.dial_field
    field.setFocus()
    QTest.keyClicks(field, "0221")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert not field.suggestions.isVisible()
    assert orders(stage, "dial") == []


@pytest.mark.parametrize("where", ["notes", "dial", "search", "list", "nowhere"])
def test_enter_and_space_typed_elsewhere_never_answer(window: MainWindow, stage: Stage, ring: Ring, where: str) -> None:
    targets = {
        "notes": window.work_pane.notes.editor,
        "dial": window.call_bar.dial_field,
        "search": window.top_bar.search,
        "list": window.work_list.view,
        "nowhere": window,
    }
    targets[where].setFocus()
    ring()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) * 2:
        QTest.keyClick(QApplication.focusWidget() or window, key)
    assert orders(stage, "answer") == []
    assert orders(stage, "decline") == []


def test_a_call_that_rings_while_one_types_a_number_takes_the_keyboard_from_no_button(
    window: MainWindow, ring: Ring, qtbot: QtBot
) -> None:
    window.call_bar.dial_field.setFocus()
    QTest.keyClicks(window.call_bar.dial_field, "0221")
    ring()
    bar = window.call_bar.ring_view
    assert window.focusWidget() not in (bar.answer_button, bar.decline_button)


def test_f4_answers_and_the_bar_shows_the_call(window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot) -> None:
    ring()
    assert window.call_bar.ring_view.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert orders(stage, "answer") == [("answer", "c1")]
    assert window.work_pane.notes.editor.hasFocus()  # talking begins: one writes
    stage.engine.pick_up("c1")
    assert not window.call_bar.ring_view.isVisible()
    assert window.call_bar.hold_button.isEnabled()


def test_the_buttons_do_what_they_say_and_say_what_they_do(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    stage.services.settings.set("calls.guard", False)
    ring()
    stage.engine.pick_up("c1", seconds_ago=60)
    bar = window.call_bar
    bar.hold_button.click()
    assert orders(stage, "hold") == [("hold", "c1")]
    stage.engine.put_on_hold("c1")
    assert bar.hold_button.label == "Resume"
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert orders(stage, "retrieve") == [("retrieve", "c1")]
    stage.engine.take_back("c1")
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert orders(stage, "mute") == [("mute", "c1")]
    bar.toggle_keypad()
    QTest.keyClicks(bar.keypad, "12#")
    assert [order[2] for order in orders(stage, "send_dtmf")] == ["1", "2", "#"]
    bar.hang_up_button.click()
    assert orders(stage, "hang_up") == [("hang_up", "c1")]


def test_no_button_moves_from_idle_to_talking_to_hold_to_wrap_up(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    idle = [place(window, button) for button in buttons(window)]
    ring()
    stage.engine.pick_up("c1", seconds_ago=3700)
    settle(stage, qtbot)
    assert [place(window, button) for button in buttons(window)] == idle
    stage.engine.put_on_hold("c1")
    assert [place(window, button) for button in buttons(window)] == idle
    stage.engine.end("c1")
    assert [place(window, button) for button in buttons(window)] == idle
    assert all(button.isVisible() for button in buttons(window))
    assert not any(button.isEnabled() for button in buttons(window))


def test_the_bar_is_as_high_in_every_state(window: MainWindow, stage: Stage, ring: Ring) -> None:
    assert window.call_bar.height() == 72
    ring()
    assert window.call_bar.height() == 72
    stage.engine.pick_up("c1")
    assert window.call_bar.height() == 72


def test_what_was_dialled_is_a_number_a_queue_or_nothing(window: MainWindow, ring: Ring, stage: Stage) -> None:
    ring("c1", dialled="agent@127.0.0.1:26292")
    assert window.call_bar.ring_view.line == "· +48 601 234 567"
    rows = window.work_list.view.model()
    assert "127.0.0.1" not in rows.data(rows.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    stage.engine.end("c1")
    ring("c2", dialled="+48800100200", extra={"X-Queue": "Billing"})
    view = window.call_bar.ring_view
    assert view.line == "· +48 601 234 567 → Billing +48 800 100 200"
    assert not view.is_line_cut  # at 1280 × 800 the number that was dialled is read whole


def test_the_number_in_a_call_is_written_as_numbers_are_and_not_twice(
    window: MainWindow, stage: Stage, ring: Ring, talk: Ring
) -> None:
    talk()
    assert window.call_bar.head.facts == "· +48 601 234 567"
    stage.engine.end("c1")
    window.work_pane.finish()
    ring("c2", STRANGER)
    assert window.call_bar.ring_view.title == "+44 7700 900987 is calling"
    stage.engine.pick_up("c2")
    window.work_list.choose("c2")
    assert window.call_bar.head.facts == ""


def test_while_it_rings_there_the_bar_says_so_and_offers_to_hang_up(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    call = stage.engine.place("c1", STRANGER)
    qtbot.waitUntil(window.call_bar.head.isVisible)
    assert window.call_bar.head.facts == "dialling"
    stage.engine.say(replace(call, is_early_media=True))
    assert window.call_bar.head.facts == "ringing there"
    assert window.call_bar.hang_up_button.isEnabled()
    assert not window.call_bar.hold_button.isEnabled()
    assert not window.call_bar.mute_button.isEnabled()
    stage.engine.pick_up("c1")
    assert window.call_bar.hold_button.isEnabled()
