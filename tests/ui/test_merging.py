"""The question before two entries of one person are merged."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from desktop.domain.customer import Customer, CustomerHit
from desktop.ui.main_window import MainWindow
from desktop.ui.rail import Page
from tests.ui.stage import Stage


def test_the_question_before_a_merge_is_whole_in_sight(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    name = "Zzofia Double of a name so long that what is asked about her takes more than a line, or two, in the form"
    stage.store.save_customer(Customer(name=name, organisation=name))
    window.resize(1280, 600)
    window.rail.choose(Page.CUSTOMERS)
    editor = window.pages.customers.editor
    window.pages.customers.edit(stage.store.find_customers("Anna Kowalczyk")[0].customer_id)
    qtbot.waitUntil(editor.isVisible)
    scroll = editor.findChild(QScrollArea)
    assert scroll is not None
    merging = editor.merging
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    scroll.ensureWidgetVisible(merging.field, 0, 0)
    merging.field.setFocus()
    QTest.keyClicks(merging.field, "zzofia")
    qtbot.waitUntil(lambda: isinstance(merging.suggestions.current, CustomerHit))
    QTest.keyClick(merging.field, Qt.Key.Key_Return)
    question = merging.question
    assert question is not None

    def is_in_sight() -> bool:
        place = QRect(question.mapTo(scroll.viewport(), QPoint()), question.size())
        return question.height() > 60 and scroll.viewport().rect().contains(place)

    qtbot.waitUntil(is_in_sight)
    merging.not_button.click()
    assert merging.question is None
