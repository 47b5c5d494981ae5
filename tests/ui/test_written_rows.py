"""Written work in the list: its rows follow the service with as few changes as there are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import InteractionState
from desktop.domain.work import Priority, WorkOrder, WorkRow, WorkScope
from desktop.domain.written import OutboxState, Outgoing
from desktop.services.messaging import work_list
from desktop.services.messaging.unsent import LetterRow
from desktop.ui.clock import Clock
from desktop.ui.lists.rows import ROW_ROLE, Row, RowDelegate
from desktop.ui.lists.rows_model import Line, RowsModel
from desktop.ui.look.theme import tokens
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.segments import Segment
from desktop.ui.work.lists.unsent_list import letter_row
from desktop.ui.work.work_model import WorkModel
from desktop.ui.work.written_row import written_row
from tests.ui.conftest import settle
from tests.ui.mails import Mailbox
from tests.ui.stage import Stage

NOW = datetime(2026, 11, 19, 10, 26, tzinfo=UTC)


def work(number: int, **more: Any) -> WorkRow:
    row = WorkRow(
        interaction_id=number,
        channel=Channel.EMAIL,
        state=InteractionState.ACTIVE,
        last_at=NOW - timedelta(minutes=38),
        last_direction=Direction.INBOUND,
        customer_id=7,
        customer_name=f"Anna {number}",
        subject="Chair",
        preview="It is late.",
    )
    return replace(row, **more)


IDS = st.lists(st.integers(1, 12), unique=True, max_size=12)


@settings(deadline=None)
@given(st.lists(IDS, max_size=6))
def test_whatever_comes_goes_and_moves_the_list_shows_what_it_was_given(turns: Sequence[Sequence[int]]) -> None:
    model = WorkModel(Clock())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for turn, ids in enumerate(turns):
        rows = [work(number, preview=f"{turn}") for number in ids]
        shown = [(model.written(n), QPersistentModelIndex(model.index(n))) for n in range(model.rowCount())]
        kept = {its.interaction_id: index for its, index in shown if its is not None}
        model.show_written(rows, has_more=False)
        assert [model.written(n) for n in range(model.rowCount())] == rows
        for number, index in kept.items():
            assert index.isValid() == (number in ids)
            if index.isValid():
                assert index.row() == list(ids).index(number)
    del tester


@pytest.mark.parametrize(
    ("more", "side", "tone"),
    [
        ({}, "38 min", "text3"),
        ({"due_at": NOW + timedelta(hours=5)}, "38 min", "text3"),
        ({"due_at": NOW + timedelta(minutes=80)}, "due 1 h 20", "amber"),
        ({"due_at": NOW - timedelta(minutes=25)}, "25 min late", "red"),
        ({"due_at": NOW - timedelta(days=3)}, "3 days late", "red"),
        ({"snoozed_until": NOW + timedelta(days=2), "due_at": NOW - timedelta(days=1)}, "until Sat 21 Nov", "text3"),
    ],
)
def test_a_row_says_the_one_time_that_matters(more: dict[str, object], side: str, tone: str, stage: Stage) -> None:
    row = written_row(work(1, **more), NOW)
    assert row.side.startswith(side)
    assert row.side_tone == tone


@pytest.mark.parametrize(
    ("more", "gone"),
    [
        ({}, None),
        ({"due_at": NOW + timedelta(minutes=38)}, 0.5),
        ({"due_at": NOW + timedelta(minutes=38, seconds=20)}, 11 / 24),  # not painted anew at each second
        ({"due_at": NOW + timedelta(days=2)}, 0.0),
        ({"due_at": NOW - timedelta(minutes=1)}, 1.0),
        ({"due_at": NOW + timedelta(hours=1), "last_at": NOW + timedelta(minutes=2)}, 0.0),  # another clock goes fast
        ({"due_at": NOW, "last_at": NOW}, 1.0),
        ({"due_at": NOW, "snoozed_until": NOW + timedelta(days=1)}, None),
    ],
)
def test_a_rows_clock_fills_until_the_answer_is_due(more: dict[str, object], gone: float | None, stage: Stage) -> None:
    assert written_row(work(1, **more), NOW).gone == gone


def test_what_a_rows_clock_shows_is_told_too(stage: Stage) -> None:
    assert "38 min, answer due in 5 h 00" in written_row(work(1, due_at=NOW + timedelta(hours=5)), NOW).spoken
    assert "answer" not in written_row(work(1, due_at=NOW + timedelta(minutes=80)), NOW).spoken  # the time says it


_REDDISH = 60  # a thin line is nowhere of the whole colour


def _inked(row: Row) -> tuple[int, int]:
    """How many pixels of the row have the red of its time, and where the first stands."""
    model = RowsModel()
    model.replace([Line(row=row, value=None)])
    image = QImage(300, 56, QImage.Format.Format_RGB32)
    image.fill(tokens().panel)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 300, 56)
    painter = QPainter(image)
    RowDelegate().paint(painter, option, model.index(0))
    painter.end()
    reds = [(x, image.pixelColor(x, y)) for x in range(300) for y in range(56)]
    places = [x for x, colour in reds if colour.red() - colour.green() > _REDDISH]
    return len(places), min(places)


def test_the_clock_is_painted_before_the_time_and_the_fuller_the_later(window: MainWindow) -> None:
    plain, *clocks = (Row(title="Anna", side="1 h", side_tone="red", gone=gone) for gone in (None, 0.0, 0.5, 1.0))
    without, where = _inked(plain)
    counts = [_inked(row)[0] for row in clocks]
    assert without < counts[0] < counts[1] < counts[2]
    assert _inked(clocks[2])[1] < where
    long = replace(clocks[2], title="Anna " * 20)
    assert _inked(long) == _inked(clocks[2])  # the title is cut, the clock never


def test_a_row_says_what_is_unread_and_what_is_half_written(stage: Stage) -> None:
    row = written_row(work(1, is_unread=True, has_draft=True), NOW)
    assert row.spoken == "Anna 1, unread, Chair · It is late., 38 min, draft"


def test_a_strangers_address_is_told_beside_the_name_they_chose(stage: Stage) -> None:
    model = WorkModel(Clock())
    model.show_written(
        [work(1, customer_id=None, address="x@evil.example"), work(2, address="a@b.example")], has_more=False
    )
    texts = [str(model.index(n).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(2)]
    assert texts[0].endswith("x@evil.example")
    assert "a@b.example" not in texts[1]


def test_tabs_say_how_much_there_is_and_list_it(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    box = Mailbox(stage)
    mine = box.arrive("Anna <anna@mail.example>", "Mine", "x")[0]
    box.arrive("Bob <bob@mail.example>", "Nobody's", "x")
    box.take(mine)
    head, written = window.work_list.head, stage.services.work_list
    qtbot.waitUntil(lambda: written.counts.rows.get(WorkScope.UNASSIGNED) == 1 and len(written.rows) == 1)
    words = [button.text() for button in head.scopes._group.buttons()]
    assert words == ["Mine 1", "Team 2", "Unassigned 1"]
    told = [button.accessibleDescription() for button in head.scopes._group.buttons()]
    assert all(one.startswith("answer due in") for one in told)
    due = written.counts.waiting[WorkScope.UNASSIGNED][1]
    calm = head.scopes.grab().toImage()
    head.show_ages(due + timedelta(minutes=5))
    assert head.scopes._group.buttons()[2].accessibleDescription() == "answer overdue for 5 min"
    assert head.scopes.grab().toImage() != calm  # it is drawn, too
    assert head.count == "1"
    head.scopes._group.button(2).click()
    qtbot.waitUntil(lambda: [row.subject for row in written.rows] == ["Nobody's"])
    shown = window.work_list.view.model().index(0, 0).data(ROW_ROLE)
    assert isinstance(shown, Row)
    assert shown.title == "Bob"


@pytest.fixture
def _in_england() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("_in_england")
def test_a_tab_without_room_keeps_its_figure_and_says_the_whole_where_the_pointer_rests(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    head = window.work_list.head
    qtbot.waitUntil(lambda: stage.services.work_list.is_loaded)
    settle(stage, qtbot)
    head.show_counts(10_000)
    segment = head.scopes._group.button(0)
    assert (head.count, segment.text()) == ("10,000", "Mine 10,000")
    assert isinstance(segment, Segment)
    for number in range(3):
        head.scopes.set_words(number, "Nieprzypisane", "12,000")
    qtbot.waitUntil(lambda: segment.written.layout.text().endswith("… 12,000"))
    assert segment.written.layout.text().startswith("Nie")
    assert segment.written.width <= segment.width()
    head.scopes.show_gauge(0, 0.5, "amber", "due soon")
    assert segment.toolTip() == "Nieprzypisane 12,000 · due soon"
    for number in (1, 2):
        head.scopes.set_words(number, "Zespół")
    qtbot.waitUntil(lambda: segment.toolTip() == "due soon")  # there is room now
    assert segment.written.layout.text() == segment.text() == "Nieprzypisane 12,000"


def test_where_nothing_is_mine_what_waits_for_anybody_is_one_click_away(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    box, written, empty = Mailbox(stage), stage.services.work_list, window.work_list.findChild(EmptyState)
    assert isinstance(empty, EmptyState)
    qtbot.waitUntil(lambda: written.is_loaded)
    assert empty.button.isHidden()
    box.arrive("Bob <bob@mail.example>", "Nobody's", "x")
    qtbot.waitUntil(lambda: not empty.button.isHidden())
    assert empty.words == "A message waits for somebody to take it."
    empty.button.click()
    qtbot.waitUntil(lambda: [row.subject for row in written.rows] == ["Nobody's"])
    assert written.view.scope is WorkScope.UNASSIGNED
    assert empty.isHidden()


def test_the_menu_narrows_the_list_and_says_so(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    head, written = window.work_list.head, stage.services.work_list

    def scope() -> WorkScope:
        return written.view.scope

    def press(words: str) -> None:
        next(action for action in head.menu().actions() if action.text() == words).trigger()
        settle(stage, qtbot)

    press("Everybody's work")
    assert scope() is WorkScope.ALL
    assert head.order_button.text() == "Everybody's work"
    assert not any(button.isChecked() for button in head.scopes._group.buttons())
    press("Unread only")
    assert head.order_button.text() == "Everybody's work · Unread only"
    press("Oldest first")
    assert written.view.order is WorkOrder.OLDEST
    head.scopes._group.button(0).click()
    assert scope() is WorkScope.MINE


def test_a_list_that_changes_keeps_what_is_chosen_and_opens_nothing_by_itself(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    box = Mailbox(stage)
    numbers = [box.arrive(f"A{n} <a{n}@mail.example>", f"Subject {n}", "x", minutes_ago=n)[0] for n in range(1, 4)]
    box.take(*numbers)
    written = stage.services.work_list
    qtbot.waitUntil(lambda: len(written.rows) == 3)
    assert _chosen(window) == 0
    window.work_list.choose_interaction(numbers[1])
    chosen: list[object] = []
    window.work_list.written_chosen.connect(chosen.append)
    box.take(box.arrive("New <new@mail.example>", "New", "x")[0])
    qtbot.waitUntil(lambda: len(written.rows) == 4)
    assert _chosen(window) == numbers[1]
    stage.services.conversations.several.give((numbers[1],), "")
    qtbot.waitUntil(lambda: len(written.rows) == 3)
    assert _chosen(window) == 0
    assert chosen == []


def _chosen(window: MainWindow) -> int:
    row = window.work_list.written
    return row.interaction_id if row is not None else 0


def test_pages_come_in_as_one_scrolls(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    box = Mailbox(stage)
    numbers = [box.arrive(f"A{n} <a{n}@mail.example>", f"Subject {n}", "x")[0] for n in range(230)]
    box.take(*numbers)
    view = window.work_list.view
    qtbot.waitUntil(lambda: view.model().rowCount() >= 200)
    front = max(set(numbers) - {row.interaction_id for row in stage.services.work_list.rows})
    stage.services.tabs.show(front)
    view.scrollToBottom()
    at = view.verticalScrollBar().value()
    qtbot.waitUntil(lambda: view.model().rowCount() == 230)
    assert _chosen(window) == front
    assert view.verticalScrollBar().value() == at  # marking it takes nobody from where they read


@pytest.mark.parametrize("more", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
def test_end_leads_to_the_last_row_there_is(
    window: MainWindow, stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, more: Qt.KeyboardModifier
) -> None:
    monkeypatch.setattr(work_list, "PAGE", 30)
    monkeypatch.setattr(work_list, "MANY", 20)
    box = Mailbox(stage)
    box.take(*(box.arrive(f"A{n} <a{n}@mail.example>", f"Subject {n}", "x")[0] for n in range(70)))
    rows = window.work_list.view
    qtbot.waitUntil(lambda: rows.model().rowCount() == 30)
    QTest.keyClick(rows, Qt.Key.Key_Home)
    QTest.keyClick(rows, Qt.Key.Key_End)
    QTest.keyClick(rows, Qt.Key.Key_Down)  # who goes elsewhere meanwhile stays there
    assert rows.currentIndex().row() == 1
    settle(stage, qtbot)
    assert rows.currentIndex().row() == 1
    QTest.keyClick(rows, Qt.Key.Key_End, more)
    qtbot.waitUntil(lambda: rows.currentIndex().row() == 69)
    assert rows.model().rowCount() == 70
    assert rows.verticalScrollBar().value() > rows.visualRect(rows.currentIndex()).height() * 50
    assert len(rows.selectionModel().selectedRows()) == (69 if more is Qt.KeyboardModifier.ShiftModifier else 1)
    rows.selectionModel().clear()
    QTest.keyClick(rows, Qt.Key.Key_End)
    assert rows.currentIndex().row() == 69


def test_a_row_says_what_is_urgent(stage: Stage) -> None:
    assert written_row(work(1, priority=Priority.URGENT), NOW).spoken.startswith("Anna 1, Urgent, ")
    assert written_row(work(1, priority=Priority.LOW), NOW).chip == ""


@pytest.mark.parametrize(
    ("more", "detail"),
    [
        ({"channel": Channel.SMS, "subject": "", "preview": "Where is it?"}, "Where is it?"),
        ({"channel": Channel.SMS, "subject": "", "preview": ""}, "No words"),
        ({"subject": "", "preview": ""}, "No subject"),
        ({"subject": "Chairs", "preview": "Four, please."}, "Chairs · Four, please."),
    ],
)
def test_a_row_says_its_subject_and_first_words_or_what_it_lacks(more: dict[str, object], detail: str) -> None:
    assert written_row(work(1, **more), NOW).detail == detail


def test_a_letter_without_a_subject_says_how_it_begins() -> None:
    outgoing = Outgoing(
        account_id=1,
        interaction_id=1,
        message_id=1,
        external_id="a@shop.example",
        send_after=datetime.now(UTC),
        state=OutboxState.WAITING,
        recipients=("@anna",),
    )
    rows = [LetterRow(outgoing=outgoing, interaction=None, begins=begins) for begins in ("It is on its way.", "")]
    assert [letter_row(one, Clock()).detail for one in rows] == ["It is on its way.", "No subject"]
