"""What became of a letter of ours, said on its own card; and what was sent by nobody, said to be automatic."""

from dataclasses import replace
from datetime import UTC, datetime

from pytestqt.qtbot import QtBot

from desktop.domain.channel import Direction
from desktop.domain.written import Mark, OutboxState, Outgoing, Remark
from desktop.services.messaging.outgoing import to_answer
from desktop.ui.clock import Clock
from desktop.ui.conversation.transcript import Transcript
from desktop.ui.conversation.words import author_words
from desktop.ui.widgets.banners import Banner
from tests.ui.conversation.conftest import Open
from tests.ui.conversation.said import said
from tests.ui.mails import Mailbox
from tests.ui.stage import Stage

SENT = Outgoing(
    account_id=1,
    interaction_id=1,
    external_id="one@shop.example",
    send_after=datetime(2026, 11, 19, tzinfo=UTC),
    state=OutboxState.SENT,
)


def test_a_bounce_that_comes_later_is_said_on_the_card_of_the_letter(qtbot: QtBot) -> None:
    transcript = Transcript(Clock())
    qtbot.addWidget(transcript)
    transcript.resize(700, 500)
    transcript.show()
    qtbot.waitExposed(transcript)
    ours = said(1, direction=Direction.OUTBOUND, outbox=SENT)
    transcript.show_messages([ours], has_earlier=False)
    card = transcript.card(1)
    assert card is not None
    high = card.height()
    assert card.findChildren(Banner) == []
    remark = Remark(mark=Mark.BOUNCE, words="anna@mail.example: 550 5.1.1 no such user")
    failed = replace(ours, written=replace(ours.written, remarks=(remark,)))
    transcript.show_messages([failed], has_earlier=False)
    card = transcript.card(1)
    assert card is not None
    (banner,) = card.findChildren(Banner)
    assert "no such user" in banner.accessibleName()
    assert banner.isVisible()
    assert card.height() > high
    assert len(transcript.cards) == 1


def test_an_automatic_answer_is_said_to_be_one() -> None:
    nobody = replace(SENT, is_automatic=True)
    ours = said(1, direction=Direction.OUTBOUND, outbox=nobody).written
    assert author_words(ours) == "Automatic answer to Anna Kowalczyk"
    assert author_words(said(1, direction=Direction.OUTBOUND, outbox=SENT).written) != author_words(ours)


def test_an_automatic_answer_is_not_what_is_answered() -> None:
    nobody = replace(SENT, is_automatic=True)
    asked, answer = said(1).written, said(2, direction=Direction.OUTBOUND, outbox=nobody).written
    note = said(3, direction=Direction.INTERNAL).written
    assert to_answer([asked, answer, note]) == asked
    assert to_answer([answer, note]) == answer
    assert to_answer([asked, said(2, direction=Direction.OUTBOUND, outbox=SENT).written]) != asked
    assert to_answer([note]) is None


def test_a_report_is_not_what_is_answered(stage: Stage, box: Mailbox, open_one: Open) -> None:
    number, asked = box.arrive("Anna <anna@mail.example>", "Where is my chair?", "It is late.")
    report = Remark(mark=Mark.BOUNCE, words="anna@mail.example: 550 5.1.1 no such user")
    again, _ = box.arrive(
        "Postmaster <daemon@mail.example>", "Failed", "Not delivered.", minutes_ago=1, answers=asked, remarks=[report]
    )
    box.take(number, again)
    draft = open_one(number).composer.draft
    assert number == again
    assert draft is not None
    assert [who.address for who in draft.to] == ["anna@mail.example"]
    assert draft.answers == stage.store.conversation(number).messages[0].message.id
