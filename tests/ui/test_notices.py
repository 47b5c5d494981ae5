"""Notices with long words: a beginning, all of it when asked, and nothing that cannot be copied."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.services.notices import Level, Notice
from desktop.ui.main_window import MainWindow
from desktop.ui.notice_stack import NoticeCard
from desktop.ui.notice_words import shortened
from desktop.ui.widgets.buttons import Button
from tests.ui.stage import Stage

LONG = "mail.shop.example says: 550 5.7.1 " + "Your message was refused by the policy of this server. " * 8


@pytest.fixture
def card(window: MainWindow, stage: Stage, qtbot: QtBot) -> NoticeCard:
    hint = "It is kept. Mend what is wrong and send it again, or take it back."
    stage.services.notices.post(Notice(key="x", text=LONG, hint=hint, level=Level.TROUBLE, action_label="Try again"))
    (made,) = window.notice_stack.findChildren(NoticeCard)
    return made


def test_long_words_take_three_lines_until_all_are_asked_for(card: NoticeCard, window: MainWindow) -> None:
    text = card.findChildren(QLabel)[0]
    assert text.text().endswith("…")
    assert text.height() <= 3 * text.fontMetrics().lineSpacing() + 2
    folded, free = card.height(), window.notice_stack.height_taken
    assert folded < 200
    card.more_button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(card.more_button, Qt.Key.Key_Return)
    assert text.text() == LONG
    assert card.height() > folded
    assert window.notice_stack.height_taken > free  # the list above makes room
    assert text.height() >= text.heightForWidth(text.width())
    QTest.keyClick(card.more_button, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert (card.height(), window.notice_stack.height_taken) == (folded, free)


def test_no_button_is_narrower_than_its_words(window: MainWindow, stage: Stage) -> None:
    """As long as they are in some languages."""
    stage.services.notices.post(Notice(key="x", text=LONG, level=Level.TROUBLE, action_label="Spróbuj ponownie teraz"))
    (card,) = window.notice_stack.findChildren(NoticeCard)
    QApplication.processEvents()
    buttons = [button for button in card.findChildren(Button) if button.isVisible()]
    assert len(buttons) == 2
    for button in buttons:
        assert button.size() == button.sizeHint()
        assert card.rect().contains(QRect(button.mapTo(card, QPoint()), button.size()))


def test_all_of_it_is_heard_and_can_be_selected(card: NoticeCard) -> None:
    text = card.findChildren(QLabel)[0]
    assert text.accessibleName() == LONG
    card.more_button.click()
    flags = text.textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByMouse
    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard
    text.setSelection(0, len(LONG))
    assert text.selectedText() == LONG


def test_short_words_have_nothing_to_unfold(window: MainWindow, stage: Stage) -> None:
    stage.services.notices.post(Notice(key="x", text="The disk is full.", hint="Make room."))
    (made,) = window.notice_stack.findChildren(NoticeCard)
    assert not made.more_button.isVisible()
    assert made.findChildren(QLabel)[0].text() == "The disk is full."


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_what_is_cut_fits_and_is_no_shorter_than_it_must_be(window: MainWindow, lines: int) -> None:
    found = shortened(LONG, "medium", 240, lines)
    assert shortened(found, "medium", 240, lines) == found
    assert LONG.startswith(found[:-1])
    assert len(found) > len(shortened(LONG, "medium", 120, lines))


def test_words_and_hint_are_shown_whole_beside_another_notice(window: MainWindow, stage: Stage) -> None:
    stage.services.notices.post(Notice(key="x", text=LONG, hint=LONG * 2, action_label="Open"))
    stage.services.notices.post(Notice(key="y", text="Short one."))
    QApplication.processEvents()
    made, _ = window.notice_stack.findChildren(NoticeCard)
    made.more_button.click()
    QApplication.processEvents()
    for text in made.findChildren(QLabel):
        assert text.height() >= text.heightForWidth(text.width())


def test_endless_words_leave_the_cross_within_the_window(window: MainWindow, stage: Stage) -> None:
    stage.services.notices.post(Notice(key="x", text=LONG * 20, hint=LONG * 20, action_label="Open"))
    QApplication.processEvents()
    (made,) = window.notice_stack.findChildren(NoticeCard)
    made.more_button.click()
    QApplication.processEvents()
    assert window.notice_stack.y() > 0
    assert made.findChildren(QLabel)[0].accessibleName() == LONG * 20
