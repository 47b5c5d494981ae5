"""What the style sheet does to fields: lists open below them, where nothing jumps, and every picture is there."""

import re
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.look.stylesheet import PICTURES
from desktop.ui.look.theme import Theme
from desktop.ui.pages.language_box import LanguageBox
from desktop.ui.pages.setting_editors import Combo


def test_a_list_of_choices_opens_below_its_field_whichever_is_chosen(qtbot: QtBot) -> None:
    theme = Theme("light")
    theme.apply()
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 700)
    few, many = Combo(), LanguageBox()
    few.addItems(["One", "Two", "Three"])
    few.setCurrentIndex(2)
    many.show_language("pl")
    for number, combo in enumerate((few, many)):
        combo.setParent(window)
        combo.setGeometry(20, 20 + 60 * number, 300, 36)
    window.show()
    qtbot.waitExposed(window)
    for combo in (few, many):
        combo.showPopup()
        QApplication.processEvents()
        bottom = combo.mapToGlobal(QPoint(0, combo.height())).y()
        opened = combo.view().window().geometry()
        assert opened.top() >= bottom - 1
        assert opened.width() <= combo.width()
        assert combo.view().visualRect(combo.view().currentIndex()).intersects(combo.view().viewport().rect())
        combo.hidePopup()


def test_every_picture_of_the_style_sheet_is_there(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme = Theme("light")
    for choice in ("light", "dark"):
        theme.choose(choice)
        named = re.findall(r'url\("([^"]+)"\)', app.styleSheet())
        assert len(named) == len(PICTURES)
        assert all(Path(one).is_file() and choice in one for one in named)
    theme.choose("light")
