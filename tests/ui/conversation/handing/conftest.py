"""A conversation that is open in the window."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.main_window import MainWindow
from tests.ui.mails import Mailbox
from tests.ui.stage import Stage

Open = Callable[[int], ConversationPane]


@pytest.fixture
def box(stage: Stage) -> Mailbox:
    return Mailbox(stage)


@pytest.fixture
def open_one(window: MainWindow, stage: Stage, qtbot: QtBot) -> Open:
    """Choose it in the list, and wait until one can write."""

    def opened(interaction_id: int) -> ConversationPane:
        work = stage.services.work_list
        qtbot.waitUntil(lambda: interaction_id in {row.interaction_id for row in work.rows})
        window.work_list.choose_interaction(interaction_id)
        pane = window.work_pane.conversation

        def is_there() -> bool:
            draft = pane.composer.draft
            return draft is not None and draft.interaction_id == interaction_id and bool(pane.transcript.cards)

        qtbot.waitUntil(is_there)
        return pane

    return opened
