"""An answer that is being written while a colleague merges its conversation with another, or parts the two again."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.written import DraftKind
from desktop.ui.conversation.pane import ConversationPane
from tests.ui.conversation.conftest import Open
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, Stage

ANNA = "Anna Nowak <anna.nowak@mail.example>"


@pytest.fixture
def pair(box: Mailbox) -> tuple[int, int]:
    numbers = [box.arrive(ANNA, subject, "It is late.")[0] for subject in ("A chair", "A lamp")]
    for number in numbers:
        box.take(number)
    return numbers[0], numbers[1]


def _merged(stage: Stage, pane: ConversationPane, pair: tuple[int, int], qtbot: QtBot) -> None:
    """By a colleague: the other one stands for it."""
    stage.store.merge_written(*pair, "Jan Kos")
    stage.services.feed.look()
    qtbot.waitUntil(lambda: pane.interaction_id == pair[0] and pane.composer.begun_in == pair[1])


def test_a_note_on_what_was_merged_meanwhile_is_added_and_the_next_can_be_written(
    stage: Stage, pair: tuple[int, int], open_one: Open, qtbot: QtBot
) -> None:
    pane = open_one(pair[1])
    pane.composer.want_kind(pair[1], DraftKind.NOTE)
    qtbot.waitUntil(lambda: pane.composer.begun_in == pair[1])
    QTest.keyClicks(pane.composer.editor, "A new one comes.")
    _merged(stage, pane, pair, qtbot)
    pane.send()
    qtbot.waitUntil(lambda: pane.composer.begun_in == pair[0] and not pane.composer.editor.isReadOnly())
    assert pane.composer.editor.toPlainText() == ""


@pytest.mark.parametrize("kind", [DraftKind.REPLY, DraftKind.NOTE])
def test_what_was_parted_again_keeps_its_draft_and_the_rest_is_answered_anew(
    stage: Stage, pair: tuple[int, int], open_one: Open, qtbot: QtBot, kind: DraftKind
) -> None:
    pane = open_one(pair[1])
    pane.composer.want_kind(pair[1], kind)
    qtbot.waitUntil(lambda: pane.composer.begun_in == pair[1])
    QTest.keyClicks(pane.composer.editor, "A new one comes.")
    _merged(stage, pane, pair, qtbot)
    assert pane.composer.kind is kind
    assert pane.composer.editor.toPlainText() == "A new one comes."
    stage.store.split_written(pair[1])
    stage.services.feed.look()
    qtbot.waitUntil(lambda: pane.composer.begun_in == pair[0])
    assert pane.composer.editor.toPlainText() == ""
    assert [(one.interaction_id, one.text) for one in stage.store.drafts(AGENT)] == [(pair[1], "A new one comes.")]
