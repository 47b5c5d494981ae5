"""What comes while somebody reads about a customer: it is listed at once, and nothing that is read moves."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from desktop.domain.call import Call, CallEnd, CallerHints, CallState
from desktop.domain.channel import Direction
from desktop.domain.customer import Customer
from desktop.ui.main_window import MainWindow
from desktop.ui.sidebar.details_view import DetailsView
from desktop.ui.sidebar.history_pane import HistoryPane
from tests.ui.callers import anna, earlier_contacts
from tests.ui.conftest import settle
from tests.ui.stage import ANNA, Stage


def keep_away(stage: Stage, call_id: str = "k1") -> None:
    """Anna calls while the agent takes no calls."""
    now = datetime.now(UTC)
    hints = CallerHints(from_uri=f"sip:{ANNA}@pbx.example", dialled="8000")
    stage.engine.say(
        Call(
            id=call_id,
            direction=Direction.INBOUND,
            state=CallState.ENDED,
            peer=ANNA,
            hints=hints,
            started_at=now,
            ended_at=now,
            end=CallEnd.KEPT_AWAY,
            end_code=486,
        )
    )


def look_at_anna(window: MainWindow, stage: Stage, qtbot: QtBot) -> HistoryPane:
    earlier_contacts(stage, 30, "Asked about a lamp.")
    stage.services.agent.log_out()
    window.top_bar.search.customer_chosen.emit(anna(stage))
    pane = window.sidebar.history
    qtbot.waitUntil(lambda: window.sidebar.head.isVisible() and pane.view.verticalScrollBar().maximum() > 600)
    return pane


def test_a_call_kept_away_is_listed_at_once_for_who_looks_at_the_top(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    pane = look_at_anna(window, stage, qtbot)
    count, rows = int(pane.facts.split()[0]), pane.model.rowCount()
    first = pane.model.row(1).key
    keep_away(stage)
    qtbot.waitUntil(lambda: pane.model.rowCount() == rows + 1)
    assert pane.model.row(1).badge == "missed"
    assert pane.model.row(2).key == first
    missed, chat = (pane.view.visualRect(pane.model.index(number)) for number in (1, 2))
    assert missed.height() > chat.height()  # for two lines are said of it, and one of the other
    assert pane.view.verticalScrollBar().value() == 0
    assert int(pane.facts.split()[0]) == count + 1
    pane.search.setText("lamp")  # while something is searched, the list is of what was found
    qtbot.waitUntil(lambda: "found" in pane.facts)
    keep_away(stage, "k2")
    settle(stage, qtbot)
    settle(stage, qtbot)
    assert "found" in pane.facts
    pane.search.clear()
    qtbot.waitUntil(lambda: [pane.model.row(number).badge for number in (1, 2)] == ["missed", "missed"])


@pytest.mark.parametrize("is_open", [False, True])
def test_a_call_kept_away_moves_nothing_that_is_read(
    window: MainWindow, stage: Stage, qtbot: QtBot, is_open: bool
) -> None:
    pane = look_at_anna(window, stage, qtbot)
    view, rows = pane.view, pane.model.rowCount()
    read = QPersistentModelIndex(pane.model.index(1 if is_open else 6))
    if is_open:
        view.toggle(pane.model.index(1))
        qtbot.waitUntil(lambda: bool(view.details_text))
    else:
        view.scrollTo(pane.model.index(6), QListView.ScrollHint.PositionAtTop)
    place = view.visualRect(read)
    details = view.findChild(DetailsView)
    assert details is not None
    below = details.y()
    keep_away(stage)
    qtbot.waitUntil(lambda: pane.model.rowCount() == rows + 1)
    settle(stage, qtbot)
    assert pane.model.row(1).badge == "missed"
    assert read.row() == (2 if is_open else 7)
    assert view.visualRect(read) == place
    assert not is_open or details.y() == below


def test_a_call_of_somebody_else_kept_away_is_no_line_of_who_is_shown(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    other = stage.store.save_customer(Customer(name="Somebody Else"))
    assert other.id is not None
    pane = look_at_anna(window, stage, qtbot)
    window.top_bar.search.customer_chosen.emit(other.id)
    qtbot.waitUntil(lambda: window.sidebar.head.name == "Somebody Else")
    keep_away(stage)
    settle(stage, qtbot)
    settle(stage, qtbot)
    assert pane.model.rowCount() == 1
