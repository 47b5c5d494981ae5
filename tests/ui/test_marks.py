"""The words that were searched for stand out in a list's lines, wherever those are cut."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop.domain.history import SearchHit
from desktop.ui.lists.rows import ROW_ROLE, Row, RowDelegate
from desktop.ui.lists.rows_model import Line, RowsModel
from desktop.ui.look.marks import Marks, marked
from desktop.ui.look.theme import tokens
from desktop.ui.main_window import MainWindow
from tests.ui.test_search import go_to, type_into

WIDTH = 200.0


def _standing_out(text: str, marks: Marks, width: float = WIDTH) -> list[str]:
    """The words that are marked in the line as it is painted."""
    layout = marked(text, marks, "small", width).layout
    shown = layout.text().encode("utf-16-le")  # of whose units the formats speak
    parts = [(part.start, part.start + part.length) for part in layout.formats()]
    return [shown[2 * start : 2 * end].decode("utf-16-le") for start, end in parts]


def _marks(text: str, word: str) -> Marks:
    return tuple((at, len(word)) for at in range(len(text)) if text.startswith(word, at))


@pytest.mark.parametrize("text", ["the oak chair", "\U0001f389\U0001f389 the oak chair", "dąb, 橡木, oak", "oak"])
def test_the_word_is_marked_and_no_other(window: MainWindow, text: str) -> None:
    assert _standing_out(text, _marks(text, "oak")) == ["oak"]


@pytest.mark.parametrize("before", [5, 40, 400])
@pytest.mark.parametrize("filling", ["word ", "椅子", "x"])
def test_a_word_far_behind_is_seen_within_the_line(window: MainWindow, before: int, filling: str) -> None:
    text = filling * before + "oak and " + filling * 40
    line = marked(text, _marks(text, "oak"), "small", WIDTH)
    assert line.width <= WIDTH
    assert line.layout.text().endswith("…")
    assert _standing_out(text, _marks(text, "oak")) == ["oak"]


def test_a_line_of_nothing_but_marks_keeps_to_its_room(window: MainWindow) -> None:
    text = "WWW " * 40
    for width in (8.0, 60.0, 200.0, 333.0):
        assert marked(text, _marks(text, "WWW"), "small", width).width <= max(width, 20)


def _accented(row: Row) -> int:
    """How many pixels of the painted row are of the accent."""
    model = RowsModel()
    model.replace([Line(row=row, value=None)])
    assert model.index(0).data(ROW_ROLE) is row
    image = QImage(400, 56, QImage.Format.Format_RGB32)
    image.fill(tokens().panel)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 400, 56)
    painter = QPainter(image)
    RowDelegate().paint(painter, option, model.index(0))
    painter.end()
    ink = tokens().accent.lower()
    return sum(image.pixelColor(x, y).name() == ink for x in range(400) for y in range(56))


def test_a_row_paints_its_marks_in_the_accent(window: MainWindow) -> None:
    assert _accented(Row(title="Anna", detail="the oak chair")) == 0
    assert _accented(Row(title="Anna", detail="the oak chair", marks=((4, 3),))) > 0


def test_what_ctrl_k_finds_is_marked(window: MainWindow, qtbot: QtBot) -> None:
    type_into(window, "hinge")
    go_to(window, qtbot, SearchHit)
    model = window.top_bar.search.suggestions._model
    lines = [(model.index(number).data(ROW_ROLE), model.value(number)) for number in range(model.rowCount())]
    rows = [row for row, value in lines if isinstance(value, SearchHit)]
    assert rows
    for row in rows:
        words = [row.detail[start : start + count].casefold() for start, count in row.marks]
        assert words
        assert all(word.startswith("hinge") for word in words)
