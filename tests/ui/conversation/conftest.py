"""A conversation that is open in the window, and a mail server for the tests that go all the way."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.main_window import MainWindow
from tests.channels.mail_world import MailWorld, mail_world
from tests.conftest import keep_for_session
from tests.ui.mails import Mailbox
from tests.ui.stage import Stage

Open = Callable[[int], ConversationPane]


@pytest.fixture(scope="session")
def world() -> Iterator[MailWorld]:
    with mail_world() as made:
        keep_for_session(made.mailboxes.process.pid)
        keep_for_session(made.post.process.pid)
        yield made


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
