"""What keeps colours in its own text takes those of the other theme while it is open."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from desktop.domain.office.texts import Wording
from desktop.ui.conversation.card import MessageCard
from desktop.ui.look.theme import tokens
from desktop.ui.main_window import MainWindow
from desktop.ui.sidebar.details_view import DetailsView
from desktop.ui.texts.prompts import PromptPanel
from tests.ui.conversation.said import NOW, said
from tests.ui.stage import Stage


def _message(window: MainWindow) -> QTextBrowser:
    card = MessageCard(window)
    card.show_message(said(1), NOW)
    return card.text


def _details(window: MainWindow) -> QTextBrowser:
    details = DetailsView(window)
    details.show_html("<p>Where is it?</p>")
    return details


def _prompt(window: MainWindow) -> QTextBrowser:
    panel = PromptPanel()
    panel.setParent(window)
    panel.show_text("Greeting", Wording(text="Good morning"))
    return panel.text


@pytest.mark.parametrize("made", [_message, _details, _prompt])
def test_words_are_written_in_the_colours_of_the_theme_in_force(
    made: Callable[[MainWindow], QTextBrowser], window: MainWindow, stage: Stage
) -> None:
    text = made(window)
    for theme in ("dark", "light"):
        stage.services.settings.set("appearance.theme", theme)
        cursor = QTextCursor(text.document())
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        assert cursor.charFormat().foreground().color() == QColor(tokens().text)
