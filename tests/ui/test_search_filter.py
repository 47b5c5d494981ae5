"""Ctrl K by channel and time: pages of what is chosen alone, by the keyboard, heard; the way out of an empty answer."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.channel import Channel, Direction
from desktop.domain.history import EntryKind, SearchHit
from desktop.domain.interaction import Interaction, InteractionState
from desktop.ui.lists.rows import ROW_ROLE, Row
from desktop.ui.main_window import MainWindow
from desktop.ui.top.search_field import SearchField
from tests.ui.callers import anna, earlier_contacts
from tests.ui.stage import Stage
from tests.ui.test_search import CONTROL, type_into

ALL, CALLS, EMAIL, CHAT = range(4)
ANY_TIME, WEEK, MONTH, YEAR, DATES = range(5)
SHIFT = Qt.KeyboardModifier.ShiftModifier


def said(stage: Stage, channel: Channel, days_ago: float, notes: str = "The zeppelin again.") -> int:
    contact = Interaction(
        channel=channel,
        direction=Direction.INBOUND,
        state=InteractionState.CLOSED,
        started_at=datetime.now(UTC) - timedelta(days=days_ago),
        customer_id=anna(stage),
        notes=notes,
    )
    added = stage.store.add_interaction(contact).id
    assert added is not None
    return added


def focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
    """Where the keyboard is."""
    for _ in range(times):
        QTest.keyClick(focus(), key, modifiers)


def rows(search: SearchField) -> list[Row]:
    model = search.suggestions._model
    return [model.index(number).data(ROW_ROLE) for number in range(model.rowCount())]


def hits(search: SearchField) -> list[object]:
    """The contacts that are listed; what is none is itself."""
    model = search.suggestions._model
    values = [model.value(number) for number in range(model.rowCount())]
    return [value.interaction_id if isinstance(value, SearchHit) else value for value in values]


def lists(search: SearchField, wanted: list[int]) -> Callable[[], bool]:
    return lambda: search.suggestions.isVisible() and hits(search) == wanted


def narrow_to_mail(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    """Something is found, and the keyboard is in the filter."""
    search = window.top_bar.search
    said(stage, Channel.EMAIL, 1)
    type_into(window, "zeppelin")
    qtbot.waitUntil(search.suggestions.isVisible)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right, times=EMAIL)
    assert search.filter.channel is Channel.EMAIL


def find_mail_and_chat(window: MainWindow, stage: Stage, qtbot: QtBot) -> tuple[int, int]:
    """Both are listed, and nothing narrows them yet."""
    mail, chat = said(stage, Channel.EMAIL, 1), said(stage, Channel.CHAT, 2)
    type_into(window, "zeppelin")
    qtbot.waitUntil(lists(window.top_bar.search, [mail, chat]))
    return mail, chat


@pytest.fixture
def search(window: MainWindow) -> SearchField:
    return window.top_bar.search


def test_a_channel_and_a_time_narrow_what_is_found(
    window: MainWindow, stage: Stage, qtbot: QtBot, search: SearchField
) -> None:
    new, old = said(stage, Channel.EMAIL, 1), said(stage, Channel.EMAIL, 20)
    chat, call = said(stage, Channel.CHAT, 2), said(stage, Channel.VOICE, 3)
    type_into(window, "zeppelin")
    qtbot.waitUntil(lists(search, [new, chat, call, old]))
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right)
    assert search.filter.channel is Channel.VOICE
    qtbot.waitUntil(lists(search, [call]))
    press(Qt.Key.Key_Right)
    qtbot.waitUntil(lists(search, [new, old]))
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right)
    assert search.filter.times.current == WEEK
    qtbot.waitUntil(lists(search, [new]))
    press(Qt.Key.Key_Right)
    qtbot.waitUntil(lists(search, [new, old]))


def test_customers_and_numbers_are_left_out_while_a_channel_is_chosen_and_come_back_after(
    window: MainWindow, stage: Stage, qtbot: QtBot, search: SearchField
) -> None:
    mail = said(stage, Channel.EMAIL, 1, "48601234567 was dialled.")
    type_into(window, "48601234567")
    qtbot.waitUntil(lambda: mail in hits(search) and len(hits(search)) > 1)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right, times=EMAIL)
    qtbot.waitUntil(lists(search, [mail]))
    press(Qt.Key.Key_Left, times=EMAIL)
    qtbot.waitUntil(lambda: mail in hits(search) and len(hits(search)) > 1)


def test_all_pages_of_what_is_chosen_are_reached_by_going_on(
    window: MainWindow, stage: Stage, qtbot: QtBot, search: SearchField
) -> None:
    chats = earlier_contacts(stage, 90, notes="The zeppelin again.")
    for number in range(30):
        said(stage, Channel.EMAIL, number / 24)
    said(stage, Channel.CHAT, 40)
    type_into(window, "zeppelin")
    qtbot.waitUntil(lambda: bool(hits(search)))
    press(Qt.Key.Key_K, CONTROL | SHIFT)
    press(Qt.Key.Key_Right, times=CHAT)
    press(Qt.Key.Key_D, CONTROL | SHIFT)
    press(Qt.Key.Key_Right, times=MONTH)
    qtbot.waitUntil(lambda: bool(hits(search)) and hits(search) == chats[: len(hits(search))])
    press(Qt.Key.Key_Down)
    assert search.hasFocus()

    def gone_on() -> bool:
        if len(hits(search)) < len(chats) or search.suggestions._model.is_growing:
            QTest.keyClick(search, Qt.Key.Key_Down)
            return False
        return True

    qtbot.waitUntil(gone_on)
    assert hits(search) == chats


def test_both_days_that_are_chosen_count_whole(
    window: MainWindow, stage: Stage, qtbot: QtBot, search: SearchField
) -> None:
    strip = search.filter
    noon = datetime.now().astimezone().replace(hour=12)
    ids = {
        days: said(stage, Channel.CHAT, (datetime.now(UTC) - noon).total_seconds() / 86400 + days)
        for days in (3, 4, 6, 7)
    }
    type_into(window, "zeppelin")
    qtbot.waitUntil(lambda: len(hits(search)) == 4)
    press(Qt.Key.Key_D, CONTROL | SHIFT)
    press(Qt.Key.Key_Right, times=DATES)
    press(Qt.Key.Key_Tab)
    assert focus() is strip.first_day
    today = QDate.currentDate()
    strip.first_day.setDate(today.addDays(-4))
    strip.last_day.setDate(today.addDays(-6))  # in whichever order
    qtbot.waitUntil(lists(search, [ids[4], ids[6]]))
    press(Qt.Key.Key_Tab, times=3)  # day, month, year
    assert focus() is strip.last_day
    press(Qt.Key.Key_Return)
    assert search.hasFocus()


def test_an_empty_answer_names_what_was_chosen_and_enter_looks_further(
    window: MainWindow, stage: Stage, qtbot: QtBot, search: SearchField
) -> None:
    chat = said(stage, Channel.CHAT, 40)
    type_into(window, "zeppelin")
    qtbot.waitUntil(lists(search, [chat]))
    press(Qt.Key.Key_K, CONTROL | SHIFT)
    press(Qt.Key.Key_Right, times=EMAIL)
    press(Qt.Key.Key_D, CONTROL | SHIFT)
    press(Qt.Key.Key_Right, times=WEEK)

    def says(*words: str) -> Callable[[], bool]:
        return lambda: [(row.title, row.detail) for row in rows(search)] == [words]

    nothing = "No e-mail says “zeppelin”"
    qtbot.waitUntil(says(nothing, "In the last 7 days. Look at any time"))
    assert rows(search)[0].spoken == "No e-mail says “zeppelin”, In the last 7 days. Look at any time"
    press(Qt.Key.Key_Up)
    assert search.hasFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(says(nothing, "Look at all channels"))
    assert (search.filter.channel, search.filter.times.current) == (Channel.EMAIL, ANY_TIME)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lists(search, [chat]))
    assert not search.filter.is_on
    assert search.text() == "zeppelin"


def test_what_is_typed_goes_to_the_field_and_what_is_chosen_is_kept(
    window: MainWindow, stage: Stage, qtbot: QtBot, search: SearchField
) -> None:
    mail, other = said(stage, Channel.EMAIL, 1, "zeppelin one"), said(stage, Channel.EMAIL, 2, "zeppelin two")
    type_into(window, "zeppelin")
    qtbot.waitUntil(lists(search, [mail, other]))
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right, times=EMAIL)
    press(Qt.Key.Key_O)
    assert search.hasFocus()
    assert search.text() == "zeppelino"
    press(Qt.Key.Key_Backspace)
    QTest.keyClicks(search, " two")
    qtbot.waitUntil(lists(search, [other]))
    assert search.filter.channel is Channel.EMAIL


def test_esc_in_the_filter_closes_the_search_and_forgets_what_was_chosen(
    window: MainWindow, stage: Stage, qtbot: QtBot, search: SearchField
) -> None:
    narrow_to_mail(window, stage, qtbot)
    press(Qt.Key.Key_Escape)
    assert not search.suggestions.isVisible()
    assert (search.text(), search.filter.is_on) == ("", False)
    assert focus() is window.top_bar


def test_the_filter_is_forgotten_when_the_keyboard_goes_elsewhere(
    window: MainWindow, stage: Stage, qtbot: QtBot, search: SearchField
) -> None:
    narrow_to_mail(window, stage, qtbot)
    assert search.suggestions.isVisible()
    window.call_bar.dial_field.setFocus()
    assert not search.suggestions.isVisible()
    assert not search.filter.is_on


def test_the_list_comes_back_with_its_filter_after_a_look(
    window: MainWindow, stage: Stage, qtbot: QtBot, search: SearchField
) -> None:
    mail, _ = find_mail_and_chat(window, stage, qtbot)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right, times=EMAIL)
    qtbot.waitUntil(lists(search, [mail]))
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert not search.suggestions.isVisible()
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    assert lists(search, [mail])()
    assert search.filter.channel is Channel.EMAIL


def test_what_is_shown_stays_until_the_answer_is_there(
    window: MainWindow, stage: Stage, qtbot: QtBot, search: SearchField
) -> None:
    mail, chat = find_mail_and_chat(window, stage, qtbot)
    resets: list[list[object]] = []
    search.suggestions._model.modelReset.connect(lambda: resets.append(hits(search)))
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right, times=EMAIL)
    assert hits(search) == [mail, chat]
    qtbot.waitUntil(lists(search, [mail]))
    assert resets == [[mail]]  # nothing else in between: calls were asked for as well


def test_with_the_mouse_a_channel_is_chosen_and_a_hit_is_opened(
    window: MainWindow, stage: Stage, qtbot: QtBot, search: SearchField
) -> None:
    mail, _ = find_mail_and_chat(window, stage, qtbot)
    QTest.mouseClick(search.filter.channels.findChildren(QAbstractButton)[EMAIL], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lists(search, [mail]))
    view = search.suggestions.findChild(QListView)
    assert view is not None
    place = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    history = window.sidebar.history.view
    qtbot.waitUntil(lambda: history.open_key == (EntryKind.INTERACTION, mail))
    assert (search.suggestions.isVisible(), search.text()) == (False, "")
    assert focus() is window.top_bar
    press(Qt.Key.Key_K, CONTROL)
    assert lists(search, [mail])()


def test_tab_leads_from_the_field_to_the_filter_and_back(
    window: MainWindow, stage: Stage, qtbot: QtBot, search: SearchField
) -> None:
    said(stage, Channel.EMAIL, 1)
    type_into(window, "zeppelin")
    qtbot.waitUntil(search.suggestions.isVisible)
    strip = search.filter
    for part in (strip.channels, strip.times):
        press(Qt.Key.Key_Tab)
        assert focus().parentWidget() is part
    press(Qt.Key.Key_Backtab, times=2)
    assert search.hasFocus()
    assert search.suggestions.isVisible()


def test_one_chinese_sign_is_enough(window: MainWindow, stage: Stage, qtbot: QtBot, search: SearchField) -> None:
    mail = said(stage, Channel.EMAIL, 1, "鲸鱼在花园里")
    type_into(window, "")
    search.setText("鲸")
    search.textEdited.emit("鲸")
    qtbot.waitUntil(lists(search, [mail]))
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: [row.title for row in rows(search)] == ["No notes of a call say “鲸”"])


def test_the_keys_lead_to_the_field_while_nothing_is_found(window: MainWindow, search: SearchField) -> None:
    for key in (Qt.Key.Key_K, Qt.Key.Key_D):
        window.call_bar.dial_field.setFocus()
        QTest.keyClick(window, key, CONTROL | SHIFT)
        assert search.hasFocus()


def test_the_filter_is_heard(window: MainWindow, stage: Stage, qtbot: QtBot, search: SearchField) -> None:
    def heard(widget: QWidget) -> tuple[str, str]:
        made = QAccessible.queryAccessibleInterface(widget)
        return made.text(QAccessible.Text.Name), made.text(QAccessible.Text.Description)

    said(stage, Channel.EMAIL, 1)
    type_into(window, "zeppelin")
    qtbot.waitUntil(search.suggestions.isVisible)
    strip = search.filter
    assert heard(strip.channels) == ("Channel", "Ctrl+Shift+K")
    assert heard(strip.times) == ("Time", "Ctrl+Shift+D")
    press(Qt.Key.Key_Tab)
    names = []
    for _ in range(2):
        for _ in range(7):
            state = QAccessible.queryAccessibleInterface(focus()).state()
            names.append((heard(focus())[0], bool(state.checked)))
            press(Qt.Key.Key_Right)
        press(Qt.Key.Key_Tab)
    assert names[:7] == [(name, True) for name in ("All", "Calls", "E-mail", "Chat", "SMS", "Social", "Forum")]
    assert names[7:12] == [(name, True) for name in ("Any time", "7 days", "30 days", "A year", "From … to")]
    assert (heard(strip.first_day)[0], heard(strip.last_day)[0]) == ("From", "To")
