"""Ctrl K: customers, orders, what was said, or a number to dial; what is chosen is opened on the right."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.customer import CustomerHit, OrderHit
from desktop.domain.history import EntryKind, SearchHit, SearchPage, SearchQuery
from desktop.services.phone import DialPreview
from desktop.ui.lists.rows import Row
from desktop.ui.lists.rows_model import Line
from desktop.ui.lists.suggestions import Suggestions
from desktop.ui.look.tokens import ROW
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.floating import SHADOW
from tests.ui.callers import anna, earlier_contacts
from tests.ui.conftest import settle
from tests.ui.stage import Stage

CONTROL = Qt.KeyboardModifier.ControlModifier


def titles(window: MainWindow) -> list[object]:
    """What the list says now; nothing while it is closed."""
    suggestions = window.top_bar.search.suggestions
    model = suggestions._model
    return [model.index(number).data() for number in range(model.rowCount())] if suggestions.isVisible() else []


def found(window: MainWindow, kind: type) -> Callable[[], bool]:
    return lambda: isinstance(window.top_bar.search.suggestions.current, kind)


def type_into(window: MainWindow, text: str) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    assert window.top_bar.search.hasFocus()
    QTest.keyClicks(window.top_bar.search, text)


def go_to(window: MainWindow, qtbot: QtBot, kind: type) -> None:
    """Down to the first line of this kind."""
    qtbot.waitUntil(lambda: window.top_bar.search.suggestions.isVisible())

    def there() -> bool:
        if found(window, kind)():
            return True
        QTest.keyClick(window.top_bar.search, Qt.Key.Key_Down)
        return found(window, kind)()

    qtbot.waitUntil(there)


def test_a_customer_is_found_and_shown(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    type_into(window, "kowalcz")
    qtbot.waitUntil(found(window, CustomerHit))
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.sidebar.customer_id == anna(stage))
    assert window.top_bar.search.text() == ""


def test_nothing_found_is_not_said_before_the_answer_is_there(
    window: MainWindow, stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[SearchQuery, Callable[[SearchPage], None]]] = []
    monkeypatch.setattr(stage.services.history, "search", lambda query, *, owner, done: asked.append((query, done)))
    type_into(window, "qqxzv")
    qtbot.waitUntil(lambda: bool(asked) and asked[-1][0].text == "qqxzv")
    settle(stage, qtbot)
    assert titles(window) == []
    asked[-1][1](SearchPage(hits=()))
    assert titles(window) == ["Nothing found for “qqxzv”"]
    QTest.keyClicks(window.top_bar.search, "w")
    qtbot.waitUntil(lambda: asked[-1][0].text == "qqxzvw")
    settle(stage, qtbot)
    assert titles(window) == ["Searching …"]
    asked[-1][1](SearchPage(hits=()))
    assert titles(window) == ["Nothing found for “qqxzvw”"]


def test_an_order_is_found_by_its_number_and_opened_in_place(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    type_into(window, "10-48377")
    go_to(window, qtbot, OrderHit)
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    view = window.sidebar.history.view
    qtbot.waitUntil(lambda: view.open_key is not None)
    assert window.sidebar.customer_id == anna(stage)
    assert view.open_key is not None
    assert view.open_key[0] is EntryKind.ORDER
    assert "Replacement hinge" in view.details_text


def test_the_last_figures_find_an_order_but_enter_dials_what_may_be_an_extension(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    type_into(window, "48377")
    model = window.top_bar.search.suggestions._model

    def shown() -> list[type]:
        return [type(model.value(number)) for number in range(model.rowCount())]

    qtbot.waitUntil(lambda: OrderHit in shown())
    assert shown().index(DialPreview) < shown().index(OrderHit)


def test_what_was_said_long_ago_is_opened_though_a_page_does_not_reach_it(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    old = earlier_contacts(stage, 70)[-1]
    stage.store.save_notes(old, "The zeppelin is moored behind the garage.")
    type_into(window, "zeppelin")
    go_to(window, qtbot, SearchHit)
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    view = window.sidebar.history.view
    qtbot.waitUntil(lambda: view.open_key == (EntryKind.INTERACTION, old))
    assert "zeppelin" in view.details_text


def test_all_that_was_said_is_reached_by_going_on_and_the_list_is_there_again_after_a_look(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    written = earlier_contacts(stage, 90, notes="The zeppelin again.")
    type_into(window, "zeppelin")
    search = window.top_bar.search
    go_to(window, qtbot, SearchHit)
    seen: list[int] = []

    def go_on() -> bool:
        value = search.suggestions.current
        if isinstance(value, SearchHit) and value.interaction_id not in seen:
            seen.append(value.interaction_id)
        if len(seen) < len(written):
            QTest.keyClick(search, Qt.Key.Key_Down)
        return len(seen) == len(written)

    qtbot.waitUntil(go_on)
    assert seen == written  # newest first, each once
    QTest.keyClick(search, Qt.Key.Key_Up)
    QTest.keyClick(search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.sidebar.history.view.open_key == (EntryKind.INTERACTION, written[-2]))
    assert search.text() == ""
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    assert (search.text(), search.selectedText()) == ("zeppelin", "zeppelin")
    hit = search.suggestions.current
    assert isinstance(hit, SearchHit)
    assert hit.interaction_id == written[-2]
    QTest.keyClick(search, Qt.Key.Key_Escape)
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    assert search.text() == ""


def test_messages_that_come_later_do_not_take_the_choice_away(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    type_into(window, "an")
    model = window.top_bar.search.suggestions._model
    qtbot.waitUntil(lambda: model.rowCount() > 1 and isinstance(model.value(1), CustomerHit))
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Down)
    chosen = window.top_bar.search.suggestions.current
    window.top_bar.search._show()  # as when something more was found
    assert window.top_bar.search.suggestions.current == chosen
    assert chosen == model.value(1)


def test_a_number_is_dialled_as_it_is_typed(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    type_into(window, "0601 234 567")
    qtbot.waitUntil(found(window, DialPreview))
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    settle(stage, qtbot)
    assert [order[-1] for order in stage.engine.orders if order[0] == "dial"] == ["+48601234567"]


def test_nothing_found_is_said(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    type_into(window, "qqqq")
    qtbot.waitUntil(lambda: window.top_bar.search.suggestions.isVisible())
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Escape)
    assert not window.top_bar.search.suggestions.isVisible()


def test_who_left_the_search_presses_nothing_by_typing_on(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    type_into(window, "anna")
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Escape)
    focus = QApplication.focusWidget()
    assert focus is window.top_bar
    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()
    qtbot.waitUntil(window.isActiveWindow)
    assert QApplication.focusWidget() is window.top_bar


def test_a_list_of_a_field_at_the_foot_of_the_window_stands_above_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    field = Field("")
    field.setParent(window)
    field.setGeometry(40, 350, 400, 36)
    found = Suggestions(field, "Found")
    window.show()
    for count in (3, 20):
        found.show_lines([Line(row=Row(title=str(number)), value=number) for number in range(count)])
        shown = found.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        assert shown.top() >= 0
        assert shown.bottom() < field.y()
        assert shown.height() >= ROW
