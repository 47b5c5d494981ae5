"""What was said, as cards: the newest at the foot, and what is read stays where it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.channel import Direction
from desktop.domain.written import AttachmentInfo, Mark, Participant, Remark, ShownMessage
from desktop.ui.clock import Clock
from desktop.ui.conversation.transcript import Transcript
from desktop.ui.look.theme import tokens
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.chips import Chips
from tests.ui.conversation.said import said

LONG = "A chair has four legs, and one of them is loose. " * 40


@pytest.fixture
def transcript(qtbot: QtBot) -> Iterator[Transcript]:
    made = Transcript(Clock())
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()


def many(count: int) -> list[ShownMessage]:
    return [said(number, LONG if number % 7 == 0 else f"Message {number}") for number in range(1, count + 1)]


def place(transcript: Transcript, message_id: int) -> int:
    card = transcript.card(message_id)
    assert card is not None
    return card.mapTo(transcript, QPoint(0, 0)).y()


def test_the_newest_is_at_the_foot_and_whole(transcript: Transcript) -> None:
    transcript.show_messages(many(50), has_earlier=False)
    assert transcript.is_at_end
    assert 0 < place(transcript, 50) < transcript.viewport().height()
    last = transcript.cards[-1]
    assert last.y() + last.height() <= transcript.viewport().height()


def test_of_a_hundred_thousand_messages_only_what_is_near_is_laid_out(transcript: Transcript) -> None:
    messages = many(100_000)
    transcript.show_messages(messages, has_earlier=False)
    assert len(transcript.cards) < 60
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    QApplication.processEvents()
    assert len(transcript.cards) < 120
    assert any(0 <= card.y() < transcript.viewport().height() for card in transcript.cards)
    bar.setValue(0)
    assert place(transcript, 1) > 0


def test_cards_follow_each_other_without_a_gap_or_an_overlap(transcript: Transcript) -> None:
    transcript.show_messages(many(80), has_earlier=False)
    bar = transcript.verticalScrollBar()
    for value in (bar.maximum(), bar.maximum() // 2, bar.maximum() // 3, 0):
        bar.setValue(value)
        seen = [card for card in transcript.cards if -400 < card.y() < 900]
        for above, below in pairwise(seen):
            assert below.y() == above.y() + above.height() + 12


def test_earlier_ones_are_asked_for_near_the_top_and_come_in_above_what_is_read(transcript: Transcript) -> None:
    asked: list[bool] = []
    transcript.earlier_wanted.connect(lambda: asked.append(True))
    newest, all_of_them = many(100)[50:], many(100)
    transcript.show_messages(newest, has_earlier=True)
    assert not asked
    bar = transcript.verticalScrollBar()
    bar.setValue(300)
    assert asked == [True]
    first = next(card for card in transcript.cards if card.y() + card.height() > 0)
    before = first.y()
    transcript.show_messages(all_of_them, has_earlier=True)
    assert transcript.card(first.message_id) is first
    assert first.y() == before


def test_a_new_message_comes_into_sight_only_of_who_reads_the_end(transcript: Transcript) -> None:
    transcript.show_messages(many(50), has_earlier=False)
    transcript.show_messages(many(51), has_earlier=False)
    assert transcript.is_at_end
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    first = next(card for card in transcript.cards if card.y() + card.height() > 0)
    before = first.y()
    transcript.show_messages(many(52), has_earlier=False)
    assert first.y() == before
    assert not transcript.is_at_end


def test_another_width_keeps_what_is_read_in_sight(transcript: Transcript) -> None:
    transcript.show_messages(many(60), has_earlier=False)
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    first = next(card.message_id for card in transcript.cards if card.y() + card.height() > 0)
    transcript.resize(440, 500)
    QApplication.processEvents()
    now = next(card.message_id for card in transcript.cards if card.y() + card.height() > 0)
    assert now == first


def test_what_was_quoted_is_folded_and_unfolds_without_moving_its_head(transcript: Transcript) -> None:
    messages = [*many(30), said(31, "New.", quoted_html="<p>old words</p>" * 14, quoted_lines=14)]
    transcript.show_messages(messages, has_earlier=False)
    card = transcript.card(31)
    assert card is not None
    assert card.fold_button is not None
    assert card.fold_button.text() == "▸ 14 quoted lines"
    assert "old words" not in card.text.toPlainText()
    before, high = card.y(), card.height()
    QTest.mouseClick(card.fold_button, Qt.MouseButton.LeftButton)
    assert card.is_unfolded
    assert card.fold_button.text().startswith("▾")
    assert "old words" in card.text.toPlainText()
    assert card.height() > high
    assert card.y() == before
    QTest.mouseClick(card.fold_button, Qt.MouseButton.LeftButton)
    assert card.height() == high
    bar = transcript.verticalScrollBar()
    for place_ in (0, bar.maximum()):  # away, where it is forgotten, and back
        bar.setValue(place_)
        QApplication.processEvents()
    again = transcript.card(31)
    assert again is not None
    assert again is not card
    assert not again.is_unfolded


def test_a_card_says_who_wrote_to_whom_from_which_address_and_what_was_found(transcript: Transcript) -> None:
    remarks = (
        Remark(mark=Mark.AUTHENTIC, words="SPF DKIM DMARC pass"),
        Remark(mark=Mark.IMITATES, words="“Maria Król” is a colleague; this address is not hers."),
    )
    one = said(1, remarks=remarks, blocked_pictures=2, cc=[Participant(address="bob@mail.example")])
    transcript.show_messages([one], has_earlier=False)
    card = transcript.cards[0]
    words = [part.accessibleName() for part in card.findChildren(QWidget)]
    assert "Anna Kowalczyk" in words
    assert "anna@mail.example" in words
    assert "To support@shop.example · Cc bob@mail.example" in words
    assert "SPF DKIM DMARC pass, 2 remote pictures blocked" in words
    assert any(word.startswith("Imitates another sender. “Maria Król”") for word in words)


def test_a_note_and_an_answer_of_ours_say_so(transcript: Transcript) -> None:
    transcript.show_messages(
        [said(1, direction=Direction.OUTBOUND), said(2, "See the 19th.", direction=Direction.INTERNAL)],
        has_earlier=False,
    )
    names = [card.accessibleName() for card in transcript.cards]
    assert names[0].startswith("Maria Król, to Anna Kowalczyk, ")
    assert names[1].startswith("Note from Maria Król, ")
    grounds = [card.grab().toImage().pixelColor(card.width() // 2, card.height() - 5) for card in transcript.cards]
    assert [ground.name() for ground in grounds] == [tokens().accent_soft.lower(), tokens().amber_soft.lower()]


def test_pressing_a_file_asks_to_look_at_it_and_its_arrow_to_save_it(transcript: Transcript) -> None:
    info = AttachmentInfo(position=3, name="invoice.pdf", media_type="application/pdf", size=52_000)
    inline = replace(info, position=4, name="logo.png", is_inline=True)
    transcript.show_messages([said(9, attachments=[info, inline])], has_earlier=False)
    asked: list[tuple[int, object]] = []
    saved: list[tuple[int, object]] = []
    transcript.file_asked.connect(lambda *what: asked.append(what))
    transcript.save_asked.connect(lambda *what: saved.append(what))
    (chip,) = transcript.cards[0].files
    assert chip.accessibleName() == "Look at: invoice.pdf, 52 kB"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert (asked, saved) == ([(9, info)], [])
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert (asked, saved) == ([(9, info)] * 2, [])
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 12, 10))
    assert (asked, saved) == ([(9, info)] * 2, [(9, info)])
    QTest.keyClick(chip, Qt.Key.Key_Return)
    assert (asked, saved) == ([(9, info)] * 3, [(9, info)])


def test_markup_in_a_plain_message_is_text(transcript: Transcript) -> None:
    transcript.show_messages([said(1, "<b>not bold</b>\n  two blanks")], has_earlier=False)
    assert transcript.cards[0].text.toPlainText() == "<b>not bold</b>\n  two blanks"


def test_keys_scroll_from_end_to_end(transcript: Transcript) -> None:
    transcript.show_messages(many(60), has_earlier=False)
    bar = transcript.verticalScrollBar()
    QTest.keyClick(transcript, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    QTest.keyClick(transcript, Qt.Key.Key_Home)
    assert bar.value() == 0
    QTest.keyClick(transcript, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()


def test_a_message_that_is_cut_says_so_and_hands_out_the_whole(transcript: Transcript) -> None:
    original = AttachmentInfo(position=-1, name="Original message.eml", media_type="message/rfc822", size=9)
    damage = Remark(mark=Mark.DAMAGED, words="It has no header")
    signed = Remark(mark=Mark.SIGNED_UNCHECKED, words="Signed; the signature was not checked")
    cut = said(1, remarks=(damage, signed), files=(original,))
    cut = replace(cut, remarks=(Remark(mark=Mark.DAMAGED, words="It is too long"),))
    transcript.show_messages([cut], has_earlier=False)
    card = transcript.card(1)
    assert card is not None
    assert [banner.accessibleName() for banner in card.findChildren(Banner)] == [
        "Partly unreadable. It has no header. It is too long."
    ]
    assert [chips.toolTip() for chips in card.findChildren(Chips)] == ["Signed; the signature was not checked"]
    asked: list[tuple[int, AttachmentInfo]] = []
    transcript.file_asked.connect(lambda number, info: asked.append((number, info)))
    QTest.mouseClick(card.files[0], Qt.MouseButton.LeftButton)
    assert asked == [(1, original)]


@pytest.mark.parametrize(("days", "room"), [(1, 700), (1, 360), (4, 360)])
def test_the_day_of_a_message_has_room_when_another_day_has_begun(
    transcript: Transcript, monkeypatch: pytest.MonkeyPatch, days: int, room: int
) -> None:
    now = datetime.now(UTC)
    monkeypatch.setattr(transcript._clock, "now", lambda: now)
    transcript.resize(room, 500)
    one = said(1)
    message = replace(one.written.message, sent_at=now)
    transcript.show_messages([replace(one, written=replace(one.written, message=message))], has_earlier=False)
    card = transcript.cards[0]
    assert "Today" in card.accessibleName()
    now += timedelta(days=days)
    transcript._clock.ticked.emit()
    assert not card._when.is_cut
    assert card._when.geometry().right() < card.width()
    assert card._when.text in card.accessibleName()
    assert "Today" not in card._when.text
    assert card._when.x() >= card._who.geometry().right()
