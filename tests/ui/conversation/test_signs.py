"""Signs beside a message are ours alone: none vouches for what nobody checked, and no sender can paint one."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.written import Mark, Participant, Remark, Role, ShownMessage
from desktop.ui.conversation.card import MessageCard
from desktop.ui.conversation.words import remark_chip
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.chips import Chips
from tests.ui.conversation.said import NOW, said

SIGNED = Remark(mark=Mark.SIGNED_UNCHECKED, words="Signed; the signature was not checked")
ENCRYPTED = Remark(mark=Mark.ENCRYPTED, words="Encrypted: what is inside cannot be read here")
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
    assert chips.texts == ("signature not checked", "encrypted")
    assert chips.accessibleName() == "signature not checked, encrypted"
    assert chips.accessibleDescription() == f"{SIGNED.words}\n{ENCRYPTED.words}"
    assert "not checked" in chips.toolTip()
    assert card.findChildren(Banner) == []
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


def test_what_a_sender_wrote_does_not_reach_the_place_of_the_signs(parent: QWidget) -> None:
    """Negative margins and places of their own would lay it over the name."""
    card = card_of(parent, replace(said(1, remarks=(SIGNED,)), html=OUR_SIGN))
    (chips,) = card.findChildren(Chips)
    text = card.text.geometry()
    assert not text.intersects(chips.geometry())
    assert all(not text.intersects(part.geometry()) for part in (card._who, card._address, card._when))
