"""The composer of a channel that takes less than e-mail: it offers nothing that cannot be sent, and says why not."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.channels import BUILT_IN
from desktop.services.channel import Capabilities, ChannelKind
from desktop.ui.conversation.writing.composer import Composer
from tests.ui import stage as stages
from tests.ui.conversation.conftest import Open
from tests.ui.mails import Mailbox


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a channel of short texts would be."""

    def short_texts() -> Sequence[ChannelKind]:
        return (replace(BUILT_IN[0], capabilities=Capabilities(longest_text=10)),)

    monkeypatch.setattr(stages, "built_in_channels", short_texts)


@pytest.fixture
def composer(open_one: Open, box: Mailbox) -> Composer:
    work, _ = box.arrive("Anna <anna@post.example>", "Chairs", "Four, please.")
    box.take(work)
    return open_one(work).composer


def test_neither_emphasis_nor_files_are_offered_where_they_are_not_taken(composer: Composer) -> None:
    assert composer.send_button.isVisible()
    assert not composer.format_button.isVisible()
    assert not composer.attach_button.isVisible()
    assert not composer.bar.isVisible()
    pasted = QMimeData()
    pasted.setHtml("<b>Soon</b>")
    pasted.setText("Soon")
    composer.editor.insertFromMimeData(pasted)
    assert composer.editor.toPlainText() == "Soon"
    assert "<b>" not in composer.editor.html


def test_a_text_that_grows_too_long_is_told_while_one_writes_and_is_not_sent(composer: Composer, qtbot: QtBot) -> None:
    composer.editor.insertPlainText("0123456789")
    qtbot.waitUntil(composer.send_button.isEnabled)
    composer.editor.insertPlainText("!")
    assert not composer.send_button.isEnabled()
    assert composer.hindered.isVisible()
    assert composer.hindered.words == "Too long for this channel: 11 of 10 characters."
    assert not composer.fields.isVisible()  # the text stays where it is
    composer.editor.undo()
    composer.editor.setPlainText("Soon")
    assert composer.send_button.isEnabled()
    assert not composer.hindered.isVisible()


def test_who_gets_it_is_all_that_a_short_message_is_addressed_with(composer: Composer) -> None:
    composer.line.click()
    fields = composer.fields
    assert fields.field("to").isVisible()
    assert not any(part.isVisible() for part in (fields.field("cc"), fields.field("bcc"), fields.subject))


def test_a_short_message_is_not_passed_on_and_its_head_says_who_it_is_with(
    open_one: Open, box: Mailbox, composer: Composer
) -> None:
    shown = [part.text() for part in composer.kinds.findChildren(QAbstractButton) if part.isVisible()]
    assert "Note" in shown
    assert "Forward" not in shown
    work, _ = box.arrive("Bob <bob@post.example>", "", "Two, please.")
    box.take(work)
    assert open_one(work).head.subject.text == "Bob"
