"""The lists' models keep Qt's rules, and hold exactly what they were given."""

import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.domain.channel import Channel, Direction
from desktop.domain.history import EntryKind, SearchHit, TimelineEntry
from desktop.domain.interaction import Interaction, InteractionState
from desktop.services.interactions import WorkItem
from desktop.ui.clock import Clock
from desktop.ui.lists import next_page
from desktop.ui.lists.counted_model import CountedModel
from desktop.ui.lists.rows import ROW_ROLE, Row
from desktop.ui.lists.rows_model import Line, RowsModel
from desktop.ui.lists.views import List
from desktop.ui.sidebar.timeline_model import FIRST_ROWS, TimelineModel, unmark
from desktop.ui.work.work_model import WorkModel

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


def item(key: str, state: InteractionState = InteractionState.OFFERED) -> WorkItem:
    interaction = Interaction(
        channel=Channel.VOICE, direction=Direction.INBOUND, state=state, started_at=NOW, customer_name=f"Customer {key}"
    )
    return WorkItem(key=key, interaction=interaction)


def entry(number: int, days: float | None = None) -> TimelineEntry:
    return TimelineEntry(
        kind=EntryKind.INTERACTION,
        id=number,
        at=NOW - timedelta(days=number if days is None else days),
        title=f"Contact {number}",
        channel=Channel.EMAIL,
    )


def keys(model: WorkModel) -> list[str]:
    found = (model.item(row) for row in range(model.rowCount()))
    return [each.key for each in found if each is not None]


def test_the_work_model_keeps_qts_rules(qtmodeltester: ModelTester, qapp: object) -> None:
    model = WorkModel(Clock())
    model.show_items([item("a"), item("b")])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's


def test_the_rows_model_keeps_qts_rules_and_asks_for_more_once(qtmodeltester: ModelTester, qapp: object) -> None:
    model = RowsModel()
    asked: list[bool] = []
    model.more_wanted.connect(lambda: asked.append(True))
    model.replace([Line(row=Row(title="One"), value=1)], has_more=True)
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert not model.canFetchMore(QModelIndex())
    model.append([Line(row=Row(title="Two"), value=2)], has_more=False)
    assert asked == [True]
    assert model.rowCount() == 2
    assert model.last == 2
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's


def test_the_timeline_model_keeps_qts_rules(qtmodeltester: ModelTester, qapp: object) -> None:
    model = TimelineModel(lambda: NOW)
    model.replace([entry(1), entry(2)], has_more=True)
    model.append([entry(3)], has_more=False)
    assert model.rowCount() == 4  # the first row is the room for what scrolls along
    assert model.row(3).title == "Contact 3"
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's


def test_what_is_read_again_says_how_old_it_is_by_now(qapp: object) -> None:
    now = NOW
    model = TimelineModel(lambda: now)
    model.replace([entry(1, days=0)], has_more=False)
    before, changed = model.row(1).when, list[int]()
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.add(entry(1, days=0))
    now = NOW + timedelta(minutes=7)
    model.add(entry(1, days=0))
    assert (before, model.row(1).when, changed) == ("now", "7 min", [1])


def test_what_comes_later_is_put_in_its_place_once(qtmodeltester: ModelTester, qapp: object) -> None:
    model = TimelineModel(lambda: NOW)
    listed = [entry(number) for number in range(2, 40)]
    model.replace(listed, has_more=True)
    shown = [model.row(number).title for number in range(1, model.rowCount())]
    for one in (entry(1), entry(99, days=3.5), entry(1), *listed, entry(98, days=70)):
        model.add(one)
    assert [model.row(number).title for number in range(1, model.rowCount())] == [
        "Contact 1",
        *shown[:2],
        "Contact 99",
        *shown[2:],
    ]
    assert [model.shape(number) for number in range(1, model.rowCount())] == [
        model.row(number).shape for number in range(1, model.rowCount())
    ]
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's


def test_of_a_long_page_the_rest_is_there_before_more_is_asked_for(qtmodeltester: ModelTester, qapp: object) -> None:
    model = TimelineModel(lambda: NOW)
    asked: list[bool] = []
    model.more_wanted.connect(lambda: asked.append(True))
    model.replace([entry(number) for number in range(50)], has_more=True)
    assert model.rowCount() == FIRST_ROWS + 1
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 51
    assert model.row(50).title == "Contact 49"
    assert not asked
    model.fetchMore(QModelIndex())
    assert asked == [True]
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's


def test_a_page_that_never_came_is_asked_for_again(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the store was away for a moment: the list would end there, and what lies below it seem not to be."""
    later = 0.0
    monkeypatch.setattr(next_page, "monotonic", lambda: time.monotonic() + later)
    rows, timeline, asked = RowsModel(), TimelineModel(lambda: NOW), list[str]()
    rows.more_wanted.connect(lambda: asked.append("rows"))
    timeline.more_wanted.connect(lambda: asked.append("timeline"))
    rows.replace([Line(row=Row(title="One"), value=1)], has_more=True)
    timeline.replace([entry(1)], has_more=True)
    for seconds in (0.0, next_page.ANSWERED_WITHIN_SECONDS - 1, next_page.ANSWERED_WITHIN_SECONDS + 1):
        later = seconds
        rows.fetchMore(QModelIndex())
        timeline.fetchMore(QModelIndex())
    assert asked == ["rows", "timeline", "rows", "timeline"]


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True), max_size=8))
def test_whatever_comes_and_goes_the_work_list_shows_what_it_was_given(turns: Sequence[Sequence[str]]) -> None:
    model = WorkModel(Clock())
    for turn in turns:
        model.show_items([item(key) for key in turn])
        assert keys(model) == list(turn)


def test_a_row_that_moves_up_is_moved_and_not_made_anew(qapp: object) -> None:
    model = WorkModel(Clock())
    model.show_items([item("a"), item("b"), item("c")])
    persistent = QPersistentModelIndex(model.index(2))
    model.show_items([item("c"), item("a"), item("b")])
    assert persistent.row() == 0


def test_rows_by_the_thousand_are_laid_out_without_asking_python_for_each(qtbot: QtBot) -> None:
    view, model = List(), CountedModel()
    view.setUniformItemSizes(True)
    view.setModel(model)
    qtbot.addWidget(view)
    asked: list[str] = []
    sys.setprofile(lambda frame, event, _: asked.append(frame.f_code.co_name) if event == "call" else None)
    try:
        model.put_in(0, 2000, lambda: None)
        view.doItemsLayout()
        model.dataChanged.emit(model.index(0), model.index(1999))
        view.doItemsLayout()
    finally:
        sys.setprofile(None)
    assert view.visualRect(model.index(1999)).isValid()
    assert len(asked) < 100


def test_a_changed_item_is_painted_with_its_new_state(qapp: object) -> None:
    model = WorkModel(Clock())
    model.show_items([item("a")])
    assert model.index(0).data(ROW_ROLE).is_ringing
    model.show_item(item("a", InteractionState.ACTIVE))
    assert not model.index(0).data(ROW_ROLE).is_ringing


def test_a_call_of_which_little_is_known_says_no_more_than_that(qapp: object) -> None:
    model = WorkModel(Clock())
    model.show_items([item("a"), item("b", InteractionState.WRAP_UP)])
    ringing, ended = (model.index(number).data(ROW_ROLE) for number in range(2))
    assert ringing.detail == ""  # no queue, and nobody knows what was dialled
    assert ended.side == "wrap-up"  # without an end


@given(st.text(alphabet="ab \x02\x03\n", max_size=40))
def test_marks_always_lie_within_the_plain_text(excerpt: str) -> None:
    plain, marks = unmark(excerpt)
    assert not set(plain) & {"\x02", "\x03", "\n"}
    for start, length in marks:
        assert start >= 0
        assert start + length <= len(plain)


def test_a_found_word_is_marked_where_it_stands() -> None:
    assert unmark("the \x02oak\x03 chair") == ("the oak chair", ((4, 3),))


def test_a_search_hit_becomes_a_line_with_its_marks(qapp: object) -> None:
    model = TimelineModel(lambda: NOW)
    hit = SearchHit(
        interaction_id=7, customer_id=1, customer_name="A", channel=Channel.CHAT, at=NOW, excerpt="an \x02oak\x03"
    )
    model.replace([hit], has_more=False)
    assert model.row(1).snippet == "an oak"
    assert model.row(1).marks == ((3, 3),)
