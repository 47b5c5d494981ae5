"""What is painted when: a caller's dossier once, and lines of text as they are written."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.domain.call import CallEnd
from desktop.domain.channel import Channel
from desktop.domain.history import SearchHit
from desktop.services import interactions
from desktop.services.interactions import WorkItem
from desktop.ui.lists.rows import paint_ground
from desktop.ui.look.theme import tokens
from desktop.ui.look.writing import MIDDLE, RIGHT, fitting, put, uncut
from desktop.ui.main_window import MainWindow
from desktop.ui.sidebar.snippet import lines_of
from desktop.ui.sidebar.timeline_delegate import TimelineDelegate
from desktop.ui.sidebar.timeline_model import TimelineModel
from desktop.ui.widgets.floating import paint_shadowed
from tests.ui.conftest import settle
from tests.ui.stage import ANNA, Stage

Ring = Callable[..., WorkItem]


class Paints(QObject):
    """Where everything stood at each painting of `widget`."""

    def __init__(self, widget: QWidget, beside: QWidget) -> None:
        super().__init__()
        self._widget, self._beside = widget, beside
        self.seen: list[int] = []
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is self._widget:
            self.seen.append(self._beside.height())
        return False


class Regions(QObject):
    """How high the part is that is painted each time."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.heights: list[int] = []
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.heights.append(event.region().boundingRect().height())
        return False


def test_a_callers_dossier_is_painted_once_and_where_it_belongs(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    ring("c1")
    stage.engine.end("c1", CallEnd.GAVE_UP)
    qtbot.waitUntil(lambda: not stage.services.interactions.items())
    settle(stage, qtbot)
    QApplication.processEvents()
    window._clock._timer.stop()  # each second is painted too
    sidebar = window.sidebar
    paints = Paints(sidebar.history.view.viewport(), sidebar.head)
    ring("c2")
    settle(stage, qtbot)
    QApplication.processEvents()
    assert paints.seen == [sidebar.head.height()]


def test_a_ring_is_painted_once_together_with_who_it_is(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interactions, "RING_SECONDS", 10.0)  # this machine may be slow
    window._clock._timer.stop()  # each second is painted too
    bar, sidebar = window.call_bar, window.sidebar
    paints = Paints(bar.ring_view, sidebar.head)
    stage.engine.ring("c1", ANNA)
    assert "Anna" in bar.ring_view.title
    assert sidebar.head.name in bar.ring_view.title
    settle(stage, qtbot)
    qtbot.waitUntil(lambda: bool(paints.seen) and window.work_pane.key == "c1")  # the notes come after the picture
    assert paints.seen == [sidebar.head.height()]


def _dark(image: QImage) -> list[int]:
    """The columns with ink in them."""
    return [
        x for x in range(image.width()) if any(image.pixelColor(x, y).lightness() < 128 for y in range(image.height()))
    ]


def _painted(text: str, width: float, at: float) -> list[int]:
    image = QImage(300, 24, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    put(painter, QRectF(0, 0, width, 24), fitting(text, "body", width), "#000000", at)
    painter.end()
    return _dark(image)


def test_a_line_stands_left_right_or_in_the_middle_and_is_cut_where_there_is_no_room(window: MainWindow) -> None:
    left, middle, right = (_painted("Anna", 300, at) for at in (0.0, MIDDLE, RIGHT))
    assert left[0] < 5 and right[-1] > 294  # noqa: PT018
    assert abs((middle[0] + middle[-1]) / 2 - 150) < 3
    long = "Anna Kowalczyk, Studio Kowalczyk, Kraków, Polish, VIP"
    assert uncut(long, "body").width > 120
    assert fitting(long, "body", 120).width <= 120
    assert _painted(long, 120, 0.0)[-1] < 121


def test_marks_that_turn_the_reading_direction_are_not_painted(window: MainWindow) -> None:
    assert uncut("a\u202eb", "body").layout.text() == "a b"


def test_a_long_snippet_takes_two_lines_and_a_short_one_takes_one(window: MainWindow) -> None:
    assert [lines_of(text, 280) for text in ("", "Perfect, thank you.", "word " * 5, "word " * 40)] == [0, 1, 1, 2]


def test_a_row_is_as_high_as_what_it_says_now(window: MainWindow) -> None:
    model = TimelineModel(lambda: datetime.now(UTC))
    delegate = TimelineDelegate(model, model)

    def height(words: str) -> int:
        at = datetime.now(UTC)
        hit = SearchHit(
            interaction_id=1, customer_id=1, customer_name="Anna", channel=Channel.EMAIL, at=at, excerpt=words
        )
        model.replace([hit], has_more=False)
        return asked()

    def asked() -> int:
        return delegate.sizeHint(QStyleOptionViewItem(), model.index(1)).height()

    long = "word " * 12
    assert height("short") == height("brief") < height(long)
    delegate.fit(delegate.width * 4, delegate.right)
    assert asked() == height("short")


def test_a_list_that_is_scrolled_is_moved_and_only_what_is_new_is_painted(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    ring()
    settle(stage, qtbot)
    QApplication.processEvents()
    for view in (window.sidebar.history.view, window.work_list.view):
        assert view.viewport().autoFillBackground()
    view = window.sidebar.history.view
    regions = Regions(view.viewport())
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 20)
    QApplication.processEvents()
    assert 0 < sum(regions.heights) < view.viewport().height() / 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_shadow_is_darker_than_what_it_falls_on(window: MainWindow, stage: Stage, theme: str) -> None:
    stage.services.settings.set("appearance.theme", theme)
    for ground in (tokens().background, tokens().panel):
        image = QImage(120, 120, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(ground)
        painter = QPainter(image)
        paint_shadowed(painter, QRectF(0, 0, 120, 120))
        painter.end()
        lit = QColor(ground)
        shades = [image.pixelColor(60, y) for y in range(101, 120)] + [image.pixelColor(x, 60) for x in range(15)]
        for shade in shades:
            assert shade.red() <= lit.red()
            assert shade.green() <= lit.green()
            assert shade.blue() <= lit.blue()
        assert shades[0].lightness() < lit.lightness() - 2


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_the_line_below_a_chosen_row_is_its_last_pixel_at_every_scale(window: MainWindow, ratio: float) -> None:
    for number in range(4):  # rows that begin at fractions of a pixel, too
        image = QImage(round(100 * ratio), round(300 * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill("#123456")
        painter = QPainter(image)
        row = QRect(0, 3 + 56 * number, 100, 56)
        paint_ground(painter, row, QStyle.StateFlag.State_Selected, "accent_soft")
        painter.end()
        x = round(50 * ratio)
        column = [image.pixelColor(x, y).name() for y in range(image.height())]
        painted = [y for y, name in enumerate(column) if name != "#123456"]
        assert column[painted[-1]] == QColor(tokens().line_quiet).name()
