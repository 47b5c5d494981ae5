"""Conversations as tabs over the middle: by keyboard and mouse, each as it was left, none taken away by a ring."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.written import DraftKind
from desktop.services.interactions import WorkItem
from desktop.ui.main_window import MainWindow
from desktop.ui.tabs.strip import TabStrip
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, ANNA, STRANGER, Stage

Ring = Callable[..., WorkItem]
Keep = Callable[[int], None]


@pytest.fixture
def numbers(window: MainWindow, stage: Stage, qtbot: QtBot) -> list[int]:
    """Three conversations of the agent's, each longer than the window."""
    box = Mailbox(stage)
    made = []
    for name in ("Anna", "Bob", "Carol"):
        number, last = box.arrive(f"{name} <{name.lower()}@mail.example>", f"Chair of {name}", "Text. " * 300)
        for n in range(6):
            text = f"{n} " + "Text. " * 300 + "\n\nOn Monday, we wrote:\n" + "> Before.\n" * 9
            _, last = box.arrive(f"{name} <{name.lower()}@mail.example>", "Re", text, answers=last)
        made.append(number)
    box.take(*made)
    qtbot.waitUntil(lambda: len(stage.services.work_list.rows) == 3)
    return made


@pytest.fixture
def look(window: MainWindow, qtbot: QtBot) -> Keep:
    """Choose a row, until its conversation can be written in."""

    def made(number: int) -> None:
        window.work_list.choose_interaction(number)
        composer = window.work_pane.conversation.composer
        qtbot.waitUntil(lambda: composer.draft is not None and composer.draft.interaction_id == number)

    return made


@pytest.fixture
def strip(window: MainWindow, stage: Stage, numbers: list[int], look: Keep, qtbot: QtBot) -> TabStrip:
    """All three are kept, the last is in front."""
    for number in numbers:
        look(number)
        stage.services.tabs.keep_current()
    bar = window.work_pane.tabs.bar
    qtbot.waitUntil(lambda: [bar.tabText(n) for n in range(bar.count())] == ["Anna", "Bob", "Carol"])
    return window.work_pane.tabs


def shown_kind(window: MainWindow) -> DraftKind:
    return window.work_pane.conversation.composer.kind


def test_who_only_looks_sees_no_tabs_and_who_writes_keeps_one(
    window: MainWindow, stage: Stage, numbers: list[int], look: Keep, qtbot: QtBot
) -> None:
    for number in numbers:
        look(number)
    assert "tabs" not in window.work_pane.__dict__
    QTest.keyClicks(window.work_pane.conversation.composer.editor, "Dear Carol")
    qtbot.waitUntil(lambda: stage.services.tabs.tabs[0].is_kept)
    assert "tabs" not in window.work_pane.__dict__  # nothing moves while one types
    look(numbers[0])
    assert window.work_pane.tabs.isVisible()
    look(numbers[1])
    assert [tab.interaction_id for tab in stage.services.tabs.tabs] == [numbers[2], numbers[1]]


def test_two_of_one_name_are_called_by_their_subjects(
    window: MainWindow, stage: Stage, strip: TabStrip, look: Keep, qtbot: QtBot
) -> None:
    box = Mailbox(stage)
    other, _ = box.arrive("Carol <carol@elsewhere.example>", "A desk", "Text.")
    box.take(other)
    qtbot.waitUntil(lambda: len(stage.services.work_list.rows) == 4)
    look(other)
    bar = strip.bar
    qtbot.waitUntil(lambda: [bar.tabText(n) for n in range(bar.count())] == ["Anna", "Bob", "Chair of Carol", "A desk"])
    assert bar.tabToolTip(3) == "A desk\nCarol"
    stage.services.tabs.close(other)
    qtbot.waitUntil(lambda: [bar.tabText(n) for n in range(bar.count())] == ["Anna", "Bob", "Carol"])


def test_keys_go_round_and_close_and_the_row_follows(
    window: MainWindow, stage: Stage, strip: TabStrip, numbers: list[int], qtbot: QtBot
) -> None:
    window.keys.action("next_tab").trigger()
    assert stage.services.tabs.current == numbers[0]
    row = window.work_list.written
    assert row is not None
    assert row.interaction_id == numbers[0]
    window.keys.action("previous_tab").trigger()
    window.keys.action("previous_tab").trigger()
    assert stage.services.tabs.current == numbers[1]
    window.keys.action("close_tab").trigger()
    assert window.work_pane.conversation_id == numbers[2]
    qtbot.waitUntil(lambda: strip.bar.count() == 2)


def test_each_is_shown_as_it_was_left(
    window: MainWindow, stage: Stage, strip: TabStrip, numbers: list[int], look: Keep, qtbot: QtBot
) -> None:
    transcript = window.work_pane.conversation.transcript
    composer = window.work_pane.conversation.composer
    composer.want_kind(numbers[2], DraftKind.NOTE)
    qtbot.waitUntil(lambda: composer.draft is not None)
    QTest.keyClicks(composer.editor, "Ask first.")
    card = next(card for card in transcript.cards if card.fold_button is not None)
    card.toggle_quotes()
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = transcript.place
    assert place is not None
    look(numbers[0])
    assert shown_kind(window) is DraftKind.REPLY
    look(numbers[2])
    qtbot.waitUntil(lambda: composer.draft is not None and composer.draft.text == "Ask first.")
    assert shown_kind(window) is DraftKind.NOTE
    QTest.keyClicks(composer.editor, " Then write.")
    assert composer.editor.toPlainText() == "Ask first. Then write."
    assert transcript.place == place
    bar.setValue(bar.maximum())
    assert any(card.is_unfolded for card in transcript.cards)


def test_the_middle_button_closes_and_a_double_click_keeps(
    window: MainWindow, stage: Stage, strip: TabStrip, numbers: list[int], qtbot: QtBot
) -> None:
    def middle(number: int) -> QPoint:
        return strip.bar.tabRect(number).center()

    QTest.mouseClick(strip.bar, Qt.MouseButton.MiddleButton, pos=middle(1))
    assert [tab.interaction_id for tab in stage.services.tabs.tabs] == [numbers[0], numbers[2]]
    stage.services.tabs.show(numbers[1])
    assert [tab.is_kept for tab in stage.services.tabs.tabs] == [True, True, False]
    QTest.mouseDClick(strip.bar, Qt.MouseButton.LeftButton, pos=middle(2))
    QTest.mouseRelease(strip.bar, Qt.MouseButton.LeftButton, pos=middle(2))
    assert [tab.is_kept for tab in stage.services.tabs.tabs] == [True, True, True]
    stage.services.tabs.close_others(numbers[1])
    assert [tab.interaction_id for tab in stage.services.tabs.tabs] == [numbers[1]]


def test_a_ring_takes_the_keyboard_from_nobody_and_the_answer_brings_the_notes(
    window: MainWindow, stage: Stage, strip: TabStrip, numbers: list[int], ring: Ring, qtbot: QtBot
) -> None:
    editor = window.work_pane.conversation.composer.editor
    window.work_pane.conversation.focus_editor()
    assert editor.hasFocus()
    item = ring("c1", ANNA)
    qtbot.waitUntil(lambda: window.sidebar.item is not None and window.sidebar.item.key == item.key)
    qtbot.wait(80)  # longer than notes are waited for
    assert editor.hasFocus()
    assert window.work_pane.conversation_id == numbers[2]
    assert window.call_bar.ring_view.isVisible()
    assert strip.bar.tabData(0) == item.key
    assert strip.bar.tabData(strip.bar.currentIndex()) == numbers[2]
    window.call_bar.answer()
    assert window.work_pane.key == item.key
    assert window.work_pane.notes.editor.hasFocus()
    assert strip.bar.tabData(strip.bar.currentIndex()) == item.key


def test_after_a_call_that_nobody_took_the_customer_of_the_conversation_is_there_again(
    window: MainWindow, stage: Stage, strip: TabStrip, numbers: list[int], ring: Ring, qtbot: QtBot
) -> None:
    window.work_pane.conversation.focus_editor()
    ring("c1", ANNA)
    stage.engine.end("c1")
    qtbot.waitUntil(lambda: not stage.services.interactions.items())
    qtbot.waitUntil(lambda: window.sidebar.item is None)
    assert window.work_pane.conversation_id == numbers[2]
    row = window.work_list.written
    assert row is not None
    assert row.interaction_id == numbers[2]


@pytest.mark.parametrize("caller", [ANNA, STRANGER], ids=["known", "unknown"])
def test_after_a_call_that_was_taken_the_customer_of_the_conversation_is_there_again(
    window: MainWindow, stage: Stage, strip: TabStrip, numbers: list[int], ring: Ring, qtbot: QtBot, caller: str
) -> None:
    item = ring("c1", caller)
    window.call_bar.answer()
    stage.engine.pick_up("c1")
    assert window.work_pane.key == item.key
    stage.engine.end("c1")
    qtbot.waitUntil(lambda: window.work_pane.disposition.finish_button.isEnabled())
    stage.services.interactions.finish(item.key)
    qtbot.waitUntil(lambda: window.work_pane.conversation_id == numbers[2])
    written = window.sidebar.written
    assert written is not None
    assert written.id == numbers[2]


def test_a_tab_whose_row_is_not_listed_comes_back_after_a_call(
    window: MainWindow, stage: Stage, strip: TabStrip, numbers: list[int], ring: Ring, qtbot: QtBot
) -> None:
    stage.services.conversations.several.close((numbers[2],), "")
    qtbot.waitUntil(lambda: len(stage.services.work_list.rows) == 2)
    window.body.setFocus()
    item = ring("c1", ANNA)
    qtbot.waitUntil(lambda: window.work_pane.key == item.key)
    stage.engine.end("c1")
    qtbot.waitUntil(lambda: window.work_pane.conversation_id == numbers[2])


def test_every_tab_is_reached_by_its_whole_name(
    window: MainWindow, stage: Stage, qtbot: QtBot, numbers: list[int]
) -> None:
    for number in numbers:
        stage.services.tabs.show(number)
        stage.services.tabs.keep(number)
    strip = window.work_pane.tabs
    qtbot.waitUntil(lambda: strip.bar.tabToolTip(2) == "Carol\nChair of Carol")
    menu = strip.all_menu()
    assert [action.text() for action in menu.actions()] == [
        f"{name} · Chair of {name}" for name in ("Anna", "Bob", "Carol")
    ]
    menu.actions()[1].trigger()
    assert stage.services.tabs.current == numbers[1]
    assert strip.all_button.text() == "3 ▾"
    assert QApplication.activePopupWidget() is None


def test_a_tab_is_closed_by_its_cross_wherever_it_was_moved_to_and_a_call_has_none(
    window: MainWindow, stage: Stage, numbers: list[int], strip: TabStrip, ring: Ring, qtbot: QtBot
) -> None:
    side = QTabBar.ButtonPosition.RightSide

    def cross(number: int) -> QWidget | None:
        return strip.bar.tabButton(number, side)

    ring()
    qtbot.waitUntil(lambda: strip.bar.count() == 4)
    assert [cross(n) is not None for n in range(4)] == [False, True, True, True]
    strip.bar.moveTab(3, 1)  # Carol's comes first
    carols = cross(1)
    assert carols is not None
    QTest.mouseClick(carols, Qt.MouseButton.LeftButton)
    assert [tab.interaction_id for tab in stage.services.tabs.tabs] == numbers[:2]
    assert [cross(n) is not None for n in range(strip.bar.count())] == [False, True, True]


def test_what_is_in_front_is_written_down_once_it_is_painted(
    stage: Stage, numbers: list[int], strip: TabStrip, look: Keep, qtbot: QtBot
) -> None:
    store = stage.store
    qtbot.waitUntil(lambda: store.kept_tabs(AGENT).current == numbers[2])
    look(numbers[0])
    qtbot.waitUntil(lambda: store.kept_tabs(AGENT).current == numbers[0])


def test_tab_leads_from_the_call_bar_over_the_tabs_into_the_conversation(window: MainWindow, strip: TabStrip) -> None:
    came: list[QWidget] = []
    for keys in (
        (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
    ):
        strip.bar.setFocus(Qt.FocusReason.TabFocusReason)
        while (focus := QApplication.focusWidget()) is not None and strip.isAncestorOf(focus):
            QTest.keyClick(focus, *keys)
        assert focus is not None
        came.append(focus)
    assert window.call_bar.isAncestorOf(came[0])
    assert window.work_pane.conversation.head.isAncestorOf(came[1])
