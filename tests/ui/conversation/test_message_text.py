"""What a message says, as wide as there is room."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.message_text import MessageText


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
