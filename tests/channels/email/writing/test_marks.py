"""What a letter says of itself that no person wrote to one person: automatic answers and mailings."""

import email
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from desktop.channels.email.letters import EmailLetters
from desktop.channels.email.origin import annotate
from desktop.channels.email.own import own_addresses
from desktop.channels.email.parse import read_mail
from desktop.channels.email.parse.headers import Headers
from desktop.channels.email.writing.ids import unsubscribed_in
from desktop.domain.channel import Direction
from desktop.domain.message import Message
from desktop.domain.written import ChannelAccount, Draft, DraftKind, Mark, Participant, Role, WrittenMessage
from desktop.services.channel import Writing
from tests.channels.email.origin.mails import ACCOUNT

ANNA = Participant(address="anna@garden.example", name="Anna")
TEXT = "Thank you.\n\nWe answer soon.\n[pl]\nDziękujemy.\n\nOdpowiemy wkrótce."
POLISH = "Dzień dobry, czy moje krzesło jest już w drodze? Nie mam za to potwierdzenia."


def answered(body: str = "Where is the chair that I have ordered from you?") -> WrittenMessage:
    message = Message(
        id=1, interaction_id=1, direction=Direction.INBOUND, author="Anna", body=body, sent_at=datetime.now(UTC),
        subject="Re: Chair", external_id="one@garden.example",
    )  # fmt: skip
    to = Participant(address="billing@oakshop.example")
    return WrittenMessage(message=message, participants=((Role.FROM, ANNA), (Role.TO, to)))


def automatic(body: str = "Where is the chair that I have ordered from you?", **more: Any) -> Writing:
    draft = Draft(interaction_id=1, agent="", kind=DraftKind.REPLY, text=TEXT, to=(ANNA,))
    return Writing(
        draft=draft,
        account=ACCOUNT,
        answered=answered(body),
        answered_raw=b"Message-ID: <one@garden.example>\r\nReferences: <zero@garden.example>\r\n\r\nx",
        send_after=datetime.now(UTC),
        is_automatic=True,
        **more,
    )


def read(raw: bytes) -> EmailMessage:
    parsed = email.message_from_bytes(raw, policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_an_automatic_answer_says_that_it_is_one_and_what_it_answers() -> None:
    letter = EmailLetters().write(automatic())
    assert letter.outgoing.is_automatic
    assert letter.draft is None
    assert letter.written.message.author == ""
    sent = read(letter.outgoing.raw)
    assert sent["Auto-Submitted"] == "auto-replied"
    assert sent["X-Auto-Response-Suppress"] == "All"
    assert sent["Subject"] == "Auto: Chair"
    assert sent["In-Reply-To"] == "<one@garden.example>"
    assert sent["References"] == "<zero@garden.example> <one@garden.example>"
    assert "billing@oakshop.example" in sent["From"]
    assert "Precedence" not in sent
    assert list(sent.iter_attachments()) == []


def test_it_sends_nothing_back_of_what_it_was_sent() -> None:
    letter = EmailLetters().write(automatic("Buy this, and have a look at it for it is the best that you have seen."))
    assert b"Buy this" not in letter.outgoing.raw


@pytest.mark.parametrize(
    ("body", "said", "unsaid"),
    [
        ("Where is the chair that I have ordered from you?", "Thank you.\n\nWe answer soon.", "Dziękujemy"),
        (POLISH, "Dziękujemy.\n\nOdpowiemy wkrótce.", "Thank you"),
        ("?", "Thank you.", "Dziękujemy"),
    ],
)
def test_it_is_in_the_language_of_who_wrote(body: str, said: str, unsaid: str) -> None:
    letter = EmailLetters().write(automatic(body))
    text = EmailLetters().as_read(letter.outgoing.raw)
    assert said in text
    assert unsaid not in text
    assert letter.written.message.body.startswith(said.splitlines()[0])


def test_another_desk_takes_it_for_what_it_is() -> None:
    raw = EmailLetters().write(automatic()).outgoing.raw
    theirs = ChannelAccount(
        channel=ACCOUNT.channel, name="Garden", address=ANNA.address, settings=(("case_key", "0" * 64),), id=2
    )
    got = annotate(read_mail(raw, own_addresses=own_addresses(theirs)), Headers(raw.partition(b"\r\n\r\n")[0]), theirs)
    assert got.is_automatic
    assert got.answer_to == ""
    assert Mark.AUTOMATIC in {remark.mark for remark in got.remarks}


def mailing(account: ChannelAccount = ACCOUNT) -> EmailMessage:
    draft = Draft(interaction_id=0, agent="maria", kind=DraftKind.NEW, text="News", subject="News", to=(ANNA,))
    writing = Writing(draft=draft, account=account, answered=None, send_after=datetime.now(UTC), unsubscribe="4711")
    return read(EmailLetters().write(writing).outgoing.raw)


def with_url(url: str) -> ChannelAccount:
    return replace(ACCOUNT, settings=(*ACCOUNT.settings, ("unsubscribe_url", url)))


def test_a_mailing_says_how_to_get_no_more_of_them() -> None:
    sent = mailing()
    field = str(sent["List-Unsubscribe"])
    assert field.startswith("<mailto:support@oakshop.example?subject=unsubscribe%20u4711.")
    assert "List-Unsubscribe-Post" not in sent
    subject = field.partition("subject=")[2].rstrip(">").replace("%20", " ")
    assert unsubscribed_in(f"Re: {subject}", ACCOUNT) == "4711"


def test_one_click_does_it_where_there_is_a_page() -> None:
    sent = mailing(with_url("https://shop.example/off/{token}"))
    urls = [part.strip(" <>") for part in str(sent["List-Unsubscribe"]).split(",")]
    assert urls[0].startswith("https://shop.example/off/u4711.")
    assert urls[1].startswith("mailto:")
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    "url",
    ["http://shop.example/{token}", "https://shop.example/", "https://x/{token}\r\nBcc: a@b", "https://x/{token}>, <y",
     "https://x/{token} y", "javascript:{token}", "https://ż.example/{token}"],
)  # fmt: skip
def test_a_page_that_cannot_stand_in_a_header_does_not(url: str) -> None:
    sent = mailing(with_url(url))
    assert str(sent["List-Unsubscribe"]).startswith("<mailto:")
    assert "List-Unsubscribe-Post" not in sent
    assert "Bcc" not in sent


def test_a_letter_of_an_agents_says_nothing_of_the_kind() -> None:
    draft = Draft(interaction_id=1, agent="maria", kind=DraftKind.NEW, text="Hello", subject="Hello", to=(ANNA,))
    writing = Writing(draft=draft, account=ACCOUNT, answered=None, send_after=datetime.now(UTC))
    sent = read(EmailLetters().write(writing).outgoing.raw)
    assert not {"Auto-Submitted", "List-Unsubscribe", "X-Auto-Response-Suppress"} & set(sent.keys())
