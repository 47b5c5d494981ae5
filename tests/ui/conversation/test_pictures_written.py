"""Pictures within what an agent writes: put in, kept with the draft, made smaller, sent, shown again."""

from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.channels.email.parse import read_mail
from desktop.domain.written import DraftKind
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.conversation.writing.draft_files import to_send
from desktop.ui.main_window import MainWindow
from tests.channels.email.remote.picture_server import png
from tests.ui.mails import Mailbox
from tests.ui.stage import Stage

ANNA = "Anna Nowak <anna.nowak@mail.example>"


@pytest.fixture
def pane(window: MainWindow, stage: Stage, qtbot: QtBot) -> ConversationPane:
    box = Mailbox(stage)
    number, _ = box.arrive(ANNA, "Chairs", "Which one?")
    box.take(number)
    qtbot.waitUntil(lambda: number in {row.interaction_id for row in stage.services.work_list.rows})
    window.work_list.choose_interaction(number)
    made = window.work_pane.conversation
    qtbot.waitUntil(lambda: made.interaction_id == number and made.composer.draft is not None)
    return made


def paste(pane: ConversationPane, width: int = 40) -> None:
    made, source = QImage(width, 30, QImage.Format.Format_RGB32), QMimeData()
    made.fill(0xFF336699)
    source.setImageData(made)
    pane.composer.editor.insertFromMimeData(source)


def files(pane: ConversationPane) -> int:
    return len(pane.composer.draft.files) if pane.composer.draft is not None else 0


def names(pane: ConversationPane) -> list[str]:
    return [one.name for one in pane.composer.draft.files] if pane.composer.draft is not None else []


def has_picture(pane: ConversationPane) -> bool:
    return pane.composer.draft is not None and "<img" in pane.composer.draft.html


def test_a_pasted_picture_stands_in_the_text_and_goes_with_the_draft(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.composer.editor.insertPlainText("This one: ")
    paste(pane)
    qtbot.waitUntil(lambda: has_picture(pane))
    draft = pane.composer.draft
    assert draft is not None
    (file,) = draft.files
    assert f'src="cid:{file.content_id}"' in draft.html
    assert pane.composer.files.words.startswith("1")  # its size is said, though it is no file beside the text
    assert pane.composer.files._chips == []
    assert pane.composer.editor.document().idealWidth() > 40


def test_a_wide_picture_is_shown_as_wide_as_a_letter(pane: ConversationPane, qtbot: QtBot) -> None:
    paste(pane, width=2000)
    qtbot.waitUntil(lambda: has_picture(pane))
    assert pane.composer.draft is not None
    assert 'width="440"' in pane.composer.draft.html


def test_a_picture_taken_out_again_is_not_sent_and_comes_back_by_undo(pane: ConversationPane, qtbot: QtBot) -> None:
    paste(pane)
    qtbot.waitUntil(lambda: has_picture(pane))
    pane.composer.editor.selectAll()
    pane.composer.editor.insertPlainText("No picture.")
    draft = pane.composer.draft
    assert draft is not None
    assert to_send(draft).files == ()
    pane.composer.editor.undo()
    qtbot.waitUntil(lambda: has_picture(pane))
    assert pane.composer.draft is not None
    assert len(to_send(pane.composer.draft).files) == 1


def test_pictures_dropped_into_the_text_stay_there_and_other_files_go_beside_it(
    pane: ConversationPane, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "chair.png").write_bytes(png(60, 40))
    (tmp_path / "price.txt").write_bytes(b"100")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    source = QMimeData()
    source.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("chair.png", "price.txt", "broken.png")])
    pane.composer.editor.insertFromMimeData(source)
    qtbot.waitUntil(lambda: files(pane) == 2 and has_picture(pane))
    notices = pane._services.notices
    qtbot.waitUntil(lambda: any("broken.png" in notice.text for notice in notices.notices))
    draft = pane.composer.draft
    assert draft is not None
    assert sorted((one.name, bool(one.content_id)) for one in draft.files) == [
        ("chair.png", True),
        ("price.txt", False),
    ]
    assert len(pane.composer.files._chips) == 1


def test_a_large_photo_is_offered_smaller_and_stays_where_it_stands(
    pane: ConversationPane, qtbot: QtBot, tmp_path: Path
) -> None:
    noise = QImage.fromData(b"P6 2400 900 255\n" + Random(1).randbytes(2400 * 900 * 3))
    photo = tmp_path / "photo.png"
    assert noise.save(str(photo))
    source = QMimeData()
    source.setUrls([QUrl.fromLocalFile(str(photo))])
    pane.composer.editor.insertFromMimeData(source)
    row = pane.composer.files
    qtbot.waitUntil(row.smaller_button.isVisible)
    assert pane.composer.draft is not None
    (before,) = pane.composer.draft.files
    row.smaller_button.click()
    qtbot.waitUntil(lambda: pane.composer.draft is not None and pane.composer.draft.files != (before,))
    (after,) = pane.composer.draft.files
    assert (after.content_id, after.name) == (before.content_id, "photo.jpg")
    assert after.size < before.size
    assert not row.smaller_button.isVisible()


def test_large_photos_beside_the_text_are_offered_smaller_too_one_after_the_other(
    pane: ConversationPane, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        noise = QImage.fromData(b"P6 2400 900 255\n" + Random(name).randbytes(2400 * 900 * 3))
        assert noise.save(str(tmp_path / f"{name}.png"))
    (tmp_path / "film.mp4").write_bytes(b"0" * 2_000_000)
    pane.composer.attach([str(tmp_path / name) for name in ("one.png", "film.mp4", "two.png")])
    qtbot.waitUntil(lambda: files(pane) == 3)
    row = pane.composer.files
    for count in (1, 2):
        qtbot.waitUntil(row.smaller_button.isVisible)
        row.smaller_button.click()
        qtbot.waitUntil(lambda count=count: sum(name.endswith(".jpg") for name in names(pane)) == count)  # type: ignore[misc]  # a default has no type
    assert sorted(names(pane)) == ["film.mp4", "one.jpg", "two.jpg"]
    assert not row.smaller_button.isVisible()


def test_it_is_there_again_when_the_conversation_is_opened_again(
    pane: ConversationPane, window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    paste(pane, width=300)
    qtbot.waitUntil(lambda: has_picture(pane))
    number = pane.interaction_id
    pane.show_conversation(0)
    pane.show_conversation(number)
    qtbot.waitUntil(lambda: has_picture(pane))
    qtbot.waitUntil(lambda: pane.composer.editor.document().idealWidth() >= 300)


def test_it_is_sent_within_the_mail_and_shown_in_the_transcript(
    pane: ConversationPane, stage: Stage, qtbot: QtBot
) -> None:
    pane.composer.editor.insertPlainText("This one: ")
    paste(pane, width=300)
    qtbot.waitUntil(lambda: has_picture(pane) and pane.composer.send_button.isEnabled())
    pane.composer.send()
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    sent = pane.transcript.messages[-1]
    assert len(sent.pictures) == 1
    raw = stage.store.raw_message(sent.written.message.id or 0)
    assert b"multipart/related" in raw
    (info,) = read_mail(raw).attachments
    assert info.is_inline
    card = pane.transcript.card(sent.written.message.id or 0)
    assert card is not None
    assert card.files == ()
    assert card.text.document().idealWidth() >= 300


def test_nothing_is_put_into_a_note(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.composer.kinds.choose(2)
    pane.composer._on_kind_chosen(2)
    qtbot.waitUntil(lambda: pane.composer.draft is not None and pane.composer.draft.kind is DraftKind.NOTE)
    paste(pane)
    QApplication.processEvents()
    assert files(pane) == 0
