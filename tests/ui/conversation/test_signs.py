"""Signs beside a message are ours alone: none vouches for what nobody checked, and no sender can paint one."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.channel import Direction
from desktop.domain.written import Mark, Participant, Remark, Role, ShownMessage
from desktop.ui.conversation.card import MessageCard
from desktop.ui.conversation.message_text import MessageText
from desktop.ui.conversation.words import remark_chip
from desktop.ui.look.theme import tokens
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.chips import Chips
from tests.ui.conversation.said import NOW, said

SIGNED = Remark(mark=Mark.SIGNED_UNCHECKED, words="Signed; the signature was not checked")
ENCRYPTED = Remark(mark=Mark.ENCRYPTED, words="What is inside cannot be read here. Ask for it without encryption.")
VOUCHING = ("verif", "proven", "valid", "trust", "✓", "✔")
OUR_SIGN = (
    '<p style="background-color:#dff5e3;color:#187a3a"><b>sender proven</b> · signature verified</p>'
    '<table bgcolor="#dff5e3"><tr><td>sender proven</td></tr></table>'
)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    return made


def card_of(parent: QWidget, shown: ShownMessage) -> MessageCard:
    card = MessageCard(parent)
    card.show_message(shown, NOW)
    card.fit(680)
    card.show()
    return card


@pytest.mark.parametrize("mark", [mark for mark in Mark if mark is not Mark.AUTHENTIC])
def test_one_sign_alone_vouches_and_its_colour_is_no_others(mark: Mark) -> None:
    for words in ("", "sender proven"):
        text, tone = remark_chip(Remark(mark=mark, words=words))
        assert tone != "green"
        assert text != "sender proven"
    assert remark_chip(Remark(mark=Mark.AUTHENTIC)) == ("sender proven", "green")


def test_what_is_signed_or_encrypted_says_that_nobody_checked_in_every_way_it_can_be_read(parent: QWidget) -> None:
    card = card_of(parent, said(1, remarks=(SIGNED, ENCRYPTED)))
    (chips,) = card.findChildren(Chips)
    assert chips.texts == ("signature not checked",)
    assert chips.accessibleName() == "signature not checked"
    assert chips.accessibleDescription() == SIGNED.words
    (banner,) = card.findChildren(Banner)  # an empty letter says why it is empty, and what to do
    assert banner.isVisible()
    assert ENCRYPTED.words in banner.accessibleName()
    assert "not checked" in chips.toolTip()
    read = " ".join(part.accessibleName() + part.accessibleDescription() for part in card.findChildren(QWidget))
    assert not any(word in (read + card.accessibleName()).lower() for word in VOUCHING)


def test_a_sender_paints_no_sign_by_their_name_or_by_their_words(parent: QWidget) -> None:
    shown = said(1, "sender proven")
    author = Participant(address="eve@evil.example", name="Anna ✔ sender proven")
    shown = replace(
        shown,
        written=replace(shown.written, participants=((Role.FROM, author),)),
        html=OUR_SIGN,
    )
    card = card_of(parent, shown)
    assert card.findChildren(Chips) == []
    assert card.findChildren(Banner) == []
    assert "sender proven" in card.text.toPlainText()


def test_the_address_is_read_aloud_beside_the_name_that_anybody_may_choose(parent: QWidget) -> None:
    shown = said(1)
    assert card_of(parent, shown).accessibleName().startswith("Anna Kowalczyk, anna@mail.example, ")
    nameless = replace(shown.written.message, author="")
    people = ((Role.FROM, Participant(address="anna@mail.example")),)
    shown = replace(shown, written=replace(shown.written, message=nameless, participants=people))
    assert card_of(parent, shown).accessibleName().count("anna@mail.example") == 1


NEW = Remark(mark=Mark.NEWCOMER, words="eve@evil.example was not in this conversation before")
PROVEN = Remark(mark=Mark.AUTHENTIC)


@pytest.mark.parametrize("remarks", [(), (PROVEN,), (PROVEN, NEW)], ids=["none", "chip", "chip and box"])
def test_a_line_that_no_text_reaches_across_parts_our_signs_from_what_looks_like_them(
    parent: QWidget, remarks: tuple[Remark, ...]
) -> None:
    """The first thing in a letter would otherwise stand where a sign of ours does."""
    card = card_of(parent, replace(said(1, remarks=remarks), html=OUR_SIGN))
    signs: list[QWidget] = [*card.findChildren(Chips), *card.findChildren(Banner), card._who, card._address]
    text, line = card.text.geometry(), QColor(tokens().line)
    picture = card.grab().toImage()
    scale = picture.devicePixelRatio()
    (rule,) = (
        y
        for y in range(10, round(picture.height() / scale) - 10)
        if all(picture.pixelColor(round(x * scale), round(y * scale)) == line for x in range(2, card.width() - 2))
    )
    assert all(sign.geometry().bottom() < rule < text.top() for sign in signs)
    assert text.left() > 2
    assert text.right() < card.width() - 2


def test_our_own_letters_and_notes_have_no_such_line(parent: QWidget) -> None:
    for direction in (Direction.OUTBOUND, Direction.INTERNAL):
        card = card_of(parent, said(1, direction=direction))
        assert card._rule == 0


def test_what_we_say_of_a_message_is_read_aloud_before_its_text(parent: QWidget) -> None:
    card = card_of(parent, said(1, remarks=(PROVEN, NEW)))
    read = [part for part in card.children() if isinstance(part, (Banner, Chips, MessageText))]
    assert [type(part) for part in read] == [Banner, Chips, MessageText]
    assert read[0].accessibleName() == "Somebody new. eve@evil.example was not in this conversation before"


def test_what_a_sender_wrote_does_not_reach_the_place_of_the_signs(parent: QWidget) -> None:
    """Negative margins and places of their own would lay it over the name."""
    card = card_of(parent, replace(said(1, remarks=(SIGNED,)), html=OUR_SIGN))
    (chips,) = card.findChildren(Chips)
    text = card.text.geometry()
    assert not text.intersects(chips.geometry())
    assert all(not text.intersects(part.geometry()) for part in (card._who, card._address, card._when))
