"""Whatever a sender paints, its words can be read in both themes, and its tables stand within the pane."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QTextBlock, QTextCursor, QTextFrame, QTextTable
from pytestqt.qtbot import QtBot

from desktop.ui.conversation import message_text
from desktop.ui.conversation.legible import contrast, seen_on, tables_in
from desktop.ui.conversation.message_text import MessageText
from desktop.ui.look.tokens import DARK, LIGHT, Tokens
from tests.ui.conversation.test_message_text import picture
from tests.ui.scenes_reading import NEWSLETTER

_LEAST = 4.5
_PAINTED = (
    '<p><font color="#ffffff">pale on nothing</font></p>',
    '<p style="color: black">as Outlook writes</p>',
    '<p style="background-color: #ffffff; color: #000000">a page</p>',
    '<span style="background-color: #ffff00">marked</span>',
    '<table bgcolor="#ffffff"><tr><td>words of ours on their page</td></tr></table>',
    '<table bgcolor="#101010"><tr><td>ours on their night<table><tr><td>deeper</td></tr></table></td></tr></table>',
    '<table><tr><td bgcolor="#ffffcc"><a href="https://a.example/">a link</a></td></tr></table>',
    '<p style="background-color: #222222"><font color="#333333">dark on dark</font></p>',
    NEWSLETTER,
)
colours = st.builds(QColor, *(st.integers(0, 255) for _ in range(3)))


def _pieces(view: MessageText, now: Tokens) -> Iterator[tuple[str, QColor, QColor]]:
    """Its words, their colour, and what is painted below them."""
    block = view.document().begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            fragment = pieces.fragment()
            look = fragment.charFormat()
            ink = look.foreground().color() if look.foreground().style().value else QColor(now.text)
            below = look.background().color() if look.background().style().value else _below(block, now)
            yield fragment.text(), ink, below
            pieces += 1
        block = block.next()


def _below(block: QTextBlock, now: Tokens) -> QColor:
    brushes = [block.blockFormat().background()]
    frame: QTextFrame | None = QTextCursor(block).currentFrame()
    while frame is not None:
        if isinstance(frame, QTextTable):
            brushes += [frame.cellAt(block.position()).format().background(), frame.format().background()]
        frame = frame.parentFrame()
    return next((brush.color() for brush in brushes if brush.style().value), QColor(now.panel))


@pytest.mark.parametrize("now", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("html", _PAINTED)
def test_all_words_of_a_painted_message_can_be_read(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, now: Tokens, html: str
) -> None:
    monkeypatch.setattr(message_text, "tokens", lambda: now)
    view = MessageText("Message")
    qtbot.addWidget(view)
    view.show_html(html)
    said = [(words, ink, below) for words, ink, below in _pieces(view, now) if words.strip()]
    assert said
    assert [words for words, ink, below in said if contrast(ink, below) < _LEAST] == []


def test_a_senders_page_gives_way_to_ours_and_a_marked_word_stays_marked(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_text, "tokens", lambda: DARK)
    view = MessageText("Message")
    qtbot.addWidget(view)
    view.show_html(f'{_PAINTED[4]}<p style="background-color: #fafafa">text</p>{_PAINTED[3]}')
    found = {words: below.name() for words, _, below in _pieces(view, DARK)}
    assert found["words of ours on their page"] == found["text"] == QColor(DARK.panel).name()
    assert found["marked"] == "#ffff00"


@given(colour=colours, ground=colours)
def test_a_colour_is_kept_where_it_can_be_read_and_else_made_so(colour: QColor, ground: QColor) -> None:
    seen = seen_on(colour, ground)
    if contrast(colour, ground) >= _LEAST:
        assert seen == colour
    assert contrast(seen, ground) >= _LEAST


def _table(view: MessageText) -> QTextTable:
    (table,) = view.document().rootFrame().childFrames()
    assert isinstance(table, QTextTable)
    return table


def test_a_wide_table_shares_the_room_there_is_and_is_itself_again_where_there_is_more(qtbot: QtBot) -> None:
    view = MessageText("Message")
    qtbot.addWidget(view)
    inner = '<table width="560"><tr><td width="280">left</td><td width="280">right</td></tr></table>'
    view.show_html(f'<table width="600" align="center"><tr><td width="600">{inner}</td></tr></table>')
    layout = view.document().documentLayout()
    for room, width in ((400, 400), (900, 600), (300, 300)):
        view.height_for(room)
        assert view.document().idealWidth() <= room
        assert layout.frameBoundingRect(_table(view)).left() <= 2  # Qt's cell spacing
        assert layout.frameBoundingRect(_table(view)).width() == pytest.approx(width, abs=8)


def test_a_picture_in_a_table_leaves_the_table_its_room(qtbot: QtBot) -> None:
    view = MessageText("Message")
    qtbot.addWidget(view)
    html = '<table width="600" cellpadding="24"><tr><td><img src="cid:a"></td></tr></table>'
    view.show_html(html, (("a", picture(552, 100)),))
    view.height_for(400)
    assert view.document().idealWidth() <= 400


def test_no_word_is_heavier_than_our_face_is(qtbot: QtBot) -> None:
    view = MessageText("Message")
    qtbot.addWidget(view)
    view.show_html("<h2>head</h2><p><b>bold</b> <strong>strong</strong></p>")
    block = view.document().begin()
    assert block.begin().fragment().charFormat().fontWeight() == 600
    assert block.next().begin().fragment().charFormat().fontWeight() == 600


def test_many_tables_are_laid_out_once_not_after_each(qtbot: QtBot) -> None:
    view = MessageText("Message")
    qtbot.addWidget(view)
    view.show_html("<table border=1><tr><td>x</td></tr></table>" * 20)
    edits: list[int] = []
    view.document().contentsChange.connect(lambda at, _gone, _come: edits.append(at))
    assert len(tables_in(view.document(), QColor("#123456"))) == 20
    assert len(edits) == 1
