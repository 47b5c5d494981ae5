"""What a message says, as wide as there is room."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.lines_apart import lines_apart
from desktop.ui.conversation.message_text import MessageText
from desktop.ui.look.tokens import FACES


def picture(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the binding takes a str alone
    return bytes(content.data())


@pytest.mark.parametrize("size", ["", ' width="1200"', ' height="600"', ' width="1200" height="600"'])
def test_a_picture_is_made_as_narrow_as_the_message(qtbot: QtBot, size: str) -> None:
    text = MessageText("Message")
    qtbot.addWidget(text)
    text.show_html(f'<p>one</p><p><img src="cid:a"{size}></p>', (("a", picture(1200, 600)),))
    narrow = text.height_for(400)
    assert text.document().idealWidth() <= 401
    assert 200 <= narrow < 300
    wide = text.height_for(1400)
    assert 600 <= wide < 700
    assert text.height_for(400) == narrow


def test_a_small_picture_keeps_its_size(qtbot: QtBot) -> None:
    text = MessageText("Message")
    qtbot.addWidget(text)
    text.show_html('<img src="cid:a">', (("a", picture(100, 50)),))
    assert 50 <= text.height_for(400) < 80


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<div>2 chairs</div>3 tables", ["2 chairs", "3 tables"]),
        ("<div><div>2 chairs</div> 3 tables</div>", ["2 chairs", "3 tables"]),
        ("<address>Long Street 1</address><b>Leeds</b>", ["Long Street 1", "Leeds"]),
        ('<div>see:</div><img src="cid:a">', ["see:", "\ufffc"]),
        ('<p>see:</p><a href="https://shop.example"><img src="cid:a"></a><p>b</p>', ["see:", "\ufffc", "b"]),
        ('<ul><li>one</li></ul> <span><img src="cid:a"></span>', ["one", "\ufffc"]),
        ("<div>one<br></div><div><br></div>two", ["one\u2028", "\u2028", "two"]),
        ("<div>one</div><b> </b><i></i>\n<div>two</div>", ["one", "two"]),
        ("<p>one</p><br><p>two</p>", ["one", "\u2028", "two"]),
    ],
)
def test_words_and_pictures_after_a_block_begin_a_line(qtbot: QtBot, html: str, lines: list[str]) -> None:
    text = MessageText("Message")
    qtbot.addWidget(text)
    text.show_html(html, (("a", picture(100, 50)),))
    block, shown = text.document().begin(), []
    while block.isValid():
        shown.append(block.text())
        block = block.next()
    assert shown == lines
    assert lines_apart(lines_apart(html)) == lines_apart(html)


@pytest.mark.parametrize(
    ("html", "lines"),
    [("one<br>two<br>three", 3), ("<p>one<br>two</p>", 2), ("<table><tr><td>one<br>two</td></tr></table>", None)],
)
def test_lines_stand_as_far_apart_as_where_one_writes(html: str, lines: int | None, qtbot: QtBot) -> None:
    """But for a page that is laid out in tables, in which gaps are a few pixels high."""
    text = MessageText("Message")
    qtbot.addWidget(text)
    text.show_html(html)
    height = text.height_for(400) - 2 * text.document().documentMargin() - 1
    assert height == lines * FACES["body"].line if lines else height < 2 * FACES["body"].line
